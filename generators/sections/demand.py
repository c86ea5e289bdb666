"""Demand: how many children are referred and discharged, and whether more come than leave."""

import math
from collections.abc import Mapping

from generators.charts.bars import grouped
from generators.charts.picture import Picture
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.activity import FLOWS, flows
from generators.measures.tidy import Tidy, age_words, period_words
from generators.sections import phases
from generators.sections.ages import spread, widest
from generators.sections.model import Fact, Figure, ListView, Section, Verdict, bare, number_fact, said

ACTIVITY = Table(
    name="activity",
    title="Referrals and discharges",
    key=("place", "period", "measure", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        Column("measure", Kind.WORD, "Measure", allowed=FLOWS),
        AGE_BAND,
        Column("count", Kind.WHOLE, "Children", "children", least=0, most=1_000_000, snapshot=False),
    ),
    totals=("age_band", "place"),
    about="Children referred to a service and discharged from it in a period.",
)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    came, left = facts.get("referrals"), facts.get("discharges")
    if came is None or left is None:
        referred = facts.get("referrals.schools") or facts.get("referrals.all_phases")
        return (
            f"{referred.text} referrals from schools" if referred and referred.value else f"Demand in {area.about.name}"
        )
    if not isinstance(came.value, float):
        return f"Demand in {area.about.name}"
    if not isinstance(left.value, float):
        return f"{bare(came)} children were referred"
    return f"{bare(came)} children were referred and {bare(left)} discharged"


def _headline(area: Area, table: Tidy) -> str:
    rows = [row for row in spread(area, table) if not math.isnan(row["net"])]
    if not rows:
        return "Referrals and discharges by age"
    most = max(rows, key=lambda row: abs(float(row["net"])))
    more = "more came than left" if most["net"] > 0 else "more left than came"
    number = said(most, table.field("net")).lstrip("+−")
    return (
        f"At ages {age_words(most['age_band'])} {more}: {number} children"
        if most["net"]
        else "As many came as left at every age"
    )


def _draw(area: Area, table: Tidy) -> Picture:
    rows = spread(area, table)
    groups = [
        (name, [float(row[name]) for row in rows], [said(row, table.field(name)) for row in rows]) for name in FLOWS
    ]
    return grouped([age_words(row["age_band"]) for row in rows], groups, strong=0)


def _alt(area: Area, table: Tidy) -> str:
    words = [
        f"{age_words(row['age_band'])}: {said(row, table.field('referrals'))} referrals, {said(row, table.field('discharges'))} discharges"
        for row in spread(area, table)
    ]
    return f"Bars by age. {'; '.join(words)}."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = widest(area, table)
    facts = {
        name: number_fact(
            row, table.field(name), f"children {verb}", _verdict(row, table) if name == "referrals" else None
        )
        for name, verb in zip(FLOWS, ("referred", "discharged"), strict=True)
    }
    return facts | {name: number_fact(row, table.field(name)) for name in ("net", "referrals_per_1000")}


def _verdict(row: Record | None, table: Tidy) -> Verdict | None:
    if row is None or math.isnan(row["net"]):
        return None
    if not row["net"]:
        return Verdict("same", "as many were discharged")
    number = said(row, table.field("net")).lstrip("+−")
    return Verdict("plain", f"{number} {'more' if row['net'] > 0 else 'fewer'} than were discharged", up=row["net"] > 0)


SECTION = Section(
    slug="demand",
    title="Demand",
    question="Is demand growing faster than cases are closed?",
    tables=(ACTIVITY, phases.WORK, phases.NEEDS),
    more=phases.figures,
    headline=_told,
    figures=(
        Figure(
            id="flows",
            title="Referrals and discharges",
            measure=flows,
            headline=_headline,
            subtitle=lambda area, table: (
                f"Children referred and discharged by age, {area.about.name}, {period_words(table.latest())}"
            ),
            alt=_alt,
            draw=_draw,
            view=lambda area, table: ListView(
                ("age_band", "place", "period", *FLOWS, "net", "referrals_per_1000", "rate_low", "rate_high"),
                f"Referrals and discharges by age, {area.about.name}",
            ),
            facts=_facts,
            tables=("activity",),
            counted=("age_band", "age bands"),
        ),
    ),
    profile=(("flows", "referrals"), ("flows", "discharges")),
    card=("referrals", "referrals.all_phases"),
)

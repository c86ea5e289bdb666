"""Provision: what is offered in each cell of the five strands and three levels, where nothing is, and what changed."""

import math
from collections.abc import Mapping

from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.provision import (
    ALL_PROVIDERS,
    LEVELS,
    STRANDS,
    by_place,
    by_provider,
    gaps,
    last_two,
    provisions,
)
from generators.measures.tidy import Tidy, period_words
from generators.numbers import plain
from generators.sections.framework import CHANGE, cell, heat, inner, number, shown_periods
from generators.sections.model import Fact, Figure, Mini, Section, Verdict, bare, count_fact, known, minis, number_fact
from generators.sections.provision_totals import PER_NEED, PLACES, PROVIDERS, REGISTERED, by

KINDS = ("provision", "gap")
_KIND = Column("kind", Kind.WORD, "Kind", allowed=KINDS)
COUNTS = Table(
    name="provision_counts",
    title="Provisions and gaps by strand and level",
    key=("place", "period", "kind", "provider", "level", "strand"),
    columns=(
        PLACE,
        PERIOD,
        _KIND,
        Column(
            "provider",
            Kind.TEXT,
            "Provider",
            about=f'Who provides; write "{ALL_PROVIDERS}" where the source does not tell them apart.',
        ),
        Column("level", Kind.WORD, "Level", allowed=LEVELS),
        Column("strand", Kind.WORD, "Strand", allowed=STRANDS),
        Column("count", Kind.WHOLE, "Number reported", "count", least=0, most=100_000),
    ),
    matrix=("level", "strand"),
    totals=("strand", "level", "place"),
    about="Counts of provisions or gaps that a source prints for each cell of the framework.",
)
REGISTER = Table(
    name="provision_register",
    title="Register of provisions and gaps",
    key=("place", "period", "kind", "name", "provider"),
    columns=(
        PLACE,
        PERIOD,
        _KIND,
        Column("name", Kind.TEXT, "Name"),
        Column("provider", Kind.TEXT, "Provider"),
        Column("strands", Kind.WORDS, "Strands", allowed=STRANDS),
        Column("levels", Kind.WORDS, "Levels", allowed=LEVELS),
        Column("setting", Kind.TEXT, "Setting", optional=True),
        Column("reach", Kind.WHOLE, "Children reached", "children", least=0, optional=True, snapshot=False),
        Column("evidence", Kind.TEXT, "Evidence", optional=True),
        Column(
            "status",
            Kind.WORD,
            "Status",
            allowed=("running", "planned", "ended"),
            optional=True,
            about="A planned provision is listed, but not counted.",
        ),
    ),
    about="One row for each provision or gap; the cells of the heat map are counted from it.",
)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: how many provisions are reported, and how many were."""
    total, before = facts.get("total"), facts.get("total_before")
    if total is None or not isinstance(total.value, float):
        return f"Provision in {area.about.name}"
    if before is None or not isinstance(before.value, float):
        return f"{bare(total)} {'provision is' if total.value == 1 else 'provisions are'} reported"
    if total.value == before.value:
        return f"Reported provision stayed at {bare(total)}"
    return f"Reported provision {'fell' if total.value < before.value else 'rose'} from {bare(before)} to {bare(total)}"


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    before, now = last_two(table)
    field = table.field("count")
    facts = {
        "total": number_fact(
            cell(table, now), field, "provisions reported", _total_verdict(table), _total_minis(table)
        ),
        "total_before": number_fact(cell(table, before), field) if before else Fact(None, "count", "[z]", "[z]"),
    }
    for level in LEVELS:
        facts[level.lower()] = number_fact(cell(table, now, level=level), field)
        facts[f"{level.lower()}_before"] = number_fact(cell(table, before, level=level), field)
    for strand in STRANDS:
        name = strand.lower().replace(" ", "_")
        facts[name] = number_fact(cell(table, now, strand=strand), field)
        facts[f"{name}_before"] = number_fact(cell(table, before, strand=strand), field)
        for level in LEVELS:
            facts[f"{name}_{level.lower()}"] = number_fact(cell(table, now, level, strand), field)
            facts[f"{name}_{level.lower()}_before"] = number_fact(cell(table, before, level, strand), field)
    rows = known(inner(table).where(period=now), "count")
    facts["empty_cells"] = count_fact(sum(row["count"] == 0 for row in rows), "cells with nothing")
    facts["smallest_cell"] = number_fact(min(rows, key=lambda row: float(row["count"]), default=None), field)
    return facts


def _total_minis(table: Tidy) -> tuple[Mini, ...]:
    return minis([(period_words(when), cell(table, when)) for when in shown_periods(table)], table.field("count"))


def _total_verdict(table: Tidy) -> Verdict | None:
    before, now = last_two(table)
    moved = number(cell(table, now)) - number(cell(table, before))
    if math.isnan(moved) or before is None:
        return None
    if moved == 0:
        return Verdict("same", f"as many as in {period_words(before)}")
    return Verdict(
        "good" if moved > 0 else "bad",
        f"{plain(abs(moved))} {'more' if moved > 0 else 'fewer'} than in {period_words(before)}",
        up=moved > 0,
    )


def _more(area: Area) -> tuple[Figure, ...]:
    """The change where there are two periods, gaps where they are recorded, providers and places where they are told apart."""
    table = provisions(area)
    figures = [heat("heat-map", "Heat map", "provision", _facts)] if len(table.rows) else []
    if len(table.unique("period")) > 1:
        figures.append(CHANGE)
    if len(table.rows):
        figures += [by("level", "Totals by level"), by("strand", "Totals by strand"), PER_NEED]
    if len(gaps(area).frame):
        figures.append(heat("gaps", "Gaps", "gap"))
    if len(by_provider(area).frame):
        figures.append(PROVIDERS)
    if len(by_place(area).frame):
        figures.append(PLACES)
    figures.append(REGISTERED)
    return tuple(figures)


SECTION = Section(
    slug="provision",
    title="Provision",
    question="Where are the holes, and what did we lose?",
    tables=(COUNTS, REGISTER),
    figures=(),
    more=_more,
    headline=_told,
    card=("total",),
)

"""Caseload and reach: how many children the service knows on one day, and what share of those who may need it."""

import math
from collections.abc import Mapping

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Part, Table
from generators.inputs.project import Area
from generators.measures.activity import reach
from generators.measures.tidy import Tidy, age_words, period_words
from generators.sections.ages import spread, widest
from generators.sections.model import Fact, Figure, ListView, Section, Verdict, bare, number_fact, said

CASELOAD = Table(
    name="caseload",
    title="Caseload",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column("caseload", Kind.WHOLE, "Caseload", "children", least=0, most=1_000_000, snapshot=True),
        Column(
            "actively_supported",
            Kind.WHOLE,
            "Actively supported",
            "children",
            least=0,
            most=1_000_000,
            snapshot=True,
            optional=True,
        ),
        Column(
            "population",
            Kind.WHOLE,
            "Population",
            "people",
            least=0,
            snapshot=True,
            basis=Basis.OFFICIAL_ESTIMATE,
            optional=True,
        ),
        Column(
            "printed_reach_population",
            Kind.NUMBER,
            "Share of the population, printed",
            "percent",
            least=0,
            most=100,
            optional=True,
            derived_from=("caseload",),
        ),
        Column(
            "printed_reach_predicted",
            Kind.NUMBER,
            "Share of predicted need, printed",
            "percent",
            least=0,
            most=100,
            optional=True,
            derived_from=("caseload",),
        ),
    ),
    totals=("age_band", "place"),
    parts=(Part("actively_supported", "caseload"),),
    about="Children known to a service on one day. The period is that day.",
)
_VALUES = (
    "caseload",
    "actively_supported",
    "population",
    "reach_population",
    "printed_reach_population",
    "printed_reach_predicted",
)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    total, share = facts["total"], facts["printed_reach_predicted"]
    if not isinstance(total.value, float):
        return f"Caseload in {area.about.name}"
    return f"{bare(total)} children are on the caseload" + (
        f", {bare(share)} of those predicted to have needs" if isinstance(share.value, float) else ""
    )


def _headline(area: Area, table: Tidy) -> str:
    rows = [row for row in spread(area, table) if not math.isnan(row["reach_population"])]
    if not rows:
        return f"Caseload by age in {area.about.name}"
    most = max(rows, key=lambda row: float(row["reach_population"]))
    return f"Reach is highest at ages {age_words(most['age_band'])}: {said(most, table.field('reach_population'))} of that age"


def _draw(area: Area, table: Tidy) -> Picture:
    rows = spread(area, table)
    top = max((float(row["reach_population"]) for row in rows if not math.isnan(row["reach_population"])), default=0)
    texts = [said(row, table.field("reach_population")) for row in rows]
    return ranked(
        [
            Bar(age_words(row["age_band"]), float(row["reach_population"]), text, row["reach_population"] == top)
            for row, text in zip(rows, texts, strict=True)
        ]
    )


def _alt(area: Area, table: Tidy) -> str:
    words = [
        f"{age_words(row['age_band'])}: {said(row, table.field('reach_population'))}, {said(row, table.field('caseload'))} children"
        for row in spread(area, table)
    ]
    return f"Bars of the caseload as a share of the population, by age. {'; '.join(words)}."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = widest(area, table)
    share = number_fact(row, table.field("reach_population"))
    verdict = Verdict("plain", f"{share.text} of children of that age") if isinstance(share.value, float) else None
    facts = {
        "total": number_fact(row, table.field("caseload"), "children on the caseload", verdict),
        "reach_population": share,
    }
    return facts | {
        name: number_fact(row, table.field(name)) for name in ("printed_reach_population", "printed_reach_predicted")
    }


def _view(area: Area, table: Tidy) -> ListView:
    given = tuple(name for name in _VALUES if table.frame[name].notna().any())
    return ListView(("age_band", "place", "period", *given), f"Caseload by age, {area.about.name}")


SECTION = Section(
    slug="caseload",
    title="Caseload and reach",
    question="Do we reach the children who are predicted to need help?",
    tables=(CASELOAD,),
    headline=_told,
    figures=(
        Figure(
            id="reach",
            title="Reach by age",
            measure=reach,
            headline=_headline,
            subtitle=lambda area, table: (
                f"Children on the caseload as a share of all that age, {area.about.name}, {period_words(table.latest())}"
            ),
            alt=_alt,
            draw=_draw,
            view=_view,
            facts=_facts,
            tables=("caseload",),
            counted=("age_band", "age bands"),
        ),
    ),
    profile=(("reach", "caseload"), ("reach", "reach_population")),
    card=("total",),
)

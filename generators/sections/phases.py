"""Work by phase and type of need: figures of the page on demand."""

import math

from generators.charts.bars import Bar, ranked, stacked
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area
from generators.measures.phases import PHASES, SUMS, needs, termly, work
from generators.measures.tidy import Tidy
from generators.numbers import shown
from generators.sections.model import Fact, Figure, ListView, known, number_fact, said
from generators.sections.series import Told, fact_name, when

NEED_TYPES = (
    "Social, emotional and mental health",
    "Communication and interaction",
    "Cognition and learning",
    "Sensory and physical",
)
PHASE = Column("phase", Kind.WORD, "Phase", allowed=PHASES, sums=SUMS)
WORK = Table(
    "activity_by_phase", "Work by phase", ("place", "period", "activity", "phase"),
    (
        PLACE, PERIOD, Column("activity", Kind.TEXT, "Activity", about="Such as referrals, clinics or transition."), PHASE,
        Column("counted", Kind.WORD, "Counted", allowed=("children", "settings", "schools", "events", "clinics", "meetings"), noted=True),
        Column("children", Kind.WHOLE, "Children", "children", least=0, most=1_000_000, optional=True, snapshot=False),
        Column("count", Kind.NUMBER, "Number", "count", least=0, most=1_000_000, optional=True),
        Column("reporting", Kind.WHOLE, "Places that reported", "count", least=0, most=10_000, optional=True),
    ),
    about="Children stand under children, all else that is counted under count. Schools are primary and secondary together.",
)  # fmt: skip
NEEDS = Table(
    "need_type", "Referrals by type of need", ("place", "period", "phase", "need_type"),
    (
        PLACE, PERIOD, PHASE, Column("need_type", Kind.WORD, "Type of need", allowed=NEED_TYPES),
        Column("referrals", Kind.WHOLE, "Referrals", "children", least=0, most=1_000_000, snapshot=False),
    ),
)  # fmt: skip


def _own(area: Area, table: Tidy) -> Tidy:
    own = table.where(place_code=area.places.area.code)
    return own if len(own.rows) else table


def _largest(area: Area, table: Tidy, value: str) -> Record | None:
    """The largest number that is no sum."""
    rows = [row for row in known(_own(area, table), value) if row[LINE]]
    return max(rows, key=lambda row: float(row[value]), default=None)


def _work(value: str, id: str, title: str) -> Figure:
    def headline(area: Area, table: Tidy) -> str:
        row = _largest(area, table, value)
        if row is None:
            return "No number is available"
        share = row[f"{value}_share"]
        part = "" if math.isnan(share) else f", {shown(share, 'percent')} of all phases"
        return f"{row['activity']}, {row['phase'].lower()}: {said(row, table.field(value))}{part}"

    def rows(area: Area, table: Tidy) -> list[tuple[str, Record]]:
        return [(f"{row['activity']}, {row['phase'].lower()}", row) for row in _own(area, table).records()]

    def facts(area: Area, table: Tidy) -> dict[str, Fact]:
        found = {f"{fact_name(row['activity'])}.{fact_name(row['phase'])}": row for _, row in rows(area, table)}
        numbers = {
            name: number_fact(row, table.field(value), f"{row['activity'].lower()}, {row['phase'].lower()}")
            for name, row in found.items()
        }
        return numbers | {
            f"{name}_share": number_fact(row, table.field(f"{value}_share")) for name, row in found.items()
        }

    return Figure(
        id=id, title=title, measure=lambda area: work(area, value), headline=headline, subtitle=when(title), facts=facts,
        alt=lambda area, table: f"Bars: {'; '.join(f'{name} {said(row, table.field(value))}' for name, row in rows(area, table))}.",
        draw=lambda area, table: ranked([Bar(name, float(row[value]), said(row, table.field(value)), bool(row[LINE])) for name, row in rows(area, table)]),
        view=lambda area, table: ListView(("activity", "phase", "counted", "place", "period", value, f"{value}_share", "coverage"), title),
        tables=("activity_by_phase",), counted=("point", "values"), counts=value,
    )  # fmt: skip


def _terms(value: str, id: str, title: str) -> Figure:
    told = Told(
        value,
        ("activity", "phase"),
        lambda row: f"{fact_name(row['activity'])}.{fact_name(row['phase'])}_terms",
        title,
        ("counted",),
    )
    return Figure(
        id=id, title=title, measure=lambda area: termly(area, value), headline=told.headline, subtitle=when(title), alt=told.alt,
        draw=told.draw, view=told.view, facts=told.facts, tables=("activity_by_phase",), counted=("point", "values"), counts=value,
    )  # fmt: skip


def _need_rows(area: Area, table: Tidy) -> list[Record]:
    return _own(area, table).records()


def _need_headline(area: Area, table: Tidy) -> str:
    rows = known(_own(area, table), "referrals_share")
    most = max(rows, key=lambda row: float(row["referrals_share"]), default=None)
    if most is None:
        return "How many children have each type of need is not available"
    return f"{most['phase']}: {said(most, table.field('referrals_share'))} of referrals are for {most['need_type'].lower()}"


def _need_draw(area: Area, table: Tidy) -> Picture:
    phases, kinds = table.unique("phase"), table.unique("need_type")
    at = {(row["phase"], row["need_type"]): row for row in _need_rows(area, table)}
    field = table.field("referrals_share")
    groups = [(kind, [at.get((phase, kind)) for phase in phases]) for kind in kinds]
    return stacked(
        phases,
        [
            (
                kind,
                [float(row[field.name]) if row else math.nan for row in rows],
                [said(row, field) if row else "" for row in rows],
            )
            for kind, rows in groups
        ],
    )


def _need_alt(area: Area, table: Tidy) -> str:
    told = [
        f"{row['phase']}, {row['need_type'].lower()} {said(row, table.field('referrals_share'))}"
        for row in _need_rows(area, table)
    ]
    return f"Bars of shares by phase: {'; '.join(told)}."


FIGURES = (
    _work("children", "children-by-phase", "Children by phase"),
    _work("count", "work-by-phase", "Work by phase"),
    _terms("children", "children-by-term", "Children by term"),
    _terms("count", "work-by-term", "Work by term"),
    Figure(
        id="need-types", title="Types of need", measure=needs, headline=_need_headline, subtitle=when("Referrals by type of need and phase"), alt=_need_alt, draw=_need_draw,
        view=lambda area, table: ListView(("phase", "need_type", "place", "period", "referrals", "referrals_share"), "Referrals by type of need"),
        tables=("need_type",), counted=("point", "values"),
    ),
)  # fmt: skip


def figures(area: Area) -> tuple[Figure, ...]:
    """Those of which the area has a row."""
    return tuple(figure for figure in FIGURES if figure.possible(area) and len(figure.measure(area).frame))

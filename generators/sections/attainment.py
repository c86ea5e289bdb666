"""Attainment gaps: how children do against the region and England, and whether the gap is closing."""

import math
from dataclasses import replace

from generators.charts.dots import Dots, gaps
from generators.charts.lines import Series, over_time
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.periods import period
from generators.inputs.project import Area
from generators.measures.gaps import gap_name, with_gaps
from generators.measures.tidy import Field, Tidy, period_words, tidy
from generators.numbers import plain, shown
from generators.sections.model import (
    Fact,
    Figure,
    ListView,
    PivotView,
    Section,
    Verdict,
    first,
    known,
    number_fact,
    said,
)

ATTAINMENT = Table(
    name="attainment",
    title="Attainment",
    key=("place", "period", "measure"),
    columns=(
        PLACE,
        PERIOD,
        Column("measure", Kind.WORD, "Measure", allowed=("@indicators:attainment",)),
        Column("percent", Kind.NUMBER, "Reached it", "percent", least=0, most=100),
        Column(
            "cohort",
            Kind.WHOLE,
            "Pupils",
            "children",
            least=0,
            optional=True,
            snapshot=False,
            about="How many pupils the percentage is of.",
        ),
    ),
    about="Percentages of pupils who reached a goal, for the area and its comparators.",
)


def _measure(area: Area) -> Tidy:
    table = with_gaps(area, tidy(area, "attainment"), "percent")
    order = list(area.settings.indicators)
    frame = table.frame.assign(_order=table.frame["measure"].map(order.index)).sort_values(
        ["_order", "period_sort"], kind="stable"
    )
    named = tuple(field if field.name != "measure" else _named(area, field) for field in table.fields)
    return Tidy(frame.drop(columns="_order").reset_index(drop=True), named)


def _named(area: Area, field: Field) -> Field:
    return replace(field, words=lambda name: area.settings.indicators[str(name)].label)


def _latest(table: Tidy, measure: str) -> Tidy:
    """The measure's rows in the last period that has a number."""
    rows = table.where(measure=measure)
    periods = sorted({row["period"] for row in known(rows, "percent")}, key=lambda text: period(text).sort)
    return rows.where(period=periods[-1] if periods else rows.latest())


def _who(area: Area, table: Tidy) -> list[str]:
    """The area, or where it has no figures of its own the places in it; then its comparators."""
    codes = set(table.unique("place_code"))
    own = (
        [area.places.area.code]
        if area.places.area.code in codes
        else [place.code for place in area.places.below if place.code in codes]
    )
    return own + [code for code in area.comparators if code in codes]


def _measured(table: Tidy) -> list[str]:
    """The measures with a number, in the order of the site's list."""
    return [measure for measure in table.unique("measure") if known(table.where(measure=measure), "percent")]


def _widest(area: Area, table: Tidy) -> tuple[Record, str, float] | None:
    """The area's row with the largest distance from its last comparator that has figures: row, comparator, gap."""
    for code in reversed(area.comparators):
        name, found = area.places[code].name, []
        for measure in table.unique("measure"):
            row = first(_latest(table, measure).where(place_code=area.places.area.code))
            if row is not None and not math.isnan(row[gap_name(name)]):
                found.append((row, name, float(row[gap_name(name)])))
        if found:
            return max(found, key=lambda one: abs(one[2]))
    return None


def _headline(area: Area, table: Tidy) -> str:
    widest = _widest(area, table)
    if widest is None:
        return "No comparison is available"
    row, name, gap = widest
    short = area.settings.indicators[row["measure"]].short.lower()
    if gap == 0:
        return f"{area.about.name} is level with {name}"
    return f"{area.about.name} is furthest {'behind' if gap < 0 else 'ahead of'} {name} in {short}: {shown(abs(gap), 'pp')}"


def _subtitle(area: Area, table: Tidy) -> str:
    periods = {row["period"] for measure in _measured(table) for row in _latest(table, measure).records()}
    when = " and ".join(period_words(text) for text in sorted(periods, key=lambda text: period(text).sort))
    return f"Share of pupils who reached each goal, {area.about.name} and comparators, {when}"


def _draw(area: Area, table: Tidy) -> Picture:
    measures = _measured(table)
    series = []
    for code in _who(area, table):
        rows = [first(_latest(table, measure).where(place_code=code)) for measure in measures]
        values = [float(row["percent"]) if row else float("nan") for row in rows]
        series.append(Dots(area.places[code].name, values, [plain(v, 1) if not math.isnan(v) else "" for v in values]))
    return gaps([area.settings.indicators[measure].short for measure in measures], series, unit="%")


def _alt(area: Area, table: Tidy) -> str:
    parts = []
    for measure in _measured(table):
        rows = [first(_latest(table, measure).where(place_code=code)) for code in _who(area, table)]
        numbers = ", ".join(f"{row['place']} {said(row, table.field('percent'))}" for row in rows if row)
        parts.append(f"{area.settings.indicators[measure].short}: {numbers}")
    return "Dots on a line for each goal. " + ". ".join(parts) + "."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for measure in table.unique("measure"):
        rows = _latest(table, measure)
        own = first(rows.where(place_code=area.places.area.code))
        short = area.settings.indicators[measure].short.lower()
        facts[f"{measure}.percent"] = number_fact(
            own, table.field("percent"), f"reach the goal for {short}", _verdict(area, measure, own)
        )
        for code in area.comparators:
            name = area.places[code].name
            facts[f"{measure}.{gap_name(name)}"] = number_fact(own, table.field(gap_name(name)))
            facts[f"{measure}.{gap_name(name).removeprefix('gap_')}"] = number_fact(
                first(rows.where(place_code=code)), table.field("percent")
            )
    if widest := _widest(area, table):
        facts["widest.percent"] = facts[f"{widest[0]['measure']}.percent"]
    return facts


def _verdict(area: Area, measure: str, own: Record | None) -> Verdict | None:
    """Against the last comparator; without an interval nothing is tested, and that is said."""
    for code in reversed(area.comparators):
        name = area.places[code].name
        gap = float(own[gap_name(name)]) if own else math.nan
        if math.isnan(gap):
            continue
        if gap == 0:
            return Verdict("same", f"the same as {name}")
        better = area.settings.indicators[measure].better
        kind = "plain" if better == "none" else "good" if (gap > 0) == (better == "higher") else "bad"
        return Verdict(
            kind,
            f"{shown(abs(gap), 'pp')} {'above' if gap > 0 else 'below'} {name}; no interval, so not tested",
            up=gap > 0,
        )
    return None


def _trends(area: Area) -> tuple[Figure, ...]:
    """A figure for each measure that has more than one period."""
    if "attainment" not in area.tables:
        return ()
    table = _measure(area)
    several = [
        m for m in _measured(table) if len({row["period"] for row in known(table.where(measure=m), "percent")}) > 1
    ]
    return tuple(_trend(area, measure) for measure in several)


def _trend(area: Area, measure: str) -> Figure:
    indicator = area.settings.indicators[measure]
    return Figure(
        id=f"trend-{measure.replace('_', '-')}",
        title=f"{indicator.short} over time",
        measure=lambda area: _measure(area).where(measure=measure),
        headline=lambda area, table: _trend_headline(area, table, indicator.short),
        subtitle=lambda area, table: f"{indicator.definition} {_span(table)}",
        alt=_trend_alt,
        draw=_trend_draw,
        view=lambda area, table: PivotView("period", "place", "percent", indicator.label),
        tables=("attainment",),
        counted=("period", "years"),
    )


def _span(table: Tidy) -> str:
    periods = sorted(table.unique("period"), key=lambda text: period(text).sort)
    return f"{period_words(periods[0])} until {period_words(periods[-1])}"


def _own(area: Area, table: Tidy) -> list[Record]:
    return known(table.where(place_code=_who(area, table)[0]), "percent")


def _trend_headline(area: Area, table: Tidy, short: str) -> str:
    rows = sorted(_own(area, table), key=lambda row: row["period_sort"])
    if len(rows) < 2:
        return f"{short}: too few years to tell"
    start, end, field = rows[0], rows[-1], table.field("percent")
    word = "rose" if end["percent"] > start["percent"] else "fell" if end["percent"] < start["percent"] else "stayed"
    moved = f"from {said(start, field)} to {said(end, field)}" if word != "stayed" else f"at {said(end, field)}"
    return f"{short} in {start['place']} {word} {moved}"


def _trend_draw(area: Area, table: Tidy) -> Picture:
    periods = sorted(table.unique("period"), key=lambda text: period(text).sort)
    series = []
    for code in _who(area, table):
        values = {row["period"]: row["percent"] for row in table.where(place_code=code).records()}
        series.append(
            Series(
                area.places[code].name, [values.get(when, math.nan) for when in periods], code == _who(area, table)[0]
            )
        )
    return over_time([period(when).end.strftime("%Y") for when in periods], series, unit="%")


def _trend_alt(area: Area, table: Tidy) -> str:
    lines = []
    for code in _who(area, table):
        rows = sorted(table.where(place_code=code).records(), key=lambda row: row["period_sort"])
        lines.append(
            f"{area.places[code].name}: "
            + ", ".join(f"{period_words(row['period'])} {said(row, table.field('percent'))}" for row in rows)
        )
    return "Lines over time. " + ". ".join(lines) + "."


def _view(area: Area, table: Tidy) -> ListView:
    gap_names = tuple(gap_name(area.places[code].name) for code in area.comparators)
    cohort = ("cohort",) if table.frame["cohort"].notna().any() else ()
    return ListView(
        ("measure", "place", "period", "percent", *cohort, *gap_names), f"Attainment and gaps, {area.about.name}"
    )


SECTION = Section(
    slug="attainment",
    title="Attainment gaps",
    question="Is the gap closing, and where is it widest?",
    tables=(ATTAINMENT,),
    figures=(
        Figure(
            id="gap",
            title="Gaps to comparators",
            measure=_measure,
            headline=_headline,
            subtitle=_subtitle,
            alt=_alt,
            draw=_draw,
            view=_view,
            facts=_facts,
            tables=("attainment",),
            counted=("measure", "measures"),
        ),
    ),
    more=_trends,
    card=("widest.percent",),
)

"""Attainment gaps: how children do against the region and England, and whether the gap is closing."""

import math
from collections.abc import Mapping
from dataclasses import replace

from generators.charts.bars import Bar, ranked
from generators.charts.dots import Dots, distances
from generators.charts.lines import Series, over_time
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Rate, Table
from generators.inputs.frames import Record, mark_of
from generators.inputs.periods import period, with_every_year
from generators.inputs.project import Area
from generators.measures.comparison import comparisons
from generators.measures.gaps import gap_name, with_gaps
from generators.measures.once import once
from generators.measures.tidy import Field, Tidy, period_words, tidy
from generators.numbers import in_words, plain, shown
from generators.sections import attainment_groups, ranking, verdicts
from generators.sections.attainment_groups import GROUPS
from generators.sections.model import (
    Fact,
    Figure,
    ListView,
    Mini,
    PivotView,
    Section,
    Verdict,
    first,
    known,
    minis,
    number_fact,
    said,
    text_fact,
)

_MOST_SERIES = 4  # colours that a reader can tell apart
_FEWEST_RANKED = 3  # places that make a ranking
ATTAINMENT = Table(
    name="attainment",
    title="Attainment",
    key=("place", "period", "measure"),
    columns=(
        PLACE,
        PERIOD,
        Column("measure", Kind.WORD, "Measure", allowed=("@indicators:attainment",)),
        Column("percent", Kind.NUMBER, "Reached it", "percent", least=0, most=100, of="cohort"),
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
    rates=(Rate("percent", "cohort"),),
    about="Percentages of pupils who reached a goal, for the area and its comparators.",
)


@once
def _measure(area: Area) -> Tidy:
    table = with_gaps(area, tidy(area, "attainment"), "percent")
    order = list(area.settings.indicators)
    rows = table.rows
    ordered = sorted(range(len(rows)), key=lambda at: (order.index(rows[at]["measure"]), rows[at]["period_sort"]))
    return table.at(ordered).with_fields(
        field if field.name != "measure" else _named(area, field) for field in table.fields
    )


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


def _reference(area: Area, table: Tidy) -> str | None:
    """The comparator that gaps are told against: the last one that has figures, which is usually England."""
    codes = {row["place_code"] for row in known(table, "percent")}
    return next((code for code in reversed(area.comparators) if code in codes), None)


def _gaps_to(area: Area, table: Tidy, code: str, reference: str) -> list[Record | None]:
    """For each measure the row of a place, if its gap to the reference is known."""
    name = gap_name(area.places[reference].name)
    rows = [first(_latest(table, measure).where(place_code=code)) for measure in _measured(table)]
    return [row if row is not None and not math.isnan(row[name]) else None for row in rows]


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: where the gap is widest."""
    widest = facts.get("widest.gap")
    if widest is None or not isinstance(widest.value, float):
        return f"Attainment in {area.about.name}"
    if widest.value == 0:
        return f"{area.about.name} is level with {facts['widest.comparator'].text}"
    direction = "behind" if widest.value < 0 else "ahead of"
    return f"{area.about.name} is furthest {direction} {facts['widest.comparator'].text} in {facts['widest.measure'].text}: {shown(abs(widest.value), 'pp')}"


def _too_many(area: Area, table: Tidy) -> bool:
    """Whether the area has no figures of its own, and too many places have some for one picture."""
    mine = [code for code in _who(area, table) if code not in area.comparators]
    return len(mine) > _MOST_SERIES - 1


def _headline(area: Area, table: Tidy) -> str:
    if _too_many(area, table):
        return f"Only the places in {area.about.name} have figures, not the area as a whole"
    reference = _reference(area, table)
    rows = [row for row in _gaps_to(area, table, _who(area, table)[0], reference) if row] if reference else []
    if not reference or not rows:
        return "No comparison is available"
    name = area.places[reference].name
    below = sum(row[gap_name(name)] < 0 for row in rows)
    who = rows[0]["place"]
    if below in (0, len(rows)):
        if len(rows) == 1:
            return f"{who} is {'below' if below else 'not below'} {name} in the one measure that both have"
        return f"{who} is {'below' if below else 'not below'} {name} in {'all' if below else 'any of'} {in_words(len(rows))} measures"
    return f"{who} is below {name} in {in_words(below)} of {in_words(len(rows))} measures"


def _subtitle(area: Area, table: Tidy) -> str:
    reference = _reference(area, table)
    measured = (
        "Share of pupils who reached each goal"
        if reference is None
        else f"Distance from {area.places[reference].name} in percentage points (pp)"
    )
    return f"{measured}, {area.about.name}, latest year of each measure"


def _dot_text(row: Record, column: str) -> str:
    """The gap beside its dot, or its mark; the axis has the unit."""
    return str(row[mark_of(column)]) if math.isnan(row[column]) else plain(row[column], 1, signed=True)


def _draw(area: Area, table: Tidy) -> Picture:
    if _too_many(area, table):
        return ranked([])
    measures, reference = _measured(table), _reference(area, table)
    names = [area.settings.indicators[measure].short for measure in measures]
    if reference is None:
        rows = [first(_latest(table, measure).where(place_code=_who(area, table)[0])) for measure in measures]
        return ranked(
            [
                Bar(name, row["percent"], said(row, table.field("percent")))
                for name, row in zip(names, rows, strict=True)
                if row
            ]
        )
    column = gap_name(area.places[reference].name)
    series = []
    for code in [code for code in _who(area, table) if code != reference][:_MOST_SERIES]:
        rows = [first(_latest(table, measure).where(place_code=code)) for measure in measures]
        values = [float(row[column]) if row else math.nan for row in rows]
        texts = [_dot_text(row, column) if row else "" for row in rows]
        series.append(Dots(area.places[code].name, values, texts))
    return distances(names, series, line=area.places[reference].name)


def _alt(area: Area, table: Tidy) -> str:
    if _too_many(area, table):
        return "Table of the share of pupils who reached each goal, by place."
    parts, reference = [], _reference(area, table)
    for measure in _measured(table):
        rows = [first(_latest(table, measure).where(place_code=code)) for code in _who(area, table)]
        numbers = ", ".join(_with_gap(area, table, row, reference) for row in rows if row)
        parts.append(f"{area.settings.indicators[measure].short}: {numbers}")
    return "Dots for each goal. " + ". ".join(parts) + "."


def _with_gap(area: Area, table: Tidy, row: Record, reference: str | None) -> str:
    """`Derby 83.7%, −2.6 percentage points to England`."""
    told = f"{row['place']} {said(row, table.field('percent'))}"
    if reference is None or row["place_code"] == reference:
        return told
    name = area.places[reference].name
    gap = float(row[gap_name(name)])
    return told if math.isnan(gap) else f"{told}, {plain(gap, 1, signed=True)} percentage points to {name}"


def _notes(area: Area, table: Tidy) -> list[str]:
    """Which gaps cannot be computed, and why."""
    notes = []
    for measure in _measured(table):
        rows = _latest(table, measure)
        when = period_words(rows.unique("period")[0])
        there = {row["place_code"] for row in known(rows, "percent")}
        notes += [
            f"No {area.places[code].name} value for {area.settings.indicators[measure].short.lower()} {when}: gap not computed."
            for code in area.comparators
            if code not in there
        ]
    return notes


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for measure in table.unique("measure"):
        rows = _latest(table, measure)
        own = first(rows.where(place_code=area.places.area.code))
        short = area.settings.indicators[measure].short.lower()
        facts[f"{measure}.percent"] = number_fact(
            own, table.field("percent"), f"reach the goal for {short}", _verdict(area, rows), _minis(area, rows)
        )
        for code in area.comparators:
            name = area.places[code].name
            facts[f"{measure}.{gap_name(name)}"] = number_fact(own, table.field(gap_name(name)))
            facts[f"{measure}.{gap_name(name).removeprefix('gap_')}"] = number_fact(
                first(rows.where(place_code=code)), table.field("percent")
            )
    reference = _reference(area, table)
    gaps = [row for row in _gaps_to(area, table, area.places.area.code, reference) if row] if reference else []
    if reference and gaps:
        name = area.places[reference].name
        widest = max(gaps, key=lambda row: abs(float(row[gap_name(name)])))
        facts |= {
            "widest.percent": facts[f"{widest['measure']}.percent"],
            "widest.gap": number_fact(widest, table.field(gap_name(name))),
            "widest.measure": text_fact(area.settings.indicators[widest["measure"]].short.lower()),
            "widest.comparator": text_fact(name),
        }
    return facts


def _minis(area: Area, rows: Tidy) -> tuple[Mini, ...]:
    codes = [*reversed(area.comparators), area.places.area.code]
    return minis(
        [(area.places[code].name, first(rows.where(place_code=code))) for code in codes], rows.field("percent")
    )


def _verdict(area: Area, rows: Tidy) -> Verdict | None:
    """Against the last comparator that has a number."""
    table = comparisons(area, rows, area.comparators).where(place_code=area.places.area.code)
    found = known(table, "gap")
    return verdicts.card(found[-1], table) if found else None


def _trends(area: Area) -> tuple[Figure, ...]:
    """A figure for each measure that has more than one period."""
    groups = (attainment_groups.FIGURE,) if "attainment_groups" in area.tables else ()
    if "attainment" not in area.tables:
        return groups
    table = _measure(area)
    several = [
        m for m in _measured(table) if len({row["period"] for row in known(table.where(measure=m), "percent")}) > 1
    ]
    ranking_of = [
        m for m in _measured(table) if len(ranking.parts(area, _latest(table, m), "percent")) >= _FEWEST_RANKED
    ]
    return (
        *verdicts.figures(area, table, list(area.comparators)),
        *(_by_place(area, measure) for measure in ranking_of),
        *(_trend(area, measure) for measure in several),
        *groups,
    )


def _by_place(area: Area, measure: str) -> Figure:
    """The smallest places ranked by one measure, with the area's and the comparators' lines."""
    indicator = area.settings.indicators[measure]

    def headline(area: Area, table: Tidy) -> str:
        rows, field = ranking.parts(area, _latest(table, measure), "percent"), table.field("percent")
        return f"{indicator.short}: {rows[0]['place']} is highest, {said(rows[0], field)}, {rows[-1]['place']} lowest, {said(rows[-1], field)}"

    return Figure(
        id=f"places-{measure.replace('_', '-')}",
        title=f"{indicator.short} by place",
        measure=lambda area: _measure(area).where(measure=measure),
        headline=headline,
        subtitle=lambda area, table: (
            f"{indicator.definition} {period_words(_latest(table, measure).unique('period')[0])}"
        ),
        alt=lambda area, table: ranking.in_words(area, _latest(table, measure), "percent"),
        draw=lambda area, table: ranking.bars(
            area, _latest(table, measure), "percent", math.inf, ranking.lines(area, _latest(table, measure), "percent")
        ),
        view=lambda area, table: PivotView("place", "period", "percent", indicator.label),
        tables=("attainment",),
    )


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
    periods = with_every_year(table.unique("period"))
    series = []
    for code in _who(area, table):
        at = {row["period"]: row for row in table.where(place_code=code).records()}
        values = [float(at[when]["percent"]) if when in at else math.nan for when in periods]
        texts = [said(at[when], table.field("percent")) if when in at else "" for when in periods]
        series.append(Series(area.places[code].name, values, texts, code == _who(area, table)[0]))
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
    tables=(ATTAINMENT, GROUPS),
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
            notes=_notes,
            tables=("attainment",),
            counted=("measure", "measures"),
        ),
    ),
    more=_trends,
    headline=_told,
    profile=(("gap", "percent"),),
    card=("widest.percent",),
)

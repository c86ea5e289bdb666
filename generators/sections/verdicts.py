"""Verdicts on attainment: is the gap real, did it change, and is there a trend? With the interval, or with why there is none."""

import math

from generators.charts.picture import Picture
from generators.charts.whiskers import Whisker, whiskers
from generators.inputs.frames import Record
from generators.inputs.periods import period
from generators.inputs.places import NEIGHBOURS
from generators.inputs.project import Area
from generators.measures.comparison import NO_INTERVAL, SIMILAR, TESTED, TOO_SMALL, comparisons, rule
from generators.measures.intervals import difference
from generators.measures.tidy import Tidy, period_words
from generators.measures.trend import Point, Trend, trend
from generators.numbers import in_words, listed, shown
from generators.sections.model import Fact, Figure, ListView, Verdict, known, said, text_fact

_KINDS = {"better": "good", "worse": "bad", SIMILAR: "same"}
_CAPTION = "Shares with their 95% intervals and verdicts"


def last_of(table: Tidy, measure: str, comparator: str) -> Record | None:
    """The last row of a measure against a comparator that has both numbers."""
    rows = known(table.where(measure=measure, comparator=comparator), "gap")
    return max(rows, key=lambda row: str(row["period_sort"]), default=None)


def sentence(row: Record, table: Tidy) -> str:
    """`lower than England: 79.4%, interval 78.0% to 80.7%, England 82.4%`, or why nothing is said."""
    numbers = f"{said(row, table.field('percent'))}, {row['comparator']} {said(row, table.field('compared'))}"
    word = str(row["verdict"])
    if word not in TESTED:
        return f"not tested against {row['comparator']}, {_why(word)}: {numbers}"
    low, high = (shown(float(row[name]), "percent") for name in ("low", "high"))
    around = f"{said(row, table.field('percent'))}, interval {low} to {high}, {row['comparator']} {said(row, table.field('compared'))}"
    if word == SIMILAR:
        return f"no clear difference from {row['comparator']}: {around}"
    direction = "higher" if row["gap"] > 0 else "lower"
    judged = f", which is {word}" if word in _KINDS else ""
    return f"{direction} than {row['comparator']}{judged}: {around}"


def card(row: Record, table: Tidy) -> Verdict:
    """The verdict on an overview's card."""
    word, gap = str(row["verdict"]), float(row["gap"])
    apart = f"{shown(abs(gap), 'pp')} {'above' if gap > 0 else 'below'} {row['comparator']}"
    if word == SIMILAR:
        return Verdict("same", f"No clear difference from {row['comparator']}", up=None)
    if word not in TESTED:
        return Verdict("plain", f"{apart}; {_why(word)}, so not tested", up=gap > 0)
    return Verdict(_KINDS.get(word, "plain"), f"{apart}: clearly {word}", up=gap > 0)


def _why(word: str) -> str:
    return {NO_INTERVAL: "no interval", TOO_SMALL: "too few pupils"}.get(word, "no number")


def figures(area: Area, table: Tidy, comparators: list[str]) -> tuple[Figure, ...]:
    """The figure of verdicts, where there is something to compare.

    Args:
        table: attainment, `percent` and `cohort` by place, measure and period.
    """
    compared = comparisons(area, table, comparators)
    return (_figure(table, comparators),) if known(compared, "gap") else ()


def _figure(table: Tidy, comparators: list[str]) -> Figure:
    return Figure(
        id="verdicts",
        title="Is it real?",
        measure=lambda area: comparisons(area, table, comparators),
        headline=_headline,
        subtitle=lambda area, found: (
            f"Share of pupils who reached each goal, with its 95% interval, {area.about.name}, latest year of each measure"
        ),
        alt=_alt,
        draw=_draw,
        view=lambda area, found: ListView(
            (
                "measure", "place", "comparator", "period", "percent", "low", "high", "compared",
                "gap", "gap_low", "gap_high", "verdict",
            ),
            _CAPTION,
        ),
        facts=lambda area, found: facts(area, found, table),
        notes=lambda area, found: _notes(area, found, table),
        tables=("attainment",),
        counted=("measure", "measures"),
    )  # fmt: skip


def _latest(area: Area, table: Tidy) -> dict[str, dict[str, Record]]:
    """The last row of each measure by the name of the comparator, of the area or of the first place that has figures."""
    own = table.where(place_code=area.places.area.code)
    subject = own if len(own.rows) else table.where(place_code=table.unique("place_code")[0])
    found: dict[str, dict[str, Record]] = {}
    for measure in subject.unique("measure"):
        rows = {name: last_of(subject, measure, name) for name in subject.unique("comparator")}
        if any(rows.values()):
            found[measure] = {name: row for name, row in rows.items() if row}
    return found


def _main(area: Area, table: Tidy) -> list[Record]:
    """For each measure the row against the last comparator that has one, usually England."""
    order = table.unique("comparator")
    return [rows[max(rows, key=order.index)] for rows in _latest(area, table).values()]


def _headline(area: Area, table: Tidy) -> str:
    rows = _main(area, table)
    tested = [row for row in rows if row["verdict"] in TESTED]
    if not tested:
        return "No gap can be tested: the number of pupils is not given"
    name = tested[0]["comparator"]
    real = sum(row["verdict"] != SIMILAR for row in tested)
    if real == 0:
        return f"No gap to {name} is clear of chance"
    return f"{in_words(real).capitalize()} of {in_words(len(tested))} gaps to {name} {'is' if real == 1 else 'are'} clear of chance"


def _draw(area: Area, table: Tidy) -> Picture:
    latest = _latest(area, table)
    names = table.unique("comparator")
    rows = []
    for measure, by_name in latest.items():
        row = next(iter(by_name.values()))
        label = area.settings.indicators[measure].short
        rows.append(
            Whisker(
                label, float(row["percent"]), float(row["low"]), float(row["high"]), said(row, table.field("percent"))
            )
        )
    ticks = [
        (name, [float(by_name[name]["compared"]) if name in by_name else math.nan for by_name in latest.values()])
        for name in names
    ]
    place = next(iter(next(iter(latest.values())).values()))["place"] if latest else area.about.name
    return whiskers(rows, f"{place}, with its interval", ticks)


def _alt(area: Area, table: Tidy) -> str:
    parts = [
        f"{area.settings.indicators[row['measure']].short}, {period_words(row['period'])}, {sentence(row, table)}"
        for row in _main(area, table)
    ]
    return f"Dots with intervals. {'. '.join(parts)}."


def _trend(area: Area, table: Tidy, measure: str) -> Trend:
    rows = table.where(place_code=area.places.area.code, measure=measure).records()
    ordered = sorted(rows, key=lambda row: str(row["period_sort"]))
    return trend([Point(period(row["period"]), float(row["percent"]), float(row["cohort"])) for row in ordered])


def _trend_words(found: Trend) -> str:
    if found.reason:
        return f"{found.word}: {found.reason}"
    return f"{found.word} over {in_words(found.points)} years"


def facts(area: Area, table: Tidy, given: Tidy) -> dict[str, Fact]:
    """A verdict in words for each measure and comparator, and each measure's trend."""
    found: dict[str, Fact] = {}
    for measure, rows in _latest(area, table).items():
        for name, row in rows.items():
            key = name.lower().replace(" ", "_").replace("-", "_")
            found[f"{measure}.verdict_{key}"] = text_fact(sentence(row, table))
        found[f"{measure}.trend"] = text_fact(_trend_words(_trend(area, given, measure)))
    return found


def _notes(area: Area, table: Tidy, given: Tidy) -> list[str]:
    notes = [rule(area.settings.thresholds.smallest_compared)]
    for measure in _latest(area, table):
        label = area.settings.indicators[measure].short
        notes.append(f"{label}, trend: {_trend_words(_trend(area, given, measure))}.")
        notes += _gap_change(table, measure, label)
    notes += neighbours_note(area)
    return [*notes, "The trend is tested over up to five years (chi-squared test for trend, 5%)."]


def neighbours_note(area: Area) -> list[str]:
    """Who the statistical neighbours are, by which list and of which date."""
    about = area.about.neighbours
    if about is None or NEIGHBOURS not in area.comparators:
        return []
    names = listed([area.places[code].name for code in area.neighbours])
    return [
        f"Statistical neighbours: the mean of {names}, the list of {about.date} ({area.sources[about.source].cited()})."
    ]


def _gap_change(table: Tidy, measure: str, label: str) -> list[str]:
    """Whether the gap to the last comparator moved between the first and the last year, by more than chance."""
    name = table.unique("comparator")[-1]
    rows = known(table.where(measure=measure, comparator=name), "gap_low")
    rows = sorted(rows, key=lambda row: str(row["period_sort"]))
    if len(rows) < 2:
        return []
    start, end = rows[0], rows[-1]
    low, high = difference(
        float(end["gap"]), (float(end["gap_low"]), float(end["gap_high"])),
        float(start["gap"]), (float(start["gap_low"]), float(start["gap_high"])),
    )  # fmt: skip
    moved = float(end["gap"]) - float(start["gap"])
    clear = "clear of chance" if low > 0 or high < 0 else "within chance"
    text = f"{shown(moved, 'pp', signed=True)}, interval {shown(low, 'pp', signed=True).split(' ')[0]} to {shown(high, 'pp', signed=True)}"
    return [
        f"{label}, change of the gap to {name} from {period_words(start['period'])} to {period_words(end['period'])}: {text}; {clear}."
    ]

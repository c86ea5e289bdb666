"""Series over terms or years: who reported at each point, the first and the last value, and the change between them."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from generators.inputs.frames import Record, mark_of
from generators.inputs.periods import period
from generators.inputs.places import plural
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, as_given, marks_of, tidy
from generators.numbers import percent, plain

REPORTING = "reporting"  # the input column that says how many places a value of the whole covers
COVERAGE = Field("coverage", "Who reported", beside=True)
REPORTED = Field(REPORTING, "Places that reported", "count", 0, is_value=True)


@dataclass(frozen=True)
class Span:
    """What a series says: its first and last rows with numbers, its lowest and highest; all None without a number."""

    first: Record | None
    last: Record | None
    lowest: Record | None
    highest: Record | None

    def change(self, value: str) -> float:
        """The last minus the first value; NaN with fewer than two."""
        if self.first is None or self.last is None or self.first is self.last:
            return math.nan
        return float(self.last[value]) - float(self.first[value])


def covered(area: Area, name: str, also: tuple[str, ...] = ()) -> Tidy:
    """An input table with who reported at each point: `10 of 12 districts`, or that the source does not say.

    A value of the whole says itself how many places it covers; where it does not, the places with a number of their own in
    that period are counted.
    """
    table = tidy(area, name, also=also)
    values = [field.name for field in table.values if field.name != REPORTING]
    on = [field.name for field in table.dims if field.name not in ("place_code", "place", "period_sort", *also)]
    level = area.places.levels()[:1]
    members = {place.code for place in area.places.below if place.level in level}
    given: dict[tuple[object, ...], set[str]] = {}
    for row in table.records():
        if row["place_code"] in members and any(not math.isnan(row[value]) for value in values):
            given.setdefault(tuple(row[key] for key in on), set()).add(str(row["place_code"]))
    many = f"{len(members)} {plural(level[0], len(members))}" if members else ""
    numbers = [_reporting(row, given.get(tuple(row[key] for key in on), set()), members) for row in table.records()]
    words = [
        _coverage(number, many if row["place_code"] not in members else "")
        for row, number in zip(table.records(), numbers, strict=True)
    ]
    marks = [
        mark or "[x]" if math.isnan(number) else mark
        for number, mark in zip(numbers, table.frame[mark_of(REPORTING)], strict=True)
    ]
    frame = table.frame.assign(reporting=numbers, reporting_mark=marks, coverage=words)
    return as_given(Tidy(frame, (*table.fields, COVERAGE)))


def _reporting(row: Record, given: Collection[str], members: Collection[str]) -> float:
    """As the source has it, or as counted: a place reports for itself alone."""
    if row["place_code"] in members or not math.isnan(row[REPORTING]):
        return float(row[REPORTING])
    return float(len(given)) if given else math.nan


def _coverage(number: float, many: str) -> str:
    if not many:
        return ""
    return f"Not stated, of {many}" if math.isnan(number) else f"{plain(number)} of {many}"


def lines(area: Area, table: Tidy, by: Sequence[str]) -> dict[tuple[str, ...], list[Record]]:
    """The rows of each series in the order of time: of the area itself, or where it has none of its places, told apart by `by`."""
    own = table.where(place_code=area.places.area.code)
    names = by if len(own.rows) else [*by, "place"]
    found: dict[tuple[str, ...], list[Record]] = {}
    for row in (own if len(own.rows) else table).records():
        key = tuple(table.field(name).words(row[name]) for name in names)
        found.setdefault(key, []).append(row)
    return {key: sorted(rows, key=lambda row: str(row["period_sort"])) for key, rows in found.items()}


def span(rows: Sequence[Record], value: str) -> Span:
    """The ends and the extremes of a series."""
    known = [row for row in rows if not math.isnan(float(row[value]))]
    if not known:
        return Span(None, None, None, None)
    ranked = sorted(known, key=lambda row: float(row[value]))
    return Span(known[0], known[-1], ranked[0], ranked[-1])


def of_kind(table: Tidy, *kinds: str) -> Tidy:
    """The rows whose periods are of these kinds, such as terms."""
    return table.with_frame(
        table.frame[table.frame["period"].map(lambda text: period(text).kind in kinds).astype(bool)]
    )


def shares(table: Tidy, value: str, whole: pd.Series, label: str) -> Tidy:
    """The table with each number in percent of its whole; where only the whole is missing, that is not available."""
    lacking = whole.isna() & table.frame[value].notna()
    marks = marks_of(table.frame, value).where(~lacking, "[x]")
    return table.with_value(Field(f"{value}_share", label, "percent"), percent(table.frame[value], whole), marks)

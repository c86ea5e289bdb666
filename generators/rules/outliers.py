"""Rule `outlier`: a number far from its own series, or from its peers. Only what stands out most is told."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from generators.inputs.declare import Column, Kind
from generators.inputs.frames import Record
from generators.inputs.periods import period
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import in_words, missing, number, open_rows, quoted, ref

_FAR = 12.0  # times the usual distance from the middle
_ENOUGH = 6  # numbers without which nobody knows what is usual
_VALUES_A_NOTE = 200
_USUAL = 0.05  # of the middle: smaller spreads are no measure of what is unusual


@dataclass(frozen=True)
class _Odd:
    """A number, how far it lies from the middle of those that it is compared with, and which these are."""

    far: float
    data: TableData
    column: Column
    row: Record
    middle: float
    among: str
    others: tuple[Record, ...]


def outlier(area: Area) -> list[Problem]:
    """A NOTE for the numbers that stand out most from their series or their peers: at most one in 200 of an area's, at least one."""
    values, odd = 0, dict[tuple[str, int, str], _Odd]()
    for data in area.tables.values():
        for column in (one for one in data.table.numbers if one.unit != "rank"):
            rows = [row for row in open_rows(area, data) if not missing(row, column.name)]
            values += len(rows)
            for found in _odd(area, data, column, rows):
                key = ref(data, found.row, column.name)
                odd[key] = max(odd.get(key, found), found, key=lambda one: one.far)
    most = max(1, values // _VALUES_A_NOTE)
    return [_finding(area, one) for one in sorted(odd.values(), key=lambda one: -one.far)[:most]]


def _odd(area: Area, data: TableData, column: Column, rows: list[Record]) -> Iterator[_Odd]:
    """What is far from its like, on the scale of the numbers' sizes, so that twice and half are equally far."""
    for among, key in (("periods", "period"), ("places", "place")):
        if key in data.table.key and data.table.column(key).kind in (Kind.PERIOD, Kind.PLACE):
            for group in _groups(area, data, rows, key, column.name):
                sizes = [math.log1p(abs(row[column.name])) for row in group]
                middle = median(sizes)
                usual = max(median(abs(size - middle) for size in sizes), _USUAL * max(middle, 1))
                for row, size in zip(group, sizes, strict=True):
                    if abs(size - middle) / usual > _FAR:
                        others = tuple(other for other in group if other is not row)
                        yield _Odd(abs(size - middle) / usual, data, column, row, math.expm1(middle), among, others)


def _groups(area: Area, data: TableData, rows: list[Record], over: str, value: str) -> list[list[Record]]:
    """Rows that differ in one key alone; of places those of one level, of periods those of one kind, since a year is larger than
    its terms. Where some have none, nothing is usual."""
    found: dict[tuple[object, ...], list[Record]] = {}
    for row in rows:
        alike = area.places[str(row["place"])].level if over == "place" else period(str(row["period"])).kind
        found.setdefault((alike, *(row[name] for name in data.table.key if name != over)), []).append(row)
    return [group for group in found.values() if len(group) >= _ENOUGH and all(row[value] > 0 for row in group)]


def _finding(area: Area, odd: _Odd) -> Problem:
    data, column, words = odd.data, odd.column, in_words(odd.row, odd.data.table, area.places)
    cell = ref(data, odd.row, column.name)
    said = quoted(data, odd.row, column)
    usual = Quote(number(round(odd.middle, 1)), tuple(ref(data, row, column.name) for row in odd.others))
    return Problem(
        Severity.NOTE, "outlier", data.file, cell.line, column.name, where=f"{column.name}, {words}", cells=(cell,),
        expected=("a number near those of other ", odd.among, ", about ", usual), found=said,
        fix="check the number; if it is right, say in a note why",
        told=(f"{column.label}, {words}: ", said, f" stands out from other {odd.among}, where it is about ", usual, "."),
    )  # fmt: skip

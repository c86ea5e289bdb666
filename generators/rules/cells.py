"""How rules speak of rows and cells: rows in words, values as quotes that disclosure control can hide."""

import math
from collections.abc import Iterable

from generators.inputs.ages import age_band
from generators.inputs.declare import Column, Kind, Table
from generators.inputs.frames import LINE, Record
from generators.inputs.places import Places
from generators.inputs.project import Area, TableData
from generators.numbers import decimals_in, plain
from generators.problems import Quote, Ref
from generators.totals import LINES


def ref(data: TableData, row: Record, column: str) -> Ref:
    """The cell of a printed row."""
    return Ref(data.file, int(str(row[LINE])), column)


def refs(data: TableData, rows: Iterable[Record], column: str) -> tuple[Ref, ...]:
    """The cells that the numbers of rows come from: those of computed rows are their parts'."""
    return tuple(Ref(data.file, line, column) for row in rows for line in row[LINES])


def quoted(data: TableData, row: Record, column: Column) -> Quote:
    """A cell's number, as written."""
    return Quote(number(float(str(row[column.name]))), (ref(data, row, column.name),))


def number(value: float) -> str:
    """A number with no more decimals than it has."""
    return plain(value, decimals_in(value))


def missing(row: Record, column: str) -> bool:
    """Whether the cell has no number."""
    return math.isnan(float(str(row[column])))


def in_words(row: Record, table: Table, places: Places, without: tuple[str, ...] = ()) -> str:
    """The row's key in words: `North Side, ages 0 to 18, assessment`; the area itself is not named."""
    words = []
    for name in table.key:
        column, value = table.column(name), str(row[name])
        if name in without or (column.kind is Kind.PLACE and value == places.area.code):
            continue
        if column.kind is Kind.PLACE:
            words.append(places[value].name)
        elif column.kind is Kind.AGE_BAND:
            band = age_band(value).words()
            words.append(band if band == "all ages" else f"ages {band}")
        else:
            words.append(value)
    return ", ".join(words)


def open_rows(area: Area, data: TableData) -> list[Record]:
    """The printed rows without a small count of people. What a rule counts or compares over rows is told to the public, so that
    it must not depend on a number that the public does not get.
    """
    policy = area.settings.disclosure
    counts = [one.name for one in data.table.numbers if one.counts_people and one.basis not in policy.exempt_bases]
    rows = data.printed
    return [row for row in rows if not any(_small(row[name], policy.smallest_published) for name in counts)]


def _small(value: float, smallest: int) -> bool:
    return not math.isnan(value) and value < smallest

"""Rule `tables-differ`: one number that two tables of an area give, each with another value."""

from collections.abc import Iterator
from itertools import combinations

from generators.inputs.ages import age_band
from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.periods import period
from generators.inputs.project import Area, TableData
from generators.numbers import decimals_in, half_up
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, quoted, ref

_Key = tuple[str, ...]


def tables_differ(area: Area) -> list[Problem]:
    """A WARNING for each printed number that another table of the area gives with another value.

    Two columns tell the same where they have one name, unit and basis, or say that they count the same; two rows, where they
    agree in every key column. What one of the tables divides further is compared by its total.
    """
    return [problem for pair in combinations(area.tables.values(), 2) for problem in _compared(area, *pair)]


def _compared(area: Area, first: TableData, second: TableData) -> Iterator[Problem]:
    if _compared_elsewhere(first.table, second.table):
        return
    coarse, fine = sorted((first, second), key=lambda data: len(data.table.key))
    columns = [
        (one, other) for one in coarse.table.numbers for other in fine.table.numbers if _same_measure(one, other)
    ]
    if not columns or not _one_key(coarse.table, fine.table):
        return
    twins = {_key(row, coarse.table, coarse.table.key): row for row in coarse.printed}
    for row in fine.printed:
        twin = twins.get(_key(row, fine.table, coarse.table.key))
        if twin is not None and _whole(row, fine.table, coarse.table, area):
            yield from (
                _finding(area, (coarse, twin, one), (fine, row, other))
                for one, other in columns
                if not _agree(twin, one.name, row, other.name)
            )


def _compared_elsewhere(first: Table, second: Table) -> bool:
    """Whether rules of their own compare the two: amounts told once more, and what small areas add up to."""
    return any(
        one.feeds == other.name or (one.reconciled and one.reconciled.table == other.name)
        for one, other in ((first, second), (second, first))
    )


def _same_measure(one: Column, other: Column) -> bool:
    named = one.counts == other.counts and (one.counts or one.name == other.name)
    return bool(named) and (one.unit, one.basis, one.snapshot) == (other.unit, other.basis, other.snapshot)


def _one_key(coarse: Table, fine: Table) -> bool:
    """Whether each key column of the first is one of the second, of the same kind and words, and the first says of what it is."""
    columns = {name: fine.column(name) for name in fine.key}
    return any(coarse.column(name).kind is not Kind.PERIOD for name in coarse.key) and all(
        name in columns and _sort(coarse.column(name)) == _sort(columns[name]) for name in coarse.key
    )


def _sort(column: Column) -> tuple[Kind, tuple[str, ...]]:
    return column.kind, column.allowed


def _key(row: Record, table: Table, names: _Key) -> _Key:
    """What a row says of itself, however its period and its ages are written."""
    return tuple(_plain(str(row[name]), table.column(name).kind) for name in names)


def _plain(text: str, kind: Kind) -> str:
    if text and kind is Kind.PERIOD:
        return period(text).words
    return age_band(text).words() if kind is Kind.AGE_BAND else text


def _whole(row: Record, fine: Table, coarse: Table, area: Area) -> bool:
    """Whether the row is the total of everything by which the finer table divides further."""
    wholes = {TOTAL, area.places.area.code, "all ages"}
    return all(str(row[name]) in wholes for name in fine.key if name not in coarse.key)


def _agree(one: Record, name: str, other: Record, named: str) -> bool:
    """Whether the two are one number, as precisely as the coarser of them is written; nothing disagrees with a missing one."""
    if missing(one, name) or missing(other, named):
        return True
    values = float(str(one[name])), float(str(other[named]))
    places = min(map(decimals_in, values))
    return half_up(values[0], places) == half_up(values[1], places)


def _finding(area: Area, one: tuple[TableData, Record, Column], other: tuple[TableData, Record, Column]) -> Problem:
    (data, row, column), (second, twin, same) = one, other
    mine, theirs = ref(data, row, column.name), ref(second, twin, same.name)
    label, words = column.label.lower(), in_words(row, data.table, area.places)
    number, twice = quoted(data, row, column), quoted(second, twin, same)
    return Problem(
        Severity.WARNING, "tables-differ", data.file, mine.line, column.name, cells=(mine, theirs), where=f"{column.name}, {words}",
        expected=(twice, f" as in {second.file}, line {theirs.line}"), found=number,
        fix="look both up in their sources: correct one, or say in a note why they differ",
        told=(f"{words[0].upper()}{words[1:]}: \u2018{label}\u2019 is ", number, f" in {data.table.title.lower()} and ", twice, f" in {second.table.title.lower()}."),
    )  # fmt: skip

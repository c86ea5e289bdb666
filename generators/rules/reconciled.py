"""Rules `told-twice` and `not-allotted`: amounts that two tables of the source tell differently."""

from collections.abc import Iterator

from generators.inputs.declare import TOTAL, Reconciled
from generators.inputs.frames import COMPUTED, LINE, ORIGIN, Record
from generators.inputs.project import Area, TableData
from generators.numbers import listed, shown
from generators.problems import Problem, Severity
from generators.rules.cells import missing, ref


def told_twice(area: Area) -> list[Problem]:
    """What two tables say of the same amounts: a WARNING for another amount, another owner, and for what only one has."""
    return [problem for data, other, pair in _pairs(area) for problem in _compared(data, other, pair)]


def _pairs(area: Area) -> Iterator[tuple[TableData, TableData, Reconciled]]:
    for data in area.tables.values():
        pair = data.table.reconciled
        if pair is not None and pair.table in area.tables:
            yield data, area.tables[pair.table], pair


def _compared(data: TableData, other: TableData, pair: Reconciled) -> Iterator[Problem]:
    theirs = [row for row in other.rows if row[ORIGIN] != COMPUTED and row[pair.named] != TOTAL]
    by_ref: dict[str, list[Record]] = {}
    for row in theirs:
        by_ref.setdefault(row[pair.on], []).append(row)
    for row in data.rows:
        if row[pair.on] and (same := by_ref.get(row[pair.on])):
            twins = [one for one in same if one[pair.who] == row[pair.who]] or same
            yield from _differences(data, other, pair, row, twins)
    apart = [row for row in theirs if not row[pair.on]]
    yield from (_unallotted(other, pair, row) for row in apart if row[pair.apart] != "yes")
    yield from _whole(data, other, pair, theirs, [row for row in apart if row[pair.apart] == "yes"])


def _differences(
    data: TableData, other: TableData, pair: Reconciled, row: Record, twins: list[Record]
) -> Iterator[Problem]:
    """What differs between an amount and its twins, the rows of the other table that together tell it."""
    whole = {pair.who: twins[0][pair.who], pair.value: _sum(twins, pair.value)}
    for name in (pair.who, pair.value):
        if name == pair.value and any(missing(one, name) for one in (row, *twins)):
            continue
        if row[name] != whole[name]:
            mine, yours = _shown(row, name, pair), _shown(whole, name, pair)
            ours, others = _called(data), _called(other)
            yield Problem(
                Severity.WARNING, "told-twice", data.file, row[LINE], name, cells=(ref(data, row, name), *(ref(other, one, name) for one in twins)),
                where=f"{row[pair.on]}, {name}", expected=yours, found=mine,
                fix=f"{row[pair.on]} is {mine} in {ours} and {yours} in {others}: check which is meant",
                told=f"{row[pair.on]} is {mine} in {ours} and {yours} in {others}.",
            )  # fmt: skip


def _called(data: TableData) -> str:
    return data.table.title.lower()


def _shown(row: Record, name: str, pair: Reconciled) -> str:
    return shown(float(row[name]), "gbp") if name == pair.value else str(row[name])


def _unallotted(other: TableData, pair: Reconciled, row: Record) -> Problem:
    return Problem(
        Severity.ERROR, "not-allotted", other.file, row[LINE], pair.on, where=f"{other.table.name}, {row[pair.named]}",
        expected=f"the {pair.on} that it belongs to", found="nothing", fix=f"add {pair.on}, or write yes under {pair.apart}",
    )  # fmt: skip


def _whole(data: TableData, other: TableData, pair: Reconciled, theirs: list[Record], apart: list[Record]) -> Iterator[Problem]:  # fmt: skip
    """The two sums, and what only one of the tables has."""
    mine, yours = (_sum(rows, pair.value) for rows in (data.rows, theirs))
    if mine == yours:
        return
    names = listed([f"{row[pair.named]} with {shown(float(row[pair.value]), 'gbp')}" for row in apart if not missing(row, pair.value)])  # fmt: skip
    missing_here = f"; only the {_called(other)} have {names}" if names else ""
    said = f"the amounts add up to {shown(mine, 'gbp')} in {_called(data)} and to {shown(yours, 'gbp')} in {_called(other)}{missing_here}"
    first = data.rows[0]
    yield Problem(
        Severity.WARNING, "sums-differ", data.file, first[LINE], pair.value, sentence=said, told=f"{said[0].upper()}{said[1:]}.",
    )  # fmt: skip


def _sum(rows: list[Record], value: str) -> float:
    return sum(float(row[value]) for row in rows if not missing(row, value))

"""Rule `total-differs`: a printed total that is not the sum of its parts."""

import math
from collections.abc import Iterable

from generators.inputs.declare import Column, Kind
from generators.inputs.frames import COMPUTED, ORIGIN, Record
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import in_words, missing, number, quoted, ref, refs
from generators.totals import added_up, groups, parts_of, place_groups


def total_differs(area: Area) -> list[Problem]:
    """A WARNING for each printed total whose parts are all there and add up to something else."""
    problems = []
    for data in area.tables.values():
        for over in data.table.totals:
            for total, parts in _totals(area, data, over):
                problems += [
                    _finding(area, data, column, over, total, parts)
                    for column in data.table.numbers
                    if column.additive and _differs(total, parts, column)
                ]
    return problems


def _totals(area: Area, data: TableData, over: str) -> Iterable[tuple[Record, list[Record]]]:
    """Printed totals over a column, each with the rows that it adds up."""
    rows = data.rows
    if data.table.column(over).kind is Kind.PLACE:
        for _, parts, own in place_groups(rows, data.table, area.places):
            if own is not None and own[ORIGIN] != COMPUTED:
                yield own, parts
        return
    for others, totals in groups(rows, data.table, over):
        for total in totals:
            parts = parts_of(total, others, data.table, over, area)
            if parts and total[ORIGIN] != COMPUTED:
                yield total, parts


def _differs(total: Record, parts: list[Record], column: Column) -> bool:
    if missing(total, column.name) or any(missing(part, column.name) for part in parts):
        return False
    value, _ = added_up(parts, column.name)
    return not math.isclose(value, float(str(total[column.name])), rel_tol=1e-12, abs_tol=1e-9)


def _finding(area: Area, data: TableData, column: Column, over: str, total: Record, parts: list[Record]) -> Problem:
    value, _ = added_up(parts, column.name)
    sources = refs(data, parts, column.name)
    difference = abs(value - float(str(total[column.name])))
    cell = ref(data, total, column.name)
    return Problem(
        Severity.WARNING, "total-differs", data.file, cell.line, column.name, cells=(cell,),
        where=f"{column.name}, {in_words(total, data.table, area.places)}",
        expected=("the sum of its parts, ", Quote(number(value), sources)),
        found=quoted(data, total, column),
        told=(
            f"{column.label}, {in_words(total, data.table, area.places)}: the printed total is ", quoted(data, total, column),
            "; its parts add up to ", Quote(number(value), sources), ".",
        ),
        fix=("they differ by ", Quote(number(difference), (*sources, cell)), f": check {len(parts)} parts over {over.replace('_', ' ')} and the total"),
    )  # fmt: skip

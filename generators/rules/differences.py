"""Rules `rounded-difference` and `difference-differs`: a printed change beside the two numbers that it is the change of."""

from generators.inputs.declare import Difference
from generators.inputs.frames import Record
from generators.inputs.project import Area, TableData
from generators.numbers import decimals_in, exact
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import in_words, missing, number, quoted, ref


def difference_differs(area: Area) -> list[Problem]:
    """A NOTE where a printed change differs from its two rounded numbers by no more than rounding; a WARNING where by more."""
    return [
        _finding(area, data, declared, row)
        for data in area.tables.values()
        for declared in data.table.differences
        for row in data.printed
        if _off(row, declared) > 0
    ]


def _off(row: Record, declared: Difference) -> float:
    """How far the printed change is from the difference of the printed numbers; 0 where one is missing."""
    if any(missing(row, name) for name in (declared.before, declared.after, declared.change)):
        return 0.0
    return abs(exact(row[declared.after] - row[declared.before] - row[declared.change]))


def _finding(area: Area, data: TableData, declared: Difference, row: Record) -> Problem:
    names = (declared.before, declared.after, declared.change)
    step = 10.0 ** -max(decimals_in(row[name]) for name in names)
    rounded = _off(row, declared) <= step
    cells = tuple(ref(data, row, name) for name in names)
    after, before, change = (quoted(data, row, data.table.column(name)) for name in (names[1], names[0], names[2]))
    computed = Quote(number(exact(row[names[1]] - row[names[0]])), cells[:2])
    words = in_words(row, data.table, area.places)
    fix = (
        "both are rounded, and the unrounded numbers may give either"
        if rounded
        else "check all three numbers against the source"
    )
    return Problem(
        Severity.NOTE if rounded else Severity.WARNING, "rounded-difference" if rounded else "difference-differs",
        data.file, cells[2].line, declared.change, where=f"{declared.change}, {words}", cells=cells[2:],
        expected=(computed, ", which is ", after, " less ", before), found=change, fix=fix,
        told=(f"{words}: the printed change is ", change, "; the printed numbers differ by ", computed, f": {fix}."),
    )  # fmt: skip

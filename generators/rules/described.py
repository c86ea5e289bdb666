"""Rule `described-wrongly`: values of something that another table declares, and that are not as it says."""

from collections.abc import Iterable, Mapping

from generators.inputs.declare import Column, Described
from generators.inputs.frames import LINE, Record, mark_of
from generators.inputs.periods import period
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Said, Severity, error
from generators.rules.cells import missing, number, quoted, ref

SNAPSHOT = "snapshot"
_ONE_COUNT = ("day", "month", "term")  # periods in which children are counted once


def described_wrongly(area: Area) -> list[Problem]:
    """An ERROR for each value of an unknown thing, of another unit, above 100 percent without a reason, or counted several times;
    a WARNING for each outside the periods for which it is declared.
    """
    problems: list[Problem] = []
    for data in area.tables.values():
        about = data.table.described
        if about is None:
            continue
        by = area.tables.get(about.by)
        known = {str(row[about.key]): row for row in by.rows} if by else {}
        for row in data.printed:
            problems += _wrong(data, about, row, known)
    return problems


def _wrong(data: TableData, about: Described, row: Record, known: Mapping[str, Record]) -> Iterable[Problem]:
    name = str(row[about.column])
    if not known:
        yield error(
            "unknown-word",
            data.file,
            row[LINE],
            about.column,
            expected=f"a row of {about.by}",
            found=name,
            fix=f"declare it in {about.by}",
        )
        return
    if name not in known:  # said by the rule on names of another table
        return
    declared = known[name]
    yield from _unit(data, about, row, declared)
    yield from _several_counts(data, about, row, declared)
    yield from _not_valid(data, about, row, declared)


def _unit(data: TableData, about: Described, row: Record, declared: Record) -> Iterable[Problem]:
    unit, name, values = str(declared[about.unit]), str(row[about.column]), {c.name: c for c in data.table.numbers}
    units = [column for column in values if column in _units(about, data)]
    for column in units:
        given = not missing(row, column) or bool(row[mark_of(column)])
        if given == (column == unit):
            continue
        expected, fix = f"nothing, since {name} is given in {unit}", f"write it under {unit}"
        if column == unit:
            expected, fix = f"a number or a mark, since {name} is given in {unit}", "write [x] if not available"
        found = _found(data, row, values[column])
        yield error(
            "wrong-unit", data.file, ref(data, row, column).line, column, expected=expected, found=found, fix=fix
        )
    if unit == "percent" and not missing(row, unit) and row[unit] > 100 and not declared[about.above_100]:
        yield error(
            "implausible", data.file, row[LINE], unit, expected="a percentage from 0 to 100", found=_found(data, row, values[unit]),
            fix=f"check the decimal point, or say under {about.above_100} of {about.by} why {name} may be higher",
        )  # fmt: skip


def _found(data: TableData, row: Record, column: Column) -> Said:
    """The cell; a count of people as a quote, which public logs may leave out."""
    if missing(row, column.name):
        return str(row[mark_of(column.name)])
    return quoted(data, row, column) if column.counts_people else number(float(row[column.name]))


def _units(about: Described, data: TableData) -> tuple[str, ...]:
    return tuple(column.name for column in data.table.numbers if column.name == column.unit)


def _several_counts(data: TableData, about: Described, row: Record, declared: Record) -> Iterable[Problem]:
    if declared[about.counted] == SNAPSHOT and period(row["period"]).kind not in _ONE_COUNT:
        yield error(
            "snapshot-summed", data.file, row[LINE], "period", expected="a day, a month or a term", found=row["period"],
            fix=f"{row[about.column]} is a snapshot measure and cannot be summed over terms: the same children are counted again",
        )  # fmt: skip


def _not_valid(data: TableData, about: Described, row: Record, declared: Record) -> Iterable[Problem]:
    first, last = str(declared[about.first]), str(declared[about.last])
    when = period(row["period"])
    if (first and when.end < period(first).start) or (last and when.start > period(last).end):
        span = " ".join(part for part in (f"from {first}" if first else "", f"until {last}" if last else "") if part)
        yield Problem(
            Severity.WARNING, "not-valid", data.file, row[LINE], "period", expected=f"a period {span}", found=row["period"],
            fix=f"{row[about.column]} is declared {span}: correct one of them",
            told=f"{row[about.column]}, {when.words}: it is declared {span} only.",
        )  # fmt: skip

"""Rules `printed-otherwise` and `loose-number`: what the source prints in place of a row's value, kept in printed_as."""

import re

from generators.inputs.declare import Column, Kind, Table
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.problems import Problem, Quote, Severity
from generators.rules.captions import label_of_another, other_unit
from generators.rules.cells import in_words, missing, quoted, ref
from generators.rules.claims import claim


def printed_otherwise(area: Area) -> list[Problem]:
    """A WARNING for each number that the source prints in two ways, and a NOTE for what is read as a word or a mark, once for all its rows.

    Version numbers, dates and names that are printed twice have rules of their own.
    """
    problems = []
    for data in area.tables.values():
        found: dict[tuple[str, str], list[Record]] = {}
        for row in data.misprinted:
            for column, printed in slips(str(row["printed_as"])).items():
                if column not in _told_elsewhere(data.table) and not _has_rule(data, row, column, printed):
                    found.setdefault((column, printed), []).append(row)
        for (column, printed), rows in found.items():
            numbers = data.table.column(column).is_number
            used = [row for row in rows if numbers and not missing(row, column)]
            problems += [_number(area, data, row, column, printed) for row in used]
            if other := [row for row in rows if row not in used]:
                problems.append(_text(data, other, column, printed, "no number" if numbers else "another word"))
    return problems


def _has_rule(data: TableData, row: Record, name: str, printed: str) -> bool:
    """Whether another rule tells this slip: a caption with another unit, or the label of another row."""
    column = data.table.column(name)
    return bool(other_unit(row, column, printed) or label_of_another(data, row, column, printed))


def _told_elsewhere(table: Table) -> set[str]:
    dates = {column.name for column in table.columns if column.kind is Kind.PERIOD}
    return dates | {table.ascending} | (set(table.key) if len(table.key) == 1 else set())


def _number(area: Area, data: TableData, row: Record, name: str, printed: str) -> Problem:
    column, cell = data.table.column(name), ref(data, row, name)
    other = Quote(printed, (cell,))
    loose = claim(re.sub(r" \(.*\)$", "", printed))
    if loose and loose.holds(float(row[name])):
        return _loose(area, data, row, column, other)
    used = quoted(data, row, column)
    words = in_words(row, data.table, area.places)
    return Problem(
        Severity.WARNING, "printed-otherwise", data.file, cell.line, name, cells=(cell,), where=f"{name}, {words}",
        expected="one number", found=("printed as ", other, ", used as ", used), fix="find out which of them is right",
        told=(f"{words}: the source prints \u2018", column.label.lower(), "\u2019 as ", other, "; ", used, " is used here."),
    )  # fmt: skip


def _loose(area: Area, data: TableData, row: Record, column: Column, other: Quote) -> Problem:
    """A number that the source tells loosely in one place and exactly in another: both are true."""
    cell, used, words = ref(data, row, column.name), quoted(data, row, column), in_words(row, data.table, area.places)
    return Problem(
        Severity.NOTE, "loose-number", data.file, cell.line, column.name, cells=(cell,), where=f"{column.name}, {words}",
        expected="one number", found=(other, " in one place, ", used, " in another"), fix="both can be true; the exact one is used",
        told=(f"{words}: the source says ‘", column.label.lower(), "’ is ", other, " in one place and ", used, " in another; the exact number is used here."),
    )  # fmt: skip


def _text(data: TableData, rows: list[Record], name: str, printed: str, read: str) -> Problem:
    column = data.table.column(name)
    more = f", and in {len(rows) - 1} more" if len(rows) > 1 else ""
    return Problem(
        Severity.NOTE, "printed-otherwise", data.file, rows[0][LINE], name,
        expected="what the source prints", found=printed, fix=f"it is read as {read}",
        told=f"{data.table.title}: the source prints \u201c{printed}\u201d as \u2018{column.label.lower()}\u2019 in one row{more}. It is read as {read} here.",
    )  # fmt: skip

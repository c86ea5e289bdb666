"""Rule `printed-otherwise`: what the source prints in place of a row's value, kept in printed_as."""

from generators.inputs.declare import Kind, Table
from generators.inputs.frames import LINE, Record, records
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import in_words, missing, quoted, ref


def printed_otherwise(area: Area) -> list[Problem]:
    """A WARNING for each number that the source prints in two ways, and a NOTE for what is read as a word or a mark, once for all its rows.

    Version numbers, dates and names that are printed twice have rules of their own.
    """
    problems = []
    for data in area.tables.values():
        found: dict[tuple[str, str], list[Record]] = {}
        for row in records(data.frame[data.frame["printed_as"] != ""]):
            for column, printed in slips(str(row["printed_as"])).items():
                if column not in _told_elsewhere(data.table):
                    found.setdefault((column, printed), []).append(row)
        for (column, printed), rows in found.items():
            numbers = data.table.column(column).is_number
            used = [row for row in rows if numbers and not missing(row, column)]
            problems += [_number(area, data, row, column, printed) for row in used]
            if other := [row for row in rows if row not in used]:
                problems.append(_text(data, other, column, printed, "no number" if numbers else "another word"))
    return problems


def _told_elsewhere(table: Table) -> set[str]:
    dates = {column.name for column in table.columns if column.kind is Kind.PERIOD}
    return dates | {table.ascending} | (set(table.key) if len(table.key) == 1 else set())


def _number(area: Area, data: TableData, row: Record, name: str, printed: str) -> Problem:
    column, cell = data.table.column(name), ref(data, row, name)
    other = Quote(printed, (cell,))
    used = quoted(data, row, column)
    words = in_words(row, data.table, area.places)
    return Problem(
        Severity.WARNING, "printed-otherwise", data.file, cell.line, name, cells=(cell,), where=f"{name}, {words}",
        expected="one number", found=("printed as ", other, ", used as ", used), fix="find out which of them is right",
        told=(f"{words}: the source prints \u2018", column.label.lower(), "\u2019 as ", other, "; ", used, " is used here."),
    )  # fmt: skip


def _text(data: TableData, rows: list[Record], name: str, printed: str, read: str) -> Problem:
    column = data.table.column(name)
    more = f", and in {len(rows) - 1} more" if len(rows) > 1 else ""
    return Problem(
        Severity.NOTE, "printed-otherwise", data.file, rows[0][LINE], name,
        expected="what the source prints", found=printed, fix=f"it is read as {read}",
        told=f"{data.table.title}: the source prints \u201c{printed}\u201d as \u2018{column.label.lower()}\u2019 in one row{more}. It is read as {read} here.",
    )  # fmt: skip

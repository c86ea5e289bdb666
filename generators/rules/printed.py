"""Rules on what the source prints otherwise than a row has it, as its author keeps it in printed_as."""

from generators.inputs.declare import Kind
from generators.inputs.frames import LINE, Record
from generators.inputs.periods import NotAPeriodError, period
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.numbers import in_words, listed
from generators.problems import Problem, Severity
from generators.rules.sequences import REGISTER


def dates_mended(area: Area) -> list[Problem]:
    """A NOTE for each date that the source prints in a way that nobody can be sure of, with the rows that have it."""
    problems = []
    for data in area.tables.values():
        found: dict[tuple[str, str], list[Record]] = {}
        for row in data.rows:
            for name, printed in slips(str(row["printed_as"])).items():
                if data.table.column(name).kind is Kind.PERIOD and _unclear(printed):
                    found.setdefault((name, printed), []).append(row)
        problems += [_mended(data, name, printed, rows) for (name, printed), rows in found.items()]
    return problems


def _unclear(printed: str) -> bool:
    try:
        period(printed)
    except NotAPeriodError:
        return True
    return False


def _mended(data: TableData, name: str, printed: str, rows: list[Record]) -> Problem:
    read = listed(list(dict.fromkeys(_words(row, name) for row in rows)), "or")
    where = "in one row" if len(rows) == 1 else f"in {in_words(len(rows))} rows"
    label = data.table.column(name).label.lower()
    return Problem(
        Severity.NOTE, "printed-otherwise", data.file, rows[0][LINE], name,
        sentence=f"the source prints “{printed}” {where}; it is published as {read}",
        told=f"{data.table.title}, ‘{label}’: the source prints “{printed}” {where}. It is read as {read}.",
    )  # fmt: skip


def _words(row: Record, name: str) -> str:
    return period(str(row[name])).words if row[name] else "not stated"


def key_printed_twice(area: Area) -> list[Problem]:
    """A WARNING for each row whose name the source gives to an earlier row too; without printed_as that is an ERROR of reading."""
    problems = []
    for data in area.tables.values():
        name = data.table.key[0]
        if len(data.table.key) > 1 or data.table.column(name).kind is not Kind.TEXT:
            continue
        first: dict[str, int] = {}
        for row in data.rows:
            slip = slips(str(row["printed_as"])).get(name) if data.table.name != REGISTER else None
            printed = slip or str(row[name])
            if printed in first:
                problems.append(_twice(data, row, name, printed, first[printed]))
            first.setdefault(printed, row[LINE])
    return problems


def _twice(data: TableData, row: Record, name: str, printed: str, first: int) -> Problem:
    return Problem(
        Severity.WARNING, "printed-twice", data.file, row[LINE], name,
        expected=f"its own {name}", found=f"{printed}, used at lines {first} and {row[LINE]} of this file",
        fix=f"the source prints it twice; it is published as {row[name]}",
        told=f"{data.table.title}: the source gives the {data.table.column(name).label.lower()} {printed} twice. The second is {row[name]} here.",
    )  # fmt: skip

"""Rules on dated items: what ends before it starts, is green but overdue, lies behind the report, or outlasts what it belongs to."""

from collections.abc import Iterable, Iterator

from generators.inputs.declare import CLOSED, DUE, RAG, START, STATUS
from generators.inputs.frames import LINE, Record
from generators.inputs.periods import before, period
from generators.inputs.project import Area, TableData
from generators.numbers import in_words
from generators.problems import Problem, Severity
from generators.rules.cells import in_words as row_in_words
from generators.rules.cells import ref


def overdue(row: Record, as_of: str | None) -> bool:
    """Whether an item was due before the report's date begins, and nothing says that it is closed."""
    closed = str(row.get(STATUS.name, "")) in CLOSED
    return bool(as_of and row[DUE.name] and not closed and before(str(row[DUE.name]), as_of))


def due_before_start(area: Area) -> list[Problem]:
    """An ERROR for each item that is due before it starts."""
    return [
        Problem(
            Severity.ERROR, "wrong-order", data.file, row[LINE], DUE.name,
            expected=f"{row[START.name]} or later", found=row[DUE.name], fix="an item cannot be due before it starts",
        )
        for data, row in _items(area)
        if row.get(START.name) and row[DUE.name] and before(str(row[DUE.name]), str(row[START.name]))
    ]  # fmt: skip


def green_but_overdue(area: Area) -> list[Problem]:
    """A WARNING for each item that is rated green though it was due before the report's date."""
    as_of = area.about.report_date
    return [
        Problem(
            Severity.WARNING, "green-but-overdue", data.file, row[LINE], RAG.name, cells=(ref(data, row, RAG.name),),
            where=row_in_words(row, data.table, area.places), expected=f"Amber or Red after {words(row[DUE.name])}", found="Green",
            fix=f"the report is of {words(str(as_of))}: correct the rating or the date, or write status complete",
            told=f"{_named(area, data, row)} is rated green, but it was due by {words(row[DUE.name])}, before this report.",
        )
        for data, row in _items(area)
        if row.get(RAG.name) == "Green" and overdue(row, as_of)
    ]  # fmt: skip


def behind_the_report(area: Area) -> list[Problem]:
    """A WARNING for each step that is still to come and has a date before the report's."""
    as_of = area.about.report_date
    return [
        Problem(
            Severity.WARNING, "past-due", data.file, row[LINE], DUE.name, cells=(ref(data, row, DUE.name),),
            expected=f"a date from {words(str(as_of))} on", found=words(row[DUE.name]), fix="say what came of it, or correct the date",
            told=f"{_named(area, data, row)}: {words(row[DUE.name])} had passed when the report was made.",
        )
        for data, row in _items(area)
        if data.table.ahead and overdue(row, as_of)
    ]  # fmt: skip


def outlasts(area: Area) -> list[Problem]:
    """A WARNING for each table with items that are due after the end of what they belong to: all of them at once."""
    problems = []
    for data in {data.table.name: data for data, _ in _items(area)}.values():
        rows = data.rows
        beyond = [(row, *whole) for row in rows for whole in _wholes(area, data, row) if _after(row, whole[1])]
        if beyond:
            problems.append(_outlasting(area, data, len(rows), beyond))
    return problems


def _after(row: Record, end: str) -> bool:
    return bool(row[DUE.name] and end and before(end, str(row[DUE.name])))


def _outlasting(area: Area, data: TableData, count: int, beyond: list[tuple[Record, str, str]]) -> Problem:
    whole = beyond[0][1].partition(" ")[0]
    many = f"{in_words(len(beyond))} of {in_words(count)}"
    lines = "; ".join(f"line {row[LINE]} is due {words(row[DUE.name])}, {name} ends {words(end)}" for row, name, end in beyond)  # fmt: skip
    told = "; ".join(f"{row_in_words(row, data.table, area.places)} in {words(row[DUE.name])}, not {words(end)}" for row, _, end in beyond)  # fmt: skip
    return Problem(
        Severity.WARNING, "after-the-end", data.file, beyond[0][0][LINE], DUE.name, cells=tuple(ref(data, row, DUE.name) for row, _, _ in beyond),
        expected=f"no date after the {whole} ends", found=f"a later one in {many} rows", fix=f"correct one of the dates, or say in a note what follows: {lines}",
        told=f"{data.table.title}: {many} {'is' if len(beyond) == 1 else 'are'} due after {'its' if len(beyond) == 1 else 'their'} {whole} ends. {told}.",
    )  # fmt: skip


def words(text: object) -> str:
    """`2020-03` → `March 2020`."""
    return period(str(text)).words


def _named(area: Area, data: TableData, row: Record) -> str:
    key = row_in_words(row, data.table, area.places)
    return f"{data.table.title}, {key}" if len(data.table.key) > 1 else key


def _items(area: Area) -> Iterator[tuple[TableData, Record]]:
    for data in area.tables.values():
        if any(column.name == DUE.name for column in data.table.columns):
            yield from ((data, row) for row in data.rows)


def _wholes(area: Area, data: TableData, row: Record) -> Iterable[tuple[str, str]]:
    """What the row belongs to by a column that names another table's rows, and when that ends."""
    for column in data.table.columns:
        name, _, key = column.among.partition(".")
        other = area.tables.get(name)
        if other is None or not any(one.name == DUE.name for one in other.table.columns):
            continue
        for whole in other.rows:
            if whole[key] == row[column.name]:
                yield f"{name.rstrip('s')} {whole[key]}", str(whole[DUE.name])

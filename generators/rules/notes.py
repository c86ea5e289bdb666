"""Rule `note-disagrees`: a note that says something else was counted than its row does."""

import re

from generators.inputs.declare import Column
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Severity


def note_disagrees(area: Area) -> list[Problem]:
    """A WARNING for each note that names another of a column's words, and not the row's own."""
    return [
        _problem(data, column, row, said[0])
        for data in area.tables.values()
        for column in data.table.columns
        if column.noted
        for row in (row for row in data.rows if row["note"])
        if (said := _words(str(row["note"]), area.settings.allowed(column))) and row[column.name] not in said
    ]


def _words(note: str, allowed: tuple[str, ...]) -> list[str]:
    return [word for word in allowed if re.search(rf"\b{re.escape(word)}\b", note, re.IGNORECASE)]


def _problem(data: TableData, column: Column, row: Record, other: str) -> Problem:
    own = row[column.name]
    return Problem(
        Severity.WARNING, "note-disagrees", data.file, row[LINE], column.name,
        sentence=f"unit is {own} but the note says {other}: correct one of them, or say in the note how {own} and {other} differ",
        told=f"{data.table.title}: a number counts {own}, but its note says {other}.",
    )  # fmt: skip

"""Rule `personal-data`: words of people that could tell who somebody is."""

import re
from collections.abc import Iterator

from generators.inputs.declare import Column
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Severity

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w.])(?:\+44|\(?0)(?:[\s().-]*\d){9,10}(?!\w)")
_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.? [A-Z][\w’'-]+"
    r"|\b(?:son|daughter|child|boy|girl|brother|sister|named|called|name is|thanks to),? (?!I\b)[A-Z][a-z]+\b(?! [A-Z]{2,})"
)
_KINDS = {"an e-mail address": EMAIL, "a telephone number": TELEPHONE, "the name of a person": _NAME}


def personal_data(area: Area) -> list[Problem]:
    """A WARNING for each text of people that seems to hold an address, a number or a name. It is never quoted."""
    return [
        _finding(data, column, row, kinds)
        for data in area.tables.values()
        for column in data.table.columns
        if column.spoken
        for row in data.rows
        if (kinds := list(_found(str(row[column.name]))))
    ]


def _found(text: str) -> Iterator[str]:
    return (kind for kind, pattern in _KINDS.items() if pattern.search(text))


def _finding(data: TableData, column: Column, row: Record, kinds: list[str]) -> Problem:
    return Problem(
        Severity.WARNING, "personal-data", data.file, row[LINE], column.name,
        expected="words that tell nobody who a person is", found=f"possible personal data: {' and '.join(kinds)}",
        fix="delete it, or say the role instead",
        told=f"‘{column.label}’, row {row[LINE]}: possible personal data was found. Addresses and numbers are left out here.",
    )  # fmt: skip

"""The data dictionary and blank tables, printed from the same declarations that reading and checking use."""

import csv
import io
import json
import re
from collections.abc import Iterable
from itertools import product
from typing import Any

from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.marks import MEANING
from generators.inputs.periods import FORMS
from generators.inputs.quantities import bound_in_words
from generators.inputs.settings import Settings

_EXAMPLES = {
    Kind.TEXT: "text",
    Kind.PERIOD: "2019",
    Kind.AGE_BAND: "0-4",
    Kind.WHOLE: "120",
    Kind.NUMBER: "12.5",
    Kind.DATE: "2019-03-31",
    Kind.YES_NO: "no",
    Kind.ADDRESS: "https://example.org/",
}
_HOW = {
    Kind.PLACE: "the name or code of a place",
    Kind.PLACES: "names or codes of places, separated by semicolons",
    Kind.WORDS: "one or more, separated by semicolons",
    Kind.PERIOD: FORMS,
    Kind.AGE_BAND: "0-4, 5, 19+ or all ages",
    Kind.DATE: "a date like 2019-03-31",
    Kind.ADDRESS: "a web address",
}


def as_json(tables: Iterable[Table], settings: Settings | None) -> str:
    """The dictionary for programs: a list of tables with their columns."""
    return json.dumps(
        {"tables": [_table(table, settings) for table in tables], "marks": MEANING}, ensure_ascii=False, indent=1
    )


def as_text(tables: Iterable[Table], settings: Settings | None) -> str:
    """The dictionary for reading."""
    parts = []
    for table in tables:
        lines = [
            f"{table.name}.csv: {table.title}",
            *([f"  {table.about}"] if table.about else []),
            f"  one row for each {', '.join(table.key)}",
        ]
        if table.matrix:
            lines.append(f"  every combination of {' and '.join(table.matrix)} must be there")
        if table.complete:
            lines.append(f"  every combination of the {' and the '.join(table.complete)} that occur must be there")
        parts.append("\n".join([*lines, *(_line(table, column, settings) for column in table.all_columns)]))
    marks = ", ".join(f"[{code}] {meaning}" for code, meaning in MEANING.items())
    return "\n\n".join([*parts, f"Marks: {marks}"])


def blank_csv(table: Table, settings: Settings, *, place: str = "", section: str = "") -> str:
    """The headings, one commented example, and the whole matrix where there is one, so that only the rest is to be filled in.

    Args:
        place, section: of the area, as examples.
    """
    columns = table.columns
    more = ["is_total", "note"] if table.age_column else ["note"]
    given = example(table, settings, place=place, section=section)
    rows = [[column.name for column in columns] + more]
    rows.append([given[column.name] for column in columns] + [""] * len(more))
    for words in product(*(settings.allowed(table.column(name)) for name in table.matrix)) if table.matrix else ():
        cell = dict(zip(table.matrix, words, strict=True))
        rows.append([cell.get(column.name, "") for column in columns] + [""] * len(more))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    heading, _, rest = text.getvalue().partition("\n")
    return f"{heading}\n# {rest}"


def example(table: Table, settings: Settings, *, place: str = "", section: str = "") -> dict[str, str]:
    """A row that the table takes."""
    row = {column.name: _example(column, settings, place, section) for column in table.columns}
    for column in table.columns:
        if column.consent_needed:
            row[column.consent] = "yes"
    if table.described:  # a value stands in the column of its unit, here the first, and in no other
        units = [column.name for column in table.numbers if column.name == column.unit]
        row |= dict.fromkeys(units[1:], "")
    for pair in table.agrees:
        if found := re.fullmatch(pair.part, row[pair.code]):
            row[pair.column] = pair.words[found[1]]
    return row


def _example(column: Column, settings: Settings, place: str, section: str) -> str:
    if column.example or column.kind in (Kind.PLACE, Kind.PLACES):
        return column.example or place
    if column.refers:
        return section
    if column.is_number and column.least is not None and column.most is not None and column.most <= 10:
        return format(column.most, "g")
    if column.form:
        words = re.findall(r"[A-Za-z0-9.]+", f"{column.form.expected} 1")
        return next((word for word in reversed(words) if re.fullmatch(column.form.pattern, word)), "")
    allowed = settings.allowed(column)
    return allowed[0] if allowed else _EXAMPLES.get(column.kind, "")


def _table(table: Table, settings: Settings | None) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "about": table.about,
        "key": list(table.key),
        "matrix": list(table.matrix),
        "complete": list(table.complete),
        "totals": list(table.totals),
        "parts": [{"part": pair.part, "whole": pair.whole} for pair in table.parts],
        "agrees": [
            {"code": pair.code, "part": pair.part, "column": pair.column, "words": dict(pair.words)}
            for pair in table.agrees
        ],
        "columns": [_column(table, column, settings) for column in table.all_columns],
    }


def _column(table: Table, column: Column, settings: Settings | None) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": str(column.kind),
        "label": column.label,
        "unit": column.unit,
        "allowed": _allowed(table, column, settings),
        "least": column.least,
        "most": column.most,
        "marks": list(column.marks) if column.is_number else [],
        "optional": column.optional,
        "form": {"expected": column.form.expected, "pattern": column.form.pattern} if column.form else None,
        "refers": str(column.refers) if column.refers else None,
        "among": column.among or None,
        "counted": None if column.snapshot is None else "snapshot" if column.snapshot else "flow",
        "basis": str(column.basis) if column.counts_people else None,
        "about": column.about,
    }


def _allowed(table: Table, column: Column, settings: Settings | None) -> list[str]:
    words = list(settings.allowed(column) if settings else column.allowed)
    return [*words, TOTAL] if words and column.name in table.totals else words


def _line(table: Table, column: Column, settings: Settings | None) -> str:
    facts = [str(column.kind)]
    if column.unit:
        facts.append(f"in {column.unit}")
    if column.least is not None or column.most is not None:
        facts.append(
            f"from {'-' if column.least is None else bound_in_words(column.least)} to {'any' if column.most is None else bound_in_words(column.most)}"
        )
    if words := _allowed(table, column, settings):
        facts.append(f"one of {', '.join(words)}")
    if column.kind in _HOW:
        facts.append(_HOW[column.kind])
    if column.form:
        facts.append(column.form.expected)
    if column.refers:
        facts.append(f"the name of a {column.refers} of the report")
    if column.among:
        facts.append(f"one of {column.among}, where the area has that table")
    if column.snapshot is not None:
        facts.append("counted on one day: never added up over periods" if column.snapshot else "counted over a period")
    if column.optional:
        facts.append("optional")
    return f"    {column.name}: {column.label}; {'; '.join(facts)}{'. ' + column.about if column.about else ''}"

"""The data dictionary and blank tables, printed from the same declarations that reading and checking use."""

import json
from collections.abc import Iterable
from itertools import product
from typing import Any

from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.marks import MEANING
from generators.inputs.periods import FORMS
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
        parts.append("\n".join([*lines, *(_line(table, column, settings) for column in table.all_columns)]))
    marks = ", ".join(f"[{code}] {meaning}" for code, meaning in MEANING.items())
    return "\n\n".join([*parts, f"Marks: {marks}"])


def blank_csv(table: Table, settings: Settings) -> str:
    """The headings, and the rows that an author starts from: the whole matrix where there is one, and one commented example."""
    columns = [column for column in table.columns if not (column.kind is Kind.PLACE and column.optional)]
    heads = [column.name for column in columns] + (["is_total"] if table.age_column else []) + ["note"]
    example = [_example(column, settings) for column in columns] + ([""] if table.age_column else []) + [""]
    lines = [",".join(heads), "# " + ",".join(example)]
    if table.matrix:
        for words in product(*(settings.allowed(table.column(name)) for name in table.matrix)):
            cell = dict(zip(table.matrix, words, strict=True))
            lines.append(
                ",".join([cell.get(column.name, "") for column in columns] + [""] * (len(heads) - len(columns)))
            )
    return "\n".join(lines) + "\n"


def _example(column: Column, settings: Settings) -> str:
    allowed = settings.allowed(column)
    if column.is_number and column.least is not None and column.most is not None and column.most <= 10:
        return str(column.most)
    return allowed[0] if allowed else _EXAMPLES.get(column.kind, "")


def _table(table: Table, settings: Settings | None) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "about": table.about,
        "key": list(table.key),
        "matrix": list(table.matrix),
        "totals": list(table.totals),
        "parts": [{"part": pair.part, "whole": pair.whole} for pair in table.parts],
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
            f"from {'-' if column.least is None else format(column.least, ',g')} to {'any' if column.most is None else format(column.most, ',g')}"
        )
    if words := _allowed(table, column, settings):
        facts.append(f"one of {', '.join(words)}")
    if column.kind in _HOW:
        facts.append(_HOW[column.kind])
    if column.snapshot is not None:
        facts.append("counted on one day: never added up over periods" if column.snapshot else "counted over a period")
    if column.optional:
        facts.append("optional")
    return f"    {column.name}: {column.label}; {'; '.join(facts)}{'. ' + column.about if column.about else ''}"

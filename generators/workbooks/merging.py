"""A sheet in the form of the file that it replaces: its columns in their order, its comments where they stood."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from generators.inputs.csvfile import COMMENT, csv_records, read_csv
from generators.inputs.declare import Table
from generators.inputs.textfile import read_text

Cells = Mapping[str, str]


def differs(path: Path, table: Table, rows: Sequence[Cells]) -> bool:
    """Whether rows say something else than the file that is there; 86 and 86.0 say the same."""
    if not path.exists():
        return True
    return [_said(row.cells) for row in read_csv(path, path.name, table).rows] != [_said(row) for row in rows]


def _said(cells: Cells) -> dict[str, str | float]:
    return {name: _number(text) for name, text in cells.items() if text}


def _number(text: str) -> str | float:
    try:
        return float(text) if text[:1] in "-0123456789" else text
    except ValueError:
        return text


def merged(path: Path, table: Table, headings: Sequence[str], rows: Sequence[Cells]) -> str:
    """The text of the file with these rows.

    Columns that the file has come first, in its order; a comment stays before the row that it stood before, and at the end
    where that row is gone.
    """
    before, comments = _before(path, table)
    known = [name for name in before if name in headings or name in {column.name for column in table.all_columns}]
    columns = [*known, *(name for name in headings if name not in known)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows]):
        key = _key(row, table) if number else ()
        text.writelines(f"{comment}\n" for comment in comments.pop(key, ()))
        writer.writerow([row.get(name, "") for name in columns])
    text.writelines(f"{comment}\n" for left in comments.values() for comment in left)
    return text.getvalue()


def _before(path: Path, table: Table) -> tuple[list[str], dict[tuple[str, ...], list[str]]]:
    """The headings of the file, and its comments by the key of the row that follows; () is the heading."""
    given = read_text(path, path.name) if path.exists() else ""
    text = given if isinstance(given, str) else ""
    records, _ = csv_records(text, path.name)
    if not records:
        return [], {}
    headings, lines = records[0].fields, text.splitlines()
    comments: dict[tuple[str, ...], list[str]] = {}
    last = 0
    for number, record in enumerate(records):
        key = _key(dict(zip(headings, record.fields, strict=False)), table) if number else ()
        if between := [line for line in lines[last : record.line - 1] if line.startswith(COMMENT)]:
            comments.setdefault(key, []).extend(between)
        last = record.until
    if after := [line for line in lines[last:] if line.startswith(COMMENT)]:
        comments.setdefault(("",), []).extend(after)
    return headings, comments


def _key(row: Cells, table: Table) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in table.key)

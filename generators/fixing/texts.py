"""Repairs of a file as a whole: its encoding, its separators, and cell by cell its table, with all other lines as they were."""

import csv
import io
from collections.abc import Callable

from generators.inputs.csvfile import csv_records
from generators.inputs.declare import Column, Table

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
Mend = Callable[[str, Column], str]


def mended_bytes(raw: bytes) -> tuple[str | None, tuple[str, ...]]:
    """The text of a file and what was wrong with its bytes; no text when nobody can tell what they are."""
    if raw[:2] in _UTF16 or b"\0" in raw:
        return None, ()
    if raw.startswith(_BOM):
        text, what = _decoded(raw[len(_BOM) :], "utf-8"), ("a byte-order mark is taken out",)
        return text, what if text is not None else ()
    text = _decoded(raw, "utf-8")
    if text is not None:
        return text, ()
    text = _decoded(raw, "cp1252")
    return text, ("read as Windows-1252 and written as UTF-8: look at the letters that change",) if text else ()


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def mended_table(text: str, table: Table, mend: Mend) -> tuple[str, tuple[str, ...]]:
    """The text of a CSV file with repaired cells, and what is wrong with the file as a whole."""
    what: tuple[str, ...] = ()
    if _separated(text, table) == ";":
        text, what = _with_commas(text), ("semicolons between the cells become commas",)
    records, problems = csv_records(text, table.name)
    if problems or not records:
        return text, what
    headings, *rest = records
    columns = {column.name: column for column in table.all_columns}
    named = [heading.strip() for heading in headings.fields]
    lines = list(io.StringIO(text, newline=""))  # as the reader counts them
    for record in rest:
        if len(record.fields) == len(named):
            cells = [
                mend(cell, columns[name]) if name in columns else cell
                for name, cell in zip(named, record.fields, strict=True)
            ]
            _replace(lines, record.line, record.until, record.fields, cells)
    known = set(columns)
    heads = [name if name in known else cell for name, cell in zip(named, headings.fields, strict=True)]
    _replace(lines, headings.line, headings.until, headings.fields, heads)
    return "".join(lines), what


def _replace(lines: list[str], first: int, last: int, before: list[str], after: list[str]) -> None:
    """Puts changed cells in place of a record's lines; one that stays the same keeps its quotes."""
    if before != after:
        ending = "\r\n" if lines[last - 1].endswith("\r\n") else "\n"
        lines[first - 1 : last] = [_row(after, ending), *[""] * (last - first)]


def _row(cells: list[str], ending: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerow(cells)
    return text.getvalue()


def _separated(text: str, table: Table) -> str:
    """What stands between the headings: a semicolon only when every heading is then one that the table has."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    headings = [part.strip().strip('"') for part in first.split(";")]
    return ";" if len(headings) > 1 and set(headings) <= {column.name for column in table.all_columns} else ","


def _with_commas(text: str) -> str:
    """The same cells between commas; comments stay."""
    comments = [line for line in text.splitlines(keepends=True) if line.startswith("#")]
    rows = csv.reader(
        io.StringIO("".join(line for line in text.splitlines(keepends=True) if not line.startswith("#")), newline=""),
        delimiter=";",
    )
    return "".join([*comments, *(_row(row, "\n") for row in rows)])

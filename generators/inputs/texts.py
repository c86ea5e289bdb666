"""Cells with words: formatting left in them, texts of a declared form, and columns that must say the same as a code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from pathlib import Path

from generators.inputs.complaints import Cell, Complaint
from generators.inputs.declare import Column, Kind, Table
from generators.inputs.rows import LINE, Record
from generators.problems import Problem, error

# Left behind when text is copied from a web page or a converter. With attributes it is markup that somebody meant; it is
# printed as text like any other.
_FORMATTING = re.compile(r"</?(?:p|br|b|i|u|em|strong|ul|ol|li|div|span)\s*/?>", re.IGNORECASE)
_LATIN = str.maketrans("АВСЕНІЈКМОРЅТХ", "ABCEHIJKMOPSTX")  # Cyrillic letters that look like Latin ones
_NOT_PUBLISHED = ""


def read_words(text: str, column: Column) -> Cell | Complaint:
    """A TEXT cell."""
    if column.form:
        return _formed(text.translate(_LATIN), column)
    tags = list(dict.fromkeys(_FORMATTING.findall(text)))
    if tags and column.name != "printed_as":
        return Complaint("formatting-tag", "text without formatting tags", f"delete {_all(tags)}")
    return Cell(text)


def _all(tags: list[str]) -> str:
    return tags[0] if len(tags) == 1 else f"{', '.join(tags[:-1])} and {tags[-1]}"


def _formed(text: str, column: Column) -> Cell | Complaint:
    form = column.form
    assert form is not None
    if re.fullmatch(form.pattern, text):
        return Cell(text)
    fix = next((hint for near, hint in form.hints if re.fullmatch(near, text)), form.fix)
    return Complaint("wrong-form", form.expected, fix)


def disagreements(rows: Iterable[Record], table: Table, file: str) -> Iterator[Problem]:
    """An ERROR for each row in which a column says something else than the code's part that stands for it."""
    for row in rows:
        for pair in table.agrees:
            code, said = str(row[pair.code]), str(row[pair.column])
            found = re.fullmatch(pair.part, code)
            meant = pair.words.get(found[1]) if found else None
            if meant is not None and said != meant:
                yield error(
                    "code-disagrees", file, int(row[LINE]), pair.column, expected=f"{meant}, as the {pair.code} {code} says", found=said,
                    fix=f"correct the {pair.column} or the {pair.code}",
                )  # fmt: skip


def without_consent(rows: list[Record], table: Table, file: str) -> tuple[list[Record], list[Problem]]:
    """The rows without the cells that nobody agreed to publish, and an ERROR where such a cell must not be there at all.

    The complaint does not quote the cell: checks run in public logs.
    """
    problems = []
    for column in (one for one in table.columns if one.consent):
        refused = [bool(row[column.name]) and row[column.consent] != "yes" for row in rows]
        for row in compress(rows, refused) if column.consent_needed else ():
            problems.append(
                error(
                    "no-consent", file, int(row[LINE]), column.name,
                    expected=f"{column.consent}: yes beside it", found=row[column.consent] or "nothing",
                    fix=f"delete the {column.name}, or write {column.consent}: yes when the person has agreed",
                )
            )  # fmt: skip
        rows = [row | {column.name: _NOT_PUBLISHED} if out else row for row, out in zip(rows, refused, strict=True)]
    return rows, problems


def missing_files(rows: Sequence[Record], table: Table, file: str, folder: Path) -> Iterator[Problem]:
    """An ERROR for each document that a row names and that is not there."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for column in (one for one in table.columns if one.kind is Kind.FILE):
        for row in rows:
            name, key = str(row[column.name]), table.key[0]
            if name and name not in there:
                yield error(
                    "missing-file", file, int(row[LINE]), column.name, where=f"{key} {row[key]}, column {column.name}",
                    expected=f"a document in {folder.parent.name}/{folder.name}", found=name,
                    fix="file not found: add it, or delete the name",
                )  # fmt: skip

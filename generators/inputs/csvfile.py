"""The strict CSV reader: exact field counts, one heading row, nothing guessed.

`pandas.read_csv` shifts rows that are too long and turns the ward "NA" into nothing, so it is not used.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generators.inputs.declare import Table
from generators.inputs.rows import Row, Rows, heading_problems
from generators.inputs.textfile import read_text
from generators.problems import Problem, error

COMMENT = "#"  # a line whose first character this is, is a comment
_LONGEST_CELL = 32_767  # what a spreadsheet holds; a longer one is a quote that was never closed


@dataclass(frozen=True)
class CsvRecord:
    """The cells between two line ends; `until` is the last line, when a cell in quotes goes over several."""

    line: int
    until: int
    fields: list[str]

    @property
    def blank(self) -> bool:
        """Whether it has no text at all."""
        return not any(field.strip() for field in self.fields)


def read_csv(path: Path, file: str, table: Table) -> Rows:
    """The rows of a CSV file and what is wrong with its shape; without a usable heading there are no rows."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return Rows([], [text])
    records, problems = csv_records(text, file)
    while records and records[-1].fields == []:  # empty lines at the end are how some editors end a file
        records.pop()
    if not records:
        return Rows([], problems or [_no_heading(file, table)])
    heading, *rest = records
    headings = heading.fields
    if wrong := _separator(headings, file, heading.line, table):
        return Rows([], [wrong])
    headings, rest = _without_empty_columns(headings, rest)
    problems += heading_problems(headings, table, file, heading.line)
    if any(problem.rule.endswith("-heading") for problem in problems):
        return Rows([], problems)
    problems += _blank_rows(rest, file)
    rows = []
    for record in rest:
        if record.blank:
            continue
        if record.fields == headings:
            problems.append(_headings_again(record, file))
        elif wrong := _shape(record, headings, file):
            problems.append(wrong)
        else:
            rows.append(Row(record.line, dict(zip(headings, record.fields, strict=True))))
    return Rows(rows, problems)


def csv_records(text: str, file: str) -> tuple[list[CsvRecord], list[Problem]]:
    """Every record of the text without comments; an empty line is a record without fields."""
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    found: list[CsvRecord] = []
    try:
        for fields in reader:
            found.append(CsvRecord(lines.start, lines.number, fields))
            lines.start = 0
    except csv.Error as wrong:
        return found, [_broken_quotes(str(wrong), file, lines.start)]
    return found, []


class _Lines:
    """The lines of a text for the CSV reader; between two records, comments are left out.

    Attributes:
        number: of the line that was read last.
        start: of the line on which the record at hand starts; 0 between records.
    """

    def __init__(self, text: str) -> None:
        self.number, self.start = 0, 0
        self._lines = io.StringIO(text, newline="")

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            if not self.start and line.startswith(COMMENT):
                continue
            self.start = self.start or self.number
            yield line


def _broken_quotes(why: str, file: str, line: int) -> Problem:
    found = "text after a closing quote" if "expected after" in why else "a quote that is never closed"
    expected = "quotes that open and close around a cell, doubled within it"
    fix = "check the quotes from this line on"
    return error("broken-quotes", file, line, where="row", expected=expected, found=found, fix=fix)


def _no_heading(file: str, table: Table) -> Problem:
    names = ",".join(column.name for column in table.columns if not column.optional)
    expected, fix = "a line with the headings", f"start the file with {names}"
    return error("empty-file", file, 1, where="headings", expected=expected, found="an empty file", fix=fix)


def _separator(headings: list[str], file: str, line: int, table: Table) -> Problem | None:
    """The complaint about another separator, when the headings are there but stand in one cell."""
    known = {column.name for column in table.all_columns}
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        parts = [part.strip().strip('"') for part in headings[0].split(mark)] if headings else []
        if headings == [f"sep={mark}"] or (len(parts) > 1 and known & set(parts)):
            expected, fix = "commas between the cells", "save the file as comma-separated CSV"
            return error("separator", file, line, where="headings", expected=expected, found=name, fix=fix)
    return None


def _without_empty_columns(headings: list[str], rest: list[CsvRecord]) -> tuple[list[str], list[CsvRecord]]:
    """Drops columns at the right that a spreadsheet saved although nothing was ever written in them."""
    width = len(headings)
    while width and not headings[width - 1].strip():
        width -= 1
    if width == 0 or any(field.strip() for record in rest for field in record.fields[width : len(headings)]):
        return headings, rest
    cut = [
        CsvRecord(record.line, record.until, record.fields[:width]) if len(record.fields) == len(headings) else record
        for record in rest
    ]
    return headings[:width], cut


def _blank_rows(rest: list[CsvRecord], file: str) -> list[Problem]:
    """One complaint for each run of rows without text; those at the end of a file of a spreadsheet are many."""
    problems = []
    for blank, run in groupby(rest, key=lambda record: record.blank):
        if blank:
            records = list(run)
            found = "a blank row" if len(records) == 1 else f"{len(records):,} blank rows"
            fix = "delete the line" if len(records) == 1 else f"delete the lines up to {records[-1].line}"
            problems.append(
                error(
                    "blank-row", file, records[0].line, where="row", expected="a row with values", found=found, fix=fix
                )
            )
    return problems


def _headings_again(record: CsvRecord, file: str) -> Problem:
    expected, found, fix = "a row with values", "the headings again", "delete the line"
    return error("repeated-headings", file, record.line, where="row", expected=expected, found=found, fix=fix)


def _shape(record: CsvRecord, headings: list[str], file: str) -> Problem | None:
    count = len(record.fields)
    if count != len(headings):
        return _count(record, len(headings), file)
    for heading, field in zip(headings, record.fields, strict=True):
        if len(field) > _LONGEST_CELL:
            expected, fix = f"at most {_LONGEST_CELL:,} letters in a cell", "shorten it, or look for a missing quote"
            return error("long-cell", file, record.line, heading, expected=expected, found=f"{len(field):,}", fix=fix)
    return None


def _count(record: CsvRecord, expected: int, file: str) -> Problem:
    count = len(record.fields)
    fix = "add the missing cells"
    if record.until > record.line:
        fix = f"a quote opens on this line and closes on line {record.until}: check the quotes"
    elif count > expected:
        fix = "put quotes around a cell that contains a comma, or delete the extra cells"
    cells = "1 cell" if count == 1 else f"{count} cells"
    return error("field-count", file, record.line, where="row", expected=f"{expected} cells", found=cells, fix=fix)

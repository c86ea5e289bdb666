"""The strict CSV reader: exact field counts, one heading row, nothing guessed.

`pandas.read_csv` shifts rows that are too long and turns the ward "NA" into nothing, so it is not used.
"""

import csv
import io
from pathlib import Path

from generators.inputs.declare import Table
from generators.inputs.rows import Row, heading_problems
from generators.inputs.textfile import read_text
from generators.problems import Problem, error

COMMENT = "#"  # a line whose first character this is, is a comment


def read_csv(path: Path, file: str, table: Table) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file and what is wrong with its shape; without a usable heading there are no rows."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return [], [text]
    lines, problems = _records(text, file)
    if not lines:
        return [], problems or [_no_heading(file, table)]
    heading_line, headings = lines[0]
    if wrong := _separator(headings, file, heading_line, table):
        return [], [wrong]
    problems += heading_problems(headings, table, file, heading_line)
    if any(problem.rule.endswith("-heading") for problem in problems):
        return [], problems
    rows = []
    for line, fields in lines[1:]:
        if wrong := _shape(fields, headings, file, line):
            problems.append(wrong)
        else:
            rows.append(Row(line, dict(zip(headings, fields, strict=True))))
    return rows, problems


def _records(text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Each record with the line on which it starts; comments and empty lines are left out."""
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for fields in reader:
            if fields and not fields[0].startswith(COMMENT):
                found.append((start, fields))
            start = reader.line_num + 1
    except csv.Error as wrong:
        expected = "quotes that open and close around a cell, doubled within it"
        return found, [
            error(
                "broken-quotes",
                file,
                start,
                expected=expected,
                found=str(wrong),
                fix="check the quotes from this line on",
            )
        ]
    return found, []


def _no_heading(file: str, table: Table) -> Problem:
    names = ",".join(column.name for column in table.columns if not column.optional)
    return error(
        "empty-file",
        file,
        1,
        expected="a line with the headings",
        found="an empty file",
        fix=f"start the file with {names}",
    )


def _separator(headings: list[str], file: str, line: int, table: Table) -> Problem | None:
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(headings) == 1 and headings[0].count(mark) and table.columns[0].name in headings[0].split(mark):
            return error(
                "separator",
                file,
                line,
                expected="commas between the cells",
                found=name,
                fix="save the file as comma-separated CSV",
            )
    return None


def _shape(fields: list[str], headings: list[str], file: str, line: int) -> Problem | None:
    if not any(field.strip() for field in fields):
        return error("blank-row", file, line, expected="a row with values", found="a blank row", fix="delete the line")
    if len(fields) == len(headings):
        return None
    more = len(fields) > len(headings)
    fix = (
        "put quotes around a cell that contains a comma, or delete the extra cells" if more else "add the missing cells"
    )
    return error("field-count", file, line, expected=f"{len(headings)} cells", found=f"{len(fields)} cells", fix=fix)

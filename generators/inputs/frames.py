"""Typed frames: rows of an input table whose cells were understood, and everything that was wrong with the rest."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from generators.inputs.between_rows import Naming, gaps, holes, overlaps, repeated
from generators.inputs.cells import Words, read_cell
from generators.inputs.complaints import Complaint, visible
from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.periods import NotAPeriodError, period
from generators.inputs.rows import FILE, LINE, ORIGIN, Record, Row, Rows
from generators.inputs.texts import disagreements, without_consent
from generators.problems import Problem, Quote, Ref, Said, error

__all__ = [
    "COMPUTED",
    "FILE",
    "LINE",
    "ORIGIN",
    "PRINTED",
    "Record",
    "build_rows",
    "framed",
    "is_total_row",
    "kinds_of",
    "mark_of",
    "records",
]

PRINTED, COMPUTED = "printed", "computed"  # the origin of a row: in the source, or added up


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as plain values, with the columns' own types. Twenty times as fast as pandas' own way, which looks at each cell."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in frame.to_numpy(dtype=object).tolist()]


def framed(rows: Sequence[Record], kinds: Mapping[str, type]) -> pd.DataFrame:
    """Rows as a frame, each column of its own type: an object where none is given."""
    names = rows[0] if rows else kinds
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds.get(name, object)) for name in names})


def kinds_of(table: Table) -> dict[str, type]:
    """The columns of a table's rows: numbers are floats with NaN for a mark, and `<name>_mark` stands beside them."""
    names = [column.name for column in table.all_columns]
    marks = [mark_of(column.name) for column in table.numbers]
    kinds: dict[str, type] = dict.fromkeys([*names, *marks, FILE, ORIGIN], object)
    return kinds | {column.name: float for column in table.numbers} | {LINE: int}


def mark_of(column: str) -> str:
    """The name of the column with the marks of a number column."""
    return f"{column}_mark"


def build_rows(
    given: Rows, file: str, table: Table, words: Words, area_code: str
) -> tuple[list[Record], list[Problem]]:
    """One record per understood row of the file, with the columns of `kinds_of`.

    Returns:
        The records, and every problem of the file: of its shape, of cells, and between rows. What may be missing, overlap or be a
        total is only asked when every row says what it is about.
    """
    problems = [*given.problems]
    understood, keyed = [], []
    for row in given.rows:
        record, wrong = _record(row, file, table, words, area_code)
        problems += wrong
        if not wrong:
            understood.append(record)
        if all(name in record for name in table.key):
            keyed.append(record)
    naming = _name_of(table, words)
    problems += repeated(keyed, table, file, naming, words)
    if len(keyed) == len(given.rows) and not given.problems:
        problems += [
            *overlaps(keyed, table, file),
            *holes(keyed, table, file, words, naming),
            *gaps(keyed, table, file, naming),
        ]
    rows, wrong = without_consent(understood, table, file)
    return rows, [*problems, *disagreements(rows, table, file), *wrong]


def _record(row: Row, file: str, table: Table, words: Words, area_code: str) -> tuple[Record, list[Problem]]:
    """The row's cells that were understood, and what is wrong with the others."""
    record: Record = {LINE: row.line, FILE: file, ORIGIN: PRINTED}
    problems = []
    when = _when(row, table)
    for column in table.all_columns:
        text = row.cells.get(column.name, "")
        if column.kind is Kind.PLACE and not text and column.optional:
            text = area_code
        read = read_cell(text, column, words, when=when, has_total=column.name in table.totals)
        if isinstance(read, Complaint):
            problems.append(_problem(read, text, row, column, file, words))
            continue
        record[column.name] = read.value
        if column.is_number:
            record[mark_of(column.name)] = read.mark
    return record, problems


def _problem(complaint: Complaint, text: str, row: Row, column: Column, file: str, words: Words) -> Problem:
    """The complaint about a cell; what could be a small count of people is a quote, which public logs leave out."""
    found, fix, line = visible(text), complaint.fix, row.line_of(column.name)
    said: Said = found
    told: Said = fix
    if words.could_point_to_people(text, column):
        refs = (Ref(file, line, column.name),)
        said = Quote(found, refs)
        told = tuple(Quote(part, refs) if part[:1].isdecimal() else part for part in re.split(r"([0-9][0-9.]*)", fix))
    return error(complaint.rule, file, line, column.name, expected=complaint.expected, found=said, fix=told)


def _when(row: Row, table: Table) -> str | None:
    """The row's period, if it can be read: it tells which of two places with one name is meant."""
    for column in table.columns:
        if column.kind is Kind.PERIOD:
            try:
                return period(row.cells.get(column.name, "")).text
            except NotAPeriodError:
                return None
    return None


def _name_of(table: Table, words: Words) -> Naming:
    places = {column.name for column in table.columns if column.kind is Kind.PLACE}
    naming = getattr(words, "name", str)
    return lambda name, value: naming(str(value)) if name in places else str(value)


def is_total_row(record: Record, table: Table, over: str) -> bool:
    """Whether a row is the total over a column: marked so for age bands, the word Total for others."""
    if over == table.age_column:
        return bool(record["is_total"] == "yes")
    return bool(record[over] == TOTAL)

"""Typed frames: rows of an input table whose cells were understood, and everything that was wrong with the rest."""

from collections.abc import Callable, Iterable
from itertools import combinations, product
from typing import Any

import pandas as pd

from generators.inputs.ages import age_band, tiles
from generators.inputs.cells import Cell, Complaint, Words, read_cell
from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.rows import Row
from generators.problems import Problem, error

LINE, FILE, ORIGIN = "line", "file", "origin"  # beside the declared columns: where a row comes from
PRINTED, COMPUTED = "printed", "computed"  # its origin: in the source, or added up


Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """The rows as plain values, with the columns' own types."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def mark_of(column: str) -> str:
    """The name of the column with the marks of a number column."""
    return f"{column}_mark"


def build_frame(
    rows: list[Row], file: str, table: Table, words: Words, area_code: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """One row per understood row of the file: number columns as floats with NaN for a mark, `<name>_mark` beside them.

    Returns:
        The frame and every problem of cells, keys, age bands and the matrix. Rows with a broken cell are left out, so the
        checks between rows are made only when every cell was understood.
    """
    problems: list[Problem] = []
    understood = []
    for row in rows:
        record, wrong = _record(row, file, table, words, area_code)
        problems += wrong
        if not wrong:
            understood.append(record)
    frame = _frame(understood, table)
    if not problems:
        problems += _repeated(frame, table, file, words)
    if not problems:
        problems += [*_overlaps(frame, table, file), *_holes(frame, table, file, words)]
    return frame, problems


def _record(row: Row, file: str, table: Table, words: Words, area_code: str) -> tuple[Record, list[Problem]]:
    record: Record = {LINE: row.line, FILE: file, ORIGIN: PRINTED}
    problems = []
    when = _when(row, table)
    for column in table.all_columns:
        text = row.cells.get(column.name, "")
        if column.kind is Kind.PLACE and not text and column.optional:
            text = area_code
        read = read_cell(text, column, words, when=when, has_total=column.name in table.totals)
        if isinstance(read, Complaint):
            problems.append(
                error(
                    read.rule,
                    file,
                    row.line_of(column.name),
                    column.name,
                    expected=read.expected,
                    found=text,
                    fix=read.fix,
                )
            )
            continue
        record[column.name] = read.value
        if column.is_number:
            record[mark_of(column.name)] = read.mark
    return record, problems


def _when(row: Row, table: Table) -> str | None:
    """The row's period, if it can be read: it tells which of two places with one name is meant."""
    for column in table.columns:
        if column.kind is Kind.PERIOD:
            text = row.cells.get(column.name, "")
            return text if isinstance(read_cell(text, column, _NO_WORDS), Cell) else None
    return None


class _NoWords:
    def place(self, text: str, when: str | None) -> str | Complaint:
        return text

    def allowed(self, column: Column) -> tuple[str, ...]:
        return ()


_NO_WORDS = _NoWords()


def _frame(understood: list[Record], table: Table) -> pd.DataFrame:
    """The records as a frame that has every column, also when there is no row."""
    names = [column.name for column in table.all_columns]
    marks = [mark_of(column.name) for column in table.numbers]
    frame = pd.DataFrame(understood, columns=[*names, *marks, LINE, FILE, ORIGIN], dtype=object)
    return frame.astype({column.name: float for column in table.numbers} | {LINE: int})


def described(record: Record, names: Iterable[str], words: Callable[[str, object], str]) -> str:
    """`year 2024, group others`: a row in words."""
    return ", ".join(f"{name.replace('_', ' ')} {words(name, record[name])}" for name in names)


def _name_of(table: Table, words: Words) -> Callable[[str, object], str]:
    places = {column.name for column in table.columns if column.kind is Kind.PLACE}
    naming = getattr(words, "name", str)
    return lambda name, value: naming(str(value)) if name in places else str(value)


def _repeated(frame: pd.DataFrame, table: Table, file: str, words: Words) -> list[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    problems = []
    for record in records(frame):
        key = tuple(record[name] for name in table.key)
        if key in seen:
            where = described(record, table.key, _name_of(table, words))
            problems.append(
                error(
                    "repeated-key",
                    file,
                    record[LINE],
                    where=where,
                    expected="one row",
                    found=f"a second, after line {seen[key]}",
                    fix="delete one, or say in what they differ",
                )
            )
        seen.setdefault(key, record[LINE])
    return problems


def _groups(frame: pd.DataFrame, table: Table, without: Iterable[str]) -> Iterable[tuple[Record, list[Record]]]:
    """Rows that agree in every key column but these, with what they agree in."""
    others = [name for name in table.key if name not in without]
    found: dict[tuple[object, ...], list[Record]] = {}
    for record in records(frame):
        found.setdefault(tuple(record[name] for name in others), []).append(record)
    return [(dict(zip(others, key, strict=True)), rows) for key, rows in found.items()]


def _overlaps(frame: pd.DataFrame, table: Table, file: str) -> list[Problem]:
    """Age bands that could hold the same child, unless one is marked as the total of others."""
    name = table.age_column
    if name is None:
        return []
    problems = []
    for _, rows in _groups(frame, table, (name,)):
        parts = [record for record in rows if record["is_total"] != "yes"]
        bands = [age_band(str(record[name])) for record in parts]
        for record, band in zip(parts, bands, strict=True):
            inside = sorted(other for other in bands if other != band and other.inside(band))
            if tiles(band, inside):
                listing = ", ".join(str(other[name]) for other in parts if age_band(str(other[name])) in inside)
                problems.append(
                    error(
                        "unmarked-total",
                        file,
                        record[LINE],
                        name,
                        expected="bands that do not overlap",
                        found=str(record[name]),
                        fix=f"it is the total of {listing}: write yes under is_total",
                    )
                )
        if problems:
            continue
        for (one, first), (other, second) in combinations(list(zip(parts, bands, strict=True)), 2):
            if first.overlaps(second):
                line, found = other[LINE], f"{other[name]}, which overlaps {one[name]} of line {one[LINE]}"
                problems.append(
                    error(
                        "overlapping-ages",
                        file,
                        line,
                        name,
                        expected="bands that do not overlap",
                        found=found,
                        fix="write other bands, or yes under is_total for a total",
                    )
                )
    return problems


def _holes(frame: pd.DataFrame, table: Table, file: str, words: Words) -> list[Problem]:
    """Combinations of the matrix columns that have no row: a cell nobody mentions is not a zero."""
    if not table.matrix:
        return []
    problems = []
    choices = [words.allowed(table.column(name)) for name in table.matrix]
    for same, rows in _groups(frame, table, table.matrix):
        there = {tuple(record[name] for name in table.matrix) for record in rows}
        for combination in product(*choices):
            if combination not in there:
                where = described(same, same, _name_of(table, words))
                found, cell = "none", " and ".join(combination)
                problems.append(
                    error(
                        "missing-cell",
                        file,
                        rows[-1][LINE],
                        where=where,
                        expected=f"a row for {cell}",
                        found=found,
                        fix="add it with 0, or with [x] if not available",
                    )
                )
    return problems


def is_total_row(record: Record, table: Table, over: str) -> bool:
    """Whether a row is the total over a column: marked so for age bands, the word Total for others."""
    if over == table.age_column:
        return bool(record["is_total"] == "yes")
    return bool(record[over] == TOTAL)

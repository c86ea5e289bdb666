"""The tidy table of a figure as CSV: marks in the cells, the period as text and as `time_period`."""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from generators.inputs.frames import Record, mark_of
from generators.inputs.periods import period
from generators.measures.tidy import Field, Tidy
from generators.numbers import exact

TIME_PERIOD = "time_period"
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def figure_csv(tidy: Tidy) -> str:
    """RFC 4180 with one heading row; a cell is a number, a mark, or a number followed by marks."""
    rows = tidy.records()
    columns = dict(column for field in tidy.fields for column in _columns(rows, field))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return out.getvalue()


def _columns(rows: Sequence[Record], field: Field) -> Iterator[tuple[str, list[str]]]:
    """The heading and the cells of a field's columns."""
    if field.is_value:
        mark = mark_of(field.name)
        yield field.name, [_number(row[field.name], str(row[mark])) for row in rows]
        return
    yield field.name, [safe_text(str(row[field.name])) for row in rows]
    if field.name == "period":
        yield TIME_PERIOD, [period(str(row["period"])).code for row in rows]


def _number(value: float, mark: str) -> str:
    return mark or "[x]" if math.isnan(value) else f"{plain_number(value)}{mark}"


@lru_cache(50_000)  # a number stands in CSV, JSON and a workbook
def plain_number(value: float) -> int | float:
    """A whole number without `.0`, any other without the noise of binary fractions."""
    tidy = exact(value)
    return int(tidy) if tidy == int(tidy) and abs(tidy) < 1e15 else tidy


def safe_text(text: str) -> str:
    """Text that a spreadsheet does not run as a formula: a leading = + - @ gets an apostrophe, as OWASP advises.

    So do their full-width forms, and spaces before them: some programs read past both.
    """
    return f"'{text}" if text.lstrip()[:1] in _FORMULA or text[:1] in ("\t", "\r", "\n") else text


def number_or_none(value: float) -> Any:
    """For JSON, where a missing number is null."""
    return None if math.isnan(value) else plain_number(value)

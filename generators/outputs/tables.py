"""The tidy table of a figure as CSV: marks in the cells, the period as text and as `time_period`."""

import csv
import io
import math
from typing import Any

from generators.inputs.frames import Record, mark_of
from generators.inputs.periods import period
from generators.measures.tidy import Field, Tidy
from generators.numbers import exact

TIME_PERIOD = "time_period"
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def figure_csv(tidy: Tidy) -> str:
    """RFC 4180 with one heading row; a cell is a number, a mark, or a number followed by marks."""
    names = [name for field in tidy.fields for name in _columns(field)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in tidy.records():
        writer.writerow([cell for field in tidy.fields for cell in _cells(row, field)])
    return out.getvalue()


def _columns(field: Field) -> list[str]:
    return [field.name, TIME_PERIOD] if field.name == "period" else [field.name]


def _cells(row: Record, field: Field) -> list[str]:
    if field.is_value:
        value, mark = float(row[field.name]), str(row[mark_of(field.name)])
        return [mark or "[x]" if math.isnan(value) else f"{plain_number(value)}{mark}"]
    text = safe_text(str(row[field.name]))
    return [text, period(str(row["period"])).code] if field.name == "period" else [text]


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

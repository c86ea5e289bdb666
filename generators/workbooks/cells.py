"""One cell of a sheet as the text that its CSV would have: numbers without noise, dates as ISO, nothing guessed."""

from datetime import date, datetime
from typing import Any

from generators.inputs.declare import Column, Kind
from generators.inputs.mending import mended_cell
from generators.numbers import exact


def text_of(value: Any, form: str, column: Column) -> str:
    """The text of a cell.

    Args:
        value: as the spreadsheet holds it.
        form: its number format, which tells 45.5% from 0.455.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("yes" if value else "no") if column.kind is Kind.YES_NO else str(value).upper()
    if isinstance(value, int | float):
        return _number(value, form, column)
    if isinstance(value, date):
        return _date(value, form, column)
    return mended_cell(str(value), column, {})


def _number(value: float, form: str, column: Column) -> str:
    """`45.5` for 0.455 shown as a percentage; in a column of another unit the sign stays, and the check refuses it."""
    if "%" in form:
        share = _plain(exact(100 * value))
        return share if column.unit == "percent" else f"{share}%"
    return _plain(exact(value))


def _plain(value: float) -> str:
    return format(value, ".15g") if abs(value) < 1e15 else repr(value)


def _date(value: date, form: str, column: Column) -> str:
    """A day; in a column of age bands the band that a spreadsheet took for one, where only one can have been meant."""
    day = value.date() if isinstance(value, datetime) else value
    if column.kind is Kind.AGE_BAND:
        shown = f"{day:%b}-{day:%y}" if "y" in form.lower() and "d" not in form.lower() else f"{day.day}-{day:%b}"
        return mended_cell(shown, column, {})
    return day.isoformat()

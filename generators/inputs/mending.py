"""Repairs of one cell that nobody could want otherwise. What has two readings is left to its author."""

import re
from collections.abc import Mapping

from generators.inputs.complaints import Complaint
from generators.inputs.declare import Column, Kind
from generators.inputs.quantities import read_number

_GROUPED = re.compile(r"-?£? ?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POUNDS = re.compile(r"-?£ ?[0-9]+(?:\.[0-9]+)?")
_PERCENT = re.compile(r"-?[0-9]+(?:\.[0-9]+)? ?%")
_ABSENT = re.compile(r"(?i)not (?:reported|available)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"0?([0-9]{1,2})-([A-Z][a-z]{2})|([A-Z][a-z]{2})-0?([0-9]{1,2})")


def mended_cell(text: str, column: Column, aliases: Mapping[str, str]) -> str:
    """The cell as it should be written; the same text where nothing is safe to change.

    Args:
        aliases: the names of places by their registered aliases.
    """
    bare = text.replace("\u00a0", " ").strip() if column.kind is not Kind.TEXT else text.strip()
    if column.is_number:
        return _number(bare, column)
    if column.kind is Kind.AGE_BAND:
        return _age_band(bare)
    if column.kind is Kind.PLACE:
        return aliases.get(bare, bare)
    return bare


def _number(text: str, column: Column) -> str:
    """A number without thousands separators, pound signs and percent signs; a mark for `Not reported`."""
    if _ABSENT.fullmatch(text) and not column.absent and "x" in column.marks:
        return "[x]"
    form = _GROUPED.fullmatch(text) or (column.unit == "gbp" and _POUNDS.fullmatch(text))
    form = form or (column.unit == "percent" and _PERCENT.fullmatch(text))
    plain = re.sub(r"[£, %]", "", text) if form and ("£" not in text or column.unit == "gbp") else text
    return text if isinstance(read_number(plain, column), Complaint) else plain


def _age_band(text: str) -> str:
    """The band that a spreadsheet made a date of: of 05-Sep only 5-9 can have been meant."""
    found = _DATE.fullmatch(text)
    if not found:
        return text
    day, month = found[1] or found[4], found[2] or found[3]
    if month.lower() not in _MONTHS:
        return text
    first, last = sorted((int(day), _MONTHS.index(month.lower()) + 1))
    return f"{first}-{last}" if first < last else text

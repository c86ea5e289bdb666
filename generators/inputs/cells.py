"""One cell: from the text that an author wrote to a typed value and its mark, or to what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Protocol
from unicodedata import category

from generators.inputs.ages import NotAnAgeBandError, age_band
from generators.inputs.complaints import Cell, Complaint, either, nearest, suggestion, unseen
from generators.inputs.declare import TOTAL, Column, Kind
from generators.inputs.periods import NotAPeriodError, period
from generators.inputs.quantities import read_number
from generators.inputs.texts import read_words

__all__ = ["Cell", "Complaint", "Words", "nearest", "read_cell", "suggestion"]

UNRATED = "[x]"  # in a column of words: nobody has said
_RUNNING = "\n\t\u00ad\u200c\u200d"  # in running text: lines, soft hyphens, and the joiners of some scripts


class Words(Protocol):
    """What a cell's meaning depends on outside the cell: the area's places and the site's lists."""

    def place(self, text: str, when: str | None) -> str | Complaint:
        """The code of the place that the text names at a time."""

    def allowed(self, column: Column) -> tuple[str, ...]:
        """The words that the column takes."""

    def could_point_to_people(self, text: str, column: Column) -> bool:
        """Whether a text that is not a number speaks of so few people that nothing public may print it."""


def read_cell(
    text: str, column: Column, words: Words, *, when: str | None = None, has_total: bool = False
) -> Cell | Complaint:
    """Reads one cell.

    Args:
        when: the period of the row, since a place name may mean another place after wards were redrawn.
        has_total: whether the word `Total` is allowed too.
    """
    if text != text.strip():
        return Complaint("spaces", "no space before or after the value", "delete the spaces")
    if column.is_number:
        return read_number(text, column)
    if wrong := _hidden(text, column):
        return wrong
    if not text:
        return (
            Cell(() if column.kind in (Kind.WORDS, Kind.PLACES) else "")
            if column.optional
            else _blank(column, words.allowed(column))
        )
    match column.kind:
        case Kind.TEXT:
            return read_words(text, column)
        case Kind.WORD:
            allowed = (*words.allowed(column), *((UNRATED,) if column.unrated else ()))
            return _word(text, (*allowed, TOTAL) if has_total else allowed, column)
        case Kind.WORDS:
            return _several(text, lambda one: _word(one, words.allowed(column), column))
        case Kind.PLACE:
            return _place(text, words, when)
        case Kind.PLACES:
            return _several(text, lambda one: _place(one, words, when))
        case Kind.PERIOD:
            return _period(text)
        case Kind.AGE_BAND:
            return _age_band(text)
        case Kind.DATE:
            return _date(text)
        case Kind.YES_NO:
            return _word(text, ("yes", "no"), column)
        case Kind.ADDRESS:
            return _address(text)
        case Kind.FILE:
            return _file(text)
        case _:
            raise AssertionError(f"no reader for {column.kind}")


def _blank(column: Column, allowed: tuple[str, ...]) -> Complaint:
    expected = f"one of {', '.join(allowed)}" if allowed else _article(column.kind)
    return Complaint("blank", expected, column.ask or "fill it in; a blank cell says nothing")


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _word(text: str, allowed: tuple[str, ...], column: Column) -> Cell | Complaint:
    if text in allowed:
        return Cell(text)
    near = nearest(text, allowed)
    fix = f"use {near or either(allowed)}"
    if not near and text.lower() in ("total", "totals", "sum"):
        fix = "no total is typed here: delete the row"
    if column.allowed and column.allowed[0].startswith("@indicators:"):
        fix += ", or add it to site_config/indicators.yml"
    return Complaint("unknown-word", f"one of {', '.join(allowed) or 'the words that the site declares'}", fix)


def _several(text: str, read: Callable[[str], Cell | Complaint]) -> Cell | Complaint:
    """Values separated by semicolons, each given once."""
    parts = [part.strip() for part in text.split(";")]
    values = []
    for part in parts:
        found = read(part)
        if isinstance(found, Complaint):
            commas = [read(one.strip()) for one in part.split(",")]
            if len(commas) > 1 and not any(isinstance(one, Complaint) for one in commas):
                return Complaint(found.rule, found.expected, f"write {re.sub(r' *, *', '; ', text)}")
            return found
        values.append(found.value)
    if len(set(values)) < len(values):
        return Complaint("repeated-word", "each word once", "delete the one that is repeated")
    return Cell(tuple(values))


def _place(text: str, words: Words, when: str | None) -> Cell | Complaint:
    code = words.place(text, when)
    return code if isinstance(code, Complaint) else Cell(code)


def _period(text: str) -> Cell | Complaint:
    try:
        return Cell(period(text).text)
    except NotAPeriodError as how:
        return Complaint("not-a-period", "a period", str(how))


def _age_band(text: str) -> Cell | Complaint:
    try:
        age_band(text)
    except NotAnAgeBandError as how:
        return Complaint("not-an-age-band", "an age band", str(how))
    return Cell(text)


def _date(text: str) -> Cell | Complaint:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return _not_a_date(text)
    try:
        return Cell(date.fromisoformat(text).isoformat())
    except ValueError as why:
        return Complaint("not-a-date", "a date", f"{why}; write dates as 2023-12-05")


def _not_a_date(text: str) -> Complaint:
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    hint = f"write dates as {found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else "write dates as 2023-12-05"
    return Complaint("not-a-date", "a date", hint)


def _address(text: str) -> Cell | Complaint:
    if re.fullmatch(r"https?://[^\s\"'<>\\]+", text):
        return Cell(text)
    return Complaint("not-an-address", "a web address", "start it with https://")


def _file(text: str) -> Cell | Complaint:
    """A name without folders, of a kind that a browser shows or saves but does not run."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 ._()&-]*\.(pdf|docx|xlsx|pptx|odt|ods|csv|txt|png|jpg)", text):
        return Cell(text)
    return Complaint("wrong-form", "the name of a document in the folder files", "rename it like survey-2023.pdf")


def _hidden(text: str, column: Column) -> Complaint | None:
    """Characters that nobody sees, and that make a name another name."""
    if text.isascii() and text.isprintable() and "  " not in text:  # most are, and this is asked of every cell
        return None
    running = column.kind is Kind.TEXT
    odd = [char for char in text if unseen(char) and not (running and char in _RUNNING)]
    spaces = [char for char in odd if category(char) == "Zs"]
    if len(odd) > len(spaces):
        return Complaint("invisible-character", "text without invisible characters", "type the cell again")
    if not running and (spaces or "  " in text):
        return Complaint("spaces", "single, ordinary spaces", "type the spaces again")
    return None

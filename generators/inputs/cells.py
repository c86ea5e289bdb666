"""One cell: from the text that an author wrote to a typed value and its mark, or to what is wrong with it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from rapidfuzz import process

from generators.inputs.ages import NotAnAgeBandError, age_band
from generators.inputs.declare import TOTAL, Column, Kind
from generators.inputs.marks import INSTEAD, split
from generators.inputs.periods import NotAPeriodError, period

UNRATED = "[x]"  # in a column of words: nobody has said
_MARKED = re.compile(r"(.*?) ?((?:\[[a-z]+\])+)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_ABSENT = re.compile(
    r"(?i)n/?a|nil|none|null|nan|not (reported|available|known|recorded|rated)|unknown|tbc|[-–—.*†‡?]+|\.\."
)
_MAX_DIGITS = 15  # beyond it a float no longer holds every digit that was written


@dataclass(frozen=True)
class Cell:
    """A value that was understood: NaN and a mark where there is no number."""

    value: Any
    mark: str = ""


@dataclass(frozen=True)
class Complaint:
    """What was expected of a cell, and how to mend it."""

    rule: str
    expected: str
    fix: str


class Words(Protocol):
    """What a cell's meaning depends on outside the cell: the area's places and the site's lists."""

    def place(self, text: str, when: str | None) -> str | Complaint:
        """The code of the place that the text names at a time."""

    def allowed(self, column: Column) -> tuple[str, ...]:
        """The words that the column takes."""


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
    if _control(text):
        return Complaint("control-character", "text without control characters", "type the cell again")
    if column.is_number:
        return _number(text, column)
    if not text:
        return Cell(() if column.kind in (Kind.WORDS, Kind.PLACES) else "") if column.optional else _blank(column)
    match column.kind:
        case Kind.TEXT:
            return Cell(text)
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
        case _:
            raise AssertionError(f"no reader for {column.kind}")


def nearest(word: str, choices: tuple[str, ...] | list[str]) -> str | None:
    """The choice that an author most likely meant, if one is near enough."""
    lower = {choice.lower(): choice for choice in choices}
    found = process.extractOne(word.lower(), list(lower), score_cutoff=70)
    return lower[found[0]] if found else None


def suggestion(word: str, choices: tuple[str, ...] | list[str]) -> str:
    """`did you mean attainment?`, or the choices."""
    near = nearest(word, choices)
    return f"did you mean {near}?" if near else f"use {_either(choices)}"


def _either(choices: tuple[str, ...] | list[str], most: int = 12) -> str:
    listed = list(choices[:most]) + ([f"… ({len(choices)} in all)"] if len(choices) > most else [])
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}" if listed else "nothing"


def _blank(column: Column) -> Complaint:
    return Complaint("blank", f"{_article(column.kind)}", "fill it in; a blank cell says nothing")


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _number(text: str, column: Column) -> Cell | Complaint:
    if not text and column.optional:
        return Cell(float("nan"), "")
    marked = _MARKED.fullmatch(text)
    digits, mark = (marked[1].strip(), marked[2]) if marked else (text, "")
    if bad := _bad_mark(digits, mark, column):
        return bad
    if mark and not digits:
        return Cell(float("nan"), mark)
    if not _NUMBER.fullmatch(digits) or len(re.sub(r"\D", "", digits)) > _MAX_DIGITS:
        return _not_a_number(text, digits, column)
    if column.kind is Kind.WHOLE and not digits.isdecimal():
        fix = "a count cannot be negative" if digits[0] == "-" else "a count has no decimals"
        return Complaint("not-a-number", "a whole number", fix)
    return _outside(float(digits), column) or Cell(float(digits), mark)


def _bad_mark(digits: str, mark: str, column: Column) -> Complaint | None:
    allowed = ", ".join(f"[{code}]" for code in column.marks)
    codes = split(mark)
    if any(code not in column.marks for code in codes) or len(set(codes)) < len(codes):
        return Complaint("unknown-mark", f"one of the marks {allowed}", "use one of these, or write the number alone")
    absent = [code for code in codes if code in INSTEAD]
    if absent and (digits or len(codes) > 1):
        return Complaint(
            "mark-beside-number", "a number or a mark", f"[{absent[0]}] stands instead of a number: delete one of them"
        )
    if codes and not absent and not digits:
        return Complaint(
            "mark-without-number", f"a number before {mark}", f"{mark} stands beside a number, such as 12{mark}"
        )
    return None


def _not_a_number(text: str, digits: str, column: Column) -> Complaint:
    kind = "a whole number" if column.kind is Kind.WHOLE else "a number"
    if not text:
        return Complaint("blank", f"{kind} or a mark", "a blank is not zero: write 0, or [x] if not available")
    if _ABSENT.fullmatch(text):
        return Complaint(
            "not-a-number",
            f"{kind} or a mark",
            "write [x] if not available, [z] if not applicable, [c] if confidential",
        )
    if _control_like_date(digits):
        return Complaint("not-a-number", kind, "a spreadsheet turned it into a date: type the number again")
    bare = re.sub(r"[,\s£%_]|^\+", "", digits)
    if bare != digits and _NUMBER.fullmatch(bare):
        extra = " without the percent sign" if "%" in digits else ""
        return Complaint("not-a-number", kind, f"write {bare}{extra}")
    if re.fullmatch(r"-?\.[0-9]+|-?0[0-9]+(\.[0-9]+)?", digits):
        return Complaint("not-a-number", kind, f"write {format(float(digits), 'g')}")
    if _NUMBER.fullmatch(digits):
        return Complaint("too-many-digits", f"{kind} of at most {_MAX_DIGITS} digits", "round it")
    found = re.match(r"-?[0-9][0-9,]*(\.[0-9]+)?", digits)
    like = (
        found[0].replace(",", "")
        if found and column.kind is Kind.NUMBER
        else found[0].split(".")[0].replace(",", "")
        if found
        else "12"
    )
    return Complaint("not-a-number", kind, f"write it like {like}, or [x] if not available")


def _control_like_date(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}|[0-9]{1,2}-[A-Za-z]{3}(-[0-9]{2,4})?|[A-Za-z]{3}-[0-9]{2}", text
        )
    )


def _outside(value: float, column: Column) -> Complaint | None:
    least, most = column.least, column.most
    if (least is None or value >= least) and (most is None or value <= most):
        return None
    if column.unit == "percent" and most == 100 and value > 100:
        return Complaint("implausible", "a percentage from 0 to 100", "check the decimal point")
    low, high = (None if bound is None else format(bound, ",g") for bound in (least, most))
    bounds = f"from {low} to {high}" if low and high else f"of at least {low}" if low else f"of at most {high}"
    return Complaint("implausible", f"a number {bounds}", "check the value; the range is declared with the table")


def _word(text: str, allowed: tuple[str, ...], column: Column) -> Cell | Complaint:
    if text in allowed:
        return Cell(text)
    near = nearest(text, allowed)
    return Complaint("unknown-word", f"one of {', '.join(allowed)}", f"use {near or _either(allowed)}")


def _several(text: str, read: Any) -> Cell | Complaint:
    """Values separated by semicolons, each given once."""
    parts = [part.strip() for part in text.split(";")]
    found = [read(part) for part in parts]
    for complaint in found:
        if isinstance(complaint, Complaint):
            return complaint
    values = tuple(cell.value for cell in found)
    if len(set(values)) < len(values):
        return Complaint("repeated-word", "each word once", "delete the one that is repeated")
    return Cell(values)


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
    try:
        return (
            Cell(date.fromisoformat(text).isoformat()) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else _not_a_date(text)
        )
    except ValueError as why:
        return Complaint("not-a-date", "a date", f"{why}; write dates as 2023-12-05")


def _not_a_date(text: str) -> Complaint:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    hint = f"write dates as {found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else "write dates as 2023-12-05"
    return Complaint("not-a-date", "a date", hint)


def _address(text: str) -> Cell | Complaint:
    if re.fullmatch(r"https?://[^\s\"'<>\\]+", text):
        return Cell(text)
    return Complaint("not-an-address", "a web address", "start it with https://")


def _control(text: str) -> bool:
    return any((ord(char) < 32 and char not in "\n\t") or ord(char) == 127 for char in text)

"""Marks: what stands in a cell instead of a number, or beside one, and how marks combine in a derived number.

The symbols are those of the Government Analysis Function:
https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/
"""

import re

MEANING = {
    "c": "confidential",
    "x": "not available",
    "z": "not applicable",
    "low": "rounds to 0 but is not 0",
    "e": "estimated",
    "p": "provisional",
    "r": "revised",
    "u": "low reliability",
}
# Strongest first: what a derived number says when its inputs lack values for different reasons.
INSTEAD = ("c", "x", "z", "low")
BESIDE = ("e", "p", "r", "u")
_MARKS = re.compile(r"\[([a-z]+)\]")


def split(mark: str) -> list[str]:
    """`[r][e]` → `["r", "e"]`; nothing for an unmarked cell."""
    return _MARKS.findall(mark)


def written(codes: list[str]) -> str:
    """`["r", "e"]` → `[r][e]`."""
    return "".join(f"[{code}]" for code in codes)


def combined(*marks: str) -> str:
    """The mark of a number derived from cells with these marks: the strongest absence, or else every caveat once."""
    codes = {code for mark in marks for code in split(mark)}
    for absence in INSTEAD:
        if absence in codes:
            return f"[{absence}]"
    return written([code for code in BESIDE if code in codes])


def is_absent(mark: str) -> bool:
    """Whether the mark stands instead of a number."""
    return any(code in INSTEAD for code in split(mark))


def is_withheld(mark: str) -> bool:
    """Whether a number exists and is kept from readers."""
    return "c" in split(mark)


def explained(marks: list[str]) -> list[str]:
    """`[c] confidential`, each mark that occurs once, in the order of `MEANING`."""
    codes = {code for mark in marks for code in split(mark)}
    return [f"[{code}] {meaning}" for code, meaning in MEANING.items() if code in codes]

"""What reading a cell gives, a value or a complaint, and the words that a complaint is made of."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process

_LONGEST = 80  # letters of a cell that a sentence quotes
_NAMES = {"\n": "<line break>", "\r": "<line break>", "\t": "<tab>", "\u00a0": "<non-breaking space>"}
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode's categories of characters without a shape
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # turn the letters round that follow them


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


def nearest(word: str, choices: Sequence[str]) -> str | None:
    """The choice that an author most likely meant, if one is near enough."""
    meant = word.strip().lower()[:_LONGEST]
    lower = {choice.lower(): choice for choice in choices if 2 * len(choice) >= len(meant)}
    found = process.extractOne(meant, list(lower), score_cutoff=70)
    return lower[found[0]] if found else None


def suggestion(word: str, choices: Sequence[str]) -> str:
    """`did you mean attainment?`, or the choices."""
    near = nearest(word, choices)
    return f"did you mean {near}?" if near else f"use {either(choices)}"


def either(choices: Sequence[str], most: int = 12) -> str:
    """`one, two or three`; of many choices the first."""
    listed = list(choices[:most]) + ([f"… ({len(choices)} in all)"] if len(choices) > most else [])
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}" if listed else "nothing"


def visible(text: str, most: int = _LONGEST) -> str:
    """The text as a sentence quotes it: its invisible characters named, cut when it is long."""
    named = "".join(_shown(char) for char in text[:most]) + ("…" if len(text) > most else "")
    return re.sub(r" {2,}", lambda found: f"<{len(found[0])} spaces>", named)


def unseen(char: str) -> bool:
    """Whether a reader could not see the character, or would take it for a space."""
    return unicodedata.category(char) in _UNSEEN or (char != " " and unicodedata.category(char) == "Zs")


def _shown(char: str) -> str:
    return char if not unseen(char) else _NAMES.get(char, f"<U+{ord(char):04X}>")

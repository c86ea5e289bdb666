"""What words claim about a number: `top 20%`, `about 3`, `ten times`, `over 400`; and whether a number bears them out."""

import re
from dataclasses import dataclass

from generators.numbers import half_up

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: float(number) for number, word in enumerate(NUMBERS)} | {"half": 0.5, "twice": 2.0, "double": 2.0}
_SIZE = rf"(?P<size>[0-9][0-9,]*(?:\.[0-9]+)?|{'|'.join(_WORDS)})"
_FORMS = (  # the first that fits says how the number and the claim must stand to each other
    ("most", rf"(?:in|among|within)?\s*(?:the )?(?:top|highest|most deprived|first)?\s*{_SIZE} ?(?:%|percent).* (?:with|most|highest)\b.*"),
    ("most", rf"(?:in|among|within)?\s*(?:the )?(?:top|highest|most deprived|bottom|lowest) {_SIZE} ?(?:%|percent)?.*"),
    ("most", rf"(?:under|below|less than|fewer than|at most|up to|no more than) £?{_SIZE}\b.*"),
    ("least", rf"(?:over|above|more than|at least|no fewer than) £?{_SIZE}\b.*"),
    ("about", rf"(?:about|around|approximately|nearly|almost|some|roughly|circa) £?{_SIZE}\b.*"),
    ("times", rf"{_SIZE} times\b.*|(?P<word>twice|double)\b.*"),
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """How a number must stand to the claimed one: at most, at least, about, or as many times."""

    kind: str
    size: float
    decimals: int

    def holds(self, value: float) -> bool:
        """Whether the number bears the claim out. Size is compared: a gap of −2.6 is about 3."""
        size = abs(value)
        if self.kind == "most":
            return size <= self.size
        if self.kind == "least":
            return size >= self.size
        return float(half_up(size, self.decimals)) == self.size


def claim(words: str) -> Claim | None:
    """The claim that the words make about a number; None where they make none that can be checked."""
    text = " ".join(words.lower().split())
    for kind, form in _FORMS:
        if found := re.fullmatch(form, text):
            size = (found["size"] if "size" in found.groupdict() else None) or found.groupdict().get("word") or ""
            number = size.replace(",", "")
            if number in _WORDS:
                return Claim(kind, _WORDS[number], 1 if number == "half" else 0)
            return Claim(kind, float(number), len(number.partition(".")[2]))
    return None

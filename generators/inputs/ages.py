"""Age bands: `0-4`, `19+`, `all ages`; which overlap, and which are the total of others."""

import re
from dataclasses import dataclass
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = "write it like 0-4, 5, 19+ or all ages"
_OPEN = 200  # above any age: the last band of an open scale


@dataclass(frozen=True, order=True)
class AgeBand:
    """Ages from `first` to `last`, both included, in completed years."""

    first: int
    last: int

    def words(self) -> str:
        """`0 to 4`, `19 and over`, `all ages`, `5`."""
        if (self.first, self.last) == (0, _OPEN):
            return "all ages"
        if self.last == _OPEN:
            return f"{self.first} and over"
        return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"

    def overlaps(self, other: "AgeBand") -> bool:
        """Whether a child could be in both."""
        return self.first <= other.last and other.first <= self.last

    def inside(self, other: "AgeBand") -> bool:
        """Whether every age of this band is in the other."""
        return other.first <= self.first and self.last <= other.last


class NotAnAgeBandError(ValueError):
    """The text is not an age band; the message says how to write it."""


@cache
def age_band(text: str) -> AgeBand:
    """Reads `0-4`, `5`, `19+` or `all ages`.

    Raises:
        NotAnAgeBandError: it is none of these; a date that a spreadsheet made of a band is named as such.
    """
    if text == "all ages":
        return AgeBand(0, _OPEN)
    if re.search(r"(?<![0-9])0[0-9]", text) and re.fullmatch(r"[0-9]{1,3}(-[0-9]{1,3}|\+)?", text):
        raise NotAnAgeBandError(f"write {re.sub(r'(?<![0-9])0+(?=[0-9])', '', text)}")
    if found := re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text):
        first, last = int(found[1]), int(found[2])
        if first > last:
            raise NotAnAgeBandError(f"write the younger age first: {last}-{first}")
        return AgeBand(first, last)
    if found := re.fullmatch(r"([0-9]{1,3})(\+?)", text):
        return AgeBand(int(found[1]), _OPEN if found[2] else int(found[1]))
    raise NotAnAgeBandError(_how_to_write(text))


def tiles(whole: AgeBand, parts: list[AgeBand]) -> bool:
    """Whether the parts cover the whole without a hole and without overlap."""
    reached = whole.first
    for part in sorted(parts):
        if part.first != reached:
            return False
        reached = part.last + 1
    return reached == whole.last + 1


def _how_to_write(text: str) -> str:
    """Names the band that a spreadsheet turned into a date: 09-May was 5-9, Oct-14 was 10-14."""
    words = re.findall(r"[A-Za-z]+|[0-9]+", text)
    months = [w for w in words if w[:3].lower() in _MONTHS]
    days = [w for w in words if w.isdigit()]
    if months and days:
        bounds = sorted((_MONTHS.index(months[0][:3].lower()) + 1, int(days[0]) % 100))
        return f"a spreadsheet turned it into a date: write {bounds[0]}-{bounds[1]} and format the column as text"
    if re.fullmatch(r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}", text):
        return "a spreadsheet turned it into a date: write the age band, such as 5-9, and format the column as text"
    if found := re.fullmatch(r"([0-9]{1,3}) ?(?:to|–|—|-|\u2010|\u2011) ?([0-9]{1,3})", text):
        return f"write {found[1]}-{found[2]}"
    if text.lower() in ("all", "all ages", "total", "everybody"):
        return "write all ages"
    if found := re.fullmatch(r"([0-9]{1,3}) ?(?:and over|and above|or over|plus|and older)", text):
        return f"write {found[1]}+"
    if found := re.fullmatch(r"(?:[Uu]nder|<) ?([0-9]{1,3})s?", text):
        return f"write 0-{int(found[1]) - 1}" if int(found[1]) else _FORMS
    if found := re.fullmatch(r"[Aa]ge[sd]? (.+)", text):
        return _how_to_write(found[1]) if not _is_band(found[1]) else f"write {found[1]}"
    return _FORMS


def _is_band(text: str) -> bool:
    try:
        age_band(text)
    except NotAnAgeBandError:
        return False
    return True

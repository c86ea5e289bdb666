"""Typed periods: the text that a maintainer writes, when it starts and ends, and its code in machine files."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FORMS = (
    "2019, 2019-03, 2019-03-31, mid-2017, 2017 to 2018, academic year 2017/18, financial year 2017/18, "
    "term 3 2022/23, 12 months to 2019-03 or IMD 2015"
)
_WITHIN_YEAR = {  # England's six terms: (month, day) of start and end, and whether they lie in the second calendar year
    1: ((9, 1), (10, 31), 0),
    2: ((11, 1), (12, 31), 0),
    3: ((1, 1), (2, 15), 1),
    4: ((2, 16), (4, 15), 1),
    5: ((4, 16), (5, 31), 1),
    6: ((6, 1), (8, 31), 1),
}


@dataclass(frozen=True)
class Period:
    """A time that a value speaks of.

    Attributes:
        kind: day, month, calendar year, academic year, financial year, term, years, rolling 12 months or release.
        code: the form for machine files, such as `201718` for the academic year 2017/18.
        words: the form for readers, such as `31 March 2019`.
    """

    text: str
    kind: str
    start: date
    end: date
    code: str
    words: str

    @property
    def sort(self) -> str:
        """Orders periods by their end, then by their start, the longer one first."""
        return f"{self.end.isoformat()}/{self.start.isoformat()}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return self.start <= other.end and other.start <= self.end


class NotAPeriodError(ValueError):
    """The text is not a period; the message says how to write it."""


@cache
def period(text: str) -> Period:
    """Reads a period.

    Raises:
        NotAPeriodError: the text has none of the forms, or names a date that does not exist.
    """
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, text)
        if found:
            return read(text, *found.groups())
    raise NotAPeriodError(_how_to_write(text))


def with_every_year(texts: Iterable[str]) -> list[str]:
    """The periods in their order; where all are years of one kind, with the years that nobody wrote between them.

    A year without a number keeps its place on an axis.
    """
    ordered = sorted(dict.fromkeys(texts), key=lambda text: period(text).sort)
    kinds = {period(text).kind for text in ordered}
    if len(kinds) != 1 or not kinds <= set(_YEARLY):
        return ordered
    form = _YEARLY[kinds.pop()]
    first, last = period(ordered[0]).start.year, period(ordered[-1]).start.year
    return [form.format(year, (year + 1) % 100) for year in range(first, last + 1)]


_YEARLY = {
    "calendar year": "{0}",
    "academic year": "academic year {0}/{1:02}",
    "financial year": "financial year {0}/{1:02}",
}


def before(one: str, other: str) -> bool:
    """Whether a period has ended when another begins."""
    return period(one).end < period(other).start


def _how_to_write(text: str) -> str:
    """Names the period that the author most likely meant, or all forms."""
    if found := re.fullmatch(r"(?i)mid(?:[ /_–-]?year)?[ /_–-]?([0-9]{4})", text):
        return f"write mid-{found[1]}"
    if question := _unclear(text):
        return question
    if found := re.fullmatch(r"([0-9]{4})[/-](?:[0-9]{2})?([0-9]{2})", text):
        years = f"{found[1]}/{found[2]}"
        return f"say which year: academic year {years} or financial year {years}"
    if found := re.fullmatch(r"(?i)(academic|financial|school) year ([0-9]{4})[-/ ](?:[0-9]{2})?([0-9]{2})", text):
        kind = "financial" if found[1].lower() == "financial" else "academic"
        return f"write {kind} year {found[2]}/{found[3]}"
    if re.fullmatch(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}", text):
        return _day_first(text) or "write a day as year-month-day, such as 2023-12-05"
    if re.fullmatch(r"(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -][0-9]{2,4}", text):
        return "write a month as year-month, such as 2019-03"
    return f"write it like {FORMS}"


def _day_first(text: str) -> str | None:
    """`write 2031-03-31` of 31/03/2031; None where the first number may be the month."""
    day, month, year = re.split("[/.-]", text)
    try:
        return f"write {date(int(year), int(month), int(day))}" if len(year) == 4 and int(day) > len(_MONTHS) else None
    except ValueError:
        return None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_CALENDAR = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


def _unclear(text: str) -> str | None:
    """The question that a date of a plan asks, such as `Set 2020`, `Autumn 2021` or `April/May/July 2020`."""
    if re.fullmatch(r"(?i)tbc|tba|to be (confirmed|agreed)", text):
        return "leave the cell blank until it is known"
    if found := re.fullmatch(r"(?i)(?:spring|summer|autumn|winter)(?: term)? ([0-9]{4})", text):
        return f"which months? write one like {found[1]}-09, or the first under start and the last under due"
    years, named = re.findall(r"[0-9]{4}", text), _NAMED.findall(text)
    if len(named) > 1 and years:
        first, last = (f"{year}-{_MONTHS.index(month.lower()) + 1:02}" for year, month in ((years[0], named[0]), (years[-1], named[-1])))  # fmt: skip
        question = "are all of these months meant? " if "/" in text else ""
        return f"{question}write {first} under start and {last} under due"
    if (found := re.fullmatch(r"([A-Za-z]{3,9}) ([0-9]{4})", text)) and not named:
        near = next((name for name in _CALENDAR if _one_letter_off(found[1], name)), None)
        guess = f" ({near}?)" if near else ""
        return f"month not known{guess}: write it like {found[2]}-{_CALENDAR.index(near) + 1 if near else 1:02}"
    return None


def _one_letter_off(text: str, month: str) -> bool:
    """Whether the text is the month's first letters but for one."""
    pairs = zip(text.lower(), month.lower(), strict=False)
    return len(text) <= len(month) and sum(one != other for one, other in pairs) <= 1


def _day(text: str, year: str, month: str, day: str) -> Period:
    when = _date(int(year), int(month), int(day))
    return Period(text, "day", when, when, text, f"{when.day} {when:%B %Y}")


def _mid(text: str, year: str) -> Period:
    when = date(int(year), 6, 30)
    return Period(text, "day", when, when, when.isoformat(), text)


def _month(text: str, year: str, month: str) -> Period:
    if not 1 <= int(month) <= 12:
        raise NotAPeriodError(_how_to_write(text))
    start = _date(int(year), int(month), 1)
    return Period(text, "month", start, _month_end(start), text, f"{start:%B %Y}")


def _calendar(text: str, year: str) -> Period:
    return Period(text, "calendar year", date(int(year), 1, 1), date(int(year), 12, 31), year, text)


def _years(text: str, first: str, last: str) -> Period:
    if int(last) <= int(first):
        raise NotAPeriodError(f"the second year must come after the first, such as {first} to {int(first) + 1}")
    return Period(text, "years", date(int(first), 1, 1), date(int(last), 12, 31), first + last[2:], text)


def _academic(text: str, first: str, last: str) -> Period:
    year = _consecutive(first, last)
    return Period(text, "academic year", date(year, 9, 1), date(year + 1, 8, 31), first + last, f"{year} to {year + 1}")


def _financial(text: str, first: str, last: str) -> Period:
    year = _consecutive(first, last)
    return Period(
        text,
        "financial year",
        date(year, 4, 1),
        date(year + 1, 3, 31),
        first + last,
        f"financial year {year} to {year + 1}",
    )


def _term(text: str, number: str, first: str, last: str) -> Period:
    year = _consecutive(first, last)
    if int(number) not in _WITHIN_YEAR:
        raise NotAPeriodError("terms are 1 to 6")
    start, end, later = _WITHIN_YEAR[int(number)]
    return Period(
        text, "term", date(year + later, *start), date(year + later, *end), f"{first}{last}T{number}",
        f"term {number}, {year} to {year + 1}",
    )  # fmt: skip


def _rolling(text: str, year: str, month: str | None, day: str | None) -> Period:
    first = _date(int(year), int(month or 12), int(day or 1))
    end = first if day else _month_end(first)
    last_year = date(end.year - 1, end.month, min(end.day, monthrange(end.year - 1, end.month)[1]))
    start = last_year + timedelta(days=1)
    return Period(text, "rolling 12 months", start, end, "12M-" + text.removeprefix("12 months to "), text)


def _release(text: str, year: str) -> Period:
    return Period(text, "release", date(int(year), 1, 1), date(int(year), 12, 31), year, text)


def _consecutive(first: str, last: str) -> int:
    if (int(first) + 1) % 100 != int(last):
        raise NotAPeriodError(f"the second year must follow the first, such as {first}/{(int(first) + 1) % 100:02}")
    return int(first)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise NotAPeriodError(f"{problem}; write a day as year-month-day, such as 2023-12-05") from None


def _month_end(start: date) -> date:
    return date(start.year, start.month, monthrange(start.year, start.month)[1])


_YEAR = r"((?:19|20)[0-9]{2})"
_FORMS = (
    (_YEAR, _calendar),
    (_YEAR + r"-([0-9]{2})", _month),
    (_YEAR + r"-([0-9]{2})-([0-9]{2})", _day),
    (r"mid-" + _YEAR, _mid),
    (_YEAR + " to " + _YEAR, _years),
    (rf"academic year {_YEAR}/([0-9]{{2}})", _academic),
    (rf"financial year {_YEAR}/([0-9]{{2}})", _financial),
    (rf"[Tt]erm ([0-9]) {_YEAR}/([0-9]{{2}})", _term),
    (rf"12 months to {_YEAR}(?:-([0-9]{{2}}))?(?:-([0-9]{{2}}))?", _rolling),
    (r"[A-Z]{2,8} " + _YEAR, _release),
)

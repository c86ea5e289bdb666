"""Trends: whether shares over the last points rise or fall by more than chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from generators.inputs.periods import Period
from generators.numbers import in_words

POINTS = 5
_FEWEST = 3
_SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Point:
    """A share in percent, of so many people, in one period; NaN where a number is missing."""

    period: Period
    percent: float
    people: float


@dataclass(frozen=True)
class Trend:
    """The direction, or why there is none.

    Attributes:
        word: rising, falling, no clear trend, or not computed.
        reason: why a trend is not computed; empty where it is.
        points: how many were tested.
        p: the probability of so strong a trend, or a stronger one, by chance.
    """

    word: str
    reason: str = ""
    points: int = 0
    p: float = math.nan


def trend(points: Sequence[Point]) -> Trend:
    """The trend over the last five points in a row.

    The chi-squared test for trend (Cochran 1954, Armitage 1955), each point weighted by its people, as OHID tests recent
    trends. A year without a number ends the row: the years on both sides of it are not neighbours.
    """
    last, hole = _in_a_row(points)
    if len(last) < _FEWEST:
        why = f", since {hole}" if hole else ""
        return Trend("not computed", f"it needs {_FEWEST} years in a row, and there {_are(len(last))}{why}")
    statistic = _cochran_armitage([point.percent / 100 for point in last], [point.people for point in last])
    p = 2 * NormalDist().cdf(-abs(statistic))
    word = "no clear trend" if p >= _SIGNIFICANT else "rising" if statistic > 0 else "falling"
    return Trend(word, points=len(last), p=p)


def _in_a_row(points: Sequence[Point]) -> tuple[list[Point], str]:
    """The last points with numbers and no year missing between them, and what ends the row before the first point."""
    found: list[Point] = []
    for point in reversed(points):
        if math.isnan(point.percent):
            return found, f"{point.period.words} has no number"
        if math.isnan(point.people) or point.people <= 0:
            return found, f"{point.period.words} has no number of pupils"
        if found and found[0].period.start.year - point.period.start.year > 1:
            return found, f"years are missing after {point.period.words}"
        found.insert(0, point)
        if len(found) == POINTS:
            break
    return found, ""


def _are(count: int) -> str:
    return "is one" if count == 1 else f"are {in_words(count) if count else 'none'}"


def _cochran_armitage(shares: Sequence[float], people: Sequence[float]) -> float:
    """The test's statistic, standard normal without a trend; 0 where all shares are the same."""
    whole = math.fsum(people)
    overall = math.fsum(share * n for share, n in zip(shares, people, strict=True)) / whole
    middle = math.fsum(place * n for place, n in enumerate(people)) / whole
    moved = math.fsum(n * (place - middle) * share for place, (share, n) in enumerate(zip(shares, people, strict=True)))
    spread = math.fsum(n * (place - middle) ** 2 for place, n in enumerate(people))
    variance = overall * (1 - overall) * spread
    return moved / math.sqrt(variance) if variance > 0 else 0.0

"""95% intervals of proportions, rates and differences: how far a number may be off by chance alone.

Nothing here knows what is counted. Shares and intervals are in percent, differences in percentage points.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

Interval = tuple[float, float]

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
_EXACT_BELOW = 10  # Byar's approximation is used from this count on
_STEPS = 200  # of halving: more than a double can tell apart
UNKNOWN: Interval = (math.nan, math.nan)


def wilson(percent: float, people: float) -> Interval:
    """The score interval of a share, in percent; unknown without people.

    Wilson (1927), as the ONS and OHID use it: https://doi.org/10.1080/01621459.1927.10502953.
    """
    if math.isnan(percent) or math.isnan(people) or people <= 0:
        return UNKNOWN
    share, square = percent / 100, _Z**2
    middle = share + square / (2 * people)
    spread = _Z * math.sqrt(share * (1 - share) / people + square / (4 * people**2))
    scale = 100 / (1 + square / people)
    return max(0.0, (middle - spread) * scale), min(100.0, (middle + spread) * scale)


def rate(count: float, base: float, per: float = 1000) -> Interval:
    """The interval of a count of events per 1,000 of its base: exact below 10 events, Byar's approximation from there on.

    OHID's method: https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/Confidence_intervals/Confidence_intervals.html
    """
    if math.isnan(count) or math.isnan(base) or base <= 0:
        return UNKNOWN
    low, high = _exact(int(count)) if count < _EXACT_BELOW else _byar(count)
    return per * low / base, per * high / base


def difference(first: float, one: Interval, second: float, other: Interval) -> Interval:
    """The interval of first minus second from the intervals of both: squares of the distances add up.

    For two Wilson intervals this is Newcombe's method 10 (1998): https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I
    An interval of one point stands for a value that is taken as known, such as England's.
    """
    gap = first - second
    below = math.hypot(first - one[0], other[1] - second)
    above = math.hypot(one[1] - first, second - other[0])
    return gap - below, gap + above


def known(value: float) -> Interval:
    """The interval of a value without chance in it."""
    return value, value


def _byar(count: float) -> Interval:
    more = count + 1
    low = count * (1 - 1 / (9 * count) - _Z / (3 * math.sqrt(count))) ** 3
    high = more * (1 - 1 / (9 * more) + _Z / (3 * math.sqrt(more))) ** 3
    return low, high


def _exact(count: int) -> Interval:
    """The rates of a Poisson variable that leave 2.5% for as many events or more, and for as many or fewer."""
    tail = (1 - CONFIDENCE) / 2
    low = _solved(lambda mean: 1 - _at_most(count - 1, mean) < tail, 0.0, float(count)) if count else 0.0
    return low, _solved(lambda mean: _at_most(count, mean) > tail, float(count), 4.0 * count + 10)


def _at_most(count: int, mean: float) -> float:
    return math.fsum(math.exp(-mean) * mean**events / math.factorial(events) for events in range(count + 1))


def _solved(goes_on: Callable[[float], bool], low: float, high: float) -> float:
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if goes_on(middle) else (low, middle)
    return (low + high) / 2

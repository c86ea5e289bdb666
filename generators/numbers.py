"""Arithmetic and the looks of numbers: percentages, half-up rounding, ranks, and how each unit is written."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from math import isinf, isnan

import numpy as np
import pandas as pd

MINUS = "\u2212"
# Twelve digits are fewer than binary fractions spoil: 85.35 - 82.7 is 2.65, not 2.6499999999999915. What somebody wrote may have
# up to fifteen, and then does not become shorter than twelve.
_WRITTEN, _SIGNIFICANT = 15, 12
_DECIMALS = {"percent": 1, "pp": 1, "wte": 1, "per_1000": 2, "ratio": 2}
_KEPT = 50_000  # numbers whose text is kept: one stands in a table, in profiles of places, in CSV, JSON and a workbook


@lru_cache(_KEPT)
def exact(value: float) -> float:
    """The number without the noise of binary fractions, for machine files: -3.6, not -3.5999999999999943."""
    return float(_written(value))


def half_up(value: float, decimals: int = 0) -> Decimal:
    """Rounded to `decimals` places, a half away from zero: 12.5 becomes 13, -12.5 becomes -13."""
    return Decimal(_written(value)).quantize(_step(decimals), ROUND_HALF_UP)


@cache
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _written(value: float) -> str:
    """A number as somebody would write it."""
    text = repr(float(value))
    return text if len(text) <= _SIGNIFICANT or float(value).is_integer() else _without_noise(float(value))


@lru_cache(_KEPT)
def _without_noise(value: float) -> str:
    text, rounded = repr(value), format(value, f".{_SIGNIFICANT}g")
    as_written = _digits(text) <= _WRITTEN and _digits(rounded) == _SIGNIFICANT
    return text if as_written else rounded


def _digits(text: str) -> int:
    """How many digits of a number count: 3 in -0.00120e-5."""
    return len(text.partition("e")[0].replace(".", "").strip("-0"))


def decimals_in(value: float) -> int:
    """How many decimals a number has: 2 for 82.65, none for 82."""
    return max(0, -int(Decimal(_written(value)).normalize().as_tuple().exponent))


def percent(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Each part as a percentage of its whole; missing when either is missing or the whole is 0."""
    return 100 * part / whole.where(whole != 0)


def per_1000(count: pd.Series, base: pd.Series) -> pd.Series:
    """Each count per 1,000 of its base; missing when either is missing or the base is 0."""
    return 1000 * count / base.where(base != 0)


def midranks(values: pd.Series, among: pd.Series) -> pd.Series:
    """The rank of each value among others, 1 for the highest; equal ones share the middle of the ranks that they take.

    Args:
        among: the values that are ranked, which hold those asked for.
    """
    ordered = np.sort(among.dropna().to_numpy())
    above = len(ordered) - np.searchsorted(ordered, values, side="right")
    same = np.searchsorted(ordered, values, side="right") - np.searchsorted(ordered, values, side="left")
    return pd.Series(above + (same + 1) / 2, values.index).where(values.notna() & (same > 0))


@lru_cache(_KEPT)
def plain(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """A number with comma thousands and a true minus: `1,234.5`, `−2.6`, and `+22` when signed."""
    rounded = half_up(value, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{decimals}f}"


def shown(value: float, unit: str | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """A number as text with its unit: `6.6%`, `−3.6 percentage points`, `£750,000`, `11 weeks`.

    Args:
        decimals: places to show; by default what the unit usually carries.
    """
    if isnan(value) or isinf(value):
        raise ValueError("a missing number has no text: show its mark")
    text = plain(value, decimals_of(unit, value) if decimals is None else decimals, signed=signed)
    if unit == "percent":
        return text + "%"
    size = text.lstrip(MINUS + "+")
    if unit == "pp":
        return text + (" percentage point" if Decimal(size.replace(",", "")) == 1 else " percentage points")
    if unit == "weeks":
        return text + (" week" if size == "1" else " weeks")
    if unit == "gbp":
        return f"{text[: -len(size)]}£{size}"
    return text


def decimals_of(unit: str | None, value: float = 0.0) -> int:
    """How many decimals a unit is usually shown with; weeks have one when they are not whole."""
    if unit == "weeks":
        return 0 if exact(value).is_integer() else 1
    return _DECIMALS.get(unit or "", 0)


def in_words(count: int) -> str:
    """One to nine as words, larger numbers as digits, as the ONS style has it."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if 0 <= count < len(words) else f"{count:,}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: list[str], joiner: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}" if words else ""

"""Arithmetic and the looks of numbers, against rows checked by hand."""

import math

import pandas as pd
import pytest

from generators.numbers import (
    decimals_in,
    decimals_of,
    exact,
    half_up,
    in_words,
    listed,
    ordinal,
    per_1000,
    percent,
    plain,
    shown,
)

NAN = float("nan")


def _list(series: pd.Series) -> list[float | None]:
    return [None if math.isnan(value) else value for value in series]


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param(0, 0, "0", id="zero"),
        pytest.param(12.5, 0, "13", id="half goes up"),
        pytest.param(-12.5, 0, "-13", id="half goes away from zero"),
        pytest.param(13.5, 0, "14", id="not to even"),
        pytest.param(12.4999, 0, "12", id="below a half"),
        pytest.param(0.05, 1, "0.1", id="half of a tenth"),
        pytest.param(2.675, 2, "2.68", id="stored as 2.67499999"),
        pytest.param(85.35 - 82.7, 1, "2.7", id="noise below a half"),
        pytest.param(82.7 - 85.35, 1, "-2.7", id="noise below a half, negative"),
        pytest.param(0.1 + 0.2, 1, "0.3", id="noise above"),
        pytest.param(100 - 99.95, 1, "0.1", id="noise of a small difference"),
        pytest.param(-0.04, 1, "-0.0", id="nearly nothing"),
        pytest.param(123456789012345, 0, "123456789012345", id="as many digits as an input has"),
        pytest.param(1234567890.12345, 5, "1234567890.12345", id="as many digits with decimals"),
        pytest.param(1e15, 0, "1000000000000000", id="larger"),
    ],
)
def test_half_up(value: float, decimals: int, expected: str) -> None:
    assert str(half_up(value, decimals)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (82.0 - 85.6, -3.6),
        (0.1 + 0.2, 0.3),
        (100 / 3, 33.3333333333),
        (0.0, 0.0),
        (123456789012345.0, 123456789012345.0),
        (1234567890.12345, 1234567890.12345),
        (100000000000001.0, 100000000000001.0),
        (643.31 - 550.45, 92.86),
        (48.0, 48.0),
    ],
)
def test_exact_keeps_what_was_written_and_drops_noise(value: float, expected: float) -> None:
    assert exact(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(82, 0), (82.6, 1), (82.65, 2), (85.35 - 82.7, 2), (1200, 0), (0, 0)])
def test_decimals_in(value: float, expected: int) -> None:
    assert decimals_in(value) == expected


def test_percent_is_missing_when_the_whole_is_zero_or_either_is_missing() -> None:
    part, whole = pd.Series([5, 0, 5, NAN, 7, 30]), pd.Series([20, 20, 0, 20, NAN, 20])

    assert _list(percent(part, whole)) == [25, 0, None, None, None, 150]


def test_percent_of_one_row_and_of_none() -> None:
    assert _list(percent(pd.Series([1.0]), pd.Series([8.0]))) == [12.5]
    assert _list(percent(pd.Series([], dtype=float), pd.Series([], dtype=float))) == []


def test_per_1000() -> None:
    assert _list(per_1000(pd.Series([3, 0, 3, NAN]), pd.Series([4000, 4000, 0, 4000]))) == [0.75, 0, None, None]


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "expected"),
    [
        (1234.5, 1, False, "1,234.5"),
        (1234567, 0, False, "1,234,567"),
        (-2.6, 1, False, "−2.6"),
        (22, 0, True, "+22"),
        (-22, 0, True, "−22"),
        (0, 0, True, "0"),
        (-0.04, 1, True, "0.0"),
        (0.04, 1, True, "0.0"),
        (12.5, 0, False, "13"),
        (-12.5, 0, False, "−13"),
    ],
)
def test_plain(value: float, decimals: int, signed: bool, expected: str) -> None:
    assert plain(value, decimals, signed=signed) == expected


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "signed", "expected"),
    [
        (6.6, "percent", None, False, "6.6%"),
        (8, "percent", None, False, "8.0%"),
        (-27.2189, "percent", None, True, "−27.2%"),
        (-3.6, "pp", None, True, "−3.6 percentage points"),
        (1, "pp", None, False, "1.0 percentage point"),
        (-1.04, "pp", None, True, "−1.0 percentage point"),
        (1, "pp", 2, False, "1.00 percentage point"),
        (1001, "pp", 0, False, "1,001 percentage points"),
        (0, "pp", None, False, "0.0 percentage points"),
        (11, "weeks", None, False, "11 weeks"),
        (1, "weeks", None, False, "1 week"),
        (-1, "weeks", None, True, "−1 week"),
        (9.5, "weeks", 1, False, "9.5 weeks"),
        (750000, "gbp", None, False, "£750,000"),
        (-750, "gbp", None, False, "−£750"),
        (750, "gbp", None, True, "+£750"),
        (3.25, "wte", None, False, "3.3"),
        (0.5, "ratio", None, False, "0.50"),
        (246, "count", None, False, "246"),
        (246, None, None, False, "246"),
    ],
)
def test_shown(value: float, unit: str | None, decimals: int | None, signed: bool, expected: str) -> None:
    assert shown(value, unit, decimals, signed=signed) == expected


@pytest.mark.parametrize("value", [NAN, math.inf, -math.inf])
def test_a_missing_number_has_no_text(value: float) -> None:
    with pytest.raises(ValueError, match="show its mark"):
        shown(value, "percent")


def test_decimals_of_every_unit() -> None:
    units = ("count", "children", "people", "percent", "pp", "gbp", "weeks", "wte", "per_1000", "rank", "ratio", None)

    assert [decimals_of(unit) for unit in units] == [0, 0, 0, 1, 1, 0, 0, 1, 2, 0, 2, 0]


@pytest.mark.parametrize(("count", "words"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (1200, "1,200")])
def test_in_words(count: int, words: str) -> None:
    assert in_words(count) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (112, "112th"), (122, "122nd")],
)  # fmt: skip
def test_ordinal(number: int, words: str) -> None:
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_listed_with_another_word() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"

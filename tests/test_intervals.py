"""Intervals, differences and trends against an independent implementation, published examples and hand-checked rows."""

import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import chi2
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from generators.inputs.periods import period
from generators.measures.intervals import UNKNOWN, difference, known, rate, wilson
from generators.measures.trend import Point, trend

SIZES = (1, 2, 3, 5, 10, 30, 99, 3586, 650_000)


def _counts(size: int) -> list[int]:
    return sorted({0, 1, size // 3, size // 2, size - 1, size} & set(range(size + 1)))


def test_wilson_agrees_with_another_implementation() -> None:
    for size in SIZES:
        for count in _counts(size):
            theirs = proportion_confint(count, size, method="wilson")

            assert wilson(100 * count / size, size) == pytest.approx([100 * end for end in theirs], abs=1e-9)


def test_differences_agree_with_another_implementation() -> None:
    for one, other in product(SIZES, SIZES):
        for a, b in product(_counts(one), _counts(other)):
            theirs = confint_proportions_2indep(a, one, b, other, method="newcomb", compare="diff")
            p, q = 100 * a / one, 100 * b / other
            ours = difference(p, wilson(p, one), q, wilson(q, other))

            assert ours == pytest.approx([100 * end for end in theirs], abs=1e-9), (a, one, b, other)


def test_newcombes_published_example() -> None:
    # Newcombe 1998, table II, method 10: 56 of 70 against 48 of 80 is 0.2000 with 0.0524 to 0.3339.
    low, high = difference(80, wilson(80, 70), 60, wilson(60, 80))

    assert (round(low / 100, 4), round(high / 100, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize("count", range(10))
def test_few_events_have_the_exact_interval(count: int) -> None:
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    high = chi2.ppf(0.975, 2 * count + 2) / 2

    assert rate(count, 1000) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("count", [10, 11, 50, 389, 100_000])
def test_byars_interval_is_near_the_exact_one(count: int) -> None:
    low, high = rate(count, 1000)

    assert low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=2e-3)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=2e-3)


def test_byars_worked_by_hand() -> None:
    # 100 × (1 − 1/900 − 1.959964/30)³ = 81.36 and 101 × (1 − 1/909 + 1.959964/(3√101))³ = 121.63
    assert [round(end, 2) for end in rate(100, 1000)] == [81.36, 121.63]


def test_the_example_of_the_field() -> None:
    # 79.4% of 3,586 against England's 82.4%
    low, high = wilson(79.4, 3586)

    assert (round(low, 1), round(high, 1)) == (78.0, 80.7)
    assert high < 82.4


@pytest.mark.parametrize(("percent", "people"), [(math.nan, 10), (50, math.nan), (50, 0)])
def test_without_a_number_or_people_there_is_no_interval(percent: float, people: float) -> None:
    assert all(math.isnan(end) for end in wilson(percent, people))
    assert all(math.isnan(end) for end in rate(percent, people) if math.isnan(percent) or not people > 0)
    assert all(math.isnan(end) for end in difference(percent, UNKNOWN, 5, known(5)))


def _points(*rows: tuple[int, float, float]) -> list[Point]:
    return [Point(period(f"academic year {year}/{(year + 1) % 100:02}"), share, people) for year, share, people in rows]


def test_the_trend_agrees_with_another_implementation() -> None:
    reached, people = [620, 655, 640, 700, 705], [1000, 1010, 980, 1020, 1000]
    points = _points(*((2014 + n, 100 * r / p, p) for n, (r, p) in enumerate(zip(reached, people, strict=True))))
    table = Table(np.array([[r, p - r] for r, p in zip(reached, people, strict=True)]))
    theirs = table.test_ordinal_association(row_scores=np.arange(5.0), col_scores=np.array([1.0, 0.0]))
    found = trend(points)
    # the other implementation conditions on both margins, which has n − 1 where ours has n
    factor = math.sqrt(sum(people) / (sum(people) - 1))

    assert (found.word, found.points) == ("rising", 5)
    assert abs(theirs.zscore) * factor == pytest.approx(_z(found.p), rel=1e-9)


def _z(p: float) -> float:
    return math.sqrt(float(chi2.isf(p, 1)))


def test_only_the_last_five_points_count() -> None:
    falling_before = _points((2010, 90, 1000), (2011, 80, 1000), *((2012 + n, 60 + 3 * n, 1000) for n in range(5)))

    assert trend(falling_before).word == "rising"
    assert trend(falling_before).points == 5


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "it needs 3 years in a row, and there are none"),
        ([(2018, 60, 900)], "it needs 3 years in a row, and there is one"),
        (
            [(2018, 60, 900), (2019, math.nan, 900), (2020, 62, 900), (2021, 63, 900)],
            "it needs 3 years in a row, and there are two, since 2019 to 2020 has no number",
        ),
        (
            [(2018, 60, 900), (2021, 62, 900), (2022, 63, 900)],
            "it needs 3 years in a row, and there are two, since years are missing after 2018 to 2019",
        ),
        (
            [(2018, 60, 900), (2019, 61, 900), (2020, 62, math.nan)],
            "it needs 3 years in a row, and there are none, since 2020 to 2021 has no number of pupils",
        ),
    ],
    ids=["none", "one", "a hole", "years left out", "no pupils"],
)
def test_why_a_trend_is_not_computed(rows: list[tuple[int, float, float]], reason: str) -> None:
    found = trend(_points(*rows))

    assert (found.word, found.reason) == ("not computed", reason)


def test_equal_shares_have_no_trend() -> None:
    assert trend(_points((2018, 50, 100), (2019, 50, 200), (2020, 50, 300))).word == "no clear trend"
    assert trend(_points((2018, 0, 100), (2019, 0, 200), (2020, 0, 300))).word == "no clear trend"


@pytest.mark.parametrize("count", [10, 40])
def test_from_ten_events_on_the_interval_is_byars(count: int) -> None:
    low = count * (1 - 1 / (9 * count) - 1.959964 / (3 * math.sqrt(count))) ** 3
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + 1.959964 / (3 * math.sqrt(count + 1))) ** 3

    assert rate(count, 1000) == pytest.approx((low, high), abs=1e-5)


@pytest.mark.parametrize(
    ("shares", "word"),
    [
        ((50, 55, 60), "rising"),
        ((60, 55, 50), "falling"),
        ((50, 51.8, 54.6), "rising"),  # p between 0.01 and 0.05
        ((54.6, 51.8, 50), "falling"),
        ((50, 51, 53.5), "no clear trend"),
    ],
)
def test_the_word_of_a_trend(shares: tuple[float, ...], word: str) -> None:
    assert trend(_points(*((2018 + year, share, 1000) for year, share in enumerate(shares)))).word == word

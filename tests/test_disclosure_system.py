"""Suppression that holds: random linked tables, the cheapest pattern, an attacker who counts in whole numbers, and odd cases."""

from itertools import chain, combinations

import pytest

from generators.disclosure.exact import (
    GAP,
    Protection,
    UnprotectableError,
    cost,
    feasible,
    inferred,
    protection,
)
from generators.disclosure.system import State, System, components
from tests.linked import linked, system_of

# Seed, rows, columns, localities: 200 systems, most of them small.
EVERY = [
    *((seed, 3 + seed % 6, 2 + seed % 4, 0) for seed in range(120)),
    *((seed, 8 + seed % 9, 3 + seed % 4, 2 + seed % 3) for seed in range(120, 180)),
    *((seed, 20 + seed % 20, 6, 4) for seed in range(180, 196)),
    *((seed, 60, 8, 6) for seed in range(196, 198)),
    *((seed, 200, 10, 12) for seed in range(198, 200)),
]
SAMPLE = EVERY[::9][:18]


def _protected(system: System, seconds: float) -> tuple[set[int], list[Protection], list[int]]:
    """What is withheld in all, and what nothing protects."""
    withheld, parts, lost = system.forced(), [], []
    for part, positions in components(system):
        try:
            best = protection(part, seconds)
        except UnprotectableError as unsafe:
            lost += [positions[place] for place in unsafe.places]
            withheld |= {positions[place] for place, one in enumerate(part.numbers) if one.state is not State.FIXED}
            continue
        parts.append(best)
        withheld |= {positions[place] for place in best.withheld}
    return withheld, parts, lost


def _check(seed: int, rows: int, columns: int, localities: int) -> None:
    system = feasible(linked(seed, rows, columns, localities))
    withheld, parts, lost = _protected(system, 10)

    assert not set(inferred(system, withheld)) - set(lost)
    assert not set(inferred(system, withheld, whole=True)) - set(lost)
    assert all(part.cost <= 1.05 * part.bound + 1e-6 for part in parts if part.proved)


@pytest.mark.parametrize(("seed", "rows", "columns", "localities"), SAMPLE)
def test_no_small_count_can_be_inferred(seed: int, rows: int, columns: int, localities: int) -> None:
    _check(seed, rows, columns, localities)


@pytest.mark.long
@pytest.mark.parametrize(("seed", "rows", "columns", "localities"), EVERY)
def test_no_small_count_can_be_inferred_in_any_of_200_systems(
    seed: int, rows: int, columns: int, localities: int
) -> None:
    _check(seed, rows, columns, localities)


@pytest.mark.parametrize("seed", range(12))
def test_the_pattern_is_the_cheapest_of_all(seed: int) -> None:
    """Every set of further cells is tried on systems small enough for that."""
    system = feasible(linked(1000 + seed, 3, 3, small=0.3))
    withheld, _, lost = _protected(system, 10)
    free = [place for place, number in enumerate(system.numbers) if number.state is State.OPEN]
    sets = chain.from_iterable(combinations(free, size) for size in range(min(len(free), 4) + 1))
    safe = (system.forced() | set(more) for more in sets)
    best = min((cost(system, one) for one in safe if not set(inferred(system, one)) - set(lost)), default=None)

    assert lost or best is None or cost(system, withheld) <= (1 + GAP) * best + 1e-6


def test_two_in_each_row_and_column_is_not_enough() -> None:
    """The rule of thumb hides 1 and 2 among 1 and 2: readers know that all four are small."""
    values = {("a", 0): (1, 1.0), ("a", 1): (2, 1.0), ("b", 0): (2, 1.0), ("b", 1): (1, 1.0), ("a", 2): (50, 1.0), ("b", 2): (60, 1.0), ("a", "t"): (53, 2.0), ("b", "t"): (63, 2.0), ("s", 0): (3, 2.0), ("s", 1): (3, 2.0), ("s", 2): (110, 2.0), ("s", "t"): (116, 3.0)}  # fmt: skip
    wholes = [((row, "t"), [(row, 0), (row, 1), (row, 2)]) for row in ("a", "b", "s")]
    wholes += [(("s", column), [("a", column), ("b", column)]) for column in (0, 1, 2, "t")]
    system = feasible(system_of(values, wholes))  # type: ignore[arg-type]
    corners = [place for place, name in enumerate(values) if name[0] in "ab" and name[1] in (0, 1)]
    withheld, _, lost = _protected(system, 10)

    assert len(inferred(system, {*corners, *system.forced()})) >= 4
    assert not lost
    assert not inferred(system, withheld)


def test_a_part_of_a_whole_needs_room_in_the_whole() -> None:
    """3 of 4, of 5: whoever sees the 5 and the 4 knows that the part is at most 4."""
    values = {("over", 0): (3, 1.0), ("all", 0): (6, 1.0)}
    one = system_of(values, [], ((("over", 0), ("all", 0)),))
    tight = system_of({**values, ("all", 0): (4, 1.0)}, [], ((("over", 0), ("all", 0)),))

    assert _protected(one, 1)[0] == {0}
    assert _protected(tight, 1)[0] == {0, 1}


def test_a_small_count_that_is_its_total_with_zeros_cannot_be_protected_while_the_total_stays() -> None:
    values = {("a", 0): (3, 1.0), ("b", 0): (0, 1.0), ("s", 0): (3, 1.0)}

    assert _protected(system_of(values, [(("s", 0), [("a", 0), ("b", 0)])]), 1)[2] == []
    fixed = system_of(values, [(("s", 0), [("a", 0), ("b", 0)])])
    fixed.numbers[2] = type(fixed.numbers[2])(("s", 0), State.FIXED, (3.0, 3.0))
    assert _protected(fixed, 1)[2] == [0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({("a", 0): (3, 1.0)}, {0}, id="one row"),
        pytest.param({("a", 0): (30, 1.0)}, set(), id="one large row"),
        pytest.param({("a", 0): (0, 1.0)}, set(), id="zero"),
    ],
)
def test_small_systems(values: dict[tuple[object, object], tuple[int, float]], expected: set[int]) -> None:
    assert _protected(system_of(values, []), 1)[0] == expected

"""One place beside others: its latest value of a measure, its rank among its like, and the values it is compared with."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.tidy import Tidy

_NOT_COMPARED = ("place_code", "place", "period_sort")


@dataclass(frozen=True)
class Standing:
    """One row of a place's profile.

    Attributes:
        own: the place's row of a tidy table.
        others: the rows of the area and its comparators that agree with it in all but the place; None where there is none.
        rank: 1 for the highest value among places of the same level that have a number, ties sharing the best; None without.
        ranked: how many places have a number; `tied`: how many others share the rank.
    """

    own: Record
    others: tuple[Record | None, ...]
    rank: int | None
    ranked: int
    tied: int


def standings(area: Area, table: Tidy, value: str, place_code: str) -> list[Standing]:
    """A place's rows of its last period, each with its rank and what it is compared with."""
    mine = table.where(place_code=place_code)
    return [_standing(area, table, value, row) for row in mine.where(period=mine.latest()).records()]


def compared_with(area: Area) -> tuple[str, ...]:
    """The codes of the places that a profile compares with: the area and its comparators."""
    return (area.places.area.code, *area.comparators)


def _standing(area: Area, table: Tidy, value: str, row: Record) -> Standing:
    same = [other for other in table.records() if _alike(other, row, (field.name for field in table.dims))]
    by_code = {other["place_code"]: other for other in same}
    level = area.places[row["place_code"]].level
    peers = [
        float(other[value])
        for other in same
        if area.places[other["place_code"]].level == level and not math.isnan(other[value])
    ]
    known = not math.isnan(row[value])
    rank = 1 + sum(peer > row[value] for peer in peers) if known else None
    tied = sum(peer == row[value] for peer in peers) - 1 if known else 0
    return Standing(row, tuple(by_code.get(code) for code in compared_with(area)), rank, len(peers), tied)


def _alike(one: Record, other: Record, names: Iterable[str]) -> bool:
    return all(one[name] == other[name] for name in names if name not in _NOT_COMPARED)

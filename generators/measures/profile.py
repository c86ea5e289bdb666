"""One place beside others: its latest value of a measure, its rank among its like, and the values it is compared with."""

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generators.inputs.declare import ADDITIVE_UNITS
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy

_PLACE = ("place_code", "place", "period_sort")


@dataclass(frozen=True)
class Standing:
    """One row of a place's profile.

    Attributes:
        own: the place's row of a tidy table.
        others: the rows of the area and its comparators that agree with it in all but the place; None where there is none.
        share: the value in percent of the area's, where both are amounts that add up; NaN otherwise.
        rank: 1 for the highest value among places of the same level that have a number, ties sharing the best; None without.
        ranked: how many places have a number; `tied`: how many others share the rank.
    """

    own: Record
    others: tuple[Record | None, ...]
    rank: int | None
    ranked: int
    tied: int
    share: float


def compared_with(area: Area) -> tuple[str, ...]:
    """The codes of the places that a profile compares with: the area and its comparators."""
    return (area.places.area.code, *area.comparators)


def latest(table: Tidy, place_code: str) -> list[Record]:
    """A place's rows of its last period."""
    mine = table.by_place.get(place_code, [])
    last = max((row["period_sort"] for row in mine), default=None)
    return [row for row in mine if row["period_sort"] == last]


@dataclass(frozen=True)
class _Alike:
    """What the rows share that agree in all but the place: whom they are compared with, and the numbers of each level in order."""

    others: tuple[Record | None, ...]
    peers: Mapping[str, list[float]]


class Profile:
    """A number in the profiles of all places of an area."""

    def __init__(self, area: Area, table: Tidy, value: str) -> None:
        self._area, self._table, self._value = area, table, table.field(value)
        self._dims = [field.name for field in table.dims if field.name not in _PLACE]
        self._alike: dict[tuple[Any, ...], _Alike] = {}

    def standings(self, place_code: str) -> list[Standing]:
        """A place's rows of its last period, each with its rank and what it is compared with."""
        return [self._standing(row) for row in latest(self._table, place_code)]

    def _standing(self, row: Record) -> Standing:
        key = tuple(row[name] for name in self._dims)
        if key not in self._alike:
            self._alike[key] = self._shared(self._table.alike(row))
        alike, number = self._alike[key], float(row[self._value.name])
        peers = alike.peers[self._area.places[row["place_code"]].level]
        above = len(peers) - bisect_right(peers, number)
        same = len(peers) - above - bisect_left(peers, number)
        rank, tied = (None, 0) if math.isnan(number) else (1 + above, same - 1)
        return Standing(row, alike.others, rank, len(peers), tied, _share(self._value, row, alike.others[0]))

    def _shared(self, rows: list[Record]) -> _Alike:
        places, wanted = self._area.places, compared_with(self._area)
        # A sum over the places that reported has words of its own for its place: it is not the area's number.
        by_code = {
            row["place_code"]: row
            for row in rows
            if row["place_code"] in wanted and row["place"] == places[row["place_code"]].name
        }
        peers: dict[str, list[float]] = {}
        for row in rows:
            numbers = peers.setdefault(places[row["place_code"]].level, [])
            if not math.isnan(row[self._value.name]):
                insort(numbers, float(row[self._value.name]))
        return _Alike(tuple(by_code.get(code) for code in wanted), peers)


def _share(field: Field, row: Record, whole: Record | None) -> float:
    """Changes and rates have no share, nor has a part of less than nothing."""
    if whole is None or field.signed or field.unit not in ADDITIVE_UNITS or not float(whole[field.name]) > 0:
        return math.nan
    return 100 * float(row[field.name]) / float(whole[field.name])

"""One place beside others: its latest value of a measure, its rank among its like, and the values it is compared with."""

import math
from dataclasses import dataclass

from generators.inputs.declare import ADDITIVE_UNITS
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy


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


def standings(area: Area, table: Tidy, value: str, place_code: str) -> list[Standing]:
    """A place's rows of its last period, each with its rank and what it is compared with."""
    mine = table.by_place.get(place_code, [])
    last = max((row["period_sort"] for row in mine), default=None)
    return [_standing(area, table, value, row) for row in mine if row["period_sort"] == last]


def compared_with(area: Area) -> tuple[str, ...]:
    """The codes of the places that a profile compares with: the area and its comparators."""
    return (area.places.area.code, *area.comparators)


def _standing(area: Area, table: Tidy, value: str, row: Record) -> Standing:
    same = table.alike(row)
    # A sum over the places that reported has words of its own for its place: it is not the area's number.
    wanted = compared_with(area)
    by_code = {
        other["place_code"]: other
        for other in same
        if other["place_code"] in wanted and other["place"] == area.places[other["place_code"]].name
    }
    level = area.places[row["place_code"]].level
    peers = [
        float(other[value])
        for other in same
        if area.places[other["place_code"]].level == level and not math.isnan(other[value])
    ]
    known = not math.isnan(row[value])
    rank = 1 + sum(peer > row[value] for peer in peers) if known else None
    tied = sum(peer == row[value] for peer in peers) - 1 if known else 0
    others = tuple(by_code.get(code) for code in wanted)
    return Standing(row, others, rank, len(peers), tied, _share(table.field(value), row, others[0]))


def _share(field: Field, row: Record, whole: Record | None) -> float:
    """Changes and rates have no share, nor has a part of less than nothing."""
    if whole is None or field.signed or field.unit not in ADDITIVE_UNITS or not float(whole[field.name]) > 0:
        return math.nan
    return 100 * float(row[field.name]) / float(whole[field.name])

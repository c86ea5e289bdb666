"""Places ranked by a value: the bars, lines and words that several sections share."""

import math
from collections.abc import Sequence

from generators.charts.bars import Bar, Line, ranked
from generators.charts.picture import Picture
from generators.inputs.frames import Record, mark_of
from generators.inputs.marks import is_withheld
from generators.inputs.places import plural
from generators.inputs.project import Area
from generators.measures.tidy import Tidy
from generators.sections.model import first, known, said


def parts(area: Area, table: Tidy, value: str) -> list[Record]:
    """Rows of the smallest places that have numbers, the highest first."""
    for level in reversed(area.places.levels()):
        rows = [row for row in known(table, value) if area.places[row["place_code"]].level == level]
        if rows:
            return sorted(rows, key=lambda row: -float(row[value]))
    return []


def smallest(area: Area) -> str:
    """The plural of the smallest kind of place, such as `wards`."""
    levels = area.places.levels()
    return plural(levels[-1]) if levels else "places"


def own(area: Area, table: Tidy) -> Record | None:
    """The area's own row."""
    return first(table.where(place_code=area.places.area.code))


def lines(area: Area, table: Tidy, value: str, codes: Sequence[str] | None = None) -> list[Line]:
    """The area's and its comparators' values as lines with their names and numbers."""
    rows = [first(table.where(place_code=code)) for code in (codes or (area.places.area.code, *area.comparators))]
    return [
        Line(f"{row['place']} {said(row, table.field(value))}", row[value])
        for row in rows
        if row is not None and not math.isnan(row[value])
    ]


def _shown(area: Area, table: Tidy, value: str) -> list[Record]:
    """The rows that have numbers, then those of the same kind whose numbers are withheld: a place must not vanish."""
    rows = parts(area, table, value) or known(table, value)
    levels = {area.places[row["place_code"]].level for row in rows}
    hidden = [row for row in table.records() if is_withheld(str(row[mark_of(value)]))]
    return rows + [row for row in hidden if not rows or area.places[row["place_code"]].level in levels]


def bars(area: Area, table: Tidy, value: str, strong: float, marks: Sequence[Line] = ()) -> Picture:
    """Ranked bars of the smallest places, those above `strong` in the focus colour; without places the table's rows."""
    rows = _shown(area, table, value)
    field = table.field(value)
    return ranked(
        [Bar(str(row["place"]), float(row[value]), said(row, field), float(row[value]) > strong) for row in rows], marks
    )


def in_words(area: Area, table: Tidy, value: str) -> str:
    """The bars as an alt text says them."""
    rows = _shown(area, table, value)
    return (
        "Bars, the highest first: " + "; ".join(f"{row['place']} {said(row, table.field(value))}" for row in rows) + "."
    )

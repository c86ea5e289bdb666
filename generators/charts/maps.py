"""Maps: places as polygons or hexagons on plain axes, in ordered classes; no tiles, and nothing from elsewhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import Picture, Plotly, nice_step, wrapped
from generators.charts.withheld import HATCHED, MISSING, WITHHELD
from generators.inputs.marks import is_withheld
from generators.numbers import MINUS

Ring = Sequence[tuple[float, float]]
_CLASSES = 4
_WIDE, _NARROW = 640, 330  # pixels that the map itself takes
_TALLEST = 620
_FIFTH, _QUARTER = 20, 25  # shares up to 100% fall into quarters, where fifths do not reach: no class may begin at 100%


@dataclass(frozen=True)
class Tile:
    """One place: its name, its rings, a point for its label, its value (NaN for none), and its number or mark as text."""

    name: str
    rings: Sequence[Ring]
    label: tuple[float, float]
    value: float
    text: str


@dataclass(frozen=True)
class Steps:
    """Ordered classes of equal width for shares and rates; the last one is open."""

    start: float
    width: float
    count: int
    unit: str

    def of(self, value: float) -> int:
        """The class of a value, from 0."""
        return min(max(int((value - self.start) // self.width), 0), self.count - 1)

    def label(self, step: int) -> str:
        """`0 to under 20%`, `60% or more`."""
        low, high = self.start + step * self.width, self.start + (step + 1) * self.width
        if step == self.count - 1:
            return f"{_signed(low)}{self.unit} or more"
        return f"{_signed(low)} to under {_signed(high)}{self.unit}"


def steps(values: Sequence[float], unit: str) -> Steps:
    """Four classes from 0, or from a round number below the smallest value where that is negative or far from 0."""
    known = [value for value in values if not math.isnan(value)]
    low, high = min(known, default=0), max(known, default=1)
    if 0 <= low < high - low:
        width = _QUARTER if unit == "%" and 4 * _FIFTH <= high <= 100 else nice_step(high, _CLASSES)
        return Steps(0, width, min(_CLASSES, int(high // width) + 1), unit)
    width = nice_step(max(high - low, 0.4), _CLASSES - 1)
    start = math.floor(low / width) * width
    return Steps(start, width, min(_CLASSES, int((high - start) // width) + 1), unit)


def _signed(edge: float) -> str:
    return f"{edge:g}".replace("-", MINUS)


def tiled(tiles: Sequence[Tile], classes: Steps, *, hexagons: bool) -> Picture:
    """The map: darker means more, a dotted edge no number, hatched a withheld one; hexagons carry name and number, boundaries the name.

    The axes have one scale, so that nothing is stretched. The legend names every class that has a place.
    """
    groups: dict[str, list[Tile]] = {classes.label(step): [] for step in range(classes.count)}
    for tile in tiles:
        groups.setdefault(_group(tile, classes), []).append(tile)
    data = [_patches(name, members, place) for place, (name, members) in enumerate(groups.items()) if members]
    width, height = _extent(tiles)
    heights = [min(round(pixels * height / width), _TALLEST) + 40 for pixels in (_WIDE, _NARROW)]
    inks = {tile.name: _ink(tile, classes) for tile in tiles}
    layout: Plotly = {
        "xaxis": {"visible": False}, "yaxis": {"visible": False, "scaleanchor": "x", "scaleratio": 1},
        "showlegend": True, "margin": {"t": 40, "b": 4, "l": 4, "r": 4},
        "legend": {"orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        "annotations": [_label(tile, inks[tile.name], hexagons=hexagons) for tile in tiles],
    }  # fmt: skip
    narrow = {
        "layout": {"annotations": [_narrow_label(tile, hexagons=hexagons) for tile in tiles], "legend": {"font": {"size": 11}}, "margin": {"t": 64}}
    }  # fmt: skip
    return Picture(data, layout, heights[0], narrow, heights[1] + 24)


def _group(tile: Tile, classes: Steps) -> str:
    if not math.isnan(tile.value):
        return classes.label(classes.of(tile.value))
    return WITHHELD if is_withheld(tile.text) else MISSING


def _patches(name: str, tiles: Sequence[Tile], place: int) -> Plotly:
    """All places of a class as one trace; a break of the line lies between rings."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in (ring for tile in tiles for ring in tile.rings):
        x += [*([None] if x else []), *(round(point[0], 4) for point in ring)]
        y += [*([None] if y else []), *(round(point[1], 4) for point in ring)]
    trace: Plotly = {
        "type": "scatter", "mode": "lines", "fill": "toself", "name": name, "x": x, "y": y,
        "line": {"color": "$page" if place else "$edge", "width": 1.5}, "fillcolor": f"$q{place + 1}",  # the palest needs an edge
    }  # fmt: skip
    if name in (WITHHELD, MISSING):
        trace |= {
            "fillcolor": "$page",
            "line": {"color": "$edge", "width": 1.5, "dash": "solid" if name == WITHHELD else "dot"},
        }
    if name == WITHHELD:
        trace["fillpattern"] = HATCHED
    return trace


def _extent(tiles: Sequence[Tile]) -> tuple[float, float]:
    points = [point for tile in tiles for ring in tile.rings for point in ring]
    across, along = [x for x, _ in points], [y for _, y in points]
    return (max(across) - min(across)) or 1, (max(along) - min(along)) or 1


def _ink(tile: Tile, classes: Steps) -> str:
    return "$ink" if math.isnan(tile.value) else f"$q{classes.of(tile.value) + 1}-ink"


def _label(tile: Tile, ink: str, *, hexagons: bool) -> Plotly:
    text = f"{wrapped(tile.name, 11)}<br>{tile.text}" if hexagons else wrapped(tile.name, 12)
    return {
        "x": round(tile.label[0], 4), "y": round(tile.label[1], 4), "text": text, "showarrow": False,
        "font": {"size": 12, "color": ink, "weight": 600},
    }  # fmt: skip


def _narrow_label(tile: Tile, *, hexagons: bool) -> Plotly:
    """On a phone a hexagon has room for a few letters and the number, a boundary for the number alone."""
    short = tile.name if len(tile.name) <= 7 else f"{tile.name[:6]}."
    return {"text": f"{short}<br>{tile.text}" if hexagons else tile.text, "font": {"size": 9}}

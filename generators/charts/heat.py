"""Heat maps: a framework's grid with its number in every cell, several periods on one scale, and changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import Classes, Picture, Plotly

_CELL = 46
_HEAD = 64


@dataclass(frozen=True)
class Grid:
    """One grid: a title, and value and text for each row and column."""

    title: str
    values: Sequence[Sequence[float]]
    texts: Sequence[Sequence[str]]


def grids(rows: Sequence[str], columns: Sequence[str], maps: Sequence[Grid], classes: Classes) -> Picture:
    """Grids side by side on one colour scale (one below the other on narrow screens); a cell without a number is blank."""
    tokens = [f"$q{place}" for place in range(1, classes.count + 1)]
    inks = {place: f"$q{place}-ink" for place in range(classes.count + 1)} | {0: "$muted"}
    coloured = [[[classes.of(v) if not math.isnan(v) else 0 for v in row] for row in one.values] for one in maps]
    return _panels(rows, columns, maps, coloured, ["$same", *tokens], inks, lowest=0)


def changes(rows: Sequence[str], columns: Sequence[str], grid: Grid, classes: Classes) -> Picture:
    """One grid of changes: orange for fewer, green for more, stronger for larger, blank for none."""

    def coloured(value: float) -> int:
        if math.isnan(value) or value == 0:
            return 0
        return int(math.copysign(classes.of(abs(value)), value))

    tokens = ["$less3", "$less2", "$less1", "$same", "$more1", "$more2", "$more3"]
    inks = {
        place: f"$less{-place}-ink" if place < 0 else f"$more{place}-ink" if place > 0 else "$ink"
        for place in range(-3, 4)
    }
    return _panels(
        rows, columns, [grid], [[[coloured(v) for v in row] for row in grid.values]], tokens, inks, lowest=-3
    )


def _panels(
    rows: Sequence[str], columns: Sequence[str], maps: Sequence[Grid], coloured: Sequence[Sequence[Sequence[int]]],
    tokens: Sequence[str], inks: dict[int, str], *, lowest: int,
) -> Picture:  # fmt: skip
    count, span = len(maps), len(tokens)
    steps = [(place / span, token) for place, token in enumerate(tokens)]
    scale = [[round(edge, 6), token] for start, token in steps for edge in (start, start + 1 / span)]
    data: list[Plotly] = []
    layout: Plotly = {"margin": {"l": 0, "r": 0, "t": 26, "b": 0}, "annotations": []}
    narrow: Plotly = {"layout": {"annotations": []}}
    for place, (one, colours) in enumerate(zip(maps, coloured, strict=True)):
        suffix = "" if place == 0 else str(place + 1)
        data.append({
            "type": "heatmap", "x": [_soft(c) for c in columns], "y": list(rows), "z": [list(row) for row in colours],
            "zmin": lowest - 0.5, "zmax": lowest + span - 0.5, "colorscale": scale, "showscale": False, "xgap": 3, "ygap": 3,
            "xaxis": f"x{suffix}", "yaxis": f"y{suffix}",
        })  # fmt: skip
        left, right = place / count + (0.02 if place else 0), (place + 1) / count - (0.02 if place < count - 1 else 0)
        layout[f"xaxis{suffix}"] = {
            "domain": [left, right],
            "side": "top",
            "showgrid": False,
            "tickfont": {"size": 11 if count > 1 else 13, "color": "$ink"},
            "anchor": f"y{suffix}",
        }
        layout[f"yaxis{suffix}"] = {
            "domain": [0, 0.86 if count > 1 else 1],
            "autorange": "reversed",
            "showgrid": False,
            "anchor": f"x{suffix}",
            "showticklabels": place == 0,
        }
        title: Plotly = {
            "text": one.title,
            "x": left,
            "xref": "paper",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left",
            "showarrow": False,
            "font": {"size": 15, "weight": 600, "color": "$ink"},
        }
        upper, lower = 1 - place / count, 1 - (place + 1) / count
        narrow["layout"][f"xaxis{suffix}"] = {"domain": [0, 1], "tickfont": {"size": 10}}
        narrow["layout"][f"yaxis{suffix}"] = {
            "domain": [lower, upper - 0.26 / count if count > 1 else 1],
            "showticklabels": True,
            "tickfont": {"size": 11},
        }
        if count > 1:
            layout["annotations"].append(title)
            narrow["layout"]["annotations"].append({"x": 0, "y": upper})
        numbers = [
            {
                "x": column, "y": row, "xref": f"x{suffix}", "yref": f"y{suffix}", "text": one.texts[i][j], "showarrow": False,
                "font": {"size": 16, "weight": 600, "color": inks[colours[i][j]]},
            }
            for i, row in enumerate(rows) for j, column in enumerate(map(_soft, columns))
        ]  # fmt: skip
        layout["annotations"] += numbers
        narrow["layout"]["annotations"] += [{}] * len(numbers)
    height = _HEAD + _CELL * len(rows) + (26 if count > 1 else 0)
    return Picture(data, layout, height, narrow, count * (_HEAD + 26 + _CELL * len(rows)))


def _soft(word: str) -> str:
    """Long heads on two lines: `Family<br>Support`."""
    return word.replace(" ", "<br>")

"""Heat maps: a framework's grid with its number in every cell, several periods on one scale, and changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import Classes, Picture, Plotly
from generators.charts.withheld import cell
from generators.inputs.marks import is_withheld

_CELL = 46
_HEAD = 66  # a grid's title and the heads of its columns
_TITLE = 24  # of these the title, which a single grid does not need


@dataclass(frozen=True)
class Grid:
    """One grid: a title, and value and text for each row and column."""

    title: str
    values: Sequence[Sequence[float]]
    texts: Sequence[Sequence[str]]


def grids(rows: Sequence[str], columns: Sequence[str], maps: Sequence[Grid], classes: Classes) -> Picture:
    """Grids side by side on one colour scale (one below the other on narrow screens); a cell without a number has no colour, a withheld one is hatched."""
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
    """The grids, side by side on wide screens and one below the other on narrow ones, each with its heads and its title."""
    count, panel = len(maps), _CELL * len(rows)
    head = _HEAD if count > 1 else _HEAD - _TITLE
    area = count * panel + (count - 1) * head
    data: list[Plotly] = []
    layout: Plotly = {"margin": {"l": 0, "r": 0, "t": head, "b": 0}, "annotations": [], "shapes": []}
    narrow: Plotly = {"layout": {"annotations": []}}
    for place, (one, colours) in enumerate(zip(maps, coloured, strict=True)):
        axis = "" if place == 0 else str(place + 1)
        top = 1 - place * (panel + head) / area
        data.append(_tiles(rows, columns, colours, _scale(tokens), (lowest - 0.5, lowest + len(tokens) - 0.5), axis))
        left, right = place / count + (0.02 if place else 0), (place + 1) / count - (0.02 if place < count - 1 else 0)
        layout[f"xaxis{axis}"] = {
            "domain": [left, right], "side": "top", "showgrid": False, "anchor": f"y{axis}",
            "tickfont": {"size": 11 if count > 1 else 13, "color": "$ink"},
        }  # fmt: skip
        layout[f"yaxis{axis}"] = {
            "autorange": "reversed",
            "showgrid": False,
            "anchor": f"x{axis}",
            "showticklabels": place == 0,
        }
        narrow["layout"][f"xaxis{axis}"] = {"domain": [0, 1], "tickfont": {"size": 10}}
        narrow["layout"][f"yaxis{axis}"] = {
            "domain": [max(top - panel / area, 0), top],
            "showticklabels": True,
            "tickfont": {"size": 11},
        }
        numbers = _numbers(rows, columns, one, colours, inks, axis)
        layout["shapes"] += [
            cell(x, y, axis) for y, row in enumerate(one.texts) for x, text in enumerate(row) if is_withheld(text)
        ]
        layout["annotations"] += [_title(one.title if count > 1 else "", left), *numbers]
        narrow["layout"]["annotations"] += [{"x": 0, "y": top}, *({} for _ in numbers)]
    return Picture(data, layout, head + panel, narrow, head + area)


def _scale(tokens: Sequence[str]) -> list[list[float | str]]:
    """Plotly's colour scale with a flat step for each token."""
    span = len(tokens)
    return [[round(edge / span, 6), token] for place, token in enumerate(tokens) for edge in (place, place + 1)]


def _tiles(
    rows: Sequence[str], columns: Sequence[str], colours: Sequence[Sequence[int]], scale: list[list[float | str]], ends: tuple[float, float], axis: str
) -> Plotly:  # fmt: skip
    return {
        "type": "heatmap", "x": [_soft(column) for column in columns], "y": list(rows), "z": [list(row) for row in colours],
        "zmin": ends[0], "zmax": ends[1], "colorscale": scale, "showscale": False, "xgap": 3, "ygap": 3,
        "xaxis": f"x{axis}", "yaxis": f"y{axis}",
    }  # fmt: skip


def _numbers(
    rows: Sequence[str], columns: Sequence[str], grid: Grid, colours: Sequence[Sequence[int]], inks: dict[int, str], axis: str
) -> list[Plotly]:  # fmt: skip
    return [
        {
            "x": _soft(column), "y": row, "xref": f"x{axis}", "yref": f"y{axis}", "text": grid.texts[i][j], "showarrow": False,
            "font": {"size": 16, "weight": 600, "color": inks[colours[i][j]]}, **({"bgcolor": "$same"} if is_withheld(grid.texts[i][j]) else {}),
        }
        for i, row in enumerate(rows) for j, column in enumerate(columns)
    ]  # fmt: skip


def _title(text: str, left: float) -> Plotly:
    return {
        "text": text, "x": left, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "left", "yshift": 38,
        "showarrow": False, "font": {"size": 15, "weight": 600, "color": "$ink"},
    }  # fmt: skip


def _soft(word: str) -> str:
    """Long heads on two lines, at a space or a soft hyphen: `Family<br>Support`, `Environ-<br>ment`."""
    return word.replace(" ", "<br>").replace("\u00ad", "-<br>")

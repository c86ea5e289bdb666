"""Dots beside a line: how far a place and its other comparators are from the one that the line stands for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import LEGEND, Picture, Plotly, number, wrapped
from generators.charts.withheld import bands
from generators.inputs.marks import is_withheld

_ROW = 50
_COLOURS = ("$focus-on", "$cat4", "$cat2", "$cat3")
_SYMBOLS = ("diamond", "circle", "square", "triangle-up")


@dataclass(frozen=True)
class Dots:
    """One series: its name, and for each row the distance from the line and its text, the number as shown or its mark."""

    name: str
    values: Sequence[float]
    texts: Sequence[str]


def distances(rows: Sequence[str], series: Sequence[Dots], *, line: str, scale: bool = True) -> Picture:
    """A row for each measure with one dot a series, joined to the line at 0; the first series is the one spoken of.

    Args:
        line: what stands at 0, such as England.
        scale: whether the axis shows its numbers, in percentage points; other units stand beside the dots alone.
    """
    known = [v for one in series for v in one.values if not math.isnan(v)]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    pad = max((high - low) * 0.22, 0.8)
    letters = max((len(text) for one in series for text in one.texts), default=0)
    room = max(pad, (high - low) * 0.14 * letters)  # on narrow screens, beside the dots at the ends
    data: list[Plotly] = [
        {
            "type": "scatter", "mode": "markers+text", "name": one.name,
            "x": [number(v) for v in one.values], "y": list(range(len(rows))), "text": list(one.texts),
            "textposition": [_beside(v, [other.values[row] for other in series[1:]], (high - low) / 3) for row, v in enumerate(one.values)] if place == 0 else "top center", "cliponaxis": False,
            "textfont": {"size": 14 if place == 0 else 12, "color": "$ink" if place == 0 else "$muted", "weight": 600 if place == 0 else 400},
            "marker": {"size": 14 if place == 0 else 11, "color": _COLOURS[place % 4], "symbol": _SYMBOLS[place % 4], "line": {"color": "$page", "width": 1.5}},
        }
        for place, one in enumerate(series)
    ]  # fmt: skip
    data += bands([_withheld(series, row) for row in range(len(rows))], low - room, high + room)
    layout: Plotly = {
        "showlegend": len(series) > 1,
        "legend": LEGEND,
        "yaxis": {"autorange": False, "range": [len(rows) - 0.4, -0.6], "showgrid": False, "tickvals": list(range(len(rows))), "ticktext": list(rows)},
        "xaxis": {"range": [number(low - pad), number(high + pad)], "nticks": 5, "tickfont": {"color": "$muted"}, "ticksuffix": " pp", "showgrid": scale, "showticklabels": scale},
        "margin": {"t": 62},
        "shapes": [_stem(series[0].values[row], row) for row in range(len(rows)) if not math.isnan(series[0].values[row])] + [_line()],
        "annotations": [{"x": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center", "text": line, "showarrow": False, "font": {"size": 13, "color": "$muted"}}],
    }  # fmt: skip
    height = 118 + _ROW * len(rows)
    narrow = {
        "layout": {
            "yaxis": {"ticktext": [wrapped(row, 14) for row in rows]},
            "xaxis": {"nticks": 3} if scale else {"range": [number(low - room), number(high + room)]},
            "legend": {"font": {"size": 12}},
        }
    }
    return Picture(data, layout, height, narrow, height + 10 * len(rows))


def _withheld(series: Sequence[Dots], row: int) -> str:
    """The mark of a row in which a number is withheld, with the names of those that are not spoken of."""
    marks = [f"{one.texts[row]} {one.name if place else ''}".strip() for place, one in enumerate(series) if is_withheld(one.texts[row])]  # fmt: skip
    return ", ".join(marks)


def _beside(value: float, others: Sequence[float], near: float) -> str:
    """The number stands on the far side of the line, or below its dot where another dot would cover it there."""
    if any(0 < (value - other if value < 0 else other - value) < near for other in others):
        return "bottom center"
    return "middle left" if value < 0 else "middle right"


def _stem(value: float, row: int) -> Plotly:
    return {
        "type": "line",
        "x0": 0,
        "x1": number(value),
        "y0": row,
        "y1": row,
        "line": {"color": "$focus-off", "width": 3},
        "layer": "below",
    }


def _line() -> Plotly:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": "$line", "width": 1.5},
        "layer": "below",
    }

"""Dots on a line for each measure: where the area and its comparators stand, and how far apart they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import Picture, Plotly, number

_ROW = 62
_COLOURS = ("$focus-on", "$cat4", "$cat2", "$cat3")
_SYMBOLS = ("diamond", "circle", "square", "triangle-up")


@dataclass(frozen=True)
class Dots:
    """One series: its name, and value and text for each row."""

    name: str
    values: Sequence[float]
    texts: Sequence[str]


def gaps(rows: Sequence[str], series: Sequence[Dots], *, unit: str) -> Picture:
    """A row for each measure with one dot a series, the first series being the area; the axis need not start at 0.

    Names stand once, at the first row; every dot says its number.
    """
    known = [v for one in series for v in one.values if not math.isnan(v)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    pad = max((high - low) * 0.25, 1)
    spans: list[Plotly] = []
    for place, _row in enumerate(rows):
        values = [one.values[place] for one in series if not math.isnan(one.values[place])]
        if len(values) > 1:
            spans.append(
                {
                    "type": "line",
                    "x0": number(min(values)),
                    "x1": number(max(values)),
                    "y0": place,
                    "y1": place,
                    "line": {"color": "$focus-off", "width": 3},
                    "layer": "below",
                }
            )
    data: list[Plotly] = [
        {
            "type": "scatter", "mode": "markers+text", "name": one.name,
            "x": [number(v) for v in one.values], "y": list(range(len(rows))), "text": list(one.texts),
            "textposition": "bottom center" if place == 0 else "top center", "cliponaxis": False,
            "textfont": {"size": 13, "color": "$ink", "weight": 600 if place == 0 else 400},
            "marker": {"size": 13, "color": _COLOURS[place % 4], "symbol": _SYMBOLS[place % 4], "line": {"color": "$page", "width": 1.5}},
        }
        for place, one in enumerate(series)
    ]  # fmt: skip
    layout: Plotly = {
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
        "yaxis": {"autorange": False, "range": [len(rows) - 0.4, -0.6], "showgrid": False, "tickvals": list(range(len(rows))), "ticktext": list(rows)},
        "xaxis": {"range": [number(low - pad), number(high + pad)], "ticksuffix": unit, "nticks": 5, "tickfont": {"color": "$muted"}},
        "margin": {"t": 34}, "shapes": spans,
    }  # fmt: skip
    height = 90 + _ROW * len(rows)
    wrapped = {
        "layout": {
            "yaxis": {"ticktext": [_wrap(row) for row in rows]},
            "xaxis": {"nticks": 3},
            "legend": {"font": {"size": 12}},
        }
    }
    return Picture(data, layout, height, wrapped, height)


def _wrap(label: str, width: int = 14) -> str:
    """A label on several lines for narrow screens."""
    lines, line = [], ""
    for word in label.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])

"""Whiskers: a value with its interval in each row, and comparators as upright ticks with their names."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import LEGEND, Picture, Plotly, number, wrapped
from generators.charts.withheld import bands

_ROW = 46
_TICKS = (("$cat4", "line-ns-open"), ("$cat2", "diamond-open"), ("$cat3", "square-open"))


@dataclass(frozen=True)
class Whisker:
    """One row: its name, the value, its interval (NaN where there is none), and what stands beside it."""

    label: str
    value: float
    low: float
    high: float
    text: str


def whiskers(
    rows: Sequence[Whisker],
    name: str,
    ticks: Sequence[tuple[str, Sequence[float]]],
    *,
    unit: str = "%",
    zero: bool = False,
) -> Picture:
    """Dots with whiskers, one row each; the axis need not start at 0, since lengths are not compared.

    Args:
        name: what the dots are of, for the legend.
        ticks: for each comparator its name and its value in each row.
        zero: values are differences, and a line stands at 0.
    """
    known = [v for row in rows for v in (row.value, row.low, row.high) if not math.isnan(v)]
    known += [v for _, values in ticks for v in values if not math.isnan(v)] + ([0.0] if zero else [])
    low, high = min(known, default=0), max(known, default=1)
    pad = max((high - low) * 0.1, 1)
    places = list(range(len(rows)))
    data: list[Plotly] = [_dots(rows, name), *(_ticks(*tick, *_TICKS[n % 3]) for n, tick in enumerate(ticks))]
    start, end = low - pad if zero else max(low - pad, 0), high + pad
    data += bands([row.text for row in rows], start, end)
    layout: Plotly = {
        "showlegend": bool(ticks),
        "legend": LEGEND,
        "yaxis": {"autorange": False, "range": [len(rows) - 0.4, -0.7], "showgrid": False, "tickvals": places, "ticktext": [wrapped(row.label, 30) for row in rows]},
        "xaxis": {"range": [number(start), number(end)], "nticks": 6, "ticksuffix": unit, "tickfont": {"color": "$muted"}, "showgrid": True},
        "margin": {"t": 44 if ticks else 8},
    }  # fmt: skip
    if zero:
        line = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
        layout["shapes"] = [line | {"line": {"color": "$line", "width": 1.5}}]
    height = (100 if ticks else 64) + _ROW * len(rows)
    narrow = {
        "layout": {
            "yaxis": {"ticktext": [wrapped(row.label, 15) for row in rows]},
            "xaxis": {"nticks": 3},
            "legend": {"font": {"size": 12}},
        }
    }
    return Picture(data, layout, height, narrow, height + 10 * len(rows))


def _dots(rows: Sequence[Whisker], name: str) -> Plotly:
    above = [0 if math.isnan(row.high) else number(row.high - row.value) for row in rows]
    below = [0 if math.isnan(row.low) else number(row.value - row.low) for row in rows]
    return {
        "type": "scatter", "mode": "markers+text", "name": name, "x": [number(row.value) for row in rows], "y": list(range(len(rows))),
        "text": [row.text for row in rows], "textposition": "top center", "textfont": {"color": "$ink", "size": 13, "weight": 600}, "cliponaxis": False,
        "marker": {"size": 12, "color": "$focus-on", "line": {"color": "$page", "width": 1.5}},
        "error_x": {"type": "data", "symmetric": False, "array": above, "arrayminus": below, "color": "$focus-on", "thickness": 2.5, "width": 6},
    }  # fmt: skip


def _ticks(name: str, values: Sequence[float], colour: str, symbol: str) -> Plotly:
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": [number(v) for v in values], "y": list(range(len(values))), "cliponaxis": False,
        "marker": {"size": 15 if symbol.startswith("line") else 11, "color": colour, "symbol": symbol, "line": {"color": colour, "width": 3}},
    }  # fmt: skip

"""Bars: ranked, one a row, with lines for comparators; and grouped, two or more a row."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import LEGEND, Picture, Plotly, axis_top, number, wrapped
from generators.charts.withheld import shown, stubs
from generators.inputs.marks import is_withheld

_ROW = 25  # pixels a single bar takes with its gap
_BAR = 22  # pixels a bar of a group takes
_FRAME = 60
_LEGEND_LINE = 22
_MOST_BESIDE = 0.75  # of the plot, by the words beside a bar
_LEGEND: Plotly = LEGEND | {"traceorder": "normal"}
_FILLED = 0.72  # of a row, by its bar or bars
_PLOT, _NARROW_PLOT = 560, 215  # pixels that bars and the words beside them have at least
_LETTER = 7.4  # pixels of a letter beside a bar
_WIDE, _NARROW = 34, 17  # letters of a name on one line
_PARTS = ("$focus-on", "$focus-off", "$cat2", "$cat4")  # of a stack
_QUIET = ("$focus-off", "$cat2", "$cat4")  # the groups that are not spoken of


@dataclass(frozen=True)
class Bar:
    """One bar. `text` is what stands at its end: the number as shown, or its mark."""

    label: str
    value: float
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Line:
    """A comparator's value, drawn across all bars with its name and number."""

    name: str
    value: float


def ranked(bars: Sequence[Bar], lines: Sequence[Line] = ()) -> Picture:
    """Horizontal bars in the order given, strong ones in the focus colour; a missing one shows its mark at the axis.

    A number stands inside its bar where the bar is long enough, so that no line crosses it.
    """
    names, texts = [bar.label for bar in bars], [bar.text for bar in bars]
    top, inside = _fitted(bars, lines, _PLOT)
    narrow_top, narrow_inside = _fitted(bars, lines, _NARROW_PLOT)
    trace: Plotly = {
        "type": "bar", "orientation": "h", "y": names, "x": [number(bar.value) or 0 for bar in bars],
        "text": [shown(text) for text in texts], "textposition": inside,
        "insidetextanchor": "end", "textangle": 0, "constraintext": "none", "cliponaxis": False,
        "outsidetextfont": {"color": "$ink", "size": 13},
        "insidetextfont": {"color": ["$on-ink" if bar.strong else "$off-ink" for bar in bars], "size": 13, "weight": 600},
        "marker": {"color": ["$focus-on" if bar.strong else "$focus-off" for bar in bars]},
    }  # fmt: skip
    layout: Plotly = {
        "yaxis": _labels(names, _WIDE), "barmode": "overlay", "bargap": _gap(names, _WIDE, _ROW),
        "xaxis": {"range": [0, number(top)], "visible": False},
        "margin": {"t": 8 + 20 * len(lines), "b": 8},
        "shapes": [_rule(line.value) for line in lines],
        "annotations": [_name(line, level, top) for level, line in enumerate(lines)],
    }  # fmt: skip
    narrow_layout: Plotly = {
        "yaxis": _labels(names, _NARROW), "bargap": _gap(names, _NARROW, _ROW), "xaxis": {"range": [0, number(narrow_top)]},
    }  # fmt: skip
    narrow = {"data": [{"textposition": narrow_inside}], "layout": narrow_layout}
    frame = 34 + 20 * len(lines)
    heights = [frame + _rows_height(names, width, _ROW) for width in (_WIDE, _NARROW)]
    return Picture([trace, *stubs(names, texts, top)], layout, heights[0], narrow, heights[1])


def _fitted(bars: Sequence[Bar], lines: Sequence[Line], pixels: int) -> tuple[float, list[str]]:
    """The end of an axis of so many pixels, and for each bar whether its number stands inside it or outside."""
    top = axis_top([bar.value for bar in bars] + [line.value for line in lines], room=0.06)

    def inside(bar: Bar) -> bool:
        return bar.value > max(0.18, (_LETTER * len(bar.text) + 10) / pixels) * top

    top = max(top, _top_beside([(bar.value, len(bar.text)) for bar in bars if not inside(bar)], pixels))
    return top, ["inside" if inside(bar) else "outside" for bar in bars]


def grouped(
    labels: Sequence[str], groups: Sequence[tuple[str, Sequence[float], Sequence[str]]], strong: int = -1
) -> Picture:
    """For each label one bar a group, one group in the focus colour; each bar says its number and its group.

    On narrow screens a legend takes the place of names that leave no room for the bars.

    Args:
        groups: name, values and texts, in the order of the labels.
        strong: which group is spoken of; the last by default.
    """
    spoken_of = strong % len(groups)
    quiet = iter(_QUIET)
    colours = ["$focus-on" if place == spoken_of else next(quiet, "$focus-off") for place in range(len(groups))]
    ends = [
        (value, len(f"{text} {name}"))
        for name, values, texts in groups
        for value, text in zip(values, texts, strict=True)
    ]
    top = _top_beside(ends, _PLOT)
    data: list[Plotly] = [
        {
            "type": "bar", "orientation": "h", "name": name, "y": list(labels), "x": [number(v) or 0 for v in values], "offsetgroup": str(place),
            "text": [shown(f"{text} {name}") for text in texts], "textposition": "outside", "cliponaxis": False, "textangle": 0, "constraintext": "none",
            "textfont": {"color": "$ink" if place == spoken_of else "$muted", "size": 13},
            "marker": {"color": colours[place]},
        }
        for place, (name, values, texts) in enumerate(groups)
    ]  # fmt: skip
    for place, (name, _, texts) in enumerate(groups):
        data += stubs(labels, [f"{text} {name}" for text in texts], top, offsetgroup=str(place))
    row = _BAR * len(groups) + 14
    layout: Plotly = {
        "barmode": "group", "margin": {"t": 4, "b": 4}, "yaxis": _labels(labels, _WIDE), "bargap": _gap(labels, _WIDE, row),
        "xaxis": {"range": [0, number(top)], "visible": False},
    }  # fmt: skip
    crowded = max((_LETTER * letters for _, letters in ends), default=0) > _MOST_BESIDE * _NARROW_PLOT
    narrow: Plotly = _grouped_with_legend(labels, groups) if crowded else {"layout": {"xaxis": {"range": [0, number(_top_beside(ends, _NARROW_PLOT))]}}}  # fmt: skip
    narrow["layout"] |= {"yaxis": _labels(labels, _NARROW), "bargap": _gap(labels, _NARROW, row)}
    heights = [24 + _rows_height(labels, width, row) for width in (_WIDE, _NARROW)]
    return Picture(data, layout, heights[0], narrow, heights[1] + (_LEGEND_LINE * len(groups) if crowded else 0))


def _grouped_with_legend(labels: Sequence[str], groups: Sequence[tuple[str, Sequence[float], Sequence[str]]]) -> Plotly:
    """What differs where the bars say their numbers alone, and a legend says the groups."""
    ends = [(value, len(text)) for _, values, texts in groups for value, text in zip(values, texts, strict=True)]
    top = _top_beside(ends, _NARROW_PLOT)
    hidden = [part for _, _, texts in groups for part in stubs(labels, texts, top)]
    return {
        "data": [*({"text": [shown(text) for text in texts]} for _, _, texts in groups), *({"text": part["text"], "x": part["x"]} for part in hidden)],
        "layout": {
            "xaxis": {"range": [0, number(top)]}, "showlegend": True, "legend": _LEGEND | {"font": {"size": 12}},
            "margin": {"t": 4 + _LEGEND_LINE * len(groups)},
        },
    }  # fmt: skip


def stacked(labels: Sequence[str], groups: Sequence[tuple[str, Sequence[float], Sequence[str]]]) -> Picture:
    """For each label one bar of parts, the first in the focus colour; a part that is long enough says its number.

    Where a part is withheld, the bar ends in the hatched stub: its length is not the whole.

    Args:
        groups: name, values and texts, in the order of the labels.
    """
    totals = [
        sum(v for v in column if not math.isnan(v)) for column in zip(*(values for _, values, _ in groups), strict=True)
    ]
    marks = [
        next((text for text in column if is_withheld(text)), "") for column in zip(*(texts for _, _, texts in groups), strict=True)
    ]  # fmt: skip
    top = axis_top(totals, room=0.2 if any(marks) else 0.04)
    data: list[Plotly] = [
        {
            "type": "bar", "orientation": "h", "name": name, "y": list(labels), "x": [number(v) for v in values],
            "text": [text if v > 0.16 * top else "" for v, text in zip(values, texts, strict=True)], "textposition": "inside", "insidetextanchor": "middle",
            "textangle": 0, "constraintext": "none", "textfont": {"color": "$off-ink" if place else "$on-ink", "size": 13, "weight": 600},
            "marker": {"color": _PARTS[place % len(_PARTS)]},
        }
        for place, (name, values, texts) in enumerate(groups)
    ]  # fmt: skip
    data += stubs(labels, marks, top)
    layout: Plotly = {
        "barmode": "stack", "bargap": _gap(labels, _WIDE, 30), "margin": {"t": 40, "b": 4}, "yaxis": _labels(labels, _WIDE), "xaxis": {"range": [0, number(top)], "visible": False},
        "showlegend": True, "legend": _LEGEND,
    }  # fmt: skip
    short = [{"text": [text if v > 0.28 * top else "" for v, text in zip(values, texts, strict=True)]} for _, values, texts in groups]  # fmt: skip
    narrow = {"data": short, "layout": {"yaxis": _labels(labels, _NARROW), "bargap": _gap(labels, _NARROW, 30), "legend": {"font": {"size": 12}}}}  # fmt: skip
    return Picture(data, layout, 60 + _rows_height(labels, _WIDE, 30), narrow, 84 + _rows_height(labels, _NARROW, 30))


def with_ticks(
    labels: Sequence[str], bars: Sequence[Bar], ticks: Sequence[tuple[str, float, str]], lines: Sequence[Line]
) -> Picture:
    """Quiet bars with a diamond on each, such as the longest and the average wait, and thresholds as dashed lines.

    Args:
        ticks: label, value and text of each diamond.
    """
    top = axis_top(
        [bar.value for bar in bars] + [value for _, value, _ in ticks] + [line.value for line in lines], room=0.18
    )
    data: list[Plotly] = [
        {
            "type": "bar", "orientation": "h", "y": list(labels), "x": [number(bar.value) or 0 for bar in bars],
            "text": [shown(bar.text) for bar in bars], "textposition": "outside", "cliponaxis": False, "textangle": 0, "constraintext": "none",
            "textfont": {"color": "$muted", "size": 13}, "marker": {"color": "$focus-off"},
        },
        {
            "type": "scatter", "mode": "markers+text", "y": [label for label, _, _ in ticks], "x": [number(value) for _, value, _ in ticks],
            "text": [text for _, _, text in ticks], "textposition": "middle left", "textfont": {"color": "$off-ink", "weight": 600, "size": 13},
            "marker": {"size": 12, "color": "$focus-on", "symbol": "diamond", "line": {"color": "$page", "width": 1.5}},
        },
    ]  # fmt: skip
    layout: Plotly = {
        "yaxis": {"autorange": "reversed", "showgrid": False, "type": "category"}, "xaxis": {"range": [0, number(top)], "visible": False},
        "bargap": 0.35, "barmode": "overlay", "margin": {"t": 8 + 20 * len(lines), "b": 8},
        "shapes": [_rule(line.value) for line in lines], "annotations": [_name(line, level, top) for level, line in enumerate(lines)],
    }  # fmt: skip
    data += stubs(labels, [bar.text for bar in bars], top)
    height = _FRAME + 36 * len(labels) + 20 * len(lines)
    return Picture(data, layout, height, {"layout": {"xaxis": {"range": [0, number(top * 1.12)]}}}, height)


def _top_beside(ends: Sequence[tuple[float, int]], pixels: int) -> float:
    """The end of an axis with room for the words beside each bar: its value, and how many letters stand there."""
    known = [(value, letters) for value, letters in ends if not math.isnan(value)]
    return max((value / max(1 - _LETTER * letters / pixels, 0.25) for value, letters in known), default=0) or 1


def _labels(labels: Sequence[str], width: int) -> Plotly:
    """The axis with the bars' names, long ones on several lines."""
    return {
        "autorange": "reversed", "showgrid": False, "type": "category",
        "tickvals": list(labels), "ticktext": [wrapped(label, width) for label in labels],
    }  # fmt: skip


def _rows_height(labels: Sequence[str], width: int, row: int) -> int:
    """The height of all bars."""
    return len(labels) * _row_height(labels, width, row)


def _row_height(labels: Sequence[str], width: int, row: int) -> int:
    """The name with the most lines decides, since all rows are equally high."""
    most = max((wrapped(label, width).count("<br>") + 1 for label in labels), default=1)
    return max(row, 17 * most + 8)


def _gap(labels: Sequence[str], width: int, row: int) -> float:
    """The share of a row that is empty: long names make rows higher, but not bars thicker."""
    return round(1 - _FILLED * row / _row_height(labels, width, row), 3)


def _rule(value: float) -> Plotly:
    return {
        "type": "line",
        "x0": number(value),
        "x1": number(value),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",  # a line across a bar's number could not be read
        "line": {"color": "$line", "width": 1.5, "dash": "4px,3px"},
    }


def _name(line: Line, level: int, top: float) -> Plotly:
    """The line's name above the bars, each line's on a level of its own so that near ones do not cover each other."""
    anchor = "left" if line.value < top / 4 else "right" if line.value > top * 3 / 4 else "center"
    return {
        "x": number(line.value), "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": anchor, "yshift": 20 * level,
        "text": line.name, "showarrow": False, "font": {"size": 13, "color": "$muted"},
    }  # fmt: skip

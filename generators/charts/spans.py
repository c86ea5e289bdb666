"""Spans of time as bars on one axis of dates: a plan, or Gantt, chart, with a heading for each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generators.charts.picture import Picture, Plotly, wrapped

_LINE, _BAR = 17, 13  # pixels of a line of a name, and of a bar
_HEADING, _GAP = 32, 9  # of a group's heading, and between two rows
_WIDE, _NARROW = 44, 48  # letters of a name on one line
_FRAME = 60
_DAY = 86_400_000  # milliseconds


@dataclass(frozen=True)
class Span:
    """One bar. `text` stands at its end; strong ones have the focus colour."""

    label: str
    start: date
    end: date
    text: str
    strong: bool = False
    group: str = ""


@dataclass(frozen=True)
class _Row:
    """What a row shows: a heading, or a bar with its name."""

    text: str
    span: Span | None = None


@dataclass(frozen=True)
class _Rows:
    """Where the rows stand, in pixels from the top: the middle of each name and each bar, and the height of all."""

    names: list[float]
    bars: list[float]
    height: float


def plan(spans: Sequence[Span], today: date | None = None, today_words: str = "") -> Picture:
    """Bars in the order given, below the heading of their group, with a line at the report's date.

    The axis across is in pixels, so that a long name has the room that it needs; on narrow screens names stand above bars.
    """
    if not spans:
        return Picture([], {}, 0)
    rows = _rows(spans)
    wide, narrow = _beside(rows), _above(rows)
    days = [day for span in spans for day in (span.start, span.end)] + ([today] if today else [])
    first, last = min(days) - timedelta(days=8), max(days)
    end = last + (last - first) / 3  # room for the words at the ends of the last bars
    layout: Plotly = {
        "xaxis": {"type": "date", "side": "top", "range": [first.isoformat(), end.isoformat()], "tickformat": "%b %Y", "nticks": 7, "tickfont": {"color": "$muted"}},
        "yaxis": {
            "range": [wide.height, 0], "showgrid": False, "tickvals": wide.bars, "tickfont": {"size": 13},
            "ticktext": [wrapped(row.text, _WIDE) for row in rows if row.span],
        },
        "margin": {"t": 50 if today else 30, "b": 8}, "shapes": _rule(today),
        "annotations": [*(_name(row, y) for row, y in zip(rows, wide.names, strict=True)), *_today(today, today_words, first, end)],
    }  # fmt: skip
    other: Plotly = {
        "data": [{"y": narrow.bars}],
        "layout": {
            "yaxis": {"range": [narrow.height, 0], "showticklabels": False, "tickvals": narrow.bars}, "xaxis": {"nticks": 5, "tickfont": {"size": 12}},
            "annotations": [{"y": y, "visible": True, "text": wrapped(row.text, _NARROW)} for row, y in zip(rows, narrow.names, strict=True)],
        },
    }  # fmt: skip
    return Picture([_bars(spans, wide.bars)], layout, round(_FRAME + wide.height), other, round(_FRAME + narrow.height))


def _rows(spans: Sequence[Span]) -> list[_Row]:
    """The bars, each group below its heading."""
    rows: list[_Row] = []
    for place, span in enumerate(spans):
        if span.group and (place == 0 or spans[place - 1].group != span.group):
            rows.append(_Row(span.group))
        rows.append(_Row(span.label, span))
    return rows


def _beside(rows: Sequence[_Row]) -> _Rows:
    """Names beside their bars."""
    heights = [_lines(row, _WIDE) * _LINE + _GAP if row.span else _HEADING for row in rows]
    middles = [sum(heights[:place]) + height / 2 for place, height in enumerate(heights)]
    return _Rows(middles, [y for y, row in zip(middles, rows, strict=True) if row.span], sum(heights))


def _above(rows: Sequence[_Row]) -> _Rows:
    """Names above their bars."""
    names = [_lines(row, _NARROW) * _LINE for row in rows]
    heights = [
        name + (_BAR + 2 * _GAP if row.span else _HEADING - _LINE) for name, row in zip(names, rows, strict=True)
    ]
    tops = [sum(heights[:place]) for place in range(len(rows))]
    middles = [top + (name if row.span else height) / 2 for top, name, height, row in zip(tops, names, heights, rows, strict=True)]  # fmt: skip
    bars = [top + name + _BAR / 2 + 3 for top, name, row in zip(tops, names, rows, strict=True) if row.span]
    return _Rows(middles, bars, sum(heights))


def _lines(row: _Row, width: int) -> int:
    return wrapped(row.text, width).count("<br>") + 1


def _bars(spans: Sequence[Span], y: list[float]) -> Plotly:
    return {
        "type": "bar", "orientation": "h", "y": y, "width": _BAR,
        "base": [span.start.isoformat() for span in spans], "x": [((span.end - span.start).days + 1) * _DAY for span in spans],
        "text": [span.text for span in spans], "textposition": "outside", "cliponaxis": False, "constraintext": "none", "textangle": 0,
        "textfont": {"color": "$ink", "size": 12}, "marker": {"color": ["$focus-on" if span.strong else "$focus-off" for span in spans]},
    }  # fmt: skip


def _name(row: _Row, y: float) -> Plotly:
    """A heading across the plot; or the name of a bar, which only narrow screens show here."""
    return {
        "x": 0, "xref": "paper", "y": y, "xanchor": "left", "yanchor": "middle", "align": "left", "showarrow": False,
        "text": row.text, "visible": row.span is None, "bgcolor": "$page", "borderpad": 0,  # no line crosses a name
        "font": {"size": 13, "color": "$ink", "weight": 400 if row.span else 700},
    }  # fmt: skip


def _today(today: date | None, words: str, first: date, end: date) -> list[Plotly]:
    """The name of the line, on the side of it that has more room."""
    if today is None:
        return []
    anchor = "left" if today - first < end - today else "right"
    return [{
        "x": today.isoformat(), "y": 1, "yref": "paper", "xanchor": anchor, "yanchor": "bottom", "yshift": 22, "text": words,
        "showarrow": False, "font": {"size": 12, "color": "$muted"},
    }]  # fmt: skip


def _rule(today: date | None) -> list[Plotly]:
    if today is None:
        return []
    line = {"color": "$line", "width": 1.5, "dash": "4px,3px"}
    return [{"type": "line", "x0": today.isoformat(), "x1": today.isoformat(), "y0": 0, "y1": 1, "yref": "paper", "line": line, "layer": "below"}]  # fmt: skip

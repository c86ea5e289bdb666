"""Spans of time as bars on one axis of dates: a plan, or Gantt, chart, with a heading for each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generators.charts.picture import Picture, Plotly, wrapped

_ROW, _NARROW_ROW = 26, 46  # pixels a bar takes with its gap; on narrow screens its name stands above it
_LINE = 17  # pixels of each further line of a name
_WIDE, _NARROW = 46, 40  # letters of a name on one line
_DAY = 86_400_000  # milliseconds
_THIN = {"width": 0.3, "offset": 0.1}  # of a bar on narrow screens, below its name


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
    span: Span | None


def plan(spans: Sequence[Span], today: date | None = None, today_words: str = "") -> Picture:
    """Bars in the order given, below the heading of their group, with a line at the report's date.

    Rows are numbered from the top, since two items may have one name.
    """
    rows = _rows(spans)
    first, last = _ends(spans, today)
    bars = [(place, row.span) for place, row in enumerate(rows) if row.span is not None]
    trace: Plotly = {
        "type": "bar", "orientation": "h", "y": [place for place, _ in bars],
        "base": [span.start.isoformat() for _, span in bars], "x": [((span.end - span.start).days + 1) * _DAY for _, span in bars],
        "text": [span.text for _, span in bars], "textposition": "outside", "cliponaxis": False, "constraintext": "none", "textangle": 0,
        "textfont": {"color": "$ink", "size": 12}, "width": 0.6,
        "marker": {"color": ["$focus-on" if span.strong else "$focus-off" for _, span in bars]},
    }  # fmt: skip
    names = [_name(place, row) for place, row in enumerate(rows)]
    room = (last - first) / 4  # for the words at the ends of the last bars
    layout: Plotly = {
        "xaxis": {"type": "date", "side": "top", "range": [first.isoformat(), (last + room).isoformat()], "tickformat": "%b %Y", "nticks": 7, "tickfont": {"color": "$muted"}},
        "yaxis": {
            "range": [len(rows) - 0.4, -0.6], "showgrid": False, "tickvals": [place for place, _ in bars],
            "ticktext": [wrapped(span.label, _WIDE) for _, span in bars], "tickfont": {"size": 13},
        },
        "margin": {"t": 46 if today else 28, "b": 8}, "annotations": [*names, *_today(today, today_words)], "shapes": _rule(today),
    }  # fmt: skip
    narrow: Plotly = {
        "data": [_THIN],
        "layout": {
            "yaxis": {"showticklabels": False}, "xaxis": {"nticks": 3},
            "annotations": [{"visible": True, "yshift": 9} if row.span else {} for row in rows],
        },
    }  # fmt: skip
    return Picture([trace], layout, _height(rows, _WIDE, _ROW), narrow, _height(rows, _NARROW, _NARROW_ROW))


def _rows(spans: Sequence[Span]) -> list[_Row]:
    """The bars, each group below its heading."""
    rows: list[_Row] = []
    for place, span in enumerate(spans):
        if span.group and (place == 0 or spans[place - 1].group != span.group):
            rows.append(_Row(span.group, None))
        rows.append(_Row(span.label, span))
    return rows


def _ends(spans: Sequence[Span], today: date | None) -> tuple[date, date]:
    days = [day for span in spans for day in (span.start, span.end)] + ([today] if today else [])
    return min(days) - timedelta(days=8), max(days)


def _name(place: int, row: _Row) -> Plotly:
    """A heading across the plot; or the name of a bar, which only narrow screens show above it."""
    heading = row.span is None
    return {
        "x": 0, "xref": "paper", "y": place, "xanchor": "left", "yanchor": "middle" if heading else "bottom", "align": "left",
        "text": row.text if heading else wrapped(row.text, _NARROW), "showarrow": False, "visible": heading,
        "font": {"size": 13, "color": "$ink"} | ({"weight": 700} if heading else {}),
    }  # fmt: skip


def _today(today: date | None, words: str) -> list[Plotly]:
    if today is None:
        return []
    return [{"x": today.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 20, "text": words, "showarrow": False, "font": {"size": 12, "color": "$muted"}}]  # fmt: skip


def _rule(today: date | None) -> list[Plotly]:
    if today is None:
        return []
    line = {"color": "$line", "width": 1.5, "dash": "4px,3px"}
    return [{"type": "line", "x0": today.isoformat(), "x1": today.isoformat(), "y0": 0, "y1": 1, "yref": "paper", "line": line}]  # fmt: skip


def _height(rows: Sequence[_Row], width: int, row: int) -> int:
    """All rows are equally high: the name with the most lines decides."""
    most = max((wrapped(one.text, width).count("<br>") + 1 for one in rows if one.span), default=1)
    return 60 + len(rows) * (row + _LINE * (most - 1) // 1)

"""The mark of a withheld number: hatched, and of one size whatever was withheld, so that it says that something is hidden and no more.

A missing number leaves a gap instead. Here alone is decided how both look in a picture.
"""

from collections.abc import Sequence

from generators.charts.picture import Plotly, number
from generators.inputs.marks import is_withheld

WITHHELD, MISSING = "withheld", "no data"
HATCHED: Plotly = {"shape": "/", "size": 7, "solidity": 0.3, "fgcolor": "$muted", "bgcolor": "$page"}
_MARKER: Plotly = {"color": "$page", "pattern": HATCHED, "line": {"color": "$edge", "width": 1}}
_STUB = 0.07  # of an axis that starts at 0
_STROKES = 5  # across a cell


def shown(text: str) -> str:
    """What stands at the end of a bar itself: nothing where the hatched stub says it."""
    return "" if is_withheld(text) else text


def stubs(labels: Sequence[str], texts: Sequence[str], top: float, **group: str) -> list[Plotly]:
    """A stub at the axis for each bar that is withheld, with its words; no trace where none is.

    Args:
        top: the end of the axis, which comes from numbers that are shown.
        group: the group of bars in whose places the stubs stand.
    """
    hidden = [(label, text) for label, text in zip(labels, texts, strict=True) if is_withheld(text)]
    if not hidden:
        return []
    return [_hatched(hidden, "x", [number(_STUB * top, 6)] * len(hidden)) | group]


def bands(rows: Sequence[str], start: float, end: float) -> list[Plotly]:
    """A band across each row, numbered from 0, whose words say that it is withheld: any place on the axis could be the hidden one."""
    hidden = [(place, text) for place, text in enumerate(rows) if is_withheld(text)]
    if not hidden:
        return []
    return [_hatched(hidden, "x", [number(end - start)] * len(hidden)) | _across(number(start), 0.5)]


def columns(periods: Sequence[str], texts: Sequence[str], start: float, end: float) -> list[Plotly]:
    """The same for a picture of lines: a band from bottom to top at each period in which a line's number is withheld."""
    hidden = [(when, text) for when, text in zip(periods, texts, strict=True) if is_withheld(text)]
    if not hidden:
        return []
    return [_hatched(hidden, "y", [number(end - start)] * len(hidden)) | _across(number(start), 0.3)]


def cell(column: int, row: int, axis: str) -> Plotly:
    """The hatching of a cell of a heat map, as strokes inside it; a cell's number lies above."""
    at = [n / _STROKES - 0.5 for n in range(1, _STROKES)]
    rising = [(x, -0.42, -0.42, x) for x in at] + [(0.42, x, x, 0.42) for x in at]
    strokes = "".join(
        f"M{column + x0:.2f},{row + y0:.2f}L{column + x1:.2f},{row + y1:.2f}" for x0, y0, x1, y1 in rising
    )
    return {
        "type": "path", "path": strokes, "xref": f"x{axis}", "yref": f"y{axis}", "line": {"color": "$muted", "width": 1},
    }  # fmt: skip


def _hatched(hidden: Sequence[tuple[object, str]], along: str, lengths: Sequence[float | int | None]) -> Plotly:
    across = "y" if along == "x" else "x"
    return {
        "type": "bar", "orientation": "h" if along == "x" else "v", "name": WITHHELD,
        across: [place for place, _ in hidden], along: list(lengths),
        "text": [text for _, text in hidden], "textposition": "outside", "cliponaxis": False, "textangle": 0, "constraintext": "none",
        "textfont": {"color": "$ink", "size": 13}, "marker": _MARKER, "showlegend": False,
    }  # fmt: skip


def _across(base: float | int | None, width: float) -> Plotly:
    """What makes a bar a band over the whole plot: its words stand in it."""
    return {"base": base, "width": width, "textposition": "inside", "insidetextanchor": "middle", "cliponaxis": True}

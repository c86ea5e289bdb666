"""What all pictures share: the figure with its heights, the ranges of axes, the ordered classes of colour."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Plotly = dict[str, Any]
CLASSES = 5

# Above the plot, from its left edge, in as many lines as it takes; nothing happens on a click.
LEGEND: Plotly = {
    "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
    "itemclick": False, "itemdoubleclick": False,
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A Plotly figure and what the page needs to know to reserve its place.

    Attributes:
        narrow: what differs below 520 pixels: `data` (one dict for each trace) and `layout`, merged over the wide ones.
        height: in pixels; `narrow_height` below 520 pixels.
    """

    data: list[Plotly]
    layout: Plotly
    height: int
    narrow: Plotly = field(default_factory=dict)
    narrow_height: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(point is not None for point in trace.get("x", ())) for trace in self.data)

    def spec(self) -> Plotly:
        """What the loader reads."""
        parts = {"data": self.data, "layout": self.layout} | ({"narrow": self.narrow} if self.narrow else {})
        return {name: _as_text(part, name) for name, part in parts.items()}


_WORD_JOINER = "\u2060"
_TOKENS = (
    "color",
    "colorscale",
    "fillcolor",
    "fgcolor",
    "bgcolor",
)  # where a leading $ names a colour of the style sheet


def _as_text(value: Any, key: str) -> Any:
    """Every text with its signs escaped: Plotly reads HTML in labels, and a place name may hold some. Line breaks are ours."""
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace("&lt;br>", "<br>")
        return _WORD_JOINER + text if text.startswith("$") and key not in _TOKENS else text
    if isinstance(value, dict):
        return {name: _as_text(item, name) for name, item in value.items()}
    return [_as_text(item, key) for item in value] if isinstance(value, list | tuple) else value


def number(value: float, decimals: int = 2) -> float | int | None:
    """A value as the picture carries it: rounded to what can be seen, None for a missing one."""
    if math.isnan(value):
        return None
    rounded = round(value, decimals)
    return int(rounded) if rounded == int(rounded) else rounded


def nice_step(largest: float, count: int) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … of which `count` steps reach beyond `largest`."""
    power = 10 ** math.floor(math.log10(max(largest, 1) / count)) if largest > count else 1
    return next(power * factor for factor in (1, 2, 5, 10, 20, 50) if power * factor * count > largest)


@dataclass(frozen=True)
class Classes:
    """Ordered classes of equal width that start at 0, as legends and cells use them.

    Attributes:
        step: the width of a class; the last one is open.
    """

    step: int
    count: int = CLASSES

    def of(self, value: float) -> int:
        """The class of a value, from 1."""
        return min(int(value // self.step) + 1, self.count)

    def labels(self) -> list[str]:
        """`0 to 9`, …, `40 or more`."""
        spans = [
            f"{n * self.step} to {(n + 1) * self.step - 1}" if self.step > 1 else str(n) for n in range(self.count - 1)
        ]
        return [*spans, f"{(self.count - 1) * self.step} or more"]


def classes(values: Sequence[float]) -> Classes:
    """Classes for whole numbers from 0; missing values have none."""
    known = [value for value in values if not math.isnan(value)]
    return Classes(int(nice_step(max(known, default=0), CLASSES)))


def change_classes(values: Sequence[float]) -> Classes:
    """Three classes for the size of a change in either direction; a change of 0 has none of them."""
    known = [abs(value) for value in values if not math.isnan(value)]
    return Classes(int(nice_step(max(known, default=0), 4)), 3)


def axis_top(values: Sequence[float], *, room: float = 0.0) -> float:
    """The end of an axis that starts at 0, with room for labels beyond the longest bar, as a share of its length."""
    known = [value for value in values if not math.isnan(value)]
    return (max(known, default=0) or 1) * (1 + room)


_TIED = re.compile(r" (?=\d)|(?<=\d) (?=to \d)")


def wrapped(label: str, width: int) -> str:
    """A label on as many lines as it takes to keep each below `width` letters where words allow it.

    A number stays with the word before it: `ages 0 to 4` is never torn.
    """
    lines, line = [], ""
    for word in _TIED.sub("\u00a0", " ".join(label.split())).split(" "):
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])

"""Lines over time: one a series, with gaps where a period is missing and names at the lines' ends."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generators.charts.picture import Picture, Plotly, number, wrapped
from generators.charts.withheld import columns
from generators.inputs.marks import is_withheld

_HEIGHT = 340
_NARROW = 18  # letters of a label on one line of a narrow screen
_LETTER = 7.2  # pixels: a wide guess at the letters of a label


@dataclass(frozen=True)
class Series:
    """One line: a value for every period, NaN where there is none, and what is said of it: the number as shown, or its mark."""

    name: str
    values: Sequence[float]
    texts: Sequence[str]
    strong: bool = False


def over_time(periods: Sequence[str], series: Sequence[Series], *, unit: str, decimals: int = 1) -> Picture:
    """Lines with a dot at every value; strong ones in the focus colour; the axis starts at 0 only when values come near it."""
    known = [v for one in series for v in one.values if not math.isnan(v)]
    low, high = min(known, default=0), max(known, default=1)
    pad = max((high - low) * 0.15, 0.5)
    bottom = 0 if low < (high - low) else low - pad
    colours = iter(("$cat2", "$cat4", "$cat3", "$muted", "$cat2", "$cat4"))
    data: list[Plotly] = []
    ends: list[Plotly] = []
    for one in series:
        colour = "$focus-on" if one.strong else next(colours, "$muted")
        data.append({
            "type": "scatter", "mode": "lines+markers", "name": one.name, "x": list(periods), "y": [number(v) for v in one.values], "connectgaps": False,
            "line": {"color": colour, "width": 3 if one.strong else 2}, "marker": {"size": 8 if one.strong else 6, "color": colour}, "cliponaxis": False,
        })  # fmt: skip
        last = max((place for place, v in enumerate(one.values) if not math.isnan(v)), default=None)
        if last is not None:
            ends.append(
                {
                    "x": periods[last],
                    "y": number(one.values[last]),
                    "text": f"{one.name} {one.values[last]:.{decimals}f}{unit}",
                    "color": colour,
                }
            )
    marks = [next((one.texts[n] for one in series if is_withheld(one.texts[n])), "") for n in range(len(periods))]
    data += columns(periods, marks, bottom, high + pad)
    layout: Plotly = {
        "xaxis": {"type": "category", "showgrid": False, "tickfont": {"color": "$muted"}, "range": [-0.2, len(periods) - 0.8]},
        "yaxis": {"range": [number(bottom), number(high + pad)], "ticksuffix": unit, "nticks": 5, "tickfont": {"color": "$muted"}, "zeroline": True, "zerolinecolor": "$line", "zerolinewidth": 1},
        "margin": {"t": 16, "r": _margin(ends, 150, 300), "b": 34}, "annotations": _end_labels(ends, (high + pad - bottom) * 18 / (_HEIGHT - 60)),
    }  # fmt: skip
    folded = [end | {"text": wrapped(str(end["text"]), _NARROW)} for end in ends]
    turned = [
        {"text": label["text"], "y": label["y"]}
        for label in _end_labels(folded, (high + pad - bottom) * 18 / (_HEIGHT - 60))
    ]
    narrow: Plotly = {"margin": {"r": _margin(turned, 96, 190)}, "xaxis": {"nticks": 2 if any(len(text) > 4 for text in periods) else 4}, "annotations": turned}  # fmt: skip
    return Picture(data, layout, _HEIGHT, {"layout": narrow}, _HEIGHT)


def _margin(ends: list[Plotly], least: int, most: int) -> int:
    """Room at the right for the longest name, within bounds."""
    return min(
        max([least, *(round(max(map(len, str(end["text"]).split("<br>"))) * _LETTER) + 16 for end in ends)]), most
    )


def _end_labels(ends: list[Plotly], apart: float) -> list[Plotly]:
    """Names at the ends of lines, moved apart where they would cover each other; `apart` is the height of one line of text."""
    labels: list[Plotly] = []
    free = -math.inf  # where the label below ends
    for end in sorted(ends, key=lambda one: float(one["y"])):
        half = apart * (str(end["text"]).count("<br>") + 1) / 2
        place = max(float(end["y"]), free + half)
        free = place + half
        labels.append(
            {
                "x": 1,
                "xref": "paper",
                "y": number(place),
                "text": end["text"],
                "showarrow": False,
                "xanchor": "left",
                "xshift": 8,
                "align": "left",
                "font": {"size": 13, "color": "$ink"},
            }
        )
    return labels

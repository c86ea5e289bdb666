"""Predicted need as printed: shares, the children that they mean, and the area's share weighted by population."""

import math

import pandas as pd

from generators.inputs.frames import FILE, LINE, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.people import People, people_of
from generators.measures.tidy import Field, Tidy, tidy


@once
def predicted(area: Area) -> Tidy:
    """One row per place, age band and period: predicted share in percent, children of that age, and predicted children.

    `children` is share × population ÷ 100, marked `[e]`. A place above others that has no printed share gets the mean of
    theirs weighted by population, never the mean of percentages; it is marked `[e]` and needs the population of every part.
    """
    table = tidy(area, "predicted_need", ("percent",))
    everybody = people_of(area)
    table = _with_weighted(area, table, everybody)
    frame = table.frame
    found = [everybody.of(row["place_code"], row["age_band"]) for row in table.records()]
    people, marks = (
        pd.Series([value for value, _ in found], dtype=float),
        pd.Series([mark for _, mark in found], dtype=object),
    )
    table = table.with_value(Field("population", "Population", "people", 0), people, marks)
    mark = pd.Series(
        [combined(*pair, "[e]") for pair in zip(frame[mark_of("percent")], marks, strict=True)], dtype=object
    )
    return table.with_value(
        Field("predicted_children", "Children predicted", "children", 0), frame["percent"] * people / 100, mark
    )


def predicted_children(area: Area) -> tuple[float, str]:
    """Children with predicted need in the area, all age bands of the last period together, and their mark."""
    table = predicted(area)
    own = table.where(place_code=area.places.area.code, period=table.latest())
    marks = combined(*own.frame[mark_of("predicted_children")]) if len(own.rows) else "[x]"
    return math.fsum(own.frame["predicted_children"]) if len(own.rows) else math.nan, marks


def _with_weighted(area: Area, table: Tidy, everybody: People) -> Tidy:
    """Rows for the area and the places between it and the smallest ones, where the source prints none."""
    rows = table.records()
    there = {(row["place_code"], row["age_band"], row["period"]): row for row in rows}
    more = []
    for parent in (area.places.area, *area.places.below):
        level = next(
            (level for level in reversed(area.places.levels()) if area.places.within(parent.code, level)), None
        )
        members = area.places.within(parent.code, level) if level else ()
        for band, when in dict.fromkeys((row["age_band"], row["period"]) for row in rows):
            parts = [there.get((member.code, band, when)) for member in members]
            if (parent.code, band, when) in there or not parts or any(part is None for part in parts):
                continue
            value, mark = _weighted(everybody, [part for part in parts if part])
            first = next(part for part in parts if part)
            more.append(
                {
                    **first,
                    "place_code": parent.code,
                    "place": parent.name,
                    "percent": value,
                    "percent_mark": mark,
                    FILE: "",
                    LINE: 0,
                }
            )
    frame = pd.DataFrame([*more, *rows], columns=table.frame.columns)
    order = frame["place_code"].map(area.places.order)
    return table.with_frame(frame.assign(order=order).sort_values("order", kind="stable").drop(columns="order"))


def _weighted(everybody: People, parts: list[dict[str, object]]) -> tuple[float, str]:
    """The mean share of places weighted by their population, and its mark; missing as soon as one part is."""
    people = [everybody.of(str(part["place_code"]), str(part["age_band"])) for part in parts]
    mark = combined(*(mark for _, mark in people), *(str(part["percent_mark"]) for part in parts), "[e]")
    whole = math.fsum(value for value, _ in people)
    if not whole or math.isnan(whole):
        return math.nan, mark if "x" in mark or "c" in mark else "[x]"
    return math.fsum(
        float(str(part["percent"])) * value for part, (value, _) in zip(parts, people, strict=True)
    ) / whole, mark

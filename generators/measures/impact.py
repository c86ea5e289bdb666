"""Impact: percentages by period, and the mean of places where their denominators are known."""

import math

import pandas as pd

from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.series import COVERAGE, REPORTING, covered
from generators.measures.tidy import Tidy, as_given


def impact(area: Area) -> Tidy:
    """One row per place, measure and period. Where the area has no row of its own, its places' mean stands in its place.

    The mean is weighted with the denominators; without all of them there is none, since a mean of percentages misleads.
    """
    table = covered(area, "impact", also=("status",))
    there = {(row["measure"], row["period"]) for row in table.where(place_code=area.places.area.code).records()}
    groups: dict[tuple[str, str], list[Record]] = {}
    for row in table.records():
        if (row["measure"], row["period"]) not in there:
            groups.setdefault((row["measure"], row["period"]), []).append(row)
    means = [_mean(area, rows) for rows in groups.values() if not any(math.isnan(row["denominator"]) for row in rows)]
    frame = pd.DataFrame([*means, *table.records()], columns=table.frame.columns) if means else table.frame
    return as_given(table.with_frame(frame))


def _mean(area: Area, rows: list[Record]) -> Record:
    """The weighted mean; missing, with the mark, as soon as one place's number is."""
    whole = math.fsum(row["denominator"] for row in rows)
    value = math.fsum(row["percent"] * row["denominator"] for row in rows) / whole if whole else math.nan
    mark = combined(*(str(row[mark_of("percent")]) for row in rows))
    return {
        **rows[0], "place_code": area.places.area.code, "place": area.about.name, "status": "", COVERAGE.name: f"{len(rows)} places", REPORTING: float(len(rows)), mark_of(REPORTING): "",
        "percent": value, "percent_mark": mark if value == value else mark or "[z]", "denominator": whole, "denominator_mark": "",
        "likely": math.nan, "likely_mark": "[z]", FILE: "", LINE: 0,
    }  # fmt: skip

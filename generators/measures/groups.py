"""Gaps between groups of pupils, with Newcombe's interval, for each year; and whether a gap moved by more than chance."""

import math

from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.comparison import MISSING, NO_INTERVAL, SIMILAR
from generators.measures.intervals import difference, wilson
from generators.measures.tidy import Field, Tidy, from_rows, tidy

_NUMBERS = (
    Field("percent", "Share of the group", "percent", is_value=True),
    Field("compared", "Share of the other group", "percent", is_value=True),
    Field("gap", "Gap", "pp", is_value=True, signed=True),
    Field("gap_low", "Gap from", "pp", is_value=True, signed=True),
    Field("gap_high", "Gap to", "pp", is_value=True, signed=True),
)
REAL = "clear gap"


def group_gaps(area: Area) -> Tidy:
    """One row per row that names a group to compare with, and that group's row: the first share minus the second.

    `gap` is in percentage points; negative means that the group is behind. A missing share, or a cohort that is not given,
    makes what follows from it missing, with its mark. `verdict` says whether the interval of the gap leaves out 0.
    """
    table = tidy(area, "attainment_groups", also=("against",))
    rows = table.records()
    on = ("place_code", "measure", "period")
    by_group = {(*(row[name] for name in on), row["group"]): row for row in rows}
    found = []
    for row in rows:
        other = by_group.get((*(row[name] for name in on), row["against"]))
        if row["against"] and other is not None:
            found.append(_gap(row, other))
    fields = (*table.dims, *_NUMBERS, Field("verdict", "Verdict", words=lambda text: str(text).capitalize()))
    return from_rows(found, fields, (FILE, LINE))


def _gap(row: Record, other: Record) -> Record:
    one, two = float(row["percent"]), float(other["percent"])
    low, high = difference(one, wilson(one, float(row["cohort"])), two, wilson(two, float(other["cohort"])))
    values = {"percent": one, "compared": two, "gap": one - two, "gap_low": low, "gap_high": high}
    shares = str(row["percent_mark"]), str(other["percent_mark"])
    cohorts = str(row["cohort_mark"]), str(other["cohort_mark"])
    marks = {"percent": shares[0], "compared": shares[1], "gap": combined(*shares)}
    marks |= {name: combined(*shares, *cohorts) for name in ("gap_low", "gap_high")}
    word = (
        MISSING if math.isnan(one - two) else NO_INTERVAL if math.isnan(low) else SIMILAR if low <= 0 <= high else REAL
    )
    kept = ("place_code", "place", "measure", "group", "against", "period", "period_sort", FILE, LINE)
    return {name: row[name] for name in kept} | values | {
        mark_of(name): marks[name] or ("[x]" if math.isnan(value) else "") for name, value in values.items()
    } | {"verdict": word}  # fmt: skip

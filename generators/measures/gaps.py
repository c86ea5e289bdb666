"""Gaps: how far a place is above or below its comparators, in percentage points."""

from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, looked_up


def gap_name(comparator: str) -> str:
    """The column with the gap to a comparator: `gap_england`."""
    return "gap_" + comparator.lower().replace(" ", "_").replace("-", "_")


def with_gaps(area: Area, table: Tidy, value: str) -> Tidy:
    """The table with one column for each of the area's comparators: `value` minus the comparator's, in percentage points.

    Negative means below the comparator. A comparator's own rows are not applicable, since a place is never compared with
    itself. A missing comparator makes the gap missing, with its mark.

    Args:
        table: one row per place and whatever else is compared like with like (measure, age band, period).
    """
    on = [field.name for field in table.dims if field.name not in ("place_code", "place", "period_sort")]
    for code in area.comparators:
        name = area.places[code].name
        theirs, marks = looked_up(table.rows, table.where(place_code=code).rows, on, value)
        gaps = [row[value] - other for row, other in zip(table.rows, theirs, strict=True)]
        told = [
            "[z]" if row["place_code"] == code else combined(row[mark_of(value)], mark)
            for row, mark in zip(table.rows, marks, strict=True)
        ]
        table = table.with_value(Field(gap_name(name), f"Gap to {name}", "pp", signed=True), gaps, told)
    return table

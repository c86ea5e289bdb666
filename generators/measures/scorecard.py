"""The scorecard: for each performance indicator its latest value, the change, the target, and a rating by rule."""

import math

import pandas as pd

from generators.inputs.cells import UNRATED
from generators.inputs.frames import Record, mark_of, records
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.series import COVERAGE, Span, covered, span
from generators.measures.tidy import Field, Tidy, period_words

RATINGS = ("Green", "Amber", "Red")
UNITS = ("percent", "children", "count", "weeks")  # each is also the column that the values stand in
NOT_RATED = "Not rated"
_FLOW, _ADDED = "flow", ("children", "count")
_WORDS = tuple(
    Field(name, label)
    for name, label in (("kpi", "Indicator"), ("definition", "What it counts"), ("unit", "Unit"), ("counted", "Counted as"), ("better", "Better"))
)  # fmt: skip
_RATING = Field("rating", "Rating", words=lambda text: NOT_RATED if text == UNRATED else str(text), unrated=NOT_RATED)
_VALUES = (
    Field("value", "Latest", unit_in="unit", is_value=True),
    Field("change", "Change since the first", is_value=True, signed=True, unit_in="change_unit"),
    Field("year", "Sum of the periods", unit_in="unit", is_value=True),
    Field("target", "Target", unit_in="unit", is_value=True),
)
FIELDS = (*_WORDS, Field("latest", "Latest period"), *_VALUES, _RATING, COVERAGE, Field("id", "Id"), Field("change_unit", "Unit of the change"))  # fmt: skip


def scorecard(area: Area) -> Tidy:
    """One row per indicator, in the order of their list: what the area as a whole has of it.

    The sum over periods is that of a flow with a number in every period; a snapshot counts the same children again in each, so
    it has none. A percentage has none either.
    """
    found = covered(area, "kpi_values") if "kpi_values" in area.tables else None
    own = found.where(place_code=area.places.area.code).records() if found else []
    rows = [
        _row(area, kpi, [row for row in own if row["kpi"] == kpi["id"]]) for kpi in records(area.tables["kpis"].frame)
    ]
    return Tidy(pd.DataFrame(rows), FIELDS)


def _row(area: Area, kpi: Record, rows: list[Record]) -> Record:
    unit = str(kpi["unit"])
    one = span(sorted(rows, key=lambda row: str(row["period_sort"])), unit)
    marks = [str(row[mark_of(unit)]) for row in rows]
    value, mark = (
        (float(one.last[unit]), str(one.last[mark_of(unit)])) if one.last else (math.nan, combined(*marks) or "[x]")
    )
    change, target, total = one.change(unit), float(kpi["target"]), _total(kpi, rows, unit)
    return {
        **{field.name: str(kpi[{"kpi": "name"}.get(field.name, field.name)]) for field in _WORDS},
        "id": kpi["id"], "change_unit": "pp" if unit == "percent" else unit,
        "latest": period_words(one.last["period"]) if one.last else "None", "coverage": one.last["coverage"] if one.last else "",
        "value": value, "value_mark": mark, "change": change, "change_mark": _change_mark(one, unit, mark),
        "year": total, "year_mark": "[z]" if _not_added(kpi, rows, unit) else combined(*marks),
        "target": target, "target_mark": kpi["target_mark"] or ("" if target == target else "[z]"),
        "rating": rating(value, target, str(kpi["better"]), area.settings.thresholds.amber_within_percent),
    }  # fmt: skip


def _change_mark(one: Span, unit: str, mark: str) -> str:
    """Of two numbers the caveats of both; of one, that there is nothing to compare it with."""
    if one.first is None or one.last is None:
        return mark
    return "[z]" if one.first is one.last else combined(str(one.first[mark_of(unit)]), mark)


def _not_added(kpi: Record, rows: list[Record], unit: str) -> bool:
    return kpi["counted"] != _FLOW or unit not in _ADDED or len(rows) < 2


def _total(kpi: Record, rows: list[Record], unit: str) -> float:
    """The sum over periods, of a flow only; NaN where one of them is missing."""
    return math.nan if _not_added(kpi, rows, unit) else math.fsum(float(row[unit]) for row in rows)


def rating(value: float, target: float, better: str, within: float) -> str:
    """Green where the target is reached, Amber within so many percent of it, else Red; not rated without target or value."""
    if math.isnan(value) or math.isnan(target) or better == "neither":
        return UNRATED
    short = target - value if better == "higher" else value - target
    if short <= 0:
        return RATINGS[0]
    return RATINGS[1] if short <= abs(target) * within / 100 else RATINGS[2]


def of_group(area: Area, group: str, unit: str) -> Tidy:
    """The values of the indicators of one group that share a unit: one row per place, indicator and period."""
    kpis = register(area, "kpis").where(group=group, unit=unit).frame
    names = dict(zip(kpis["id"], kpis["name"], strict=True))
    table = covered(area, "kpi_values").only(kpi=names)
    kept = [field for field in table.fields if not field.is_value or field.name == unit]
    fields = tuple(
        Field("kpi", "Indicator", words=lambda one: names[one]) if field.name == "kpi" else field for field in kept
    )
    return Tidy(table.frame, fields)

"""The scorecard: for each performance indicator its latest value, the change, the target, and a rating by rule."""

import math
from collections.abc import Collection

import pandas as pd

from generators.inputs.cells import UNRATED
from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.register import register
from generators.measures.series import COVERAGE, REPORTED, REPORTING, covered, span
from generators.measures.tidy import PERIOD, PERIOD_SORT, PLACE_CODE, PLACE_NAME, Field, Tidy, as_given

RATINGS = ("Green", "Amber", "Red")
NOT_RATED = "Not rated"
UNITS = ("percent", "children", "count", "weeks")  # each is also the column that the values stand in
FLOW = "flow"
_ADDED = ("children", "count")
_WORDS = (
    Field("id", "Id", beside=True), Field("kpi", "Indicator"), Field("definition", "What it counts", aside=True),
    Field("counted", "Counted as", aside=True), Field("better", "Better", aside=True),
)  # fmt: skip
_RATING = Field(
    "rating", "Rating", words=lambda text: NOT_RATED if text == UNRATED else str(text), unrated=NOT_RATED, beside=True
)


@once
def _values(area: Area) -> Tidy:
    """The values of all indicators, each with who reported it."""
    return covered(area, "kpi_values")


def scorecard(area: Area, unit: str) -> Tidy:
    """One row per place and indicator of one unit that has values, in the order of the list of indicators.

    The sum over periods is that of a flow with a number in every period. A snapshot counts the same children again in each, and
    a percentage is no amount: neither has one.
    """
    table = _values(area)
    kpis = {row["id"]: row for row in area.tables["kpis"].rows if row["unit"] == unit}
    groups = {
        (kpi, place): table.where(kpi=kpi, place_code=place).records()
        for kpi in kpis
        for place in table.unique("place_code")
    }
    rows = [_row(area, kpis[kpi], same) for (kpi, _), same in groups.items() if same]
    values = [
        Field("value", "Latest", unit), Field("change", "Change since the first", "pp" if unit == "percent" else unit, signed=True),
        *([Field("year", "Sum of the periods", unit)] if unit in _ADDED else []), Field("target", "Target", unit), REPORTED,
    ]  # fmt: skip
    fields = (
        PLACE_CODE,
        PLACE_NAME,
        *_WORDS,
        PERIOD,
        PERIOD_SORT,
        *(_value(field) for field in values),
        _RATING,
        COVERAGE,
    )
    names = [column for field in fields for column in (field.name, *([mark_of(field.name)] if field.is_value else []))]
    return as_given(Tidy(pd.DataFrame(rows)[[*names, FILE, LINE]], fields))


def _value(field: Field) -> Field:
    return Field(field.name, field.label, field.unit, is_value=True, signed=field.signed)


def _row(area: Area, kpi: Record, rows: list[Record]) -> Record:
    unit = str(kpi["unit"])
    rows = sorted(rows, key=lambda row: str(row["period_sort"]))
    one, marks = span(rows, unit), [str(row[mark_of(unit)]) for row in rows]
    last = one.last or rows[-1]
    mark, target = str(last[mark_of(unit)]), float(kpi["target"] or "nan")
    adds = kpi["counted"] == FLOW and unit in _ADDED and len(rows) > 1
    several = one.first is not None and one.last is not None and one.first is not one.last
    return {
        **{name: last[name] for name in ("place_code", "place", "period", "period_sort", COVERAGE.name, REPORTING, mark_of(REPORTING), FILE, LINE)},
        **{field.name: str(kpi[{"kpi": "name"}.get(field.name, field.name)]) for field in _WORDS},
        "value": float(last[unit]), "value_mark": mark, "target": target, "target_mark": "" if target == target else "[z]",
        "change": one.change(unit), "change_mark": combined(str(one.first[mark_of(unit)]), mark) if several and one.first else "[z]" if one.last else mark,
        "year": math.fsum(float(row[unit]) for row in rows) if adds else math.nan, "year_mark": combined(*marks) if adds else "[z]",
        "rating": rating(float(last[unit]), target, str(kpi["better"]), area.settings.thresholds.amber_within_percent),
    }  # fmt: skip


def rating(value: float, target: float, better: str, within: float) -> str:
    """Green where the target is reached, Amber within so many percent of it, else Red; not rated without target or value."""
    if math.isnan(value) or math.isnan(target) or better == "neither":
        return UNRATED
    short = target - value if better == "higher" else value - target
    if short <= 0:
        return RATINGS[0]
    return RATINGS[1] if short <= abs(target) * within / 100 else RATINGS[2]


def of_groups(area: Area, groups: Collection[str], unit: str) -> Tidy:
    """The values of the indicators of these groups that share a unit: one row per place, indicator and period."""
    names = {row["id"]: row["name"] for row in register(area, "kpis").where(unit=unit).only(group=groups).rows}
    table = _values(area).only(kpi=names)
    kept = [field for field in table.fields if not field.is_value or field.name in (unit, REPORTING)]
    fields = tuple(
        Field("kpi", "Indicator", words=lambda one: names[one]) if field.name == "kpi" else field for field in kept
    )
    return as_given(table.with_fields(fields))

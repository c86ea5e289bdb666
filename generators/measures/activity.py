"""Demand and reach: referrals and discharges, net flow, rates, and the caseload against the population."""

import pandas as pd

from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.intervals import rate
from generators.measures.people import people_of
from generators.measures.tidy import Field, Tidy, looked_up, marks_of, tidy
from generators.numbers import per_1000, percent

FLOWS = ("referrals", "discharges")


def flows(area: Area) -> Tidy:
    """One row per place, age band and period: referrals, discharges, net flow, and referrals per 1,000 people of that age.

    Net flow is referrals minus discharges: positive means that more children came than left. `rate_low` and `rate_high` are
    the 95% interval of the rate: what it could be if another year were as like this one as chance allows.
    """
    table = tidy(area, "activity")
    on = ["place_code", "age_band", "period"]
    dims = tuple(field for field in table.dims if field.name != "measure")
    rows = table.frame.drop_duplicates(on).reset_index(drop=True)
    result = Tidy(rows[[field.name for field in dims]], dims)
    for name in FLOWS:
        values, marks = looked_up(result.rows, table.where(measure=name).rows, on, "count")
        result = result.with_value(Field(name, name.capitalize(), "children", 0), values, marks)
    frame = result.frame
    net = Field("net", "Referrals minus discharges", "children", 0, signed=True)
    result = result.with_value(net, frame["referrals"] - frame["discharges"], marks_of(frame, *FLOWS))
    people, marks = _people(area, result)
    mark = _joined(frame[mark_of("referrals")], marks)
    field = Field("referrals_per_1000", "Referrals per 1,000 people of that age", "per_1000", 1)
    result = result.with_value(field, per_1000(frame["referrals"], people), mark)
    ends = [rate(count, base) for count, base in zip(frame["referrals"], people, strict=True)]
    for place, (name, label) in enumerate((("rate_low", "Rate from"), ("rate_high", "Rate to"))):
        values = pd.Series([end[place] for end in ends], index=frame.index, dtype=float)
        result = result.with_value(Field(name, label, "per_1000", 1), values, mark)
    return result


def _people(area: Area, table: Tidy) -> tuple[pd.Series, pd.Series]:
    everybody = people_of(area)
    found = [everybody.of(row["place_code"], row["age_band"]) for row in table.records()]
    return pd.Series([value for value, _ in found], dtype=float), pd.Series([mark for _, mark in found], dtype=object)


def _joined(one: pd.Series, other: pd.Series) -> pd.Series:
    return pd.Series([combined(*pair) for pair in zip(one, other, strict=True)], dtype=object)


def reach(area: Area) -> Tidy:
    """One row per place, age band and day: the caseload, the population, and the caseload in percent of it.

    The printed shares of the population and of predicted need stand beside. Where the table has no population, that of the
    population table is taken.
    """
    table = tidy(area, "caseload")
    frame = table.frame
    given, given_marks = frame["population"], frame[mark_of("population")]
    people, marks = _people(area, table)
    use = given.notna() | given_marks.str.contains("[c]", regex=False)
    population, mark = given.where(use, people), given_marks.where(use, marks)
    share = Field("reach_population", "Share of the population", "percent")
    return table.with_value(share, percent(frame["caseload"], population), _joined(frame[mark_of("caseload")], mark))

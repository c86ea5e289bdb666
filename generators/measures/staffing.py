"""Workforce: therapists and others in whole-time equivalents (WTE), per 1,000 children and per 1,000 with predicted need."""

import pandas as pd

from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.people import people_of
from generators.measures.prevalence import by_model
from generators.measures.tidy import Field, Tidy, looked_up, marks_of, period_sort, tidy
from generators.measures.unmet import main_model
from generators.numbers import per_1000, percent

CHILDREN = "0-18"  # the ages that workforce ratios are given for


def ratios(area: Area) -> Tidy:
    """One row per place, role, base and period: the printed ratio, the one before it, and the change in percent of that.

    The change is missing in a row that has no earlier period.
    """
    table = tidy(area, "workforce_ratios")
    frame = table.frame
    on = ["place_code", "role", "base"]
    earlier = _earlier(frame, on)
    before = [row | {"period": when} for row, when in zip(table.rows, earlier, strict=True)]
    values, marks = looked_up(before, table.rows, [*on, "period"], "ratio")
    marks = marks.where(pd.Series([bool(when) for when in earlier], index=frame.index), "[z]")
    table = table.with_value(Field("before", "Ratio before", "per_1000"), values, marks)
    frame = table.frame
    return table.with_value(
        Field("change_percent", "Change in percent", "percent", signed=True),
        percent(frame["ratio"] - frame["before"], frame["before"]),
        marks_of(frame, "ratio", "before"),
    )


def _earlier(frame: pd.DataFrame, on: list[str]) -> list[str]:
    """For each row the period before its own, among the rows that agree in `on`; "" for the first."""
    found = []
    for *key, when in frame[[*on, "period"]].itertuples(index=False, name=None):
        same = frame[(frame[on] == key).all(axis=1)]["period"]
        before = sorted({text for text in same if period_sort(text) < period_sort(when)}, key=period_sort)
        found.append(before[-1] if before else "")
    return found


def staff(area: Area) -> Tidy:
    """One row per place, role and period: WTE, vacancies, vacancy rate, and WTE per 1,000 children aged 0 to 18.

    Beside it stands WTE per 1,000 children with predicted need, of the model that the page on need speaks of, all ages that it
    predicts together.

    The vacancy rate is vacancies in percent of posts, filled and vacant together.
    """
    table = tidy(area, "workforce")
    frame = table.frame
    everybody = people_of(area)
    found = [everybody.of(code, CHILDREN) for code in frame["place_code"]]
    people, marks = pd.Series([value for value, _ in found], dtype=float), [mark for _, mark in found]
    mark = pd.Series([combined(*pair) for pair in zip(frame[mark_of("wte")], marks, strict=True)], dtype=object)
    table = table.with_value(
        Field("wte_per_1000", "WTE per 1,000 children", "per_1000"), per_1000(frame["wte"], people), mark
    )
    predicted = _predicted(area)
    found = [predicted.get(code, (float("nan"), "[x]")) for code in frame["place_code"]]
    children, marks = pd.Series([value for value, _ in found], dtype=float), [mark for _, mark in found]
    mark = pd.Series([combined(*pair) for pair in zip(frame[mark_of("wte")], marks, strict=True)], dtype=object)
    table = table.with_value(
        Field("wte_per_1000_predicted", "WTE per 1,000 children with predicted need", "per_1000"),
        per_1000(frame["wte"], children), mark,
    )  # fmt: skip
    rate = percent(frame["vacancies"], frame["wte"] + frame["vacancies"])
    return table.with_value(Field("vacancy_rate", "Vacancy rate", "percent"), rate, marks_of(frame, "wte", "vacancies"))


def _predicted(area: Area) -> dict[str, tuple[float, str]]:
    """Children with predicted need by place, all age bands together, and their mark."""
    found: dict[str, tuple[float, str]] = {}
    for row in by_model(area).where(model=main_model(area)).records():
        value, mark = found.get(row["place_code"], (0.0, ""))
        found[row["place_code"]] = value + float(row["central"]), combined(mark, str(row["central_mark"]))
    return found

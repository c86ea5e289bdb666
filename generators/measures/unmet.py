"""Unmet need: predicted children against those that services know, and against the provision and staff that there are."""

import math
from collections.abc import Sequence

import pandas as pd

from generators.inputs.frames import Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.prevalence import PUBLISHED, SPREAD, by_model
from generators.measures.provision import ALL_PROVIDERS, cells
from generators.measures.tidy import PERIOD, PERIOD_SORT, PLACE_CODE, PLACE_NAME, Field, Tidy, from_rows, tidy

HIGH_NEED, LITTLE = "high need, little provision", "little provision"


@once
def main_model(area: Area) -> str | None:
    """The model that the area's figures speak of, None where no model has a number.

    Where the source prints a prediction, that is the one, or its description, which has a low and a high. Elsewhere it is the
    first model of the site's list that rests on evidence: a description of somebody's output is none.
    """
    given = set(by_model(area).frame["model"])
    models = area.settings.prevalence
    described = [name for name, model in models.items() if model.kind == "description"]
    evidence = [name for name in models if name not in described]
    ordered = [*described, PUBLISHED] if PUBLISHED in given else [*evidence, *described]
    return next((name for name in ordered if name in given), None)


@once
def ranked(area: Area) -> Tidy:
    """One row per smallest place and age band of the main model: children low, central and high, and what ranks are possible.

    `rank` is by the central share, 1 the highest. `rank_best` counts only places that are higher for certain, whose low lies
    above this one's high; `rank_worst` all that could be.
    """
    table = by_model(area).where(model=main_model(area))
    levels = area.places.levels()
    rows = [row for row in table.records() if levels and area.places[row["place_code"]].level == levels[-1]]
    found = []
    for row in rows:
        same = [other for other in rows if other["age_band"] == row["age_band"]]
        found.append(row | _ranks(row, same))
    values = tuple(Field(name, label, "rank", 0, is_value=True) for name, label in _RANKS)
    return from_rows(found, (*table.fields, *values))


_RANKS = (("rank", "Rank"), ("rank_best", "Best rank possible"), ("rank_worst", "Worst rank possible"))


def _ranks(row: Record, same: Sequence[Record]) -> Record:
    own, low, high = (float(row[f"{name}_percent"]) for name in ("central", "low", "high"))
    if math.isnan(own):
        return {name: math.nan for name, _ in _RANKS} | {mark_of(name): "[x]" for name, _ in _RANKS}
    rank = 1.0 + sum(float(other["central_percent"]) > own for other in same)
    found: Record = {"rank": rank, "rank_best": math.nan, "rank_worst": math.nan}
    if not math.isnan(low):
        others = [other for other in same if other is not row]
        found["rank_best"] = 1.0 + sum(float(other["low_percent"]) > high for other in others)
        found["rank_worst"] = 1.0 + sum(float(other["high_percent"]) >= low for other in others)
    return found | {mark_of(name): "[x]" if math.isnan(found[name]) else "[e]" for name, _ in _RANKS}


@once
def known_of_predicted(area: Area) -> Tidy:
    """One row per place and age band with a caseload and a prediction: predicted children, known ones, and who is not known.

    `reach` is the caseload in percent of the predicted children; `reach_low` uses the high prediction, `reach_high` the low one.
    `unknown` is predicted minus known, not below 0: the same children need not be in both.
    """
    caseload = tidy(area, "caseload", ("caseload",))
    known = {(row["place_code"], row["age_band"]): row for row in caseload.where(period=caseload.latest()).records()}
    table = by_model(area).where(model=main_model(area))
    rows = [
        _known(row, known[row["place_code"], row["age_band"]])
        for row in table.records()
        if (row["place_code"], row["age_band"]) in known
    ]
    return _table(table, rows, (*_CHILDREN, *_KNOWN))


_CHILDREN = tuple(Field(name, f"Predicted, {name}", "children", 0, is_value=True) for name in SPREAD)
_KNOWN = (
    Field("caseload", "Known (caseload)", "children", 0, is_value=True),
    Field("reach", "Known, % of predicted", "percent", is_value=True),
    Field("reach_low", "At the high prediction", "percent", is_value=True),
    Field("reach_high", "At the low prediction", "percent", is_value=True),
    Field("unknown", "Predicted and not known", "children", 0, is_value=True),
)


def _known(row: Record, caseload: Record) -> Record:
    known = float(caseload["caseload"])
    found = {
        "caseload": known,
        "reach": _share(known, float(row["central"])),
        "reach_low": _share(known, float(row["high"])),
        "reach_high": _share(known, float(row["low"])),
        "unknown": max(float(row["central"]) - known, 0.0) if not math.isnan(known) else math.nan,
    }
    needed = {
        "caseload": (),
        "reach": ("central",),
        "reach_low": ("high",),
        "reach_high": ("low",),
        "unknown": ("central",),
    }
    marks = {
        mark_of(name): _mark(
            found[name], str(caseload["caseload_mark"]), *(str(row[mark_of(of)]) for of in needed[name])
        )
        for name in found
    }
    return {name: row[name] for name in ("place_code", "place", "age_band", "model", *SPREAD)} | {
        name: caseload[name] for name in ("period", "period_sort")} | {
        mark_of(name): row[mark_of(name)] for name in SPREAD
    } | found | marks  # fmt: skip


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else math.nan


def _mark(value: float, *marks: str) -> str:
    mark = combined(*marks)
    return mark if mark or not math.isnan(value) else "[z]"


def _table(table: Tidy, rows: Sequence[Record], values: tuple[Field, ...]) -> Tidy:
    dims = table.dims
    return from_rows(rows, (*dims, *values))


@once
def provided(area: Area) -> Tidy:
    """One row per place below the area that has provision or staff: need, provision per 1,000 predicted, and a word.

    Predicted children are those of the main model, all age bands together. `high need, little provision` are places above the
    middle in need and below it in provision: the middle of the places that have both.
    """
    table = by_model(area).where(model=main_model(area))
    children: dict[str, list[Record]] = {}
    for row in table.records():
        children.setdefault(row["place_code"], []).append(row)
    rows = [_provided(area, code, children.get(code, []), counts) for code, counts in _provisions(area).items()]
    return _worded(rows)


def _provisions(area: Area) -> dict[str, Record]:
    """Provisions reported by place below the area, in the last period of each."""
    if not {"provision_counts", "provision_register"} & set(area.tables):
        return {}
    table = cells(area).where(kind="provision", provider=ALL_PROVIDERS, level="Total", strand="Total")
    found = {}
    for place in area.places.below:
        own = table.where(place_code=place.code)
        for row in own.where(period=own.latest()).records() if len(own.rows) else ():
            found[place.code] = row
    return found


_PROVIDED = (
    Field("need", "Predicted, % of children", "percent", is_value=True),
    Field("children", "Children predicted", "children", 0, is_value=True),
    Field("provisions", "Provisions reported", "count", 0, is_value=True),
    Field("per_1000", "Provisions per 1,000 predicted", "per_1000", is_value=True),
)


def _provided(area: Area, code: str, rows: Sequence[Record], counts: Record) -> Record:
    children = math.fsum(float(row["central"]) for row in rows) if rows else math.nan
    people = math.fsum(float(row["people"]) for row in rows) if rows else math.nan
    mark = combined(*(str(row["central_mark"]) for row in rows)) if rows else "[x]"
    need = _share(children, people)
    number, beside = float(counts["count"]), str(counts["count_mark"])
    rate = 1000 * number / children if children else math.nan
    return {
        "place_code": code, "place": area.places[code].name, "need": need, "need_mark": _mark(need, mark),
        "children": children, "children_mark": _mark(children, mark), "provisions": number, "provisions_mark": beside,
        "period": counts["period"], "period_sort": counts["period_sort"],
        "per_1000": rate, "per_1000_mark": _mark(rate, mark, beside),
    }  # fmt: skip


def _worded(rows: list[Record]) -> Tidy:
    complete = [row for row in rows if not math.isnan(row["need"]) and not math.isnan(row["per_1000"])]
    need = pd.Series([row["need"] for row in complete], dtype=float).median()
    rate = pd.Series([row["per_1000"] for row in complete], dtype=float).median()
    for row in rows:
        little = row["per_1000"] < rate
        row["word"] = HIGH_NEED if little and row["need"] > need else LITTLE if little else ""
    dims = (PLACE_CODE, PLACE_NAME, PERIOD, PERIOD_SORT)
    return from_rows(rows, (*dims, *_PROVIDED, Field("word", "What stands out", words=lambda text: str(text) or "–")))

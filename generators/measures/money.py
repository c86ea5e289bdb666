"""Money: budget lines with their shares, and what is not known of them."""

import math
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from generators.inputs.declare import TOTAL
from generators.inputs.frames import Record, mark_of, records
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, looked_up, marks_of, tidy
from generators.numbers import percent

STAFFING = "Staffing"
_ASIDE = ("funder", "status")  # what a label leaves out where the line alone tells amounts apart
NOT_BUDGETED = ("income", "spent", "proposed")  # what a budget line may be that is no budget
_SPENDING = tuple(Field(name, name.capitalize(), "gbp", is_value=True) for name in ("budget", "spent", "staffing"))


def lines(area: Area) -> Tidy:
    """One row per place, period, line and funder: the amount in pounds, and its share of all known amounts of the period.

    Where both the area and its places have amounts, only those of the area; `by_place` has them all.
    The share says nothing of lines whose amount is missing; where one is, the share is marked `[u]`, low reliability.
    """
    table = _whole(area, tidy(area, "budget", also=("status",)))
    frame = table.frame
    on = ["place_code", "period"]
    single = frame[frame["line"] != TOTAL]
    known = single.groupby(on, as_index=False)["amount"].sum(min_count=1)
    whole, _ = looked_up(table.rows, records(known.assign(amount_mark="")), on, "amount")
    lacking = set(single[single["amount"].isna()][on].itertuples(index=False, name=None))
    partial = [key in lacking for key in frame[on].itertuples(index=False, name=None)]
    mark = pd.Series(
        [
            f"{own}[u]" if some and not own_absent else own
            for own, some, own_absent in zip(frame[mark_of("amount")], partial, frame["amount"].isna(), strict=True)
        ],
        dtype=object,
    )
    return table.with_value(
        Field("share", "Share of the amounts that are known", "percent"), percent(frame["amount"], whole), mark
    )


def _whole(area: Area, table: Tidy) -> Tidy:
    own = table.where(place_code=area.places.area.code)
    return own if len(own.rows) else table


def by_place(area: Area) -> Tidy:
    """One row per place, period, line and funder: the amount in pounds, printed and added-up totals among them."""
    table = tidy(area, "budget", also=("status",))
    apart = lines_apart(table)
    return table.with_fields(replace(field, aside=apart and field.name in _ASIDE) for field in table.fields)


def lines_apart(table: Tidy) -> bool:
    """Whether the line alone tells the amounts of a place and period apart: several funders may pay for one."""
    return not table.frame.duplicated(["place_code", "period", "line"]).any()


def spending(area: Area) -> Tidy:
    """One row per place and period: budget, spent, the variance in pounds and percent, and the share of staffing in the budget.

    Above 0 means that more is spent than budgeted. A place that left a category out has no sum of what it spent. The area's own
    row is of the places that reported all, and says so: a share of all budgets would count those who said nothing as if they
    had spent nothing.
    """
    spent, budgets = tidy(area, "spend"), _budgets(area)
    rows = [_spent(same, budgets) for same in _by_place(spent).values()]
    frame = pd.DataFrame([*_reporting(area, rows), *rows])
    fields = (*(field for field in spent.dims if field.name != "category"), *_SPENDING)
    table = Tidy(frame, fields)
    marks = marks_of(frame, "budget", "spent")
    variance = frame["spent"] - frame["budget"]
    table = table.with_value(Field("variance", "Above or below the budget", "gbp", signed=True), variance, marks)
    table = table.with_value(
        Field("variance_percent", "In percent of the budget", "percent", signed=True),
        percent(variance, frame["budget"]),
        marks,
    )
    staffing = percent(frame["staffing"], frame["budget"])
    return table.with_value(
        Field("staffing_share", "Staffing, share of the budget", "percent"),
        staffing,
        marks_of(frame, "staffing", "budget"),
    )


def known_sums(table: Tidy, by: str) -> dict[str, tuple[float, int]]:
    """For each value of a dimension, without totals, the sum of the amounts of the last period that are known, and how many."""
    last = table.where(period=table.latest()).frame
    found = last[(last[by] != TOTAL) & last["amount"].notna()].groupby(by, sort=False)["amount"]
    return {str(name): (float(amounts.sum()), len(amounts)) for name, amounts in found}


def spent_lines(area: Area) -> Tidy:
    """One row per place, period and category: what was spent, as given."""
    return tidy(area, "spend")


def _budgets(area: Area) -> dict[tuple[str, str], tuple[float, str]]:
    """What each place has to spend in a period: its funders' totals, or their lines where there is one only, without income."""
    if "budget" not in area.tables:
        return {}
    by_funder: dict[tuple[str, str], dict[str, list[Record]]] = {}
    for row in tidy(area, "budget", also=("status",)).records():
        if row["status"] not in NOT_BUDGETED:
            by_funder.setdefault((row["place_code"], row["period"]), {}).setdefault(row["funder"], []).append(row)
    found = {}
    for key, funders in by_funder.items():
        rows = [row for lines in funders.values() for row in ([one for one in lines if one["line"] == TOTAL] or lines)]
        found[key] = math.fsum(row["amount"] for row in rows), combined(*(row["amount_mark"] for row in rows))
    return found


def _by_place(spent: Tidy) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = {}
    for row in spent.records():
        found.setdefault((row["place_code"], row["period"]), []).append(row)
    return found


def _spent(rows: list[Record], budgets: Mapping[tuple[str, str], tuple[float, str]]) -> Record:
    """A place's row: its categories added up; missing as soon as one of them is."""
    about = {name: rows[0][name] for name in ("place_code", "place", "period", "period_sort")}
    budget, budget_mark = budgets.get((rows[0]["place_code"], rows[0]["period"]), (math.nan, "[x]"))
    spent = math.fsum(float(row["amount"]) for row in rows)
    staffing = [row for row in rows if row["category"] == STAFFING]
    paid = math.fsum(float(row["amount"]) for row in staffing) if staffing else math.nan
    paid_mark = combined(*(str(row["amount_mark"]) for row in staffing)) if staffing else "[x]"
    return about | {
        "budget": budget, "budget_mark": budget_mark, "spent": spent, "spent_mark": combined(*(str(row["amount_mark"]) for row in rows)),
        "staffing": paid, "staffing_mark": paid_mark,
    }  # fmt: skip


def _reporting(area: Area, rows: list[Record]) -> list[Record]:
    """For each period a row of the area over the places that reported; none where it has a row of its own, or nobody reported."""
    own, found = area.places.area, []
    for when in dict.fromkeys(row["period"] for row in rows):
        same = [row for row in rows if row["period"] == when]
        told = [row for row in same if not any(math.isnan(row[field.name]) for field in _SPENDING)]
        if told and all(row["place_code"] != own.code for row in same):
            sums: Record = {field.name: math.fsum(row[field.name] for row in told) for field in _SPENDING}
            marks: Record = {
                mark_of(field.name): combined(*(row[mark_of(field.name)] for row in told)) for field in _SPENDING
            }
            place = f"{own.name}, {len(told)} of {len(same)} that reported"
            found.append(told[0] | sums | marks | {"place_code": own.code, "place": place})
    return found


def reach(area: Area) -> Tidy:
    """One row per line and kind of setting: how many settings the money reached, as given."""
    return tidy(area, "budget_reach")


def shares_of_sum(table: Tidy, who: str, value: str) -> Tidy:
    """The table with each amount's share of the sum, printed or computed, whose row has the word Total."""
    totals = table.frame[table.frame[who] == TOTAL]
    whole = totals[value].iloc[0] if len(totals) else float("nan")
    share = percent(table.frame[value], pd.Series(whole, index=table.frame.index))
    return table.with_value(Field("share", "Share", "percent"), share, table.frame[mark_of(value)])


def uplift(table: Tidy, before: str, after: str) -> Tidy:
    """The table with the change from one amount to the other, in pounds and in percent of the first."""
    frame, mark = table.frame, marks_of(table.frame, before, after)
    change = frame[after] - frame[before]
    table = table.with_value(Field("change", "Change", "gbp", 0, signed=True), change, mark)
    return table.with_value(
        Field("change_percent", "Change", "percent", signed=True), percent(change, frame[before]), mark
    )


def per_head(table: Tidy, amount: float, mark: str, people: str, unsure: pd.Series) -> Tidy:
    """The table with an amount per person; `[u]` where something is not known of the people."""
    frame = table.frame
    marks = [
        combined(own, mark, "[u]" if some else "") for own, some in zip(frame[mark_of(people)], unsure, strict=True)
    ]
    value = amount / frame[people].where(frame[people] != 0)
    return table.with_value(Field("per_head", "Pounds for each", "gbp", 2), value, pd.Series(marks, index=frame.index, dtype=object))  # fmt: skip

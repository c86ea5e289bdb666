"""Money: budget lines with their shares, and what is not known of them."""

import pandas as pd

from generators.inputs.declare import TOTAL
from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, looked_up, marks_of, tidy
from generators.numbers import percent


def lines(area: Area) -> Tidy:
    """One row per place, period, line and funder: the amount in pounds, and its share of all known amounts of the period.

    The share says nothing of lines whose amount is missing; where one is, the share is marked `[u]`, low reliability.
    """
    table = tidy(area, "budget", also=("status",))
    frame = table.frame
    on = ["place_code", "period"]
    single = frame[frame["line"] != TOTAL]
    known = single.groupby(on, as_index=False)["amount"].sum(min_count=1)
    whole, _ = looked_up(frame, known.assign(amount_mark=""), on, "amount")
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

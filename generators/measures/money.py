"""Money: budget lines with their shares, and what is not known of them."""

import pandas as pd

from generators.inputs.declare import TOTAL
from generators.inputs.frames import mark_of
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, looked_up, tidy
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

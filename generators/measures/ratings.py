"""Ratings: how often each word of a scale was given, in each cycle, and the share that counts as good."""

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from generators.inputs.cells import UNRATED
from generators.inputs.declare import Column
from generators.measures.tidy import Field, Tidy, dim_field

COUNT = Field("count", "Questions", "count", 0, is_value=True)


def rating_counts(table: Tidy, cycle: str, rating: Column) -> Tidy:
    """One row per cycle and word of the scale, in their order, the last one for what nobody rated; zeros are true zeros."""
    found = Counter(zip(table.frame[cycle], table.frame[rating.name], strict=True))
    rows = [
        {cycle: when, rating.name: word, "count": float(found[when, word]), "count_mark": ""}
        for when in table.unique(cycle)
        for word in (*rating.allowed, UNRATED)
    ]
    return Tidy(pd.DataFrame(rows), (table.field(cycle), dim_field(rating), COUNT))


def share_rated(counts: Tidy, rating: str, good: Sequence[str], unsure: Sequence[str]) -> float:
    """The percentage rated `good`, of what is rated and not `unsure`; NaN when nothing is.

    Args:
        counts: see `rating_counts`, of one cycle.
    """
    said = {row[rating]: row["count"] for row in counts.records() if row[rating] not in (UNRATED, *unsure)}
    whole = sum(said.values())
    return 100 * sum(count for word, count in said.items() if word in good) / whole if whole else math.nan

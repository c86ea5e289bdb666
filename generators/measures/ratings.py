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


def share_rated(ratings: Sequence[str], good: Sequence[str], without: Sequence[str]) -> float:
    """The percentage of ratings among `good`, of those that say something; NaN when none does."""
    said = [rating for rating in ratings if rating not in (UNRATED, *without)]
    return 100 * sum(rating in good for rating in said) / len(said) if said else math.nan

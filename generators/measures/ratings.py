"""Ratings: how often each word of a scale was given, in each cycle, and the share that counts as good."""

import math
from collections.abc import Sequence

from generators.inputs.cells import UNRATED
from generators.inputs.declare import Column
from generators.measures.tallies import scale, tally
from generators.measures.tidy import Tidy


def rating_counts(table: Tidy, cycle: str, rating: Column) -> Tidy:
    """One row per cycle and word of the scale, in their order, the last one for what nobody rated; zeros are true zeros."""
    return tally(table, {cycle: table.unique(cycle), rating.name: scale(rating)}, "Questions")


def share_rated(counts: Tidy, rating: str, good: Sequence[str], unsure: Sequence[str]) -> float:
    """The percentage rated `good`, of what is rated and not `unsure`; NaN when nothing is.

    Args:
        counts: see `rating_counts`, of one cycle.
    """
    said = {row[rating]: row["count"] for row in counts.records() if row[rating] not in (UNRATED, *unsure)}
    whole = sum(said.values())
    return 100 * sum(count for word, count in said.items() if word in good) / whole if whole else math.nan

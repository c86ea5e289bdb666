"""Tallies: how many rows of a register have each word, or each combination of words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pandas as pd

from generators.inputs.cells import UNRATED
from generators.inputs.declare import Column
from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.measures.tidy import Field, Tidy
from generators.numbers import percent


def scale(column: Column) -> tuple[str, ...]:
    """The words of a column in their order, the last one for what nobody rated."""
    return (*column.allowed, *((UNRATED,) if column.unrated else ()))


def tally(table: Tidy, words: Mapping[str, Sequence[str]], label: str) -> Tidy:
    """One row per combination of words, in their order, with the number of rows that have it; a zero is a true zero.

    Args:
        words: the words of each field. A row with several words, separated by semicolons, counts for each of them.
        label: what is counted, such as `Findings`.
    """
    found: Counter[tuple[str, ...]] = Counter()
    for row in table.records():
        found.update(product(*(str(row[name]).split("; ") for name in words)))
    rows = [dict(zip(words, key, strict=True)) | {"count": float(found[key]), "count_mark": ""} for key in product(*words.values())]  # fmt: skip
    fields = tuple(table.field(name) for name in words)
    return Tidy(pd.DataFrame(rows), (*fields, Field("count", label, "count", 0, is_value=True)))


def shares_within(table: Tidy, value: str, groups: Sequence[str], label: str) -> Tidy:
    """The table with each value's share of its group's sum, in percent; missing where a value of the group is."""
    frame, mark = table.frame, mark_of(value)
    keys = [tuple(row) for row in frame[list(groups)].itertuples(index=False)]
    sums = {key: frame[[one == key for one in keys]] for key in dict.fromkeys(keys)}
    whole = pd.Series([sums[key][value].sum(skipna=False) for key in keys], index=frame.index)
    marks = [combined(*sums[key][mark]) for key in keys]
    return table.with_value(Field("share", label, "percent"), percent(frame[value], whole), pd.Series(marks, index=frame.index, dtype=object))  # fmt: skip


def summed(table: Tidy, by: str, value: str) -> Tidy:
    """One row per word, in the order of the rows: the sum of the numbers that are known; `[u]` where one is not.

    The table's field need not have the words: a column that was added to its frame will do.
    """
    field = replace(table.field(value), is_value=True)
    rows = []
    for word in table.unique(by):
        part = table.where(**{by: word}).frame
        known = part[value].dropna()
        caveats = combined(*part.loc[known.index, mark_of(value)], "[u]" if len(known) < len(part) else "")
        mark = "[x]" if known.empty else caveats
        rows.append({by: word, value: known.sum() if len(known) else float("nan"), mark_of(value): mark})
    named = next((one for one in table.fields if one.name == by), Field(by, by.capitalize()))
    return Tidy(pd.DataFrame(rows), (named, field))

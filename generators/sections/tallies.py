"""Counts of words, such as themes or ratings, as bars and in words."""

from collections.abc import Container

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.measures.tidy import Tidy
from generators.sections.model import said


def tally_bars(table: Tidy, word: str, strong: Container[str]) -> Picture:
    """One bar for each word of a field, with its `count`."""
    words, count = table.field(word).words, table.field("count")
    return ranked(
        [Bar(words(row[word]), row["count"], said(row, count), row[word] in strong) for row in table.records()]
    )


def tally_alt(table: Tidy, word: str, kind: str) -> str:
    """The same, read out; `kind` says what is counted by what."""
    words, count = table.field(word).words, table.field("count")
    listing = "; ".join(f"{words(row[word])}: {said(row, count)}" for row in table.records())
    return f"Bars of {kind}. {listing}."

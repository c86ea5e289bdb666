"""Counts and amounts by one word or two, such as themes or ratings, as bars and in words."""

from collections.abc import Container

from generators.charts.bars import Bar, grouped, ranked
from generators.charts.picture import Picture
from generators.measures.tidy import Field, Tidy
from generators.sections.model import said


def tally_bars(table: Tidy, word: str, strong: Container[str]) -> Picture:
    """One bar for each word of a field, with its `count`."""
    words, count = table.field(word).words, table.field("count")
    names = {row[word]: words(row[word]) for row in table.records()}
    return ranked(
        [
            Bar(
                f"{names[row[word]][:1].upper()}{names[row[word]][1:]}",
                row["count"],
                said(row, count),
                row[word] in strong,
            )
            for row in table.records()
        ]
    )


def tally_alt(table: Tidy, word: str, kind: str) -> str:
    """The same, read out; `kind` says what is counted by what."""
    words, count = table.field(word).words, table.field("count")
    listing = "; ".join(f"{words(row[word])}: {said(row, count)}" for row in table.records())
    return f"Bars of {kind}. {listing}."


def bars_by(table: Tidy, one: str, other: str, value: str) -> Picture:
    """For each first word one bar for each second, the first of these strong; where there is no row, there is no bar."""
    labels, field = table.unique(one), table.field(value)
    groups = []
    for word in table.unique(other):
        rows = {row[one]: row for row in table.where(**{other: word}).records()}
        values = [float(rows[label][value]) if label in rows else float("nan") for label in labels]
        texts = [said(rows[label], field) if label in rows else "nothing" for label in labels]
        groups.append((table.field(other).words(word), values, texts))
    return grouped([_named(table.field(one), label) for label in labels], groups, strong=0)


def _named(field: Field, label: object) -> str:
    """`Age 2` of `2`: a number alone names no bar."""
    words = field.words(label)
    return f"{field.label} {words}" if words.isdigit() else words


def read_out(table: Tidy, one: str, other: str, value: str) -> str:
    """The same, read out."""
    names = [table.field(name).words for name in (one, other)]
    rows = "; ".join(f"{names[0](row[one])}, {names[1](row[other])}: {said(row, table.field(value))}" for row in table.records())  # fmt: skip
    return f"{table.field(value).label} by {table.field(one).label.lower()} and {table.field(other).label.lower()}. {rows}."

"""What a kind of section is made of: figures, facts, and how their tidy tables are read as a table."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generators.charts.picture import Picture
from generators.inputs.declare import Table
from generators.inputs.frames import Record, mark_of
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy
from generators.numbers import shown

Sentence = Callable[[Area, Tidy], str]


@dataclass(frozen=True)
class Verdict:
    """A comparison in words. `kind` is good, bad, plain, same, warn or none; `up` tells the direction of the shape."""

    kind: str
    words: str
    up: bool | None = None


@dataclass(frozen=True)
class Mini:
    """One small bar on a card: its name, its value as a share of the longest, and its number in words."""

    name: str
    share: float
    text: str
    strong: bool


@dataclass(frozen=True)
class Fact:
    """A named number or text of a section, for narrative, cards and programs.

    Attributes:
        text: the value as readers see it, or its mark.
        label: what it counts, in words that follow the number on a card.
        minis: a few numbers to compare it with, as small bars.
    """

    value: float | str | None
    unit: str | None
    text: str
    mark: str = ""
    label: str = ""
    verdict: Verdict | None = None
    minis: tuple["Mini", ...] = ()


@dataclass(frozen=True)
class ListView:
    """One line of the table for each row of the tidy table, with these fields, the first as the line's heading."""

    fields: tuple[str, ...]
    caption: str


@dataclass(frozen=True)
class PivotView:
    """Rows and columns of the table from two dimensions; one table for each value of `split`.

    Attributes:
        heat: `level` or `change` colours the cells in ordered classes.
    """

    row: str
    column: str
    value: str
    caption: str
    split: str | None = None
    heat: str | None = None


@dataclass(frozen=True)
class GridView:
    """Long texts in a grid of two dimensions, which stacks on a narrow screen.

    Attributes:
        text: the field with the text; `rating`: a field with words such as a rating, printed above it.
        count: a field with a number, printed below it with the field's label; `see`: the section that it comes from.
    """

    row: str
    column: str
    text: str
    caption: str
    rating: str | None = None
    count: str | None = None
    see: str = ""


@dataclass(frozen=True)
class GroupsView:
    """Texts in groups, each group under its own heading, as lists or as quotations.

    Attributes:
        heads: the heading of a group, by the value of its dimension; groups stand in this order.
        about: fields printed after each text, such as a theme or who said it.
        quotes: whether the texts are quotations.
    """

    group: str
    text: str
    heads: Mapping[str, str]
    about: tuple[str, ...] = ()
    quotes: bool = False


@dataclass(frozen=True)
class TimelineView:
    """Dated events, in the order of the rows: when, a title, and more about it."""

    when: str
    title: str
    about: tuple[str, ...] = ()


View = ListView | PivotView | GridView | GroupsView | TimelineView


@dataclass(frozen=True)
class Figure:
    """One figure: a measure's tidy table, drawn, worded and printed.

    Attributes:
        id: stable; the address is `#fig-<id>`.
        title: a short name for lists and citations.
        subtitle: what is measured, of whom, when.
        tables: input tables that it needs, all of them; `either`: at least one of these; `beside`: tables that its numbers
            come from too, whose sources it cites, while their notes stand with their own figures.
        counted: the dimension whose values the line "n of N" counts, and the noun for them, such as `age bands`; `row`
            counts rows, `out_of` how many there should be; `item` counts them too, with or without a rating; `tally` counts
            what a tally has a word for; `point` counts the rows that have a number.
        counts: the value that must be there to count; by default any.
    """

    id: str
    title: str
    measure: Callable[[Area], Tidy]
    headline: Sentence
    subtitle: Sentence
    alt: Sentence
    view: Callable[[Area, Tidy], View]
    draw: Callable[[Area, Tidy], Picture] | None = None
    facts: Callable[[Area, Tidy], dict[str, Fact]] | None = None
    notes: Callable[[Area, Tidy], list[str]] | None = None
    tables: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    counted: tuple[str, str] = ("place", "places")
    out_of: int = 0
    counts: str = ""

    def possible(self, area: Area) -> bool:
        """Whether the area has the tables for it."""
        return all(name in area.tables for name in self.tables) and (
            not self.either or any(name in area.tables for name in self.either)
        )

    def used(self, area: Area) -> tuple[str, ...]:
        """The tables of the area that it is made from."""
        return tuple(name for name in (*self.tables, *self.either) if name in area.tables)


@dataclass(frozen=True)
class Section:
    """A kind of section: its address, its tables and its figures.

    Attributes:
        more: further figures that depend on what the area has, such as one for each measure with a trend.
        headline: the page's heading, from the section's facts; by default the first figure's.
        profile: figures and values that a place's own page shows, where the figure has a row for the place.
        card: the facts that stand for the section on the overview, the first that the area has.
        also: tables of other sections that suffice for a figure here.
        scenario: the published numbers that a reader may vary on its page, if there are any.
        lists_figures: whether its page ends with the list of all figures of the report.
    """

    slug: str
    title: str
    question: str
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    more: Callable[[Area], tuple[Figure, ...]] | None = None
    headline: Callable[[Area, Mapping[str, Fact]], str] | None = None
    profile: tuple[tuple[str, str], ...] = ()
    card: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    scenario: Callable[[Area], dict[str, Any] | None] | None = None
    lists_figures: bool = False

    def figures_of(self, area: Area) -> tuple[Figure, ...]:
        """The figures that the area has the tables for."""
        figures = (*self.figures, *(self.more(area) if self.more else ()))
        return tuple(figure for figure in figures if figure.possible(area))


def number_fact(
    row: Record | None, field: Field, label: str = "", verdict: Verdict | None = None, minis: tuple[Mini, ...] = ()
) -> Fact:
    """A cell of a tidy table as a fact; without a row it is not available."""
    if row is None:
        return Fact(None, field.unit, "[x]", "[x]", label, verdict, minis)
    value, mark = float(row[field.name]), str(row[mark_of(field.name)])
    if math.isnan(value):
        return Fact(None, field.unit, mark or "[x]", mark or "[x]", label, verdict, minis)
    return Fact(value, field.unit, said(row, field), mark, label, verdict, minis)


def bare(fact: Fact) -> str:
    """The fact's text without its caveats, for a heading."""
    return fact.text.partition(" [")[0]


def count_fact(value: int, label: str = "", unit: str = "count") -> Fact:
    """A whole number that the publisher counted."""
    return Fact(float(value), unit, f"{value:,}", label=label)


def ratio_fact(value: float, unit: str, label: str = "") -> Fact:
    """A share or a change in shares; `[z]` where there is nothing to divide by."""
    if math.isnan(value):
        return Fact(None, unit, "[z]", "[z]", label)
    return Fact(value, unit, shown(value, unit, signed=unit == "pp"), label=label)


def minis(rows: Sequence[tuple[str, Record | None]], field: Field) -> tuple[Mini, ...]:
    """Small bars from cells of one field, the last one strong; those without a number are left out."""
    given = [(name, row) for name, row in rows if row is not None and not math.isnan(float(row[field.name]))]
    top = max((float(row[field.name]) for _, row in given), default=0)
    if len(given) < 2 or top <= 0:
        return ()
    return tuple(
        Mini(name, float(row[field.name]) / top, said(row, field), place == len(given) - 1)
        for place, (name, row) in enumerate(given)
    )


def text_fact(text: str) -> Fact:
    """A word, such as the name of the highest place."""
    return Fact(text, None, text)


def said(row: Record, field: Field) -> str:
    """A cell in words: `43.3%`, `1,121 [e]`, or its mark alone."""
    value, mark = float(row[field.name]), str(row[mark_of(field.name)])
    if math.isnan(value):
        return mark or "[x]"
    return f"{shown(value, field.unit, field.decimals, signed=field.signed)} {mark}".strip()


def first(table: Tidy) -> Record | None:
    """The first row, if there is one."""
    return dict(table.rows[0]) if table.rows else None


def known(table: Tidy, value: str) -> list[Record]:
    """The rows that have a number."""
    return [dict(row) for row in table.rows if not math.isnan(float(row[value]))]

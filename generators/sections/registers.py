"""Registers as figures: one list, timeline or tally of dated items serves recommendations, milestones, risks and the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generators.inputs.declare import DUE, Column, Table
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.dated import dated, late
from generators.measures.register import register
from generators.measures.tallies import scale, summed, tally
from generators.measures.tidy import Tidy, period_words
from generators.numbers import in_words
from generators.sections.model import (
    Fact,
    Figure,
    GroupsView,
    ListView,
    PivotView,
    Sentence,
    View,
    count_fact,
    first,
    number_fact,
)
from generators.sections.tallies import bars_by, read_out, tally_alt, tally_bars

NO_DATE = "The report has no date of its own, so nothing is told as overdue."


@dataclass(frozen=True)
class Noun:
    """What the rows are, one and many, such as `milestone` and `milestones`."""

    one: str
    many: str

    def __call__(self, count: int) -> str:
        return self.one if count == 1 else self.many

    def counted(self, count: int) -> str:
        """`One milestone`, `No milestones`, `52 milestones`."""
        words = in_words(count)
        return f"{words[0].upper()}{words[1:]} {self(count)}"


def listing(
    table: Table,
    subtitle: str,
    noun: Noun,
    headline: Sentence,
    view: Callable[[Tidy], View],
    facts: Callable[[Tidy], dict[str, Fact]] | None = None,
    measure: Callable[[Area], Tidy] | None = None,
    notes: Callable[[Area, Tidy], list[str]] | None = None,
) -> Figure:
    """A figure of words: the rows of one table as they are."""
    return Figure(
        id=table.name.replace("_", "-"), title=table.title, measure=measure or (lambda area: register(area, table.name)), headline=headline,
        subtitle=lambda area, tidy: subtitle, alt=lambda area, tidy: f"{table.title}: {len(tidy.rows)} {noun(len(tidy.rows))}.",
        view=lambda area, tidy: view(tidy), facts=(lambda area, tidy: facts(tidy)) if facts else None, notes=notes,
        tables=(table.name,), counted=("row", noun.many),
    )  # fmt: skip


def agenda(
    table: Table,
    subtitle: str,
    noun: Noun,
    view: Callable[[Tidy], View],
    measure: Callable[[Area], Tidy] | None = None,
    facts: Callable[[Tidy], dict[str, Fact]] | None = None,
) -> Figure:
    """The items of a dated register, with what is overdue at the report's date."""
    figure = listing(
        table, subtitle, noun, lambda area, tidy: lateness(area, tidy, noun), view,
        facts or (lambda tidy: date_facts(tidy, noun)), measure or (lambda area: dated(area, table.name)), undated,
    )  # fmt: skip
    return replace(figure, counted=("item", noun.many))


def lateness(area: Area, table: Tidy, noun: Noun) -> str:
    """`Three of 12 milestones are overdue in March 2020`, or how many have a date at all."""
    count, overdue = len(table.rows), len(late(table))
    given = sum(row[DUE.name] != "" for row in table.records())
    if overdue:
        return f"{few(overdue, count, noun)} overdue in {period_words(area.about.report_date)}"
    return f"{few(given, count, noun)} given a date" if given < count else f"{noun.counted(count)}, {'none overdue' if area.about.report_date else 'each with a date'}"  # fmt: skip


def few(part: int, whole: int, noun: Noun) -> str:
    """`None of seven recommendations is`, `All seven recommendations are`, `The one step is`."""
    if whole == 1:
        return f"The one {noun.one} is{'' if part else ' not'}"
    if part == whole:
        return f"All {in_words(whole)} {noun.many} are"
    first = in_words(part).capitalize() if part else "None"
    return f"{first} of {in_words(whole)} {noun.many} {'is' if part < 2 else 'are'}"


def date_facts(table: Tidy, noun: Noun) -> dict[str, Fact]:
    """How many items there are, how many have a date, and how many are overdue."""
    key = noun.many.replace(" ", "_")
    whole, given, overdue = len(table.rows), sum(row[DUE.name] != "" for row in table.records()), len(late(table))
    return {
        key: count_fact(whole, noun(whole)),
        f"{key}_dated": count_fact(given, f"of {whole} {noun(whole)} {'has' if given == 1 else 'have'} a date"),
        f"{key}_overdue": count_fact(overdue, f"of {whole} {noun(whole)} {'is' if overdue == 1 else 'are'} overdue"),
    }


def undated(area: Area, table: Tidy) -> list[str]:
    """What is said where the report has no date."""
    return [] if area.about.report_date or not any(row[DUE.name] for row in table.records()) else [NO_DATE]


def tallied(
    table: Table,
    column: Column,
    noun: Noun,
    subtitle: str,
    headline: Sentence,
    strong: Sequence[str] = (),
    facts: Callable[[Area, Tidy], dict[str, Fact]] | None = None,
) -> Figure:
    """How many rows have each word of a column's scale, as bars; what nobody rated has a bar of its own."""
    what = f"{noun.many} by {column.label if column.label.isupper() else column.label.lower()}"
    return Figure(
        id=f"{table.name.replace('_', '-')}-{column.name.replace('_', '-')}", title=what[0].upper() + what[1:],
        measure=lambda area: tally(register(area, table.name), {column.name: scale(column)}, noun.many.capitalize()),
        headline=headline, subtitle=lambda area, tidy: subtitle, facts=facts,
        draw=lambda area, tidy: tally_bars(tidy, column.name, strong), alt=lambda area, tidy: tally_alt(tidy, column.name, what),
        view=lambda area, tidy: ListView((column.name, "count"), what[0].upper() + what[1:]),
        tables=(table.name,), counted=("tally", noun.many),
    )  # fmt: skip


def crossed(
    table: Table,
    id: str,
    title: str,
    words: tuple[str, str],
    measure: Callable[[Area], Tidy],
    subtitle: str,
    headline: Sentence,
    facts: Callable[[Area, Tidy], dict[str, Fact]] | None = None,
) -> Figure:
    """How many rows have each combination of two words: a table, and for each first word one bar for each second."""
    one, other = words
    return Figure(
        id=id, title=title, measure=measure, headline=headline, subtitle=lambda area, tidy: subtitle, facts=facts,
        draw=lambda area, tidy: bars_by(tidy, one, other, "count"), alt=lambda area, tidy: read_out(tidy, one, other, "count"),
        view=lambda area, tidy: PivotView(one, other, "count", title), tables=(table.name,), counted=(one, f"{one}s"),
    )  # fmt: skip


def amount_facts(parts: Mapping[str, Tidy], who: str, value: str = "amount") -> dict[str, Fact]:
    """For each part its sum, and the amount of everybody in it."""
    facts = {}
    for part, table in parts.items():
        total = summed(table.with_frame(table.frame.assign(part=part)), "part", value) if len(table.rows) else table
        facts[part] = number_fact(first(total), table.field(value), f"in all, by the {part.rpartition('_')[2]}")
        for row in table.records():
            facts[f"{part}_{slug(row[who]).replace('-', '_')}"] = number_fact(
                row, table.field(value), f"from {row[who]}"
            )
    return facts


def by_word(field: str, text: str, *about: str, heads: Mapping[str, str] | None = None) -> Callable[[Tidy], View]:
    """Texts in groups by a word, each group with its heading; without `heads` the word itself is it."""
    return lambda table: GroupsView(field, text, heads or {one: one for one in table.unique(field)}, about)


def in_list(caption: str, *fields: str) -> Callable[[Tidy], View]:
    """One line a row."""
    return lambda table: ListView(fields, caption)

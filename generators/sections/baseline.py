"""Baseline: how leads rate their own system, in a grid of areas and levels, and what changed since the last cycle."""

import math

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.inputs.cells import UNRATED
from generators.inputs.declare import Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.ratings import rating_counts, share_rated
from generators.measures.register import register
from generators.measures.tidy import Tidy
from generators.numbers import in_words, shown
from generators.sections.model import Fact, Figure, GridView, ListView, Section, count_fact

SCALE = ("Not at all", "Partially", "Mostly", "Complete", "Don't know")
GOOD, UNSURE = ("Mostly", "Complete"), ("Don't know",)
RATING = Column("rating", Kind.WORD, "Rating", allowed=SCALE, unrated="Not rated")
BASELINE = Table(
    name="baseline",
    title="Baseline evaluation",
    key=("cycle", "area", "level"),
    columns=(
        Column("cycle", Kind.TEXT, "Cycle", about="Such as Year 1; cycles stand in the order of the rows."),
        Column("area", Kind.TEXT, "Area"),
        Column("level", Kind.WORD, "Level", allowed=("Input", "Reach", "Quality", "Impact")),
        Column("question", Kind.TEXT, "Question"),
        RATING,
        Column("date", Kind.DATE, "Date", optional=True, blank="Date not stated"),
        Column("by", Kind.TEXT, "Rated by", optional=True, about="A role, not a name."),
    ),
    matrix=("level",),
    about="One row for each question and cycle; [x] where nobody has rated it.",
)


def _latest(area: Area) -> Tidy:
    table = register(area, "baseline")
    return table.where(cycle=table.unique("cycle")[-1])


def _shares(table: Tidy) -> list[float]:
    """The share mostly or complete of the last cycle, and before it of the one before where there is one."""
    cycles = table.unique("cycle")[-2:]
    return [share_rated(list(table.where(cycle=one).frame["rating"]), GOOD, UNSURE) for one in cycles]


def _headline(area: Area, table: Tidy) -> str:
    ratings = list(table.frame["rating"])
    rated = sum(word != UNRATED for word in ratings)
    share = _shares(table)[-1]
    if not rated:
        return f"None of the {in_words(len(ratings))} questions has a rating that can be read"
    if math.isnan(share):
        return f"{in_words(rated).capitalize()} of {in_words(len(ratings))} questions are rated, all “Don’t know”"
    return f"{shown(share, 'percent', 0)} of what is rated is mostly or fully in place"


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    latest, shares = _latest(area), _shares(register(area, "baseline"))
    given = list(latest.frame["rating"])
    rated = sum(word != UNRATED for word in given)
    names = {word: word.lower().replace(" ", "_").replace("'", "") for word in SCALE}
    facts = {name: count_fact(given.count(word), f"questions rated “{word}”") for word, name in names.items()}
    facts |= {
        "questions": count_fact(len(given), "questions"),
        "rated": count_fact(rated, f"of {len(given)} questions are rated"),
    }
    facts["share_mostly_or_complete"] = _share_fact(
        shares[-1], "percent", "of what is rated is mostly or fully in place"
    )
    if len(shares) > 1:
        facts["change"] = _share_fact(shares[-1] - shares[0], "pp", "mostly or fully in place, since the cycle before")
    return facts


def _share_fact(value: float, unit: str, label: str) -> Fact:
    if math.isnan(value):
        return Fact(None, unit, "[z]", "[z]", label)
    return Fact(value, unit, shown(value, unit, signed=unit == "pp"), label=label)


def _draw(area: Area, table: Tidy) -> Picture:
    rows = table.where(cycle=table.unique("cycle")[-1]).records()
    words = table.field("rating").words
    return ranked(
        [Bar(words(row["rating"]), row["count"], f"{row['count']:.0f}", row["rating"] in GOOD) for row in rows]
    )


def _counts_alt(area: Area, table: Tidy) -> str:
    words = table.field("rating").words
    return (
        "Bars of questions by rating. "
        + "; ".join(f"{row['cycle']}, {words(row['rating'])}: {row['count']:.0f}" for row in table.records())
        + "."
    )


SECTION = Section(
    slug="baseline",
    title="Baseline evaluation",
    question="What is in place, and where are we least sure?",
    tables=(BASELINE,),
    figures=(
        Figure(
            id="grid", title="Baseline evaluation", measure=_latest, headline=_headline,
            subtitle=lambda area, table: f"How leads rate what is in place, by area and level, {table.unique('cycle')[-1]}",
            alt=lambda area, table: f"A grid of {len(table.frame)} questions with their ratings.",
            view=lambda area, table: GridView("area", "level", "question", "Questions and ratings by area and level", "rating"),
            facts=_facts, tables=("baseline",), counted=("row", "questions"),
        ),
        Figure(
            id="counts", title="Questions by rating", measure=lambda area: rating_counts(register(area, "baseline"), "cycle", RATING),
            headline=lambda area, table: f"{_facts(area, table)['rated'].text} {_facts(area, table)['rated'].label}",
            subtitle=lambda area, table: f"Number of questions by rating, {table.unique('cycle')[-1]}",
            alt=_counts_alt, draw=_draw, view=lambda area, table: ListView(("rating", "cycle", "count"), "Questions by rating"),
            tables=("baseline",), counted=("rating", "ratings"),
        ),
    ),
    card=("share_mostly_or_complete",),
)  # fmt: skip

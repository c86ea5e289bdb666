"""Baseline: how leads rate their own system, in a grid of areas and levels, and what changed since the last cycle."""

import math
from collections.abc import Mapping

from generators.inputs.declare import Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.ratings import rating_counts, share_rated
from generators.measures.register import register
from generators.measures.tidy import Tidy
from generators.numbers import in_words
from generators.sections.model import Fact, Figure, GridView, ListView, Section, count_fact, ratio_fact
from generators.sections.tallies import tally_alt, tally_bars

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
        Column("date", Kind.DATE, "Date", optional=True),
        Column("by", Kind.TEXT, "Rated by", optional=True, about="A role, not a name."),
    ),
    matrix=("level",),
    about="One row for each question and cycle; [x] where nobody has rated it.",
)


def _counts(area: Area) -> Tidy:
    return rating_counts(register(area, "baseline"), "cycle", RATING)


def _latest(table: Tidy) -> Tidy:
    return table.where(cycle=table.unique("cycle")[-1])


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    counts = {row["rating"]: int(row["count"]) for row in _latest(table).records()}
    asked, rated = sum(counts.values()), sum(counts[word] for word in SCALE)
    shares = [share_rated(table.where(cycle=cycle), RATING.name, GOOD, UNSURE) for cycle in table.unique("cycle")]
    names = {word: word.lower().replace(" ", "_").replace("'", "") for word in SCALE}
    facts = {name: count_fact(counts[word], f"questions rated “{word}”") for word, name in names.items()}
    facts |= {
        "questions": count_fact(asked, "questions"),
        "rated": count_fact(rated, f"of {asked} questions are rated"),
    }
    facts["share_mostly_or_complete"] = ratio_fact(
        shares[-1], "percent", "of what is rated is mostly or fully in place"
    )
    if len(shares) > 1:
        facts["change"] = ratio_fact(shares[-1] - shares[-2], "pp", "mostly or fully in place, since the cycle before")
    return facts


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: the share that is in place, where anything is rated."""
    share, rated = facts["share_mostly_or_complete"], facts["rated"]
    if isinstance(share.value, float) and not math.isnan(share.value):
        return f"{share.text} {share.label}"
    return (
        f"None of {facts['questions'].text} questions is rated" if rated.value == 0 else "All who answered do not know"
    )


def _rated(area: Area, table: Tidy) -> str:
    rated = _facts(area, table)["rated"]
    return f"{in_words(int(rated.value or 0)).capitalize() if rated.value else 'None'} {rated.label.replace('are', 'is' if rated.value in (0, 1) else 'are')}"


SECTION = Section(
    slug="baseline",
    title="Baseline evaluation",
    question="What is in place, and where are we least sure?",
    tables=(BASELINE,),
    headline=_told,
    figures=(
        Figure(
            id="grid", title="Baseline evaluation", measure=lambda area: _latest(register(area, "baseline")),
            headline=lambda area, table: f"{in_words(len(table.unique('area'))).capitalize()} areas, at {in_words(len(table.unique('level')))} levels each",
            subtitle=lambda area, table: f"How leads rate what is in place, {table.unique('cycle')[-1]}",
            alt=lambda area, table: f"A grid of {len(table.rows)} questions with their ratings.",
            view=lambda area, table: GridView("area", "level", "question", "Questions and ratings by area and level", "rating"),
            tables=("baseline",), counted=("row", "questions"),
        ),
        Figure(
            id="counts", title="Questions by rating", measure=_counts, headline=_rated, facts=_facts,
            draw=lambda area, table: tally_bars(_latest(table), "rating", GOOD),
            alt=lambda area, table: tally_alt(_latest(table), "rating", "questions by rating"),
            subtitle=lambda area, table: f"Number of questions by rating, {table.unique('cycle')[-1]}",
            view=lambda area, table: ListView(("rating", "cycle", "count"), "Questions by rating"),
            tables=("baseline",), counted=("rating", "ratings"),
        ),
    ),
    card=("share_mostly_or_complete",),
)  # fmt: skip

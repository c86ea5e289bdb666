"""Voice: what people say is strong, gets in the way or would help, by theme, and in their words."""

from collections.abc import Mapping

import pandas as pd

from generators.inputs.declare import Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy
from generators.numbers import in_words, listed
from generators.sections.model import (
    Fact,
    Figure,
    GroupsView,
    ListView,
    Section,
    count_fact,
    first,
    number_fact,
    text_fact,
)
from generators.sections.tallies import tally_alt, tally_bars

KINDS = {"strength": "What works well", "barrier": "What gets in the way", "aspiration": "What would help most"}
_NOUNS = {"strength": ("strength", "strengths"), "barrier": ("barrier", "barriers"), "aspiration": ("hope", "hopes")}
VOICE = Table(
    name="voice",
    title="What people say",
    key=("kind", "text"),
    columns=(
        Column("kind", Kind.WORD, "Kind", allowed=(*KINDS, "quote")),
        Column("text", Kind.TEXT, "What was said", spoken=True),
        Column("theme", Kind.TEXT, "Theme"),
        Column("source_role", Kind.TEXT, "Who said it", optional=True, about="A role such as parent or head teacher; never a name."),
        Column("group", Kind.TEXT, "Group", optional=True, about="Such as the event or the survey."),
    ),
    about="One row for each point that was made, or each quotation.",
)  # fmt: skip
METHOD = Table(
    name="voice_method",
    title="Who was asked, and how",
    key=("method",),
    columns=(
        Column("method", Kind.TEXT, "Method"),
        Column("n", Kind.WHOLE, "Answered", "people", least=0, most=1_000_000, optional=True, snapshot=False),
    ),
    about="Without it, the page says that the number of respondents is not stated.",
)


def _points(area: Area) -> Tidy:
    return register(area, "voice").only(kind=tuple(KINDS))


def _themes(area: Area) -> Tidy:
    """One row per theme, the most named first, with the number of points about it."""
    counts = _points(area).frame["theme"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    frame = pd.DataFrame({"theme": counts.index, "count": counts.to_numpy(dtype=float), "count_mark": ""})
    return Tidy(frame, (Field("theme", "Theme"), Field("count", "Points made", "count", 0, is_value=True)))


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: how many strengths, barriers and hopes are named."""
    counts = {nouns: int(float(facts[nouns[1]].value or 0)) for nouns in _NOUNS.values() if nouns[1] in facts}
    said = [f"{in_words(count)} {nouns[count != 1]}" for nouns, count in counts.items() if count]
    return f"People name {listed(said)}" if said else "What people say, in their own words"


def _counts(table: Tidy) -> dict[str, Fact]:
    """How many points there are of each kind, and of all; the card tells the kinds that there are."""
    counts = {kind: len(table.where(kind=kind).rows) for kind in _NOUNS}
    told = [f"{in_words(count)} {_NOUNS[kind][count != 1]}" for kind, count in counts.items() if count]
    whole = sum(counts.values())
    points = count_fact(whole, f"{'point' if whole == 1 else 'points'} made: {listed(told)}")
    return {_NOUNS[kind][1]: count_fact(count, _NOUNS[kind][count != 1]) for kind, count in counts.items()} | {
        "points": points
    }


def _balance(area: Area, table: Tidy) -> str:
    barriers, strengths = (len(table.where(kind=kind).rows) for kind in ("barrier", "strength"))
    if barriers == strengths:
        return "As many strengths as barriers are named"
    return f"More {'barriers than strengths' if barriers > strengths else 'strengths than barriers'} are named"


def _top(table: Tidy) -> list[str]:
    most = table.frame["count"].max()
    return [row["theme"] for row in table.records() if row["count"] == most]


def _themes_headline(area: Area, table: Tidy) -> str:
    top, most = _top(table), int(table.frame["count"].max())
    if len(top) > 2:
        return f"No theme stands out among {in_words(len(table.rows))}"
    return f"Most is said about {listed(top).lower()}: {in_words(most)} point{'s' if most > 1 else ''}{' each' if len(top) > 1 else ''}"


def _asked(area: Area, table: Tidy) -> list[str]:
    given = "voice_method" in area.tables and any(
        row["n_mark"] != "[x]" for row in register(area, "voice_method").records()
    )
    return [] if given else ["The number of respondents is not stated."]


def _figures(area: Area) -> tuple[Figure, ...]:
    """What there is to show: points that were summed up, quotations, or both."""
    kinds = set(area.tables["voice"].frame["kind"]) if "voice" in area.tables else set()
    return (*((POINTS, THEMES) if kinds & set(KINDS) else ()), *((QUOTES,) if "quote" in kinds else ()), ASKED)


POINTS = Figure(
    id="points", title="Strengths, barriers and hopes", measure=_points, headline=_balance, notes=_asked,
    subtitle=lambda area, table: "Points that were made, summed up by the authors of the report",
    alt=lambda area, table: f"A list of {len(table.rows)} points in {len(table.unique('kind'))} groups.",
    view=lambda area, table: GroupsView("kind", "text", KINDS, ("theme", "source_role", "group")),
    facts=lambda area, table: _counts(table),
    tables=("voice",), counted=("row", "points"),
)  # fmt: skip
THEMES = Figure(
    id="themes", title="Points by theme", measure=_themes, headline=_themes_headline,
    subtitle=lambda area, table: "Number of points made about each theme; one point can stand for many people",
    draw=lambda area, table: tally_bars(table, "theme", _top(table)), alt=lambda area, table: tally_alt(table, "theme", "points by theme"),
    view=lambda area, table: ListView(("theme", "count"), "Points by theme"),
    facts=lambda area, table: {"themes": count_fact(len(table.rows), "themes"), "top_theme": text_fact(listed(_top(table)).lower())},
    tables=("voice",), counted=("theme", "themes"),
)  # fmt: skip
QUOTES = Figure(
    id="quotes", title="In their own words", measure=lambda area: register(area, "voice").where(kind="quote"), notes=_asked,
    headline=lambda area, table: "In their own words",
    subtitle=lambda area, table: "Quotations, by role; names are never published",
    alt=lambda area, table: f"{len(table.rows)} {'quotation' if len(table.rows) == 1 else 'quotations'}.",
    view=lambda area, table: GroupsView("theme", "text", {theme: theme for theme in table.unique("theme")}, ("source_role", "group"), quotes=True),
    facts=lambda area, table: {"quotes": count_fact(len(table.rows), "quotations")},
    tables=("voice",), counted=("row", "quotations"),
)  # fmt: skip
ASKED = Figure(
    id="asked", title="Who was asked", measure=lambda area: register(area, "voice_method"),
    headline=lambda area, table: "How people were asked, and how many answered",
    subtitle=lambda area, table: "People who answered, by method",
    alt=lambda area, table: f"A table of {len(table.rows)} methods.",
    view=lambda area, table: ListView(("method", "n"), "Who was asked, and how"),
    facts=lambda area, table: {"respondents": number_fact(first(table), table.field("n"), "people answered")},
    tables=("voice_method",), counted=("method", "methods"),
)  # fmt: skip
SECTION = Section(
    slug="voice",
    title="What people say",
    question="What do families and staff say, and how many were asked?",
    tables=(VOICE, METHOD),
    figures=(),
    more=_figures,
    headline=_told,
    card=("respondents", "points"),
)

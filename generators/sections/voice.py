"""Voice: what people say is strong, gets in the way or would help, by theme, and in their words."""

import pandas as pd

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
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
    known,
    number_fact,
    text_fact,
)

KINDS = {"strength": "What deserves a star", "barrier": "What gets in the way", "aspiration": "What would help most"}
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
        Column(
            "n", Kind.WHOLE, "People who answered", "people", least=0, most=1_000_000, optional=True, snapshot=False
        ),
    ),
    about="Without it, the page says that the number of respondents is not stated.",
)
_UNSTATED = "The number of respondents is not stated."


def _points(area: Area) -> Tidy:
    return register(area, "voice").only(kind=tuple(KINDS))


def _themes(area: Area) -> Tidy:
    """One row per theme, the most named first, with the number of points about it."""
    counts = _points(area).frame["theme"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    frame = pd.DataFrame({"theme": counts.index, "count": counts.to_numpy(dtype=float), "count_mark": ""})
    return Tidy(frame, (Field("theme", "Theme"), Field("count", "Points made", "count", 0, is_value=True)))


def _headline(area: Area, table: Tidy) -> str:
    counts = {kind: len(table.where(kind=kind).frame) for kind in KINDS}
    said = [f"{in_words(count)} {_NOUNS[kind][count != 1]}" for kind, count in counts.items() if count]
    return f"People name {listed(said)}"


def _top(table: Tidy) -> list[str]:
    most = table.frame["count"].max()
    return [row["theme"] for row in table.records() if row["count"] == most]


def _themes_headline(area: Area, table: Tidy) -> str:
    top, most = _top(table), in_words(int(table.frame["count"].max()))
    if len(top) > 2:
        return f"No theme stands out among {in_words(len(table.frame))}"
    return f"Most is said about {listed(top).lower()}: {most} points{' each' if len(top) > 1 else ''}"


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts = {nouns[1]: count_fact(len(table.where(kind=kind).frame), nouns[1]) for kind, nouns in _NOUNS.items()}
    return facts | {"points": count_fact(len(table.frame), "points made")}


def _asked(area: Area, table: Tidy) -> list[str]:
    return [] if "voice_method" in area.tables and known(register(area, "voice_method"), "n") else [_UNSTATED]


def _draw(area: Area, table: Tidy) -> Picture:
    return ranked(
        [Bar(row["theme"], row["count"], f"{row['count']:.0f}", row["theme"] in _top(table)) for row in table.records()]
    )


def _more(area: Area) -> tuple[Figure, ...]:
    return (QUOTES,) if "voice" in area.tables and (area.tables["voice"].frame["kind"] == "quote").any() else ()


QUOTES = Figure(
    id="quotes", title="In their own words", measure=lambda area: register(area, "voice").where(kind="quote"),
    headline=lambda area, table: "In their own words",
    subtitle=lambda area, table: "Quotations, by role; names are never published",
    alt=lambda area, table: f"{len(table.frame)} quotations.",
    view=lambda area, table: GroupsView("theme", "text", {theme: theme for theme in table.unique("theme")}, ("source_role", "group"), quotes=True),
    tables=("voice",), counted=("row", "quotations"),
)  # fmt: skip
SECTION = Section(
    slug="voice",
    title="What people say",
    question="What do families and staff say, and how many were asked?",
    tables=(VOICE, METHOD),
    more=_more,
    figures=(
        Figure(
            id="points", title="Strengths, barriers and hopes", measure=_points, headline=_headline,
            subtitle=lambda area, table: "Points that were made, summed up by the authors of the report",
            alt=lambda area, table: f"A list of {len(table.frame)} points in {len(table.unique('kind'))} groups.",
            view=lambda area, table: GroupsView("kind", "text", KINDS, ("theme", "source_role", "group")),
            facts=_facts, notes=_asked, tables=("voice",), counted=("row", "points"),
        ),
        Figure(
            id="themes", title="Points by theme", measure=_themes, headline=_themes_headline,
            subtitle=lambda area, table: "Number of points made about each theme; one point can stand for many people",
            alt=lambda area, table: "Bars of points by theme. " + "; ".join(f"{row['theme']}: {row['count']:.0f}" for row in table.records()) + ".",
            draw=_draw, view=lambda area, table: ListView(("theme", "count"), "Points by theme"),
            facts=lambda area, table: {"themes": count_fact(len(table.frame), "themes"), "top_theme": text_fact(listed(_top(table)).lower())},
            tables=("voice",), counted=("theme", "themes"),
        ),
        Figure(
            id="asked", title="Who was asked", measure=lambda area: register(area, "voice_method"),
            headline=lambda area, table: "How people were asked, and how many answered",
            subtitle=lambda area, table: "People who answered, by method",
            alt=lambda area, table: f"A table of {len(table.frame)} methods.",
            view=lambda area, table: ListView(("method", "n"), "Who was asked, and how"),
            facts=lambda area, table: {"respondents": number_fact(first(table), table.field("n"), "people answered")},
            tables=("voice_method",), counted=("method", "methods"),
        ),
    ),
    card=("respondents", "barriers"),
)  # fmt: skip

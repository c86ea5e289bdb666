"""Outcomes: what good looks like in each of the framework's 15 cells, three levels of five strands."""

from dataclasses import replace

from generators.inputs.declare import Agreement, Column, Form, Kind, Table
from generators.inputs.project import Area
from generators.measures.provision import ALL_PROVIDERS, HYPHENATED, LEVELS, STRANDS, cells, last_two
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy, looked_up, period_words
from generators.sections.model import Figure, GridView, Section, count_fact

CELLS = len(LEVELS) * len(STRANDS)
_CODE = Form(
    pattern="(FS|EE|VW|ID|IN)[1-3]", expected="a code from FS1 to IN3",
    fix="start it with FS, EE, VW, ID or IN, and end it with the level", hints=(("(FS|EE|VW|ID|IN).*", "level must be 1 to 3"),),
)  # fmt: skip
OUTCOMES = Table(
    name="outcomes",
    title="Outcome statements of the framework",
    key=("code",),
    columns=(
        Column("code", Kind.TEXT, "Code", form=_CODE, about="Strand and level: FS1 is Family Support, Universal."),
        Column("strand", Kind.WORD, "Strand", allowed=STRANDS),
        Column("level", Kind.WORD, "Level", allowed=LEVELS),
        Column("statement", Kind.TEXT, "What good looks like"),
    ),
    agrees=(
        Agreement("code", "(..).", "strand", dict(zip(("FS", "EE", "VW", "ID", "IN"), STRANDS, strict=True))),
        Agreement("code", "..(.)", "level", dict(zip("321", LEVELS, strict=True))),
    ),
    about="One row for each cell of the framework, in words of your own.",
)


def _statements(area: Area) -> Tidy:
    """One row per statement, the highest level first, with the provisions last reported in its cell where they are known."""
    table = register(area, "outcomes")
    order = {word: number for number, word in enumerate((*LEVELS, *STRANDS))}
    frame = table.frame.sort_values(["level", "strand"], key=lambda words: words.map(order)).reset_index(drop=True)
    strand = replace(table.field("strand"), words=lambda name: HYPHENATED.get(str(name), str(name)))
    table = Tidy(frame, tuple(strand if one.name == "strand" else one for one in table.fields))
    if not {"provision_counts", "provision_register"} & set(area.tables):
        return table
    every = cells(area).where(kind="provision", provider=ALL_PROVIDERS, place_code=area.places.area.code)
    _, latest = last_two(every)
    counts = looked_up(table.rows, every.where(period=latest).rows, ["level", "strand"], "count")
    label = f"Reported in {period_words(latest)}" if latest else "Reported"
    return table.with_value(Field("provisions", label, "count", 0), *counts)


def _headline(area: Area, table: Tidy) -> str:
    given = len(table.rows)
    return f"{'All' if given == CELLS else f'{given} of'} {CELLS} cells say what good looks like"


SECTION = Section(
    slug="outcomes",
    title="Outcomes framework",
    question="What does good look like?",
    tables=(OUTCOMES,),
    headline=lambda area, facts: "What good looks like, for each strand and level of support",
    figures=(
        Figure(
            id="statements", title="Outcome statements", measure=_statements, headline=_headline,
            subtitle=lambda area, table: "What should be in place, and how many provisions are reported for it",
            alt=lambda area, table: f"A grid of {len(table.rows)} statements, by level and strand.",
            view=lambda area, table: GridView(
                "level", "strand", "statement", "Outcomes by level and strand",
                count="provisions" if table.values else None, see="provision",
            ),
            facts=lambda area, table: {
                "statements": count_fact(len(table.rows), "outcome statements"),
                "missing": count_fact(CELLS - len(table.rows), "cells without a statement"),
            },
            tables=("outcomes",), counted=("row", "statements"), out_of=CELLS,
        ),
    ),
)  # fmt: skip

"""Meetings that a report rests on, and numbers that it quotes: figures of the page about the report."""

from dataclasses import replace

from generators.inputs.declare import PERIOD, Column, Kind, Table
from generators.inputs.frames import mark_of
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy, marks_of
from generators.sections.model import Fact, Figure, ListView, count_fact, ratio_fact
from generators.sections.registers import Noun, listing

MONITORING = Table(
    "monitoring", "Meetings held", ("period", "about"),
    (
        PERIOD, Column("about", Kind.TEXT, "About"),
        Column("in_person", Kind.WHOLE, "In person", "count", least=0, most=10_000),
        Column("virtual", Kind.WHOLE, "Online", "count", least=0, most=10_000),
    ),
    about="Meetings in which the work was reviewed.",
)  # fmt: skip
QUOTED = Table(
    "quoted_numbers", "Numbers that the report quotes", ("period", "measure"),
    (
        PERIOD, Column("measure", Kind.TEXT, "What is counted"),
        Column("percent", Kind.NUMBER, "Percent", "percent", optional=True),
        Column("children", Kind.WHOLE, "Children", "children", least=0, optional=True, snapshot=False),
        Column("count", Kind.NUMBER, "Number", "count", least=0, optional=True),
        Column("said_by", Kind.TEXT, "Said by", optional=True, blank="Not stated"),
    ),
    about="Numbers in running text that belong to no other table. Each stands under its unit.",
)  # fmt: skip


def _meetings(area: Area) -> Tidy:
    """One row per round of meetings, with how many there were in all."""
    table = register(area, "monitoring")
    frame = table.frame
    return table.with_value(Field("meetings", "Meetings", "count", 0), frame["in_person"] + frame["virtual"], marks_of(frame, "in_person", "virtual"))  # fmt: skip


def _held(area: Area, table: Tidy) -> str:
    total = _sum(table)
    return (
        f"{total.text} meetings were held"
        if total.value is not None
        else "How many meetings were held is not available"
    )


def _sum(table: Tidy) -> Fact:
    total = float(table.frame["meetings"].sum(skipna=False))
    return count_fact(int(total), "meetings held") if total == total else ratio_fact(total, "count")


def _view(table: Tidy) -> ListView:
    """Only the units that occur."""
    given = [name for name in ("percent", "children", "count") if (table.frame[name].notna() | (table.frame[mark_of(name)] != "")).any()]  # fmt: skip
    return ListView(("measure", "period", *given, "said_by"), QUOTED.title)


FIGURES: tuple[Figure, ...] = (
    replace(
        listing(
            MONITORING, "Meetings in which the work was reviewed", Noun("round", "rounds"), _held,
            lambda table: ListView(("about", "period", "in_person", "virtual", "meetings"), MONITORING.title),
            lambda table: {"meetings": _sum(table)}, _meetings,
        ),
        counted=("point", "rounds"),
    ),
    replace(
        listing(QUOTED, "Numbers from other work, as the report gives them", Noun("number", "numbers"), lambda area, table: "Numbers from other work", _view),
        counted=("point", "numbers"),
    ),
)  # fmt: skip

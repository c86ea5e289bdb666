"""Milestones: what is to be reached when, how it is rated, and what is late at the report's date."""

from generators.inputs.declare import DUE, RAG, START, STATUS, Column, Kind, Table
from generators.inputs.periods import before
from generators.inputs.project import Area
from generators.measures.dated import dated
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy
from generators.sections.gantt import planned
from generators.sections.model import Fact, ListView, count_fact
from generators.sections.registers import Noun, agenda, date_facts, few, tallied

MILESTONE = Noun("milestone", "milestones")
MILESTONES = Table(
    name="milestones",
    title="Milestones",
    key=("ref", "number"),
    columns=(
        Column("ref", Kind.TEXT, "Workstream", among="workstreams.ref", example="1.1"),
        Column("number", Kind.TEXT, "Number", example="1"),
        Column("text", Kind.TEXT, "Milestone"),
        START,
        DUE,
        Column("actions", Kind.TEXT, "What was done", optional=True, blank="Nothing stated"),
        Column("issues", Kind.TEXT, "Issues", optional=True, blank="Nothing stated"),
        RAG,
        Column(STATUS.name, STATUS.kind, STATUS.label, allowed=STATUS.allowed, optional=True),
    ),
    about="One row for each milestone. Its rating is written [x] where nobody has given one; it is never taken for green.",
)  # fmt: skip


def _milestones(area: Area) -> Tidy:
    """One row per milestone, with the name of its workstream, and whether it is due after that ends."""
    table = dated(area, MILESTONES.name)
    streams = {row["ref"]: row for row in register(area, "workstreams").records()} if "workstreams" in area.tables else {}  # fmt: skip
    named, past = [], []
    for row in table.records():
        stream = streams.get(row["ref"])
        named.append(f"{row['ref']} {stream['name']}" if stream else row["ref"])
        past.append("yes" if stream and stream["due"] and row["due"] and before(stream["due"], row["due"]) else "no")
    frame = table.frame.assign(workstream=named, past=past)
    return Tidy(frame, (Field("workstream", "Workstream"), *table.fields, Field("past", "After the workstream ends")))


def _date_facts(table: Tidy) -> dict[str, Fact]:
    past = len(table.where(past="yes").rows)
    acted = int((table.frame["actions"] != "").sum())
    return date_facts(table, MILESTONE) | {
        "milestones_after_the_end": count_fact(past, "milestones are due after their workstream ends"),
        "milestones_with_actions": count_fact(acted, f"of {len(table.rows)} milestones say what was done"),
    }


def _rated(area: Area, table: Tidy) -> str:
    counts = {row["rag"]: int(row["count"]) for row in table.records()}
    rated = sum(counts[word] for word in RAG.allowed)
    return f"{few(rated, sum(counts.values()), MILESTONE)} rated"


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    words = table.field("rag").words
    return {f"rag_{words(row['rag']).lower().replace(' ', '_')}": count_fact(int(row["count"]), f"milestones: {words(row['rag']).lower()}") for row in table.records()}  # fmt: skip


DATES = planned(
    agenda(
        MILESTONES, "Milestones by workstream, from their start to their end; strong bars are overdue", MILESTONE,
        lambda table: ListView(("text", "ref", "number", "start", "due", "stand", "rag", "status", "actions", "issues"), "Milestones"),
        _milestones, _date_facts,
    ),
    lambda row: f"{row['number']}. {row['text']}",
    lambda row: str(row["workstream"]),
)  # fmt: skip
RATINGS = tallied(MILESTONES, RAG, MILESTONE, "Number of milestones by rating: red, amber or green (RAG)", _rated, RAG.allowed, _facts)  # fmt: skip

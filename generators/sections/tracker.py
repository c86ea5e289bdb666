"""The tracker of recommendations: what was done, by when it was meant to be, and where it stands."""

from generators.inputs.declare import DUE, START, STATUS, Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.tidy import Tidy
from generators.numbers import in_words
from generators.sections.model import Fact, ListView, count_fact
from generators.sections.registers import Noun, agenda, tallied

UPDATE = Noun("update", "updates")
UPDATES = Table(
    name="recommendation_updates",
    title="What came of the recommendations",
    key=("recommendation", "part"),
    columns=(
        Column("recommendation", Kind.TEXT, "Number", among="recommendations.id", example="R1"),
        Column("part", Kind.TEXT, "Part", optional=True, about="Where parts of one recommendation have dates of their own."),
        Column("actions", Kind.TEXT, "Actions agreed", optional=True),
        START,
        DUE,
        STATUS,
        Column("update", Kind.TEXT, "Update"),
        Column("updated", Kind.PERIOD, "Updated", optional=True),
    ),
    about="One row for each recommendation, or part of one. [x] where the source states no status: it is not guessed.",
)  # fmt: skip


def _told(area: Area, table: Tidy) -> str:
    counts = {row["status"]: int(row["count"]) for row in table.records()}
    said = [f"{in_words(count)} {table.field('status').words(word).lower()}" for word, count in counts.items() if count]
    return ", ".join(said).capitalize()


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    words = table.field("status").words
    counts = [(words(row["status"]).lower(), int(row["count"])) for row in table.records()]
    return {f"status_{word.replace(' ', '_')}": count_fact(count, f"updates say ‘{word}’") for word, count in counts}


ACTIONS = agenda(
    UPDATES, "What was agreed, when it was to be done, and what came of it", UPDATE,
    lambda table: ListView(("recommendation", "part", "actions", "start", "due", "status", "stand", "update", "updated"), "Updates"),
)  # fmt: skip
STATUSES = tallied(UPDATES, STATUS, UPDATE, "Number of updates by status", _told, ("complete",), _facts)

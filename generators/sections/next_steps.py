"""Next steps: what is planned, when, by whom, and what else it depends on."""

from dataclasses import replace

from generators.inputs.declare import DUE, OWNER, START, STATUS, Column, Kind, Refers, Table
from generators.inputs.project import Area
from generators.measures.dated import STAND, dated
from generators.measures.tidy import Tidy
from generators.sections.model import TimelineView
from generators.sections.registers import Noun, agenda

STEP = Noun("next step", "next steps")
NEXT_STEPS = Table(
    name="next_steps",
    title="Next steps",
    key=("item",),
    columns=(
        Column("item", Kind.TEXT, "Step"),
        Column("about", Kind.TEXT, "About it", optional=True),
        replace(OWNER, blank=""),
        START,
        DUE,
        Column(STATUS.name, STATUS.kind, STATUS.label, allowed=STATUS.allowed, optional=True),
        Column("evidence", Kind.TEXT, "Leads to", optional=True, refers=Refers.EVIDENCE),
        Column("link", Kind.ADDRESS, "Link", optional=True),
    ),
    ahead=True,
    about="What is planned, such as a review that others depend on. A date before the report's own is a warning.",
)


def _steps(area: Area) -> Tidy:
    """One row per step; that one has no date, or is still to come, is said by its date."""
    table = dated(area, NEXT_STEPS.name)
    told = replace(STAND, words=lambda stand: stand if stand in ("Done", "Overdue", "Under way") else "")
    return table.with_fields(told if field.name == STAND.name else field for field in table.fields)


STEPS = agenda(
    NEXT_STEPS, "What is planned, with dates where the report gives them", STEP,
    lambda table: TimelineView("due", "item", ("about", "owner", "stand", "evidence", "link")), _steps,
)  # fmt: skip

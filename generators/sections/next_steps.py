"""Next steps: what is planned, when, by whom, and what else it depends on."""

from generators.inputs.declare import DUE, OWNER, START, STATUS, Column, Kind, Refers, Table
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
        OWNER,
        START,
        DUE,
        Column(STATUS.name, STATUS.kind, STATUS.label, allowed=STATUS.allowed, optional=True),
        Column("evidence", Kind.TEXT, "Leads to", optional=True, refers=Refers.EVIDENCE),
        Column("link", Kind.ADDRESS, "Link", optional=True),
    ),
    ahead=True,
    about="What is planned, such as a review that others depend on. A date before the report's own is a warning.",
)
STEPS = agenda(
    NEXT_STEPS, "What is planned, with dates where the report gives them", STEP,
    lambda table: TimelineView("due", "item", ("about", "owner", "stand", "evidence", "link")),
)  # fmt: skip

"""Recommendations: who is to do what by when, as far as the report says so, and what came of it."""

from generators.inputs.declare import CLOSED, DUE, OWNER, START, STATUS, Column, Form, Kind, Refers, Table
from generators.inputs.project import Area
from generators.measures.dated import dated
from generators.measures.register import register
from generators.measures.tidy import Tidy
from generators.sections.model import ListView, Section
from generators.sections.registers import Noun, agenda
from generators.sections.tracker import ACTIONS, STATUSES, UPDATES

RECOMMENDATION = Noun("recommendation", "recommendations")
ID = Form(
    pattern=r"[A-Za-z0-9][A-Za-z0-9.-]*", expected="a number or a short name such as 2 or R3", fix="write letters, digits, points and hyphens only",
)  # fmt: skip
RECOMMENDATIONS = Table(
    name="recommendations",
    title="Recommendations",
    key=("id",),
    columns=(
        Column("id", Kind.TEXT, "Number", form=ID, example="R1"),
        Column("text", Kind.TEXT, "Recommendation"),
        OWNER,
        START,
        DUE,
        Column("theme", Kind.TEXT, "Theme", optional=True),
        Column("evidence", Kind.TEXT, "Evidence", optional=True, refers=Refers.EVIDENCE),
    ),
    about="One row for each recommendation, in words of your own. An update of its own table says what came of it.",
)


def _recommendations(area: Area) -> Tidy:
    """One row per recommendation; one is done, and no longer overdue, when every update of it is closed."""
    table = dated(area, RECOMMENDATIONS.name)
    if UPDATES.name not in area.tables:
        return table
    updates = register(area, UPDATES.name)
    given = {name: updates.where(recommendation=name).unique(STATUS.name) for name in updates.unique("recommendation")}
    closed = {name for name, statuses in given.items() if set(statuses) <= set(CLOSED)}
    stands = ["Done" if row["id"] in closed else row["stand"] for row in table.records()]
    return table.with_frame(table.frame.assign(stand=stands))


def _view(table: Tidy) -> ListView:
    """How each stands is told where any has a date."""
    stands = ("stand",) if any(table.frame["due"]) else ()
    return ListView(("id", "text", "theme", "owner", "due", *stands, "evidence"), "Recommendations")


SECTION = Section(
    slug="recommendations",
    title="Recommendations",
    question="Who is to do what, and by when?",
    tables=(RECOMMENDATIONS, UPDATES),
    figures=(
        agenda(RECOMMENDATIONS, "What the report asks for, in our own words", RECOMMENDATION, _view, _recommendations),
        ACTIONS,
        STATUSES,
    ),
    card=("recommendations",),
)

"""The plan: workstreams, milestones, what they cost, what they are to bring, who is consulted, and what comes next."""

from collections.abc import Mapping

from generators.inputs.project import Area
from generators.sections.benefits import BENEFITS, EXPECTED
from generators.sections.governance import GOVERNANCE, GROUPS
from generators.sections.milestones import DATES, MILESTONES, RATINGS
from generators.sections.model import Fact, Section
from generators.sections.next_steps import NEXT_STEPS, STEPS
from generators.sections.workstreams import FUNDING, MONEY, PER_STREAM, STREAMS, WORKSTREAMS


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: what is late, or what has a date."""
    for name in ("milestones", "workstreams", "next_steps"):
        overdue, dated = facts.get(f"{name}_overdue"), facts.get(f"{name}_dated")
        if overdue is not None and overdue.value:
            return f"{overdue.text} {overdue.label}"
        if dated is not None:
            return f"{dated.text} {dated.label}"
    return "What is planned"


SECTION = Section(
    slug="plan",
    title="Plan",
    question="What happens next, when, and who leads it?",
    tables=(WORKSTREAMS, FUNDING, MILESTONES, BENEFITS, GOVERNANCE, NEXT_STEPS),
    headline=_told,
    figures=(STREAMS, MONEY, PER_STREAM, DATES, RATINGS, STEPS, EXPECTED, GROUPS),
    card=("milestones_overdue", "next_steps"),
)

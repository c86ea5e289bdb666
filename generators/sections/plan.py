"""The plan: workstreams, milestones, what they cost, what they are to bring, who is consulted, and what comes next."""

from generators.sections.model import Section
from generators.sections.next_steps import NEXT_STEPS, STEPS

SECTION = Section(
    slug="plan",
    title="Plan",
    question="What happens next, when, and who leads it?",
    tables=(NEXT_STEPS,),
    figures=(STEPS,),
    card=("next_steps",),
)

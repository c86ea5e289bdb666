"""Impact: whether the work makes a difference, as far as anybody could measure it."""

from collections.abc import Mapping

from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Rate, Table
from generators.inputs.project import Area
from generators.measures.impact import impact
from generators.sections.model import Fact, Figure, Section
from generators.sections.series import Told, fact_name, when

IMPACT = Table(
    "impact", "Impact", ("place", "period", "measure"),
    (
        PLACE, PERIOD, Column("measure", Kind.TEXT, "Measure"),
        Column("percent", Kind.NUMBER, "Percent", "percent", least=0, most=100, unread="if it cannot be read, write [x], status garbled and the likely value"),
        Column("denominator", Kind.WHOLE, "Of how many", "children", least=0, most=1_000_000, optional=True, snapshot=False),
        Column("status", Kind.WORD, "Status", allowed=("reported", "garbled", "not reported"), optional=True),
        Column("likely", Kind.NUMBER, "Likely, from a garbled cell", "percent", least=0, most=100, optional=True),
        Column("reporting", Kind.WHOLE, "Places that reported", "count", least=0, most=10_000, optional=True),
    ),
    rates=(Rate("percent", "denominator"),),
    about="Measures of outcome in percent. The mean of places is computed only where each says of how many its percentage is.",
)  # fmt: skip
_LINES = Told(
    "percent",
    ("measure",),
    lambda row: fact_name(row["measure"]),
    "Measures of impact",
    ("likely", "denominator", "status"),
)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The measure that has the widest change is told by the figure; the page says how many can be told at all."""
    changes = [fact for name, fact in facts.items() if name.endswith(".change")]
    known = sum(fact.value is not None for fact in changes)
    return f"{known} of {len(changes)} measures of impact can be followed over time"


SECTION = Section(
    slug="impact", title="Impact", question="Is it working?", tables=(IMPACT,), headline=_told,
    figures=(
        Figure(
            id="by-period", title="Impact over time", measure=impact, headline=_LINES.headline, subtitle=when("Share of cases"), alt=_LINES.alt,
            draw=_LINES.draw, view=_LINES.view, facts=_LINES.facts, tables=("impact",), counted=("point", "values"), counts="percent",
            notes=lambda area, table: ["Several services work with the same children, so a change cannot be put down to one of them."],
        ),
    ),
    profile=(("by-period", "percent"),),
)  # fmt: skip

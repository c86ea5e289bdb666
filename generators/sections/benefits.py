"""Benefits: what the plan is to bring, and how anybody will know."""

from generators.inputs.declare import OWNER, Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.tidy import Tidy
from generators.sections.model import Fact, ratio_fact
from generators.sections.registers import Noun, few, in_list, listing

BENEFIT = Noun("benefit", "benefits")
BENEFITS = Table(
    name="benefits",
    title="Benefits",
    key=("text",),
    columns=(
        Column("text", Kind.TEXT, "Benefit"),
        Column("measure", Kind.TEXT, "Measure", optional=True, blank="No measure yet", wanted=True),
        Column("baseline", Kind.TEXT, "Baseline", optional=True, blank="No baseline yet"),
        Column("target", Kind.TEXT, "Target", optional=True, blank="No target yet"),
        OWNER,
    ),
    about="One row for each benefit that is expected. A benefit without a measure is published with a warning.",
)


def _given(table: Tidy, name: str) -> int:
    return int((table.frame[name] != "").sum())


def _told(area: Area, table: Tidy) -> str:
    return f"{few(_given(table, 'measure'), len(table.rows), BENEFIT)} measured"


def _facts(table: Tidy) -> dict[str, Fact]:
    """How many benefits have a measure, and the share with a baseline."""
    shares = {name: 100 * _given(table, name) / len(table.rows) for name in ("measure", "baseline")}
    return {f"benefits_with_{name}": ratio_fact(share, "percent", f"of benefits have a {name}") for name, share in shares.items()}  # fmt: skip


EXPECTED = listing(
    BENEFITS, "What is expected, and how it is to be measured", BENEFIT, _told,
    in_list("Benefits", "text", "measure", "baseline", "target", "owner"), _facts,
)  # fmt: skip

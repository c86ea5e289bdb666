"""Workstreams: who leads what, from when to when, with what money, and what the budget says of the same money."""

import pandas as pd

from generators.charts.bars import Bar, ranked
from generators.inputs.declare import DUE, START, TOTAL, Column, Form, Kind, Reconciled, Table
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tallies import summed
from generators.measures.tidy import Field, Tidy
from generators.sections.gantt import planned
from generators.sections.model import Fact, Figure, ListView, PivotView, said
from generators.sections.registers import Noun, agenda, amount_facts
from generators.sections.tallies import bars_by, read_out

STREAM = Noun("workstream", "workstreams")
MINE, OTHER = "as the workstreams say", "as the budget says"
LEAD = Form(
    pattern=r"[^&/+]*", expected="one role, or several with semicolons between them",
    fix="write a list, such as Head of service; Area lead, and spell out “and” within a role",
)  # fmt: skip
WORKSTREAMS = Table(
    name="workstreams",
    title="Workstreams",
    key=("ref",),
    columns=(
        Column("ref", Kind.TEXT, "Reference", example="1.1"),
        Column("name", Kind.TEXT, "Name"),
        Column("about", Kind.TEXT, "What it is to do", optional=True),
        Column("lead", Kind.TEXT, "Lead", optional=True, blank="Role not stated", form=LEAD, about="Roles, separated by semicolons."),
        Column("lead_name", Kind.TEXT, "Name of the lead", optional=True, consent="publish_name"),
        Column("publish_name", Kind.YES_NO, "Publish the name", optional=True),
        START,
        DUE,
        Column("confirmed", Kind.YES_NO, "End confirmed", optional=True, about="no where the source has TBC beside it."),
    ),
    about="One row for each workstream. Its lead is a role; a name is published only with yes beside it.",
)  # fmt: skip
FUNDING = Table(
    name="workstream_funding",
    title="Workstream funding",
    key=("ref", "funder"),
    columns=(
        Column("ref", Kind.TEXT, "Reference", among="workstreams.ref", example="1.1"),
        Column("funder", Kind.TEXT, "Funder"),
        Column("amount", Kind.NUMBER, "Amount", "gbp", least=0, most=100_000_000_000),
    ),
    reconciled=Reconciled("budget", on="ref", who="funder", value="amount", named="line", apart="unallocated"),
    about="What each workstream costs and who pays, as the list of workstreams says. The budget is compared with it.",
)  # fmt: skip


def _readings(area: Area) -> Tidy:
    """One row per funder and reading: the sum of its amounts in the list of workstreams, and in the budget where there is one."""
    found = [(MINE, register(area, FUNDING.name))]
    if "budget" in area.tables:
        found.append((OTHER, _lines(area)))
    sums = [(reading, summed(table, "funder", "amount")) for reading, table in found]
    frame = pd.concat([table.frame.assign(reading=reading) for reading, table in sums], ignore_index=True)
    return Tidy(frame, (Field("reading", "Reading"), *sums[0][1].fields))


def _lines(area: Area) -> Tidy:
    """The lines of the budget without totals: of the whole area, and of its places only where theirs are not added up there."""
    table = register(area, "budget")
    frame = table.frame[table.frame["line"] != TOTAL]
    lines = pd.MultiIndex.from_frame(frame[["period", "line", "funder"]])
    whole = frame["place_code"] == area.places.area.code
    return table.with_frame(frame[whole | ~lines.isin(lines[whole])])


def _told(area: Area, table: Tidy) -> str:
    """The sum of each reading; a sum that lacks an amount says at least."""
    sums = []
    for row in summed(table, "reading", "amount").records():
        amount, _, mark = said(row, table.field("amount")).partition(" [")
        sums.append(f"{'at least ' if mark else ''}{amount} {row['reading']}")
    text = ", ".join(sums)
    return text[0].upper() + text[1:]


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    """Each funder's sum in each reading, and both sums."""
    names = {MINE: "workstreams", OTHER: "budget"}
    return amount_facts(
        {f"funding_{names[reading]}": table.where(reading=reading) for reading in table.unique("reading")}, "funder"
    )


STREAMS = planned(
    agenda(
        WORKSTREAMS, "Workstreams with their leads and dates, each end marked where it is still to be confirmed", STREAM,
        lambda table: ListView(("ref", "name", "about", "lead", "lead_name", "start", "due", "confirmed", "stand"), "Workstreams"),
    ),
    lambda row: f"{row['ref']} {row['name']}",
)  # fmt: skip
MONEY = Figure(
    id="funding", title="Funding by funder", measure=_readings, headline=_told,
    subtitle=lambda area, table: "Amounts by funder, pounds, as each table of the source has them", facts=_facts,
    draw=lambda area, table: bars_by(table, "funder", "reading", "amount"), alt=lambda area, table: read_out(table, "funder", "reading", "amount"),
    view=lambda area, table: PivotView("funder", "reading", "amount", "Funding by funder"),
    tables=(FUNDING.name,), either=(FUNDING.name, "budget"), counted=("funder", "funders"),
)  # fmt: skip
PER_STREAM = Figure(
    id="workstream-funding", title="Funding by workstream", measure=lambda area: register(area, FUNDING.name),
    headline=lambda area, table: f"{int(table.frame['amount'].notna().sum())} of {len(table.rows)} amounts are known",
    subtitle=lambda area, table: "Amounts by workstream and funder, pounds", alt=lambda area, table: read_out(table, "ref", "funder", "amount"),
    draw=lambda area, table: ranked([Bar(f"{row['ref']}, {row['funder']}", row["amount"], said(row, table.field("amount"))) for row in table.records()]),
    view=lambda area, table: ListView(("ref", "funder", "amount"), "Funding by workstream"),
    tables=(FUNDING.name,), counted=("ref", "workstreams"),
)  # fmt: skip

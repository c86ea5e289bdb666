"""Finance and commissioning: who pays what, and what nobody could say."""

import math
from collections.abc import Mapping

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, TOTAL, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.money import NOT_BUDGETED, lines, reach
from generators.measures.tidy import Tidy
from generators.numbers import in_words, shown
from generators.sections import spending
from generators.sections.model import Fact, Figure, ListView, Section, count_fact, known, number_fact, said, text_fact

BUDGET = Table(
    name="budget",
    title="Budget lines",
    key=("place", "period", "line", "funder"),
    columns=(
        PLACE,
        PERIOD,
        Column("line", Kind.TEXT, "Line"),
        Column("funder", Kind.TEXT, "Funder"),
        Column(
            "amount",
            Kind.NUMBER,
            "Amount",
            "gbp",
            least=0,
            most=100_000_000_000,
            absent="Not reported",
            about="In pounds.",
        ),
        Column("status", Kind.WORD, "Status", allowed=("budget", "contract", *NOT_BUDGETED), optional=True),
        Column(
            "ref",
            Kind.TEXT,
            "Workstream",
            optional=True,
            among="workstreams.ref",
            about="The workstream that the line pays for, where the report has a plan.",
        ),
        Column(
            "unallocated",
            Kind.YES_NO,
            "In no workstream",
            optional=True,
            about="yes where the source gives the line no workstream.",
        ),
    ),
    totals=("line", "place"),
    about="Amounts by line and funder, in pounds. A printed sum of a funder's lines is a row whose line is Total.",
)
REACH = Table(
    name="budget_reach",
    title="What the money reached",
    key=("place", "period", "line", "reached"),
    columns=(
        PLACE,
        PERIOD,
        Column("line", Kind.TEXT, "Line"),
        Column("reached", Kind.TEXT, "Who or what was reached"),
        Column("count", Kind.WHOLE, "Number", "count", least=0, most=1_000_000),
    ),
    about="Settings, schools or wards that a budget line reached.",
)


def _single(table: Tidy) -> list[Record]:
    """The lines without totals."""
    return [row for row in table.records() if row["line"] != TOTAL]


def _unknown(table: Tidy) -> list[Record]:
    return [row for row in _single(table) if math.isnan(row["amount"])]


def _given(table: Tidy) -> list[Record]:
    """The lines whose amount is known, the largest on top."""
    rows = [row for row in _single(table) if not math.isnan(row["amount"])]
    return sorted(rows, key=lambda row: -float(row["amount"]))


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    variance = facts.get("spending.variance")
    if variance is not None and isinstance(variance.value, float):
        return f"Spending is {spending.beside_budget(variance.value)} where it is reported"
    largest, missing = facts.get("largest"), facts.get("lines_missing")
    if largest is None or not isinstance(largest.value, float):
        return f"Spending in {area.about.name} is not available"
    about = "About " if largest.mark else ""
    text = f"{about}{shown(largest.value, 'gbp')} is the largest amount known"
    if missing is not None and missing.value:
        return f"{text}; {in_words(int(float(missing.value)))} of {facts['lines'].text} amounts {'is' if missing.value == 1 else 'are'} not available"
    return text


def _headline(area: Area, table: Tidy) -> str:
    rows = _given(table)
    if not rows:
        return "No amount is available"
    most = rows[0]
    return f"{most['line']}: {said(most, table.field('amount'))}"


def _bars(table: Tidy) -> list[Record]:
    """Known amounts first, the largest on top; then those that are missing, with their mark."""
    return _given(table) + _unknown(table)


def _name(table: Tidy, row: Record) -> str:
    """The line, with what else tells its bar from the others: place, funder and period, where there are several."""
    more = [str(row[field]) for field in ("place", "funder", "period") if _differs(table, row, field)]
    return ", ".join([str(row["line"]), *more])


def _differs(table: Tidy, row: Record, field: str) -> bool:
    return len(table.where(line=row["line"]).unique(field)) > 1


def _draw(area: Area, table: Tidy) -> Picture:
    rows = _bars(table)
    top = rows[0]["amount"]
    return ranked(
        [Bar(_name(table, row), row["amount"], said(row, table.field("amount")), row["amount"] == top) for row in rows]
    )


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    rows = _bars(table)
    facts = {"lines": count_fact(len(rows)), "lines_missing": count_fact(len(_unknown(table)))}
    if not _given(table):
        return facts
    return facts | {
        "largest": number_fact(rows[0], table.field("amount"), f"for {rows[0]['line']}"),
        "largest_line": text_fact(rows[0]["line"]),
    }


SECTION = Section(
    slug="finance",
    title="Finance",
    question="Who pays, and how much?",
    tables=(BUDGET, REACH, spending.SPEND),
    more=spending.figures,
    headline=_told,
    figures=(
        Figure(
            id="lines",
            title="Amounts",
            measure=lines,
            headline=_headline,
            subtitle=lambda area, table: f"Amounts by line, pounds, {area.about.name}",
            alt=lambda area, table: (
                "Bars, the largest first: "
                + "; ".join(f"{_name(table, row)} {said(row, table.field('amount'))}" for row in _bars(table))
                + "."
            ),
            draw=_draw,
            view=lambda area, table: ListView(
                ("line", "funder", "place", "period", "status", "amount", "share"),
                f"Amounts by line, {area.about.name}",
            ),
            facts=_facts,
            tables=("budget",),
            counted=("amount", "amounts"),
        ),
        Figure(
            id="reach",
            title="What the money reached",
            measure=reach,
            headline=lambda area, table: (
                "; ".join(
                    f"{said(row, table.field('count'))} {row['reached'].lower()}" for row in known(table, "count")[:3]
                ).capitalize()
                or "What was reached is not available"
            ),
            subtitle=lambda area, table: f"Settings and places that each line reached, {area.about.name}",
            alt=lambda area, table: (
                "Table: "
                + "; ".join(
                    f"{row['line']}, {row['reached']} {said(row, table.field('count'))}" for row in table.records()
                )
                + "."
            ),
            view=lambda area, table: ListView(
                ("line", "reached", "place", "period", "count"), f"What the money reached, {area.about.name}"
            ),
            tables=("budget_reach",),
            counted=("line", "lines"),
        ),
    ),
    profile=(
        ("by-place", "amount"),
        *(("spending", value) for value in ("spent", "variance", "variance_percent", "staffing_share")),
    ),
    card=("spending.variance", "largest"),
)

"""Budgets and spending by place: figures of the page on finance."""

import math

from generators.charts.bars import stacked
from generators.charts.dots import Dots, distances
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, TOTAL, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.money import STAFFING, by_place, spending, spent_lines
from generators.measures.tidy import Tidy
from generators.numbers import in_words, shown
from generators.sections import ranking
from generators.sections.model import Fact, Figure, ListView, PivotView, known, number_fact, said, text_fact
from generators.sections.series import fact_name, when

SPEND = Table(
    "spend", "Spending", ("place", "period", "category"),
    (
        PLACE, PERIOD, Column("category", Kind.WORD, "Category", allowed=(STAFFING, "Premises", "Outreach", "Other")),
        Column("amount", Kind.NUMBER, "Amount", "gbp", least=0, most=100_000_000_000, absent="Not reported"),
    ),
    about="What each place spends, to set against the total of its budget lines.",
)  # fmt: skip
_COLUMNS = ("budget", "spent", "variance", "variance_percent", "staffing", "staffing_share")


def _places(area: Area, table: Tidy) -> list[Record]:
    """Places with a total in the last period, the largest first."""
    return ranking.parts(area, table.where(line=TOTAL, period=table.latest()), "amount")


def _headline(area: Area, table: Tidy) -> str:
    rows = _places(area, table)
    if not rows:
        return "Amounts by place"
    field = table.field("amount")
    return f"{rows[0]['place']} has the largest budget, {said(rows[0], field)}; {rows[-1]['place']} the smallest, {said(rows[-1], field)}"


def _parts(area: Area, table: Tidy) -> dict[str, list[Record | None]]:
    """For each line, which is not a total, the rows of the places."""
    codes = [row["place_code"] for row in _places(area, table)]
    at = {(row["line"], row["place_code"]): row for row in table.where(period=table.latest()).records()}
    return {line: [at.get((line, code)) for code in codes] for line in table.unique("line") if line != TOTAL}


def _draw(area: Area, table: Tidy) -> Picture:
    field = table.field("amount")
    groups = [
        (line, [float(row["amount"]) if row else math.nan for row in rows], [said(row, field) if row else "" for row in rows])
        for line, rows in _parts(area, table).items()
    ]  # fmt: skip
    return stacked([str(row["place"]) for row in _places(area, table)], groups)


def _alt(area: Area, table: Tidy) -> str:
    rows = [f"{row['place']} {said(row, table.field('amount'))}" for row in _places(area, table)]
    return f"Bars of parts, the largest budget first: {'; '.join(rows)}."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    field, rows = table.field("amount"), _places(area, table)
    own = table.where(place_code=area.places.area.code, period=table.latest()).records()
    facts = {f"line.{fact_name(row['line'])}": number_fact(row, field, row["line"].lower()) for row in own}
    for line, parts in _parts(area, table).items():
        given = [row for row in parts if row and not math.isnan(row["amount"])]
        total = math.fsum(row["amount"] for row in given)
        facts |= {
            f"known.{fact_name(line)}": Fact(total, "gbp", shown(total, "gbp")),
            f"known.{fact_name(line)}_places": Fact(float(len(given)), "count", str(len(given))),
        }
    ends = {"largest_place": rows[0], "smallest_place": rows[-1]} if rows else {}
    return (
        facts
        | {name: text_fact(row["place"]) for name, row in ends.items()}
        | {f"{name}_amount": number_fact(row, field) for name, row in ends.items()}
    )


def _spent(area: Area, table: Tidy) -> list[Record]:
    return ranking.parts(area, table, "variance")


def _whole(area: Area, table: Tidy) -> Record | None:
    return ranking.own(area, table)


def _spent_headline(area: Area, table: Tidy) -> str:
    whole, rows = _whole(area, table), _spent(area, table)
    if whole is None or not rows:
        return "No place reported all that it spent"
    under = [row for row in rows if row["variance"] < 0]
    names = (
        f"only {under[0]['place']} is under"
        if len(under) == 1
        else f"{in_words(len(under))} of {in_words(len(rows))} are under"
    )
    side = "above" if whole["variance"] > 0 else "below"
    return f"Spending is {shown(abs(whole['variance']), 'gbp')} {side} budget; {names}"


def _spent_draw(area: Area, table: Tidy) -> Picture:
    rows = _spent(area, table)
    values, texts = [float(row["variance"]) for row in rows], [said(row, table.field("variance")) for row in rows]
    return distances([str(row["place"]) for row in rows], [Dots("Variance", values, texts)], line="Budget", scale=False)


def _spent_alt(area: Area, table: Tidy) -> str:
    rows = [f"{row['place']} {said(row, table.field('variance'))}" for row in _spent(area, table)]
    return f"Dots beside a line for the budget: {'; '.join(rows)}."


def _spent_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    whole, rows = _whole(area, table), _spent(area, table)
    labels = {"variance": "spent above or below budget", "staffing_share": "of the budget goes to staff"}
    facts = {name: number_fact(whole, table.field(name), labels.get(name, "")) for name in _COLUMNS}
    facts["places_reporting"] = Fact(float(len(rows)), "count", in_words(len(rows)))
    under = [row for row in rows if row["variance"] < 0]
    if under:
        facts |= {
            "lowest_place": text_fact(under[-1]["place"]),
            "lowest_variance": number_fact(under[-1], table.field("variance")),
        }
    return {f"spending.{name}": fact for name, fact in facts.items()}


def _largest_category(area: Area, table: Tidy) -> str:
    """The category with the largest known sum of the last period."""
    rows = known(table.where(period=table.latest()), "amount")
    sums = {
        name: math.fsum(row["amount"] for row in rows if row["category"] == name)
        for name in dict.fromkeys(row["category"] for row in rows)
    }
    name = max(sums, key=lambda name: sums[name], default=None)
    return f"{name} costs most: {shown(sums[name], 'gbp')} where it is reported" if name else "No amount is available"


def figures(area: Area) -> tuple[Figure, ...]:
    """Budgets by place, where places have budgets; spending, where it is given."""
    below = {place.code for place in area.places.below}
    wanted = (
        "budget" in area.tables and below & set(area.tables["budget"].frame["place"]),
        "spend" in area.tables,
        "spend" in area.tables,
    )
    return tuple(figure for figure, want in zip((_BY_PLACE, _SPENDING, _CATEGORIES), wanted, strict=True) if want)


_BY_PLACE = Figure(
    id="by-place", title="Budgets by place", measure=by_place, headline=_headline, subtitle=when("Amounts by line, pounds"), alt=_alt, draw=_draw, facts=_facts,
    view=lambda area, table: PivotView("place", "line", "amount", "Budgets by place", split="period"), tables=("budget",),
)  # fmt: skip
_CATEGORIES = Figure(
    id="spent", title="Spending by category", measure=spent_lines, headline=_largest_category, subtitle=when("Amounts by category, pounds"),
    alt=lambda area, table: "Table of amounts by place and category.", view=lambda area, table: PivotView("place", "category", "amount", "Spending by category", split="period"),
    tables=("spend",), counts="amount",
)  # fmt: skip
_SPENDING = Figure(
    id="spending", title="Spending against budget", measure=spending, headline=_spent_headline, subtitle=when("Spent minus budgeted"), alt=_spent_alt,
    draw=_spent_draw, facts=_spent_facts, view=lambda area, table: ListView(("place", "period", *_COLUMNS), "Spending against budget"), tables=("spend",), counts="variance",
    notes=lambda area, table: ["Only places that reported every category are added up: one that said nothing has not spent nothing."],
)  # fmt: skip

"""Budgets and spending by place: figures of the page on finance."""

import math

from generators.charts.bars import stacked
from generators.charts.dots import Dots, distances
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, TOTAL, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.money import STAFFING, by_place, known_sums, lines_apart, spending, spent_lines
from generators.measures.tidy import Tidy
from generators.numbers import in_words, listed, shown
from generators.sections import mapped, ranking
from generators.sections.model import Fact, Figure, ListView, PivotView, View, count_fact, number_fact, said, text_fact
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
    """Places with a total in the last period, or with the only line that there is, the largest first."""
    lines = table.unique("line")
    return ranking.parts(
        area, table.where(line=lines[0] if len(lines) == 1 else TOTAL, period=table.latest()), "amount"
    )


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
    if not lines_apart(table):
        return stacked([], [])
    field = table.field("amount")
    groups = [
        (line, [float(row["amount"]) if row else math.nan for row in rows], [said(row, field) if row else "" for row in rows])
        for line, rows in _parts(area, table).items()
    ]  # fmt: skip
    return stacked([str(row["place"]) for row in _places(area, table)], groups)


def _alt(area: Area, table: Tidy) -> str:
    field, parts = table.field("amount"), _parts(area, table)
    told = []
    for place, row in enumerate(_places(area, table)):
        given = [(line, rows[place]) for line, rows in parts.items()]
        apart = [f"{line.lower()} {said(part, field)}" for line, part in given if part]
        told.append(f"{row['place']} {said(row, field)}" + (f", of it {listed(apart)}" if apart else ""))
    return f"Bars of parts, the largest budget first: {'; '.join(told)}."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    field, rows = table.field("amount"), _places(area, table)
    own = table.where(place_code=area.places.area.code, period=table.latest()).records()
    facts = {f"line.{fact_name(row['line'])}": number_fact(row, field, row["line"].lower()) for row in own}
    places = table.with_frame(table.frame[table.frame["place_code"] != area.places.area.code])
    for line, (total, count) in known_sums(places, "line").items():
        facts[f"known.{fact_name(line)}"] = Fact(total, "gbp", shown(total, "gbp"))
        facts[f"known.{fact_name(line)}_places"] = count_fact(count)
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
    return f"Spending is {beside_budget(whole['variance'])}; {names}"


def beside_budget(variance: float) -> str:
    """`£300 above budget`."""
    side = "above" if variance > 0 else "below"
    return f"{shown(abs(variance), 'gbp')} {side} budget" if variance else "equal to the budget"


def _spent_draw(area: Area, table: Tidy) -> Picture:
    rows = _spent(area, table)
    values, texts = [float(row["variance"]) for row in rows], [said(row, table.field("variance")) for row in rows]
    return distances([str(row["place"]) for row in rows], [Dots("Variance", values, texts)], line="Budget", scale=False)


def _spent_alt(area: Area, table: Tidy) -> str:
    rows = [f"{row['place']} {said(row, table.field('variance'))}" for row in _spent(area, table)]
    return f"Dots beside a line for the budget: {'; '.join(rows)}."


def _spent_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    whole, rows = _whole(area, table), _spent(area, table)
    side = "below" if whole is not None and whole["variance"] < 0 else "above"
    labels = {"variance": f"spent {side} budget", "staffing_share": "of the budget goes to staff"}
    facts = {name: number_fact(whole, table.field(name), labels.get(name, "")) for name in _COLUMNS}
    facts["places_reporting"] = count_fact(len(rows))
    under = [row for row in rows if row["variance"] < 0]
    if under:
        facts |= {
            "lowest_place": text_fact(under[-1]["place"]),
            "lowest_variance": number_fact(under[-1], table.field("variance")),
        }
    return {f"spending.{name}": fact for name, fact in facts.items()}


def _largest_category(area: Area, table: Tidy) -> str:
    sums = known_sums(table, "category")
    name = max(sums, key=lambda name: sums[name], default=None)
    return (
        f"{name} costs most: {shown(sums[name][0], 'gbp')} where it is reported" if name else "No amount is available"
    )


def _by_line(area: Area, table: Tidy) -> View:
    if lines_apart(table):
        return PivotView("place", "line", "amount", _BY_PLACE.title, split="period")
    return ListView(("place", "line", "funder", "status", "period", "amount"), _BY_PLACE.title)


def figures(area: Area) -> tuple[Figure, ...]:
    """Budgets by place, where places have budgets; spending, where it is given."""
    below = {place.code for place in area.places.below}
    wanted = (
        "budget" in area.tables and below & {row["place"] for row in area.tables["budget"].rows},
        "spend" in area.tables,
        "spend" in area.tables,
    )
    found = [figure for figure, want in zip((_BY_PLACE, _SPENDING, _CATEGORIES), wanted, strict=True) if want]
    if _SPENDING in found:
        found += mapped.maps(area, _SPENDING.measure(area), "variance_percent", _SPENDING, _last)
    return tuple(found)


def _last(table: Tidy) -> Tidy:
    return table.where(period=table.latest())


_BY_PLACE = Figure(
    id="by-place", title="Budgets by place", measure=by_place, headline=_headline, subtitle=when("Amounts by line, pounds"), alt=_alt, draw=_draw, facts=_facts,
    view=_by_line, tables=("budget",),
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

"""Statutory assessment: education, health and care plans completed, by the child's age, and how many before school."""

import math

import pandas as pd

from generators.charts.bars import grouped
from generators.charts.picture import Picture
from generators.inputs.ages import age_band
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Table
from generators.inputs.marks import combined
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.tallies import shares_within
from generators.measures.tidy import PERIOD as WHEN
from generators.measures.tidy import PERIOD_SORT, PLACE_CODE, PLACE_NAME, Field, Tidy, marks_of, tidy
from generators.numbers import listed, per_1000
from generators.sections.model import Fact, Figure, ListView, PivotView, Section, number_fact, said
from generators.sections.tallies import bars_by, read_out

PLANS = Table(
    name="ehc_plans",
    title="Education, health and care plans completed",
    key=("place", "period", "age_band"),
    columns=(
        PLACE, PERIOD, AGE_BAND,
        Column("completed", Kind.WHOLE, "Plans completed", "children", least=0, most=100_000, snapshot=False),
        Column("population", Kind.WHOLE, "Children of that age", "children", least=0, most=1_000_000, basis=Basis.OFFICIAL_ESTIMATE, optional=True),
    ),
    complete=("place", "age_band"),
    about="One row for each place and age; 0 is a true zero, and [x] means that nobody reported. A plan is one child’s, so small counts are protected.",
)  # fmt: skip


def _plans(area: Area) -> Tidy:
    """One row per place, period and age: plans, and their share of the place's plans of that period."""
    return shares_within(
        tidy(area, PLANS.name), "completed", ("place_code", "period"), "Share of the plans of these ages"
    )


def _rates(area: Area) -> Tidy:
    """The same, with plans for each 1,000 children of the age; where nobody gives the children, there is no rate."""
    table = _plans(area)
    marks = marks_of(table.frame, "completed", "population").where(table.frame["population"].notna(), "[x]")
    return table.with_value(Field("rate", "Plans per 1,000 children of that age", "per_1000", 1), per_1000(table.frame["completed"], table.frame["population"]), marks)  # fmt: skip


def _with_rates(area: Area) -> tuple[Figure, ...]:
    """Rates are shown where any population is given."""
    given = PLANS.name in area.tables and area.tables[PLANS.name].frame["population"].notna().any()
    return (RATES,) if given else ()


def _early(area: Area) -> Tidy:
    """One row per place and period: plans in all, and the share below each age at which the settings let Reception begin."""
    table = _plans(area)
    ages = area.settings.thresholds.reception_ages
    rows = [_row(part, ages) for _, part in table.frame.groupby(["place_code", "period"], sort=False)]
    shares = (Field(f"under_{age}", f"Completed under age {age}", "percent", is_value=True) for age in ages)
    return Tidy(pd.DataFrame(rows), (PLACE_CODE, PLACE_NAME, WHEN, PERIOD_SORT, table.field("completed"), *shares))


def _row(part: pd.DataFrame, ages: list[int]) -> dict[str, object]:
    mark = combined(*part["completed_mark"])
    row = {name: part[name].iloc[0] for name in ("place_code", "place", "period", "period_sort")}
    row |= {"completed": part["completed"].sum(skipna=False), "completed_mark": mark}
    for age in ages:
        young = part[[age_band(text).last < age for text in part["age_band"]]]
        share = young["share"].sum(skipna=False) if len(young) else math.nan  # no age below it is not a zero
        row |= {
            f"under_{age}": share,
            f"under_{age}_mark": combined(mark, *young["share_mark"]) if len(young) else "[x]",
        }
    return row


def _told(area: Area, table: Tidy) -> str:
    """The shares below the lowest age of the settings: there the report's word “before Reception” cannot be wrong."""
    field = table.field(f"under_{min(area.settings.thresholds.reception_ages)}")
    shares = [f"{said(row, field)} in {row['place']}" for row in table.where(period=table.latest()).records()]
    return f"Plans completed under age {field.name[-1]}: {listed(shares)}"


def _draw(area: Area, table: Tidy) -> Picture:
    """For each place a bar for each reading, the strictest strong."""
    rows = table.where(period=table.latest()).records()
    groups = [(field.label.removeprefix("Completed "), [row[field.name] for row in rows], [said(row, field) for row in rows]) for field in table.values[1:]]  # fmt: skip
    return grouped([row["place"] for row in rows], groups, strong=0)


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts = {}
    for row in table.where(period=table.latest()).records():
        for field in table.values:
            words = (
                "plans in" if field.name == "completed" else f"of plans {field.label[0].lower()}{field.label[1:]}, in"
            )
            facts[f"{slug(row['place']).replace('-', '_')}_{field.name}"] = number_fact(row, field, f"{words} {row['place']}")  # fmt: skip
    return facts


def _ages(area: Area, table: Tidy) -> dict[str, Fact]:
    return {
        f"{slug(row['place']).replace('-', '_')}_age_{slug(row['age_band']).replace('-', '_')}": number_fact(row, table.field("completed"), "plans")
        for row in table.where(period=table.latest()).records()
    }  # fmt: skip


def _most(area: Area, table: Tidy) -> str:
    counts = table.where(period=table.latest()).frame.groupby("age_band", sort=False)["completed"].sum()
    return f"Most plans are completed at age {counts.idxmax()}" if counts.max() > 0 else "No plan was completed"


RATES = Figure(
    id="rates", title="Plans per 1,000 children", measure=_rates, headline=lambda area, table: "Plans for every 1,000 children of each age",
    subtitle=lambda area, table: "Education, health and care plans (EHCPs) completed, per 1,000 children of that age",
    draw=lambda area, table: bars_by(table.where(period=table.latest()), "age_band", "place", "rate"),
    alt=lambda area, table: read_out(table, "age_band", "place", "rate"),
    view=lambda area, table: PivotView("age_band", "place", "rate", "Plans per 1,000 children", split="period"),
    tables=(PLANS.name,), counted=("age_band", "ages"),
)  # fmt: skip
SECTION = Section(
    slug="statutory",
    title="Statutory plans",
    question="Are needs found before school?",
    tables=(PLANS,),
    figures=(
        Figure(
            id="before-reception", title="Plans before Reception", measure=_early, headline=_told, facts=_facts,
            subtitle=lambda area, table: "Education, health and care plans (EHCPs): all that are counted, and the share before Reception in each reading",
            alt=lambda area, table: "Bars. " + "; ".join(f"{row['place']}, {', '.join(f'{field.label.lower()} {said(row, field)}' for field in table.values)}" for row in table.records()) + ".",
            view=lambda area, table: ListView(("place", "period", *(field.name for field in table.values)), "Plans before Reception"),
            notes=lambda area, table: ["Children start Reception in the school year in which they turn 5. Under 4 is surely before it; under 5 may not be."],
            draw=_draw, tables=("ehc_plans",), counted=("place_code", "places"),
        ),
        Figure(
            id="plans", title="Plans by age", measure=_plans, headline=_most, facts=_ages,
            subtitle=lambda area, table: "Education, health and care plans (EHCPs) completed, by the child’s age",
            draw=lambda area, table: bars_by(table.where(period=table.latest()), "age_band", "place", "completed"),
            alt=lambda area, table: read_out(table, "age_band", "place", "completed"),
            view=lambda area, table: PivotView("age_band", "place", "completed", "Plans by age", split="period"),
            tables=("ehc_plans",), counted=("age_band", "ages"),
        ),
    ),
    more=_with_rates,
    profile=(("before-reception", "completed"), ("plans", "completed"), ("plans", "share")),
)  # fmt: skip

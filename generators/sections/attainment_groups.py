"""Gaps between groups of pupils, such as those with and without free school meals: how wide, how sure, and since when."""

import math

from generators.charts.picture import Picture
from generators.charts.whiskers import Whisker, whiskers
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Rate, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.groups import REAL, group_gaps
from generators.measures.tidy import Tidy, period_words
from generators.numbers import in_words, shown
from generators.sections.model import Fact, Figure, ListView, known, number_fact, said

GROUPS = Table(
    name="attainment_groups",
    title="Attainment of groups of pupils",
    key=("place", "period", "measure", "group"),
    columns=(
        PLACE,
        PERIOD,
        Column("measure", Kind.WORD, "Measure", allowed=("@indicators:attainment",)),
        Column("group", Kind.TEXT, "Group", example="Free school meals"),
        Column("against", Kind.TEXT, "Compared with", optional=True, about="The group that this one is compared with.", example="All other pupils"),
        Column("percent", Kind.NUMBER, "Reached it", "percent", least=0, most=100),
        Column("cohort", Kind.WHOLE, "Pupils", "children", least=0, optional=True, snapshot=False),
    ),
    rates=(Rate("percent", "cohort"),),
    about="Percentages of pupils of a group who reached a goal. The gap is the group's share minus that of the one beside it.",
)  # fmt: skip


def _latest(table: Tidy) -> list[Record]:
    """The last gap of each place, measure and group."""
    found: dict[tuple[str, str, str], Record] = {}
    for row in sorted(known(table, "gap"), key=lambda row: str(row["period_sort"])):
        found[row["place_code"], row["measure"], row["group"]] = row
    return list(found.values())


def _label(area: Area, row: Record) -> str:
    who = "" if row["place_code"] == area.places.area.code else f", {row['place']}"
    return f"{area.settings.indicators[row['measure']].short}: {row['group']}{who}"


def _headline(area: Area, table: Tidy) -> str:
    rows = _latest(table)
    if not rows:
        return "No gap between groups can be computed"
    widest = max(rows, key=lambda row: abs(float(row["gap"])))
    side = "behind" if widest["gap"] < 0 else "ahead of"
    size = shown(abs(float(widest["gap"])), "pp")
    return f"{widest['group']}: {size} {side} {str(widest['against'])[:1].lower()}{str(widest['against'])[1:]}"


def _draw(area: Area, table: Tidy) -> Picture:
    field = table.field("gap")
    rows = [
        Whisker(
            _label(area, row),
            float(row["gap"]),
            float(row["gap_low"]),
            float(row["gap_high"]),
            said(row, field).split(" ")[0],
        )
        for row in _latest(table)
    ]
    return whiskers(rows, "Gap, with its interval", (), unit=" pp", zero=True)


def _alt(area: Area, table: Tidy) -> str:
    words = [f"{_label(area, row)}, {period_words(row['period'])}: {_sentence(row, table)}" for row in _latest(table)]
    return f"Dots with intervals. {'. '.join(words)}."


def _sentence(row: Record, table: Tidy) -> str:
    text = f"{said(row, table.field('percent'))} against {said(row, table.field('compared'))}, gap {said(row, table.field('gap'))}"
    if math.isnan(row["gap_low"]):
        return f"{text}, no interval"
    return f"{text}, interval {shown(row['gap_low'], 'pp', signed=True).split(' ')[0]} to {shown(row['gap_high'], 'pp', signed=True)}"


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts = {}
    for row in _latest(table):
        if row["place_code"] == area.places.area.code:
            group = "".join(letter if letter.isalnum() else "_" for letter in row["group"].lower())
            facts[f"{row['measure']}.group_gap.{group}"] = number_fact(row, table.field("gap"))
    return facts


def _notes(area: Area, table: Tidy) -> list[str]:
    clear = sum(row["verdict"] == REAL for row in _latest(table))
    count = len(_latest(table))
    told = f"{in_words(clear).capitalize() if clear else 'None'} of {in_words(count)} gaps {'is' if clear < 2 else 'are'} clear of chance."
    return [
        *([told] if count else []),
        "The interval of a gap is Newcombe’s, 95%. A group of which the number of pupils is not given has none.",
    ]


FIGURE = Figure(
    id="groups", title="Gaps between groups", measure=group_gaps, headline=_headline, draw=_draw, alt=_alt, facts=_facts, notes=_notes,
    subtitle=lambda area, table: f"Share of a group minus that of the other, percentage points, {area.about.name}, latest year of each",
    view=lambda area, table: ListView(
        ("measure", "group", "against", "place", "period", "percent", "compared", "gap", "gap_low", "gap_high", "verdict"),
        f"Gaps between groups, {area.about.name}",
    ),
    tables=("attainment_groups",), counted=("measure", "measures"),
)  # fmt: skip

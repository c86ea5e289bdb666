"""Workforce: whether there are the people, and how that compares."""

import math
from collections.abc import Mapping

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.staffing import ratios, staff
from generators.measures.tidy import Tidy, period_words
from generators.numbers import shown
from generators.sections.model import Fact, Figure, ListView, Section, Verdict, bare, known, minis, number_fact, said
from generators.sections.phases import NEED_TYPES

BASES = {"per_1000_children": "1,000 children", "per_1000_predicted": "1,000 children with predicted need"}
WORKFORCE = Table(
    name="workforce",
    title="Workforce",
    key=("place", "period", "role", "need_type"),
    columns=(
        PLACE,
        PERIOD,
        Column("role", Kind.TEXT, "Role"),
        Column("need_type", Kind.WORD, "Type of need", allowed=NEED_TYPES, optional=True),
        Column("wte", Kind.NUMBER, "WTE in post", "wte", least=0, most=100_000),
        Column("vacancies", Kind.NUMBER, "WTE vacant", "wte", least=0, most=100_000, optional=True),
    ),
    totals=("place",),
    about="Staff in whole-time equivalents (WTE) on one day.",
)
RATIOS = Table(
    name="workforce_ratios",
    title="Workforce ratios, as printed",
    key=("place", "period", "role", "base"),
    columns=(
        PLACE,
        PERIOD,
        Column("role", Kind.TEXT, "Role"),
        Column("base", Kind.WORD, "Per", allowed=tuple(BASES)),
        Column("ratio", Kind.NUMBER, "WTE per 1,000", "per_1000", least=0, most=1000),
    ),
    about="Ratios of staff to children that a source prints without the numbers they come from.",
)


def _last(area: Area, table: Tidy, base: str) -> Record | None:
    """The area's own latest row of a base that has a ratio: a ratio of one of its places says nothing of the area."""
    rows = known(table.where(base=base, place_code=area.places.area.code), "ratio")
    return max(rows, key=lambda row: str(row["period_sort"]), default=None)


def _spoken_of(area: Area, table: Tidy) -> Record | None:
    return next((row for base in reversed(BASES) if (row := _last(area, table, base))), None)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    ratio = facts.get("ratio") or facts.get("wte")
    if ratio is None or not isinstance(ratio.value, float):
        return f"Workforce in {area.about.name}"
    before = facts.get("ratio_before")
    if before is not None and isinstance(before.value, float) and before.value != ratio.value:
        return f"Staffing {'rose' if ratio.value > before.value else 'fell'} from {bare(before)} to {bare(ratio)} {ratio.label}"
    return f"{bare(ratio)} {ratio.label}"


def _headline(area: Area, table: Tidy) -> str:
    row = _spoken_of(area, table)
    if row is None:
        return "Ratios by place" if known(table, "ratio") else "No ratio is available"
    if math.isnan(row["change_percent"]):
        return f"{row['role']}: {said(row, table.field('ratio'))} per {BASES[row['base']]}"
    change, since = float(row["change_percent"]), period_words(_before(table, row))
    if change == 0:
        return f"{row['role']}: the same as in {since}"
    return f"{row['role']}: {'up' if change > 0 else 'down'} by {shown(abs(change), 'percent')} since {since}"


def _before(table: Tidy, row: Record) -> str:
    earlier = [
        other
        for other in table.where(base=row["base"], role=row["role"], place_code=row["place_code"]).records()
        if other["period_sort"] < row["period_sort"]
    ]
    return str(max(earlier, key=lambda other: str(other["period_sort"]))["period"])


def _one_ratio(table: Tidy) -> str:
    """Whose ratio it is and to whom, where all rows are of one: the bars need not repeat it."""
    found = {f"{row['role']} per {BASES[row['base']]}" for row in known(table, "ratio")}
    return found.pop() if len(found) == 1 else ""


def _subtitle(area: Area, table: Tidy) -> str:
    if whose := _one_ratio(table):
        return f"{whose}, in whole-time equivalents (WTE), {area.about.name}"
    return f"Staff in whole-time equivalents (WTE) per 1,000 children, {area.about.name}"


def _bars(area: Area, table: Tidy) -> list[tuple[str, Record]]:
    one = _one_ratio(table)
    return [
        (
            f"{'' if row['place_code'] == area.places.area.code else row['place'] + ', '}{period_words(row['period'])}"
            + ("" if one else f", {row['role'].lower()} per {BASES[row['base']]}"),
            row,
        )
        for row in known(table, "ratio")
    ]


def _draw(area: Area, table: Tidy) -> Picture:
    spoken = _spoken_of(area, table)
    return ranked(
        [Bar(name, row["ratio"], said(row, table.field("ratio")), row == spoken) for name, row in _bars(area, table)]
    )


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = _spoken_of(area, table)
    if row is None:
        return {}
    label = f"{row['role'].lower()} (WTE) per {BASES[row['base']]}"
    own = table.where(base=row["base"], role=row["role"], place_code=row["place_code"])
    history = sorted(own.records(), key=lambda one: str(one["period_sort"]))
    bars = minis([(period_words(one["period"]), one) for one in history], table.field("ratio"))
    return {
        "ratio": number_fact(row, table.field("ratio"), label, _verdict(row, table), bars),
        "ratio_before": number_fact(row, table.field("before")),
        "ratio_change_percent": number_fact(
            row,
            table.field("change_percent"),
            f"{label}, {said(row, table.field('before'))} to {said(row, table.field('ratio'))}",
        ),
    }


def _verdict(row: Record, table: Tidy) -> Verdict | None:
    change = row["change_percent"]
    if math.isnan(change):
        return None
    words = f"{'Up' if change > 0 else 'Down'} from {said(row, table.field('before'))}" if change else "Unchanged"
    return Verdict("good" if change > 0 else "bad" if change < 0 else "same", words, up=change > 0)


def _staff_rows(table: Tidy) -> list[Record]:
    return sorted(known(table.where(period=table.latest()), "wte"), key=lambda row: -float(row["wte"]))


def _staff_headline(area: Area, table: Tidy) -> str:
    rows = _staff_rows(table)
    return (
        f"{rows[0]['role']} in {rows[0]['place']}: {said(rows[0], table.field('wte'))} WTE"
        if rows
        else "Staff in post are not available"
    )


def _staff_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    own = [row for row in _staff_rows(table) if row["place_code"] == area.places.area.code]
    row = own[0] if own else None
    return {
        "wte": number_fact(row, table.field("wte"), f"WTE in post: {row['role']}" if row else ""),
        "vacancy_rate": number_fact(row, table.field("vacancy_rate")),
    }


def _names(table: Tidy) -> list[str]:
    return [", ".join(filter(None, (row["place"], row["role"], row["need_type"]))) for row in _staff_rows(table)]


SECTION = Section(
    slug="workforce",
    title="Workforce",
    question="Do we have the people?",
    tables=(WORKFORCE, RATIOS),
    headline=_told,
    figures=(
        Figure(
            id="ratio",
            title="Staff per 1,000 children",
            measure=ratios,
            headline=_headline,
            subtitle=_subtitle,
            alt=lambda area, table: (
                f"Bars{f' of {one[:1].lower()}{one[1:]}' if (one := _one_ratio(table)) else ''}: "
                + "; ".join(f"{name} {said(row, table.field('ratio'))}" for name, row in _bars(area, table))
                + "."
            ),
            draw=_draw,
            view=lambda area, table: ListView(
                ("role", "base", "place", "period", "ratio", "before", "change_percent"),
                f"Workforce ratios, {area.about.name}",
            ),
            facts=_facts,
            tables=("workforce_ratios",),
            counted=("period", "periods"),
        ),
        Figure(
            id="staff",
            title="Staff in post",
            measure=staff,
            headline=_staff_headline,
            subtitle=lambda area, table: (
                f"Staff in post by role, WTE, {area.about.name}, {period_words(table.latest())}"
            ),
            alt=lambda area, table: (
                "Bars: "
                + "; ".join(
                    f"{name} {said(row, table.field('wte'))}"
                    for name, row in zip(_names(table), _staff_rows(table), strict=True)
                )
                + "."
            ),
            draw=lambda area, table: ranked(
                [
                    Bar(name, row["wte"], said(row, table.field("wte")))
                    for name, row in zip(_names(table), _staff_rows(table), strict=True)
                ]
            ),
            view=lambda area, table: ListView(
                (
                    "place",
                    "role",
                    "need_type",
                    "period",
                    "wte",
                    "vacancies",
                    "vacancy_rate",
                    "wte_per_1000",
                    "wte_per_1000_predicted",
                ),
                f"Staff in post, {area.about.name}",
            ),
            facts=_staff_facts,
            tables=("workforce",),
            counts="wte",
        ),
    ),
    profile=(("staff", "wte"),),
    card=("ratio", "wte"),
)

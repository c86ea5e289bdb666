"""Waiting times: who waits, for how long, and whether the source agrees with itself."""

import math
from collections.abc import Mapping

from generators.charts.bars import Bar, Line, grouped, with_ticks
from generators.charts.picture import Picture
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Part, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.tidy import Tidy, age_words, period_words
from generators.measures.waiting import THRESHOLDS, numbers_waiting, weeks_waited
from generators.numbers import decimals_of, in_words, plain
from generators.sections.ages import latest_own, singles, width
from generators.sections.model import Fact, Figure, ListView, Mini, Section, Verdict, bare, known, number_fact, said

STAGES = ("assessment", "intervention")
WAITING = Table(
    name="waiting",
    title="Waiting times",
    key=("place", "period", "stage", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        Column("stage", Kind.WORD, "Waiting for", allowed=STAGES),
        AGE_BAND,
        Column("waiting", Kind.WHOLE, "Waiting", "children", least=0, most=1_000_000, snapshot=True),
        Column("over_12_weeks", Kind.WHOLE, "Over 12 weeks", "children", least=0, most=1_000_000, snapshot=True),
        Column("over_18_weeks", Kind.WHOLE, "Over 18 weeks", "children", least=0, most=1_000_000, snapshot=True),
        Column("mean_weeks", Kind.NUMBER, "Mean wait", "weeks", least=0, most=520),
        Column("longest_weeks", Kind.NUMBER, "Longest current wait", "weeks", least=0, most=520),
    ),
    totals=("age_band", "place"),
    parts=(Part("over_12_weeks", "waiting"), Part("over_18_weeks", "waiting"), Part("over_18_weeks", "over_12_weeks")),
    about="Children on the waiting list on one day, and how long they wait.",
)


def _bands(table: Tidy, area: Area, value: str) -> list[Record]:
    """The area's own rows of the last period, of the first stage that somebody waits for."""
    for stage in STAGES:
        rows = [row for row in latest_own(area, table) if row["stage"] == stage]
        if any(row[value] > 0 for row in rows):
            return [row for row in rows if row[value] != 0]
    return []


def _waiting(area: Area, table: Tidy) -> list[Record]:
    """The bands with somebody waiting; where nobody does, or nobody may know, all bands of the first stage there is."""
    rows = latest_own(area, table)
    stages = [[row for row in rows if row["stage"] == stage] for stage in STAGES]
    return _bands(table, area, "waiting") or next((found for found in stages if found), [])


def _weeks_rows(area: Area, table: Tidy) -> list[Record]:
    rows = _bands(table, area, "longest_weeks") or _bands(table, area, "mean_weeks")
    return singles([row for row in rows if not (math.isnan(row["longest_weeks"]) and math.isnan(row["mean_weeks"]))])


def _weeks_headline(area: Area, table: Tidy) -> str:
    rows = [row for row in _weeks_rows(area, table) if not math.isnan(row["longest_weeks"])]
    if not rows:
        return f"Weeks waited in {area.about.name}"
    longest = max(rows, key=lambda row: float(row["longest_weeks"]))
    return f"The longest current wait, {said(longest, table.field('longest_weeks'))}, is at ages {age_words(longest['age_band'])}"


def _weeks_subtitle(area: Area, table: Tidy) -> str:
    rows = _weeks_rows(area, table)
    stage = rows[0]["stage"] if rows else STAGES[0]
    return f"Weeks waited for {stage} by age, {area.about.name}, {period_words(table.latest())}: mean (diamond) and longest current wait (bar)"


def _weeks_draw(area: Area, table: Tidy) -> Picture:
    rows = _weeks_rows(area, table)
    bars = [Bar("", row["longest_weeks"], said(row, table.field("longest_weeks"))) for row in rows]
    ticks = [
        (
            age_words(row["age_band"]),
            row["mean_weeks"],
            plain(row["mean_weeks"], decimals_of("weeks", row["mean_weeks"])),
        )
        for row in rows
        if not math.isnan(row["mean_weeks"])
    ]
    lines = [Line(f"{weeks} weeks", weeks) for weeks in THRESHOLDS]
    return with_ticks([age_words(row["age_band"]) for row in rows], bars, ticks, lines)


def _weeks_alt(area: Area, table: Tidy) -> str:
    rows = _weeks_rows(area, table)
    numbers = "; ".join(
        f"{age_words(row['age_band'])}, longest {said(row, table.field('longest_weeks'))}, mean {said(row, table.field('mean_weeks'))}"
        for row in rows
    )
    return f"Bars of the longest current wait with a diamond at the mean, by age: {numbers}. Dashed lines at 12 and 18 weeks."


def _weeks_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    rows = [row for row in _weeks_rows(area, table) if not math.isnan(row["longest_weeks"])]
    longest = max(rows, key=lambda row: float(row["longest_weeks"]), default=None)
    means = [row for row in _weeks_rows(area, table) if not math.isnan(row["mean_weeks"])]
    field = table.field("mean_weeks")
    return {
        "longest_weeks": number_fact(longest, table.field("longest_weeks"), "is the longest current wait"),
        "mean_weeks_lowest": number_fact(min(means, key=lambda row: float(row["mean_weeks"]), default=None), field),
        "mean_weeks_highest": number_fact(max(means, key=lambda row: float(row["mean_weeks"]), default=None), field),
    }


def _total(area: Area, table: Tidy) -> Record | None:
    """The row over all ages: the widest band of the area's last period."""
    rows = _waiting(area, table)
    return max(rows, key=lambda row: width(row["age_band"]), default=None)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: how many wait, and how many too long."""
    total, over = facts["total"], facts["over_12_weeks"]
    if not isinstance(total.value, float):
        return f"Waiting times in {area.about.name}"
    if total.value == 0:
        return f"No {total.label}"
    if not isinstance(over.value, float):
        return f"{bare(total)} {total.label}"
    if over.value > total.value:
        return f"{bare(total)} {total.label}, but {bare(over)} are counted as waiting over 12 weeks"
    return f"{bare(total)} {total.label}, {bare(over)} of them over 12 weeks"


def _numbers_headline(area: Area, table: Tidy) -> str:
    rows = singles(_waiting(area, table))
    clashes = [row for row in rows if row["over_12_weeks"] > row["waiting"]]
    if clashes:
        return (
            f"In {in_words(len(clashes))} of {in_words(len(rows))} age bands, more wait over 12 weeks than wait at all"
        )
    given = [row for row in rows if not math.isnan(row["waiting"])]
    if not given:
        return f"Children waiting in {area.about.name}"
    most = max(given, key=lambda row: float(row["waiting"]))
    if most["waiting"] == 0:
        return f"No children wait for {most['stage']}"
    return f"Most of those waiting are aged {age_words(most['age_band'])}: {said(most, table.field('waiting'))}"


def _numbers_draw(area: Area, table: Tidy) -> Picture:
    rows = singles(_waiting(area, table))
    fields = {"waiting": "waiting", "over 12 weeks": "over_12_weeks", "over 18 weeks": "over_18_weeks"}
    groups = [
        (name, [row[field] for row in rows], [said(row, table.field(field)) for row in rows])
        for name, field in fields.items()
    ]
    return grouped([age_words(row["age_band"]) for row in rows], groups, strong=0)


def _numbers_alt(area: Area, table: Tidy) -> str:
    rows = _waiting(area, table)
    numbers = "; ".join(
        f"{age_words(row['age_band'])}: {said(row, table.field('waiting'))} waiting, {said(row, table.field('over_12_weeks'))} over 12 weeks, {said(row, table.field('over_18_weeks'))} over 18 weeks"
        for row in rows
    )
    return f"Bars of children waiting by age. {numbers}."


def _numbers_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    row = _total(area, table)
    facts = {
        "total": number_fact(
            row,
            table.field("waiting"),
            f"children wait for {row['stage']}" if row else "",
            _verdict(row, table),
            _minis(row, table),
        )
    }
    for weeks in THRESHOLDS:
        facts[f"over_{weeks}_weeks"] = number_fact(row, table.field(f"over_{weeks}_weeks"))
        facts[f"share_over_{weeks}_weeks"] = number_fact(row, table.field(f"share_over_{weeks}_weeks"))
    return facts


def _verdict(row: Record | None, table: Tidy) -> Verdict | None:
    if row is None or math.isnan(row["waiting"]) or math.isnan(row["over_12_weeks"]):
        return None
    over = said(row, table.field("over_12_weeks"))
    if row["over_12_weeks"] > row["waiting"]:
        return Verdict("warn", f"Contradicted: {over} over 12 weeks")
    return Verdict("plain", f"{over} of them over 12 weeks")


def _minis(row: Record | None, table: Tidy) -> tuple[Mini, ...]:
    """Those who wait, and those who wait over 12 weeks, as two bars."""
    fields = (table.field("over_12_weeks"), table.field("waiting"))
    if row is None or any(math.isnan(row[field.name]) for field in fields):
        return ()
    top = max(row[field.name] for field in fields) or 1
    names = ("Over 12 weeks", "Waiting")
    return tuple(
        Mini(name, row[field.name] / top, said(row, field), field.name == "waiting")
        for name, field in zip(names, fields, strict=True)
    )


def _numbers_notes(area: Area, table: Tidy) -> list[str]:
    rows = known(table, "waiting")
    clashes = [row for row in rows if any(row[f"over_{weeks}_weeks"] > row["waiting"] for weeks in THRESHOLDS)]
    return ["No share is computed where more children are counted over a limit than are waiting."] if clashes else []


SECTION = Section(
    slug="waiting",
    title="Waiting times",
    question="Who waits too long?",
    tables=(WAITING,),
    headline=_told,
    figures=(
        Figure(
            id="weeks",
            title="Weeks waited",
            measure=weeks_waited,
            headline=_weeks_headline,
            subtitle=_weeks_subtitle,
            alt=_weeks_alt,
            draw=_weeks_draw,
            view=lambda area, table: ListView(
                ("age_band", "stage", "place", "period", "mean_weeks", "longest_weeks"),
                f"Weeks waited by age, {area.about.name}",
            ),
            facts=_weeks_facts,
            tables=("waiting",),
            counted=("age_band", "age bands"),
        ),
        Figure(
            id="numbers",
            title="Numbers waiting",
            measure=numbers_waiting,
            headline=_numbers_headline,
            subtitle=lambda area, table: (
                f"Children waiting, and waiting over 12 and 18 weeks, by age, {area.about.name}, {period_words(table.latest())}"
            ),
            alt=_numbers_alt,
            draw=_numbers_draw,
            view=lambda area, table: ListView(
                (
                    "age_band",
                    "stage",
                    "place",
                    "period",
                    "waiting",
                    "over_12_weeks",
                    "over_18_weeks",
                    "share_over_12_weeks",
                    "share_over_18_weeks",
                ),
                f"Children waiting by age, {area.about.name}",
            ),
            facts=_numbers_facts,
            notes=_numbers_notes,
            tables=("waiting",),
            counted=("age_band", "age bands"),
        ),
    ),
    profile=(("numbers", "waiting"), ("weeks", "longest_weeks")),
    card=("total",),
)

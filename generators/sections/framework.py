"""The framework's grid: provision and gaps by strand and level, in pictures and words."""

import math
from collections.abc import Callable

from generators.charts.heat import Grid, changes, grids
from generators.charts.picture import Picture, change_classes, classes
from generators.inputs.declare import TOTAL
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.provision import HYPHENATED, LEVELS, STRANDS, change, gaps, last_two, provisions
from generators.measures.tidy import Tidy, period_words
from generators.numbers import in_words, listed, plain
from generators.sections.model import Fact, Figure, PivotView, View, count_fact, first, known, number_fact, said

EITHER = ("provision_counts", "provision_register")
_HEADS = [HYPHENATED.get(strand, strand) for strand in STRANDS]


def inner(table: Tidy) -> Tidy:
    """The 15 cells without totals."""
    return table.only(level=LEVELS, strand=STRANDS)


def cell(table: Tidy, period: str | None, level: str = TOTAL, strand: str = TOTAL) -> Record | None:
    """One cell, or a total, of a period."""
    return first(table.where(period=period, level=level, strand=strand))


def number(row: Record | None, name: str = "count") -> float:
    """A cell's number; NaN where there is no row."""
    return float(row[name]) if row else math.nan


def shown_periods(table: Tidy) -> list[str]:
    """The last two periods, which pictures show."""
    return [when for when in last_two(table) if when is not None]


def _heat_headline(area: Area, table: Tidy) -> str:
    """Where the last period has least, or nothing."""
    _, now = last_two(table)
    rows, noun = known(inner(table).where(period=now), "count"), "provision" if _is_provision(table) else "gap"
    if not rows:
        return f"The number of {noun}s by strand and level is not available"
    empty = sum(row["count"] == 0 for row in rows)
    if empty:
        return f"{in_words(empty).capitalize()} of {len(rows)} cells {'has' if empty == 1 else 'have'} no {noun}"
    row = min(rows, key=lambda row: float(row["count"]))
    number = said(row, table.field("count"))
    return f"Fewest {noun}s: {row['level'].lower()} {row['strand'].lower()}, with {number}"


def _is_provision(table: Tidy) -> bool:
    return bool((table.frame["kind"] == "provision").all())


def _heat_subtitle(area: Area, table: Tidy) -> str:
    kind = "Number of provisions" if _is_provision(table) else "Number of gaps"
    periods = listed([period_words(when) for when in shown_periods(table)])
    scale = ", on one colour scale" if len(shown_periods(table)) > 1 else ""
    return f"{kind} reported by strand and level of the Balanced System®, {area.about.name}, {periods}{scale}"


def _as_grid(table: Tidy, value: str, title: str) -> Grid:
    rows = {(row["level"], row["strand"]): row for row in table.records()}
    field = table.field(value)
    return Grid(
        title,
        [[float(rows[level, strand][value]) for strand in STRANDS] for level in LEVELS],
        [[said(rows[level, strand], field) for strand in STRANDS] for level in LEVELS],
    )


def _heat_draw(area: Area, table: Tidy) -> Picture:
    periods = shown_periods(table)
    cells = inner(table)
    maps = [_as_grid(cells.where(period=when), "count", period_words(when)) for when in periods]
    return grids(
        LEVELS,
        _HEADS,
        maps,
        classes([float(row["count"]) for row in cells.only(period=periods).records()]),
    )


def _heat_alt(area: Area, table: Tidy) -> str:
    parts = []
    for when in shown_periods(table):
        rows = [
            f"{level}: "
            + ", ".join(
                f"{strand} {said(cell(table, when, level, strand) or {}, table.field('count'))}" for strand in STRANDS
            )
            for level in LEVELS
        ]
        parts.append(f"{period_words(when)}. {'; '.join(rows)}")
    return "Heat map by level and strand. " + ". ".join(parts) + "."


def _change_headline(area: Area, table: Tidy) -> str:
    rows = known(inner(table), "change")
    lost, gained = sum(row["change"] < 0 for row in rows), sum(row["change"] > 0 for row in rows)
    if not rows:
        return "No change can be computed"
    if not lost and not gained:
        return f"No cell of {len(rows)} changed"
    return f"{in_words(lost).capitalize() if lost else 'None'} of {len(rows)} cells lost provision, {'none' if gained == 0 else in_words(gained)} gained"


def _change_subtitle(area: Area, table: Tidy) -> str:
    before, now = last_two(provisions(area))
    return (
        f"Change in the number of provisions reported, {area.about.name}, {period_words(now)} against {period_words(before)}"
        if before
        else ""
    )


def _change_draw(area: Area, table: Tidy) -> Picture:
    cells = inner(table)
    return changes(
        LEVELS,
        _HEADS,
        _as_grid(cells, "change", "Change"),
        change_classes([float(row["change"]) for row in cells.records()]),
    )


def _change_alt(area: Area, table: Tidy) -> str:
    rows = [
        f"{level}: "
        + ", ".join(
            f"{row['strand']} {said(row, table.field('change'))}" for row in inner(table).where(level=level).records()
        )
        for level in LEVELS
    ]
    return "Heat map of changes by level and strand. " + "; ".join(rows) + "."


def _changed(area: Area, total: Record | None) -> str:
    """`provisions reported, 338 to 246`."""
    if total is None or math.isnan(total["change"]):
        return "provisions reported"
    return f"provisions reported, {plain(total['before'])} to {plain(total['now'])}"


def _change_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    total = first(table.where(level=TOTAL, strand=TOTAL))
    rows = known(inner(table), "change")
    return {
        "change": number_fact(total, table.field("change"), _changed(area, total)),
        "change_percent": number_fact(total, table.field("change_percent")),
        "cells_lost": count_fact(sum(row["change"] < 0 for row in rows)),
        "cells_gained": count_fact(sum(row["change"] > 0 for row in rows)),
    }


def _heat_view(area: Area, table: Tidy) -> View:
    noun = "Provisions" if _is_provision(table) else "Gaps"
    return PivotView("level", "strand", "count", f"{noun} by level and strand", split="period", heat="level")


def heat(figure: str, title: str, kind: str, facts: Callable[[Area, Tidy], dict[str, Fact]] | None = None) -> Figure:
    """The heat map of provisions or of gaps, the last two periods on one scale."""
    return Figure(
        id=figure,
        title=title,
        measure=provisions if kind == "provision" else gaps,
        headline=_heat_headline,
        subtitle=_heat_subtitle,
        alt=_heat_alt,
        draw=_heat_draw,
        view=_heat_view,
        facts=facts,
        either=EITHER,
        counted=("cell", "cells"),
    )


CHANGE = Figure(
    id="change",
    title="Change",
    measure=lambda area: change(provisions(area)),
    headline=_change_headline,
    subtitle=_change_subtitle,
    alt=_change_alt,
    draw=_change_draw,
    view=lambda area, table: PivotView("level", "strand", "change", "Change by level and strand", heat="change"),
    facts=_change_facts,
    either=EITHER,
    counted=("cell", "cells"),
)

"""Provision: what is offered in each cell of the five strands and three levels, where nothing is, and what changed."""

import math
from collections.abc import Mapping

from generators.charts.bars import Bar, grouped, ranked
from generators.charts.heat import Grid, changes, grids
from generators.charts.picture import Picture, change_classes, classes
from generators.inputs.ages import age_band
from generators.inputs.declare import PERIOD, PLACE, TOTAL, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.need import predicted
from generators.measures.provision import (
    ALL_PROVIDERS,
    HYPHENATED,
    LEVELS,
    STRANDS,
    cells,
    change,
    last_two,
    per_predicted,
    with_shares,
)
from generators.measures.tidy import Tidy, age_words, period_words
from generators.numbers import in_words, listed, plain
from generators.sections.model import (
    Fact,
    Figure,
    ListView,
    Mini,
    PivotView,
    Section,
    Verdict,
    View,
    count_fact,
    first,
    known,
    minis,
    number_fact,
    said,
)

KINDS = ("provision", "gap")
_KIND = Column("kind", Kind.WORD, "Kind", allowed=KINDS)
COUNTS = Table(
    name="provision_counts",
    title="Provisions and gaps by strand and level",
    key=("place", "period", "kind", "provider", "level", "strand"),
    columns=(
        PLACE,
        PERIOD,
        _KIND,
        Column(
            "provider",
            Kind.TEXT,
            "Provider",
            about=f'Who provides; write "{ALL_PROVIDERS}" where the source does not tell them apart.',
        ),
        Column("level", Kind.WORD, "Level", allowed=LEVELS),
        Column("strand", Kind.WORD, "Strand", allowed=STRANDS),
        Column("count", Kind.WHOLE, "Number reported", "count", least=0, most=100_000),
    ),
    matrix=("level", "strand"),
    totals=("strand", "level"),
    about="Counts of provisions or gaps that a source prints for each cell of the framework.",
)
REGISTER = Table(
    name="provision_register",
    title="Register of provisions and gaps",
    key=("place", "period", "kind", "name", "provider"),
    columns=(
        PLACE,
        PERIOD,
        _KIND,
        Column("name", Kind.TEXT, "Name"),
        Column("provider", Kind.TEXT, "Provider"),
        Column("strands", Kind.WORDS, "Strands", allowed=STRANDS),
        Column("levels", Kind.WORDS, "Levels", allowed=LEVELS),
        Column("setting", Kind.TEXT, "Setting", optional=True),
        Column("reach", Kind.WHOLE, "Children reached", "children", least=0, optional=True, snapshot=False),
        Column("evidence", Kind.TEXT, "Evidence", optional=True),
        Column("status", Kind.WORD, "Status", allowed=("running", "planned", "ended"), optional=True),
    ),
    about="One row for each provision or gap; the cells of the heat map are counted from it.",
)


def _provisions(area: Area) -> Tidy:
    return cells(area).where(kind="provision", provider=ALL_PROVIDERS)


def _gaps(area: Area) -> Tidy:
    return cells(area).where(kind="gap", provider=ALL_PROVIDERS)


def _inner(table: Tidy) -> Tidy:
    """The 15 cells without totals."""
    return table.only(level=LEVELS, strand=STRANDS)


def _cell(table: Tidy, period: str | None, level: str = TOTAL, strand: str = TOTAL) -> Record | None:
    return first(table.where(period=period, level=level, strand=strand))


def _number(row: Record | None, name: str = "count") -> float:
    return float(row[name]) if row else math.nan


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: how many provisions are reported, and how many were."""
    total, before = facts.get("total"), facts.get("total_before")
    if total is None or not isinstance(total.value, float):
        return f"Provision in {area.about.name}"
    if before is None or not isinstance(before.value, float):
        return f"{total.text} provisions are reported"
    if total.value == before.value:
        return f"Reported provision stayed at {total.text}"
    return f"Reported provision {'fell' if total.value < before.value else 'rose'} from {before.text} to {total.text}"


def _heat_headline(area: Area, table: Tidy) -> str:
    """Where the last period has least, or nothing."""
    _, now = last_two(table)
    rows, noun = known(_inner(table).where(period=now), "count"), "provision" if _is_provision(table) else "gap"
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


def _shown_periods(table: Tidy) -> list[str]:
    return [when for when in last_two(table) if when is not None]


def _heat_subtitle(area: Area, table: Tidy) -> str:
    kind = "Number of provisions" if _is_provision(table) else "Number of gaps"
    periods = listed([period_words(when) for when in _shown_periods(table)])
    scale = ", on one colour scale" if len(_shown_periods(table)) > 1 else ""
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
    periods = _shown_periods(table)
    inner = _inner(table)
    maps = [_as_grid(inner.where(period=when), "count", period_words(when)) for when in periods]
    return grids(
        LEVELS,
        [HYPHENATED.get(strand, strand) for strand in STRANDS],
        maps,
        classes([float(row["count"]) for row in inner.only(period=periods).records()]),
    )


def _heat_alt(area: Area, table: Tidy) -> str:
    parts = []
    for when in _shown_periods(table):
        rows = [
            f"{level}: "
            + ", ".join(
                f"{strand} {said(_cell(table, when, level, strand) or {}, table.field('count'))}" for strand in STRANDS
            )
            for level in LEVELS
        ]
        parts.append(f"{period_words(when)}. {'; '.join(rows)}")
    return "Heat map by level and strand. " + ". ".join(parts) + "."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    before, now = last_two(table)
    field = table.field("count")
    facts = {
        "total": number_fact(
            _cell(table, now), field, "provisions reported", _total_verdict(table), _total_minis(table)
        ),
        "total_before": number_fact(_cell(table, before), field) if before else Fact(None, "count", "[z]", "[z]"),
    }
    for level in LEVELS:
        facts[level.lower()] = number_fact(_cell(table, now, level=level), field)
        facts[f"{level.lower()}_before"] = number_fact(_cell(table, before, level=level), field)
    for strand in STRANDS:
        name = strand.lower().replace(" ", "_")
        facts[name] = number_fact(_cell(table, now, strand=strand), field)
        facts[f"{name}_before"] = number_fact(_cell(table, before, strand=strand), field)
        for level in LEVELS:
            facts[f"{name}_{level.lower()}"] = number_fact(_cell(table, now, level, strand), field)
            facts[f"{name}_{level.lower()}_before"] = number_fact(_cell(table, before, level, strand), field)
    rows = known(_inner(table).where(period=now), "count")
    facts["empty_cells"] = count_fact(sum(row["count"] == 0 for row in rows), "cells with nothing")
    facts["smallest_cell"] = number_fact(min(rows, key=lambda row: float(row["count"]), default=None), field)
    return facts


def _total_minis(table: Tidy) -> tuple[Mini, ...]:
    return minis([(period_words(when), _cell(table, when)) for when in _shown_periods(table)], table.field("count"))


def _total_verdict(table: Tidy) -> Verdict | None:
    before, now = last_two(table)
    moved = _number(_cell(table, now)) - _number(_cell(table, before))
    if math.isnan(moved) or before is None:
        return None
    if moved == 0:
        return Verdict("same", f"as many as in {period_words(before)}")
    return Verdict(
        "good" if moved > 0 else "bad",
        f"{plain(abs(moved))} {'more' if moved > 0 else 'fewer'} than in {period_words(before)}",
        up=moved > 0,
    )


def _change(area: Area) -> Tidy:
    return change(_provisions(area))


def _change_headline(area: Area, table: Tidy) -> str:
    rows = known(_inner(table), "change")
    lost, gained = sum(row["change"] < 0 for row in rows), sum(row["change"] > 0 for row in rows)
    if not rows:
        return "No change can be computed"
    if not lost and not gained:
        return f"No cell of {len(rows)} changed"
    return f"{in_words(lost).capitalize()} of {len(rows)} cells lost provision, {'none' if gained == 0 else in_words(gained)} gained"


def _change_subtitle(area: Area, table: Tidy) -> str:
    before, now = last_two(_provisions(area))
    return (
        f"Change in the number of provisions reported, {area.about.name}, {period_words(now)} against {period_words(before)}"
        if before
        else ""
    )


def _change_draw(area: Area, table: Tidy) -> Picture:
    inner = _inner(table)
    return changes(
        LEVELS,
        [HYPHENATED.get(strand, strand) for strand in STRANDS],
        _as_grid(inner, "change", "Change"),
        change_classes([float(row["change"]) for row in inner.records()]),
    )


def _change_alt(area: Area, table: Tidy) -> str:
    rows = [
        f"{level}: "
        + ", ".join(
            f"{row['strand']} {said(row, table.field('change'))}" for row in _inner(table).where(level=level).records()
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
    rows = known(_inner(table), "change")
    return {
        "change": number_fact(total, table.field("change"), _changed(area, total)),
        "change_percent": number_fact(total, table.field("change_percent")),
        "cells_lost": count_fact(sum(row["change"] < 0 for row in rows)),
        "cells_gained": count_fact(sum(row["change"] > 0 for row in rows)),
    }


def _totals(over: str) -> object:
    """Totals by level or by strand, with their shares."""
    other = "strand" if over == "level" else "level"
    return lambda area: with_shares(_provisions(area)).where(**{other: TOTAL})


def _by(over: str, title: str) -> Figure:
    words = LEVELS if over == "level" else STRANDS

    def rows_of(table: Tidy, when: str) -> list[Record]:
        return [first(table.where(**{over: word, "period": when})) or {} for word in words]

    def headline(area: Area, table: Tidy) -> str:
        before, now = last_two(table)
        moves = []
        for word in words:
            old, new = (
                first(table.where(**{over: word, "period": before})),
                first(table.where(**{over: word, "period": now})),
            )
            if not math.isnan(_number(old) + _number(new)):
                moves.append((abs(_number(new) - _number(old)), word, old, new))
        if not moves:
            most = max(
                known(table.where(period=now).only(**{over: words}), "count"),
                key=lambda row: float(row["count"]),
                default=None,
            )
            return f"{most[over]} has most: {said(most, table.field('count'))}" if most else f"Provision by {over}"
        _, word, old, new = max(moves, key=lambda move: move[0])
        kind = "provision" if over == "level" else "support"
        return f"{word} {kind} changed most, from {said(old or {}, table.field('count'))} to {said(new or {}, table.field('count'))}"

    def draw(area: Area, table: Tidy) -> Picture:
        groups = []
        for when in _shown_periods(table):
            rows = rows_of(table, when)
            groups.append(
                (
                    f"in {period_words(when)}",
                    [_number(row or None) for row in rows],
                    [said(row, table.field("count")) if row else "[x]" for row in rows],
                )
            )
        return grouped(list(words), groups)

    def alt(area: Area, table: Tidy) -> str:
        parts = []
        for word in words:
            numbers = [
                f"{said(row, table.field('count'))} in {period_words(row['period'])}"
                for row in table.where(**{over: word}).records()
            ]
            parts.append(f"{word} {', '.join(numbers)}")
        return f"Bars by {over}. " + "; ".join(parts) + "."

    return Figure(
        id=f"{over}s",
        title=title,
        measure=_totals(over),  # type: ignore[arg-type]
        headline=headline,
        subtitle=lambda area, table: f"Number of provisions reported by {over}, and share of all, {area.about.name}",
        alt=alt,
        draw=draw,
        view=lambda area, table: ListView((over, "period", "count", "share"), f"Provisions by {over}"),
        either=("provision_counts", "provision_register"),
        counted=(over, f"{over}s"),
    )


def _heat_view(area: Area, table: Tidy) -> View:
    noun = "Provisions" if _is_provision(table) else "Gaps"
    return PivotView("level", "strand", "count", f"{noun} by level and strand", split="period", heat="level")


def _heat(figure: str, title: str, kind: str) -> Figure:
    return Figure(
        id=figure,
        title=title,
        measure=_provisions if kind == "provision" else _gaps,
        headline=_heat_headline,
        subtitle=_heat_subtitle,
        alt=_heat_alt,
        draw=_heat_draw,
        view=_heat_view,
        facts=_facts if kind == "provision" else None,
        either=("provision_counts", "provision_register"),
        counted=("cell", "cells"),
    )


def _more(area: Area) -> tuple[Figure, ...]:
    """The change where there are two periods, gaps where they are recorded, providers where they are told apart."""
    figures = []
    table = cells(area)
    if len(_provisions(area).unique("period")) > 1:
        figures.append(_CHANGE)
    if len(_provisions(area).frame):
        figures += [_by("level", "Totals by level"), _by("strand", "Totals by strand")]
    if len(_provisions(area).frame):
        figures.append(_PER_NEED)
    if "gap" in table.unique("kind"):
        figures.append(_heat("gaps", "Gaps", "gap"))
    if len(table.unique("provider")) > 1:
        figures.append(_PROVIDERS)
    return tuple(figures)


def _per_need_headline(area: Area, table: Tidy) -> str:
    total = first(table.where(level=TOTAL, strand=TOTAL))
    field = table.field("per_1000_predicted")
    if total is None or math.isnan(total[field.name]):
        return "Provision cannot be set against need without the number of children"
    return f"There are about {said(total, field)} provisions for every 1,000 children with predicted need"


def _per_need_rows(table: Tidy) -> list[Record]:
    """Totals by strand, the fewest first: where a child with needs finds least."""
    return sorted(
        known(table.where(level=TOTAL).only(strand=STRANDS), "per_1000_predicted"),
        key=lambda row: float(row["per_1000_predicted"]),
    )


def _per_need_notes(area: Area, table: Tidy) -> list[str]:
    bands = sorted(predicted(area).unique("age_band"), key=age_band)
    ages = listed([age_words(band) for band in bands])
    return [
        f"Children with predicted need are those aged {ages}; their number is estimated. Provision may serve other ages too."
    ]


def _per_need_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    return {
        "per_1000_predicted": number_fact(
            first(table.where(level=TOTAL, strand=TOTAL)), table.field("per_1000_predicted")
        )
    }


def _providers(area: Area) -> Tidy:
    table = cells(area)
    return table.where(level=TOTAL, strand=TOTAL).only(
        provider=[name for name in table.unique("provider") if name != ALL_PROVIDERS]
    )


def _providers_rows(table: Tidy) -> list[Record]:
    return sorted(
        known(table.where(kind="provision", period=table.latest()), "count"), key=lambda row: -float(row["count"])
    )


def _providers_headline(area: Area, table: Tidy) -> str:
    rows = _providers_rows(table)
    return (
        f"{rows[0]['provider']} reports most: {said(rows[0], table.field('count'))}"
        if rows
        else "Provision by provider"
    )


def _providers_draw(area: Area, table: Tidy) -> Picture:
    rows = _providers_rows(table)
    return grouped(
        [row["provider"] for row in rows],
        [("", [float(row["count"]) for row in rows], [said(row, table.field("count")) for row in rows])],
    )


_CHANGE = Figure(
    id="change",
    title="Change",
    measure=_change,
    headline=_change_headline,
    subtitle=_change_subtitle,
    alt=_change_alt,
    draw=_change_draw,
    view=lambda area, table: PivotView("level", "strand", "change", "Change by level and strand", heat="change"),
    facts=_change_facts,
    either=("provision_counts", "provision_register"),
    counted=("cell", "cells"),
)
_PER_NEED = Figure(
    id="per-need",
    title="Provision against need",
    measure=per_predicted,
    headline=_per_need_headline,
    subtitle=lambda area, table: (
        f"Provisions reported per 1,000 children with predicted need, by strand, {area.about.name}, {period_words(table.latest())}"
    ),
    alt=lambda area, table: (
        "Bars, the fewest first: "
        + "; ".join(f"{row['strand']} {said(row, table.field('per_1000_predicted'))}" for row in _per_need_rows(table))
        + "."
    ),
    draw=lambda area, table: ranked(
        [
            Bar(row["strand"], row["per_1000_predicted"], said(row, table.field("per_1000_predicted")), place == 0)
            for place, row in enumerate(_per_need_rows(table))
        ]
    ),
    view=lambda area, table: PivotView(
        "level", "strand", "per_1000_predicted", "Provisions per 1,000 children with predicted need"
    ),
    facts=_per_need_facts,
    notes=_per_need_notes,
    tables=("predicted_need",),
    either=("provision_counts", "provision_register"),
    counted=("cell", "cells"),
)
_PROVIDERS = Figure(
    id="providers",
    title="Providers",
    measure=_providers,
    headline=_providers_headline,
    subtitle=lambda area, table: (
        f"Cells of strand and level with provision, counted for each provider, {area.about.name}"
    ),
    alt=lambda area, table: (
        "Bars, the highest first: "
        + "; ".join(f"{row['provider']} {said(row, table.field('count'))}" for row in _providers_rows(table))
        + "."
    ),
    draw=_providers_draw,
    view=lambda area, table: ListView(("provider", "kind", "period", "count"), "Provisions and gaps by provider"),
    either=("provision_counts", "provision_register"),
    counted=("provider", "providers"),
)

SECTION = Section(
    slug="provision",
    title="Provision",
    question="Where are the holes, and what did we lose?",
    tables=(COUNTS, REGISTER),
    figures=(_heat("heat-map", "Heat map", "provision"),),
    more=_more,
    headline=_told,
    card=("total",),
)

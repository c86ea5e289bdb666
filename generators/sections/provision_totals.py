"""Totals of provision: by level, by strand, by provider, by place, and against predicted need."""

import math

from generators.charts.bars import Bar, grouped, ranked
from generators.charts.picture import Picture
from generators.inputs.ages import age_band
from generators.inputs.declare import TOTAL
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.need import predicted
from generators.measures.provision import (
    LEVELS,
    STRANDS,
    by_place,
    by_provider,
    last_two,
    per_predicted,
    provisions,
    with_shares,
)
from generators.measures.register import register
from generators.measures.tidy import Tidy, age_words, period_words
from generators.numbers import listed
from generators.sections.framework import EITHER, number, shown_periods
from generators.sections.model import Fact, Figure, ListView, PivotView, first, known, number_fact, said


def by(over: str, title: str) -> Figure:
    """Totals by level or by strand, of the last two periods, with their shares."""
    other = "strand" if over == "level" else "level"
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
            if not math.isnan(number(old) + number(new)):
                moves.append((abs(number(new) - number(old)), word, old, new))
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
        for when in shown_periods(table):
            rows = rows_of(table, when)
            groups.append(
                (
                    f"in {period_words(when)}",
                    [number(row or None) for row in rows],
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
        measure=lambda area: with_shares(provisions(area)).where(**{other: TOTAL}),
        headline=headline,
        subtitle=lambda area, table: f"Number of provisions reported by {over}, and share of all, {area.about.name}",
        alt=alt,
        draw=draw,
        view=lambda area, table: ListView((over, "period", "count", "share"), f"Provisions by {over}"),
        either=EITHER,
        counted=(over, f"{over}s"),
    )


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


def _providers_rows(table: Tidy) -> list[Record]:
    return sorted(
        known(table.where(kind="provision", period=table.latest(), level=TOTAL, strand=TOTAL), "count"),
        key=lambda row: -float(row["count"]),
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


PER_NEED = Figure(
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
    either=EITHER,
    counted=("cell", "cells"),
)
PROVIDERS = Figure(
    id="providers",
    title="Providers",
    measure=by_provider,
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
    view=lambda area, table: ListView(
        ("provider", "kind", "level", "strand", "period", "count"), "Provisions and gaps by provider"
    ),
    either=EITHER,
    counted=("provider", "providers"),
)


def _places(table: Tidy) -> str:
    count = len(table.unique("place_code"))
    return "one place" if count == 1 else f"{count} places"


PLACES = Figure(
    id="places",
    title="Places",
    measure=by_place,
    headline=lambda area, table: f"Numbers are reported for {_places(table)} in {area.about.name}",
    subtitle=lambda area, table: f"Number of provisions reported by place and level, {area.about.name}",
    alt=lambda area, table: (
        "Table of the number reported in each place. "
        + "; ".join(
            f"{row['place']} {said(row, table.field('count'))}"
            for row in table.where(kind="provision", level=TOTAL, strand=TOTAL, period=table.latest()).records()
        )
        + "."
    ),
    view=lambda area, table: ListView(
        ("place", "kind", "provider", "level", "strand", "period", "count"), "Provisions and gaps by place"
    ),
    either=EITHER,
)
REGISTERED = Figure(
    id="register",
    title="Register",
    measure=lambda area: register(area, "provision_register"),
    headline=lambda area, table: f"The register has {len(table.rows)} {'entry' if len(table.rows) == 1 else 'entries'}",
    subtitle=lambda area, table: f"Provisions and gaps as they were reported, {area.about.name}",
    alt=lambda area, table: (
        "Table: " + "; ".join(dict.fromkeys(f"{row['name']}, {row['provider']}" for row in table.records())) + "."
    ),
    view=lambda area, table: ListView(
        ("name", "provider", "kind", "place", "period", "strands", "levels", "setting", "reach", "evidence", "status"),
        "Register",
    ),
    tables=("provision_register",),
    counted=("row", "entries"),
)

"""A map of any section's value by place: the same picture, words and table wherever an area has boundaries or hexagons."""

import math
from collections.abc import Callable
from dataclasses import replace

from generators.charts.maps import Tile, steps, tiled
from generators.charts.picture import Picture
from generators.inputs.frames import Record
from generators.inputs.places import plural
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy
from generators.numbers import listed
from generators.sections.model import Figure, ListView, said

_HEXAGONS = "Each place is one hexagon, near where it lies: its size says nothing."
_MOST_NAMED = 3


def maps(area: Area, table: Tidy, value: str, base: Figure, rows: Callable[[Tidy], Tidy]) -> tuple[Figure, ...]:
    """One map for each level of places that has a map and a number.

    Args:
        table: the tidy table of `base`, which is drawn again as a map with its sources and notes.
        rows: which of its rows the map shows: one for each place.
    """
    levels = [level for level in area.maps if _rows(area, rows(table), level, value)]
    return tuple(_map(level, value, base, rows, first=place == 0) for place, level in enumerate(levels))


def _rows(area: Area, table: Tidy, level: str, value: str) -> list[Record]:
    """The rows of places of the level that are on its map, those without a number too, unless none has one."""
    found = [
        row
        for row in table.records()
        if row["place_code"] in area.maps[level].shapes and area.places[row["place_code"]].level == level
    ]
    return found if any(not math.isnan(row[value]) for row in found) else []


def _map(level: str, value: str, base: Figure, rows: Callable[[Tidy], Tidy], *, first: bool) -> Figure:
    def notes(area: Area, table: Tidy) -> list[str]:
        own = base.notes(area, table) if base.notes else []
        source = area.sources[area.maps[level].source].cited()
        return [*own, *([_HEXAGONS] if area.maps[level].hexagons else []), f"Map: {source}."]

    return replace(
        base,
        id="map" if first else f"map-{level}",
        title=f"Map of {plural(level)}",
        headline=lambda area, table: _headline(_rows(area, rows(table), level, value), level, value, table),
        draw=lambda area, table: _draw(area, rows(table), level, value),
        alt=lambda area, table: _alt(area, _rows(area, rows(table), level, value), level, value, table),
        view=lambda area, table: ListView(("place", value), f"What the map shows, {area.about.name}"),
        subtitle=lambda area, table: _measured(base.subtitle(area, table), table.field(value)),
        measure=lambda area: _shown(area, rows(base.measure(area)), level, value),
        notes=notes,
        facts=None,
        counts=value,
    )


def _measured(subtitle: str, field: Field) -> str:
    """What the map is coloured by, where it is another column than the one that the subtitle speaks of."""
    return f"{subtitle}, {field.label[:1].lower()}{field.label[1:]}" if field.signed else subtitle


def _shown(area: Area, table: Tidy, level: str, value: str) -> Tidy:
    """The rows on the map, the highest first."""
    codes = {row["place_code"] for row in _rows(area, table, level, value)}
    frame = table.frame[table.frame["place_code"].isin(codes)]
    return table.with_frame(frame.sort_values(value, ascending=False, kind="stable"))


def _headline(rows: list[Record], level: str, value: str, table: Tidy) -> str:
    known = sorted((row for row in rows if not math.isnan(row[value])), key=lambda row: -float(row[value]))
    names = listed([row["place"] for row in known[:_MOST_NAMED]])
    if len(known) <= _MOST_NAMED:
        return f"Where it is highest: {names}"
    return f"Highest in {names}, lowest in {known[-1]['place']}"


def _draw(area: Area, table: Tidy, level: str, value: str) -> Picture:
    found = {row["place_code"]: row for row in _rows(area, table, level, value)}
    field = replace(table.field(value), decimals=1)
    drawn = area.maps[level]
    tiles = []
    for code, shape in drawn.shapes.items():
        row = found.get(code)
        number = float(row[value]) if row else math.nan
        text = said(row, field).partition(" [")[0] if row else "[x]"
        tiles.append(Tile(area.places[code].name, shape.rings, shape.label, number, text))
    unit = "%" if field.unit == "percent" else ""
    return tiled(tiles, steps([tile.value for tile in tiles], unit), hexagons=drawn.hexagons)


def _alt(area: Area, rows: list[Record], level: str, value: str, table: Tidy) -> str:
    ordered = sorted(
        rows, key=lambda row: (math.isnan(row[value]), -float(row[value]) if row[value] == row[value] else 0)
    )
    words = "; ".join(f"{row['place']} {said(row, table.field(value))}" for row in ordered)
    return f"Map of {plural(level)}, the highest first: {words}."

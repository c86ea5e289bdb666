"""The same numbers for programs: `/api/v1/`, whose form is a contract with those who read it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generators.inputs.cells import UNRATED
from generators.inputs.frames import Record, mark_of
from generators.measures.tidy import Field, Tidy
from generators.outputs.json_text import json_text
from generators.outputs.tables import number_or_none, plain_number
from generators.pages.brief import Brief
from generators.pages.compare import values
from generators.reports import FigureResult, Report, SectionResult
from generators.sections.model import Fact


def section_json(report: Report, section: SectionResult) -> str:
    """`/api/v1/areas/<area>/<section>.json`."""
    return json_text(
        {
            "area": report.area.slug,
            "section": section.slug,
            "title": section.title,
            "edition": report.area.about.edition,
            "headline": section.headline,
            "facts": {f"{section.slug}.{name}": _fact(fact) for name, fact in section.facts.items()},
            "figures": [_figure(figure) for figure in section.figures],
            "problems": [problem.as_json(report.withheld) for problem in section.problems],
        }
    )


def areas_json(briefs: Iterable[Brief]) -> str:
    """`/api/v1/areas.json`."""
    return json_text({"areas": [_area(one) for one in briefs]})


def places_json(report: Report) -> str:
    """`/api/v1/places/<area>.json`: the profile numbers of the area and of each place in it, by measure."""
    measures: dict[str, dict[str, Any]] = {}
    area = report.area
    for place in (area.places.area, *area.places.below):
        for value in values(report, place.code):
            about = {"measure": value.key, "label": value.label, "unit": value.unit, "href": value.address}
            cells = measures.setdefault(value.key, about | {"values": []})["values"]
            cells.append({
                "place_code": place.code, "period": value.period, "value": number_or_none(value.number),
                "mark": (value.cell.mark and f"[{value.cell.mark}]") or None, "text": value.text,
            })  # fmt: skip
    places = [
        {"place_code": place.code, "place": place.name, "level": place.level}
        for place in (area.places.area, *area.places.below)
    ]
    return json_text(
        {"area": area.slug, "name": area.about.name, "places": places, "measures": list(measures.values())}
    )


def problems_json(briefs: Iterable[Brief]) -> str:
    """`/api/v1/problems.json`: the problems of every area, withheld cells as their mark."""
    return json_text({"problems": [{"area": one.slug} | problem for one in briefs for problem in one.problems]})


def _area(one: Brief) -> dict[str, Any]:
    return {
        "area": one.slug,
        "name": one.name,
        "code": one.code,
        "place": one.place,
        "title": one.title,
        "edition": one.edition,
        "period": one.period,
        "places": [{"place_code": place.code, "place": place.name, "level": place.level} for place, _ in one.places],
        "sections": [
            {"section": section.slug, "title": section.title, "headline": section.headline} for section in one.sections
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    value = fact.value
    if isinstance(value, float):
        value = None if math.isnan(value) else plain_number(value)
    return {"value": value, "unit": fact.unit, "text": fact.text, "mark": fact.mark or None}


def _figure(figure: FigureResult) -> dict[str, Any]:
    return {
        "id": figure.id,
        "title": figure.title,
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "alt": figure.alt,
        "source": "; ".join(figure.sources),
        "period": figure.period,
        "reported": figure.reported,
        "notes": list(figure.notes),
        "columns": [{"name": field.name, "label": field.label, "unit": field.unit} for field in figure.tidy.fields],
        "rows": _rows(figure.tidy),
    }


def _rows(tidy: Tidy) -> list[dict[str, Any]]:
    rows = tidy.records()
    columns = dict(column for field in tidy.fields for column in _columns(rows, field))
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _columns(rows: Sequence[Record], field: Field) -> Iterator[tuple[str, list[Any]]]:
    """The members of a row that tell a field, with what they are in each row.

    A value with a mark that stands instead of it is null; a mark beside a number leaves the number.
    Null never stands without a mark: a blank where one was allowed is not available.
    """
    name, mark = field.name, mark_of(field.name)
    if field.is_value:
        numbers = [number_or_none(row[name]) for row in rows]
        yield name, numbers
        absent = ["[x]" if number is None else None for number in numbers]
        yield mark, [str(row[mark]) or blank for row, blank in zip(rows, absent, strict=True)]
    elif field.unrated:
        yield name, [None if row[name] == UNRATED else str(row[name]) for row in rows]
        yield mark, [UNRATED if row[name] == UNRATED else None for row in rows]
    else:
        yield name, [str(row[name]) for row in rows]

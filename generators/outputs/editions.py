"""The record of an edition, `data/editions/<version>.json`: what it published, which cells it withheld, and its addresses.

`publish` writes it; later editions, `diff` and the audit read it. It never holds a withheld value: a cell is either among a row's
published values or among the names of its withheld ones. Its form is in docs/handbook/editions.md.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from generators.inputs.declare import Column
from generators.inputs.editions import Edition
from generators.inputs.frames import Record, mark_of
from generators.inputs.places import Place
from generators.inputs.project import TableData
from generators.outputs.api import section_json
from generators.outputs.tables import plain_number
from generators.reports import Report


def edition_record(
    edition: Edition, areas: Mapping[str, Any], addresses: Iterable[str], *, plotly: str = ""
) -> dict[str, Any]:
    """What an edition published.

    Args:
        areas: the record of each area, by its slug.
        addresses: of its pages, anchors and files, below the version.
        plotly: which of Plotly's bundles draws its figures.
    """
    return asdict(edition) | {"addresses": sorted(addresses), "plotly": plotly, "areas": areas}


def edition_json(record: dict[str, Any]) -> str:
    """The record as a file: the same bytes for the same record."""
    return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def area_record(report: Report) -> dict[str, Any]:
    """What an area publishes: the part of a record that two editions are compared by."""
    about = report.area.about
    return {
        "name": about.name,
        "code": about.code,
        "title": about.title,
        "edition": about.edition,
        "threshold": report.area.settings.thresholds.predicted_need_percent,
        "places": [_place(place) for place in report.area.places.below],
        "sections": {section.slug: json.loads(section_json(report, section)) for section in report.sections},
        "tables": {name: _table(data) for name, data in report.area.tables.items() if data.table.numbers},
    }


def _place(place: Place) -> dict[str, Any]:
    years = [place.valid_from, place.valid_to]
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "parents": list(place.parents),
        "valid": years,
    }


def _table(data: TableData) -> dict[str, Any]:
    return {
        "key": list(data.table.key),
        "columns": {column.name: _definition(column) for column in data.table.numbers},
        "rows": [_row(row, data) for row in data.rows],
    }


def _definition(column: Column) -> dict[str, Any]:
    return {"label": column.label, "unit": column.unit, "basis": str(column.basis), "about": column.about}


def _row(row: Record, data: TableData) -> dict[str, Any]:
    numbers = data.table.numbers
    return {
        "key": [str(row[name]) for name in data.table.key],
        "published": {c.name: plain_number(float(row[c.name])) for c in numbers if not math.isnan(row[c.name])},
        "withheld": [c.name for c in numbers if "[c]" in str(row[mark_of(c.name)])],
    }

"""Comparing: which measures areas have in common, and why one is not compared; and the numbers of places for a reader's choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generators.inputs.frames import Record
from generators.measures.profile import standings
from generators.measures.tidy import Field, Tidy, period_words
from generators.numbers import listed
from generators.pages.tables import HtmlCell, value_cell
from generators.pages.templates import Meta, Page, Templates
from generators.reports import Report
from generators.sections import SECTIONS
from generators.sections.model import said

_SHOWN_APART = ("place_code", "place", "period", "period_sort")


@dataclass(frozen=True)
class Value:
    """One number of one place.

    Attributes:
        key: section, figure, column and dimensions: what must be the same for two numbers to be one measure.
        definition: what the number means; two that differ are two measures under one name.
    """

    key: str
    label: str
    definition: str
    unit: str | None
    period: str
    text: str
    cell: HtmlCell
    number: float
    address: str


@dataclass(frozen=True)
class Line:
    """One area in the comparison of a measure."""

    area: str
    address: str
    period: str
    cell: HtmlCell


@dataclass(frozen=True)
class Comparison:
    """A measure that several areas have; `refused` says why they are not set against each other."""

    label: str
    lines: tuple[Line, ...]
    refused: str = ""


def values(report: Report, place_code: str) -> list[Value]:
    """The numbers of a place, the area itself included, that its sections put on profiles."""
    found = []
    for section in report.sections:
        for figure_id, name in SECTIONS[section.slug].profile:
            figure = next((figure for figure in section.figures if figure.id == figure_id), None)
            if figure is None or all(field.name != name for field in figure.tidy.values):
                continue
            for standing in standings(report.area, figure.tidy, name, place_code):
                found.append(_value(figure.tidy, figure.tidy.field(name), standing.own, f"{section.slug}/{figure.id}"))
    return found


def _value(tidy: Tidy, field: Field, row: Record, where: str) -> Value:
    dims = [dim for dim in tidy.dims if dim.name not in _SHOWN_APART]
    words = [dim.words(row[dim.name]) for dim in dims]
    section, _, figure = where.partition("/")
    key = "/".join([where, field.name, *(str(row[dim.name]) for dim in dims)])
    return Value(
        key, ", ".join([field.label, *(word for word in words if word)]), field.label, field.unit, str(row["period"]), said(row, field),
        value_cell(row, field, frozenset()), float(row[field.name]), f"{section}/#fig-{figure}",
    )  # fmt: skip


def comparisons(reports: Sequence[Report]) -> list[Comparison]:
    """Every measure that two areas or more have a number for, in the order of the first."""
    found: dict[str, list[tuple[Report, Value]]] = {}
    for report in reports:
        for value in values(report, report.area.places.area.code):
            if value.number == value.number:
                found.setdefault(value.key, []).append((report, value))
    return [_comparison(pairs) for pairs in found.values() if len({report.area.slug for report, _ in pairs}) > 1]


def _comparison(pairs: Sequence[tuple[Report, Value]]) -> Comparison:
    lines = tuple(
        Line(
            f"{report.area.about.name}: {report.area.about.title}", f"areas/{report.area.slug}/{value.address}",
            period_words(value.period), value.cell,
        )
        for report, value in pairs
    )  # fmt: skip
    return Comparison(pairs[0][1].label, lines, _refused(pairs))


def _refused(pairs: Sequence[tuple[Report, Value]]) -> str:
    """Why numbers under one name are not compared: another definition, another unit, or another period."""
    every = [value for _, value in pairs]
    if len({value.definition for value in every}) > 1:
        return f"Not compared: the definitions differ ({listed(_once(value.definition for value in every))})."
    if len({value.unit for value in every}) > 1:
        return f"Not compared: the units differ ({listed(_once(value.unit or 'none' for value in every))})."
    if len({value.period for value in every}) > 1:
        return f"Not compared: the periods differ ({listed(_once(period_words(value.period) for value in every))})."
    return ""


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def alone(reports: Sequence[Report]) -> list[str]:
    """The areas that share no measure with another: their reports measure other things."""
    shared = {line.area for comparison in comparisons(reports) for line in comparison.lines}
    names = [f"{report.area.about.name}: {report.area.about.title}" for report in reports]
    return [name for name in names if name not in shared]


def compare_page(reports: Sequence[Report], templates: Templates) -> Page:
    """The page across areas: what they have in common, and a choice of places."""
    meta: Meta = {
        "title": "Compare", "description": "The measures that areas have in common, side by side, and places of your choice.",
        "crumbs": [{"title": "Compare"}], "wide": True,
    }  # fmt: skip
    found = comparisons(reports)
    shown = {
        "compared": [one for one in found if not one.refused],
        "refused": [one for one in found if one.refused],
        "alone": alone(reports),
    }
    return templates.page("pages/compare.md.j2", "compare/", meta, shown)

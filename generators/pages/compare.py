"""Comparing: which measures areas have in common, and why one is not compared; and the numbers of places for a reader's choice."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generators.inputs.frames import Record
from generators.measures.profile import latest
from generators.measures.tidy import Field, Tidy, period_words
from generators.numbers import listed, shown
from generators.pages.place_pages import profiled
from generators.pages.tables import UNITS, HtmlCell, value_cell
from generators.pages.templates import Meta, Page, Templates
from generators.reports import Report, SectionResult
from generators.sections.model import Fact, said

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


def values(report: Report, place_code: str, units: Container[str | None] | None = None) -> list[Value]:
    """The numbers of a place, the area itself included, that its sections put on profiles; of some units only, if they are given."""
    return [
        _value(figure.tidy, field, row, f"{section.slug}/{figure.id}")
        for section, figure, field in profiled(report)
        if units is None or field.unit in units
        for row in latest(figure.tidy, place_code)
    ]


def _value(tidy: Tidy, field: Field, row: Record, where: str) -> Value:
    dims = [dim for dim in tidy.dims if dim.name not in _SHOWN_APART]
    words = [dim.words(row[dim.name]) for dim in dims]
    section, _, figure = where.partition("/")
    key = "/".join([where, field.name, *(str(row[dim.name]) for dim in dims)])
    return Value(
        key, ", ".join([field.label, *(word for word in words if word)]), field.label, field.unit, str(row["period"]), said(row, field),
        value_cell(row, field, frozenset()), float(row[field.name]), f"{section}/#fig-{figure}",
    )  # fmt: skip


_RATES, _FEWEST = ("percent", "per_1000"), 3  # places of different sizes can be set side by side by a rate
_MOST_PLACES = 0.6  # the share of places that must have a number, for a list of places to show it


@dataclass(frozen=True)
class PlaceNumbers:
    """One number for each place of an area: what it is, and the number by the place's code."""

    label: str
    texts: Mapping[str, str]


def place_numbers(report: Report, first: Sequence[str]) -> PlaceNumbers | None:
    """The rate that a list of places shows beside their names: one that most places have, of the first section that has one.

    Args:
        first: the sections to look in before all others.
    """
    places = report.area.places.below
    found: dict[str, dict[str, Value]] = {}
    for place in places:
        for value in values(report, place.code, _RATES):
            if value.number == value.number:
                found.setdefault(value.key, {})[place.code] = value
    enough = {
        key: by for key, by in found.items() if len(by) >= max(_FEWEST, _MOST_PLACES * len(places)) and _unsigned(by)
    }
    order = [*first, *(section.slug for section in report.sections)]
    if not enough:
        return None
    key = min(enough, key=lambda one: order.index(one.partition("/")[0]))
    some = next(iter(enough[key].values()))
    texts = {code: shown(v.number, v.unit, 0) if v.unit == "percent" else v.text for code, v in enough[key].items()}
    return PlaceNumbers(f"{some.label}, {period_words(some.period)}", texts)


def _unsigned(by: Mapping[str, Value]) -> bool:
    """A change, which has a sign, says too little alone."""
    return all(value.text[0].isdigit() for value in by.values())


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


def main_numbers(reports: Sequence[Report]) -> list[Comparison]:
    """For each kind of section that several reports have, its main number in each, and why these are not compared."""
    found: dict[str, list[tuple[Report, SectionResult, Fact]]] = {}
    for report in reports:
        for section in report.sections:
            if section.card is not None and isinstance(section.card.value, float):
                found.setdefault(section.slug, []).append((report, section, section.card))
    return [_main_number(them) for them in found.values() if len({report.area.slug for report, *_ in them}) > 1]


def _main_number(them: Sequence[tuple[Report, SectionResult, Fact]]) -> Comparison:
    lines = tuple(
        Line(
            f"{report.area.about.name}: {report.area.about.title}", f"areas/{report.area.slug}/{section.slug}/",
            _periods(section), HtmlCell(f"{fact.text} {fact.label}".strip(), number=False),
        )
        for report, section, fact in them
    )  # fmt: skip
    labels, units = _once(fact.label for *_, fact in them), {fact.unit for *_, fact in them}
    periods = _once(line.period for line in lines)
    if len(labels) > 1 or len(units) > 1:
        refused = "Not compared: the reports measure different things."
    else:
        refused = f"Not compared: the periods differ ({listed(periods)})." if len(periods) > 1 else ""
    return Comparison(them[0][1].title, lines, refused)


def _periods(section: SectionResult) -> str:
    return section.figures[0].period if section.figures else ""


def _refused(pairs: Sequence[tuple[Report, Value]]) -> str:
    """Why numbers under one name are not compared: another definition, another unit, or another period."""
    every = [value for _, value in pairs]
    if len({value.definition for value in every}) > 1:
        return f"Not compared: the definitions differ ({listed(_once(value.definition for value in every))})."
    if len({value.unit for value in every}) > 1:
        return f"Not compared: the units differ ({listed(_once(UNITS.get(value.unit or '', value.unit or 'none') for value in every))})."
    if len({value.period for value in every}) > 1:
        return f"Not compared: the periods differ ({listed(_once(period_words(value.period) for value in every))})."
    return ""


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def compare_page(reports: Sequence[Report], templates: Templates) -> Page:
    """The page across areas: what they have in common, and a choice of places."""
    meta: Meta = {
        "title": "Compare", "description": "The measures that areas have in common, side by side, and places of your choice.",
        "crumbs": [{"title": "Compare"}], "wide": True,
    }  # fmt: skip
    found = [*comparisons(reports), *main_numbers(reports)]
    shown = {
        "compared": [one for one in found if not one.refused],
        "refused": [one for one in found if one.refused],
    }
    return templates.page("pages/compare.md.j2", "compare/", meta, shown)

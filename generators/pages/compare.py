"""The numbers of a place that can be set beside those of others."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from generators.inputs.frames import Record
from generators.inputs.marks import explained
from generators.measures.profile import latest
from generators.measures.tidy import Field, Tidy, period_words
from generators.numbers import shown
from generators.pages.place_pages import profiled
from generators.pages.tables import HtmlCell, value_cell
from generators.reports import Report
from generators.sections.model import said

_DEFINITION = "definition"


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


def values(report: Report, place_code: str, units: Container[str | None] | None = None) -> list[Value]:
    """The numbers of a place, the area itself included, that its sections put on profiles; of some units only, if they are given."""
    return [
        _value(figure.tidy, field, row, f"{section.slug}/{figure.id}")
        for section, figure, field in profiled(report)
        if units is None or field.unit in units
        for row in latest(figure.tidy, place_code)
    ]


def _value(tidy: Tidy, field: Field, row: Record, where: str) -> Value:
    dims = tidy.telling
    words = [dim.words(row[dim.name]) for dim in dims if not dim.aside]
    defined = str(row.get(_DEFINITION) or field.label)
    section, _, figure = where.partition("/")
    key = "/".join([where, field.name, *(str(row[dim.name]) for dim in dims if dim.name != _DEFINITION)])
    return Value(
        key, ", ".join([field.label, *(word for word in words if word)]), defined, field.unit, str(row["period"]), said(row, field),
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
    absent = {place.code: _mark(report, place.code, key) for place in places if place.code not in texts}
    meaning = "".join(f"; {mark}" for mark in explained(list(absent.values())))
    return PlaceNumbers(f"{some.label}, {period_words(some.period)}{meaning}", texts | absent)


def _mark(report: Report, place_code: str, key: str) -> str:
    """What a place has instead of the number."""
    return next((value.text for value in values(report, place_code, _RATES) if value.key == key), "[x]")


def _unsigned(by: Mapping[str, Value]) -> bool:
    """A change, which has a sign, says too little alone."""
    return all(value.text[0].isdigit() for value in by.values())

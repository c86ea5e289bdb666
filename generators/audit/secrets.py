"""What the site must not tell: the true value of every cell that it withholds, of tables and of figures."""

import math
from collections.abc import Iterable, Set
from dataclasses import dataclass

from generators.audit.tokens import tokens
from generators.inputs.frames import Record, mark_of
from generators.inputs.project import Area
from generators.measures.tidy import Tidy
from generators.numbers import exact, shown
from generators.reports import FigureResult, Report

_RARE = 3  # digits that do not stand in a page by chance


@dataclass(frozen=True)
class Secret:
    """A withheld value: of which area, what it is in words, and how it might be written.

    Attributes:
        rare: no published number of any area is written like it, so wherever it stands it is this.
    """

    area: str
    words: str
    forms: frozenset[str]
    rare: bool


def secrets(safe: Report, bare: Report, public: Set[str]) -> list[Secret]:
    """The secrets of an area.

    Args:
        safe: as it is published.
        bare: the same without disclosure control.
        public: how the published numbers of all areas are written.
    """
    hidden = [*_of_tables(safe.area, bare.area), *_of_figures(safe, bare)]
    return [
        Secret(safe.area.slug, words, forms, rare=not forms & public and all(_digits(form) >= _RARE for form in forms))
        for words, forms in dict.fromkeys(hidden)
    ]


def _digits(form: str) -> int:
    """Its digits, without zeros in front: 2.2 has two, and may be the end of an axis."""
    return sum(letter.isdigit() for letter in form.lstrip("0."))


def _of_tables(safe: Area, bare: Area) -> Iterable[tuple[str, frozenset[str]]]:
    for name, data in safe.tables.items():
        table, true = data.table, {_key(row, data.table.key): row for row in bare.tables[name].rows}
        for row in data.rows:
            for column in table.numbers:
                value = float(true.get(_key(row, table.key), row)[column.name])
                if "[c]" in str(row[mark_of(column.name)]) and not math.isnan(value):
                    words = ", ".join((column.label.lower(), *(str(row[key]) for key in table.key)))
                    yield f"{table.title.lower()}: {words}", _forms(value, column.unit, column.decimals)


def _of_figures(safe: Report, bare: Report) -> Iterable[tuple[str, frozenset[str]]]:
    open_figures = {(s.slug, f.id): f for s in bare.sections for f in s.figures}
    for section in safe.sections:
        for figure in section.figures:
            if (section.slug, figure.id) in open_figures:
                yield from _of_figure(figure, open_figures[section.slug, figure.id].tidy)


def _of_figure(figure: FigureResult, bare: Tidy) -> Iterable[tuple[str, frozenset[str]]]:
    dims = tuple(dim.name for dim in figure.tidy.dims)
    true = {_key(row, dims): row for row in bare.records()}
    for row in figure.tidy.records():
        for field in figure.tidy.values:
            value = float(true.get(_key(row, dims), row)[field.name]) if _key(row, dims) in true else math.nan
            if "[c]" in str(row[mark_of(field.name)]) and not math.isnan(value):
                words = ", ".join((field.label.lower(), *(str(row[dim]) for dim in dims if dim != "period_sort")))
                yield f"{figure.title.lower()}: {words}", _forms(value, field.unit, field.decimals)


def _key(row: Record, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def _forms(value: float, unit: str | None, decimals: int | None) -> frozenset[str]:
    """The number as data and as people read it, without commas and signs."""
    texts = (f"{exact(value):g}", repr(exact(value)), shown(value, unit, decimals))
    return frozenset(one for text in texts for one in tokens(text))


def public(report: Report) -> set[str]:
    """How the published numbers of an area are written."""
    found: set[str] = set()
    for section in report.sections:
        for figure in section.figures:
            for field in figure.tidy.values:
                for value in figure.tidy.frame[field.name].dropna():
                    found |= _forms(float(value), field.unit, field.decimals)
    return found

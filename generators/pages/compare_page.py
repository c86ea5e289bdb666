"""`/compare/`: which measures areas have in common, and why one is not compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

from generators.inputs.places import slug
from generators.measures.tidy import period_words
from generators.numbers import listed
from generators.pages.brief import Brief, SectionBrief, are_many
from generators.pages.compare import Value
from generators.pages.tables import UNITS, HtmlCell
from generators.pages.templates import Meta, Page, Templates
from generators.sections.model import Fact

_COMPARE = "compare/"


@dataclass(frozen=True)
class Line:
    """One area in the comparison of a measure."""

    area: str
    address: str
    period: str
    cell: HtmlCell

    def row(self, up: str) -> str:
        """As a row of a table. A nation has tens of thousands: here, since a template takes five times as long for each."""
        css = f' class="{escape(self.cell.css)}"' if self.cell.css else ""
        mark = f' data-mark="{escape(self.cell.mark)}"' if self.cell.mark else ""
        named = f'<th scope="row"><a href="{up}{escape(self.address)}">{escape(self.area)}</a></th>'
        return f"<tr>{named}<td{css}{mark}>{escape(self.cell.text)}</td></tr>"


@dataclass(frozen=True)
class Comparison:
    """A measure that several areas have; `refused` says why they are not set against each other.

    Attributes:
        key: of the measure, see `Value`; of a section's main number the section.
    """

    key: str
    label: str
    lines: tuple[Line, ...]
    refused: str = ""

    def rows(self, up: str) -> Markup:
        """Its lines as rows of a table.

        Args:
            up: leads from the page to the site's root.
        """
        return Markup("\n".join(line.row(up) for line in self.lines))

    @property
    def section(self) -> str:
        """The slug of the section that it is from."""
        return self.key.partition("/")[0]


def comparisons(briefs: Sequence[Brief]) -> list[Comparison]:
    """Every measure that two areas or more have a number for, in the order of the first."""
    found: dict[str, list[tuple[Brief, Value]]] = {}
    for one in briefs:
        for value in one.values:
            found.setdefault(value.key, []).append((one, value))
    return [_comparison(pairs) for pairs in found.values() if len({one.slug for one, _ in pairs}) > 1]


def _comparison(pairs: Sequence[tuple[Brief, Value]]) -> Comparison:
    lines = tuple(
        Line(_named(one), f"areas/{one.slug}/{value.address}", period_words(value.period), value.cell)
        for one, value in pairs
    )
    return Comparison(pairs[0][1].key, pairs[0][1].label, lines, _refused(pairs))


def _named(one: Brief) -> str:
    return f"{one.name}: {one.title}"


def main_numbers(briefs: Sequence[Brief]) -> list[Comparison]:
    """For each kind of section that several reports have, its main number in each, and why these are not compared."""
    found: dict[str, list[tuple[Brief, SectionBrief, Fact]]] = {}
    for one in briefs:
        for section in one.sections:
            if section.card is not None and isinstance(section.card.value, float):
                found.setdefault(section.slug, []).append((one, section, section.card))
    return [_main_number(them) for them in found.values() if len({one.slug for one, *_ in them}) > 1]


def _main_number(them: Sequence[tuple[Brief, SectionBrief, Fact]]) -> Comparison:
    lines = tuple(
        Line(_named(one), f"areas/{one.slug}/{section.slug}/", section.period, HtmlCell(f"{fact.text} {fact.label}".strip(), number=False))
        for one, section, fact in them
    )  # fmt: skip
    labels, units = _once(fact.label for *_, fact in them), {fact.unit for *_, fact in them}
    periods = _once(line.period for line in lines)
    if len(labels) > 1 or len(units) > 1:
        refused = "Not compared: the reports measure different things."
    else:
        refused = f"Not compared: the periods differ ({listed(periods)})." if len(periods) > 1 else ""
    return Comparison(them[0][1].slug, them[0][1].title, lines, refused)


def _refused(pairs: Sequence[tuple[Brief, Value]]) -> str:
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


def compare_pages(briefs: Sequence[Brief], templates: Templates) -> list[Page]:
    """What areas have in common, and a choice of places: on one page, or with a page for each measure where areas are many."""
    found = [*comparisons(briefs), *main_numbers(briefs)]
    addresses = _addresses(found) if are_many(briefs) else {}
    meta: Meta = {
        "title": "Compare", "description": "The measures that areas have in common, side by side, and places of your choice.",
        "crumbs": [{"title": "Compare"}], "wide": True,
    }  # fmt: skip
    shown = {
        "compared": [one for one in found if not one.refused],
        "refused": [one for one in found if one.refused],
        "addresses": addresses,
        "titles": {section.slug: section.title for one in briefs for section in one.sections},
    }
    apart = [_measure_page(one, addresses[one.key], templates) for one in found if addresses]
    return [templates.page("pages/compare.md.j2", _COMPARE, meta, shown), *apart]


def _addresses(found: Iterable[Comparison]) -> dict[str, str]:
    """The page of each measure, below `/compare/`."""
    taken: dict[str, str] = {}
    for one in found:
        base = slug(one.key)
        tries = (f"{base}{f'-{number}' if number > 1 else ''}/" for number in count(1))
        taken[one.key] = next(address for address in tries if address not in taken.values())
    return taken


def _measure_page(one: Comparison, address: str, templates: Templates) -> Page:
    meta: Meta = {
        "title": f"{one.label}, compared", "description": one.refused or f"{one.label} in {len(one.lines)} areas, side by side.",
        "crumbs": [{"title": "Compare", "href": _COMPARE}, {"title": one.label}],
    }  # fmt: skip
    return templates.page("pages/compare-measure.md.j2", f"{_COMPARE}{address}", meta, {"one": one})

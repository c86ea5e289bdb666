"""The profile of each place below an area: its numbers, its rank among its like, the area and its comparators beside it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generators.inputs.frames import Record
from generators.inputs.marks import explained
from generators.inputs.places import Place, plural
from generators.measures.profile import Profile, Standing, compared_with
from generators.measures.tidy import Field, Tidy, period_words
from generators.numbers import ordinal, shown
from generators.pages.tables import HtmlCell, value_cell
from generators.pages.templates import Meta, Page, Templates
from generators.reports import FigureResult, Report, SectionResult
from generators.sections import SECTIONS

_MOST_SENTENCES = 4


@dataclass(frozen=True)
class Line:
    """One line of a profile: what is measured, where it is told in full, and the cells."""

    label: str
    address: str
    cells: list[HtmlCell]


@dataclass(frozen=True)
class _Measure:
    """A number on the profiles of an area's places, and where it is told in full."""

    section: SectionResult
    figure: FigureResult
    field: Field
    profile: Profile


def place_pages(report: Report, templates: Templates, nav: list[Meta]) -> list[Page]:
    """A page for each place that has a number or a mark in the report."""
    measures = [
        _Measure(section, figure, field, Profile(report.area, figure.tidy, field.name))
        for section, figure, field in profiled(report)
    ]
    return [_page(report, place, address, templates, nav, measures) for place, address in places_of(report)]


def profiled(report: Report) -> Iterator[tuple[SectionResult, FigureResult, Field]]:
    """The numbers that sections put on profiles, each with its figure, where the report has it."""
    for section in report.sections:
        figures = {figure.id: figure for figure in section.figures}
        for figure_id, name in SECTIONS[section.slug].profile:
            if figure := figures.get(figure_id):
                yield from ((section, figure, field) for field in figure.tidy.values if field.name == name)


def places_of(report: Report) -> list[tuple[Place, str]]:
    """The places below an area, in the order of its file, each with its address below `places/`."""
    found = addresses(report)
    return [(place, found[place.code]) for place in report.area.places.below]


def addresses(report: Report) -> dict[str, str]:
    """The address of each place below `places/`, by its code. Where wards were redrawn, the newest keeps the plain name."""
    newest = sorted(report.area.places.below, key=lambda place: (place.valid_to is not None, -(place.valid_from or 0)))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place in newest:
        found[place.code] = f"{place.slug}-{place.code.lower()}" if place.slug in taken else place.slug
        taken.add(found[place.code])
    return found


def _page(
    report: Report, place: Place, slug: str, templates: Templates, nav: list[Meta], measures: Sequence[_Measure]
) -> Page:
    area, name = report.area, report.area.about.name
    lines, sentences = _lines(place, measures)
    names = [area.places[code].name for code in compared_with(area)]
    given = [column for column in range(len(names)) if any(line.cells[column + 1].mark != "x" for line in lines)]
    shown_lines = [_only(line, given) for line in lines]
    marks = [cell.text for line in shown_lines for cell in line.cells if cell.mark]
    address = f"areas/{area.slug}/places/{slug}/"
    crumbs = [
        {"title": "All areas", "href": "areas/"},
        {"title": name, "href": f"areas/{area.slug}/"},
        {"title": place.name},
    ]
    meta: Meta = {
        "title": f"{place.name} - {name}", "description": f"The numbers of {place.name}, {place.level} of {name}.", "section": "places",
        "area": {"slug": area.slug, "name": name}, "crumbs": crumbs, "nav": nav, "edition": area.about.edition,
    }  # fmt: skip
    values: dict[str, Any] = {
        "place": place, "area": area.about, "lines": shown_lines, "sentences": sentences[:_MOST_SENTENCES], "marks": explained(marks),
        "compared": [names[column] for column in given], "level": plural(place.level),
        "locator": _locator(report, place), "within": [area.places[code].name for code in place.parents if code in area.places.by_code],
    }  # fmt: skip
    return templates.page("pages/place.md.j2", address, meta, values)


_SIZE = 240  # units across of the small map, whatever the shape of the area


def _locator(report: Report, place: Place) -> dict[str, Any] | None:
    """Where the place lies among its like: the paths of a small map, its own one last. None without a map of its level."""
    drawn = report.area.maps.get(place.level)
    if drawn is None or place.code not in drawn.shapes:
        return None
    points = [point for shape in drawn.shapes.values() for ring in shape.rings for point in ring]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    across = max(x for x, _ in points) - west or 1
    along = north - min(y for _, y in points)
    scale = _SIZE / across

    def path(code: str) -> str:
        rings = [[(scale * (x - west), scale * (north - y)) for x, y in ring] for ring in drawn.shapes[code].rings]
        return " ".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)

    others = [code for code in drawn.shapes if code != place.code]
    return {
        "width": _SIZE, "height": round(scale * along) or 1, "own": path(place.code), "others": " ".join(path(code) for code in others),
        "words": f"Map of the {plural(place.level)} of {report.area.about.name}: where {place.name} lies",
    }  # fmt: skip


def _lines(place: Place, measures: Sequence[_Measure]) -> tuple[list[Line], list[str]]:
    """The lines of a place, and sentences for its highest and lowest ranks."""
    lines: list[Line] = []
    told: dict[str, list[str]] = {}
    for one in measures:
        for standing in one.profile.standings(place.code):
            label = _label(one.figure.tidy, one.field, standing)
            cells = [_cell(row, one.field) for row in (standing.own, *standing.others)]
            address = f"{one.section.slug}/#fig-{one.figure.id}"
            lines.append(Line(label, address, [*cells, _share(standing), _rank(standing)]))
            told.setdefault(one.section.slug, []).extend(_extreme(place, label, cells[0].text, standing))
    return lines, [sentences[0] for sentences in told.values() if sentences]


def _only(line: Line, given: list[int]) -> Line:
    """The line without the cells of places that have no number in any line."""
    own, *others, share, rank = line.cells
    return Line(line.label, line.address, [own, *(others[column] for column in given), share, rank])


def _label(tidy: Tidy, field: Field, standing: Standing) -> str:
    """`Predicted need, 0 to 4, 2019`."""
    dims = [dim.words(standing.own[dim.name]) for dim in tidy.telling if not dim.aside]
    unit = {"percent": "%", "pp": "percentage points", "weeks": "weeks", "gbp": "£"}.get(field.unit or "", "")
    parts = [field.label, *dims, period_words(standing.own["period"])]
    return ", ".join(part for part in parts if part) + (f" ({unit})" if unit else "")


def _cell(row: Record | None, field: Field) -> HtmlCell:
    if row is None:
        return HtmlCell("[x]", "x")
    return value_cell(row, field, frozenset())


def _share(standing: Standing) -> HtmlCell:
    return HtmlCell("[z]", "z") if math.isnan(standing.share) else HtmlCell(shown(standing.share, "percent"))


def _rank(standing: Standing) -> HtmlCell:
    return (
        HtmlCell(f"{standing.rank} of {standing.ranked}")
        if standing.rank and standing.ranked > 1
        else HtmlCell("[z]", "z")
    )


def _extreme(place: Place, label: str, text: str, standing: Standing) -> list[str]:
    """A sentence where the place is among the first or the last three of at least five."""
    if standing.rank is None or standing.ranked < 5 or standing.tied:
        return []
    many = plural(place.level, standing.ranked)
    if standing.rank <= 3:
        which = "the highest" if standing.rank == 1 else f"the {ordinal(standing.rank)} highest"
        return [f"{label}: {text}, {which} of {standing.ranked} {many}."]
    if standing.rank == standing.ranked:
        return [f"{label}: {text}, the lowest of {standing.ranked} {many}."]
    return []

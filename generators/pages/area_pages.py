"""The pages of one area: overview, sections and downloads."""

import math
from collections.abc import Iterable
from typing import Any

from generators.inputs.frames import mark_of
from generators.inputs.places import plural
from generators.measures.tidy import period_words
from generators.numbers import listed
from generators.pages.blocks import grid, groups, timeline
from generators.pages.citations import no_such_figure
from generators.pages.claims import claim_problems
from generators.pages.compare import place_numbers
from generators.pages.dataset import dataset, file_name
from generators.pages.editions import news
from generators.pages.glossary import glossary_problems
from generators.pages.links import Targets, dangling, report_address, targets
from generators.pages.messages import changes, messages
from generators.pages.place_pages import place_pages, places_of
from generators.pages.prose import rendered
from generators.pages.tables import tables
from generators.pages.templates import Meta, Page, Templates
from generators.problems import Problem
from generators.reports import FigureResult, Report, SectionResult
from generators.sections import SECTIONS
from generators.sections.model import Fact, GridView, GroupsView, TimelineView

_LACKING = "not-given"  # a WARNING that something is not said, where nothing contradicts anything
_FEW = 5  # contradictions shown in full on a section's page; the rest are counted and linked


def area_pages(report: Report, templates: Templates, problems: Iterable[Problem]) -> list[Page]:
    """Every page of an area.

    Args:
        problems: all problems of the area, those of its narrative included.
    """
    return [*section_pages(report, templates, problems), *place_pages(report, templates, _nav(report, None))]


def section_pages(report: Report, templates: Templates, problems: Iterable[Problem]) -> list[Page]:
    """The pages of an area without those of its places: overview, sections, data."""
    every = list(problems)
    narrative = narratives(report)[0]
    sections = [
        _section_page(report, section, templates, narrative.get(section.slug, "")) for section in report.sections
    ]
    return [
        _overview(report, templates, narrative.get("overview", ""), every),
        *sections,
        _data_page(report, templates, every),
    ]


def narratives(report: Report) -> tuple[dict[str, str], list[Problem]]:
    """The area's narratives as HTML by section, and what is wrong with their facts."""
    found, problems = {}, []
    for name, prose in report.area.prose.items():
        marks = _marks(report, "" if name == "overview" else "../")
        found[name], wrong = rendered(prose, report.facts, marks)
        problems += wrong
    return found, problems


def word_problems(report: Report) -> list[Problem]:
    """What is wrong with the words of a report: facts, notes, references, terms and acronyms."""
    pages, problems = narratives(report)
    return [
        *problems,
        *messages(report)[1],
        *claim_problems(report),
        *dangling(report),
        *no_such_figure(report),
        *glossary_problems(report, pages),
    ]


def _marks(report: Report, up: str) -> dict[str, str]:
    """Where the footnote marks of a narrative lead to."""
    data = report.area.tables.get("references")
    return {str(row["mark"]): f"{up}about/#fig-references" for row in data.rows} if data else {}


def key_figures(report: Report) -> list[tuple[SectionResult, Fact]]:
    """The facts on the overview's cards: those that area.yml names, or each section's own."""
    sections = {section.slug: section for section in report.sections}
    named = [
        (sections[name.partition(".")[0]], report.facts[name])
        for name in report.area.about.key_figures
        if name in report.facts
    ]
    return named or [(section, section.card) for section in report.sections if section.card]


def contradictions(problems: Iterable[Problem]) -> list[Problem]:
    """What contradicts itself; notes stand with the data."""
    return [
        problem
        for problem in problems
        if problem.severity == "warning" and problem.rule != _LACKING and problem.told != ""
    ]


def remarks(problems: Iterable[Problem]) -> list[Problem]:
    """What a reader should know though nothing contradicts itself."""
    return [
        problem
        for problem in problems
        if (problem.severity == "note" or problem.rule == _LACKING) and problem.told != ""
    ]


def _home(report: Report) -> str:
    return f"areas/{report.area.slug}/"


def _nav(report: Report, here: str | None) -> list[Meta]:
    items = [
        ("Overview", ""),
        *((section.title, f"{section.slug}/") for section in report.sections),
        ("Data and quality", "data/"),
    ]
    return [
        {"title": title, "href": _home(report) + slug} | ({"here": True} if slug == here else {})
        for title, slug in items
    ]


def _meta(report: Report, title: str, here: str, description: str, **more: Any) -> Meta:
    name = report.area.about.name
    crumbs: list[Meta] = [{"title": "All areas", "href": "areas/"}]
    crumbs += [{"title": name, "href": _home(report)}, {"title": title}] if here else [{"title": name}]
    meta = {
        "title": f"{title} - {name}" if here else f"{name}: {report.area.about.title}", "description": description, "section": here.rstrip("/"),
        "area": {"slug": report.area.slug, "name": name}, "crumbs": crumbs, "nav": _nav(report, here), "edition": report.area.about.edition,
    }  # fmt: skip
    return meta | ({"draft": True} if report.area.about.status == "draft" else {}) | more


def _section_page(report: Report, section: SectionResult, templates: Templates, narrative: str) -> Page:
    around = _neighbours(report, section)
    shown = contradictions(section.problems)
    known = targets(report)
    figures = [_figure(report, section, figure, known) | _notes(section, figure) for figure in section.figures]
    jumps = [{"id": f"fig-{figure.id}", "title": figure.title} for figure in section.figures]
    values = {
        "section": section, "area": report.area.about, "narrative": narrative, "figures": figures, "previous": around[0], "next": around[1],
        "told": [problem.for_readers(report.withheld) for problem in shown[:_FEW]], "more_told": len(shown) - _FEW,
        "figure_list": list(report.sections) if SECTIONS[section.slug].lists_figures else [],
    }  # fmt: skip
    more = {"jumps": jumps, "jsonld": dataset(report, section)}
    meta = _meta(report, section.title, f"{section.slug}/", section.headline, **more)
    return templates.page("pages/section.md.j2", f"{_home(report)}{section.slug}/", meta, values)


def _neighbours(report: Report, section: SectionResult) -> tuple[SectionResult | None, SectionResult | None]:
    place = report.sections.index(section)
    before = report.sections[place - 1] if place else None
    after = report.sections[place + 1] if place + 1 < len(report.sections) else None
    return before, after


def _figure(report: Report, section: SectionResult, figure: FigureResult, known: Targets) -> dict[str, Any]:
    """What the template of a figure needs."""
    about = report.area.about
    printed = tables(figure.tidy, figure.view, figure.flagged, known)
    return {
        "it": figure,
        "tables": printed,
        "grid": grid(figure.tidy, figure.view, known) if isinstance(figure.view, GridView) else None,
        "groups": groups(figure.tidy, figure.view, known) if isinstance(figure.view, GroupsView) else None,
        "quotes": isinstance(figure.view, GroupsView) and figure.view.quotes,
        "timeline": timeline(figure.tidy, figure.view, known) if isinstance(figure.view, TimelineView) else None,
        "heat": bool(printed and printed[0].heat),
        "edition": about.edition,
        "csv": f"../data/{file_name(section, figure)}",
        "embed": f"../../../embed/?figure={report.area.slug}/{section.slug}/{figure.id}",
        "team": report.area.settings.site.team,
        "report": report_address(
            report.area.settings.site.contact,
            f"{about.name}, {about.edition} edition, figure {figure.number} ({section.slug}/{figure.id})",
        ),
        "cite": f"{report.area.settings.site.name}, ‘{figure.headline}’, {about.name}, {about.edition} edition, figure {figure.number} ({section.slug}/{figure.id}).",
    }


def _notes(section: SectionResult, figure: FigureResult) -> dict[str, Any]:
    """The figure's own notes, and the figures before it on the page that say the others already; marks are explained each time."""
    before = section.figures[: section.figures.index(figure)]
    first = {note: next((one for one in before if note in one.notes), None) for note in figure.notes}
    repeated = {one.id: one for note, one in first.items() if one and not note.startswith("[")}
    own = [note for note in figure.notes if first[note] is None or note.startswith("[")]
    return {"notes": own, "noted": list(repeated.values())}


def _overview(report: Report, templates: Templates, narrative: str, problems: list[Problem]) -> Page:
    area = report.area
    values = {
        "area": area.about, "sections": report.sections, "cards": key_figures(report), "narrative": narrative,
        "places": places_of(report), "places_title": _places_title(report),
        "sources": _sources(report), "completeness": _completeness(report), "contradictions": len(contradictions(problems)),
        "place_numbers": place_numbers(report, [section.slug for section, _ in key_figures(report)]), "decided": area.about.decided, "decided_when": period_words(area.about.decided.date) if area.about.decided else "",
        "place_words": _place_words(report), "messages": messages(report)[0], "changes": changes(report),
        "news": news(report, templates.history), "slug": area.slug,
    }  # fmt: skip
    meta = _meta(
        report,
        area.about.name,
        "",
        area.about.summary,
        wide=True,
        jsonld=dataset(report, None),
        feed=f"{_home(report)}feed.xml",
    )
    return templates.page("pages/area.md.j2", _home(report), meta, values)


def _places_title(report: Report) -> str:
    levels = report.area.places.levels()
    return listed([plural(level) for level in levels]).capitalize() if levels else ""


def _place_words(report: Report) -> str:
    """`17 wards, E06000015`."""
    places = report.area.places
    numbers = {level: sum(place.level == level for place in places.below) for level in places.levels()}
    counted = [f"{number} {plural(level, number)}" for level, number in numbers.items()]
    return ", ".join([*counted, places.area.code])


def _sources(report: Report) -> list[str]:
    """The titles of the sources that figures come from; a map's own is none of them."""
    cited = {data.about.source for data in report.area.tables.values()}
    cited |= {str(row["source"]) for data in report.area.tables.values() for row in data.rows if row["source"]}
    return list(dict.fromkeys(source.title for name, source in report.area.sources.items() if name in cited))


def _completeness(report: Report) -> tuple[int, int]:
    """How many figures have a picture's worth of numbers, of how many."""
    figures = [figure for section in report.sections for figure in section.figures if figure.numeric]
    return sum(figure.picture is not None for figure in figures), len(figures)


def _data_page(report: Report, templates: Templates, problems: list[Problem]) -> Page:
    told = [(problem, problem.for_readers(report.withheld)) for problem in contradictions(problems)]
    remarked = [problem.for_readers(report.withheld) for problem in remarks(problems)]
    values = {
        "area": report.area.about, "sections": report.sections, "told": told, "remarks": remarked, "counts": counts(report),
        "policy": report.area.settings.disclosure, "withheld": _withheld(report), "exempt": _exempt(report), "slug": report.area.slug, "api": f"api/v1/areas/{report.area.slug}/",
    }  # fmt: skip
    meta = _meta(report, "Data and quality", "data/", f"Downloads and data quality of {report.area.about.name}")
    return templates.page("pages/data.md.j2", f"{_home(report)}data/", meta, values)


def _exempt(report: Report) -> list[tuple[str, str]]:
    """The tables whose small counts are published, each with the reason."""
    tables = report.area.tables
    return [
        (tables[one.table].table.title, one.reason)
        for one in report.area.settings.disclosure.exempt_tables
        if one.table in tables
    ]


def _withheld(report: Report) -> tuple[int, int] | None:
    """How many counts of people are withheld, of how many."""
    account = report.account
    return (len(account.small) + len(account.further), account.counts) if account.counts else None


def counts(report: Report) -> list[dict[str, Any]]:
    """For each section how many values its tables hold: given, not available, withheld, estimated."""
    found = []
    for section in report.sections:
        tables = [
            report.area.tables[table.name]
            for table in SECTIONS[section.slug].tables
            if table.name in report.area.tables
        ]
        cells = [
            (row[column.name], row[mark_of(column.name)])
            for data in tables
            for column in data.table.numbers
            for row in data.printed
        ]
        row: dict[str, Any] = {"title": section.title, "given": sum(not math.isnan(value) for value, _ in cells)}
        found.append(row | {code: sum(f"[{code}]" in mark for _, mark in cells) for code in ("x", "c", "e")})
    return found

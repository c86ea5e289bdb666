"""Every page of the site: those of each area, and those across areas."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generators.inputs.marks import MEANING
from generators.inputs.periods import period
from generators.inputs.settings import Settings
from generators.pages.area_pages import area_pages, contradictions, key_figures, section_pages
from generators.pages.compare import compare_page, place_numbers
from generators.pages.editions import changes_page
from generators.pages.glossary import explained, glossary_page, known_terms
from generators.pages.links import report_address
from generators.pages.moved import with_moves
from generators.pages.place_pages import places_of
from generators.pages.templates import Meta, Page, Templates
from generators.problems import Problem
from generators.reports import Report


def all_pages(
    reports: Sequence[Report], settings: Settings, templates: Templates, problems: Mapping[str, list[Problem]]
) -> list[Page]:
    """The site's pages.

    Args:
        problems: of each area, by its slug.
    """
    pages = [
        _home(reports, settings, templates),
        _areas(reports, settings, templates),
        compare_page(reports, templates),
        _quality(reports, templates, problems),
        _methods(settings, templates),
        glossary_page(settings, reports, templates),
        _api(reports, templates),
        changes_page(reports, templates),
        _statement(settings, templates),
        _embed(templates),
    ]
    pages = [explained(page, known_terms(settings, None)) for page in pages]
    for report in reports:
        terms = known_terms(settings, report)
        pages += [explained(page, terms) for page in area_pages(report, templates, problems[report.area.slug])]
    return with_moves(pages, settings.moves, templates)


def report_pages(report: Report, settings: Settings, templates: Templates, problems: Iterable[Problem]) -> list[Page]:
    """The pages of one area without those of its places, as they are in the whole site."""
    terms = known_terms(settings, report)
    return [explained(page, terms) for page in section_pages(report, templates, problems)]


def _by_place(reports: Sequence[Report]) -> list[tuple[str, list[Report]]]:
    """Reports on the same council stand together."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.area.about.place, []).append(report)
    return sorted(found.items())


def _home(reports: Sequence[Report], settings: Settings, templates: Templates) -> Page:
    meta: Meta = {"title": settings.site.title, "description": settings.site.summary, "wide": True}
    values = {
        "site": settings.site,
        "groups": [(place, [(one, key_figures(one)[:3]) for one in some]) for place, some in _by_place(reports)],
        "listed": [(one, places_of(one), place_numbers(one, _first(one))) for one in reports if one.area.places.below],
        "coming": _coming(reports, settings),
    }
    return templates.page("pages/home.md.j2", "", meta, values)


def _coming(reports: Sequence[Report], settings: Settings) -> list[dict[str, Any]]:
    """The announced editions, the next one first, of areas that the site has."""
    names = {report.area.slug: report.area.about.name for report in reports}
    ordered = sorted(settings.calendar.coming, key=lambda one: period(one.due).sort)
    return [
        {"it": one, "name": names[one.area], "due": period(one.due).words, "until": period(one.due).end.isoformat()}
        for one in ordered
        if one.area in names
    ]


def _first(report: Report) -> list[str]:
    """The sections of its key figures."""
    return [section.slug for section, _ in key_figures(report)]


def _areas(reports: Sequence[Report], settings: Settings, templates: Templates) -> Page:
    meta: Meta = {
        "title": "All areas",
        "description": "Every area with a needs analysis on this site.",
        "wide": True,
        "crumbs": [{"title": "All areas"}],
    }
    return templates.page("pages/areas.md.j2", "areas/", meta, {"groups": _by_place(reports)})


def _quality(reports: Sequence[Report], templates: Templates, problems: Mapping[str, list[Problem]]) -> Page:
    told = [
        (report, [problem.for_readers(report.withheld) for problem in contradictions(problems[report.area.slug])])
        for report in reports
    ]
    meta: Meta = {
        "title": "Data quality", "description": "Where the sources contradict themselves, and what is not available.", "crumbs": [{"title": "Data quality"}],
        "jumps": [{"id": report.area.slug, "title": report.area.about.name} for report, _ in told],
    }  # fmt: skip
    return templates.page("pages/data-quality.md.j2", "data-quality/", meta, {"told": told})


def _methods(settings: Settings, templates: Templates) -> Page:
    titles = {
        "numbers": "Numbers and rounding", "missing": "Missing numbers and marks", "small": "Small counts",
        "clash": "Contradictions", "compare": "Comparing", "predicted": "Predicted need", "words": "Words",
    }  # fmt: skip
    meta: Meta = {
        "title": "Methods", "description": "How the numbers on this site are made, and how far to trust them.", "crumbs": [{"title": "Methods"}],
        "jumps": [{"id": name, "title": title} for name, title in titles.items()],
    }  # fmt: skip
    values = {
        "titles": titles,
        "marks": MEANING,
        "policy": settings.disclosure,
        "thresholds": settings.thresholds,
        "models": settings.prevalence,
    }
    return templates.page("pages/methods.md.j2", "methods/", meta, values)


def _api(reports: Sequence[Report], templates: Templates) -> Page:
    meta: Meta = {
        "title": "For programs",
        "description": "The numbers of this site as JSON, CSV and workbooks.",
        "crumbs": [{"title": "For programs"}],
    }
    return templates.page("pages/api.md.j2", "api/", meta, {"reports": reports, "marks": MEANING})


def _statement(settings: Settings, templates: Templates) -> Page:
    """`/accessibility/`, on the model of SI 2018/952, filled from what the tests found."""
    titles = {
        "how": "How accessible this website is", "contact": "Feedback and contact information", "enforcement": "Enforcement procedure",
        "status": "Compliance status", "doing": "What we are doing to improve accessibility", "tested": "Preparation of this statement",
    }  # fmt: skip
    meta: Meta = {
        "title": "Accessibility statement", "description": "How accessible this website is, what is not, and whom to tell.",
        "crumbs": [{"title": "Accessibility statement"}], "jumps": [{"id": name, "title": title} for name, title in titles.items()],
    }  # fmt: skip
    values = {
        "site": settings.site,
        "titles": titles,
        "tested": settings.statement.tested,
        "limits": settings.statement.limits,
        "breaches": [limit for limit in settings.statement.limits if limit.criterion],
        "contact": report_address(settings.site.contact, "the accessibility of this website"),
    }
    return templates.page("pages/accessibility.md.j2", "accessibility/", meta, values)


def _embed(templates: Templates) -> Page:
    meta: Meta = {"title": "Figure", "template": "embed.html", "search": {"exclude": True}}
    return templates.page("pages/embed.md.j2", "embed/", meta, {})

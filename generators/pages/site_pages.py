"""Every page of the site: those of each area, and those across areas."""

from collections.abc import Iterable, Sequence
from typing import Any

from generators.inputs.marks import MEANING
from generators.inputs.periods import period
from generators.inputs.settings import Settings
from generators.pages.area_pages import area_pages, section_pages
from generators.pages.brief import Brief, are_many
from generators.pages.compare_page import compare_pages
from generators.pages.editions import changes_page
from generators.pages.glossary import explained, glossary_page, known_terms
from generators.pages.links import report_address
from generators.pages.templates import Meta, Page, Templates
from generators.problems import Problem
from generators.reports import Report


def pages_across(briefs: Sequence[Brief], settings: Settings, templates: Templates) -> list[Page]:
    """The pages that tell of all areas, and those that tell of none."""
    names = {one.slug: one.name for one in briefs}
    pages = [
        _home(briefs, settings, templates),
        _areas(briefs, templates),
        *compare_pages(briefs, templates),
        _quality(briefs, templates),
        _methods(settings, templates),
        glossary_page(settings, [term for one in briefs for term in one.terms], names, templates),
        _api(briefs, templates),
        changes_page(names, templates),
        _statement(settings, templates),
        _embed(templates),
    ]
    terms = known_terms(settings, None)
    return [explained(page, terms) for page in pages]


def pages_of(report: Report, settings: Settings, templates: Templates, problems: Iterable[Problem]) -> list[Page]:
    """Every page of one area.

    Args:
        problems: those of the area that the public may know.
    """
    terms = known_terms(settings, report)
    return [explained(page, terms) for page in area_pages(report, templates, problems)]


def report_pages(report: Report, settings: Settings, templates: Templates, problems: Iterable[Problem]) -> list[Page]:
    """The pages of one area without those of its places, as they are in the whole site."""
    terms = known_terms(settings, report)
    return [explained(page, terms) for page in section_pages(report, templates, problems)]


def _by_place(briefs: Iterable[Brief]) -> list[tuple[str, list[Brief]]]:
    """Reports on the same council stand together."""
    found: dict[str, list[Brief]] = {}
    for one in briefs:
        found.setdefault(one.place, []).append(one)
    return sorted(found.items())


def _by_letter(briefs: Iterable[Brief]) -> dict[str, list[Brief]]:
    """The areas by the first letter of their names, in order."""
    found: dict[str, list[Brief]] = {}
    for one in sorted(briefs, key=lambda one: (one.name.casefold(), one.title)):
        found.setdefault(one.name[:1].upper(), []).append(one)
    return found


def _home(briefs: Sequence[Brief], settings: Settings, templates: Templates) -> Page:
    meta: Meta = {"title": settings.site.title, "description": settings.site.summary, "wide": True}
    values = {
        "site": settings.site,
        "groups": _by_place(briefs),
        "count": len(briefs),
        "letters": _by_letter(briefs) if are_many(briefs) else {},
        "listed": [one for one in briefs if one.places],
        "coming": _coming(briefs, settings),
    }
    return templates.page("pages/home.md.j2", "", meta, values)


def _coming(briefs: Iterable[Brief], settings: Settings) -> list[dict[str, Any]]:
    """The announced editions, the next one first, of areas that the site has."""
    names = {one.slug: one.name for one in briefs}
    ordered = sorted(settings.calendar.coming, key=lambda one: period(one.due).sort)
    return [
        {"it": one, "name": names[one.area], "due": period(one.due).words, "until": period(one.due).end.isoformat()}
        for one in ordered
        if one.area in names
    ]


def _areas(briefs: Iterable[Brief], templates: Templates) -> Page:
    meta: Meta = {
        "title": "All areas",
        "description": "Every area with a needs analysis on this site.",
        "wide": True,
        "crumbs": [{"title": "All areas"}],
    }
    return templates.page("pages/areas.md.j2", "areas/", meta, {"groups": _by_place(briefs)})


def _quality(briefs: Sequence[Brief], templates: Templates) -> Page:
    meta: Meta = {
        "title": "Data quality", "description": "Where the sources contradict themselves, and what is not available.", "crumbs": [{"title": "Data quality"}],
        "jumps": [{"id": one.slug, "title": one.name} for one in briefs],
    }  # fmt: skip
    return templates.page("pages/data-quality.md.j2", "data-quality/", meta, {"areas": briefs})


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


def _api(briefs: Sequence[Brief], templates: Templates) -> Page:
    meta: Meta = {
        "title": "For programs",
        "description": "The numbers of this site as JSON, CSV and workbooks.",
        "crumbs": [{"title": "For programs"}],
    }
    return templates.page("pages/api.md.j2", "api/", meta, {"areas": briefs, "marks": MEANING})


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

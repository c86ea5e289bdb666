"""The glossary: its page, the first use of an acronym on each page, and acronyms that nobody explains."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from generators.inputs.declare import Kind
from generators.inputs.frames import FILE, LINE, Record
from generators.inputs.places import slug
from generators.inputs.settings import Settings
from generators.pages.templates import Page, Templates
from generators.problems import Problem, Severity
from generators.reports import Report

_TAG = re.compile(r"(<[^>]*>)")
_NO_LINKS = re.compile(r"</?(a|button|summary|svg|q|code|label|form|dt|table)\b[^>]*>", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-Z]{2,7}(?:Co)?s?\b(?![-/.\d])|\bDfE\b")


@dataclass(frozen=True)
class Entry:
    """A term as the glossary page shows it; `area` is the report that it belongs to, "" for all."""

    term: str
    expansion: str
    definition: str
    area: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return "-".join(part for part in ("term", self.area, slug(self.term)) if part)


def entries(settings: Settings, own: Iterable[Entry] = ()) -> list[Entry]:
    """The site's terms and those of reports, by the alphabet."""
    found = [Entry(one.term, one.expansion or "", one.definition) for one in settings.glossary.terms]
    return sorted([*found, *own], key=lambda one: (one.term.lower(), one.area))


def own_entries(report: Report) -> list[Entry]:
    """The terms of a report's own glossary."""
    data = report.area.tables.get("glossary")
    rows = data.rows if data else []
    return [Entry(row["term"], row["expansion"], row["definition"], report.area.slug) for row in rows]


def glossary_page(settings: Settings, own: Iterable[Entry], names: Mapping[str, str], templates: Templates) -> Page:
    """`/glossary/`.

    Args:
        own: the terms of reports.
        names: of areas, by their slug.
    """
    meta = {
        "title": "Glossary",
        "description": "What the terms and short forms of this site mean.",
        "crumbs": [{"title": "Glossary"}],
    }
    return templates.page(
        "pages/glossary.md.j2", "glossary/", meta, {"entries": entries(settings, own), "names": names}
    )


def explained(page: Page, known: Iterable[Entry]) -> Page:
    """The page with a link to the glossary at the first use of each acronym."""
    terms = {one.term: one for one in known if one.expansion}
    if not terms or page.address in ("glossary/", "embed/"):
        return page
    up, parts, end, text = "../" * page.address.count("/"), [], 0, _Text(page.body)
    for found in _pattern(tuple(terms)).finditer(page.body):
        if found[0] in terms and text.may_link(found.start()):
            parts += [page.body[end : found.start()], _link(terms.pop(found[0]), found[0], up)]
            end = found.end()
    return replace(page, body="".join([*parts, page.body[end:]]))


@lru_cache(8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Each term as a word of its own, the longest first. It looks back after the term, not before, and so leaps from one first letter to the next."""
    words = "|".join(rf"{term}(?<![\w/-]{term})" for term in sorted(map(re.escape, terms), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?=s?\b)(?![-/]\w)")


class _Text:
    """The text of a page between its tags, asked for from its beginning to its end."""

    def __init__(self, body: str) -> None:
        self._body, self._inside = body, [""]
        self._tags = _NO_LINKS.finditer(body)
        self._next = next(self._tags, None)

    def may_link(self, place: int) -> bool:
        """Whether a place is outside of tags, and of the elements in which no link may stand, tables of numbers among them."""
        while self._next and self._next.start() < place:
            self._walk(self._next[0], self._next[1].lower())
            self._next = next(self._tags, None)
        return len(self._inside) == 1 and self._body.rfind("<", 0, place) <= self._body.rfind(">", 0, place)

    def _walk(self, tag: str, name: str) -> None:
        if tag.startswith("</"):
            if self._inside[-1] == name:
                self._inside.pop()
        elif name != "table" or "nb-grid" not in tag or self._inside[-1] == name:
            self._inside.append(name)


def _link(entry: Entry, text: str, up: str) -> str:
    full, means = html.escape(entry.expansion), html.escape(entry.definition)
    where = f"{up}glossary/#{entry.anchor}"
    return (
        f'<a class="nb-term" href="{where}" title="{full}" data-means="{means}" aria-label="{text}: {full}">{text}</a>'
    )


def known_terms(settings: Settings, report: Report | None) -> list[Entry]:
    """The terms of a page: the report's own meaning goes before the site's."""
    found = entries(settings, own_entries(report) if report else ())
    return sorted(found, key=lambda one: bool(one.area))


def glossary_problems(report: Report, narratives: Mapping[str, str]) -> list[Problem]:
    """A term with two meanings, and a NOTE for each acronym that is used but not explained."""
    return [*_two_expansions(report), *_undefined(report, narratives)]


def _two_expansions(report: Report) -> list[Problem]:
    """An ERROR within one file; a WARNING where a report means something else than the site, since its own meaning is shown."""
    problems = []
    data = report.area.tables.get("glossary")
    site = {one.term: one.expansion for one in report.area.settings.glossary.terms if one.expansion}
    own: dict[str, str] = {}
    for row in data.rows if data else ():
        term, meaning = row["term"], row["expansion"]
        clash = own.get(term) or site.get(term)
        if clash and meaning and clash != meaning:
            severity = Severity.ERROR if term in own else Severity.WARNING
            problems.append(_clash(severity, row, [clash, meaning]))
        own.setdefault(term, meaning)
    return problems


def _clash(severity: Severity, row: Record, meanings: list[str]) -> Problem:
    term, found = row["term"], f"{row['term']} = {' and '.join(meanings)}"
    fix = "keep one, or give the other a term of its own"
    if severity is Severity.WARNING:
        fix = f"on the pages of this report {term} is read as {meanings[1]}"
    return Problem(
        severity, "two-expansions", row[FILE], row[LINE], "expansion", where=f"term {term}",
        expected="one meaning", found=found, fix=fix, told=f"{found}: {fix}.",
    )  # fmt: skip


def _undefined(report: Report, narratives: Mapping[str, str]) -> list[Problem]:
    settings = report.area.settings
    known = {one.term for one in entries(settings, own_entries(report))} | set(settings.glossary.known)
    known |= {short for place in report.area.places.all for short in _SHORT.findall(place.name)}
    found: dict[str, str] = {}
    for where, text in _words(report, narratives):
        for short in _SHORT.findall(text):
            singular = short[:-1] if short.endswith("s") else short
            if not {short, singular} & known:
                found.setdefault(singular, where)
    return [
        Problem(
            Severity.NOTE, "acronym-undefined", report.area.file, 1, where=f"acronym {short}", told="",
            sentence=f"{short} is used in {where} but not explained; add it to glossary.yml, or to known in site_config/glossary.yml",
        )
        for short, where in sorted(found.items())
    ]  # fmt: skip


def _words(report: Report, narratives: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Every sentence of a report with the section or table that it stands in."""
    for name, page in narratives.items():
        yield name, _TAG.sub(" ", page)
    for section in report.sections:
        yield section.slug, section.headline
        for figure in section.figures:
            yield from ((section.slug, text) for text in (figure.headline, figure.subtitle, *figure.notes))
    for name, data in report.area.tables.items():
        spoken = [one.name for one in data.table.columns if one.kind is Kind.TEXT and not one.form and not one.consent]
        if not data.table.numbers and name != "glossary":
            yield from ((name, str(row[column])) for column in spoken for row in data.rows)

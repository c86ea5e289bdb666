"""Every file of build/docs: those of one area, and those that tell of all areas, which need no more than its brief of each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import BytecodeCache

from generators.changes import Change, changes_between
from generators.changes.addresses import RECORD, addresses
from generators.disclosure import tellable
from generators.examine import Examination
from generators.inputs.editions import Edition, PastEdition, past_editions, version_order
from generators.inputs.models import Move
from generators.inputs.settings import Root, Settings, defaults
from generators.inputs.tables import FILES
from generators.outputs import area_record, edition_json, edition_record, files_across, files_of
from generators.outputs.feeds import area_feed, site_feed
from generators.pages import Brief, Page, brief, handbook_pages, pages_across, pages_of, report_pages
from generators.pages.history import History
from generators.pages.links import published_documents
from generators.pages.moved import with_moves
from generators.pages.templates import Templates
from generators.problems import Problem
from generators.reports import Report
from generators.site.address import site_url_of
from generators.site.keys import plotly_bundle


@dataclass(frozen=True)
class Documents:
    """Pages, and other texts by their name below build/docs."""

    pages: Sequence[Page]
    texts: Mapping[str, str] = field(repr=False)

    def files(self) -> dict[str, str]:
        """All of them as texts by their name."""
        return {page.file: page.text() for page in self.pages} | dict(self.texts)


@dataclass(frozen=True)
class AreaDone:
    """One area: its files, what pages across areas tell of it, and its record, where older editions or this one ask for it."""

    documents: Documents
    brief: Brief
    record: Mapping[str, Any] | None


@dataclass(frozen=True)
class Given:
    """What documents are made with beside what they tell: settings, and the editions before this one."""

    root: Root
    settings: Settings
    edition: Edition | None
    past: tuple[PastEdition, ...]
    compiled: BytecodeCache | None = None

    def history(self, changes: Iterable[Change]) -> History:
        """The editions, and what changed since the last of them."""
        return History(self.edition, self.past, tuple(changes), site_url_of(self.root) if self.edition else "")

    def templates(self, changes: Iterable[Change]) -> Templates:
        """The templates of the root and the package, told of these changes."""
        return self._templates.told(self.history(changes))

    @cached_property
    def _templates(self) -> Templates:
        """Read once for all areas: what is made with them knows no other."""
        return Templates([self.root.path / "templates", defaults() / "templates"], compiled=self.compiled)

    def record(self, report: Report) -> Mapping[str, Any] | None:
        """What an area publishes, where it is compared with the last edition or kept with this one."""
        return area_record(report) if self.past or self.edition else None

    def changes(self, slug: str, record: Mapping[str, Any] | None) -> list[Change]:
        """What changed in an area since the last edition."""
        if not self.past or record is None:
            return []
        before = self.past[-1].record["areas"]
        return changes_between({slug: before[slug]} if slug in before else {}, {slug: record})

    def gone(self, slugs: Iterable[str]) -> list[Change]:
        """The areas of the last edition that are not among these."""
        before = self.past[-1].record["areas"] if self.past else {}
        return changes_between({slug: before[slug] for slug in before.keys() - set(slugs)}, {})


def given(
    root: Root, settings: Settings, edition: Edition | None = None, compiled: BytecodeCache | None = None
) -> Given:
    """The editions before this one, or before the next, from their records.

    Args:
        compiled: where templates are kept as they were compiled.
    """
    past = past_editions(root)
    if edition is not None:
        past = [one for one in past if version_order(one.edition.version) < version_order(edition.version)]
    return Given(root, settings, edition, tuple(past), compiled)


def of_area(report: Report, problems: Sequence[Problem], given: Given) -> AreaDone:
    """One area.

    Args:
        problems: those that the public may know.
    """
    slug, record = report.area.slug, given.record(report)
    changes = given.changes(slug, record)
    moves = [move for move in given.settings.moves if _area_of(move.old) == slug]
    templates = given.templates(changes)
    pages = with_moves(pages_of(report, given.settings, templates, problems), moves, templates)
    texts = files_of(report) | {f"areas/{slug}/feed.xml": area_feed(report, templates.history)}
    return AreaDone(Documents(pages, texts | _moved(moves, texts)), brief(report, problems, changes), record)


def across(briefs: Sequence[Brief], given: Given) -> Documents:
    """The files that tell of all areas, and those that tell of none, but for the handbook."""
    changes = [change for one in briefs for change in one.changes] + given.gone(one.slug for one in briefs)
    templates = given.templates(sorted(changes, key=lambda change: change.area))
    slugs = {one.slug for one in briefs}
    moves = [move for move in given.settings.moves if _area_of(move.old) not in slugs]
    pages = with_moves(pages_across(briefs, given.settings, templates), moves, templates)
    texts = files_across(briefs) | {"feed.xml": site_feed(given.settings.site.name, templates.history)}
    return Documents(pages, texts)


def handbook(root: Root) -> list[Page]:
    """The pages of the handbook, which no area has a part in."""
    return handbook_pages(root.own_or_default("docs/handbook"))


def across_moves(briefs: Sequence[Brief], given: Given) -> dict[str, str]:
    """Files of older editions that are those of another area now: the file that each is a copy of, by its old name."""
    slugs = {one.slug for one in briefs}
    return {
        move.old: move.to
        for move in given.settings.moves
        if move.to
        and _is_file(move.old)
        and not (_area_of(move.old) in slugs and _area_of(move.old) == _area_of(move.to))
    }


def of_the_edition(edition: Edition, areas: Mapping[str, object], found: Iterable[str]) -> dict[str, str]:
    """The record of an edition, and its addresses alone, which the pages of other editions look up.

    Args:
        areas: the record of each.
        found: every address of its files.
    """
    promised = sorted(found)
    record = edition_record(edition, areas, promised, plotly=plotly_bundle()[1])
    return {RECORD: edition_json(record), "addresses.json": json.dumps(promised, indent=0) + "\n"}


def documents(root: Root, examined: Examination, edition: Edition | None = None) -> Documents:
    """Every text of build/docs: pages, data and API, and the record of the edition that it is."""
    if examined.settings is None:
        raise ValueError("settings with errors cannot be built")
    around = given(root, examined.settings, edition)
    done = [
        of_area(report, tellable(examined.problems[report.area.slug], report.withheld), around)
        for report in examined.reports
    ]
    briefs = [one.brief for one in done]
    every = [*(one.documents for one in done), across(briefs, around), Documents(handbook(root), {})]
    pages = [page for one in every for page in one.pages]
    texts = {name: text for one in every for name, text in one.texts.items()}
    texts |= {old: texts[to] for old, to in across_moves(briefs, around).items() if to in texts and old not in texts}
    found = Documents(pages, texts)
    if edition is None:
        return found
    areas = {one.brief.slug: one.record for one in done}
    return Documents(pages, texts | of_the_edition(edition, areas, addresses_of(found.files(), examined.reports)))


def addresses_of(files: Mapping[str, str], reports: Iterable[Report]) -> list[str]:
    """The addresses that a site of these documents promises to keep."""
    return addresses(files, [name for report in reports for name in attachments(report)])


def attachments(report: Report) -> list[str]:
    """The documents that an area publishes, as the register of attachments says, by their name below the site."""
    return [f"areas/{report.area.slug}/{FILES}/{name}" for name in published_documents(report)]


def pages_of_area(root: Root, examined: Examination, area: str) -> list[Page]:
    """The overview, the sections and the data page of one area, without its places, which take longer."""
    if examined.settings is None:
        raise ValueError("settings with errors cannot be built")
    report = next(one for one in examined.reports if one.area.slug == area)
    problems = tellable(examined.problems[area], report.withheld)
    around = given(root, examined.settings)
    changes = around.changes(area, around.record(report))
    return report_pages(report, examined.settings, around.templates(changes), problems)


def _moved(moves: Iterable[Move], files: Mapping[str, str]) -> dict[str, str]:
    """Files at an older address that are at another of the same area now."""
    return {
        move.old: files[move.to]
        for move in moves
        if _is_file(move.old) and move.to and move.to in files and move.old not in files
    }


def _area_of(address: str) -> str:
    """The area that an address belongs to; empty for the others."""
    parts = address.partition("#")[0].split("/")
    return parts[1] if parts[0] == "areas" and len(parts) > 2 else ""


def _is_file(address: str) -> bool:
    return "#" not in address and address != "" and not address.endswith("/")

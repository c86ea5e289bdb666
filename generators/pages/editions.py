"""What changed since the last edition, on an area's overview and on the page of all editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generators.changes import KINDS, Change
from generators.pages.history import History
from generators.pages.templates import Meta, Page, Templates
from generators.reports import Report

_FIRST = 6  # on the overview; the page of changes has all of them


@dataclass(frozen=True)
class News:
    """The changes of one area: those that its overview tells, and how many there are."""

    since: str
    first: tuple[Change, ...]
    total: int


def news(report: Report, history: History) -> News | None:
    """What changed in an area since the last edition that had it, key figures first; None without such an edition."""
    slug = report.area.slug
    if history.last is None or slug not in history.past[-1].record["areas"]:
        return None
    changes = [change for change in history.changes if change.area == slug]
    ordered = sorted(changes, key=lambda change: _weight(change, report.area.about.key_figures))
    return News(history.last.version, tuple(ordered[:_FIRST]), len(changes))


def _weight(change: Change, key_figures: Sequence[str]) -> tuple[int, int]:
    named = [name.partition(".")[2].replace("_", " ").replace(".", ", ") for name in key_figures]
    told = change.about.partition(", ")[2]
    return list(KINDS).index(change.kind), named.index(told) if told in named else len(named)


def changes_page(names: Mapping[str, str], templates: Templates) -> Page:
    """`/changes/`: every edition's note, and all that changed in this one.

    Args:
        names: of areas, by their slug.
    """
    history = templates.history
    editions = [history.edition] if history.edition else []
    by_area: dict[str, dict[str, list[Change]]] = {}
    for change in history.changes:
        by_area.setdefault(change.area, {}).setdefault(KINDS[change.kind], []).append(change)
    listed = [(slug, names.get(slug, slug), kinds) for slug, kinds in sorted(by_area.items())]
    values = {
        "editions": [*editions, *(one.edition for one in reversed(history.past))],
        "withdrawn": {one.edition.version: one for one in history.past if one.withdrawn},
        "by_area": listed,
    }
    meta: Meta = {
        "title": "What changed", "description": "Every edition of this site, what is new in it, and what was corrected.",
        "crumbs": [{"title": "What changed"}], "jumps": [{"id": slug, "title": name} for slug, name, _ in listed],
    }  # fmt: skip
    return templates.page("pages/changes.md.j2", "changes/", meta, values)

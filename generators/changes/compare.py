"""Two records → every change between them, area by area."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generators.changes.change import KINDS, Change
from generators.changes.crossed import cells_of_provision, crossed_threshold
from generators.changes.numbers import facts_changed, figure_changed
from generators.changes.shape import figures_changed, places_changed, tables_redefined

Areas = Mapping[str, Any]  # the areas of a record


def changes_between(before: Areas, after: Areas) -> list[Change]:
    """What readers of the later edition find changed, by area, then in the order of `KINDS`.

    Args:
        before, after: `areas` of two records.
    """
    found = list(_areas(before, after))
    for slug in sorted(after):
        if slug in before:
            found += _area(slug, before[slug], after[slug])
    order = list(KINDS)
    return sorted(found, key=lambda change: (change.area, order.index(change.kind)))


def _areas(before: Areas, after: Areas) -> Iterator[Change]:
    for slug in sorted(before.keys() | after.keys()):
        if slug not in after:
            yield Change("gone", slug, f"The report on {before[slug]['name']}")
        elif slug not in before:
            yield Change("new", slug, f"The report on {after[slug]['name']}")


def _area(slug: str, before: Areas, after: Areas) -> Iterable[Change]:
    yield from places_changed(slug, before, after)
    yield from tables_redefined(slug, before, after)
    yield from figures_changed(slug, before, after)
    yield from crossed_threshold(slug, before, after)
    yield from cells_of_provision(slug, before, after)
    for name, section in after["sections"].items():
        if (old := before["sections"].get(name)) is not None:
            yield from facts_changed(slug, old, section)
            figures = {figure["id"]: figure for figure in old["figures"]}
            for figure in section["figures"]:
                if figure["id"] in figures:
                    yield from figure_changed(slug, section, figures[figure["id"]], figure)

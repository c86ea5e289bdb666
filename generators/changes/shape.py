"""What a report is made of, in two editions: its sections, figures, definitions and places."""

from collections.abc import Iterator, Mapping
from typing import Any

from generators.changes.change import Change

Area = Mapping[str, Any]


def figures_changed(slug: str, before: Area, after: Area) -> Iterator[Change]:
    """Sections and figures that are new or gone; those of a section that is new or gone go with it."""
    old, new = before["sections"], after["sections"]
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield Change("gone", slug, f"The page {old[name]['title']}", section=name)
        elif name not in old:
            yield Change("new", slug, f"The page {new[name]['title']}", section=name)
        else:
            yield from _figures(slug, name, _titles(old[name]), _titles(new[name]))


def _figures(slug: str, section: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for name in sorted(old.keys() - new.keys()):
        yield Change("gone", slug, f"The figure {old[name]}", section=section, figure=name)
    for name in sorted(new.keys() - old.keys()):
        yield Change("new", slug, f"The figure {new[name]}", section=section, figure=name)


def _titles(section: Mapping[str, Any]) -> dict[str, str]:
    return {figure["id"]: figure["title"] for figure in section["figures"]}


def tables_redefined(slug: str, before: Area, after: Area) -> Iterator[Change]:
    """Columns of tables that mean something else now: another unit, label, basis or description."""
    for name, table in after["tables"].items():
        old = before["tables"].get(name, {"columns": {}})["columns"]
        for column, now in table["columns"].items():
            was = old.get(column, now)
            differing = [part for part in now if was.get(part) != now[part]]
            for part in differing:
                about = f"{now['label']} ({name.replace('_', ' ')}), {part}"
                yield Change("definition", slug, about, str(was.get(part) or "none"), str(now[part] or "none"))


def places_changed(slug: str, before: Area, after: Area) -> Iterator[Change]:
    """Places that are new, gone, renamed or drawn anew: the same name with another code, parent or years."""
    old = {place["code"]: place for place in before.get("places", ())}
    new = {place["code"]: place for place in after.get("places", ())}
    for code in sorted(old.keys() - new.keys()):
        yield Change("place", slug, f"{old[code]['name']} ({code}) is no longer a {old[code]['level']} of the report")
    if old:
        for code in sorted(new.keys() - old.keys()):
            yield Change("place", slug, f"{new[code]['name']} ({code}) is a new {new[code]['level']} of the report")
    for code in sorted(old.keys() & new.keys()):
        for part, words in (("name", "name"), ("level", "level"), ("parents", "lies in"), ("valid", "years")):
            if old[code][part] != new[code][part]:
                about = f"{new[code]['name']} ({code}), {words}"
                yield Change("place", slug, about, _said(old[code][part]), _said(new[code][part]))


def _said(part: Any) -> str:
    return ", ".join(str(one) for one in part if one is not None) or "none" if isinstance(part, list) else str(part)

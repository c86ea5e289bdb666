"""A register's tidy table as what a page prints beside tables: grids of text, groups of texts, timelines."""

import math
from dataclasses import dataclass

from generators.inputs.cells import UNRATED
from generators.inputs.frames import Record
from generators.measures.tidy import Tidy
from generators.pages.links import Link, Targets, links
from generators.sections.model import GridView, GroupsView, TimelineView, said


@dataclass(frozen=True)
class GridCell:
    """One cell: a rating, the text, and a number that belongs to it."""

    rating: str
    text: str
    count: Link | None = None


@dataclass(frozen=True)
class Grid:
    """A grid of texts: heads of its columns, and rows with a heading and cells; None for an empty cell."""

    caption: str
    corner: str
    heads: list[str]
    rows: list[tuple[str, list[GridCell | None]]]


@dataclass(frozen=True)
class Group:
    """Texts under one heading, each with what is said about it."""

    head: str
    texts: list[tuple[str, list[Link]]]


def grid(tidy: Tidy, view: GridView, known: Targets) -> Grid:
    """The rows and columns in the order in which they first occur."""
    cells = {(row[view.row], row[view.column]): row for row in tidy.records()}
    columns = tidy.unique(view.column)
    rows = []
    for name in tidy.unique(view.row):
        found = [cells.get((name, column)) for column in columns]
        rows.append((tidy.field(view.row).words(name), [_cell(row, tidy, view, known) for row in found]))
    return Grid(view.caption, tidy.field(view.row).label, [tidy.field(view.column).words(c) for c in columns], rows)


def _cell(row: Record | None, tidy: Tidy, view: GridView, known: Targets) -> GridCell | None:
    if row is None:
        return None
    rating = tidy.field(view.rating).words(row[view.rating]) if view.rating else ""
    return GridCell(rating, str(row[view.text]), _count(row, tidy, view, known))


def _count(row: Record, tidy: Tidy, view: GridView, known: Targets) -> Link | None:
    if view.count is None or (math.isnan(row[view.count]) and not row[f"{view.count}_mark"]):
        return None
    field = tidy.field(view.count)
    see = known.get(view.see)
    return Link(f"{said(row, field)} {field.label.lower()}", f"../{see.href}" if see else "")


def groups(tidy: Tidy, view: GroupsView, known: Targets) -> list[Group]:
    """The groups that have texts, in the view's order."""
    found = []
    for value, head in view.heads.items():
        rows = tidy.where(**{view.group: value}).records()
        if rows:
            found.append(Group(head, [(str(row[view.text]), _about(row, tidy, view.about, known)) for row in rows]))
    return found


def timeline(tidy: Tidy, view: TimelineView, known: Targets) -> list[tuple[str, str, list[Link]]]:
    """When, title and the rest of each row."""
    when, title = tidy.field(view.when), tidy.field(view.title)
    return [
        (when.words(row[view.when]), title.words(row[view.title]), _about(row, tidy, view.about, known))
        for row in tidy.records()
    ]


def _about(row: Record, tidy: Tidy, names: tuple[str, ...], known: Targets) -> list[Link]:
    """The fields that say something."""
    given = [tidy.field(name) for name in names if row[name] != UNRATED]
    return [link for field in given for link in links(row, field, known)]

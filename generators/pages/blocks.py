"""A register's tidy table as what a page prints beside tables: grids of text, groups of texts, timelines."""

from dataclasses import dataclass

from generators.inputs.cells import UNRATED
from generators.inputs.frames import Record
from generators.measures.tidy import Tidy
from generators.sections.model import GridView, GroupsView, TimelineView


@dataclass(frozen=True)
class Grid:
    """A grid of texts: heads of its columns, and rows with a heading and (rating, text) cells; None for an empty cell."""

    caption: str
    corner: str
    heads: list[str]
    rows: list[tuple[str, list[tuple[str, str] | None]]]


@dataclass(frozen=True)
class Group:
    """Texts under one heading, each with what is said about it."""

    head: str
    texts: list[tuple[str, str]]


def grid(tidy: Tidy, view: GridView) -> Grid:
    """The rows and columns in the order in which they first occur."""
    cells = {(row[view.row], row[view.column]): row for row in tidy.records()}
    columns = tidy.unique(view.column)
    rows = []
    for name in tidy.unique(view.row):
        found = [cells.get((name, column)) for column in columns]
        rows.append((tidy.field(view.row).words(name), [_cell(row, tidy, view) for row in found]))
    return Grid(view.caption, tidy.field(view.row).label, [tidy.field(view.column).words(c) for c in columns], rows)


def _cell(row: Record | None, tidy: Tidy, view: GridView) -> tuple[str, str] | None:
    if row is None:
        return None
    return (tidy.field(view.rating).words(row[view.rating]) if view.rating else "", str(row[view.text]))


def groups(tidy: Tidy, view: GroupsView) -> list[Group]:
    """The groups that have texts, in the view's order."""
    found = []
    for value, head in view.heads.items():
        rows = tidy.where(**{view.group: value}).records()
        if rows:
            found.append(Group(head, [(str(row[view.text]), _about(row, tidy, view.about)) for row in rows]))
    return found


def timeline(tidy: Tidy, view: TimelineView) -> list[tuple[str, str, str]]:
    """When, title and the rest of each row."""
    when, title = tidy.field(view.when), tidy.field(view.title)
    return [
        (when.words(row[view.when]), title.words(row[view.title]), _about(row, tidy, view.about))
        for row in tidy.records()
    ]


def _about(row: Record, tidy: Tidy, names: tuple[str, ...]) -> str:
    """The fields that are filled in, separated by commas."""
    words = [tidy.field(name).words(row[name]) for name in names if row[name] not in ("", (), UNRATED)]
    return ", ".join(words)

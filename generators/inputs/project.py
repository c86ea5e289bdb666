"""A root's areas as typed values: what reading their files gives, and what every later layer works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from generators.inputs.body import Body
from generators.inputs.declare import Table
from generators.inputs.frames import COMPUTED, ORIGIN, Record, kinds_of
from generators.inputs.maps import Map
from generators.inputs.models import AreaFile, Source, TableSource
from generators.inputs.places import Places
from generators.inputs.settings import Settings
from generators.inputs.yamlfile import Document
from generators.problems import Ref


@dataclass(frozen=True)
class Catalogue:
    """What can be read: every table, and which sections there are with the tables that each reads.

    Attributes:
        everywhere: tables that every area may have, whatever its sections.
        national: tables that only `data/benchmarks` has.
        also: tables of other sections that suffice for a section.
    """

    tables: Mapping[str, Table]
    sections: Mapping[str, tuple[str, ...]]
    everywhere: tuple[str, ...] = ()
    national: Mapping[str, Table] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TableData:
    """One input table of an area.

    Attributes:
        body: see `frames.kinds_of`; the place column holds codes.
        about: source, page and notes as area.yml gives them.
    """

    table: Table
    body: Body
    file: str
    about: TableSource

    @property
    def frame(self) -> pd.DataFrame:
        """The rows to compute with."""
        return self.body.frame

    @property
    def rows(self) -> list[Record]:
        """The rows as plain values, to look at: they are never changed."""
        return self.body.rows

    @cached_property
    def printed(self) -> list[Record]:
        """The rows that the source has, without totals that were added up here."""
        return [row for row in self.rows if row[ORIGIN] != COMPUTED]

    @cached_property
    def misprinted(self) -> list[Record]:
        """The rows in which the source prints something else than what is read."""
        return [row for row in self.rows if row["printed_as"]]

    def with_frame(self, frame: pd.DataFrame) -> "TableData":
        """The same table with other rows."""
        return replace(self, body=Body.of(frame))

    def with_rows(self, rows: list[Record]) -> "TableData":
        """The same table with other rows."""
        return table_of(self.table, rows, self.file, self.about)


def table_of(table: Table, rows: list[Record], file: str, about: TableSource) -> TableData:
    """A table with these rows."""
    return TableData(table, Body.of_rows(rows, kinds_of(table)), file, about)


@dataclass(frozen=True)
class Prose:
    """The narrative of one page as its author wrote it."""

    text: str
    file: str


CellName = tuple[str, str, tuple[tuple[str, str], ...]]  # table, column, and the key in the order of its columns


@dataclass(frozen=True)
class PastCells:
    """What an older edition of the area published of its tables, and which cells it withheld."""

    version: str
    published: Mapping[CellName, float]
    withheld: frozenset[CellName]


@dataclass(frozen=True, eq=False)
class Area:
    """One area, read and checked. Two areas are the same only if they are one object, so that one can be a key.

    Attributes:
        neighbours: the codes of its statistical neighbours.
        maps: by the level of places that they show.
        national: tables about all places of a country, against which the area's places are ranked.
        withheld: the cells that disclosure control has taken out.
        past: the cells of older editions.
        remembered: what was computed of it once and is read by several; a changed area has none of it.
    """

    slug: str
    file: str
    about: AreaFile
    document: Document
    places: Places
    comparators: tuple[str, ...]
    tables: Mapping[str, TableData]
    prose: Mapping[str, Prose]
    settings: Settings
    withheld: frozenset[Ref] = frozenset()
    neighbours: tuple[str, ...] = ()
    maps: Mapping[str, Map] = field(default_factory=dict)
    national: Mapping[str, TableData] = field(default_factory=dict)
    past: tuple["PastCells", ...] = ()
    remembered: dict[Any, Any] = field(init=False, default_factory=dict, repr=False)

    @property
    def sources(self) -> dict[str, Source]:
        """The declared sources by their id."""
        return self.about.sources

    def with_tables(self, tables: Mapping[str, TableData]) -> "Area":
        """The same area with other tables."""
        return replace(self, tables=tables)

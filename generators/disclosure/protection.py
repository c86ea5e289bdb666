"""Tables with their confidential cells taken out: small counts, what would give them away, and what is computed from either."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generators.disclosure.advice import leaked_cells, unprotected_cells
from generators.disclosure.cells import Linked, linked, rounded
from generators.disclosure.exact import Protection, UnprotectableError, protection
from generators.disclosure.names import Place, key_of
from generators.disclosure.recheck import leaks, published_counts
from generators.disclosure.system import components
from generators.inputs.ages import age_band
from generators.inputs.declare import TOTAL, Column, Kind, Ranked, Table
from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.models import DisclosurePolicy
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Ref

# 66.7% of fewer than 5 children is 2 of 3: a rate beside a withheld count gives the count away.
RATES = ("percent", "per_1000", "ratio")


@dataclass(frozen=True)
class Account:
    """What protecting an area's tables took: for the maintainer, never for the site.

    Attributes:
        small: cells withheld because their own count is small; `further` because they would give one of those away; `followed`
            because they are computed from either.
        counts: how many cells count people.
        parts: what the search for the cheapest further cells found, for each part of the tables that hangs together.
        problems: cells that cannot be protected.
        complete: the area with its true numbers.
    """

    small: frozenset[Place] = frozenset()
    further: frozenset[Place] = frozenset()
    followed: frozenset[Place] = frozenset()
    counts: int = 0
    parts: tuple[Protection, ...] = ()
    problems: tuple[Problem, ...] = ()
    complete: Area | None = field(default=None, repr=False)

    @property
    def withheld(self) -> frozenset[Place]:
        """Every cell that is withheld."""
        return self.small | self.further | self.followed


def protect(area: Area) -> tuple[Area, Account]:
    """The area with `[c]` in place of every cell that a small count could be learnt from, and what that took.

    Counted are the columns in `children` or `people` that the policy does not exempt. One mark stands for all that is withheld:
    who knew which cells are not small could work the others out.
    """
    if area.settings.unprotected:
        return area, Account()
    found = linked(area)
    places, parts, problems = _chosen(found, area)
    tables, taken = _all_without(found, places, area)
    if area.settings.disclosure.mode == "round":
        tables = {name: _rounded(data, found, area.settings.disclosure) for name, data in tables.items()}
    small = {cell for cell in taken if _is_small(found, cell)}
    further = {cell for cell in taken - small if cell in found.cells}
    safe = area.with_tables(tables)
    if not problems:
        slack = area.settings.disclosure.round_to / 2 if area.settings.disclosure.mode == "round" else 0.0
        problems = leaked_cells(area, leaks(area, published_counts(safe), slack))
    followed = frozenset(taken - small - further)
    account = Account(
        frozenset(small), frozenset(further), followed, len(found.cells), tuple(parts), tuple(problems), area
    )
    withheld = area.withheld | _refs(area, taken)
    if area.settings.disclosure.mode == "round":
        withheld |= _refs(area, found.cells)
    return replace(safe, withheld=withheld), account


def number_withheld(area: Area) -> int:
    """How many cells `protect` would withhold; none of it is written or checked again."""
    found = linked(area)
    places, _, _ = _chosen(found, area)
    return len(_all_without(found, places, area)[1])


def _all_without(found: Linked, places: set[int], area: Area) -> tuple[dict[str, TableData], set[Place]]:
    """Every table without the cells of these numbers, and all cells that went."""
    cells = {cell for cell, place in found.cells.items() if place in places}
    cells |= {rate for rate, counts in found.rates.items() if places & set(counts)}
    tables, taken = {}, set[Place]()
    for name, data in area.tables.items():
        tables[name], gone = _without(data, {cell for cell in cells if cell.table == name}, area)
        taken |= gone
    return tables, taken


def _chosen(found: Linked, area: Area) -> tuple[set[int], list[Protection], list[Problem]]:
    """Which numbers are withheld, and those that nothing protects."""
    places, parts, problems = found.system.forced(), [], []
    for part, positions in components(found.system):
        try:
            best = protection(part, area.settings.disclosure.seconds)
        except UnprotectableError as lost:
            problems += unprotected_cells(area, found, [positions[place] for place in lost.places])
            continue
        parts.append(best)
        places |= {positions[place] for place in best.withheld}
    return places, parts, problems


def _is_small(found: Linked, cell: Place) -> bool:
    place = found.cells.get(cell)
    return place is not None and found.system.numbers[place].need is not None


def _without(data: TableData, cells: Collection[Place], area: Area) -> tuple[TableData, set[Place]]:
    """The table without these cells and without what is computed from them."""
    table, rows = data.table, data.rows
    keys = [key_of(row, table) for row in rows]
    gone = {
        column.name: [
            "[c]" in row[mark_of(column.name)] or Place(table.name, column.name, key) in cells
            for row, key in zip(rows, keys, strict=True)
        ]
        for column in table.numbers
    }
    gone |= {column.name: _with_sources(column, data, gone, area) for column in table.numbers}
    if table.ranked is not None:
        gone[table.ranked.rank] = _with_neighbours(table, table.ranked, rows, gone)
    now = {
        name: [out and not math.isnan(row[name]) for out, row in zip(hidden, rows, strict=True)]
        for name, hidden in gone.items()
    }
    taken = {
        Place(table.name, name, key)
        for name, hidden in now.items()
        for out, key in zip(hidden, keys, strict=True)
        if out
    }
    if not taken:
        return data, taken
    safe = [
        row | {put: cell for name in now if now[name][at] for put, cell in ((name, math.nan), (mark_of(name), "[c]"))}
        for at, row in enumerate(rows)
    ]
    return data.with_rows(_in_order(safe, table, area)), taken


def _with_sources(column: Column, data: TableData, gone: Mapping[str, list[bool]], area: Area) -> list[bool]:
    """Where a column is withheld, or computed from what is: what it declares to follow from, and for rates every count of its row."""
    policy, table = area.settings.disclosure, data.table
    protected = policy.exemption(table.name) is None
    sources = [column.name, *(name for name in (*column.derived_from, column.of) if name)]
    if column.unit in RATES and protected:
        sources += [one.name for one in table.numbers if one.counts_people and one.basis not in policy.exempt_bases]
    return [any(row) for row in zip(*(gone[name] for name in sources), strict=True)]


def _with_neighbours(
    table: Table, ranked: Ranked, rows: Sequence[Record], gone: Mapping[str, list[bool]]
) -> list[bool]:
    """Where a rank is withheld: with a withheld value goes every rank of its list, whose neighbours would close in on it."""
    names = [name for name in table.key if table.column(name).kind is not Kind.PLACE]
    lists = [tuple(row[name] for name in names) for row in rows]
    broken = {own for own, out in zip(lists, gone[ranked.value], strict=True) if out}
    return [out or own in broken for own, out in zip(lists, gone[ranked.rank], strict=True)]


def _in_order(rows: list[Record], table: Table, area: Area) -> list[Record]:
    """The rows in the order of their keys: that of the file may be the order of the withheld values."""
    words = {name: [*area.settings.allowed(table.column(name)), TOTAL] for name in table.key}

    def rank(name: str, value: str) -> Any:
        kind = table.column(name).kind
        if kind is Kind.PLACE:
            return area.places.order(value)
        if kind is Kind.AGE_BAND:
            return age_band(value).last, -age_band(value).first
        return f"{words[name].index(value):04}" if value in words[name] else str(value).zfill(8)

    return sorted(rows, key=lambda row: [rank(name, row[name]) for name in table.key])


def _rounded(data: TableData, found: Linked, policy: DisclosurePolicy) -> TableData:
    """The table with its counts of people rounded, for rates and totals are then computed from these."""
    names = {cell.column for cell in found.cells if cell.table == data.table.name}

    def told(value: float) -> float:
        return value if math.isnan(value) else rounded(value, policy)

    return data.with_rows([row | {name: told(row[name]) for name in names} for row in data.rows])


def _refs(area: Area, cells: Collection[Place]) -> frozenset[Ref]:
    """The cells of files; of those that were added up there is none."""
    found = set()
    for name, data in area.tables.items():
        wanted = {cell[1:] for cell in cells if cell.table == name}
        columns = {column for column, _ in wanted}
        for row in data.rows:
            key = key_of(row, data.table)
            found |= {
                Ref(row[FILE], int(row[LINE]), column) for column in columns if (column, key) in wanted and row[LINE]
            }
    return frozenset(found)

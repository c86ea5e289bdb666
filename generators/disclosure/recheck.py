"""The second look at protected tables, before and after they are published: what can a reader infer of each small count?

It shares no arithmetic with the code that chose what to withhold: it tries which rows add up to which, in the true numbers,
instead of asking the declarations for what should, and it puts its own programs to the solver.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generators.disclosure.attacker import new_solver, solved
from generators.disclosure.names import Key, Place, counts_people, is_small, key_of
from generators.inputs.ages import age_band, tiles
from generators.inputs.declare import TOTAL, Column, Kind
from generators.inputs.frames import mark_of
from generators.inputs.periods import period
from generators.inputs.project import Area, TableData

_NEAR = 1e-6


@dataclass(frozen=True)
class Leak:
    """A small count of which a reader learns too much: that it is from `low` to `high`."""

    cell: Place
    low: float
    high: float


@dataclass
class _Known:
    """The true numbers, which rows add up to which, and what is at most what: `exactly` where nothing is left over."""

    true: dict[Place, float]
    wholes: list[tuple[Place, list[Place], bool]]


def published_counts(area: Area) -> dict[Place, float]:
    """Every count that protected tables publish, and every one that an older edition did."""
    return past_counts(area) | {
        Place(name, column.name, key_of(row, data.table)): float(row[column.name])
        for name, data in area.tables.items()
        for column in data.table.numbers
        if column.counts_people
        for row in data.rows
        if not math.isnan(row[column.name])
    }


def past_counts(area: Area) -> dict[Place, float]:
    """Every count that older editions published."""
    return {
        Place(table, column, tuple(part for _, part in at)): value
        for edition in area.past
        for (table, column, at), value in edition.published.items()
    }


def leaks(complete: Area, seen: Mapping[Place, float], slack: float = 0.0) -> list[Leak]:
    """What a reader who sees these counts learns too much of.

    Args:
        complete: the area with its true numbers.
        slack: how far a count that is seen may be from the true one, where counts are rounded.
    """
    policy = complete.settings.disclosure
    known = _known(complete)
    small = [
        cell
        for cell, value in known.true.items()
        if is_small(value, policy) and not _was_published(cell, value, complete)
    ]
    shown = [Leak(cell, seen[cell], seen[cell]) for cell in small if cell in seen]
    hidden = [cell for cell in small if cell not in seen]
    if not hidden:
        return shown
    least, limit = (1.0 if policy.publish_zeros else 0.0), float(policy.smallest_published)
    program = _Program(known, seen, slack, least)
    # A total of two counts that are not 0 is at least 2, whatever is withheld: no more can be asked than that.
    always = {cell: value for cell, value in seen.items() if value == 0 or _was_published(cell, value, complete)}
    blank = _Program(known, always, slack, least)
    found = [(cell, *program.bounds(cell)) for cell in hidden]
    return shown + [
        Leak(*one)
        for one in found
        if one[2] < limit - _NEAR or (one[1] > least + _NEAR and one[1] > blank.bounds(one[0])[0] + _NEAR)
    ]


def _was_published(cell: Place, value: float, area: Area) -> bool:
    return any(edition.published.get((cell.table, cell.column, _at(cell, area))) == value for edition in area.past)


def _at(cell: Place, area: Area) -> tuple[tuple[str, str], ...]:
    return tuple(zip(area.tables[cell.table].table.key, cell.key, strict=True))


def _known(area: Area) -> _Known:
    found = _Known({}, [])
    policy = area.settings.disclosure
    for name, data in area.tables.items():
        columns = [column for column in data.table.numbers if counts_people(data.table, column, policy)]
        for column in columns:
            values = {
                key_of(row, data.table): float(row[column.name])
                for row in data.rows
                if not math.isnan(row[column.name]) and "[c]" not in str(row[mark_of(column.name)])
            }
            found.true |= {Place(name, column.name, key): value for key, value in values.items()}
            found.wholes += _wholes(data, column, values, area)
        for pair in data.table.parts:
            for row in data.rows:
                part, whole = float(row[pair.part]), float(row[pair.whole])
                if part <= whole and {pair.part, pair.whole} <= {column.name for column in columns}:
                    key = key_of(row, data.table)
                    found.wholes.append((Place(name, pair.whole, key), [Place(name, pair.part, key)], False))
    return found


def _wholes(
    data: TableData, column: Column, values: Mapping[Key, float], area: Area
) -> Iterable[tuple[Place, list[Place], bool]]:
    """Rows of a column that others make up, exactly or with something left over, as the true numbers say."""
    for position, over in enumerate(data.table.key):
        declared = data.table.column(over)
        total_over = over in data.table.totals
        adds_up_in_time = declared.kind is Kind.PERIOD and column.snapshot is not True
        if not (total_over or declared.kind is Kind.PLACE or adds_up_in_time or declared.sums):
            continue
        groups: dict[Key, list[str]] = {}
        for key in values:
            groups.setdefault((*key[:position], *key[position + 1 :]), []).append(key[position])
        for others, names in groups.items():
            for whole, parts, complete in _candidates(declared, names, area):
                if not complete and not total_over and not adds_up_in_time:
                    continue
                cells = [(*others[:position], name, *others[position:]) for name in (whole, *parts)]
                total, added = values[cells[0]], math.fsum(values[cell] for cell in cells[1:])
                places = [Place(data.table.name, column.name, cell) for cell in cells]
                if (complete and total == added) or (not complete and added <= total):
                    yield places[0], places[1:], complete


def _candidates(column: Column, names: Sequence[str], area: Area) -> Iterable[tuple[str, list[str], bool]]:
    """Which of these could be the whole of which others, and whether they are then all of it."""
    kind = column.kind
    for whole, parts in column.sums.items():
        if {whole, *parts} <= set(names):
            yield whole, [*parts], True
    if kind is Kind.AGE_BAND:
        yield from _bands(names)
    elif kind is Kind.PERIOD:
        yield from _times(names)
    elif kind is Kind.PLACE:
        for whole in names:
            for level in area.places.levels():
                inside = [
                    one.code for one in area.places.within(whole, level) if one.code in names and one.code != whole
                ]
                if inside:
                    yield whole, inside, True
                    yield whole, inside, False
    elif TOTAL in names:
        yield TOTAL, [name for name in names if name != TOTAL], True


def _times(names: Sequence[str]) -> Iterable[tuple[str, list[str], bool]]:
    """Periods that hold others of one kind, all of their days: counted in days, not by their ends."""
    days = {name: period(name).days for name in names}
    for whole in names:
        own = period(whole)
        for kind in {period(name).kind for name in names} - {own.kind}:
            inside = [
                n for n in names if period(n).kind == kind and own.start <= period(n).start and period(n).end <= own.end
            ]
            if inside and sum(days[name] for name in inside) <= days[whole]:
                yield whole, inside, sum(days[name] for name in inside) == days[whole]


def _bands(names: Sequence[str]) -> Iterable[tuple[str, list[str], bool]]:
    for whole in names:
        inside = [name for name in names if name != whole and age_band(name).inside(age_band(whole))]
        for parts in (_without_wider(inside), _without_narrower(inside)):
            if parts:
                yield whole, parts, tiles(age_band(whole), [age_band(part) for part in parts])


def _without_wider(names: list[str]) -> list[str]:
    return [one for one in names if not any(o != one and age_band(o).inside(age_band(one)) for o in names)]


def _without_narrower(names: list[str]) -> list[str]:
    return [one for one in names if not any(o != one and age_band(one).inside(age_band(o)) for o in names)]


class _Program:
    """One column for each count, fixed where it is seen."""

    def __init__(self, known: _Known, seen: Mapping[Place, float], slack: float, floor: float) -> None:
        import highspy

        self._column = {cell: number for number, cell in enumerate(known.true)}
        self._solver = new_solver()
        for cell in known.true:
            low = max(0.0, seen[cell] - slack) if cell in seen else floor
            high = seen[cell] + slack if cell in seen else highspy.kHighsInf
            self._solver.addCol(0.0, low, high, 0, [], [])
        for whole, parts, exactly in known.wholes:
            columns = [self._column[whole], *(self._column[part] for part in parts)]
            factors = [1.0, *(-1.0 for _ in parts)]
            self._solver.addRow(0.0, 0.0 if exactly else highspy.kHighsInf, len(columns), columns, factors)

    def bounds(self, cell: Place) -> tuple[float, float]:
        """From what to what the count can be."""
        return self._end(cell, 1.0), self._end(cell, -1.0)

    def _end(self, cell: Place, sign: float) -> float:
        self._solver.changeColCost(self._column[cell], sign)
        status = solved(self._solver)
        value = sign * self._solver.getObjectiveValue()
        self._solver.changeColCost(self._column[cell], 0.0)
        if "Unbounded" in status:
            return math.inf
        if "kInfeasible" in status:  # what is seen contradicts itself, so nothing follows from it
            return 0.0 if sign > 0 else math.inf
        if "kOptimal" not in status:
            raise RuntimeError(f"the program of {cell} ended as {status}")
        return value

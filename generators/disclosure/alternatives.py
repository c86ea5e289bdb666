"""Other ways to show an area's tables, of which fewer numbers would have to be withheld."""

from dataclasses import dataclass, replace
from itertools import pairwise

from generators.disclosure.protection import Account, number_withheld
from generators.inputs.ages import age_band
from generators.inputs.frames import Record, mark_of
from generators.inputs.project import Area, TableData
from generators.totals import added_up, with_totals, written_band

_SECONDS = 1.0  # for each one tried: a rough answer tells which is worth a closer look


@dataclass(frozen=True)
class Alternative:
    """Two age bands of a table shown as one, and how many cells would then be withheld."""

    table: str
    bands: tuple[str, str]
    withheld: int


def alternatives(today: Account, most: int = 12) -> list[Alternative]:
    """Merged bands with which fewer cells are withheld, the best first; tried only in tables where something is.

    Args:
        today: what is withheld now, with the area's true numbers.
        most: how many are tried, the youngest bands first.
    """
    complete = today.complete
    if complete is None:
        return []
    policy = complete.settings.disclosure.model_copy(update={"seconds": _SECONDS})
    complete = replace(complete, settings=replace(complete.settings, disclosure=policy))
    touched = {cell.table for cell in today.withheld}
    tried = [(name, pair) for name in sorted(touched) for pair in _neighbours(complete.tables[name])]
    found = []
    for name, pair in tried[:most]:
        near = _near(complete, name)
        elsewhere = sum(cell.table not in near for cell in today.withheld)
        part = complete.with_tables({one: complete.tables[one] for one in complete.tables if one in near})
        then = elsewhere + number_withheld(_merged(part, name, pair))
        if then < len(today.withheld):
            found.append(Alternative(name, pair, then))
    return sorted(found, key=lambda one: (one.withheld, one.table, one.bands))


def _near(area: Area, name: str) -> set[str]:
    """The tables that a change of one can reach: those that count the same people, through any others."""
    counted = {
        one: {column.counts for column in data.table.numbers if column.counts} for one, data in area.tables.items()
    }
    near, todo = {name}, [name]
    while todo:
        same = counted[todo.pop()]
        more = {one for one, counts in counted.items() if counts & same} - near
        near |= more
        todo += more
    return near


def _neighbours(data: TableData) -> list[tuple[str, str]]:
    name = data.table.age_column
    if name is None or name not in data.table.totals:
        return []
    bands = {str(row[name]) for row in data.rows if row["is_total"] != "yes"}
    ordered = sorted(bands, key=age_band)
    return [pair for pair in pairwise(ordered) if age_band(pair[0]).last + 1 == age_band(pair[1]).first]


def _merged(area: Area, name: str, pair: tuple[str, str]) -> Area:
    """The area with two bands of a table as one, and its computed totals anew."""
    data = area.tables[name]
    age = str(data.table.age_column)
    band = written_band(type(age_band(pair[0]))(age_band(pair[0]).first, age_band(pair[1]).last))
    rows: dict[tuple[object, ...], list[Record]] = {}
    kept = []
    for row in data.printed:
        if row[age] in pair:
            rows.setdefault(tuple(row[key] for key in data.table.key if key != age), []).append(row)
        else:
            kept.append(row)
    kept += [_one(data, parts, age, band) for parts in rows.values()]
    return with_totals(area.with_tables({**area.tables, name: data.with_rows(kept)}))


def _one(data: TableData, parts: list[Record], age: str, band: str) -> Record:
    row = {**parts[0], age: band}
    for column in data.table.numbers:
        value, mark = added_up(parts, column.name) if column.additive and len(parts) == 2 else (float("nan"), "[z]")
        row[column.name], row[mark_of(column.name)] = value, mark
    return row

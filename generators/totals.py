"""Every declared total, present: printed in the source, or added up here. Nothing is rounded."""

import math
from collections.abc import Iterable

import pandas as pd

from generators.inputs.ages import AgeBand, age_band, tiles
from generators.inputs.declare import TOTAL, Kind, Table
from generators.inputs.frames import COMPUTED, LINE, ORIGIN, Record, is_total_row, mark_of, records
from generators.inputs.marks import combined
from generators.inputs.places import Places
from generators.inputs.project import Area


def with_totals(area: Area) -> Area:
    """The area with every declared total of every table, as rows whose origin is `computed` where none is printed.

    A total is computed only when all its parts are there: all bands of an age range, all words of a column, all places of a
    level. A part that is missing or withheld makes the total missing, with the same mark.
    """
    tables = {}
    for name, data in area.tables.items():
        frame = data.frame
        for over in data.table.totals:
            more = list(_missing_totals(records(frame), data.table, over, area.places))
            if more:
                frame = pd.concat(
                    [frame, pd.DataFrame(more, columns=frame.columns).astype(frame.dtypes)], ignore_index=True
                )
        tables[name] = data.with_frame(frame)
    return area.with_tables(tables)


def groups(rows: Iterable[Record], table: Table, over: str) -> Iterable[tuple[list[Record], list[Record]]]:
    """Parts and printed totals, for each set of rows that agree in every key column but `over`."""
    others = [name for name in table.key if name != over]
    found: dict[tuple[object, ...], tuple[list[Record], list[Record]]] = {}
    for record in rows:
        parts, totals = found.setdefault(tuple(record[name] for name in others), ([], []))
        (totals if is_total_row(record, table, over) else parts).append(record)
    return found.values()


def parts_of(total: Record, parts: list[Record], table: Table, over: str) -> list[Record]:
    """The rows that a total row adds up: those of its age range, or all; none when they leave a hole."""
    if over != table.age_column:
        return parts
    whole = age_band(str(total[over]))
    inside = [part for part in parts if age_band(str(part[over])).inside(whole)]
    return inside if tiles(whole, [age_band(str(part[over])) for part in inside]) else []


def place_groups(
    rows: Iterable[Record], table: Table, places: Places
) -> Iterable[tuple[str, list[Record], Record | None]]:
    """For each place that has others in it: its code, the rows of all places of one level in it, and its own row."""
    column = place_column(table)
    others = [name for name in table.key if name != column]
    found: dict[tuple[object, ...], dict[str, Record]] = {}
    for record in rows:
        found.setdefault(tuple(record[name] for name in others), {})[str(record[column])] = record
    for same in found.values():
        for parent in (places.area, *places.below):
            for level in places.levels():
                members = places.within(parent.code, level)
                if members and level != parent.level and all(member.code in same for member in members):
                    yield parent.code, [same[member.code] for member in members], same.get(parent.code)
                    break


def place_column(table: Table) -> str:
    """The table's column with places."""
    return next(column.name for column in table.columns if column.kind is Kind.PLACE)


def added_up(parts: list[Record], column: str) -> tuple[float, str]:
    """The sum of a column and its mark; missing as soon as one part is."""
    mark = combined(*(part[mark_of(column)] for part in parts))
    return math.fsum(part[column] for part in parts), mark


def _missing_totals(rows: list[Record], table: Table, over: str, places: Places) -> Iterable[Record]:
    if over != table.age_column and table.column(over).kind is Kind.PLACE:
        for code, parts, own in place_groups(rows, table, places):
            if own is None:
                yield _sum(parts, table, over, code)
        return
    for parts, totals in groups(rows, table, over):
        if totals or len(parts) < 2:
            continue
        if over != table.age_column:
            yield _sum(parts, table, over, TOTAL)
            continue
        bands = sorted(age_band(str(part[over])) for part in parts)
        if tiles(AgeBand(bands[0].first, bands[-1].last), bands):
            yield _sum(parts, table, over, f"{bands[0].first}-{bands[-1].last}", is_total="yes")


def _sum(parts: list[Record], table: Table, over: str, name: str, **more: str) -> Record:
    """A row of its own for the total; numbers that do not add up are not applicable to it."""
    row = {**parts[0], over: name, LINE: 0, ORIGIN: COMPUTED, "note": "", "source": "", "printed_as": "", **more}
    for column in table.numbers:
        value, mark = added_up(parts, column.name) if column.additive else (float("nan"), "[z]")
        row[column.name], row[mark_of(column.name)] = value, mark
    return row

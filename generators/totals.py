"""Every declared total, present: printed in the source, or added up here. Nothing is rounded."""

import math
from collections.abc import Collection, Iterable, Mapping

from generators.inputs.ages import AgeBand, age_band, tiles
from generators.inputs.declare import TOTAL, Kind, Table
from generators.inputs.frames import COMPUTED, LINE, ORIGIN, Record, is_total_row, mark_of
from generators.inputs.marks import combined
from generators.inputs.places import Places
from generators.inputs.project import Area

LINES = (
    "lines"  # beside the declared columns: the lines of the file that a row's numbers come from, one unless computed
)


def with_totals(area: Area) -> Area:
    """The area with every declared total of every table, as rows whose origin is `computed` where none is printed.

    A total is computed only when all its parts are there: all bands of an age range, all words of a column, all places of a
    level that divides the whole. A part that is missing or withheld makes the total missing, with the same mark.
    """
    tables = {}
    for name, data in area.tables.items():
        rows = [row | {LINES: (row[LINE],)} for row in data.rows]
        for over in data.table.totals:
            rows += list(_missing_totals(rows, data.table, over, area))
        tables[name] = data.with_rows(rows)
    return area.with_tables(tables)


def groups(rows: Iterable[Record], table: Table, over: str) -> Iterable[tuple[list[Record], list[Record]]]:
    """Parts and printed totals, for each set of rows that agree in every key column but `over`."""
    others = [name for name in table.key if name != over]
    found: dict[tuple[object, ...], tuple[list[Record], list[Record]]] = {}
    for record in rows:
        parts, totals = found.setdefault(tuple(record[name] for name in others), ([], []))
        (totals if is_total_row(record, table, over) else parts).append(record)
    return found.values()


def parts_of(total: Record, parts: list[Record], table: Table, over: str, area: Area) -> list[Record]:
    """The rows that a total row adds up: those of its age range, or all; none when they leave a hole."""
    if over != table.age_column:
        return parts if _all_words(parts, table, over, area) else []
    whole = age_band(str(total[over]))
    inside = [part for part in parts if age_band(str(part[over])).inside(whole)]
    return inside if tiles(whole, [age_band(str(part[over])) for part in inside]) else []


def place_groups(
    rows: Iterable[Record], table: Table, places: Places
) -> Iterable[tuple[str, list[Record], Record | None]]:
    """For each place and each hierarchy below it: its code, the rows of its parts, and its own row.

    Parts are the largest ones that have rows; a level that only divides them further is left to themselves.
    """
    column, when = place_column(table), period_column(table)
    others = [name for name in table.key if name != column]
    found: dict[tuple[object, ...], dict[str, Record]] = {}
    for record in rows:
        found.setdefault(tuple(record[name] for name in others), {})[str(record[column])] = record
    divided: dict[str | None, list[tuple[str, list[str]]]] = {}
    above = _above(places)
    for same in found.values():
        period = str(next(iter(same.values()))[when]) if when else None
        if period not in divided:
            divided[period] = list(_divisions(places, above, period))
        taken: dict[str, list[set[str]]] = {}
        for parent, members in divided[period]:
            coarser = taken.setdefault(parent, [])
            if all(code in same for code in members) and not any(_refines(members, one, above) for one in coarser):
                coarser.append(set(members))
                yield parent, [same[code] for code in members], same.get(parent)


def place_column(table: Table) -> str:
    """The table's column with places."""
    return next(column.name for column in table.columns if column.kind is Kind.PLACE)


def contained(places: Places) -> dict[str, set[str]]:
    """For the area and each place in it, the codes of all places that it lies in."""
    return {places.area.code: set(), **_above(places)}


def dividing(places: Places, when: str | None) -> list[tuple[str, list[str]]]:
    """Every place that places of a level divide at a time, with these: each hierarchy, the largest places first."""
    return list(_divisions(places, _above(places), when))


def added_up(parts: list[Record], column: str) -> tuple[float, str]:
    """The sum of a column and its mark; missing as soon as one part is."""
    value = math.fsum(part[column] for part in parts)
    mark = combined(*(part[mark_of(column)] for part in parts))
    return value, mark or "[x]" if math.isnan(value) else mark


def _missing_totals(rows: list[Record], table: Table, over: str, area: Area) -> Iterable[Record]:
    if table.column(over).kind is Kind.PLACE:
        yield from _place_totals(rows, table, over, area.places)
        return
    for parts, totals in groups(rows, table, over):
        if totals or len(parts) < 2:
            continue
        if over != table.age_column:
            if _all_words(parts, table, over, area):
                yield _sum(parts, table, over, TOTAL)
            continue
        bands = sorted(age_band(str(part[over])) for part in parts)
        whole = AgeBand(bands[0].first, bands[-1].last)
        if tiles(whole, bands):
            yield _sum(parts, table, over, written_band(whole), is_total="yes")


def _place_totals(rows: list[Record], table: Table, over: str, places: Places) -> Iterable[Record]:
    """One total a place, from the first hierarchy that has all parts."""
    others = [name for name in table.key if name != over]
    seen = set()
    for code, parts, own in place_groups(rows, table, places):
        key = (code, *(parts[0][name] for name in others))
        if own is None and key not in seen:
            seen.add(key)
            yield _sum(parts, table, over, code)


def _sum(parts: list[Record], table: Table, over: str, name: str, **more: str) -> Record:
    """A row of its own for the total; numbers that do not add up are not applicable to it, and texts are nobody's."""
    texts = {
        column.name: "" for column in table.all_columns if column.name not in table.key and column.kind is Kind.TEXT
    }
    lines = tuple(line for part in parts for line in part[LINES])
    row = {**parts[0], **texts, over: name, LINE: 0, LINES: lines, ORIGIN: COMPUTED, **more}
    for column in table.numbers:
        value, mark = added_up(parts, column.name) if column.additive else (float("nan"), "[z]")
        row[column.name], row[mark_of(column.name)] = value, mark
    return row


def written_band(band: AgeBand) -> str:
    """The band as a cell: `0-18`, `19+`, `all ages`."""
    return band.words().replace(" and over", "+").replace(" to ", "-")


def _all_words(parts: list[Record], table: Table, over: str, area: Area) -> bool:
    """Whether every word that the column takes has its part; of free text nobody knows."""
    return set(area.settings.allowed(table.column(over))) <= {str(part[over]) for part in parts}


def period_column(table: Table) -> str | None:
    """The table's key column with periods, if it has one."""
    return next(
        (column.name for column in table.columns if column.kind is Kind.PERIOD and column.name in table.key), None
    )


def _above(places: Places) -> dict[str, set[str]]:
    """For each place the codes of all places that it lies in."""
    found: dict[str, set[str]] = {}
    for place in places.below:
        above, waiting = {places.area.code}, list(place.parents)
        while waiting:
            code = waiting.pop()
            if code in places.by_code and code not in above:
                above.add(code)
                waiting += places[code].parents
        found[place.code] = above
    return found


def _divisions(places: Places, above: Mapping[str, set[str]], period: str | None) -> Iterable[tuple[str, list[str]]]:
    """Every place that others lie in, with the places of each level that divide it, the largest ones first."""
    valid = [place for place in places.below if place.valid(period)]
    for parent in (places.area, *valid):
        inside = {place.code: place.level for place in valid if parent.code in above[place.code]}
        for level in places.levels():
            members = [code for code, own in inside.items() if own == level]
            if members and level != parent.level and _divides(members, inside, above):
                yield parent.code, members


def _divides(members: Collection[str], inside: Mapping[str, str], above: Mapping[str, set[str]]) -> bool:
    """Whether nothing known speaks against it that the members are the whole, each part once.

    Against it speaks a place that lies in two members, and a level of which some places have to do with members and others
    have not: these lie outside.
    """
    parts = set(members)
    if any(len(above[code] & parts) > (code not in parts) for code in inside):
        return False
    holding = {code for member in members for code in above[member]}
    for level in set(inside.values()):
        related = {
            code in holding or bool(above[code] & parts)
            for code, own in inside.items()
            if own == level and code not in parts
        }
        if len(related) > 1:
            return False
    return True


def _refines(members: Iterable[str], coarser: set[str], above: Mapping[str, set[str]]) -> bool:
    return all(above[code] & coarser for code in members)

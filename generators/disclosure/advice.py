"""What to do about cells that cannot be protected: which bands, words or places to merge."""

from collections.abc import Iterable
from dataclasses import replace

from generators.disclosure.cells import Linked
from generators.disclosure.names import Place
from generators.disclosure.recheck import Leak
from generators.inputs.ages import age_band
from generators.inputs.declare import Kind
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.problems import Problem, error
from generators.rules.cells import in_words

_KINDS = {Kind.AGE_BAND: "age bands", Kind.PLACE: "places"}


def unprotected_cells(area: Area, found: Linked, places: Iterable[int]) -> list[Problem]:
    """An ERROR for each cell whose count readers could infer whatever else is withheld; it never says the count."""
    lost = set(places)
    shown = {place: cell for cell, place in found.cells.items() if place in lost}
    problems = [_of_cell(area, cell) for cell in shown.values()]
    return [*problems, *(_of_difference(area, found.system.numbers[place].name) for place in sorted(lost - set(shown)))]


def leaked_cells(area: Area, found: Iterable[Leak]) -> list[Problem]:
    """An ERROR for each small count that the second look at the protected tables could still infer: a mistake of ours."""
    return [replace(_of_cell(area, leak.cell), rule="inferable") for leak in found]


def _of_cell(area: Area, cell: Place) -> Problem:
    data = area.tables[cell.table]
    row = next(row for row in data.rows if tuple(str(row[name]) for name in data.table.key) == cell.key)
    words = in_words(row, data.table, area.places)
    return error(
        "unprotectable", data.file, row[LINE] or None, cell.column, where=f"{cell.column}, {words}" if words else None,
        expected="a small count that the other numbers do not give away", found="[c]", fix=_remedy(data, row, area),
    )  # fmt: skip


def _remedy(data: TableData, row: Record, area: Area) -> str:
    """Which of its like the row could be merged with."""
    for over in data.table.totals:
        same = [name for name in data.table.key if name != over]
        like = sorted(
            {
                str(other[over])
                for other in data.rows
                if all(other[name] == row[name] for name in same) and other[over] != row[over]
            },
            key=lambda value: _distance(value, str(row[over]), data, over),
        )
        if like:
            kind = _KINDS.get(data.table.column(over).kind, f"rows over {over.replace('_', ' ')}")
            names = " and ".join(_named(value, data, over, area) for value in (str(row[over]), like[0]))
            return f"merge the {kind} {names}, or leave the row or its total out"
    return "leave the row out, or write [x]"


def _distance(value: str, own: str, data: TableData, over: str) -> tuple[int, str]:
    if data.table.column(over).kind is Kind.AGE_BAND:
        one, other = age_band(value), age_band(own)
        nested = one.inside(other) or other.inside(one)
        return (1000 if nested else abs(one.first - other.first)), value
    return 0, value


def _named(value: str, data: TableData, over: str, area: Area) -> str:
    return area.places[value].name if data.table.column(over).kind is Kind.PLACE else value


def _of_difference(area: Area, name: object) -> Problem:
    """Of a number that is in no table: bands or places that overlap differ by it."""
    counted, said = name if isinstance(name, tuple) else (str(name), frozenset())
    table = str(counted).partition(".")[0]
    data = area.tables[table]
    where = ", ".join(value for _, value in sorted(said))
    return error(
        "unprotectable", data.file, None, None, where=where or None,
        expected="bands and places that do not differ by a few children", found="[c]",
        fix="leave one of the rows that overlap out, or merge what they differ by with its neighbour",
    )  # fmt: skip

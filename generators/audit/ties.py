"""Numbers of downloads and of the API, tied to the cells that they are of by the words around them."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from generators.disclosure.names import Place, key_of
from generators.inputs.project import Area

Row = Mapping[str, Any]
_WORDS_APART = ("place", "period_sort", "time_period")


class Ties:
    """Which cell of an area a number is of.

    A figure's row says the words of a cell's key, each in its own column or as the name of the column that the number stands in.
    """

    def __init__(self, area: Area) -> None:
        self._cells: dict[frozenset[str], Place] = {}
        for name, data in area.tables.items():
            for column in data.table.numbers:
                if column.counts_people:
                    for row in data.rows:
                        key = key_of(row, data.table)
                        cell = Place(name, column.name, key)
                        for words in ({*key, column.name}, {*key}):
                            self._cells.setdefault(frozenset({name, *words}), cell)

    def seen(self, tables: Iterable[str], rows: Iterable[Row], names: Iterable[str]) -> dict[Place, float]:
        """The counts in rows of a figure that is made from these tables.

        Args:
            names: the columns with numbers.
        """
        numbers = list(names)
        found: dict[Place, float] = {}
        for row in rows:
            words = {str(value) for name, value in row.items() if name not in (*numbers, *_WORDS_APART)}
            for name in numbers:
                value = _number(row.get(name))
                cell = next(filter(None, (self._cells.get(frozenset({t, *words, name})) for t in tables)), None)
                if cell is not None and not math.isnan(value):
                    found[cell] = value
        return found


def csv_rows(held: bytes) -> list[Row]:
    """The rows of a download."""
    return list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"))))


def api_rows(held: bytes, figure: str) -> list[Row]:
    """The rows of a figure in a section's JSON, without its columns of marks."""
    figures: list[dict[str, Any]] = json.loads(held)["figures"]
    rows: list[Row] = next((one["rows"] for one in figures if one["id"] == figure), [])
    return [{name: value for name, value in row.items() if not name.endswith("_mark")} for row in rows]


def _number(value: object) -> float:
    """A number that may have caveats behind it; NaN for a mark."""
    text = str(value).partition("[")[0]
    try:
        return float(text)
    except ValueError:
        return math.nan

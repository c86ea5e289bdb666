"""The tidy table of a figure: what its chart draws, its headline words, its table prints and its downloads carry."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from generators.inputs.ages import age_band
from generators.inputs.body import Body
from generators.inputs.cells import UNRATED
from generators.inputs.declare import Column, Kind
from generators.inputs.frames import FILE, LINE, Record, kinds_of, mark_of
from generators.inputs.marks import combined, is_absent, is_withheld
from generators.inputs.periods import period
from generators.inputs.project import Area
from generators.numbers import decimals_in


@dataclass(frozen=True)
class Field:
    """One column of a tidy table.

    Attributes:
        is_value: it holds numbers, and `<name>_mark` stands beside it.
        signed: a change or a gap, shown with its sign.
        words: how a dimension's value is shown, such as `0 to 4` for `0-4`.
        unrated: what `[x]` means in a column of words, such as "Not rated".
        aside: labels can do without it.
        beside: it tells of a number and not what is measured: a rating, who reported, an author's own id.
        leads: what its values lead to: `report` for sections and figures, `web` for addresses, `file` for documents.
    """

    name: str
    label: str
    unit: str | None = None
    decimals: int | None = None
    is_value: bool = False
    signed: bool = False
    words: Callable[[Any], str] = str
    unrated: str = ""
    leads: str = ""
    aside: bool = False
    beside: bool = False


class Tidy:
    """Rows and the meaning of their columns. Never changed in place."""

    def __init__(self, rows: pd.DataFrame | Body, fields: tuple[Field, ...]) -> None:
        self.body = rows if isinstance(rows, Body) else Body.of(rows)
        self.fields = fields

    @property
    def frame(self) -> pd.DataFrame:
        """A column for each field, `<name>_mark` for each value ("" for none), and `file` and `line` where a row comes from one
        row of an input.
        """
        return self.body.frame

    @property
    def rows(self) -> Sequence[Record]:
        """The rows as plain values, to look at; `records` gives copies that may be changed."""
        return self.body.rows

    @property
    def values(self) -> tuple[Field, ...]:
        """The fields with numbers."""
        return tuple(field for field in self.fields if field.is_value)

    @property
    def dims(self) -> tuple[Field, ...]:
        """The fields that say what a row is about."""
        return tuple(field for field in self.fields if not field.is_value)

    @property
    def telling(self) -> tuple[Field, ...]:
        """The dimensions that tell one measure from another: neither the place nor the period of its numbers."""
        apart = ("place_code", "place", "period", "period_sort")
        return tuple(field for field in self.dims if field.name not in apart and not field.beside)

    def field(self, name: str) -> Field:
        """The field of this name."""
        return next(field for field in self.fields if field.name == name)

    def records(self) -> list[Record]:
        """The rows as plain values."""
        return [dict(row) for row in self.rows]

    @cached_property
    def by_place(self) -> dict[str, list[Record]]:
        """The rows of each place, by its code."""
        found: dict[str, list[Record]] = {}
        for row in self.rows:
            found.setdefault(str(row["place_code"]), []).append(row)
        return found

    def alike(self, row: Record) -> list[Record]:
        """The rows that agree with one in every dimension but the place."""
        return self._alike[tuple(row[name] for name in self._beside_place)]

    @cached_property
    def _beside_place(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.dims if field in self.telling or field.name == "period")

    @cached_property
    def _alike(self) -> dict[tuple[Any, ...], list[Record]]:
        found: dict[tuple[Any, ...], list[Record]] = {}
        for row in self.rows:
            found.setdefault(tuple(row[name] for name in self._beside_place), []).append(row)
        return found

    def where(self, **same: Any) -> "Tidy":
        """The rows that have these values."""
        rows = self.rows
        places: Sequence[int] = range(len(rows))
        for name, value in same.items():
            places = [place for place in places if rows[place][name] == value]
        return self.at(places)

    def only(self, **among: Iterable[Any]) -> "Tidy":
        """The rows whose values are among these."""
        rows = self.rows
        places: Sequence[int] = range(len(rows))
        for name, values in among.items():
            wanted = tuple(values)
            places = [place for place in places if rows[place][name] in wanted]
        return self.at(places)

    def at(self, places: Sequence[int]) -> "Tidy":
        """The rows at these places, counted from 0."""
        return Tidy(self.body.at(places), self.fields)

    def with_frame(self, frame: pd.DataFrame) -> "Tidy":
        """The same fields with other rows."""
        return Tidy(frame.reset_index(drop=True), self.fields)

    def with_fields(self, fields: Iterable[Field]) -> "Tidy":
        """The same rows with another meaning of their columns."""
        return Tidy(self.body, tuple(fields))

    def with_value(self, field: Field, values: Iterable[float], marks: Iterable[str]) -> "Tidy":
        """The table with one more column of numbers; a number that could not be computed and has no mark gets `[z]`."""
        numbers, told = [], []
        for value, mark in zip(values, marks, strict=True):
            absent = is_absent(mark)
            numbers.append(math.nan if absent else float(value))
            told.append(mark if absent or not math.isnan(value) else "[z]")
        beside = mark_of(field.name)

        def frame() -> pd.DataFrame:
            index = self.frame.index
            given = {field.name: pd.Series(numbers, index, dtype=float), beside: pd.Series(told, index, dtype=object)}
            return self.frame.assign(**given)

        def rows() -> list[Record]:
            pairs = zip(self.rows, numbers, told, strict=True)
            return [row | {field.name: number, beside: mark} for row, number, mark in pairs]

        return Tidy(Body(frame, rows), (*self.fields, replace(field, is_value=True)))

    def number_withheld(self) -> tuple[int, int]:
        """How many of its numbers are withheld, of how many it would have."""
        marks = [str(row[mark_of(value.name)]) for value in self.values for row in self.rows]
        return sum(map(is_withheld, marks)), sum(mark not in ("[x]", "[z]") for mark in marks)

    def unique(self, name: str) -> list[Any]:
        """The values of a dimension, in the order of the rows."""
        return list(dict.fromkeys(row[name] for row in self.rows))

    def latest(self) -> str | None:
        """The last period."""
        ordered = sorted(self.unique("period"), key=lambda text: period(text).sort)
        return ordered[-1] if ordered else None


def tidy(area: Area, name: str, values: Iterable[str] | None = None, also: tuple[str, ...] = ()) -> Tidy:
    """A protected input table in tidy form: place and its code, the other keys, the period, then the numbers.

    Args:
        values: the number columns to keep; all by default.
        also: columns of words beside the key to keep, such as a status.

    Returns:
        Rows in the order of places, then of periods, then of the file.
    """
    data = area.tables[name]
    table = data.table
    kept = [column for column in table.numbers if values is None or column.name in tuple(values)]
    words = [table.column(key) for key in (*table.key, *also)]
    dims = [column for column in words if column.kind not in (Kind.PLACE, Kind.PERIOD)]
    keys = [column.name for column in dims]
    numbers = [name for column in kept for name in (column.name, mark_of(column.name))]
    rows = [
        {
            "place_code": row["place"], "place": area.places[row["place"]].name, **{name: row[name] for name in keys},
            "period": row["period"], "period_sort": period_sort(row["period"]),
            **{name: row[name] for name in (*numbers, FILE, LINE)},
        }
        for row in data.rows
    ]  # fmt: skip
    rows.sort(key=lambda row: (area.places.order(row["place_code"]), row["period_sort"]))
    fields = (
        PLACE_CODE,
        PLACE_NAME,
        *(dim_field(column) for column in dims),
        PERIOD,
        PERIOD_SORT,
        *(value_field(column) for column in kept),
    )
    return Tidy(Body.of_rows(rows, kinds_of(table)), fields)


def from_rows(rows: Iterable[Record], fields: tuple[Field, ...], also: tuple[str, ...] = ()) -> Tidy:
    """Rows that a measure worked out one by one, as a table; a frame is made of them only if one is asked for.

    Args:
        also: columns to keep that are no fields, such as `file` and `line`.
    """
    values = [field.name for field in fields if field.is_value]
    names = [*(field.name for field in fields), *(mark_of(name) for name in values), *also]
    given = [{name: row[name] for name in names} | {name: float(row[name]) for name in values} for row in rows]

    def frame() -> pd.DataFrame:
        return pd.DataFrame(given, columns=names).astype(dict.fromkeys(values, float))

    return Tidy(Body(frame, lambda: given), fields)


def dim_field(column: Column) -> Field:
    """A key column as a dimension."""
    words = _WORDS.get(column.kind, str)
    if column.unrated:
        words = _rating_words(column.unrated)
    if column.optional:
        words = _or_blank(words, column.blank)
    leads = "report" if column.refers else _LEADS.get(column.kind, "")
    return Field(column.name, column.label, words=words, unrated=column.unrated, leads=leads)


def _or_blank(words: Callable[[Any], str], blank: str) -> Callable[[Any], str]:
    return lambda value: words(value) if value not in ("", ()) else blank


def _rating_words(unrated: str) -> Callable[[Any], str]:
    return lambda text: unrated if text == UNRATED else str(text)


def _joined(values: Any) -> str:
    return values.replace("; ", ", ") if isinstance(values, str) else ", ".join(values)


def value_field(column: Column) -> Field:
    """A number column as a value."""
    return Field(column.name, column.label, column.unit, column.decimals, is_value=True)


def age_words(text: Any) -> str:
    """`0-4` → `0 to 4`."""
    return age_band(str(text)).words()


def period_words(text: Any) -> str:
    """`2019-03-31` → `31 March 2019`."""
    return period(str(text)).words


def span_words(texts: Iterable[str]) -> str:
    """Periods from the first to the last: `2017 until 2019`, `terms 1 to 6, 2022 to 2023`."""
    ordered = [period(text) for text in sorted(texts, key=lambda text: period(text).sort)]
    first, last = ordered[0], ordered[-1]
    (one, _, year), (other, _, same) = first.words.partition(", "), last.words.partition(", ")
    if first.kind == last.kind == "term" and year == same and one != other:
        return f"terms {one.removeprefix('term ')} to {other.removeprefix('term ')}, {year}"
    return first.words if first.words == last.words else f"{first.words} until {last.words}"


def as_given(table: Tidy) -> Tidy:
    """The same numbers, shown with as many decimals as their source has, at most one: 35 percent is not 35.0."""
    fields = tuple(
        replace(field, decimals=_most_decimals(row[field.name] for row in table.rows)) if field.is_value else field
        for field in table.fields
    )
    return table.with_fields(fields)


def _most_decimals(values: Iterable[float]) -> int:
    return min(1, max((decimals_in(value) for value in values if not math.isnan(value)), default=0))


def period_sort(text: str) -> str:
    """A period as a text that sorts by time."""
    return period(text).sort


_WORDS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.AGE_BAND: age_words, Kind.WORDS: _joined, Kind.PLACES: _joined, Kind.PERIOD: period_words, Kind.DATE: period_words,
}  # fmt: skip
_LEADS = {Kind.ADDRESS: "web", Kind.FILE: "file"}
PLACE_CODE = Field("place_code", "Place code")
PLACE_NAME = Field("place", "Place")
PERIOD = Field("period", "Period", words=period_words)
PERIOD_SORT = Field("period_sort", "Period, sortable")


def marks_of(frame: pd.DataFrame, *columns: str) -> pd.Series:
    """The mark of a number derived from these columns, for each row."""
    pairs = zip(*(frame[mark_of(column)] for column in columns), strict=True)
    return pd.Series([combined(*pair) for pair in pairs], index=frame.index, dtype=object)


def looked_up(
    rows: Sequence[Record], others: Iterable[Record], on: Sequence[str], column: str
) -> tuple[pd.Series, pd.Series]:
    """For each row a number and its mark from the one of other rows that has the same keys; `[x]` where there is none."""
    found = {tuple(row[name] for name in on): (row[column], row[mark_of(column)]) for row in others}
    pairs = [found.get(tuple(row[name] for name in on), (math.nan, "[x]")) for row in rows]
    return pd.Series([value for value, _ in pairs], dtype=float), pd.Series([mark for _, mark in pairs], dtype=object)


def side_by_side(area: Area, tables: Iterable[Tidy], on: Sequence[str], fields: tuple[Field, ...]) -> Tidy:
    """What the rows of several tables are about, each once, in the order of places, then of periods."""
    found: dict[tuple[Any, ...], Record] = {}
    for row in (row for table in tables for row in table.rows):
        found.setdefault(tuple(row[name] for name in on), row)
    ordered = sorted(found.values(), key=lambda row: (area.places.order(row["place_code"]), row["period_sort"]))
    return from_rows(ordered, fields, (FILE, LINE))

"""Registers: tables of words, such as statements, ratings, findings or versions, as tidy tables."""

from collections.abc import Iterator
from typing import Any

from generators.inputs.body import Body
from generators.inputs.declare import Column, Kind
from generators.inputs.frames import FILE, LINE, Record, kinds_of, mark_of
from generators.inputs.places import Places
from generators.inputs.project import Area
from generators.measures.tidy import (
    PERIOD,
    PERIOD_SORT,
    PLACE_CODE,
    PLACE_NAME,
    Field,
    Tidy,
    dim_field,
    period_sort,
    value_field,
)


def register(area: Area, name: str) -> Tidy:
    """One row per row of the input, in its order, with every declared column; numbers keep their marks."""
    data = area.tables[name]
    columns = data.table.columns
    rows = [
        {key: value for column in columns for key, value in _cells(column, row, area.places)}
        | {FILE: row[FILE], LINE: row[LINE]}
        for row in data.rows
    ]
    return Tidy(Body.of_rows(rows, kinds_of(data.table)), tuple(field for one in columns for field in _fields(one)))


def _fields(column: Column) -> tuple[Field, ...]:
    if column.kind is Kind.PLACE:
        return PLACE_CODE, PLACE_NAME
    if _is_time(column):
        return PERIOD, PERIOD_SORT
    return (value_field(column) if column.is_number else dim_field(column),)


def _cells(column: Column, row: Record, places: Places) -> Iterator[tuple[str, Any]]:
    """A column's cell of the row, by the names that it has in a tidy table."""
    value = row[column.name]
    if column.kind is Kind.PLACE:
        yield from (("place_code", value), ("place", places[value].name))
    elif _is_time(column):
        yield from (("period", value), ("period_sort", period_sort(value)))
    elif column.kind is Kind.PLACES:
        yield column.name, "; ".join(places[code].name for code in value)
    elif column.is_number:
        yield from ((column.name, value), (mark_of(column.name), row[mark_of(column.name)]))
    else:
        yield column.name, _text(value)


def _is_time(column: Column) -> bool:
    return column.kind is Kind.PERIOD and column.name == "period"


def _text(value: Any) -> Any:
    """Several words as their author wrote them, with semicolons."""
    return "; ".join(value) if isinstance(value, tuple) else value

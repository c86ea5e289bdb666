"""Registers: tables of words, such as statements, ratings, findings or versions, as tidy tables."""

from typing import Any

import pandas as pd

from generators.inputs.declare import Kind
from generators.inputs.frames import FILE, LINE, mark_of
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
    rows = pd.DataFrame(index=data.frame.index)
    fields: list[Field] = []
    for column in data.table.columns:
        if column.kind is Kind.PLACE:
            rows["place_code"], rows["place"] = (
                data.frame["place"],
                data.frame["place"].map(lambda code: area.places[code].name),
            )
            fields += [PLACE_CODE, PLACE_NAME]
        elif column.kind is Kind.PERIOD and column.name == "period":
            rows["period"], rows["period_sort"] = data.frame["period"], data.frame["period"].map(period_sort)
            fields += [PERIOD, PERIOD_SORT]
        elif column.is_number:
            rows[column.name], rows[mark_of(column.name)] = data.frame[column.name], data.frame[mark_of(column.name)]
            fields.append(value_field(column))
        elif column.kind is Kind.PLACES:
            rows[column.name] = [
                _text(tuple(area.places[code].name for code in codes)) for codes in data.frame[column.name]
            ]
            fields.append(dim_field(column))
        else:
            rows[column.name] = data.frame[column.name].map(_text)
            fields.append(dim_field(column))
    rows[FILE], rows[LINE] = data.frame[FILE], data.frame[LINE]
    return Tidy(rows.reset_index(drop=True), tuple(fields))


def _text(value: Any) -> Any:
    """Several words as their author wrote them, with semicolons."""
    return "; ".join(value) if isinstance(value, tuple) else value

"""Rule `wrong-product`: a number that is the product of others, such as a score of likelihood and impact."""

from math import prod

from generators.inputs.declare import Column, Product
from generators.inputs.frames import Record
from generators.inputs.project import Area, TableData
from generators.numbers import listed
from generators.problems import Problem, Severity
from generators.rules.cells import missing, number, ref


def product_differs(area: Area) -> list[Problem]:
    """An ERROR for a product without its factors, a WARNING for one that they do not make."""
    return [
        problem
        for data in area.tables.values()
        if data.table.product
        for row in data.rows
        if not missing(row, data.table.product.value)
        for problem in _wrong(data, row, data.table.product)
    ]


def _wrong(data: TableData, row: Record, product: Product) -> list[Problem]:
    factors = [data.table.column(name) for name in product.factors]
    names = listed([column.label.lower() for column in factors])
    cell, given = ref(data, row, product.value), float(str(row[product.value]))
    if any(missing(row, column.name) for column in factors):
        expected, fix = f"{names} beside it", "add them, or delete the number"
        return [Problem(Severity.ERROR, "product-alone", data.file, cell.line, product.value, expected=expected, found=number(given), fix=fix)]  # fmt: skip
    meant = prod(float(str(row[column.name])) for column in factors)
    return [] if meant == given else [_differs(data, row, factors, meant)]


def _differs(data: TableData, row: Record, factors: list[Column], meant: float) -> Problem:
    product = data.table.product
    assert product is not None
    cell, given = ref(data, row, product.value), number(float(str(row[product.value])))
    sum_ = " × ".join(number(float(str(row[column.name]))) for column in factors)
    label = data.table.column(product.value).label
    return Problem(
        Severity.WARNING, "wrong-product", data.file, cell.line, product.value, cells=(cell,),
        expected=f"{sum_} = {number(meant)}", found=given, fix="correct one of them",
        told=f"{label} {given} is printed, where {sum_} is {number(meant)}.",
    )  # fmt: skip

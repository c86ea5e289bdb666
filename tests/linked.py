"""Made-up systems of linked tables: parts by groups, with totals, and places in localities. Seeded, so that a failure can be seen again."""

import random
from itertools import product

from generators.disclosure.system import Number, Order, State, System

LIMIT = 5


def linked(seed: int, rows: int, columns: int, localities: int = 0, small: float = 0.15) -> System:
    """Rows × columns with totals of both; rows lie in localities, each with totals of its own; some counts are small, some 0."""
    chance = random.Random(seed)
    values: dict[tuple[object, object], int] = {
        (row, column): chance.choice([0, 0, 0, 1, 2, 3, 4]) if chance.random() < small else LIMIT + int(chance.lognormvariate(3, 1))
        for row, column in product(range(rows), range(columns))
    }  # fmt: skip
    places = {
        f"L{part}": [row for row in range(rows) if row * localities // rows == part] for part in range(localities)
    }
    wholes: list[tuple[tuple[object, object], list[tuple[object, object]]]] = []
    for name, members in (*places.items(), ("all", list(range(rows)))):
        for column in range(columns):
            values[name, column] = sum(values[row, column] for row in members)
            wholes.append(((name, column), [(row, column) for row in members]))
    if places:
        wholes += [(("all", column), [(name, column) for name in places]) for column in range(columns)]
    for name in (*range(rows), *places, "all"):
        values[name, "total"] = sum(values[name, column] for column in range(columns))
        wholes.append(((name, "total"), [(name, column) for column in range(columns)]))
    return system_of({name: (value, 1.0 + isinstance(name[0], str) + isinstance(name[1], str)) for name, value in values.items()}, wholes)  # fmt: skip


def system_of(
    values: dict[tuple[object, object], tuple[int, float]],
    wholes: list[tuple[tuple[object, object], list[tuple[object, object]]]],
    parts: tuple[tuple[tuple[object, object], tuple[object, object]], ...] = (),
) -> System:
    """A system of counts, each with what its loss costs; counts of 1 to 4 are sensitive."""
    at = {name: place for place, name in enumerate(values)}
    return System(
        [_number(name, value, cost) for name, (value, cost) in values.items()],
        [{at[whole]: -1.0} | {at[part]: 1.0 for part in members} for whole, members in wholes],
        [Order(at[part], at[whole]) for part, whole in parts],
    )


def _number(name: object, value: int, cost: float) -> Number:
    known = (float(value), float(value))
    if value == 0:
        return Number(name, State.FIXED, known, cost)
    if value < LIMIT:
        return Number(name, State.WITHHELD, known, cost, (1.0, float(LIMIT)))
    return Number(name, State.OPEN, known, cost)

"""How cells of tables are named: by table, column and the key of their row."""

from typing import NamedTuple

from generators.inputs.declare import Column, Table
from generators.inputs.frames import Record
from generators.inputs.models import DisclosurePolicy

Key = tuple[str, ...]


class Place(NamedTuple):
    """A cell of a table: its column, and the key of its row in the order of the key columns."""

    table: str
    column: str
    key: Key


def key_of(row: Record, table: Table) -> Key:
    """The key of a row."""
    return tuple(str(row[name]) for name in table.key)


def counts_people(table: Table, column: Column, policy: DisclosurePolicy) -> bool:
    """Whether a column's small counts are withheld."""
    return column.counts_people and column.basis not in policy.exempt_bases and policy.exemption(table.name) is None


def is_small(value: float, policy: DisclosurePolicy) -> bool:
    """Whether a count is one that readers may not learn."""
    return (0 if policy.publish_zeros else -1) < value < policy.smallest_published

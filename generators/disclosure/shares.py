"""Percentages that stand beside what they are of: the counts that the two tell together."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from generators.disclosure.system import Number, Span, State
from generators.inputs.declare import Column
from generators.inputs.frames import Record
from generators.inputs.models import DisclosurePolicy
from generators.inputs.project import TableData
from generators.numbers import decimals_in


@dataclass(frozen=True)
class Told:
    """A row's counts of those of whom the percentage is true, and of the others."""

    row: Record
    inside: Number
    outside: Number


def told_counts(data: TableData, column: Column, policy: DisclosurePolicy) -> Iterable[Told]:
    """The counts behind a percentage, for each row that has it and its base.

    Below a base of 1,000 a percentage with one decimal leaves one whole number; above, a span of them.
    """
    rows = [row for row in data.rows if not math.isnan(row[column.name]) and not math.isnan(row[column.of])]
    decimals = max((decimals_in(float(row[column.name])) for row in rows), default=0)
    for row in rows:
        percent, base = float(row[column.name]), float(row[column.of])
        slack = 0.5 * 10.0**-decimals
        low = max(0.0, math.ceil(base * (percent - slack) / 100 - 1e-9))
        high = min(base, math.floor(base * (percent + slack) / 100 + 1e-9))
        if low <= high:
            yield Told(row, _number((low, high), policy), _number((base - high, base - low), policy))


def _number(span: Span, policy: DisclosurePolicy) -> Number:
    limit, least = float(policy.smallest_published), (1.0 if policy.publish_zeros else 0.0)
    if span[1] < limit and (span[1] > 0 or not policy.publish_zeros):
        return Number(None, State.WITHHELD, span, 1.0, (least, limit), printed=False)
    if span == (0.0, 0.0):
        return Number(None, State.FIXED, span)
    return Number(None, State.OPEN, span, printed=False)

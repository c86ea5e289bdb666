"""Primary suppression: small counts of people are withheld, and what is computed from them."""

from collections.abc import Iterable, Set

import pandas as pd

from generators.inputs.declare import Column
from generators.inputs.frames import COMPUTED, FILE, LINE, ORIGIN, mark_of
from generators.inputs.models import DisclosurePolicy
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Quote, Ref, Severity
from generators.totals import with_totals

# 66.7% of fewer than 5 children is 2 of 3: a rate beside a withheld count gives the count away.
RATES = ("percent", "per_1000", "ratio")


def protect(area: Area) -> Area:
    """The area with `[c]` in place of every small count of people, and with the cells that were withheld.

    Counted are the columns in `children` or `people` whose basis the policy does not exempt; rates in the same row and what is
    declared to follow from them are withheld with them. Computed totals are added up anew, so that one with a withheld part is withheld. Printed totals stay as
    they are: that a single withheld part can be worked out from them is the concern of complementary suppression.
    """
    tables, withheld = {}, set(area.withheld)
    for name, data in area.tables.items():
        tables[name], cells = _protected(data, area.settings.disclosure)
        withheld |= cells
    return with_totals(Area(**{**area.__dict__, "tables": tables, "withheld": frozenset(withheld)}))


def tellable(problems: Iterable[Problem], withheld: Set[Ref]) -> list[Problem]:
    """The contradictions that the public may know of: those of which it sees at least one number.

    Where all are withheld, readers see nothing that could surprise them, but that two small counts contradict each other says
    something of both: of 1 and 2, which is which. For the same reason they come in an order that withheld values have no part in.
    """

    def place(problem: Problem) -> tuple[object, ...]:
        strength = problem.severity is Severity.NOTE
        return problem.file, problem.line or 0, strength, problem.column or "", problem.rule, problem.message(withheld)

    return sorted((problem for problem in problems if _shows_a_number(problem, withheld)), key=place)


def _shows_a_number(problem: Problem, withheld: Set[Ref]) -> bool:
    quotes = _quotes(problem)
    return not quotes or any(not withheld & set(quote.refs) for quote in quotes)


def _quotes(problem: Problem) -> list[Quote]:
    parts = [
        part for said in (problem.expected, problem.found) for part in (said if isinstance(said, tuple) else (said,))
    ]
    return [part for part in parts if isinstance(part, Quote)]


def _protected(data: TableData, policy: DisclosurePolicy) -> tuple[TableData, set[Ref]]:
    frame = data.frame[data.frame[ORIGIN] != COMPUTED].reset_index(drop=True)
    small = {column.name: _small(frame, column, policy) for column in data.table.numbers}
    someone = pd.DataFrame(small, index=frame.index).any(axis=1)
    confidential = {
        column.name: small[column.name] | frame[mark_of(column.name)].eq("[c]") for column in data.table.numbers
    }
    withheld = set()
    for column in data.table.numbers:
        hidden = small[column.name]
        if column.unit in RATES:
            hidden = hidden | someone
        for name in column.derived_from:
            hidden = hidden | confidential[name]
        hidden &= frame[column.name].notna()
        cells = zip(frame.loc[hidden, FILE], frame.loc[hidden, LINE], strict=True)
        withheld |= {Ref(file, int(line), column.name) for file, line in cells}
        frame.loc[hidden, column.name] = float("nan")
        frame.loc[hidden, mark_of(column.name)] = "[c]"
    return data.with_frame(frame), withheld


def _small(frame: pd.DataFrame, column: Column, policy: DisclosurePolicy) -> pd.Series:
    """Which values are small counts of people, or zeros where the policy withholds these."""
    values = frame[column.name]
    if not column.counts_people or column.basis in policy.exempt_bases:
        return pd.Series(False, index=values.index)
    lowest = 0 if policy.publish_zeros else -1
    return (values > lowest) & (values < policy.smallest_published)

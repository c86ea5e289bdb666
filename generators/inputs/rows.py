"""Rows as an author wrote them: text cells with the lines where they stand. What CSV and YAML files have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generators.inputs.complaints import nearest, visible
from generators.inputs.declare import Table
from generators.problems import Problem, error

Record = dict[str, Any]  # a row whose cells were understood, by column
# Columns of a frame beside the declared ones: where a row comes from. No declared name starts like this.
LINE, FILE, ORIGIN = "_line", "_file", "_origin"


@dataclass(frozen=True)
class Row:
    """One row of an input file, unread.

    Attributes:
        line: where the row starts.
        lines: where a cell stands, if not on the row's line.
    """

    line: int
    cells: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, column: str) -> int:
        """The line on which the cell of this column stands."""
        return self.lines.get(column, self.line)


class Rows(NamedTuple):
    """The rows of a file that have the right shape, and what is wrong with the shape of the others."""

    rows: list[Row]
    problems: list[Problem]


def heading_problems(
    headings: Sequence[str], table: Table, file: str, line: int, *, kind: str = "heading"
) -> list[Problem]:
    """What is wrong with the headings of a table: unknown, misspelt, twice, or missing."""
    needed = [column.name for column in table.columns if not column.optional]
    missing = [name for name in needed if name not in headings]
    problems = []
    for heading in dict.fromkeys(headings):
        known = heading in {column.name for column in table.all_columns}
        if known and headings.count(heading) > 1:
            problems.append(_repeated(heading, headings.count(heading), file, line, kind))
        elif not known and (meant := nearest(heading, missing)):
            missing.remove(meant)
            problems.append(_misspelt(heading, meant, file, line, kind))
        elif not known:
            problems.append(_unknown(heading, headings, table, file, line, kind))
    fix = f"add it, or copy it from `needsbook describe {table.name}`"
    absent = [
        error("missing-heading", file, line, name, expected=f"this {kind}", found="none", fix=fix) for name in missing
    ]
    return problems + absent


def _repeated(heading: str, times: int, file: str, line: int, kind: str) -> Problem:
    found = f"{times} times"
    return error("repeated-heading", file, line, heading, expected=f"the {kind} once", found=found, fix="delete one")


def _misspelt(heading: str, meant: str, file: str, line: int, kind: str) -> Problem:
    found, fix = visible(heading), f"rename it to {meant}"
    return error("unknown-heading", file, line, meant, expected=f"this {kind}", found=found, fix=fix)


def _unknown(heading: str, headings: Sequence[str], table: Table, file: str, line: int, kind: str) -> Problem:
    free = [column.name for column in table.all_columns if column.name not in headings]
    near = nearest(heading, free)
    fix = f"did you mean {near}?" if near else f"delete it, or see `needsbook describe {table.name}`"
    where = f"{kind} {visible(heading, 40)}"
    if not heading.strip():
        where, fix = f"{kind} of column {headings.index(heading) + 1}", "name it, or delete the column"
    expected = f"one of {', '.join(free)}"
    return error(
        "unknown-heading", file, line, heading or None, where=where, expected=expected, found=visible(heading), fix=fix
    )

"""Rows as an author wrote them: text cells with the lines where they stand. What CSV and YAML files have in common."""

from dataclasses import dataclass, field

from generators.inputs.cells import suggestion
from generators.inputs.declare import Table
from generators.problems import Problem, error


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


def heading_problems(
    headings: list[str], table: Table, file: str, line: int, *, kind: str = "heading"
) -> list[Problem]:
    """What is wrong with the headings of a table: unknown, twice, or missing."""
    known = [column.name for column in table.all_columns]
    needed = [column.name for column in table.columns if not column.optional]
    missing = [name for name in needed if name not in headings]
    problems = []
    for heading in dict.fromkeys(headings):
        if heading not in known:
            near = suggestion(heading, missing or known)
            problems.append(
                error("unknown-heading", file, line, where=f"{kind} {heading or '(blank)'}", expected=f"one of {', '.join(known)}", found=heading, fix=near)
            )  # fmt: skip
        elif headings.count(heading) > 1:
            problems.append(
                error(
                    "repeated-heading",
                    file,
                    line,
                    heading,
                    expected=f"the {kind} once",
                    found=f"{headings.count(heading)} times",
                    fix="delete one",
                )
            )
    problems += [
        error(
            "missing-heading",
            file,
            line,
            name,
            expected=f"this {kind}",
            found="none",
            fix=f"add it, or copy it from `needsbook describe {table.name}`",
        )
        for name in missing
    ]
    return problems

"""Rule `no-such-figure`: figures and tables that words name by a number, and that neither the source nor the report has."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generators.inputs.declare import Kind
from generators.inputs.frames import LINE
from generators.problems import Problem, Severity
from generators.reports import Report
from generators.rules.figures import Named, named_in, of_sources, register

_ELSEWHERE = re.compile(r",? (?:of|in|from) (?!(?:this|the|our) (?:report|source|site|page)s?\b)", re.IGNORECASE)
_QUOTED = ("references", "printed_as")  # a table and a column that speak of other documents


class _Text(NamedTuple):
    """A text of an area: where it stands, and of which source it speaks; "" where it may speak of any."""

    file: str
    line: int
    column: str | None
    text: str
    source: str = ""


class _Known(NamedTuple):
    """The numbers that there are of figures or tables.

    Attributes:
        registers: by source, where area.yml names nearly all of its numbers.
        every: those that any source, or the report itself, has.
    """

    registers: dict[str, set[int]]
    every: set[int]


def no_such_figure(report: Report) -> list[Problem]:
    """A WARNING for each figure or table that a narrative or a cell names, and that does not exist.

    A cell speaks of the figures of its source, where area.yml names nearly all of these; a narrative of those, or of the
    report's own. `figure 3 of the national survey` speaks of another document.
    """
    known = {kind: _known(report, kind) for kind in ("figure", "table")}
    return [
        problem
        for text in [*_narratives(report), *_cells(report)]
        for one in dict.fromkeys(named_in(text.text))
        if not _ELSEWHERE.match(text.text, one.end) and (problem := _wrong(text, one, known[one.kind]))
    ]


def _known(report: Report, kind: str) -> _Known:
    sources = {source: numbers for (source, one), numbers in of_sources(report.area).items() if one == kind}
    own = {figure.number for section in report.sections for figure in section.figures if kind == "figure"}
    registers = {source: set(numbers) for source, numbers in sources.items() if register(numbers)}
    return _Known(registers, own.union(*sources.values()))


def _narratives(report: Report) -> Iterator[_Text]:
    for prose in report.area.prose.values():
        for number, line in enumerate(prose.text.splitlines(), 1):
            yield _Text(prose.file, number, None, line)


def _cells(report: Report) -> Iterator[_Text]:
    for name, data in report.area.tables.items():
        columns = [one.name for one in data.table.all_columns if one.kind is Kind.TEXT and not one.spoken]
        for row in data.rows if name not in _QUOTED else ():
            source = str(row["source"]) or data.about.source
            yield from (
                _Text(data.file, row[LINE], column, str(row[column]), source)
                for column in columns
                if row[column] and column not in _QUOTED
            )


def _wrong(text: _Text, named: Named, known: _Known) -> Problem | None:
    numbers = known.registers.get(text.source, known.every)
    if not numbers or named.number in numbers:
        return None
    whose = "that area.yml names of the source" if text.source in known.registers else "of the source or the report"
    return Problem(
        Severity.WARNING, "no-such-figure", text.file, text.line, text.column, expected=f"a {named.kind} {whose}, up to {max(numbers)}",
        found=f"{named.kind} {named.number}",
        fix="correct the number, name it as the page of its table in area.yml, or say of which document it is: figure 3 of the survey",
        told=f"A text names {named.kind} {named.number}, which is not there.",
    )  # fmt: skip

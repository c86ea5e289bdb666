"""Rule `different-bases`: two parts of one whole of which one does not fit into it at all, and the other does."""

from collections.abc import Iterator

from generators.inputs.frames import Record
from generators.inputs.project import Area, TableData
from generators.numbers import in_words
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import missing, open_rows, ref

_ENOUGH = 2  # rows: one alone is more likely a slip


def different_bases(area: Area) -> list[Problem]:
    """A WARNING where one part exceeds its whole in rows in which another part of the same whole never does.

    Such thresholds are not counted of the same children: one is perhaps a count over a year, the other one on a day.
    """
    return [problem for data in area.tables.values() for problem in _pairs(area, data)]


def _pairs(area: Area, data: TableData) -> Iterator[Problem]:
    rows = open_rows(area, data)
    wholes = dict.fromkeys(pair.whole for pair in data.table.parts)
    for whole in wholes:
        parts = [pair.part for pair in data.table.parts if pair.whole == whole]
        beyond = {part: _beyond(rows, part, whole) for part in parts}
        for large in parts:
            for small in parts:
                if (
                    len(beyond[large]) >= _ENOUGH
                    and not beyond[small]
                    and any(not missing(row, small) for row in beyond[large])
                ):
                    yield _finding(data, whole, large, small, beyond[large])


def _beyond(rows: list[Record], part: str, whole: str) -> list[Record]:
    return [row for row in rows if not missing(row, part) and not missing(row, whole) and row[part] > row[whole]]


def _finding(data: TableData, whole: str, large: str, small: str, rows: list[Record]) -> Problem:
    labels = {name: data.table.column(name).label.lower() for name in (whole, large, small)}
    cells = tuple(ref(data, row, name) for row in rows for name in (large, whole))
    count = Quote(f"{in_words(len(rows))} {'row' if len(rows) == 1 else 'rows'}", cells)
    return Problem(
        Severity.WARNING, "different-bases", data.file, cells[0].line, large, cells=cells[::2],
        expected=f"{large} and {small} counted on one basis", found=(f"{large} above {whole} in ", count, f", {small} in none"),
        fix="say in a note what each of them counts and when",
        told=(f"{data.table.title}: ‘{labels[large]}’ is more than ‘{labels[whole]}’ in ", count, f", ‘{labels[small]}’ in none. The two seem to be counted on different bases."),
    )  # fmt: skip

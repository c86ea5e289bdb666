"""Rules `unit-disagrees` and `label-twice`: what the source prints above a number names another unit, or another row."""

import re

from generators.inputs.declare import Column, Kind
from generators.inputs.frames import LINE, Record
from generators.inputs.project import Area, TableData
from generators.inputs.tables import slips
from generators.problems import Problem, Severity

_PER = re.compile(r"\bper (?:[a-z]+ )?([0-9]{1,3}(?:,?[0-9]{3})+)\b")
_STEM = 5  # letters that two forms of one word share: referrals, referred


def other_unit(row: Record, column: Column, printed: str) -> str | None:
    """The number that a caption counts per, where the row counts per another: `10,000` beside per_1000."""
    own = re.search(r"per_([0-9]+)", f"{row[column.name]} {column.unit or ''}")
    said = [text for text in _PER.findall(printed) if own and text.replace(",", "") != own[1]]
    return said[0] if said else None


def unit_disagrees(area: Area) -> list[Problem]:
    """A WARNING for each caption of the source, kept in printed_as, that names another base than its row: per 10,000 beside per 1,000."""
    problems = []
    for data in area.tables.values():
        for row in data.misprinted:
            for name, printed in slips(str(row["printed_as"])).items():
                column = data.table.column(name)
                if (other := other_unit(row, column, printed)) is None:
                    continue
                problems.append(
                    Problem(
                        Severity.WARNING, "unit-disagrees", data.file, row[LINE], name,
                        expected=f"a caption that says {row[name]}", found=printed,
                        fix=f"find out whether the number is per {other}; it is published as {row[name]}",
                        told=f"{data.table.title}: the source prints “{printed}” beside a number that is read as {str(row[name]).replace('_', ' ')}. The two differ.",
                    )
                )  # fmt: skip
    return problems


def label_twice(area: Area) -> list[Problem]:
    """A WARNING for rows that the source prints under the label of other rows of the table, with other values."""
    problems = []
    for data in area.tables.values():
        seen: set[tuple[str, str]] = set()
        for row in data.misprinted:
            for name, printed in slips(str(row["printed_as"])).items():
                other = label_of_another(data, row, data.table.column(name), printed)
                if other and (name, printed) not in seen:
                    seen.add((name, printed))
                    problems.append(_twice(data, row, name, printed, other))
    return problems


def label_of_another(data: TableData, row: Record, column: Column, printed: str) -> str | None:
    """The other word of the column, used in the table, that the printed label names instead of the row's own."""
    if column.kind is not Kind.WORD or column.name not in data.table.key or _names(printed, str(row[column.name])):
        return None
    others = [str(word) for word in dict.fromkeys(row[column.name] for row in data.rows) if word != row[column.name]]
    return next((word for word in others if _names(printed, word)), None)


def _names(printed: str, word: str) -> bool:
    return len(word) >= _STEM and word[:_STEM].lower() in printed.lower()


def _twice(data: TableData, row: Record, name: str, printed: str, other: str) -> Problem:
    own, label = row[name], data.table.column(name).label.lower()
    return Problem(
        Severity.WARNING, "label-twice", data.file, row[LINE], name, expected=f"a label for {own}", found=printed,
        fix=f"the source prints the label of {other} twice, with other values; these rows are published as {own}",
        told=f"{data.table.title}: the source prints “{printed}”, the {label} {other}, twice and with other values. The second is read as {own} here.",
    )  # fmt: skip

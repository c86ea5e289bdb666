"""Rules on what rows say of other rows and leave unsaid: names of another table, places of a joint report, cells that are wanted."""

from generators.inputs.cells import suggestion
from generators.inputs.complaints import nearest
from generators.inputs.declare import Column, Kind
from generators.inputs.frames import LINE
from generators.inputs.project import Area, TableData
from generators.numbers import in_words, listed
from generators.problems import Problem, Severity

_JOINT = "authority"  # a report on several of these says of which it speaks


def not_among(area: Area) -> list[Problem]:
    """An ERROR for each cell that names a row of another table which is not there."""
    return [
        problem
        for data in area.tables.values()
        for column in data.table.columns
        if column.among
        for problem in _unknown(area, data, column)
    ]


def _unknown(area: Area, data: TableData, column: Column) -> list[Problem]:
    name, _, key = column.among.partition(".")
    other = area.tables.get(name)
    if other is None:
        return []
    known = list(dict.fromkeys(str(value) for value in other.frame[key]))
    return [
        Problem(
            Severity.ERROR, "not-among", data.file, row[LINE], column.name, where=f"{data.table.name}[{place}].{column.name}",
            expected=f"one of {', '.join(known)}", found=str(row[column.name]),
            fix=f"{suggestion(str(row[column.name]), known)}{'' if nearest(str(row[column.name]), known) else f', or add it to {name}'}",
        )
        for place, row in enumerate(data.rows, 1)
        if row[column.name] and row[column.name] not in known
    ]  # fmt: skip


def which_authority(area: Area) -> list[Problem]:
    """An ERROR for each row of a report on several authorities that does not say which of them it is about."""
    names = [place.name for place in area.places.below if place.level == _JOINT]
    if len(names) < 2:
        return []
    return [
        Problem(
            Severity.ERROR, "which-authority", data.file, row[LINE], column.name, where=f"{data.table.name}[{place}]",
            expected=f"{', '.join(names)}, or {'both' if len(names) == 2 else 'several'}", found="nothing",
            fix=f"say which authority: write one name, or {'; '.join(names)}",
        )
        for data in area.tables.values()
        for column in data.table.columns
        if column.kind is Kind.PLACES and column.optional
        for place, row in enumerate(data.rows, 1)
        if not row[column.name]
    ]  # fmt: skip


def not_given(area: Area) -> list[Problem]:
    """A WARNING for each column whose blanks a reader should know of, with how many rows there are."""
    problems = []
    for data in area.tables.values():
        for column in (one for one in data.table.columns if one.wanted):
            rows = data.rows
            blank = [row for row in rows if not row[column.name]]
            if blank:
                what = f"{in_words(len(blank))} of {in_words(len(rows))} rows"
                problems.append(
                    Problem(
                        Severity.WARNING, "not-given", data.file, blank[0][LINE], column.name,
                        expected=f"{column.label.lower()} for each row", found=f"none in {what}",
                        fix=f"fill it in where the source says it; {listed([f'line {row[LINE]}' for row in blank])}",
                        told=f"{data.table.title}: {what} have no {column.label.lower()}.",
                    )
                )  # fmt: skip
    return problems

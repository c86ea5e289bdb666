"""Rule `snapshot-without-day`: children counted on one day, and nobody says on which."""

from generators.inputs.frames import LINE
from generators.inputs.periods import period
from generators.inputs.project import Area
from generators.problems import Problem, Severity
from generators.rules.cells import missing

_PRECISE = ("day", "month", "term")


def snapshot_without_day(area: Area) -> list[Problem]:
    """A NOTE for each period of a table with counts of people on one day that names no day, month or term."""
    problems = []
    for data in area.tables.values():
        counted = [column for column in data.table.numbers if column.snapshot and column.counts_people]
        if not counted or not any(column.name == "period" for column in data.table.columns):
            continue
        seen: set[str] = set()
        for row in data.printed:
            if row["period"] in seen or all(missing(row, column.name) for column in counted):
                continue
            seen.add(row["period"])
            if period(row["period"]).kind not in _PRECISE:
                problems.append(
                    Problem(
                        Severity.NOTE, "snapshot-without-day", data.file, row[LINE], "period",
                        expected="the day of the count", found=row["period"],
                        fix=f"{counted[0].label.lower()} is counted on one day: write the day, such as 2019-03-31, if the source gives it",
                        told=f"{data.table.title}, {row['period']}: the source does not say on which day children were counted.",
                    )
                )  # fmt: skip
    return problems

"""Rule `other-measure`: a figure of a year in which its measure did not exist, or meant something else."""

from generators.inputs.periods import period
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Severity
from generators.rules.cells import missing, ref

_INDICATORS = "@indicators:"


def other_measure(area: Area) -> list[Problem]:
    """A WARNING for each number of a measure outside the years for which the site defines it: two measures never make a series."""
    problems = []
    for data in area.tables.values():
        for name in _measure_columns(data):
            for row in data.printed:
                indicator, year = area.settings.indicators[row[name]], period(row["period"]).end.year
                first, last = indicator.first_year or year, indicator.last_year or year
                if first <= year <= last or all(missing(row, column.name) for column in data.table.numbers):
                    continue
                span = (
                    f"from {first} to {last}"
                    if indicator.first_year and indicator.last_year
                    else f"from {first} on"
                    if year < first
                    else f"until {last}"
                )
                problems.append(
                    Problem(
                        Severity.WARNING, "other-measure", data.file, ref(data, row, name).line, name,
                        expected=f"a year {span} for {indicator.label}", found=row["period"],
                        fix="it is a different measure then: name another, or add one to indicators.yml",
                        told=f"{indicator.label}, {period(row['period']).words}: the measure was defined {span}; later and earlier figures are not the same.",
                    )
                )  # fmt: skip
    return problems


def _measure_columns(data: TableData) -> list[str]:
    return [
        column.name for column in data.table.columns if column.allowed and column.allowed[0].startswith(_INDICATORS)
    ]

"""Rule `no-such-comparator`: a measure compared with a place for which it does not exist, such as a UK mean of a measure of England."""

import re

from generators.inputs.declare import Kind
from generators.inputs.frames import LINE
from generators.inputs.project import Area, TableData
from generators.problems import Problem, Severity

_INDICATORS = "@indicators:"
_OTHERS = re.compile(r"\b(?:UK|United Kingdom|British|GB|Great Britain)\b")


def no_such_comparator(area: Area) -> list[Problem]:
    """A WARNING, once for each text, where a row of a measure that one country alone has is said to be of the whole of the UK."""
    problems = []
    for data in area.tables.values():
        measures = [c.name for c in data.table.columns if c.allowed and c.allowed[0].startswith(_INDICATORS)]
        seen: set[str] = set()
        for row in data.rows if measures else ():
            country = area.settings.indicators[row[measures[0]]].country
            for text in (area.places[row["place"]].name, str(row["printed_as"]), str(row["note"])):
                if country and _OTHERS.search(text) and text not in seen:
                    seen.add(text)
                    problems.append(_finding(area, data, row[measures[0]], country, row[LINE], text))
    return problems


def _finding(area: Area, data: TableData, measure: str, country: str, line: int, text: str) -> Problem:
    label = area.settings.indicators[measure].label
    place = next(column.name for column in data.table.columns if column.kind is Kind.PLACE)
    printed = text.partition("=")[2].strip() or text
    return Problem(
        Severity.WARNING, "no-such-comparator", data.file, line, place, expected=f"{country}, the only country with {measure}",
        found=printed, fix=f"name {country}, or find out what the number is",
        told=f"{data.table.title}: the source prints “{printed}”, but {label} is measured in {country} only; there is no figure for the UK.",
    )  # fmt: skip

"""Claims of a report in words, such as `top 20%`: where facts and words meet, so that words without figures are found."""

import math

from generators.inputs.cells import suggestion
from generators.inputs.frames import FILE, LINE, Record
from generators.numbers import plain
from generators.problems import Problem, Severity, error
from generators.reports import Report
from generators.rules.claims import Claim, claim
from generators.sections.model import Fact

_MARGIN = 0.05  # of a multiple that is told as about so many times


def claim_problems(report: Report) -> list[Problem]:
    """A WARNING for each claim of claims.yml that the facts do not bear out; an ERROR for one that cannot be checked."""
    data = report.area.tables.get("claims")
    return [problem for row in data.rows if (problem := _wrong(row, report))] if data else []


def _wrong(row: Record, report: Report) -> Problem | None:
    facts = report.facts
    for column in ("fact", "against"):
        if row[column] and row[column] not in facts:
            expected, fix = "the name of a fact", suggestion(row[column], list(facts))
            return error("unknown-fact", row[FILE], row[LINE], column, expected=expected, found=row[column], fix=fix)
    claimed = claim(row["says"])
    if claimed is None or (claimed.kind == "times") != bool(row["against"]):
        return error(
            "unclear-claim", row[FILE], row[LINE], "says", expected="a claim such as top 20%, about 3, over 400, or 10 times with against",
            found=row["says"], fix="write what the words claim in one of these forms",
        )  # fmt: skip
    fact, other = facts[row["fact"]], facts.get(row["against"])
    value = _value(fact, other)
    if math.isnan(value) or _holds(claimed, value):
        return None
    found = f"{plain(value, 1)} times: {fact.text} against {other.text}" if other else fact.text
    return Problem(
        Severity.WARNING, "claim-differs", row[FILE], row[LINE], "says", expected=f"words that fit {found}", found=row["says"],
        fix=f"the report says “{row['claim']}”: say in the narrative what the figures give",
        told=f"The report says “{row['claim']}”. Its figures do not bear that out: {found}.",
    )  # fmt: skip


def _value(fact: Fact, other: Fact | None) -> float:
    """The fact's number, or how many times the other one it is; NaN where one is missing or withheld."""
    if not isinstance(fact.value, float):
        return math.nan
    if other is None:
        return fact.value
    return fact.value / other.value if isinstance(other.value, float) and other.value else math.nan


def _holds(claimed: Claim, value: float) -> bool:
    if claimed.kind == "times":
        return abs(value - claimed.size) <= max(0.5, _MARGIN * claimed.size)
    return claimed.holds(value)

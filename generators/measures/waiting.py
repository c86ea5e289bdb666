"""Waiting: how many wait, how long, and what share waits too long."""

from generators.inputs.marks import is_absent
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, marks_of, tidy
from generators.numbers import percent

THRESHOLDS = (12, 18)  # weeks: the two limits that the table counts


def numbers_waiting(area: Area) -> Tidy:
    """One row per place, stage, age band and period: children waiting, over 12 and over 18 weeks, and their share.

    No share is computed in a row where more are counted over a threshold than are waiting: they cannot be counts of the same
    children.
    """
    table = tidy(area, "waiting", ("waiting", "over_12_weeks", "over_18_weeks"))
    over = [f"over_{weeks}_weeks" for weeks in THRESHOLDS]
    clash = (table.frame[over].gt(table.frame["waiting"], axis=0)).any(axis=1)
    for weeks, column in zip(THRESHOLDS, over, strict=True):
        share = percent(table.frame[column], table.frame["waiting"])
        marks = marks_of(table.frame, column, "waiting")
        marks = marks.where(~clash | marks.map(is_absent), "[x]")
        table = table.with_value(
            Field(f"share_over_{weeks}_weeks", f"Share over {weeks} weeks", "percent"), share, marks
        )
    return table


def weeks_waited(area: Area) -> Tidy:
    """One row per place, stage, age band and period: the mean wait and the longest current wait, in weeks."""
    return tidy(area, "waiting", ("mean_weeks", "longest_weeks"))

"""Waiting: how many wait, how long, and what share waits too long."""

from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, marks_of, tidy
from generators.numbers import percent

THRESHOLDS = (12, 18)  # weeks: the two limits that the table counts


def numbers_waiting(area: Area) -> Tidy:
    """One row per place, stage, age band and period: children waiting, over 12 and over 18 weeks, and their share.

    The share is not computed where more are counted over a threshold than are waiting: the two cannot be counts of the same
    children.
    """
    table = tidy(area, "waiting", ("waiting", "over_12_weeks", "over_18_weeks"))
    for weeks in THRESHOLDS:
        frame, column = table.frame, f"over_{weeks}_weeks"
        share = percent(frame[column], frame["waiting"])
        possible = (frame[column] <= frame["waiting"]) | frame[column].isna() | frame["waiting"].isna()
        marks = marks_of(frame, column, "waiting").where(possible, "[x]")
        table = table.with_value(
            Field(f"share_over_{weeks}_weeks", f"Share over {weeks} weeks", "percent"), share, marks
        )
    return table


def weeks_waited(area: Area) -> Tidy:
    """One row per place, stage, age band and period: the mean wait and the longest current wait, in weeks."""
    return tidy(area, "waiting", ("mean_weeks", "longest_weeks"))

"""Training: sessions completed and booked, the completion rate as far as the source says what it is of, and targets."""

from dataclasses import replace

import pandas as pd

from generators.inputs.cells import UNRATED
from generators.inputs.frames import mark_of
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, as_given, marks_of, tidy
from generators.numbers import percent

INCLUDES = "booked_includes_completed"


def sessions(area: Area) -> Tidy:
    """One row per place, course, phase and day: completed, booked, and the completion rate in each reading that is possible.

    Where booked sessions include completed ones the rate is of the booked, where they do not of both together. Where the source
    does not say, both rates stand side by side.
    """
    table = tidy(area, "training", also=(INCLUDES,))
    table = table.with_fields(replace(field, aside=field.name == INCLUDES) for field in table.fields)
    frame = table.frame
    marks, said = marks_of(frame, "completed", "booked"), frame[INCLUDES]
    both = frame["completed"] + frame["booked"]
    for name, label, whole, other in (
        ("rate_included", "Completed, of booked", frame["booked"], "no"),
        ("rate_apart", "Completed, of completed and booked", both, "yes"),
    ):
        table = table.with_value(
            Field(name, label, "percent"), percent(frame["completed"], whole), marks.where(said != other, "[z]")
        )
    return table


def open_question(table: Tidy) -> bool:
    """Whether a row's source does not say if booked includes completed."""
    return bool((table.frame[INCLUDES] == UNRATED).any())


def progress(area: Area) -> Tidy:
    """One row per target: the share of settings that are trained, and how far it is from the target; missing without either number."""
    table = as_given(tidy(area, "training_targets", also=("name",)))
    frame = table.frame
    marks = marks_of(frame, "settings_trained", "settings_total")
    lacking = frame["settings_trained"].isna() | frame["settings_total"].isna()
    marks = pd.Series(marks.where(~lacking | (marks != ""), "[x]"), dtype=object)
    reached = percent(frame["settings_trained"], frame["settings_total"])
    table = table.with_value(Field("reached", "Reached", "percent"), reached, marks)
    to_go = table.frame[mark_of("reached")]
    return table.with_value(
        Field("to_go", "Above or below the target", "pp", signed=True), reached - frame["target"], to_go
    )

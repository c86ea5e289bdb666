"""Dated items, such as recommendations, milestones or next steps: how each stands at the report's date."""

from generators.inputs.declare import CLOSED, DUE, START, STATUS
from generators.inputs.frames import Record
from generators.inputs.periods import before, period
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tidy import Field, Tidy
from generators.rules.schedule import overdue

STAND = Field("stand", "How it stands")


def dated(area: Area, name: str) -> Tidy:
    """One row per item of a register, with how it stands at the report's date; without one, nothing is overdue."""
    table = register(area, name)
    frame = table.frame.assign(stand=[_stand(row, area.about.report_date) for row in table.records()])
    return Tidy(frame, (*table.fields, STAND))


def _stand(row: Record, as_of: str | None) -> str:
    if row.get(STATUS.name) in CLOSED:
        return "Done"
    if overdue(row, as_of):
        return "Overdue"
    if not row[DUE.name]:
        return "No date"
    started = as_of and row.get(START.name) and not before(as_of, str(row[START.name]))
    return "Under way" if started else "To come"


def late(table: Tidy) -> list[Record]:
    """The items that are overdue, the longest first."""
    return sorted(table.where(stand="Overdue").records(), key=lambda row: period(row[DUE.name]).sort)

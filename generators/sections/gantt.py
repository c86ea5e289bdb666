"""A register of dated items as a plan: a bar for each item, strong where it is overdue, and the same in words."""

from collections.abc import Callable
from dataclasses import replace

from generators.charts.picture import Picture
from generators.charts.spans import Span, plan
from generators.inputs.declare import DUE, START
from generators.inputs.frames import Record
from generators.inputs.periods import period
from generators.inputs.project import Area
from generators.measures.tidy import Tidy, period_words
from generators.sections.model import Figure

_READ_OUT = 20  # items: more of them, one after the other, nobody can listen to


def planned(figure: Figure, name: Callable[[Record], str], group: Callable[[Record], str] = lambda row: "") -> Figure:
    """The agenda with a bar for each item that has a date."""
    return replace(
        figure, draw=lambda area, tidy: _gantt(area, tidy, name, group), alt=lambda area, tidy: _read_out(tidy, name)
    )


def _gantt(
    area: Area, table: Tidy, name: Callable[[Record], str], group: Callable[[Record], str] = lambda row: ""
) -> Picture:
    """The items that have a date, as bars; those that are overdue are strong and say so."""
    as_of = area.about.report_date
    today = period(as_of) if as_of else None
    return plan(
        [_span(row, name(row), group(row)) for row in table.records() if row[DUE.name] or row[START.name]],
        today.start if today else None, f"Report: {today.words}" if today else "",
    )  # fmt: skip


def _span(row: Record, name: str, group: str) -> Span:
    due, start = row[DUE.name] or row[START.name], row[START.name] or row[DUE.name]
    overdue = row["stand"] == "Overdue"
    words = period(due).words if row[DUE.name] else "no end given"
    return Span(name, period(start).start, period(due).end, f"{words}, overdue" if overdue else words, overdue, group)


def _read_out(table: Tidy, name: Callable[[Record], str]) -> str:
    """The same, read out; of a long plan only what is overdue, since its table is beside it."""
    rows = table.records()
    if len(rows) > _READ_OUT:
        late = [f"{name(row)}: {_dates(row)}" for row in rows if row["stand"] == "Overdue"]
        return f"A bar for each of {len(rows)} items, from its start to its end. Overdue: {'; '.join(late) or 'none'}."
    listing = "; ".join(f"{name(row)}: {_dates(row)}, {row['stand'].lower()}" for row in rows)
    return f"A bar for each item, from its start to its end. {listing}."


def _dates(row: Record) -> str:
    start, due = (period_words(row[column.name]) if row[column.name] else "" for column in (START, DUE))
    return f"{start} to {due}" if start and due and start != due else due or start or "no date"

"""Rules on a table's periods: `series-hole`, `changed-definition`, `few-reporting` and `periods-added`."""

from collections.abc import Iterator

from generators.inputs.declare import Kind
from generators.inputs.frames import LINE, Record
from generators.inputs.periods import period, with_every_year
from generators.inputs.project import Area, TableData
from generators.numbers import exact, listed
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, number, open_rows, quoted, ref

_SERIES = 3  # periods from which on a table is a series
_FEW = 0.5  # share of the places
_REPORTING = "reporting"


def series_hole(area: Area) -> list[Problem]:
    """A NOTE for each table that has three years or more, and leaves one in between out without a mark."""
    problems = []
    for data in area.tables.values():
        for name, rows in _series(data):
            periods = list(dict.fromkeys(str(row["period"]) for row in rows))
            gaps = [one for one in with_every_year(periods) if one not in periods]
            if len(periods) >= _SERIES and gaps:
                problems.append(
                    Problem(
                        Severity.NOTE, "series-hole", data.file, rows[0][LINE], "period", where=f"period, {name}" if name else None,
                        expected="every year from the first to the last", found=f"no {listed(gaps, 'or')}",
                        fix="add the row, with [x] or [z] where there is no number",
                        told=f"{data.table.title}{f', {name}' if name else ''}: there is no number for {listed(gaps, 'or')}.",
                    )
                )  # fmt: skip
    return problems


def _series(data: TableData) -> Iterator[tuple[str, list[Record]]]:
    """The rows of each indicator of a table with periods, or all its rows."""
    if "period" not in data.table.key or not data.table.numbers:
        return
    words = [c.name for c in data.table.columns if c.kind is Kind.WORD and c.name in data.table.key]
    found: dict[str, list[Record]] = {}
    for row in data.printed:
        found.setdefault(", ".join(str(row[name]) for name in words), []).append(row)
    yield from found.items()


def changed_definition(area: Area) -> list[Problem]:
    """A NOTE for each table whose periods do not count the same thing, as `scope` in area.yml says."""
    return [
        Problem(
            Severity.NOTE, "changed-definition", area.file, area.document.line(("tables", name, "scope")), where=f"tables.{name}.scope",
            sentence=f"the periods of {name} do not count the same thing: {data.about.scope}",
            told=f"{data.table.title}: the periods do not count the same thing. {data.about.scope}",
        )
        for name, data in area.tables.items()
        if data.about.scope and len({row["period"] for row in data.rows if "period" in row}) > 1
    ]  # fmt: skip


def few_reporting(area: Area) -> list[Problem]:
    """A NOTE for each number of the whole area for which fewer than half of the places below it reported."""
    places = {place.level: 0 for place in area.places.below}
    for place in area.places.below:
        places[place.level] += 1
    every = max(places.values(), default=0)
    return [
        Problem(
            Severity.NOTE, "few-reporting", data.file, ref(data, row, _REPORTING).line, _REPORTING,
            expected=f"at least half of {every} places", found=number(row[_REPORTING]),
            fix="say in a note why the others are not in it",
            told=f"{data.table.title}, {in_words(row, data.table, area.places)}: only {number(row[_REPORTING])} of {every} places reported.",
        )
        for data in area.tables.values()
        if any(column.name == _REPORTING for column in data.table.columns)
        for row in data.printed
        if not missing(row, _REPORTING) and row[_REPORTING] < _FEW * every
    ]  # fmt: skip


def periods_added(area: Area) -> list[Problem]:
    """A WARNING for each count on one day that is the sum of the counts of the periods within its own: children counted again."""
    problems = []
    for data in area.tables.values():
        for column in (one for one in data.table.numbers if one.snapshot and "period" in data.table.key):
            rows = [row for row in open_rows(area, data) if not missing(row, column.name)]
            alike: dict[tuple[object, ...], list[Record]] = {}
            for row in rows:
                alike.setdefault(_without_period(row, data), []).append(row)
            for row in rows:
                parts = _within(row, alike[_without_period(row, data)])
                if (
                    len(parts) > 1
                    and row[column.name]
                    and exact(sum(part[column.name] for part in parts)) == row[column.name]
                ):
                    cell, words = ref(data, row, column.name), in_words(row, data.table, area.places)
                    said = quoted(data, row, column)
                    problems.append(
                        Problem(
                            Severity.WARNING, "periods-added", data.file, cell.line, column.name, cells=(cell,), where=f"{column.name}, {words}",
                            expected="a count on one day", found=said,
                            fix=f"it is the sum of {len(parts)} periods, which counts the same children again: write [x], or the count of one day",
                            told=(f"{column.label}, {words}: ", said, f" is the sum of {len(parts)} counts, so that the same children are counted again."),
                        )
                    )  # fmt: skip
    return problems


def _without_period(row: Record, data: TableData) -> tuple[object, ...]:
    return tuple(row[key] for key in data.table.key if key != "period")


def _within(row: Record, rows: list[Record]) -> list[Record]:
    """Of rows that differ only by their period those whose period lies within that of one of them."""
    whole = period(str(row["period"]))
    return [
        other
        for other in rows
        if other is not row
        and whole.start <= period(str(other["period"])).start
        and period(str(other["period"])).end <= whole.end
        and period(str(other["period"])).kind != whole.kind
    ]

"""Rules `rate-impossible`, `percentages-added` and `above-100`: percentages that cannot be, or need their reason."""

from collections.abc import Iterator

from generators.inputs.declare import TOTAL, Rate
from generators.inputs.frames import Record, mark_of
from generators.inputs.project import Area, TableData
from generators.numbers import decimals_in, exact, plain
from generators.problems import Problem, Quote, Severity
from generators.rules.cells import in_words, missing, open_rows, quoted, ref

_WHOLE = 100
_SHARES_OF_ONE = 0.5  # how far rounding takes a sum of shares from 100


def rate_impossible(area: Area) -> list[Problem]:
    """A WARNING for each percentage that no whole number of its denominator gives, such as 8.14% of 655.

    Only where the denominator is exact: an estimate proves nothing.
    """
    return [
        _impossible(area, data, rate, row)
        for data in area.tables.values()
        for rate in data.table.rates
        for row in data.printed
        if not missing(row, rate.percent)
        and not missing(row, rate.of)
        and not row[mark_of(rate.of)]
        and not _possible(row[rate.percent], row[rate.of])
    ]


def _possible(share: float, whole: float) -> bool:
    """Whether some whole number of `whole` is this percentage, rounded as it is written: a half up as by hand, or to even as programs do."""
    if whole <= 0:
        return False
    half, near = 10.0 ** -decimals_in(share) / 2, int(share * whole / _WHOLE)
    return any(exact(abs(_WHOLE * part / whole - share)) <= half for part in (near - 1, near, near + 1))


def _impossible(area: Area, data: TableData, rate: Rate, row: Record) -> Problem:
    percent, whole = data.table.column(rate.percent), data.table.column(rate.of)
    cells, words = (ref(data, row, rate.percent), ref(data, row, rate.of)), in_words(row, data.table, area.places)
    near = int(row[rate.percent] * row[rate.of] / _WHOLE)
    places = decimals_in(row[rate.percent])
    around = (
        " or ".join(f"{plain(_WHOLE * part / row[rate.of], places)}%" for part in (near, near + 1))
        if row[rate.of]
        else "no percentage"
    )
    said = Quote(around, cells)
    return Problem(
        Severity.WARNING, "rate-impossible", data.file, cells[0].line, rate.percent, where=f"{rate.percent}, {words}", cells=cells,
        expected=(said, " of ", quoted(data, row, whole), f" ({whole.label.lower()})"), found=quoted(data, row, percent),
        fix="check both numbers: the percentage is of something else, or one of them is wrong",
        told=(f"{words}: ", quoted(data, row, percent), "% cannot come from ", quoted(data, row, whole), f" {whole.label.lower()}; the nearest are ", said, "."),
    )  # fmt: skip


def percentages_added(area: Area) -> list[Problem]:
    """A WARNING for each printed total that is the sum of percentages, unless they are shares of one whole."""
    problems: list[Problem] = []
    for data in area.tables.values():
        for column in (one for one in data.table.numbers if one.unit == "percent"):
            for total, parts in _printed_totals(area, data, column.name):
                added = exact(sum(part[column.name] for part in parts))
                if added == exact(total[column.name]) and abs(added - _WHOLE) > _SHARES_OF_ONE:
                    cell, words = ref(data, total, column.name), in_words(total, data.table, area.places)
                    said = quoted(data, total, column)
                    problems.append(
                        Problem(
                            Severity.WARNING, "percentages-added", data.file, cell.line, column.name, cells=(cell,),
                            where=f"{column.name}, {words}", expected="a percentage of all together", found=said,
                            fix=f"it is the sum of {len(parts)} percentages, which means nothing: write [x], or compute it from the counts",
                            told=(f"{column.label}, {words}: ", said, f" is the sum of {len(parts)} percentages, which is no percentage of all together."),
                        )
                    )  # fmt: skip
    return problems


def _printed_totals(area: Area, data: TableData, value: str) -> Iterator[tuple[Record, list[Record]]]:
    """Each row that says it is a total, with two or more rows that differ from it in that key alone."""
    rows = [row for row in open_rows(area, data) if not missing(row, value)]
    for total in rows:
        for over in data.table.key:
            if not (total.get("is_total") == "yes" if over == data.table.age_column else total[over] == TOTAL):
                continue
            same = [key for key in data.table.key if key != over]
            parts = [row for row in rows if row is not total and all(row[key] == total[key] for key in same)]
            if len(parts) > 1:
                yield total, parts


def above_100(area: Area) -> list[Problem]:
    """A NOTE for each thing whose percentages may be above 100, with the reason that its declaration gives."""
    problems = []
    for data in area.tables.values():
        about = data.table.described
        by = area.tables.get(about.by) if about else None
        if about is None or by is None:
            continue
        for row in by.rows:
            if reason := row[about.above_100]:
                name = str(row.get("name") or row[about.key])
                problems.append(
                    Problem(
                        Severity.NOTE, "above-100", by.file, ref(by, row, about.above_100).line, about.above_100,
                        sentence=f"{row[about.key]} may be above 100 percent: {reason}",
                        told=f"{name}: percentages may be above 100. {reason}",
                    )
                )  # fmt: skip
    return problems

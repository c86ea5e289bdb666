"""Comparison: whether a place's share is really another than its comparator's, by the interval around it."""

import math
from collections.abc import Sequence

from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.intervals import difference, known, wilson
from generators.measures.tidy import Field, Tidy, from_rows

BETTER, WORSE, HIGHER, LOWER = "better", "worse", "higher", "lower"
SIMILAR = "no clear difference"
NO_INTERVAL, TOO_SMALL, MISSING = "no interval", "too small to tell", "not available"
TESTED = (BETTER, WORSE, HIGHER, LOWER, SIMILAR)

_NUMBERS = (
    Field("percent", "Share", "percent"),
    Field("low", "Interval from", "percent"),
    Field("high", "Interval to", "percent"),
    Field("compared", "Comparator", "percent"),
    Field("gap", "Gap", "pp", signed=True),
    Field("gap_low", "Gap from", "pp", signed=True),
    Field("gap_high", "Gap to", "pp", signed=True),
)


def verdict(percent: float, interval: tuple[float, float], compared: float, better: str) -> str:
    """One word for a share against a comparator's value: OHID's rule, whether the share's interval holds the value.

    Args:
        better: the polarity of the measure, `higher`, `lower` or `none`; without one nothing is called better or worse.
    """
    if math.isnan(percent) or math.isnan(compared):
        return MISSING
    if math.isnan(interval[0]):
        return NO_INTERVAL
    if interval[0] <= compared <= interval[1]:
        return SIMILAR
    direction = HIGHER if percent > compared else LOWER
    if better not in (HIGHER, LOWER):
        return direction
    return BETTER if direction == better else WORSE


def comparisons(area: Area, table: Tidy, comparators: Sequence[str]) -> Tidy:
    """One row per row of the table that is about the area or a place in it, and per comparator, with a verdict.

    `low` and `high` are the 95% Wilson interval of the share, from its cohort. `gap` is the share minus the comparator's, in
    percentage points, with Newcombe's interval; a comparator without a cohort is taken as known. A place is never compared with
    itself. Too few people for a verdict, no cohort and no number are verdicts of their own.

    Args:
        table: `percent` and `cohort` for each place, measure and period.
    """
    inside = {area.places.area.code, *(place.code for place in area.places.below)}
    rows, on = table.records(), [field.name for field in table.dims if field.name not in ("place_code", "place")]
    by_key = {(row["place_code"], *(row[name] for name in on)): row for row in rows}
    found = []
    for row in rows:
        if row["place_code"] not in inside:
            continue
        for code in comparators:
            other = by_key.get((code, *(row[name] for name in on)))
            if other is not None:
                found.append(_compared(area, row, other) | {name: row[name] for name in on})
    own = [field for field in table.dims if field.name not in ("period", "period_sort")]
    late = [field for field in table.dims if field.name in ("period", "period_sort")]
    fields = (
        *own, *late, Field("comparator", "Compared with"),
        *(Field(f.name, f.label, f.unit, f.decimals, is_value=True, signed=f.signed) for f in _NUMBERS),
        Field("verdict", "Verdict", words=_capital),
    )  # fmt: skip
    return from_rows(found, fields, (FILE, LINE))


def rule(smallest: int) -> str:
    """The rule of the verdicts, as pages print it."""
    return (
        "A verdict compares the share’s 95% interval (Wilson) with the comparator’s value. If the interval holds that value, "
        f"there is no clear difference. Shares of fewer than {smallest} pupils get no verdict."
    )


def _capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def _compared(area: Area, row: Record, other: Record) -> Record:
    """The numbers and the verdict of one row against one comparator."""
    share, theirs = float(row["percent"]), float(other["percent"])
    own = wilson(share, float(row["cohort"]))
    around = wilson(theirs, float(other["cohort"]))
    gap = difference(share, own, theirs, known(theirs) if math.isnan(around[0]) else around)
    indicator = area.settings.indicators[row["measure"]]
    small = float(row["cohort"]) < area.settings.thresholds.smallest_compared
    word = TOO_SMALL if small and not math.isnan(share) else verdict(share, own, theirs, indicator.better)
    mark, interval_mark = _marks(row, "percent"), _marks(row, "percent", "cohort")
    marks = {
        "percent": mark, "low": interval_mark, "high": interval_mark, "compared": _marks(other, "percent"),
        "gap": combined(mark, _marks(other, "percent")),
    }  # fmt: skip
    marks |= {name: combined(marks["gap"], interval_mark) for name in ("gap_low", "gap_high")}
    values = dict(zip((field.name for field in _NUMBERS), (share, *own, theirs, share - theirs, *gap), strict=True))
    return {
        "place_code": row["place_code"], "place": row["place"], "comparator": other["place"], "verdict": word,
        **values, **{mark_of(name): _needed(value, marks[name]) for name, value in values.items()},
        FILE: row.get(FILE, ""), LINE: row.get(LINE, 0),
    }  # fmt: skip


def _needed(value: float, mark: str) -> str:
    """A number that is missing for no other reason cannot be worked out: `[x]`."""
    return mark or ("[x]" if math.isnan(value) else "")


def _marks(row: Record, *names: str) -> str:
    return combined(*(str(row[mark_of(name)]) for name in names))

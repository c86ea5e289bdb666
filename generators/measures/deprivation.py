"""Deprivation: shares of neighbourhoods in England's most deprived fifth, their change, and ranks as percentiles."""

import math

import pandas as pd

from generators.inputs.frames import FILE, LINE, mark_of
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.tidy import Field, Tidy, from_rows, looked_up, marks_of, period_sort, side_by_side, tidy
from generators.numbers import midranks, percent

_ON = ["place_code", "index"]
_KEY = [*_ON, "period"]
_BESIDE = (  # name in the tidy table, column of an input table, label, unit and decimals
    ("deprived", "deprived", Field("", "Neighbourhoods in the most deprived fifth", "count", 0)),
    ("neighbourhoods", "neighbourhoods", Field("", "Neighbourhoods (LSOAs)", "count", 0)),
    ("printed_share", "share", Field("", "Share, printed", "percent", 2)),
    ("rank", "rank", Field("", "Rank", "rank", 0)),
    ("ranked", "ranked", Field("", "Places ranked", "count", 0)),
    ("quintile", "quintile", Field("", "Quintile, 1 most deprived", "rank", 0)),
)


@once
def shares(area: Area) -> Tidy:
    """One row per place, index and release: share of neighbourhoods (LSOAs) in the most deprived fifth, in percent, and rank.

    `share` is computed from counts of neighbourhoods where both are known, else it is the printed one, which stands beside.
    """
    both = [tidy(area, name) for name in ("deprivation", "deprived_neighbourhoods") if name in area.tables]
    table = side_by_side(area, both, _KEY, both[0].dims)
    for name, column, field in _BESIDE:
        found = next((one for one in both if column in [field.name for field in one.values]), None)
        given = looked_up(table.rows, found.rows, _KEY, column) if found else _absent(table)
        table = table.with_value(Field(name, field.label, field.unit, field.decimals), *given)
    return _with_national_rank(area, _with_share(table))


def _with_national_rank(area: Area, table: Tidy) -> Tidy:
    """The mid-rank of each ward's share among all wards of the national table, 1 the most deprived, where there is one."""
    national = area.national.get("ward_deprivation")
    if national is None:
        return table
    rows = national.frame
    every = percent(rows["deprived"], rows["neighbourhoods"]).groupby([rows["index"], rows["period"]], sort=False)
    lists = dict(iter(every))
    frame = table.frame
    wards = frame["place_code"].map(lambda code: area.places[code].level == "ward")
    counted = frame["neighbourhoods"].notna() & wards
    found, lengths = pd.Series(math.nan, frame.index), pd.Series(math.nan, frame.index)
    for key, same in frame[counted].groupby(["index", "period"], sort=False):
        if key in lists:
            found[same.index] = midranks(same["share"], lists[key])
            lengths[same.index] = float(lists[key].notna().sum())
    marks = found.isna().map({True: "[x]", False: ""})
    table = table.with_value(Field("computed_rank", "Rank among all wards, computed", "rank", 1), found, marks)
    return table.with_value(Field("computed_of", "Wards ranked", "count", 0), lengths.where(found.notna()), marks)


def _with_share(table: Tidy) -> Tidy:
    frame = table.frame
    computed = percent(frame["deprived"], frame["neighbourhoods"])
    share = computed.where(computed.notna(), frame["printed_share"])
    mark = marks_of(frame, "deprived", "neighbourhoods").where(computed.notna(), frame[mark_of("printed_share")])
    table = table.with_value(Field("share", "Neighbourhoods in England’s most deprived fifth", "percent"), share, mark)
    known = table.frame["share"].notna() | (table.frame[mark_of("share")] != "[z]")
    return table.with_frame(table.frame[known])


def _absent(table: Tidy) -> tuple[pd.Series, pd.Series]:
    return pd.Series(math.nan, table.frame.index), pd.Series("[x]", table.frame.index, dtype=object)


def ranks(area: Area) -> Tidy:
    """One row per place, index and release with a rank and how many were ranked.

    `percentile` is 100 × rank ÷ ranked. It can be compared between releases that rank different numbers of places.
    """
    table = tidy(area, "deprivation", ("rank", "ranked"))
    table = table.with_frame(table.frame[table.frame["rank"].notna() & table.frame["ranked"].notna()])
    marks = marks_of(table.frame, "rank", "ranked")
    return table.with_value(
        Field("percentile", "Percentile", "percent"), percent(table.frame["rank"], table.frame["ranked"]), marks
    )


@once
def change(area: Area) -> Tidy:
    """One row per place and index that has shares in the last two releases: both, and the change in percentage points.

    The change is computed from the shares as given and rounded once, when shown; the printed one stands beside it.
    """
    table = shares(area)
    periods = sorted(table.unique("period"), key=period_sort)
    dims = table.dims
    if len(periods) < 2:
        return Tidy(table.frame.iloc[:0], table.fields)
    before, now = (table.where(period=when) for when in periods[-2:])
    there = {tuple(row[name] for name in _ON) for row in before.rows}
    both = [row for row in now.rows if tuple(row[name] for name in _ON) in there]
    result = from_rows(both, dims, (FILE, LINE))
    for name, label, source in (("before", f"Share in {periods[-2]}", before), ("now", f"Share in {periods[-1]}", now)):
        result = result.with_value(Field(name, label, "percent"), *looked_up(result.rows, source.rows, _ON, "share"))
    frame = result.frame
    result = result.with_value(
        Field("change", "Change", "pp", 0, signed=True),
        (frame["now"] - frame["before"]).round(9),
        marks_of(frame, "before", "now"),
    )
    return _with_printed(area, result)


def _with_printed(area: Area, table: Tidy) -> Tidy:
    """The changes that the source prints, where it does."""
    if "deprivation_change" not in area.tables:
        return table
    printed = tidy(area, "deprivation_change")
    for name, label, unit in (
        ("printed_before", "Printed, earlier", "percent"),
        ("printed_now", "Printed, later", "percent"),
        ("printed_change", "Printed change", "pp"),
    ):
        values, marks = looked_up(table.rows, printed.rows, _ON, name)
        table = table.with_value(Field(name, label, unit, 0, signed=unit == "pp"), values, marks)
    return table

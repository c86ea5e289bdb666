"""Deprivation: shares of neighbourhoods in England's most deprived fifth, their change, and ranks as percentiles."""

from generators.inputs.frames import FILE, LINE
from generators.inputs.project import Area
from generators.measures.tidy import Field, Tidy, looked_up, marks_of, period_sort, tidy
from generators.numbers import percent

_ON = ["place_code", "index"]


def shares(area: Area) -> Tidy:
    """One row per place, index and release that has a share, in percent of the place's neighbourhoods (LSOAs)."""
    table = tidy(area, "deprivation", ("share", "rank", "ranked", "quintile"))
    return table.with_frame(table.frame[table.frame["share"].notna() | (table.frame["share_mark"] != "[z]")])


def ranks(area: Area) -> Tidy:
    """One row per place, index and release with a rank and how many were ranked: 1 is the most deprived.

    `percentile` is 100 × rank ÷ ranked. It can be compared between releases that rank different numbers of places.
    """
    table = tidy(area, "deprivation", ("rank", "ranked"))
    table = table.with_frame(table.frame[table.frame["rank"].notna() & table.frame["ranked"].notna()])
    marks = marks_of(table.frame, "rank", "ranked")
    return table.with_value(
        Field("percentile", "Percentile", "percent"), percent(table.frame["rank"], table.frame["ranked"]), marks
    )


def change(area: Area) -> Tidy:
    """One row per place and index that has shares in the last two releases: both, and the change in percentage points.

    The change is computed from the shares as given and rounded once, when shown; the printed one stands beside it.
    """
    table = shares(area)
    periods = sorted(table.unique("period"), key=period_sort)
    dims = table.dims
    if len(periods) < 2:
        return Tidy(table.frame.iloc[:0], table.fields)
    before, now = (table.frame[table.frame["period"] == when] for when in periods[-2:])
    both = now[
        [
            tuple(key) in set(before[_ON].itertuples(index=False, name=None))
            for key in now[_ON].itertuples(index=False, name=None)
        ]
    ]
    result = Tidy(both[[field.name for field in dims] + [FILE, LINE]].reset_index(drop=True), dims)
    for name, label, source in (("before", f"Share in {periods[-2]}", before), ("now", f"Share in {periods[-1]}", now)):
        result = result.with_value(Field(name, label, "percent"), *looked_up(result.frame, source, _ON, "share"))
    frame = result.frame
    result = result.with_value(
        Field("change", "Change", "pp", 0, signed=True),
        frame["now"] - frame["before"],
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
        values, marks = looked_up(table.frame, printed.frame, _ON, name)
        table = table.with_value(Field(name, label, unit, 0, signed=unit == "pp"), values, marks)
    return table

"""Population: how many children of each age live where, and what share of all people they are."""

from collections.abc import Sequence

import pandas as pd

from generators.inputs.frames import Record
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.tidy import Field, Tidy, looked_up, side_by_side, tidy
from generators.numbers import percent

ALL_AGES = "all ages"
SHARE = Field("share", "Share of all people", "percent")
PRINTED = Field("printed_share", "Share printed in the source", "percent")


@once
def counts(area: Area) -> Tidy:
    """One row per place, age band and period with the number of people, as given."""
    return tidy(area, "population")


@once
def shares(area: Area) -> Tidy:
    """One row per place, age band and period: people, their share of all people, and the share that the source prints.

    `share` is computed from the counts where both the band and all ages are known, else the printed one; without either it is
    missing, with the mark of what is lacking. Bands are those of either table; `all ages` itself has no row.
    """
    both = _side_by_side(area)
    frame = both.frame
    whole, whole_mark = looked_up(both.rows, _everybody(area), ["place_code", "period"], "people")
    computed = percent(frame["people"], whole)
    marks = [combined(one, other) for one, other in zip(frame["people_mark"], whole_mark, strict=True)]
    printed = frame["printed_share"]
    withheld = pd.Series(["[c]" in mark for mark in marks], index=frame.index)
    use_printed = computed.isna() & ~withheld
    share = computed.where(~use_printed, printed)
    mark = pd.Series(marks, index=frame.index, dtype=object).where(~use_printed, frame["printed_share_mark"])
    return both.with_value(SHARE, share, mark)


def _everybody(area: Area) -> Sequence[Record]:
    return tidy(area, "population").where(age_band=ALL_AGES).rows if "population" in area.tables else ()


def _side_by_side(area: Area) -> Tidy:
    """The rows of both tables, matched on place, age band and period; what only one of them has is `[x]` in the other."""
    on = ["place_code", "age_band", "period"]
    given = [tidy(area, name) for name in ("population", "population_shares") if name in area.tables]
    fields = tuple(dict.fromkeys(field for one in given for field in one.fields if not field.is_value))
    bands = [one.at([at for at, row in enumerate(one.rows) if row["age_band"] != ALL_AGES]) for one in given]
    table = side_by_side(area, bands, on, fields)
    for name, column, field in (
        ("population", "people", Field("people", "People", "people", 0)),
        ("population_shares", "share", PRINTED),
    ):
        if name in area.tables:
            values, marks = looked_up(table.rows, tidy(area, name).rows, on, column)
        else:
            values, marks = looked_up(table.rows, (), on, column)
        table = table.with_value(field, values, marks)
    return table

"""Provision: how many provisions and gaps are reported in each cell of strand and level, and what changed."""

import math
from collections import Counter
from itertools import product

import pandas as pd

from generators.inputs.declare import TOTAL
from generators.inputs.frames import FILE, LINE, mark_of, records
from generators.inputs.marks import combined, is_absent
from generators.inputs.periods import period
from generators.inputs.project import Area
from generators.measures.need import predicted_children
from generators.measures.once import once
from generators.measures.tidy import (
    PERIOD,
    PERIOD_SORT,
    PLACE_CODE,
    PLACE_NAME,
    Field,
    Tidy,
    from_rows,
    looked_up,
    marks_of,
    tidy,
)
from generators.numbers import per_1000, percent

STRANDS = ("Family Support", "Environment", "Workforce", "Identification", "Intervention")
LEVELS = ("Specialist", "Targeted", "Universal")
# Where a long word may break in a narrow column.
HYPHENATED = {
    "Environment": "Environ\u00adment",
    "Workforce": "Work\u00adforce",
    "Identification": "Identifi\u00adcation",
    "Intervention": "Inter\u00advention",
}
ALL_PROVIDERS = "All providers"
COUNT = Field("count", "Number reported", "count", 0, is_value=True)
_DIMS = ("kind", "provider", "level", "strand")
_KEYS = ("place_code", "kind", "provider", "period")


@once
def cells(area: Area) -> Tidy:
    """One row per place, period, kind (provision or gap), provider, level and strand, totals included, with its count.

    Cells are printed counts, or counted from the register: an entry counts once in each cell of its strands and levels, so
    the grand total counts entries as often as they have cells. Where the source prints counts for a period, those stand.
    Where providers are told apart and no count of all of them is given, theirs are added up.
    """
    printed = tidy(area, "provision_counts").frame if "provision_counts" in area.tables else pd.DataFrame()
    counted = _counted(area) if "provision_register" in area.tables else pd.DataFrame()
    if len(printed) and len(counted):
        there = set(zip(*(printed[name] for name in _KEYS), strict=True))
        keys = list(zip(*(counted[name] for name in _KEYS), strict=True))
        counted = counted[[key not in there for key in keys]]
    frame = pd.concat([part for part in (printed, counted) if len(part)], ignore_index=True)
    dims = (
        PLACE_CODE,
        PLACE_NAME,
        Field("kind", "Kind"),
        Field("provider", "Provider"),
        Field("level", "Level"),
        Field("strand", "Strand", words=lambda name: HYPHENATED.get(str(name), str(name))),
    )
    return Tidy(_in_grid_order(area, _with_all_providers(frame)), (*dims, PERIOD, PERIOD_SORT, COUNT))


def provisions(area: Area) -> Tidy:
    """The cells of provision of all providers in the area as a whole; no rows where only some of its places are given."""
    return _whole(area, cells(area).where(kind="provision", provider=ALL_PROVIDERS))


def gaps(area: Area) -> Tidy:
    """The cells of gaps, as `provisions`."""
    return _whole(area, cells(area).where(kind="gap", provider=ALL_PROVIDERS))


def by_provider(area: Area) -> Tidy:
    """The cells of each provider in the area as a whole; no rows where providers are not told apart."""
    table = cells(area)
    return _whole(area, table.only(provider=[name for name in table.unique("provider") if name != ALL_PROVIDERS]))


def by_place(area: Area) -> Tidy:
    """The cells of the places that the other figures do not show; no rows where there is only one place."""
    table = cells(area)
    shown = set(_whole(area, table).unique("place_code"))
    return table.only(place_code=[code for code in table.unique("place_code") if code not in shown])


def _whole(area: Area, table: Tidy) -> Tidy:
    return table.where(place_code=area.places.area.code)


def _with_all_providers(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows for all providers together where the source gives none."""
    on = ["place_code", "kind", "period", "level", "strand"]
    given = set(frame[frame["provider"] == ALL_PROVIDERS][on].itertuples(index=False, name=None))
    lacking = frame[[key not in given for key in frame[on].itertuples(index=False, name=None)]]
    if not len(lacking):
        return frame
    rows = []
    for _, same in lacking.groupby(on, sort=False):
        mark = combined(*same[mark_of("count")])
        count = math.nan if is_absent(mark) else math.fsum(same["count"])
        rows.append(
            {
                **same.iloc[0].to_dict(),
                "provider": ALL_PROVIDERS,
                "count": count,
                mark_of("count"): mark,
                FILE: "",
                LINE: 0,
            }
        )
    return pd.concat([frame, pd.DataFrame(rows)], ignore_index=True)


def _counted(area: Area) -> pd.DataFrame:
    """The register as cells, with zeros where no entry stands and totals over strands and levels.

    An entry of a place counts there and in the area as a whole. A planned provision is not counted.
    """
    register = area.tables["provision_register"].frame
    found: Counter[tuple[str, ...]] = Counter()
    scopes = set()
    for entry in records(register[(register["kind"] != "provision") | (register["status"] != "planned")]):
        places = dict.fromkeys((area.places.area.code, entry["place"]))
        for place, provider in product(places, (ALL_PROVIDERS, entry["provider"])):
            scope = (place, entry["kind"], provider, entry["period"])
            scopes.add(scope)
            for level, strand in product(entry["levels"], entry["strands"]):
                for cell in product((level, TOTAL), (strand, TOTAL)):
                    found[(*scope, *cell)] += 1
    rows = [
        {
            "place_code": place, "place": area.places[place].name, "kind": kind, "provider": provider, "period": when,
            "period_sort": period(when).sort, "level": level, "strand": strand,
            "count": float(found[place, kind, provider, when, level, strand]), "count_mark": "",
            FILE: area.tables["provision_register"].file, LINE: 0,
        }
        for place, kind, provider, when in sorted(scopes)
        for level, strand in product((*LEVELS, TOTAL), (*STRANDS, TOTAL))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _in_grid_order(area: Area, frame: pd.DataFrame) -> pd.DataFrame:
    """Sorted as the framework is drawn: Specialist on top, Family Support first, totals last."""
    order = {word: number for number, word in enumerate((*LEVELS, *STRANDS, TOTAL))}
    keys = frame.assign(
        _level=frame["level"].map(order),
        _strand=frame["strand"].map(order),
        _place=frame["place_code"].map(area.places.order),
        _kind=frame["kind"] != "provision",
        _all=frame["provider"] != ALL_PROVIDERS,
    )
    return keys.sort_values(["_place", "_kind", "_all", "provider", "period_sort", "_level", "_strand"], kind="stable")[
        frame.columns
    ].reset_index(drop=True)


def change(table: Tidy) -> Tidy:
    """One row per cell of the last two periods: count before, count now, the change, and the change in percent of before.

    Args:
        table: cells of one kind and provider.

    Returns:
        No rows when there are fewer than two periods.
    """
    before, now = last_two(table)
    if before is None:
        return Tidy(table.frame.iloc[:0], table.fields)
    result = from_rows(table.where(period=now).rows, table.dims, (FILE, LINE))
    on = ["place_code", *_DIMS]
    for name, label, when in (("before", f"Number in {before}", before), ("now", f"Number in {now}", now)):
        source = table.where(period=when).rows
        result = result.with_value(Field(name, label, "count", 0), *looked_up(result.rows, source, on, "count"))
    return _with_change(result)


def _with_change(table: Tidy) -> Tidy:
    frame, marks = table.frame, marks_of(table.frame, "before", "now")
    difference = frame["now"] - frame["before"]
    table = table.with_value(Field("change", "Change", "count", 0, signed=True), difference, marks)
    return table.with_value(
        Field("change_percent", "Change in percent", "percent", signed=True),
        percent(difference, frame["before"]),
        marks,
    )


def with_shares(table: Tidy) -> Tidy:
    """Totals over one dimension with each one's share of the grand total of its period, in percent."""
    frame = table.frame
    whole, marks = looked_up(table.rows, table.where(level=TOTAL, strand=TOTAL).rows, list(_KEYS), "count")
    mark = pd.Series(
        [combined(one, two) for one, two in zip(frame[mark_of("count")], marks, strict=True)],
        index=frame.index,
        dtype=object,
    )
    return table.with_value(Field("share", "Share of all", "percent"), percent(frame["count"], whole), mark)


def last_two(table: Tidy) -> tuple[str | None, str | None]:
    """The last two periods, the earlier one first; None where there is no such period."""
    ordered = sorted(table.unique("period"), key=lambda text: period(text).sort)
    return (ordered[-2] if len(ordered) > 1 else None, ordered[-1] if ordered else None)


def per_predicted(area: Area) -> Tidy:
    """One row per cell and total of the last period: its count, and its count per 1,000 children with predicted need.

    The children are those of every age band that the predictions have, in the area as a whole. They are estimated, so the rate
    is marked `[e]`; it is missing when their number is.
    """
    table = provisions(area)
    table = table.where(period=last_two(table)[1])
    children, mark = predicted_children(area)
    base = pd.Series(children, index=table.frame.index, dtype=float)
    marks = pd.Series(
        [combined(one, mark) for one in table.frame[mark_of("count")]], index=table.frame.index, dtype=object
    )
    field = Field("per_1000_predicted", "Per 1,000 children with predicted need", "per_1000", 1)
    return table.with_value(field, per_1000(table.frame["count"], base), marks)

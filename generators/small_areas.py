"""From small areas up: neighbourhoods (LSOAs) counted into places through a lookup, before anything else is added up.

An area that supplies `small_areas` (which LSOA lies in which place) and figures of its LSOAs needs no counts by place: they
are made here, with the origin `counted`, for every place that the table of counts does not print.
"""

import math

import pandas as pd

from generators.inputs.ages import age_band, tiles
from generators.inputs.frames import FILE, LINE, ORIGIN, mark_of
from generators.inputs.places import NEIGHBOURS, Places
from generators.inputs.project import Area, TableData

LOOKUP = "small_areas"
COUNTED = "counted"  # the origin of a row: what follows takes it as it takes a printed one
_DEPRIVED_DECILES = 2  # the two most deprived tenths are the most deprived fifth


def with_small_areas(area: Area) -> Area:
    """The area with the rows that its small areas and its statistical neighbours add up to."""
    tables = dict(area.tables)
    for name, frame in counted(area).items():
        tables[name] = _filled(tables[name], frame)
    if area.neighbours:
        tables = {name: _with_mean(data, area) for name, data in tables.items()}
    return area.with_tables(tables)


def counted(area: Area) -> dict[str, pd.DataFrame]:
    """For each table that small areas are counted into: one row per key, whether it is printed too or not."""
    if LOOKUP not in area.tables:
        return {}
    lookup = area.tables[LOOKUP].frame[["lsoa", "place"]]
    found = {}
    if data := area.tables.get("small_area_deprivation"):
        found["deprived_neighbourhoods"] = _deprived(data.frame, lookup, area.places)
    if data := area.tables.get("small_area_population"):
        found["population"] = _population(data.frame, lookup, area)
    return found


def deprived_by_place(neighbourhoods: pd.DataFrame) -> pd.DataFrame:
    """LSOAs, and those in the most deprived fifth, by place, period and index.

    Args:
        neighbourhoods: one row per LSOA, period and index with its `place` and `decile`, 1 the most deprived. A place of which
            one LSOA has no decile has no count.
    """
    flagged = neighbourhoods.assign(
        deprived=(neighbourhoods["decile"] <= _DEPRIVED_DECILES).where(neighbourhoods["decile"].notna()).astype(float)
    )
    groups = flagged.groupby(["place", "period", "index"], sort=False)["deprived"]
    return groups.agg(neighbourhoods="size", deprived=lambda flags: flags.sum(skipna=False)).reset_index()


def _deprived(frame: pd.DataFrame, lookup: pd.DataFrame, places: Places) -> pd.DataFrame:
    tenth = (10 * frame["rank"] / frame["ranked"]).map(math.ceil, na_action="ignore")
    given = frame.assign(decile=frame["decile"].fillna(tenth))[["lsoa", "period", "index", "decile"]]
    return deprived_by_place(_valid(_every_neighbourhood(given, lookup, ["period", "index"]), places))


def _population(frame: pd.DataFrame, lookup: pd.DataFrame, area: Area) -> pd.DataFrame:
    """People by place in the report's age bands: those of its tables that single years of age cover."""
    complete = _valid(
        _every_neighbourhood(frame[["lsoa", "period", "age", "people"]], lookup, ["period", "age"]), area.places
    )
    ages = {text: age_band(text) for text in frame["age"].unique()}
    parts = []
    for text in _bands(area):
        band = age_band(text)
        inside = [age for age, one in ages.items() if one.inside(band)]
        if tiles(band, [ages[age] for age in inside]):
            rows = complete[complete["age"].isin(inside)]
            summed = rows.groupby(["place", "period"], sort=False)["people"].agg(
                lambda people: people.sum(skipna=False)
            )
            parts.append(summed.reset_index().assign(age_band=text))
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame(columns=["place", "period", "people", "age_band"])
    )


def _every_neighbourhood(frame: pd.DataFrame, lookup: pd.DataFrame, over: list[str]) -> pd.DataFrame:
    """A row for every LSOA of the lookup and every period: one that the figures leave out has no number."""
    times = frame[over].drop_duplicates()
    return lookup.merge(times, how="cross").merge(frame, on=["lsoa", *over], how="left")


def _valid(rows: pd.DataFrame, places: Places) -> pd.DataFrame:
    """The rows of places that had these bounds at the time, or that are as they were: wards are redrawn."""
    dated = {code for code in rows["place"].unique() if places[code].valid_from or places[code].valid_to}
    keep = [
        code not in dated or places[code].valid(when) for code, when in zip(rows["place"], rows["period"], strict=True)
    ]
    return rows[keep]


def _bands(area: Area) -> list[str]:
    """The age bands that the report's tables speak of."""
    found: set[str] = set()
    for data in area.tables.values():
        if (name := data.table.age_column) is not None and not data.table.feeds:
            found |= {str(text) for text in data.frame[name].unique()}
    return [text for text in sorted(found) if not any(_holds(text, other) for other in found)]


def _holds(text: str, other: str) -> bool:
    """Whether a band is the total of others, which is added up like any total."""
    return text != other and age_band(other).inside(age_band(text))


def _filled(data: TableData, rows: pd.DataFrame) -> TableData:
    """The table with the rows whose keys it does not print."""
    key = list(data.table.key)
    there = set(data.frame[key].itertuples(index=False, name=None))
    new = rows[[one not in there for one in rows[key].itertuples(index=False, name=None)]]
    return data.with_frame(_joined(data, new))


def _joined(data: TableData, rows: pd.DataFrame) -> pd.DataFrame:
    """The frame with computed rows below it; numbers that they lack are not available."""
    if rows.empty:
        return data.frame
    more = pd.DataFrame(index=rows.index)
    for column in data.table.all_columns:
        if column.is_number:
            given = rows[column.name].astype(float) if column.name in rows else pd.Series(float("nan"), rows.index)
            more[column.name], more[mark_of(column.name)] = given, given.isna().map({True: "[x]", False: ""})
        else:
            more[column.name] = rows.get(column.name, "")
    more[LINE], more[FILE], more[ORIGIN] = 0, data.file, COUNTED
    return pd.concat([data.frame, more[list(data.frame.columns)].astype(data.frame.dtypes)], ignore_index=True)


def _with_mean(data: TableData, area: Area) -> TableData:
    """The mean of the neighbours in place of their rows: of shares and rates, while what adds up is summed."""
    if "place" not in data.table.key:
        return data
    theirs = data.frame["place"].isin([code for code in area.neighbours if code not in area.comparators])
    rows = data.frame[data.frame["place"].isin(area.neighbours)]
    others = [name for name in data.table.key if name != "place"]
    means = [_mean_row(data, same, others, len(area.neighbours)) for _, same in rows.groupby(others, sort=False)]
    return data.with_frame(_joined(data.with_frame(data.frame[~theirs]), pd.DataFrame(means)))


def _mean_row(data: TableData, rows: pd.DataFrame, others: list[str], expected: int) -> dict[str, object]:
    row: dict[str, object] = {name: rows[name].iloc[0] for name in (*others, "source")} | {"place": NEIGHBOURS}
    for column in data.table.numbers:
        complete = len(rows) == expected and bool(rows[column.name].notna().all())
        value = rows[column.name].sum() if column.additive else rows[column.name].mean()
        row[column.name] = float(value) if complete else float("nan")
    return row

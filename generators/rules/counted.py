"""Rules `counted-differs` and `computed-rank-differs`: what is printed beside what small areas and national lists give."""

import math

import pandas as pd

from generators.inputs.frames import Record, records
from generators.inputs.project import Area, TableData
from generators.numbers import decimals_in, half_up, midranks, percent
from generators.problems import Problem, Severity
from generators.rules.cells import in_words, missing, number, quoted, ref
from generators.small_areas import counted

_NEIGHBOURHOODS, _PRINTED, _WARDS = "deprived_neighbourhoods", "deprivation", "ward_deprivation"


def counted_differs(area: Area) -> list[Problem]:
    """A WARNING for each printed count or share that is not what is counted from the small areas that the area supplies."""
    problems = []
    for name, frame in counted(area).items():
        data = area.tables[name]
        found = {tuple(row[key] for key in data.table.key): row for row in records(frame)}
        for row in data.printed:
            own = found.get(tuple(row[key] for key in data.table.key), {})
            problems += [
                _finding(area, data, row, column.name, float(own[column.name]), "small areas", "counted-differs")
                for column in data.table.numbers
                if column.name in own and not _same(row, column.name, float(own[column.name]))
            ]
    return problems


def computed_rank_differs(area: Area) -> list[Problem]:
    """A WARNING for each printed share or rank of a place that is not the one computed from its neighbourhoods.

    The rank is the mid-rank of the share among the wards of the national table, a half rounded up.
    """
    if not {_NEIGHBOURHOODS, _PRINTED} <= set(area.tables):
        return []
    data, computed = area.tables[_PRINTED], _computed(area)
    problems = []
    for row in data.printed:
        share, rank = computed.get((row["place"], row["period"], row["index"]), (math.nan, math.nan))
        for column, value in (("share", share), ("rank", rank)):
            if not _same(row, column, value):
                basis = "neighbourhoods" if column == "share" else "the list of all wards"
                problems.append(_finding(area, data, row, column, value, basis, "computed-rank-differs"))
    return problems


def _computed(area: Area) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Share and rank by place, period and index; a rank only of wards, where the national table has the list."""
    rows = area.tables[_NEIGHBOURHOODS].frame
    shares = percent(rows["deprived"], rows["neighbourhoods"])
    ranks = pd.Series(math.nan, rows.index)
    if national := area.national.get(_WARDS):
        wards = rows["place"].map(lambda code: area.places[code].level == "ward")
        for key, ward in national.frame.groupby(["index", "period"], sort=False):
            same = (rows["index"] == key[0]) & (rows["period"] == key[1]) & wards
            ranks[same] = midranks(shares[same], percent(ward["deprived"], ward["neighbourhoods"]))
    keys = rows[["place", "period", "index"]].itertuples(index=False, name=None)
    return dict(zip(keys, zip(shares, ranks, strict=True), strict=True))


def _same(row: Record, column: str, value: float) -> bool:
    """Whether a printed number is the computed one at the decimals that it is printed with; nothing printed differs from nothing."""
    if missing(row, column) or math.isnan(value):
        return True
    printed = float(row[column])
    return float(half_up(value, decimals_in(printed))) == printed


def _finding(area: Area, data: TableData, row: Record, column: str, value: float, basis: str, rule: str) -> Problem:
    declared, cell = data.table.column(column), ref(data, row, column)
    places = decimals_in(float(row[column]))
    computed = number(float(half_up(value, places)))
    who = in_words(row, data.table, area.places)
    return Problem(
        Severity.WARNING, rule, data.file, cell.line, column, where=f"{column}, {who}", cells=(cell,),
        expected=f"{computed}, computed from {basis}", found=quoted(data, row, declared),
        fix="check the number against the source; keep what the source prints, both are published",
        told=(f"{declared.label}, {who}: the source prints ", quoted(data, row, declared), f"; computed from {basis} it is {computed}."),
    )  # fmt: skip

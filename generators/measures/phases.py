"""Work by phase: early years, primary and secondary, with schools and all phases added up where the source does not."""

import math
from collections.abc import Sequence

import pandas as pd

from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.series import COVERAGE, REPORTING, covered, of_kind, shares
from generators.measures.tidy import Tidy, tidy

EARLY, PRIMARY, SECONDARY, SCHOOLS, ALL = "Early years", "Primary", "Secondary", "Schools", "All phases"
PHASES = (EARLY, PRIMARY, SECONDARY, SCHOOLS, ALL)
SUMS = {SCHOOLS: (PRIMARY, SECONDARY), ALL: (EARLY, SCHOOLS)}

_COMPUTED = {COVERAGE.name: "", REPORTING: math.nan, mark_of(REPORTING): "[z]", FILE: "", LINE: 0}


def work(area: Area, value: str) -> Tidy:
    """One row per place, activity, phase and year, of those counted in `value`, with its share of all phases.

    Terms are left to `termly`. A sum is added only where it is not printed and both its parts are there.
    """
    table = _given(area, value)
    years = table.with_frame(table.frame[~table.frame["period"].isin(of_kind(table, "term").frame["period"])])
    rows = [row for same in _groups(years) for row in _with_sums(same, value)]
    return _with_share(Tidy(pd.DataFrame(rows, columns=years.frame.columns), years.fields), value)


def termly(area: Area, value: str) -> Tidy:
    """One row per place, activity, phase and term, of those counted in `value`."""
    return of_kind(_given(area, value), "term")


@once
def _every(area: Area) -> Tidy:
    """All that is counted, with who reported it."""
    return covered(area, "activity_by_phase", also=("counted",))


def _given(area: Area, value: str) -> Tidy:
    table = _every(area)
    frame = table.frame[table.frame[value].notna() | (table.frame[mark_of(value)] != "")]
    return Tidy(
        frame.reset_index(drop=True),
        tuple(field for field in table.fields if not field.is_value or field.name in (value, REPORTING)),
    )


def _groups(table: Tidy) -> list[list[Record]]:
    found: dict[tuple[str, ...], list[Record]] = {}
    for row in table.records():
        found.setdefault(_key(row), []).append(row)
    return list(found.values())


def _with_sums(rows: Sequence[Record], value: str) -> list[Record]:
    by_phase = {row["phase"]: row for row in rows}
    for whole, names in SUMS.items():
        parts = [by_phase[name] for name in names if name in by_phase]
        if whole not in by_phase and len(parts) == len(names):
            mark = combined(*(str(part[mark_of(value)]) for part in parts))
            number = math.fsum(float(part[value]) for part in parts)
            by_phase[whole] = {**parts[0], **_COMPUTED, "phase": whole, value: number, mark_of(value): mark}
    return [by_phase[name] for name in PHASES if name in by_phase]


def _with_share(table: Tidy, value: str) -> Tidy:
    """Each phase in percent of all phases; `[x]` where these are not known."""
    whole = {_key(row): float(row[value]) for row in table.where(phase=ALL).records()}
    of = pd.Series([whole.get(_key(row), math.nan) for row in table.records()], dtype=float)
    return shares(table, value, of, "Share of all phases")


def _key(row: Record) -> tuple[str, ...]:
    return row["place_code"], row["activity"], row["counted"], row["period"]


def needs(area: Area) -> Tidy:
    """One row per place, phase, type of need and period: referrals, and their share of the phase."""
    table = tidy(area, "need_type")
    on = ["place_code", "phase", "period"]
    whole = table.frame.groupby(on, sort=False)["referrals"].transform(lambda parts: parts.sum(skipna=False))
    return shares(table, "referrals", whole, "Share of the phase")

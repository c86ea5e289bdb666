"""Measures against rows worked out by hand: shares, gaps, changes, cells counted from a register, shares of those waiting."""

import math
from functools import cache
from pathlib import Path

import pytest

from generators.inputs.project import Area
from generators.measures.gaps import gap_name, with_gaps
from generators.measures.population import shares
from generators.measures.provision import ALL_PROVIDERS, cells, change, last_two, with_shares
from generators.measures.tidy import Tidy, tidy
from generators.measures.waiting import numbers_waiting
from generators.numbers import exact
from generators.outputs.tables import plain_number
from tests.sites import HARBOURSHIRE, counts, examined, scratch, write


@cache
def _area() -> Area:
    """The made-up area, protected, as measures see it."""
    (report,) = examined(write(scratch("measures"), HARBOURSHIRE)).reports
    return report.area


def _with(name: str, rows: str) -> Area:
    files = HARBOURSHIRE | {f"data/harbourshire/{name}.csv": rows}
    (report,) = examined(write(scratch("measures"), files)).reports
    return report.area


def _cell(table: Tidy, value: str, **same: str) -> float | str:
    """The number, or its mark, of the one row with these values; a number with a caveat as text."""
    (row,) = table.where(**same).records()
    number, mark = row[value], row[f"{value}_mark"]
    return mark if math.isnan(number) else f"{plain_number(number)}{mark}" if mark else exact(number)


QUAY, LOW, FORT = "W05000001", "W05000002", "W05000003"


@pytest.mark.parametrize(
    ("place", "band", "period", "expected"),
    [
        pytest.param(QUAY, "0-4", "mid-2029", 5.5, id="110 of 2000"),
        pytest.param(QUAY, "0-4", "mid-2030", 5.0, id="120 of 2400"),
        pytest.param(QUAY, "5-10", "mid-2030", 9.58333333333, id="230 of 2400"),
        pytest.param(LOW, "0-4", "mid-2030", "5[e]", id="an estimated count makes an estimated share"),
        pytest.param(FORT, "0-4", "mid-2030", 7.7, id="printed where the count is missing"),
        pytest.param(FORT, "5-10", "mid-2030", "10[p]", id="computed though the printed one is not applicable"),
        pytest.param("harbourshire", "5-10", "mid-2030", "8.60759493670886[p]", id="680 of 7900 in all wards"),
        pytest.param("harbourshire", "0-4", "mid-2030", "[x]", id="a ward is missing"),
        pytest.param("E92000001", "0-4", "mid-2030", 5.5, id="a comparator's printed share"),
    ],
)
def test_shares(place: str, band: str, period: str, expected: float | str) -> None:
    assert _cell(shares(_area()), "share", place_code=place, age_band=band, period=period) == expected


def test_a_share_of_nobody_is_missing() -> None:
    rows = "place,period,age_band,is_total,people\nQuay,2030,0-4,,0\nQuay,2030,all ages,yes,0\n"

    assert _cell(shares(_with("population", rows)), "share", place_code=QUAY, period="2030") in ("[x]", "[z]")


@pytest.mark.parametrize(
    ("place", "year", "comparator", "expected"),
    [
        pytest.param("harbourshire", "2028/29", "England", -5.5, id="60.5 against 66.0"),
        pytest.param("harbourshire", "2029/30", "England", -1.75, id="63.25 against 65.0"),
        pytest.param("harbourshire", "2029/30", "South West", "[x]", id="the comparator is missing"),
        pytest.param("harbourshire", "2028/29", "South West", "[x]", id="the comparator has no row"),
        pytest.param(LOW, "2029/30", "England", -15.0, id="a ward"),
        pytest.param(QUAY, "2029/30", "England", "[c]", id="confidential stays confidential"),
        pytest.param(QUAY, "2029/30", "South West", "[c]", id="confidential is stronger than missing"),
        pytest.param("E92000001", "2029/30", "England", "[z]", id="a comparator with itself"),
    ],
)
def test_gaps(place: str, year: str, comparator: str, expected: float | str) -> None:
    table = with_gaps(_area(), tidy(_area(), "attainment"), "percent")
    same = {"place_code": place, "period": f"academic year {year}", "measure": "gld"}

    assert _cell(table, gap_name(comparator), **same) == expected


def test_a_rounded_zero_has_no_gap_to_a_comparator_without_a_row() -> None:
    table = with_gaps(_area(), tidy(_area(), "attainment"), "percent")

    assert _cell(table, "percent", measure="elg1") == "[low]"
    assert _cell(table, "gap_england", measure="elg1") == "[x]"


@pytest.mark.parametrize(
    ("row", "over_12", "over_18"),
    [
        pytest.param("80,60,20", 75.0, 25.0, id="shares"),
        pytest.param("80,0,0", 0.0, 0.0, id="nobody waits long"),
        pytest.param("0,0,0", "[z]", "[z]", id="nobody waits"),
        pytest.param("80,80,80", 100.0, 100.0, id="all wait long"),
        pytest.param("80,90,20", "[x]", "[x]", id="more over 12 weeks than wait"),
        pytest.param("80,[x],20", "[x]", 25.0, id="one missing"),
        pytest.param("80,4,20", "[c]", 25.0, id="one withheld"),
        pytest.param("80,4,90", "[c]", "[x]", id="one withheld, the other more than wait"),
        pytest.param("3,0,0", "[c]", "[c]", id="the whole withheld"),
        pytest.param("80[e],60,20[p]", "75[e]", "25[e][p]", id="caveats travel"),
    ],
)
def test_shares_of_those_waiting(row: str, over_12: float | str, over_18: float | str) -> None:
    head = "period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks\n"
    table = numbers_waiting(_with("waiting", f"{head}2030,assessment,0-4,{row},1,2\n"))

    assert (_cell(table, "share_over_12_weeks"), _cell(table, "share_over_18_weeks")) == (over_12, over_18)


_HEAD = "place,period,kind,provider,level,strand,count\n"
_BEFORE = ["10", "20", "30", "40", "50", "1", "2", "3", "4", "0", "0", "0", "9", "9", "[x]"]
_NOW = ["11", "20", "15", "40", "0", "1", "2", "3", "4", "5", "0", "7", "9[e]", "8", "8"]


@cache
def _printed() -> Tidy:
    files = {name: text for name, text in HARBOURSHIRE.items() if "register" not in name}
    files["data/harbourshire/area.yml"] = files["data/harbourshire/area.yml"].replace("  provision_register: {source: other}\n", "")  # fmt: skip
    files["data/harbourshire/provision_counts.csv"] = _HEAD + counts("", "2028", "provision", _BEFORE) + counts("", "2029", "provision", _NOW)  # fmt: skip
    (report,) = examined(write(scratch("printed"), files)).reports
    return cells(report.area)


@pytest.mark.parametrize(
    ("level", "strand", "moved", "percent"),
    [
        pytest.param("Specialist", "Family Support", 1.0, 10.0, id="one more of ten"),
        pytest.param("Specialist", "Workforce", -15.0, -50.0, id="half"),
        pytest.param("Specialist", "Intervention", -50.0, -100.0, id="nothing left"),
        pytest.param("Specialist", "Environment", 0.0, 0.0, id="as many"),
        pytest.param("Targeted", "Intervention", 5.0, "[z]", id="from nothing there is no percentage"),
        pytest.param("Universal", "Family Support", 0.0, "[z]", id="nothing, still"),
        pytest.param("Universal", "Workforce", "0[e]", "0[e]", id="estimated"),
        pytest.param("Universal", "Intervention", "[x]", "[x]", id="unknown before"),
        pytest.param("Specialist", "Total", -64.0, -42.6666666667, id="150 to 86"),
        pytest.param("Total", "Family Support", 1.0, 9.09090909091, id="11 to 12"),
        pytest.param("Total", "Total", "[x]", "[x]", id="a cell is unknown"),
    ],
)
def test_change(level: str, strand: str, moved: float | str, percent: float | str) -> None:
    row = {"level": level, "strand": strand}

    assert _cell(change(_printed()), "change", **row) == moved
    assert _cell(change(_printed()), "change_percent", **row) == percent


@pytest.mark.parametrize(
    ("level", "period", "expected"),
    [
        pytest.param("Specialist", "2029", "64.6616541353[e]", id="86 of 133, of which one cell is estimated"),
        pytest.param("Targeted", "2029", "11.2781954887[e]", id="15 of 133"),
        pytest.param("Total", "2029", "100[e]", id="all of all"),
        pytest.param("Specialist", "2028", "[x]", id="of an unknown whole"),
    ],
)
def test_shares_of_the_grand_total(level: str, period: str, expected: str) -> None:
    assert _cell(with_shares(_printed()), "share", level=level, strand="Total", period=period) == expected


def test_an_estimate_of_an_unknown_whole_has_no_share() -> None:
    table = with_shares(
        cells(_with("provision_counts", _HEAD + counts("", "2029", "provision", ["5[e]"] + ["[x]"] * 14)))
    )

    assert _cell(table, "share", level="Specialist", strand="Family Support", period="2029", kind="provision") == "[x]"


def test_one_period_has_no_change() -> None:
    table = _printed().where(period="2029")

    assert last_two(table) == (None, "2029")
    assert change(table).records() == []


def test_the_last_two_periods_go_by_time_not_by_text() -> None:
    assert last_two(_printed()) == ("2028", "2029")


def _register(kind: str, provider: str, level: str, strand: str) -> float | str:
    return _cell(cells(_area()), "count", kind=kind, provider=provider, level=level, strand=strand, period="2030")


@pytest.mark.parametrize(
    ("kind", "provider", "level", "strand", "expected"),
    [
        pytest.param("provision", ALL_PROVIDERS, "Universal", "Family Support", 1.0, id="one cell of an entry with two strands"),
        pytest.param("provision", ALL_PROVIDERS, "Universal", "Identification", 1.0, id="the other one"),
        pytest.param("provision", ALL_PROVIDERS, "Targeted", "Environment", 1.0, id="an entry with two levels"),
        pytest.param("provision", ALL_PROVIDERS, "Specialist", "Workforce", 0.0, id="nothing there is a true zero"),
        pytest.param("provision", ALL_PROVIDERS, "Universal", "Total", 3.0, id="a level"),
        pytest.param("provision", ALL_PROVIDERS, "Total", "Environment", 2.0, id="a strand"),
        pytest.param("provision", ALL_PROVIDERS, "Total", "Total", 5.0, id="all cells"),
        pytest.param("provision", "Harbour Trust", "Total", "Total", 4.0, id="one provider"),
        pytest.param("provision", "St Ives School", "Total", "Total", 1.0, id="another"),
        pytest.param("gap", ALL_PROVIDERS, "Universal", "Workforce", 1.0, id="a gap"),
        pytest.param("gap", ALL_PROVIDERS, "Total", "Total", 1.0, id="all gaps"),
    ],
)  # fmt: skip
def test_cells_counted_from_the_register(kind: str, provider: str, level: str, strand: str, expected: float) -> None:
    assert _register(kind, provider, level, strand) == expected


def test_printed_counts_stand_where_there_are_both(tmp_path: Path) -> None:
    printed = _HEAD + counts("", "2030", "provision", ["7"] * 15)
    table = cells(_with("provision_counts", printed))

    assert _cell(table, "count", kind="provision", provider=ALL_PROVIDERS, level="Total", strand="Total") == 105.0
    assert _cell(table, "count", kind="gap", provider=ALL_PROVIDERS, level="Total", strand="Total") == 1.0

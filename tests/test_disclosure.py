"""Primary suppression: which counts of people are withheld, and that nothing computed gives them back."""

from pathlib import Path

import pytest

from generators.disclosure import protect
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Part, Table
from generators.inputs.frames import records
from generators.inputs.project import Area
from generators.problems import Ref
from generators.totals import with_totals
from tests.areas import area_of


def _table(unit: str = "children", basis: Basis = Basis.RECORDS) -> Table:
    return Table(
        name="seen",
        title="Seen",
        key=("place", "period", "age_band"),
        columns=(
            PLACE,
            PERIOD,
            AGE_BAND,
            Column("seen", Kind.WHOLE, "Seen", unit, least=0, snapshot=False, basis=basis),
            Column("reached", Kind.NUMBER, "Reached it", "percent", least=0, most=100, optional=True),
            Column("cost", Kind.NUMBER, "Cost", "gbp", least=0, optional=True),
        ),
        totals=("age_band", "place"),
    )


def _cells(area: Area, column: str = "seen") -> list[str]:
    """What would be published: numbers and marks."""
    frame = protect(with_totals(area))[0].tables["seen"].frame
    shown = []
    for row in records(frame):
        value, mark = row[column], row[f"{column}_mark"]
        shown.append(mark if value != value else f"{value:g}{mark}")
    return shown


@pytest.mark.parametrize(
    ("text", "smallest", "zeros", "expected"),
    [
        ("0", 5, True, "0"),
        ("0", 5, False, "[c]"),
        ("1", 5, True, "[c]"),
        ("4", 5, True, "[c]"),
        ("5", 5, True, "5"),
        ("5", 6, True, "[c]"),
        ("9", 10, True, "[c]"),
        ("10", 10, True, "10"),
        ("1", 1, True, "1"),
        ("4[e]", 5, True, "[c]"),
        ("6[e]", 5, True, "6[e]"),
        ("[x]", 5, True, "[x]"),
        ("[c]", 5, True, "[c]"),
    ],
)
def test_small_counts_are_withheld(tmp_path: Path, text: str, smallest: int, zeros: bool, expected: str) -> None:
    rows = f"period,age_band,seen\n2030,0-4,{text}\n"

    assert _cells(area_of(tmp_path, _table(), rows, smallest=smallest, publish_zeros=zeros)) == [expected]


@pytest.mark.parametrize(
    ("unit", "basis", "expected"),
    [
        ("children", Basis.RECORDS, "[c]"),
        ("people", Basis.RECORDS, "[c]"),
        ("people", Basis.OFFICIAL_ESTIMATE, "3"),
        ("children", Basis.MODELLED, "3"),
        ("count", Basis.RECORDS, "3"),
    ],
)
def test_only_counts_of_people_in_records_are_withheld(tmp_path: Path, unit: str, basis: Basis, expected: str) -> None:
    assert _cells(area_of(tmp_path, _table(unit, basis), "period,age_band,seen\n2030,0-4,3\n")) == [expected]


def test_the_withheld_cells_are_named(tmp_path: Path) -> None:
    area = area_of(tmp_path, _table(), "period,age_band,seen\n2030,0-4,3\n2030,5-9,30\n2030,10-14,[c]\n")

    assert protect(with_totals(area))[0].withheld == {Ref("data/harbourshire/seen.csv", 2, "seen")}


def test_the_least_is_withheld_from_which_a_small_count_could_be_worked_out(tmp_path: Path) -> None:
    rows = "place,period,age_band,seen\nash,2030,0-4,3\nash,2030,5-9,30\nbirch,2030,0-4,20\nbirch,2030,5-9,40\n"
    area = area_of(tmp_path, _table(), rows, "ash,Ash,ward\nbirch,Birch,ward\n")

    # The area's 0-4, 5-9 and 0-9, then those of Ash and of Birch: the totals are worth more than the four cells.
    assert _cells(area) == ["23", "70", "93", "[c]", "[c]", "33", "[c]", "[c]", "60"]


def test_beside_a_printed_total_a_second_part_is_withheld(tmp_path: Path) -> None:
    rows = "period,age_band,is_total,seen\n2030,0-4,,3\n2030,5-9,,30\n2030,0-9,yes,33\n"

    assert _cells(area_of(tmp_path, _table(), rows)) == ["[c]", "[c]", "33"]


def test_a_rate_beside_a_withheld_count_is_withheld_and_money_is_not(tmp_path: Path) -> None:
    rows = "period,age_band,seen,reached,cost\n2030,0-4,3,66.7,90\n2030,5-9,30,66.7,90\n2030,10-14,[x],66.7,90\n2030,15-19,2,[x],90\n"  # fmt: skip
    area = area_of(tmp_path, _table(), rows)

    assert _cells(area, "reached")[:4] == ["[c]", "66.7", "66.7", "[x]"]
    assert _cells(area, "cost")[:4] == ["90", "90", "90", "90"]


def test_protecting_leaves_the_tables_for_the_local_check_alone(tmp_path: Path) -> None:
    complete = with_totals(area_of(tmp_path, _table(), "period,age_band,seen\n2030,0-4,3\n"))
    protect(complete)

    assert complete.tables["seen"].frame["seen"].tolist() == [3]


PARTED = Table(
    name="seen", title="Seen", about="Seen.", key=("period", "age_band"),
    columns=(
        PERIOD, AGE_BAND, Column("waiting", Kind.WHOLE, "Waiting", "children", least=0, snapshot=True),
        Column("over", Kind.WHOLE, "Over a week", "children", least=0, snapshot=True),
    ),
    parts=(Part("over", "waiting"),), totals=("age_band",),
)  # fmt: skip


def test_a_whole_bounds_its_part_and_so_the_rest_of_a_sum(tmp_path: Path) -> None:
    """Of 8, hiding 3 and 5 is not enough: only 5 wait at 5 to 9, so at least 3 are of 0 to 4."""
    rows = "period,age_band,waiting,over,is_total\n2030,0-4,20,3,\n2030,5-9,5,5,\n2030,0-9,25,8,yes\n"
    frame = protect(with_totals(area_of(tmp_path, PARTED, rows)))[0].tables["seen"].frame
    hidden = {(row["age_band"], name) for row in records(frame) for name in ("waiting", "over") if "[c]" in row[f"{name}_mark"]}  # fmt: skip

    assert ("0-4", "over") in hidden
    assert hidden != {("0-4", "over"), ("5-9", "over")}

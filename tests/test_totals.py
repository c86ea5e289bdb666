"""Declared totals: computed only from all of their parts, of every hierarchy, and of the years in which places exist."""

from pathlib import Path

import pytest

from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import COMPUTED, ORIGIN, records
from generators.inputs.project import Area
from generators.totals import LINES, with_totals
from tests.areas import area_of

SEEN = Column("seen", Kind.WHOLE, "Seen", "children", least=0, snapshot=False)
VISITS = Table("visits", "Visits", ("place", "period", "age_band"), (PLACE, PERIOD, AGE_BAND, SEEN), totals=("age_band", "place"))  # fmt: skip
CLINICS = Table(
    name="clinics",
    title="Clinics",
    key=("place", "period", "season"),
    columns=(
        PLACE,
        PERIOD,
        Column("season", Kind.WORD, "Season", allowed=("Spring", "Summer", "Autumn")),
        Column("held", Kind.WHOLE, "Held", "count", least=0),
        Column("rate", Kind.NUMBER, "Rate", "percent", least=0, most=100),
        Column("about", Kind.TEXT, "About", optional=True),
    ),
    totals=("season",),
)
AGES = "period,age_band,is_total,seen\n"
PLACES = "place,period,age_band,seen\n"


def _computed(area: Area) -> list[dict[str, object]]:
    (data,) = with_totals(area).tables.values()
    return [row for row in records(data.frame) if row[ORIGIN] == COMPUTED]


def _sums(area: Area, key: str, value: str = "seen") -> dict[object, object]:
    """Each computed total by its key: the number, or its mark."""
    return {row[key]: row[f"{value}_mark"] if row[value] != row[value] else row[value] for row in _computed(area)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("2030,0-4,,10\n2030,5-11,,20\n", {"0-11": 30}, id="all bands"),
        pytest.param("2030,5-11,,20\n2030,0-4,,10\n", {"0-11": 30}, id="in any order"),
        pytest.param("2030,0-4,,0\n2030,5-11,,0\n", {"0-11": 0}, id="zeros"),
        pytest.param("2030,0-4,,10\n2030,5-11,,[x]\n", {"0-11": "[x]"}, id="one not available"),
        pytest.param("2030,0-4,,[c]\n2030,5-11,,[x]\n", {"0-11": "[c]"}, id="one confidential, one not available"),
        pytest.param("2030,0-4,,10[e]\n2030,5-11,,20[p]\n", {"0-11": 30}, id="caveats leave the number"),
        pytest.param("2030,0-4,,10\n2030,6-11,,20\n", {}, id="a hole"),
        pytest.param("2030,0-4,,10\n", {}, id="one band is no total"),
        pytest.param("2030,0-4,,10\n2030,5-11,,20\n2030,0-11,yes,31\n", {}, id="printed totals stay"),
        pytest.param("2030,0-4,,10\n2030,5-11,,20\n2030,12+,,5\n", {"all ages": 35}, id="open at the end"),
        pytest.param("2030,5-11,,20\n2030,12+,,5\n", {"5+": 25}, id="from five up"),
        pytest.param("2030,0,,1\n2030,1,,2\n", {"0-1": 3}, id="single years"),
    ],
)
def test_totals_over_ages(tmp_path: Path, rows: str, expected: dict[str, object]) -> None:
    assert _sums(area_of(tmp_path, VISITS, AGES + rows), "age_band") == expected


def test_caveats_travel_to_a_total_and_it_names_the_lines_that_it_adds_up(tmp_path: Path) -> None:
    (row,) = _computed(area_of(tmp_path, VISITS, AGES + "2030,0-4,,10[e]\n2030,5-11,,20[e][p]\n"))

    assert (row["seen"], row["seen_mark"], row[LINES]) == (30, "[e][p]", (2, 3))


def test_totals_over_words(tmp_path: Path) -> None:
    rows = (
        "period,season,held,rate,about,note\n2030,Spring,4,50,rainy,late\n2030,Summer,5,60,dry,\n2030,Autumn,6,70,,\n"
    )
    (row,) = _computed(area_of(tmp_path, CLINICS, rows))

    assert (row["season"], row["held"], row["rate_mark"]) == ("Total", 15, "[z]")
    assert (row["about"], row["note"]) == ("", "")


def test_a_word_without_a_row_leaves_no_total(tmp_path: Path) -> None:
    rows = "period,season,held,rate\n2030,Spring,4,50\n2030,Summer,5,60\n"

    assert _computed(area_of(tmp_path, CLINICS, rows)) == []


WARDS = (
    "north,North,locality\nsouth,South,locality\nash,Ash,ward,north\nbirch,Birch,ward,north\ncedar,Cedar,ward,south\n"
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("ash,2030,0-4,1\nbirch,2030,0-4,2\ncedar,2030,0-4,4\n", {"north": 3, "south": 4, "harbourshire": 7}, id="wards"),
        pytest.param("ash,2030,0-4,1\nbirch,2030,0-4,2\n", {"north": 3}, id="a ward without a row"),
        pytest.param("ash,2030,0-4,1\nbirch,2030,0-4,[x]\ncedar,2030,0-4,4\n", {"north": "[x]", "south": 4, "harbourshire": "[x]"}, id="a ward without a number"),
        pytest.param("north,2030,0-4,9\nsouth,2030,0-4,9\n", {"harbourshire": 18}, id="localities alone"),
        pytest.param("north,2030,0-4,9\nash,2030,0-4,1\nbirch,2030,0-4,2\ncedar,2030,0-4,4\n", {"south": 4, "harbourshire": 7}, id="a printed locality stays"),
        pytest.param("harbourshire,2030,0-4,50\nash,2030,0-4,1\nbirch,2030,0-4,2\ncedar,2030,0-4,4\n", {"north": 3, "south": 4}, id="the printed area stays"),
    ],
)  # fmt: skip
def test_totals_over_places(tmp_path: Path, rows: str, expected: dict[str, object]) -> None:
    assert _sums(area_of(tmp_path, VISITS, PLACES + rows, WARDS), "place") == expected


def test_a_place_outside_every_locality_keeps_the_localities_from_making_the_area(tmp_path: Path) -> None:
    rows = PLACES + "north,2030,0-4,3\nash,2030,0-4,1\nbirch,2030,0-4,2\nelm,2030,0-4,8\n"
    places = "north,North,locality\nash,Ash,ward,north\nbirch,Birch,ward,north\nelm,Elm,ward\n"

    assert _sums(area_of(tmp_path, VISITS, rows, places), "place") == {"harbourshire": 11}


def test_a_ward_in_two_localities_keeps_these_from_making_the_area(tmp_path: Path) -> None:
    rows = PLACES + "north,2030,0-4,3\nschools,2030,0-4,3\n"
    places = "north,North,locality\nschools,Schools,locality\nash,Ash,ward,north;schools\n"

    assert _sums(area_of(tmp_path, VISITS, rows, places), "place") == {}


def test_redrawn_wards_count_in_their_years_only(tmp_path: Path) -> None:
    rows = PLACES + "ash,2015,0-4,5\nbirch,2015,0-4,6\nash,2030,0-4,7\nelm,2030,0-4,9\n"
    places = "ash,Ash,ward\nbirch,Birch,ward,,,2020\nelm,Elm,ward,,2021,\n"
    area = area_of(tmp_path, VISITS, rows, places)

    assert {row["period"]: row["seen"] for row in _computed(area)} == {"2015": 11, "2030": 16}


def test_ages_and_places_together(tmp_path: Path) -> None:
    rows = "place,period,age_band,seen\nash,2030,0-4,1\nash,2030,5-9,2\nbirch,2030,0-4,4\nbirch,2030,5-9,8\n"
    area = area_of(tmp_path, VISITS, rows, "ash,Ash,ward\nbirch,Birch,ward\n")

    assert {(row["place"], row["age_band"]): row["seen"] for row in _computed(area)} == {
        ("ash", "0-9"): 3, ("birch", "0-9"): 12, ("harbourshire", "0-4"): 5, ("harbourshire", "5-9"): 10, ("harbourshire", "0-9"): 15,
    }  # fmt: skip

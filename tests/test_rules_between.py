"""What two tables tell of one thing, and figures that words name: rules on made-up tables and texts, in whole sentences."""

from pathlib import Path

import pytest

from generators.examine import examine
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Table
from generators.inputs.settings import Root
from generators.problems import Problem
from generators.rules import findings
from generators.rules.figures import named_in
from generators.totals import with_totals
from tests.areas import AREA, area_of
from tests.sites import HARBOURSHIRE, write

SAILORS = Column("sailors", Kind.WHOLE, "Sailors", "people", snapshot=True)
SPEED = Column("speed", Kind.NUMBER, "Speed", "percent", optional=True)
CREWS = Table("crews", "Crews", ("place", "period", "age_band"), (PLACE, PERIOD, AGE_BAND, SAILORS, SPEED))
SHIPS = Table(
    name="ships",
    title="Ships",
    key=("place", "period", "age_band", "rig"),
    columns=(PLACE, PERIOD, AGE_BAND, Column("rig", Kind.TEXT, "Rig"), SAILORS, SPEED),
    totals=("rig",),
)
GUESTS = Table(
    name="guests",
    title="Guests",
    key=("place", "period", "age_band"),
    columns=(PLACE, PERIOD, AGE_BAND, Column("sailors", Kind.WHOLE, "Sailors", "people", basis=Basis.MODELLED)),
)
COOKS = Table(
    name="cooks",
    title="Cooks",
    key=("place", "period", "age_band"),
    columns=(PLACE, PERIOD, AGE_BAND, Column("on_board", Kind.WHOLE, "On board", "people", counts="hands", snapshot=True)),
)  # fmt: skip
MATES = Table(
    name="mates",
    title="Mates",
    key=("place", "period", "age_band"),
    columns=(PLACE, PERIOD, AGE_BAND, Column("hands", Kind.WHOLE, "Hands", "people", counts="hands", snapshot=True)),
)
HEAD = "place,period,age_band,"
ASH = "ash,Ash,ward\n"


def _differ(folder: Path, first: tuple[Table, str], second: tuple[Table, str]) -> list[Problem]:
    """What the rule finds in an area with two tables."""
    one, other = (area_of(folder / table.name, table, rows, ASH) for table, rows in (first, second))
    area = with_totals(one.with_tables({**one.tables, **other.tables}))
    return [problem for problem in findings(area) if problem.rule == "tables-differ"]


@pytest.mark.parametrize(
    ("row", "twin", "found"),
    [
        pytest.param("Ash,2030,5-9,41,", "Ash,2030,5-9,Total,47,", True, id="another value"),
        pytest.param("Ash,2030,5-9,41,", "Ash,2030,5-9,Total,41,", False, id="the same"),
        pytest.param("Ash,2030,5-9,41,", "Ash,2030,5-9,Sloop,47,", False, id="of a part"),
        pytest.param("Ash,2030,5-9,41,", "Ash,2031,5-9,Total,47,", False, id="of another year"),
        pytest.param("Ash,2030,5-9,41,", "Ash,2030,5-10,Total,47,", False, id="of other ages"),
        pytest.param("Ash,2030,5-9,41,", ",2030,5-9,Total,47,", False, id="of another place"),
        pytest.param("Ash,2030,5-9,[x],", "Ash,2030,5-9,Total,47,", False, id="nothing to compare with"),
        pytest.param(
            "Ash,academic year 2029/30,5-9,41,",
            "Ash,financial year 2029/30,5-9,Total,47,",
            False,
            id="of years of another kind",
        ),
        pytest.param("Ash,2030,5-9,41,12.3", "Ash,2030,5-9,Total,41,12.34", False, id="more precise"),
        pytest.param("Ash,2030,5-9,41,12.3", "Ash,2030,5-9,Total,41,12.36", True, id="more precise and another"),
    ],
)
def test_one_number_in_two_tables(tmp_path: Path, row: str, twin: str, found: bool) -> None:
    crews = CREWS, f"{HEAD}sailors,speed\n{row}\n"
    ships = SHIPS, f"{HEAD}rig,sailors,speed\n{twin}\n"

    assert bool(_differ(tmp_path, crews, ships)) is found


def test_the_sentences_of_a_number_in_two_tables(tmp_path: Path) -> None:
    crews = CREWS, f"{HEAD}sailors\nAsh,2030,5-9,41\n"
    ships = SHIPS, f"{HEAD}rig,sailors\nAsh,2030,5-9,Sloop,40\nAsh,2030,5-9,Total,47\n"
    (problem,) = _differ(tmp_path, crews, ships)

    assert f"{problem.severity} {problem.text()}" == (
        "warning data/harbourshire/crews.csv:2: sailors, Ash, 2030, ages 5 to 9: expected 47 as in data/harbourshire/ships.csv, line 3, "
        'found "41"; look both up in their sources: correct one, or say in a note why they differ'
    )
    assert problem.for_readers() == "Ash, 2030, ages 5 to 9: ‘sailors’ is 41 in crews and 47 in ships."
    assert problem.text(frozenset(problem.cells[:1])).count("[c]") == 1


def test_numbers_that_are_not_one_are_not_compared(tmp_path: Path) -> None:
    row = f"{HEAD}sailors\nAsh,2030,5-9,41\n"
    other = f"{HEAD}sailors\nAsh,2030,5-9,47\n"

    assert _differ(tmp_path, (CREWS, row), (GUESTS, other)) == []


def test_columns_that_say_that_they_count_the_same_are_compared(tmp_path: Path) -> None:
    cooks = COOKS, f"{HEAD}on_board\nAsh,2030,5-9,41\n"
    mates = MATES, f"{HEAD}hands\nAsh,2030,5-9,47\n"

    assert [problem.column for problem in _differ(tmp_path, cooks, mates)] == ["on_board"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Figure 7", [7]),
        ("figures 1 to 4 and 8, 9", [1, 2, 3, 4, 8, 9]),
        ("see figures 3–5.", [3, 4, 5]),
        ("figure 12.", [12]),
        ("figure 10,000", []),
        ("figure 3.2", []),
        ("a figure 30% higher", []),
        ("figures of 2019", []),
        ("figures 2019 to 2021", []),
    ],
)
def test_figures_that_a_text_names(text: str, numbers: list[int]) -> None:
    assert [one.number for one in named_in(text)] == numbers


LIST = Table("moorings", "Moorings", ("ref",), (Column("ref", Kind.TEXT, "Ref"), Column("length", Kind.NUMBER, "Length", "count")))  # fmt: skip


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("figures 1 to 6 and 8", ["7"]),
        ("figures 2 to 8", []),
        ("figures 1, 4, 6 and 9", []),
        ("figures 1 to 3 and 5", []),
        ("tables 1 to 4, 6 and 7", ["5"]),
        ("section 5", []),
    ],
)
def test_a_figure_of_the_source_that_nobody_names(tmp_path: Path, page: str, found: list[str]) -> None:
    about = AREA.format(table=LIST.name).replace("source: made-up}", f'source: made-up, page: "{page}"}}')
    area = area_of(tmp_path, LIST, "ref,length\nA,1\n", about=about)
    told = [problem for problem in findings(area) if problem.rule == "figure-missing"]

    assert [f"{problem.severity}: {problem.found}" for problem in told] == [f"note: no {number}" for number in found]


def test_the_sentence_of_a_figure_that_nobody_names(tmp_path: Path) -> None:
    about = AREA.format(table=LIST.name).replace("source: made-up}", 'source: made-up, page: "figures 1 to 6 and 8"}')
    (problem,) = (one for one in findings(area_of(tmp_path, LIST, "ref,length\nA,1\n", about=about)) if one.rule == "figure-missing")  # fmt: skip

    assert problem.text() == (
        'data/harbourshire/area.yml:11: tables, source made-up: expected every figure from 1 to 8, found "no 7"; name it as the page of its '
        "table, or say in a note that the source has none, or that it is only a picture"
    )
    assert problem.for_readers() == "Made up: of its figures 1 to 8, 7 is not used here, or not there."


def _cited(tmp_path: Path, narrative: str, note: str = "", page: str = "") -> list[str]:
    files = dict(HARBOURSHIRE)
    area, waiting = "data/harbourshire/area.yml", "data/harbourshire/waiting.csv"
    files["content/harbourshire/waiting.md"] = narrative
    files[area] = files[area].replace(
        "waiting: {source: example,", f'waiting: {{source: example, page: "{page or "a list"}",'
    )
    lines = files[waiting].splitlines()
    files[waiting] = "\n".join([f"{lines[0]},note", f"{lines[1]},{note}", *(f"{line}," for line in lines[2:])]) + "\n"
    found = examine(Root(write(tmp_path, files))).all_problems()
    return [f"{one.severity} {one.text()}" for one in found if one.rule == "no-such-figure"]


@pytest.mark.parametrize(
    ("narrative", "note", "page", "found"),
    [
        pytest.param("As figure 1 shows.", "", "", [], id="one of the report"),
        pytest.param("As figure 99 shows.", "", "", ["waiting.md:1"], id="no figure"),
        pytest.param("Well.\n\nSee figures 1 and 98.", "", "", ["waiting.md:3"], id="one of two"),
        pytest.param("Figure 99 of the national survey.", "", "", [], id="of another document"),
        pytest.param("Figure 99 of the report.", "", "", ["waiting.md:1"], id="of this report"),
        pytest.param("", "See figure 99.", "", ["waiting.csv:2"], id="in a cell"),
        pytest.param("", "See figure 40.", "figures 38 to 44", [], id="of the source"),
        pytest.param("", "See figure 1.", "figures 38 to 44", ["waiting.csv:2"], id="of the report where the source is known"),
        pytest.param("See figure 1 and figure 40.", "", "figures 38 to 44", [], id="a narrative names both"),
        pytest.param("See table 4.", "", "", ["waiting.md:1"], id="a table, where one is named"),
    ],
)  # fmt: skip
def test_figures_that_are_not_there(tmp_path: Path, narrative: str, note: str, page: str, found: list[str]) -> None:
    told = _cited(tmp_path, narrative, note, page)

    assert [text.split(": ")[0].rpartition("/")[2] for text in told] == found


def test_the_sentence_of_a_figure_that_is_not_there(tmp_path: Path) -> None:
    assert _cited(tmp_path, "", "See figure 12.", "figures 1 to 9") == [
        "warning data/harbourshire/waiting.csv:2: column note: expected a figure that area.yml names of the source, up to 9, "
        'found "figure 12"; correct the number, name it as the page of its table in area.yml, or say of which document it is: figure 3 of the survey'
    ]

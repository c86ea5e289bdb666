"""Mechanical repairs: what is mended, what is left to its author, and that nothing is written unasked."""

import re
import shutil
from pathlib import Path

import pytest

from generators.fixing.texts import mended_bytes, mended_table
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Table
from generators.inputs.mending import mended_cell
from tests.sites import HARBOURSHIRE, write
from tests.test_authoring import run

FARES = Table(
    name="fares",
    title="Fares",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column("riders", Kind.WHOLE, "Riders", "people", least=0),
        Column("fare", Kind.NUMBER, "Fare", "gbp", least=0),
        Column("share", Kind.NUMBER, "Share", "percent", least=0, most=100),
        Column("remark", Kind.TEXT, "Remark", optional=True),
    ),
)
HEAD = "place,period,age_band,riders,fare,share,remark\n"


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("riders", "1,234", "1234"),
        ("riders", "12,345,678", "12345678"),
        ("riders", " 12 ", "12"),
        ("riders", "\u00a012", "12"),
        ("riders", "Not reported", "[x]"),
        ("riders", "not available", "[x]"),
        ("fare", "£1,234.50", "1234.50"),
        ("fare", "£9", "9"),
        ("share", "45.5%", "45.5"),
        ("age_band", "05-Sep", "5-9"),
        ("age_band", "04-May", "4-5"),
        ("age_band", "Oct-14", "10-14"),
        ("place", "Nth Side", "North Side"),
        ("place", "North Side ", "North Side"),
        ("remark", "two  words ", "two  words"),
    ],
)
def test_what_is_mended(column: str, before: str, after: str) -> None:
    assert mended_cell(before, FARES.column(column), {"Nth Side": "North Side"}) == after


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("riders", "1,23"),  # a decimal comma, or a slip
        ("riders", "1.234"),  # thousands on the continent, or a decimal
        ("riders", "n/a"),  # not available, or not applicable
        ("riders", "-"),
        ("riders", "<5"),
        ("riders", "£12"),  # pounds among people
        ("riders", "12%"),
        ("riders", "1,234x"),
        ("riders", "1,234.5"),
        ("share", "1,450%"),
        ("age_band", "05-May"),
        ("age_band", "2019-05-09"),
        ("age_band", "5 to 9"),
        ("place", "Nrth Side"),
        ("remark", "1,234"),
    ],
)
def test_what_has_two_readings_is_left(column: str, text: str) -> None:
    assert mended_cell(text, FARES.column(column), {"Nth Side": "North Side"}) == text


@pytest.mark.parametrize(
    ("raw", "text", "what"),
    [
        ("größer".encode(), "größer", ()),
        ("\ufeffa,b".encode(), "a,b", ("a byte-order mark is taken out",)),
        ("Café £5".encode("cp1252"), "Café £5", ("read as Windows-1252 and written as UTF-8: look at the letters that change",)),
        ("a,b".encode("utf-16"), None, ()),
        (b"a\0b", None, ()),
        (b"\x81", None, ()),
    ],
)  # fmt: skip
def test_encodings(raw: bytes, text: str | None, what: tuple[str, ...]) -> None:
    assert mended_bytes(raw) == (text, what)


def test_only_the_cells_that_change_are_written_anew() -> None:
    before = HEAD + '# a comment, with "quotes"\nash,2030,5-9,"1,234",9,5,"quoted"\nash,2031,5-9,12,9,5,"two\nlines, quoted"\nbirch,2030,05-Sep,7,9,5,\n'  # fmt: skip
    after, what = mended_table(before, FARES, lambda cell, column: mended_cell(cell, column, {}))

    assert what == ()
    assert after == before.replace('"1,234",9,5,"quoted"', "1234,9,5,quoted").replace("05-Sep", "5-9")


def test_semicolons_become_commas_and_decimal_commas_stay_for_the_author() -> None:
    before = HEAD.replace(",", ";") + "ash;2030;5-9;12;9,5;1,234;a, b\n"
    after, what = mended_table(before, FARES, lambda cell, column: mended_cell(cell, column, {}))

    assert what == ("semicolons between the cells become commas",)
    assert after == HEAD + 'ash,2030,5-9,12,"9,5","1,234","a, b"\n'


def test_a_share_in_thousands_is_no_percentage() -> None:
    after, _ = mended_table(
        HEAD + "ash,2030,5-9,[x],[x],[x],\n", FARES, lambda cell, column: mended_cell(cell, column, {})
    )

    assert after == HEAD + "ash,2030,5-9,[x],[x],[x],\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An area whose waiting list was saved by a spreadsheet."""
    write(tmp_path, HARBOURSHIRE)
    run("fix", "--write", "--root", str(tmp_path))  # its aliases become names
    shutil.rmtree(tmp_path / "build")
    path = tmp_path / "data/harbourshire/waiting.csv"
    text = path.read_text(encoding="utf-8")
    broken = re.sub(r"\b([0-9]{2})\b(?=,[0-9]+,[0-9]+,)", r" \1", text, count=1)
    assert broken != text
    path.write_bytes(b"\xef\xbb\xbf" + broken.encode())
    return tmp_path


def test_nothing_is_written_unasked(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, output = run("fix", "--root", str(project))

    assert code == 0
    assert output.startswith(
        "data/harbourshire/waiting.csv: a byte-order mark is taken out\n--- data/harbourshire/waiting.csv\n+++ "
    )
    assert output.endswith("1 file would change. To write this: needsbook fix --write\n")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_copy_is_kept_and_the_area_passes(project: Path) -> None:
    before = (project / "data/harbourshire/waiting.csv").read_bytes()
    code, output = run("fix", "harbourshire", "--write", "--root", str(project))
    kept = list((project / "build/private").rglob("waiting.csv"))

    assert code == 0
    assert [path.read_bytes() for path in kept] == [before]
    assert "1 area: 0 errors" in output.splitlines()[-1]
    assert run("fix", "--root", str(project)) == (0, "Nothing to mend that is safe to mend without asking.\n")


def test_an_area_that_there_is_not(project: Path) -> None:
    code, output = run("fix", "harborshire", "--root", str(project))

    assert code == 2
    assert "did you mean harbourshire?" in output

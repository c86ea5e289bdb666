"""A new area from its blank files, and the data dictionary: an author needs nothing else."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from generators.__main__ import app
from generators.inputs.dictionary import blank_csv
from generators.inputs.places import PLACES
from generators.inputs.settings import Root, read_settings
from generators.sections import SECTIONS, catalogue
from tests.test_check import check

NAME = 'St "Mary", Ely & Co: 2'


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and output of the command; a mistake of ours is raised."""
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "300", "TERM": "dumb"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def new_area(
    root: Path, sections: str, *, area: str = "new-town", name: str = NAME, code: str = "E06000999"
) -> tuple[int, str]:
    """Runs `new-area`."""
    return run("new-area", area, "--name", name, "--code", code, "--sections", sections, "--root", str(root))


def described() -> dict[str, dict[str, object]]:
    """The data dictionary by table, as a program reads it."""
    return {table["name"]: table for table in json.loads(run("describe", "--format", "json")[1])["tables"]}


def fill_in(folder: Path) -> None:
    """What an author does, without knowing more than the files say: the examples become rows, every TODO a text."""
    area = folder / "area.yml"
    area.write_text(area.read_text(encoding="utf-8").replace("TODO ", ""), encoding="utf-8")
    for path in folder.glob("*.csv"):
        heading, example, *rows = path.read_text(encoding="utf-8").splitlines()
        values = next(csv.reader([example.removeprefix("# ")]))
        filled = (
            [values]
            if not rows
            else [[cell or value for cell, value in zip(row, values, strict=True)] for row in csv.reader(rows)]
        )
        if path.name == "places.csv":
            filled = []
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([next(csv.reader([heading])), *filled])
        path.write_text(text.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("section", SECTIONS)
def test_the_blank_files_of_a_section_filled_in_pass_the_check(tmp_path: Path, section: str) -> None:
    assert new_area(tmp_path, section)[0] == 0
    before = check(tmp_path).output
    fill_in(tmp_path / "data" / "new-town")
    after = check(tmp_path)

    assert "expected your text" in before
    assert (
        after.exit_code,
        [line for line in after.output.splitlines() if " (warning)" not in line and " (note)" not in line][:-1],
    ) == (0, [])


def test_all_sections_are_the_default(tmp_path: Path) -> None:
    assert new_area(tmp_path, "")[0] == 0
    folder = tmp_path / "data" / "new-town"
    about = yaml.safe_load((folder / "area.yml").read_text(encoding="utf-8"))
    tables = {path.stem for path in folder.glob("*.csv")} - {"places"}

    assert about["name"] == NAME
    assert about["level"] == "authority"
    assert about["sections"] == list(SECTIONS)
    assert tables == set(about["tables"])
    assert tables >= {name for names in catalogue().sections.values() for name in names}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"area": "New Town"}, "write new-town"),
        ({"area": "benchmarks"}, "benchmarks is the folder of comparators"),
        ({"area": "aux"}, "Windows has no such folder"),
        ({"area": "../up"}, "write up"),
        ({"code": "e06000999"}, "write E06000999"),
        ({"code": "E0600099"}, "expected a GSS code such as E06000001"),
        ({"code": "E06 000 999"}, "expected a GSS code such as E06000001"),
        ({"name": " "}, "expected a name in letters"),
        ({"name": "Ely\nlevel: ward"}, "expected a name in letters"),
        ({"sections": "wating"}, "did you mean waiting?"),
    ],
    ids=str,
)
def test_wrong_arguments_write_nothing(tmp_path: Path, arguments: dict[str, str], says: str) -> None:
    code, output = new_area(tmp_path, **{"sections": "waiting", **arguments})
    words = " ".join(output.replace("│", " ").split())

    assert code == 2
    assert says in words
    assert list(tmp_path.iterdir()) == []


def test_an_area_that_is_there_is_never_touched(tmp_path: Path) -> None:
    new_area(tmp_path, "waiting")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    code, output = new_area(tmp_path, "provision")

    assert code == 2
    assert "data/new-town exists" in " ".join(output.replace("│", " ").split())
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_dictionary_describes_every_table_and_column() -> None:
    tables = described()
    declared = {"places": PLACES, **catalogue().tables}

    assert set(tables) == set(declared)
    for name, table in declared.items():
        columns = {column["name"]: column for column in tables[name]["columns"]}  # type: ignore[attr-defined]
        assert list(columns) == [column.name for column in table.all_columns]
        assert set(table.key) <= set(columns)
        assert all(column["label"] and column["kind"] for column in columns.values())
        assert all(column["marks"] for column in columns.values() if column["kind"] in ("whole number", "number") and column["unit"])  # fmt: skip


def test_the_dictionary_of_one_table_reads_well() -> None:
    code, output = run("describe", "waiting")

    assert code == 0
    assert output.startswith("waiting.csv: Waiting times\n")
    assert (
        "    stage: Waiting for; word; one of assessment, intervention\n"
        "    age_band: Age; age band; 0-4, 5, 19+ or all ages\n"
        "    waiting: Waiting; whole number; in children; from 0 to 1,000,000; counted on one day: never added up over periods\n"
    ) in output
    assert (
        "    place: Place; place; the name or code of a place; optional. Name or code; left out, it is the area itself.\n"
        in output
    )
    assert output.rstrip().endswith("[r] revised, [u] low reliability")


def test_blank_files_have_the_declared_headings(tmp_path: Path) -> None:
    settings, _ = read_settings(Root(tmp_path))
    assert settings is not None
    blank = blank_csv(catalogue().tables["provision_counts"], settings).splitlines()

    assert blank[0] == "place,period,kind,provider,level,strand,count,note"
    assert blank[1] == "# ,2019,provision,text,Specialist,Family Support,120,"
    assert blank[2] == ",,,,Specialist,Family Support,,"
    assert len(blank) == 2 + 15

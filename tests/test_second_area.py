"""A second council is files alone: other places, periods, measures, sections and a register, and no code that knows it."""

import ast
import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.problems import Severity
from generators.site.building import build
from tests.conftest import SALTMARSH

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def examined() -> Examination:
    """The made-up project, read and checked."""
    return examine(Root(SALTMARSH))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its built site."""
    root = tmp_path_factory.mktemp("second")
    for name in ("data", "content", "site_config"):
        (root / name).symlink_to(SALTMARSH / name, target_is_directory=True)
    return build(Root(root)).folder


def facts(examined: Examination, area: str) -> dict[str, str]:
    """The text of every fact of an area."""
    report = next(report for report in examined.reports if report.area.slug == area)
    return {name: fact.text for name, fact in report.facts.items()}


def figures(site: Path, area: str, section: str) -> dict[str, list[dict[str, object]]]:
    """The rows of each figure of a section, as programs get them."""
    told = json.loads((site / f"api/v1/areas/{area}/{section}.json").read_text(encoding="utf-8"))
    return {figure["id"]: figure["rows"] for figure in told["figures"]}


def test_a_new_area_needs_no_code(examined: Examination) -> None:
    assert [problem.text() for problem in examined.all_problems() if problem.severity is Severity.ERROR] == []
    assert {report.area.slug for report in examined.reports} == {"saltmarsh-vale", "twin-rivers"}


def test_no_line_of_code_knows_an_area() -> None:
    listed = ["git", "ls-files", "generators/*.py"]
    names = subprocess.run(listed, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.split()
    known = re.compile(
        r"derby|normanton|E050017|E06000015|kent\b|peterborough|birmingham|saltmarsh|twin.rivers", re.IGNORECASE
    )
    told = [
        f"{name}: {constant}"
        for name in names
        if (REPOSITORY / name).exists()
        for constant in _constants((REPOSITORY / name).read_text(encoding="utf-8"))
        if known.search(constant)
    ]

    assert told == []


def _constants(code: str) -> Iterator[str]:
    """The texts and names of a module, without what it says of itself."""
    tree = ast.parse(code)
    words = {
        id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, DOCUMENTED) and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in words:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id


def test_every_listed_section_has_a_page_in_the_listed_order(site: Path) -> None:
    listed = {
        "saltmarsh-vale": ["provision", "waiting", "population", "attainment"],
        "twin-rivers": ["waiting", "provision"],
    }
    for area, sections in listed.items():
        pages = {path.parent.name for path in (site / "areas" / area).glob("*/index.html")}
        api = json.loads((site / "api/v1/areas.json").read_text(encoding="utf-8"))
        told = next(one for one in api["areas"] if one["area"] == area)

        assert {*sections, "data"} <= pages
        assert [one["section"] for one in told["sections"] if one["section"] in sections] == sections


def test_a_redrawn_ward_is_two_places_with_one_name(site: Path) -> None:
    rows = figures(site, "saltmarsh-vale", "population")["people"]
    found = {(row["place_code"], row["period"]) for row in rows if row["place"] == "Marsh End"}

    assert found == {("E05990002", "mid-2030"), ("E05990012", "mid-2031")}


def test_an_alias_and_a_name_that_looks_like_nothing_are_places(site: Path) -> None:
    rows = figures(site, "saltmarsh-vale", "population")["people"]
    gull = [row["people"] for row in rows if row["place"] == "Gull Point" and row["age_band"] == "4-9"]
    missing = {
        row["period"]: (row["people"], row["people_mark"])
        for row in rows
        if row["place"] == "NA" and row["age_band"] == "4-9"
    }

    assert gull == [620, 600]
    assert missing == {"mid-2030": (None, "[x]"), "mid-2031": (None, "[c]")}


@pytest.mark.parametrize(
    ("section", "figure", "column", "where", "value", "mark"),
    [
        ("population", "people", "people", {"place": "NA", "age_band": "0-3", "period": "mid-2031"}, 6, "[u]"),
        ("population", "people", "people", {"place": "Gull Point", "age_band": "0-3", "period": "mid-2031"}, 430, "[p]"),
        ("population", "people", "people", {"place": "Gull Point", "age_band": "4-9", "period": "mid-2031"}, 600, "[r]"),
        ("population", "people", "people", {"place": "Marsh End", "age_band": "4-9", "period": "mid-2031"}, 440, "[e]"),
        ("attainment", "gap", "percent", {"place": "Saltmarsh Vale", "measure": "no_words"}, None, "[low]"),
        ("attainment", "gap", "percent", {"place": "South West", "measure": "talking_at_3"}, None, "[z]"),
        ("attainment", "gap", "percent", {"place": "Gull Point", "measure": "talking_at_3"}, None, "[c]"),
        ("waiting", "weeks", "longest_weeks", {"age_band": "4-9", "period": "term 1 2031/32"}, 29, "[u]"),
        ("waiting", "numbers", "waiting", {"age_band": "4-9", "period": "term 3 2031/32"}, None, "[c]"),
        ("waiting", "numbers", "over_18_weeks", {"place": "The Coast"}, None, "[x]"),
    ],
)  # fmt: skip
def test_numbers_and_marks_come_out_as_they_went_in(
    site: Path, section: str, figure: str, column: str, where: dict[str, str], value: float | None, mark: str
) -> None:
    rows = [row for row in figures(site, "saltmarsh-vale", section)[figure] if where.items() <= row.items()]

    assert [(row[column], row[f"{column}_mark"]) for row in rows] == [(value, mark)]


def test_the_register_counts_an_entry_in_each_cell_of_its_strands_and_levels(site: Path, examined: Examination) -> None:
    rows = figures(site, "saltmarsh-vale", "provision")["heat-map"]
    cells = {(row["level"], row["strand"]): row["count"] for row in rows if row["period"] == "2032"}

    # Story time 2, home visits 4, drop-in 4, clinic 2.
    assert cells["Total", "Total"] == 12
    assert cells["Specialist", "Intervention"] == 2
    assert cells["Universal", "Family Support"] == 1
    assert cells["Targeted", "Workforce"] == 0
    assert facts(examined, "saltmarsh-vale")["provision.total"] == "12"
    assert facts(examined, "saltmarsh-vale")["provision.total_before"] == "3"


def test_the_narrative_says_the_facts_of_the_day(site: Path) -> None:
    page = (site / "areas/saltmarsh-vale/index.html").read_text(encoding="utf-8")

    assert "12 entries of the register stand in the 15 cells; 5 cells have none." in re.sub(r"<[^>]+>", "", page)
    assert "{not tokens}" in page


def test_two_councils_of_one_report_are_its_places(site: Path) -> None:
    rows = figures(site, "twin-rivers", "waiting")["numbers"]
    waiting = {row["place"]: row["waiting"] for row in rows}

    assert waiting["Upper Rill"] == 120
    assert waiting["Lower Rill"] == 80
    assert waiting["Twin Rivers"] == 200


def test_a_csv_reads_back_to_the_numbers_of_the_api(site: Path) -> None:
    for path in sorted((site / "areas").glob("*/data/*.csv")):
        area, (section, _, figure) = path.parents[1].name, path.stem.partition("-")
        told = figures(site, area, section)[figure]
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))

        assert len(rows) == len(told), path.name

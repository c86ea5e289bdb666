"""The contract with programs: the form of `/api/v1/`, and that every number of the inputs comes out of it and of the CSVs."""

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generators.examine import Examination
from generators.inputs.declare import Column, Kind
from generators.inputs.frames import COMPUTED, LINE, ORIGIN, mark_of, records
from generators.outputs.tables import plain_number, safe_text
from tests.sites import examined, harbourshire, longshore, repository, saltmarsh

UNITS = {"count", "children", "people", "percent", "pp", "gbp", "weeks", "wte", "per_1000", "rank", "ratio", None}
MARK = re.compile(r"(\[(c|x|z|low|e|p|r|u)\])+")
PROBLEM = ["severity", "rule", "message", "file", "line", "column", "expected", "found", "fix"]
Json = dict[str, Any]
Built = Callable[[], Path]

pytestmark = pytest.mark.parametrize(
    "build",
    [repository, harbourshire, longshore, saltmarsh],
    ids=["repository", "made up", "service", "second project"],
)


def _json(path: Path) -> Json:
    def refuse(name: str) -> float:
        raise ValueError(f"{path.name}: {name} is not JSON")

    return json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)


def _sections(build: Built) -> Iterator[tuple[str, Json]]:
    for path in sorted((build() / "site/api/v1/areas").glob("*/*.json")):
        yield f"{path.parent.name}/{path.stem}", _json(path)


def _figures(build: Built) -> Iterator[tuple[str, Json]]:
    for name, section in _sections(build):
        for figure in section["figures"]:
            yield f"{name}-{figure['id']}", figure


def _examined(build: Built) -> Examination:
    return examined(build().parent)


def test_areas(build: Built) -> None:
    areas = _json(build() / "site/api/v1/areas.json")["areas"]

    assert [area["area"] for area in areas] == [one.area.slug for one in _examined(build).reports]
    for area in areas:
        assert set(area) >= {"area", "name", "code", "place", "title", "edition", "period", "places", "sections"}
        assert all(set(place) == {"place_code", "place", "level"} for place in area["places"])
        for section in area["sections"]:
            assert (build() / f"site/api/v1/areas/{area['area']}/{section['section']}.json").is_file()


def test_the_keys_of_a_section(build: Built) -> None:
    for name, section in _sections(build):
        assert set(section) >= {"area", "section", "title", "edition", "headline", "facts", "figures", "problems"}, name
        assert f"{section['area']}/{section['section']}" == name
        assert isinstance(section["edition"], str)
        assert section["figures"], name
        for figure in section["figures"]:
            assert set(figure) >= {"id", "title", "alt", "source", "period", "notes", "columns", "rows"}, name
            assert figure["rows"], (name, figure["id"])
            assert all(
                isinstance(figure[key], str) and figure[key] for key in ("id", "title", "alt", "source", "period")
            )
            assert all(isinstance(note, str) and note for note in figure["notes"])


def test_facts(build: Built) -> None:
    for name, section in _sections(build):
        for key, fact in section["facts"].items():
            assert key.startswith(f"{section['section']}."), name
            assert set(fact) == {"value", "unit", "text", "mark"}, key
            assert fact["unit"] in UNITS
            assert fact["mark"] is None or MARK.fullmatch(fact["mark"])
            assert (fact["value"] is not None) or fact["mark"], key
            assert fact["text"], key


def _split(figure: Json) -> tuple[list[str], list[str], list[str]]:
    """The names of its columns: numbers, ratings (words or a mark), and plain words."""
    marked = [column for column in figure["columns"] if f"{column['name']}_mark" in figure["rows"][0]]
    names = [column["name"] for column in figure["columns"]]
    numbers = [column["name"] for column in marked if column["unit"]]
    ratings = [column["name"] for column in marked if not column["unit"]]
    return numbers, ratings, [name for name in names if name not in (*numbers, *ratings)]


def test_columns_and_rows_fit(build: Built) -> None:
    for name, figure in _figures(build):
        numbers, ratings, words = _split(figure)
        for column in figure["columns"]:
            assert set(column) >= {"name", "label", "unit"}, name
            assert column["unit"] in UNITS, (name, column)
            assert bool(column["unit"]) == (column["name"] in numbers), (name, column)
        for row in figure["rows"]:
            assert set(row) == {*words, *(key for one in (*numbers, *ratings) for key in (one, f"{one}_mark"))}, name
            assert all(isinstance(row[key], str) for key in words), name
            for key in numbers:
                _check_number(row[key], row[f"{key}_mark"])
            for key in ratings:
                assert (row[key], row[f"{key}_mark"]) == (None, "[x]") or (row[key] and row[f"{key}_mark"] is None), (
                    name
                )


def _check_number(value: object, mark: str | None) -> None:
    """A number, or null with a mark that stands instead of one."""
    assert mark is None or MARK.fullmatch(mark)
    assert (value is None) == (mark in ("[c]", "[x]", "[z]", "[low]")), (value, mark)
    assert value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def test_figures_of_tables_with_places_say_place_and_period_in_every_row(build: Built) -> None:
    from generators.sections import SECTIONS

    for name, section in _sections(build):
        tables = SECTIONS[section["section"]].tables
        if any(column.kind is Kind.PLACE for table in tables for column in table.columns):
            for figure in section["figures"]:
                for row in figure["rows"]:
                    said = [row.get(key) for key in ("place_code", "place", "period", "period_sort")]

                    assert all(said), (name, figure["id"], row)


def test_the_rows_of_a_figure_differ_in_their_keys(build: Built) -> None:
    for name, figure in _figures(build):
        numbers, ratings, words = _split(figure)
        found = [tuple(row[key] for key in (*words, *ratings)) for row in figure["rows"]]

        assert not numbers or len(set(found)) == len(found), name


def test_problems_have_one_form(build: Built) -> None:
    listed = _json(build() / "site/api/v1/problems.json")["problems"]
    in_sections = [problem for _, section in _sections(build) for problem in section["problems"]]

    assert listed
    assert all([key for key in problem if key != "area"] == PROBLEM for problem in listed)
    assert all(list(problem) == PROBLEM for problem in in_sections)
    stripped = [{key: problem[key] for key in PROBLEM} for problem in listed]
    assert all(problem in stripped for problem in in_sections)


def _printed(build: Built) -> Iterator[tuple[str, str, Column, Json]]:
    """Area, section, column and row of every number that the maintainer wrote, as disclosure control leaves it."""
    from generators.sections import SECTIONS

    for report in _examined(build).reports:
        for section in report.sections:
            for table in SECTIONS[section.slug].tables:
                data = report.area.tables.get(table.name)
                for row in records(data.frame) if data else []:
                    for column in table.numbers:
                        written = row[column.name] == row[column.name] or row[mark_of(column.name)]
                        if row[ORIGIN] != COMPUTED and written and row[mark_of(column.name)] != "[z]":
                            yield report.area.slug, section.slug, column, {"table": table, **row}


def _comes_out(row: Json, column: Column, figures: list[Json]) -> bool:
    """Whether a figure has a row of the same place, period and keys with this number or mark in this unit.

    A key may have become the name of the column: referrals, discharges.
    """
    table = row["table"]
    value, mark = row[column.name], row[mark_of(column.name)]
    expected = (None if math.isnan(value) else plain_number(value), mark or None)
    same = {"place_code" if table.column(key).kind is Kind.PLACE else key: row[key] for key in table.key}
    for figure in figures:
        units = {one["name"]: one["unit"] for one in figure["columns"]}
        for found in figure["rows"]:
            if any(found.get(key, said) != said for key, said in same.items()):
                continue
            named = [str(said) for key, said in same.items() if key not in found]
            candidates = [name for name in units if mark_of(name) in found and (not named or name in named)]
            if any(
                units[name] == column.unit and (found[name], found[mark_of(name)]) == expected for name in candidates
            ):
                return True
    return False


def test_every_number_or_mark_comes_out_with_its_place_period_and_unit(build: Built) -> None:
    figures = {name: section["figures"] for name, section in _sections(build)}
    missing = [
        (row["table"].name, row[LINE], column.name)
        for area, section, column, row in _printed(build)
        if not _comes_out(row, column, figures[f"{area}/{section}"])
    ]

    assert missing == [], " ".join(map(str, missing))


def _read(text: str) -> tuple[float | None, str | None]:
    number = re.fullmatch(r"(-?[0-9.e+-]*)((?:\[[a-z]+\])*)", text)
    assert number, text
    return (float(number[1]) if number[1] else None, number[2] or None)


def test_each_csv_reads_back_to_the_numbers_of_the_json(build: Built) -> None:
    for name, figure in _figures(build):
        area, _, rest = name.partition("/")
        raw = (build() / f"site/areas/{area}/data/{rest}.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))

        assert raw.count(b"\r\n") == len(rows) + 1
        assert len(rows) == len(figure["rows"])
        assert list(rows[0]) == [one for column in figure["columns"] for one in ((column["name"], "time_period") if column["name"] == "period" else (column["name"],))]  # fmt: skip
        for line, row in zip(rows, figure["rows"], strict=True):
            for column in (one["name"] for one in figure["columns"]):
                if row.get(mark_of(column)) == "[x]" and row[column] is None:
                    assert line[column] == "[x]"
                elif mark_of(column) in row and not isinstance(row[column], str):
                    assert _read(line[column]) == (row[column], row[mark_of(column)])
                else:
                    assert line[column] == safe_text(row[column])


def test_there_is_a_csv_for_each_figure_and_no_other(build: Built) -> None:
    files = {f"{path.parts[-3]}/{path.stem}" for path in (build() / "site/areas").glob("*/data/*.csv")}

    assert files == {name for name, _ in _figures(build)}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=cmd()", "'=cmd()"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("Low Town", "Low Town"),
        ("19+", "19+"),
        ("", ""),
    ],
)
def test_text_is_no_formula(build: Built, text: str, safe: str) -> None:
    assert safe_text(text) == safe

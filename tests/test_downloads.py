"""Downloads: workbooks that open and hold the numbers of the JSON, metadata that validators accept, a schema that fits the API."""

import csv
import io
import json
import logging
import zipfile
from pathlib import Path
from typing import Any

import csvw
import frictionless
import jsonschema
import openpyxl
import pytest

from generators.examine import examine
from generators.inputs.marks import split
from generators.inputs.settings import Root
from generators.measures.tidy import Field
from generators.outputs import files_of, workbook_of
from generators.outputs.metadata import _csvw_column, data_package
from generators.outputs.workbook import _plain
from tests.sites import harbourshire, write

NEED = "place,period,age_band,percent,note\n=HYPERLINK(1),2030,0-4,40[e],$$note 1$$\nWest,2030,0-4,[x],\n"


@pytest.fixture(scope="module")
def site() -> Path:
    """Every kind of section, with marks of every kind."""
    return harbourshire() / "site"


def _data(site: Path) -> Path:
    return site / "areas/harbourshire/data"


def _figures(site: Path) -> dict[str, dict[str, Any]]:
    found = {}
    for file in sorted((site / "api/v1/areas/harbourshire").glob("*.json")):
        section = json.loads(file.read_text(encoding="utf-8"))
        found |= {f"{section['section']}-{figure['id']}": figure for figure in section["figures"]}
    return found


def test_each_csv_has_metadata_that_a_validator_accepts(site: Path) -> None:
    logging.disable(logging.CRITICAL)
    files = sorted(_data(site).glob("*.csv"))

    assert len(files) > 10
    for file in files:
        described = csvw.CSVW(str(file))
        rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8"))))
        columns = json.loads((file.parent / f"{file.name}-metadata.json").read_text())["tableSchema"]["columns"]

        assert [column["name"] for column in columns] == rows[0]
        assert described.is_valid, (file.name, [str(one.message) for one in described.warnings])


def test_marks_in_place_of_a_number_are_nulls_of_a_decimal(site: Path) -> None:
    seen = 0
    for file in _data(site).glob("*.csv"):
        columns = json.loads((file.parent / f"{file.name}-metadata.json").read_text())["tableSchema"]["columns"]
        for row in csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8"))):
            for column in columns:
                if column["datatype"] == "decimal" and row[column["name"]].startswith("["):
                    seen += 1
                    assert row[column["name"]] in column["null"], (file.name, column["name"])

    assert seen > 10


def test_the_data_package_is_valid_and_names_every_csv(site: Path) -> None:
    folder = _data(site)
    report = frictionless.validate(str(folder / "datapackage.json"))
    package = json.loads((folder / "datapackage.json").read_text())

    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert sorted(one["path"] for one in package["resources"]) == sorted(file.name for file in folder.glob("*.csv"))


def test_the_api_has_the_form_of_its_schema(site: Path) -> None:
    schema = json.loads((site / "api/v1/schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted((site / "api/v1/areas").glob("*/*.json"))

    assert files
    for file in files:
        assert list(validator.iter_errors(json.loads(file.read_text()))) == [], file.name
    broken = json.loads(files[0].read_text()) | {"figures": [{"id": 1}]}
    assert list(validator.iter_errors(broken))


def _sheets(content: bytes | Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content) if isinstance(content, bytes) else content)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def test_the_workbook_has_a_cover_contents_notes_and_one_table_a_sheet(site: Path) -> None:
    path = _data(site) / "harbourshire.xlsx"
    sheets = _sheets(path)
    figures = _figures(site)

    assert list(sheets)[:3] == ["Cover", "Contents", "Notes"]
    assert len(sheets) - 3 == len(figures)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[3:]:
        (table,) = sheet.tables.values()
        heads = [column.name for column in table.tableColumns]
        cells = [cell.value for row in sheet[table.ref] for cell in row]

        assert len(set(heads)) == len(heads)
        assert None not in cells, sheet.title
        assert "" not in cells, sheet.title
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"


def test_the_workbook_holds_the_numbers_of_the_json(site: Path) -> None:
    book = openpyxl.load_workbook(_data(site) / "harbourshire.xlsx")
    compared = 0
    for number, figure in enumerate(_in_order(site), start=1):
        sheet = book[f"Figure {number}"]
        (table,) = sheet.tables.values()
        rows = [[cell.value for cell in row] for row in sheet[table.ref]][1:]
        values = [
            column["name"] for column in figure["columns"] if f"{column['name']}_mark" in (figure["rows"] or [{}])[0]
        ]
        assert len(rows) == len(figure["rows"])
        for row, ours in zip(rows, figure["rows"], strict=True):
            for name in values:
                if isinstance(ours[name], int | float):
                    compared += 1
                    assert any(isinstance(cell, int | float) and abs(cell - ours[name]) < 1e-9 for cell in row), (
                        number,
                        name,
                    )
                elif ours[name] is None and split(ours[f"{name}_mark"] or ""):
                    assert ours[f"{name}_mark"] in row or "Not rated" in row, (number, name)

    assert compared > 100


def _in_order(site: Path) -> list[dict[str, Any]]:
    areas = json.loads((site / "api/v1/areas.json").read_text())["areas"]
    (area,) = [one for one in areas if one["area"] == "harbourshire"]
    files = [site / f"api/v1/areas/harbourshire/{section['section']}.json" for section in area["sections"]]
    return [figure for file in files for figure in json.loads(file.read_text())["figures"]]


@pytest.fixture
def hostile(tmp_path: Path) -> Root:
    about = (
        "name: '=cmd()'\ncode: fenmoor\nplace: Fenmoor\ntitle: '@SUM(1)'\nsummary: '+1'\nedition: '2031'\nperiod: '2031'\npublisher: '=P()'\nsections: [need]\n"
        "sources: {paper: {title: '-1+1', publisher: Nobody, date: '2031', licence: None}}\ntables: {predicted_need: {source: paper}}\n"
    )
    places = "code,name,level\nf-east,=HYPERLINK(1),ward\nf-west,West,ward\n"
    return Root(write(tmp_path, {"data/fenmoor/area.yml": about, "data/fenmoor/places.csv": places, "data/fenmoor/predicted_need.csv": NEED}))  # fmt: skip


def test_text_that_looks_like_a_formula_stays_text(hostile: Root) -> None:
    found = examine(hostile)
    assert found.reports, [problem.text() for problem in found.all_problems()]
    (content,) = workbook_of(found.reports[0]).values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert any("$ $note 1$ $" in str(cell.value) for cell in cells)


def test_a_workbook_has_the_same_bytes_whenever_it_is_made(hostile: Root) -> None:
    reports = examine(hostile).reports
    one, other = (next(iter(workbook_of(reports[0]).values())) for _ in range(2))
    names = zipfile.ZipFile(io.BytesIO(one)).namelist()

    assert one == other
    assert not any("externalLink" in name or "vba" in name for name in names)


def test_a_dataset_stands_in_each_page_of_an_area(site: Path) -> None:
    pages = sorted((site / "areas/harbourshire").glob("*/index.html"))
    found = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        start = text.find('<script type="application/ld+json">')
        if start < 0:
            continue
        found += 1
        dataset = json.loads(text[start:].partition(">")[2].partition("</script>")[0])

        assert dataset["@type"] == "Dataset"
        assert dataset["name"].startswith("Harbourshire: ")
        for file in dataset.get("distribution", []):
            assert (page.parent / file["contentUrl"]).resolve().is_file()
    assert found >= 4


def test_every_file_for_programs_is_listed_once(hostile: Root) -> None:
    found = examine(hostile)
    names = files_of(found.reports[0])

    assert {name for name in names if name.endswith(".csv")} == {
        name.removesuffix("-metadata.json") for name in names if name.endswith("-metadata.json")
    }


def test_text_that_looks_like_a_link_or_a_note_is_parted() -> None:
    assert _plain("[x](y) $$1$$") == "[x] (y) $ $1$ $"


def test_units_go_with_the_columns_of_the_metadata() -> None:
    column = _csvw_column("share", Field("share", "Share", "percent", is_value=True), True, ("[x]",))

    assert (column["dc:format"], column["datatype"], column["null"]) == ("percent", "decimal", ["[x]"])


def test_the_data_package_says_units(hostile: Root) -> None:
    package = json.loads(data_package(examine(hostile).reports[0]))
    units = {one.get("unit") for resource in package["resources"] for one in resource["schema"]["fields"] if one["type"] == "number"}  # fmt: skip

    assert "percent" in units

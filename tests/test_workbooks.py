"""Workbooks: what a spreadsheet makes of tables comes back as the same tables, or as complaints with sheet and cell."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from generators.__main__ import _short
from generators.inputs.declare import AGE_BAND, PERIOD, Column, Kind
from generators.workbooks.cells import text_of
from tests.sites import HARBOURSHIRE, write
from tests.test_authoring import run

Change = Callable[[Worksheet], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A made-up area."""
    return write(tmp_path, HARBOURSHIRE)


def _book(project: Path) -> Path:
    file = project / "plan.xlsx"
    assert run("template", "harbourshire", "--to", str(file), "--root", str(project))[0] == 0
    return file


def _change(file: Path, sheet: str, change: Change) -> Path:
    book = load_workbook(file)
    change(book[sheet])
    book.save(file)
    return file


def _import(project: Path, file: Path) -> tuple[int, list[str]]:
    code, output = run("import", str(file), "harbourshire", "--root", str(project))
    return code, output.splitlines()


def _files(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "data/harbourshire").iterdir() if path.is_file()}


def test_a_template_comes_back_as_the_same_files(project: Path) -> None:
    before = _files(project)

    assert _import(project, _book(project)) == (0, ["Nothing differs from the files."])
    assert _files(project) == before


def test_a_template_can_be_read_without_eyes(project: Path) -> None:
    book = load_workbook(_book(project))
    sheet = book["waiting"]
    lists = {rule.formula1: rule for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    stage = next(rule for rule in sheet.data_validations.dataValidation if rule.promptTitle == "Waiting for")
    words = book["lists"][stage.formula1.split("!")[1].replace("$", "")]

    assert book.sheetnames[0] == "Read me"
    assert book.properties.title == "Tables of harbourshire"
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]][:3] == ["place", "period", "stage"]
    assert {cell.number_format for row in sheet["A2:H9"] for cell in row} == {"@"}
    assert [row[0].value for row in words] == ["assessment", "intervention"]
    assert len(lists) >= 2


def test_quirks_of_a_spreadsheet_are_read_as_they_were_meant(project: Path) -> None:
    before = _files(project)

    def quirks(sheet: Worksheet) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, heads["waiting"])
            if cell.value and str(cell.value).isdecimal():
                cell.value, cell.number_format = float(cell.value), "#,##0"  # a number, where there was text
            band = sheet.cell(row, heads["age_band"])
            if band.value == "5-9":
                band.value, band.number_format = date(2030, 9, 5), "d-mmm"
            day = sheet.cell(row, heads["period"])
            if day.value == "2030-03-31":
                day.value, day.number_format = date(2030, 3, 31), "dd/mm/yyyy"

    file = _change(_book(project), "waiting", quirks)

    assert load_workbook(file)["waiting"]["B2"].is_date
    assert _import(project, file) == (0, ["Nothing differs from the files."])
    assert _files(project) == before


@pytest.mark.parametrize(
    ("value", "form", "column", "text"),
    [
        (0.455, "0.0%", Column("a", Kind.NUMBER, "A", "percent"), "45.5"),
        (0.07, "0%", Column("a", Kind.NUMBER, "A", "percent"), "7"),
        (0.455, "0.0%", Column("a", Kind.NUMBER, "A", "gbp"), "45.5%"),
        (12.0, "General", Column("a", Kind.WHOLE, "A", "count"), "12"),
        (0.1 + 0.2, "General", Column("a", Kind.NUMBER, "A", "count"), "0.3"),
        ("1,234", "@", Column("a", Kind.WHOLE, "A", "count"), "1234"),
        (" 12 ", "@", Column("a", Kind.WHOLE, "A", "count"), "12"),
        (2019, "General", PERIOD, "2019"),
        (date(2019, 3, 31), "dd/mm/yyyy", PERIOD, "2019-03-31"),
        (date(2014, 10, 1), "mmm-yy", AGE_BAND, "10-14"),
        (date(2026, 9, 5), "d-mmm", AGE_BAND, "5-9"),
        (date(2026, 5, 5), "d-mmm", AGE_BAND, "5-May"),
        (date(2026, 5, 9), "d-mmm", Column("a", Kind.WHOLE, "A", "count"), "2026-05-09"),
        (True, "General", Column("a", Kind.YES_NO, "A"), "yes"),
        (True, "General", Column("a", Kind.TEXT, "A"), "TRUE"),
        (None, "General", Column("a", Kind.TEXT, "A"), ""),
    ],
)
def test_a_cell(value: object, form: str, column: Column, text: str) -> None:
    assert text_of(value, form, column) == text


def _put(cell: str, value: object) -> Change:
    return lambda sheet: setattr(sheet[cell], "value", value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_put("F3", "12x"), 'plan.xlsx, sheet waiting, cell F3: expected a whole number, found "12x"; write it like 12, or [x] if not available'),
        (_put("C3", "assesment"), 'plan.xlsx, sheet waiting, cell C3: expected one of assessment, intervention, found "assesment"; use assessment'),
        (_put("F2", date(2026, 5, 9)), 'plan.xlsx, sheet waiting, cell F2: expected a whole number, found "2026-05-09"; a spreadsheet turned it into a date: type the number again'),
        (_put("F2", "=F3+F4"), 'plan.xlsx, sheet waiting, cell F2: expected a value, found "a formula"; paste it as a value'),
        (_put("E1", "Waiting"), 'plan.xlsx, sheet waiting, cell E1: expected this heading, found "Waiting"; rename it to waiting'),
        (lambda sheet: sheet.merge_cells("C2:C3"), 'plan.xlsx, sheet waiting, cells C2:C3: expected single cells, found "merged cells"; unmerge them and fill in each'),
        (lambda sheet: setattr(sheet, "title", "wating"), 'plan.xlsx, sheet wating: expected the name of a table, found "wating"; did you mean waiting?'),
    ],
    ids=["not a number", "not a word", "a date", "a formula", "a heading", "merged cells", "a sheet"],
)  # fmt: skip
def test_errors_name_sheet_and_cell_and_nothing_is_written(project: Path, change: Change, says: str) -> None:
    before = _files(project)
    code, lines = _import(project, _change(_book(project), "waiting", change))

    assert code == 1
    assert says in lines
    assert lines[-1] == "Nothing was written."
    assert _files(project) == before


def test_a_new_number_is_written_and_the_old_file_kept(project: Path) -> None:
    old = _files(project)["waiting.csv"]
    code, lines = _import(project, _change(_book(project), "waiting", _put("F2", 87)))
    kept = list((project / "build/private").rglob("waiting.csv"))

    assert (code, len(lines)) == (0, 2)
    assert _files(project)["waiting.csv"] != old
    assert [path.read_bytes() for path in kept] == [old]


def _packed(file: Path, parts: dict[str, bytes]) -> Path:
    """The workbook with more parts, or others in place of its own."""
    with zipfile.ZipFile(file) as given:
        every = {name: given.read(name) for name in given.namelist()} | parts
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in every.items():
            packed.writestr(name, content)
    return file


BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;">]><b>&c;</b>'


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"xl/vbaProject.bin": b"x"}, 'expected tables only, found "macros"; save it as .xlsx, without macros'),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, 'expected tables only, found "links to other workbooks"; break the links: Data, Edit Links'),
        ({"xl/media/zeros.bin": bytes(30_000_000)}, 'expected parts that unpack to at most 200 times their size, found "more"; save it anew from your spreadsheet'),
        ({f"xl/media/{number}.bin": b"x" for number in range(2_000)}, 'expected at most 200 MB when it is unpacked, found "more"; leave sheets out'),
        ({"xl/worksheets/sheet2.xml": BOMB}, 'expected a workbook, found "one that cannot be read"; save it anew from your spreadsheet'),
        ({"xl/workbook.xml": BOMB}, 'expected a workbook, found "one that cannot be read"; save it anew from your spreadsheet'),
    ],
    ids=["macros", "links", "a bomb", "many parts", "entities of a sheet", "entities of the book"],
)  # fmt: skip
def test_workbooks_that_are_not_opened(project: Path, parts: dict[str, bytes], says: str) -> None:
    code, lines = _import(project, _packed(_book(project), parts))

    assert openpyxl.DEFUSEDXML
    assert (code, lines) == (1, [f"plan.xlsx: {says}", "Nothing was written."])


def test_what_is_no_workbook(project: Path) -> None:
    file = project / "plan.xlsx"
    file.write_text("place,period\n", encoding="utf-8")

    assert _import(project, file)[1][0] == 'plan.xlsx: expected a workbook in the form .xlsx, found "another kind of file"; save it as Excel workbook (.xlsx)'  # fmt: skip


def test_an_empty_sheet_takes_nothing_away(project: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "waiting"
    book.save(project / "plan.xlsx")

    assert _import(project, project / "plan.xlsx") == (0, ["Nothing differs from the files."])


def test_what_libreoffice_writes_is_read_as_it_was_meant(project: Path) -> None:
    before = _files(project)

    def quirks(sheet: Worksheet) -> None:
        """Formats with a locale, numbers among texts, a blank row, hidden rows and columns, a comment, coloured rows far below."""
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            waiting, weeks = sheet.cell(row, heads["waiting"]), sheet.cell(row, heads["mean_weeks"])
            band, day = sheet.cell(row, heads["age_band"]), sheet.cell(row, heads["period"])
            if str(waiting.value).isdecimal():
                waiting.value, waiting.number_format = int(str(waiting.value)), "[$-809]#,##0"
            if weeks.value == "9.5":
                weeks.value, weeks.number_format = 9.5, "[$-809]0.00"
            if str(weeks.value).isdecimal():
                weeks.value = f" {weeks.value} "
            if band.value == "5-10":
                band.value, band.number_format = date(2026, 10, 5), "[$-809]d\\-mmm"
            if day.value == "2030-03-31":
                day.value, day.number_format = date(2030, 3, 31), "dd/mm/yyyy;@"
        sheet.insert_rows(3)
        sheet.column_dimensions["C"].hidden = sheet.row_dimensions[4].hidden = True
        sheet["F2"].comment = Comment("Ask the trust.", "Analyst")
        sheet["A900"].fill = PatternFill("solid", fgColor="FFEEEE")

    file = _change(_book(project), "waiting", quirks)

    assert _import(project, file) == (0, ["Nothing differs from the files."])
    assert _files(project) == before


def _percentages(sheet: Worksheet) -> None:
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, heads["percent"])
        if cell.value and cell.value[0].isdigit():
            cell.value, cell.number_format = float(cell.value) / 100, "[$-809]0.00%"


def test_percentages_with_and_without_decimals_say_the_same(project: Path) -> None:
    assert "66.0" in (project / "data/harbourshire/attainment.csv").read_text(encoding="utf-8")
    assert _import(project, _change(_book(project), "attainment", _percentages)) == (0, ["Nothing differs from the files."])  # fmt: skip


PLAIN = """\
# From the trust's return.
stage,period,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks
assessment,2030-03-31,0-4,80,60,20,9.5,40
# Looked up twice.
assessment,2030-03-31,5-10,50,4,0,7,19
intervention,2030-03-31,0-4,10,9,5,3,9
# The end.
"""


@pytest.fixture
def plain(project: Path) -> Path:
    """The area with a table that leaves optional columns out, has its own order of columns, and comments."""
    return write(project, {"data/harbourshire/waiting.csv": PLAIN})


def test_cells_are_named_by_their_place_in_the_sheet(plain: Path) -> None:
    lines = _import(plain, _change(_book(plain), "waiting", _put("F3", "12x")))[1]

    assert lines[0].startswith('plan.xlsx, sheet waiting, cell F3: expected a whole number, found "12x"')


def test_the_order_of_columns_and_comments_stay(plain: Path) -> None:
    code, lines = _import(plain, _change(_book(plain), "waiting", _put("E3", 51)))

    assert (code, lines) == (0, [f"{_shown(plain)}: 3 rows", "1 table changed. Run: needsbook check harbourshire"])
    assert (plain / "data/harbourshire/waiting.csv").read_text(encoding="utf-8") == PLAIN.replace(",50,4,", ",51,4,")


def test_a_row_that_is_gone_is_told_and_its_comment_is_kept(plain: Path) -> None:
    lines = _import(plain, _change(_book(plain), "waiting", lambda sheet: sheet.delete_rows(3)))[1]
    text = (plain / "data/harbourshire/waiting.csv").read_text(encoding="utf-8")

    assert lines[0] == f"{_shown(plain)}: 2 rows, before 3"
    assert text.endswith("intervention,2030-03-31,0-4,10,9,5,3,9\n# Looked up twice.\n# The end.\n")


def _shown(project: Path) -> str:
    return _short(project / "data/harbourshire/waiting.csv")


def test_tables_of_sentences_stay_files_of_their_own(project: Path) -> None:
    write(project, {"data/harbourshire/findings.yml": "- {ref: '1', finding: A finding.}\n"})
    code, output = run("template", "harbourshire", "--to", str(project / "plan.xlsx"), "--root", str(project))
    book = load_workbook(project / "plan.xlsx")
    said = "\n".join(str(cell.value) for cell in book["Read me"]["A"])
    sheet = book.create_sheet("findings")
    sheet.append(["ref", "finding"])
    sheet.append(["1", "Another."])
    book.save(project / "plan.xlsx")

    assert code == 0
    assert output.splitlines()[-1] == "Not in it, since they are sentences with lists and comments: findings.yml. Edit these files themselves."  # fmt: skip
    assert "Edit those files themselves: findings.yml." in said
    assert _import(project, project / "plan.xlsx")[1] == [
        'plan.xlsx, sheet findings: expected a table that is kept as CSV, found "one of findings.yml"; '
        "edit that file, whose comments and layout a workbook would lose, and delete the sheet",
        "Nothing was written.",
    ]


def test_other_sheets_are_ignored_when_they_are_empty(project: Path) -> None:
    book = load_workbook(_book(project))
    book.create_sheet("Sheet1")
    book.save(project / "plan.xlsx")
    empty = _import(project, project / "plan.xlsx")
    book["Sheet1"]["B2"] = "My sums"
    book.save(project / "plan.xlsx")

    assert empty == (0, ["Nothing differs from the files."])
    assert _import(project, project / "plan.xlsx")[1][0].startswith(
        'plan.xlsx, sheet Sheet1: expected the name of a table, found "Sheet1"; delete it, or name it as one of places, population'
    )

"""Writes an area's workbook: a sheet a table with the rows there are, drop-downs for allowed words, and a page that explains it."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generators.inputs.csvfile import read_csv
from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.place_files import read_places
from generators.inputs.places import PLACES
from generators.inputs.rows import Row
from generators.inputs.settings import Root, Settings
from generators.sections import catalogue

README, LISTS = "Read me", "lists"
_EMPTY_ROWS = 50  # below the rows there are, ready to be filled in
_LAST_ROW = 2000  # as far as drop-downs and the format of text reach
_WORDS = (
    "Each sheet is one table. The first row has the headings; leave them as they are.",
    "Type one row below the other, without merged cells, totals of your own or formulas.",
    "A number that is not available is [x], one that does not apply [z], one that is confidential [c]. A blank is not zero.",
    "Where a cell has a list, choose from it. Age bands are text: 5-9, not a date.",
    "Then run: needsbook import {name}.xlsx {name}. What is wrong is told with sheet and cell, and nothing is written until it is right.",
    "Tables of sentences are kept in files ending in .yml, with lists and comments that no sheet could carry. Edit those files themselves: {texts}.",
)


def template(root: Root, area: str, settings: Settings, file: Path) -> list[str]:
    """Writes the workbook of an area; returns the names of its sheets with tables."""
    folder = root.data / area
    tables = tables_of(folder)
    book = Workbook()
    book.properties.title, book.properties.language = f"Tables of {area}", "en-GB"
    book.remove(book.worksheets[0])
    _explain(book.create_sheet(README), area, [f"{name}.yml" for name in kept_as_text(folder)])
    lists = book.create_sheet(LISTS)
    names = [place.name for place in read_places(root, folder, settings).places]
    for table in tables:
        rows = (
            read_csv(folder / f"{table.name}.csv", table.name, table).rows
            if (folder / f"{table.name}.csv").exists()
            else []
        )
        sheet = book.create_sheet(table.name)
        _fill(sheet, table, rows)
        for number, column in enumerate(table.all_columns, 1):
            _guide(sheet, lists, number, column, _choices(column, table, settings, names))
    book.move_sheet(LISTS, len(book.sheetnames))
    lists.sheet_state = "hidden"
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return [table.name for table in tables]


def tables_of(folder: Path) -> list[Table]:
    """Places, and the tables that the area has as CSV files."""
    return [PLACES, *(table for name, table in catalogue().tables.items() if (folder / f"{name}.csv").exists())]


def kept_as_text(folder: Path) -> list[str]:
    """The tables that the area has as YAML files, which no workbook carries."""
    return [name for name in (PLACES.name, *catalogue().tables) if (folder / f"{name}.yml").exists()]


def _explain(sheet: Worksheet, area: str, texts: Sequence[str]) -> None:
    sheet["A1"], sheet["A1"].font = f"Tables of {area}", Font(bold=True, size=14)
    for number, text in enumerate(_WORDS, 3):
        cell = sheet.cell(number, 1, text.format(name=area, texts=", ".join(texts) or "there are none here"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100


def _fill(sheet: Worksheet, table: Table, rows: Sequence[Row]) -> None:
    """Headings and rows; all cells are text, so that no spreadsheet makes a date of an age band."""
    names = [column.name for column in table.all_columns]
    for number, name in enumerate(names, 1):
        head = sheet.cell(1, number, name)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E6E6E6")
        sheet.column_dimensions[get_column_letter(number)].width = max(12, min(len(name) + 4, 40))
    for place in range(len(rows) + _EMPTY_ROWS):
        for number, name in enumerate(names, 1):
            cell = sheet.cell(place + 2, number)
            cell.number_format = "@"
            if place < len(rows) and (text := rows[place].cells.get(name, "")):
                cell.value, cell.data_type = text, "s"
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"


def _choices(column: Column, table: Table, settings: Settings, places: list[str]) -> list[str]:
    if column.kind is Kind.PLACE:
        return places
    if column.kind is Kind.YES_NO:
        return ["yes", "no"]
    words = list(settings.allowed(column)) if column.kind is Kind.WORD else []
    words += ["[x]"] if words and column.unrated else []
    return [*words, TOTAL] if words and column.name in table.totals else words


def _guide(sheet: Worksheet, lists: Worksheet, number: int, column: Column, choices: list[str]) -> None:
    """What a screen reader says at the column's cells, and the list to choose from."""
    area = f"{get_column_letter(number)}2:{get_column_letter(number)}{_LAST_ROW}"
    rule = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=bool(choices))
    if choices:
        place = 1 if lists.cell(1, 1).value is None else lists.max_column + 1
        for line, word in enumerate(choices, 1):
            lists.cell(line, place, word)
        letter = get_column_letter(place)
        rule.type, rule.formula1 = "list", f"{LISTS}!${letter}$1:${letter}${len(choices)}"
        rule.errorTitle, rule.error = "Not in the list", "Choose one of the words in the list."
    rule.promptTitle = column.label[:32]
    rule.prompt = (column.about or str(column.kind))[:255]
    rule.add(area)
    sheet.add_data_validation(rule)

"""Reads a workbook into CSV files: everything is checked as if the files were there already, and then written or not at all."""

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from generators.examine import examine
from generators.inputs.complaints import nearest
from generators.inputs.csvfile import read_csv
from generators.inputs.declare import Table
from generators.inputs.places import PLACES
from generators.inputs.settings import Root
from generators.problems import Problem, Severity
from generators.sections import catalogue
from generators.workbooks.cells import text_of
from generators.workbooks.merging import differs, merged
from generators.workbooks.safety import refused
from generators.workbooks.template import LISTS, README, kept_as_text, tables_of

_MOST_ROWS, _MOST_COLUMNS = 200_000, 200


@dataclass(frozen=True)
class Imported:
    """What came of it: sentences that say what is wrong, or the files that were written, and how many rows each had and has."""

    wrong: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Sheet:
    """A sheet's rows as text, each with its number in the sheet; `places` are the numbers of its columns there."""

    table: Table
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    places: list[int]

    @property
    def cells(self) -> list[dict[str, str]]:
        """The rows by their headings."""
        return [dict(zip(self.headings, cells, strict=False)) for _, cells in self.rows]

    def csv(self) -> str:
        """The text of a CSV file with the sheet's own columns and rows, for the check."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.headings, *(cells for _, cells in self.rows)])
        return text.getvalue()

    def cell(self, problem: Problem) -> str:
        """Where a problem of the CSV file is in the sheet: `cell C5`, or `row 5`."""
        line, row = 2, 1
        for number, cells in self.rows:
            if problem.line is not None and problem.line >= line:
                row = number
            line += 1 + sum(cell.count("\n") for cell in cells)
        for name in (problem.column, problem.found):  # a heading that is misspelt is what was found
            if name in self.headings:
                return f"cell {get_column_letter(self.places[self.headings.index(str(name))])}{row}"
        return f"row {row}"


def imported(root: Root, file: Path, area: str) -> Imported:
    """Reads the sheets of a workbook into the CSV files of an area; with one mistake nothing is written."""
    if why := refused(file):
        return Imported([f"{file.name}: {why}"])
    try:
        book = load_workbook(file)
    except (DefusedXmlException, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, OSError):
        return Imported(
            [f'{file.name}: expected a workbook, found "one that cannot be read"; save it anew from your spreadsheet']
        )
    sheets, wrong = _sheets(file.name, book.worksheets, root.data / area)
    changed = {
        name: sheet for name, sheet in sheets.items() if differs(_path(root, area, sheet), sheet.table, sheet.cells)
    }
    wrong += _checked(root, file.name, area, changed) if not wrong else []
    return Imported(wrong) if wrong else _write(root, area, changed)


def _sheets(name: str, given: Iterable[Worksheet], folder: Path) -> tuple[dict[str, _Sheet], list[str]]:
    """The sheets with rows, by their table, and what is wrong with their shape."""
    tables, found, wrong = {PLACES.name: PLACES, **catalogue().tables}, {}, []
    for sheet in given:
        where = f"{name}, sheet {sheet.title}"
        if sheet.title in (README, LISTS) or (sheet.title not in tables and _empty(sheet)):
            continue
        if sheet.title not in tables:
            near = nearest(sheet.title, list(tables))
            fix = f"did you mean {near}?" if near else f"delete it, or name it as one of {', '.join(one.name for one in tables_of(folder))}"  # fmt: skip
            wrong.append(f'{where}: expected the name of a table, found "{sheet.title}"; {fix}')
        elif sheet.title in kept_as_text(folder):
            wrong.append(
                f'{where}: expected a table that is kept as CSV, found "one of {sheet.title}.yml"; '
                "edit that file, whose comments and layout a workbook would lose, and delete the sheet"
            )
        elif sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
            wrong.append(
                f"{where}: expected at most {_MOST_ROWS:,} rows and {_MOST_COLUMNS} columns; delete the empty ones"
            )
        else:
            wrong += [
                f'{where}, cells {merged.coord}: expected single cells, found "merged cells"; unmerge them and fill in each'
                for merged in sheet.merged_cells.ranges
            ]
            wrong += [
                f'{where}, cell {cell.coordinate}: expected a value, found "a formula"; paste it as a value'
                for row in sheet.iter_rows()
                for cell in row
                if cell.data_type == "f"
            ]
            read = _sheet(sheet, tables[sheet.title])
            if read.rows:
                found[sheet.title] = read
    return found, wrong


def _empty(sheet: Worksheet) -> bool:
    return all(value in (None, "") for row in sheet.iter_rows(values_only=True) for value in row)


def _sheet(sheet: Worksheet, table: Table) -> _Sheet:
    columns = {column.name: column for column in table.all_columns}
    first, *rest = list(sheet.iter_rows()) or [()]
    width = max((cell.column for cell in first if cell.value not in (None, "")), default=0)
    headings = ["" if cell.value is None else str(cell.value).strip() for cell in first[:width]]
    rows = []
    for number, cells in enumerate(rest, 2):
        values = [cell.value for cell in cells]
        if any(value not in (None, "") for value in values):
            texts = [
                text_of(cell.value, str(cell.number_format), columns[name])
                if name in columns
                else str(cell.value or "")
                for name, cell in zip(headings, cells[:width], strict=True)
            ]
            beyond = [str(value) for value in values[width:] if value not in (None, "")]
            rows.append((number, texts + beyond))
    return _without_unused(_Sheet(table, headings, rows, list(range(1, len(headings) + 1))))


def _without_unused(sheet: _Sheet) -> _Sheet:
    """Without the optional columns in which nothing stands: a CSV need not have them."""
    optional = {column.name for column in sheet.table.all_columns if column.optional}
    wide = any(len(cells) != len(sheet.headings) for _, cells in sheet.rows)
    keep = [
        place
        for place, name in enumerate(sheet.headings)
        if wide or name not in optional or any(cells[place] for _, cells in sheet.rows)
    ]
    rows = [(number, [cells[place] for place in keep] if not wide else cells) for number, cells in sheet.rows]
    return _Sheet(sheet.table, [sheet.headings[place] for place in keep], rows, [place + 1 for place in keep])


def _path(root: Root, area: str, sheet: _Sheet) -> Path:
    return root.data / area / f"{sheet.table.name}.csv"


def _checked(root: Root, name: str, area: str, sheets: Mapping[str, _Sheet]) -> list[str]:
    """The errors of the area as it would be, in the words of the workbook."""
    with tempfile.TemporaryDirectory(prefix="needsbook-import-") as work:
        for part in (f"data/{area}", "data/benchmarks", f"content/{area}", "site_config"):
            if (root.path / part).is_dir():
                shutil.copytree(root.path / part, Path(work, part))
        Path(work, "content").mkdir(exist_ok=True)
        for table, sheet in sheets.items():
            Path(work, "data", area, f"{table}.csv").write_text(sheet.csv(), encoding="utf-8", newline="")
        problems = examine(Root(Path(work)), [area]).all_problems()
    return [_told(name, area, problem, sheets) for problem in problems if problem.severity is Severity.ERROR]


def _told(name: str, area: str, problem: Problem, sheets: Mapping[str, _Sheet]) -> str:
    table = problem.file.removeprefix(f"data/{area}/").removesuffix(".csv")
    if table not in sheets:
        return problem.text()
    return f"{name}, sheet {table}, {sheets[table].cell(problem)}: {problem.message()}"


def _write(root: Root, area: str, sheets: Mapping[str, _Sheet]) -> Imported:
    """Writes the files, after a copy of each that was there in build/private."""
    backup = root.build / "private" / f"import-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    written, counts = [], []
    for sheet in sheets.values():
        path = _path(root, area, sheet)
        before = len(read_csv(path, path.name, sheet.table).rows) if path.exists() else 0
        text = merged(path, sheet.table, sheet.headings, sheet.cells)
        if path.exists():
            backup.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, backup / path.name)
        new = path.with_name(f".{path.name}.new")
        new.write_text(text, encoding="utf-8", newline="")
        new.replace(path)
        written.append(path)
        counts.append((before, len(sheet.rows)))
    return Imported(written=written, rows=counts)

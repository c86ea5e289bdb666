"""An area's numbers as one accessible workbook: cover, contents and notes by gptables, and a sheet for each figure.

The layout follows the Government Analysis Function: one marked-up table a sheet, one heading row with unique names, no merged and
no blank cells. gptables and xlsxwriter are imported when a workbook is written.
"""

import io
import math
import re
import warnings
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from generators.inputs.frames import mark_of
from generators.inputs.marks import MEANING, is_absent
from generators.measures.tidy import Field, Tidy
from generators.outputs.sheets import Sheet, write_sheet
from generators.outputs.tables import plain_number
from generators.reports import FigureResult, Report, SectionResult

_UNITS = {
    "percent": "%",
    "pp": "percentage points",
    "gbp": "£",
    "weeks": "weeks",
    "wte": "WTE",
    "per_1000": "per 1,000",
}
_MADE = datetime(2020, 1, 1)  # the same bytes whenever it is made; the edition is on the cover  # noqa: DTZ001
_NAME = re.compile(r"[^a-z0-9_]")
_LONGEST_SHEET = 31  # letters that a sheet's name may have
_ONE_TABLE = "This worksheet contains one table."


def workbook(report: Report) -> bytes | None:
    """The workbook, the same bytes for the same report; None for an area without a figure."""
    import gptables

    sheets = [_sheet(section, figure) for section in report.sections for figure in section.figures]
    if not sheets:
        return None
    out = io.BytesIO()
    book = gptables.GPWorkbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    book.add_worksheet("Cover").write_cover(_cover(report))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of what a table need not have, such as a scope
        book.add_worksheet("Contents").write_gptable(_contents(sheets), auto_width=True)
        book.add_worksheet("Notes").write_gptable(_notes(report), auto_width=True)
    for sheet in sheets:
        write_sheet(book, sheet)
    book.set_properties(
        {"title": _plain(report.area.about.title), "author": _plain(report.area.about.publisher), "created": _MADE}
    )
    book.close()
    for page in book.worksheets():
        page.table.clear()  # a sheet and its book hold each other: the cells need not wait until somebody looks for such pairs
    return out.getvalue()


def _cover(report: Report) -> Any:
    import gptables

    about = report.area.about
    intro = [_plain(about.summary), f"Edition {_plain(about.edition)}. Period: {_plain(about.period)}."]
    marks = [f"[{code}] {meaning}" for code, meaning in MEANING.items()]
    sources = [_plain(f"{source.cited()}. {source.licence}.") for source in report.area.sources.values()]
    return gptables.Cover(
        title=_plain(f"{about.name}: {about.title}"), intro=intro, about=["Marks in cells:", *marks, "Sources:", *sources],
        contact=[_plain(report.area.settings.site.team), _plain(report.area.settings.site.contact)],
    )  # fmt: skip


def _contents(sheets: Iterable[Sheet]) -> Any:
    """A link to each sheet, and what it shows."""
    import gptables

    rows = [({sheet.name: f"internal:'{sheet.name}'!A1"}, sheet.title) for sheet in sheets]
    return gptables.GPTable(
        table=pd.DataFrame(rows, columns=["Sheet name", "Table description"]), table_name="contents_table",
        title="Table of contents", instructions=_ONE_TABLE, index_columns={2: 0},
    )  # fmt: skip


def _notes(report: Report) -> Any:
    """Every note of a figure, once, with the figures that it is about."""
    import gptables

    found: dict[str, list[str]] = {}
    for section in report.sections:
        for figure in section.figures:
            for note in figure.notes:
                found.setdefault(note, []).append(str(figure.number))
    rows = [(_plain(note), ", ".join(numbers)) for note, numbers in found.items()] or [("No note was made.", "none")]
    table = pd.DataFrame(
        [(number, text, f"Figures {figures}") for number, (text, figures) in enumerate(rows, start=1)],
        columns=["Note number", "Note text", "Figures"],
    )
    return gptables.GPTable(table=table, table_name="notes_table", title="Notes", instructions=_ONE_TABLE)


def _sheet_name(figure: FigureResult) -> str:
    """`Figure 12`: a name without the letters that spreadsheets forbid, unique in the workbook."""
    return f"Figure {figure.number}"[:_LONGEST_SHEET]


def _sheet(section: SectionResult, figure: FigureResult) -> Sheet:
    name = _NAME.sub("_", f"{section.slug}_{figure.id}".lower())
    return Sheet(
        name=_sheet_name(figure), table_name=f"t_{name}", table=_table(figure.tidy), title=_plain(f"Figure {figure.number}: {figure.headline}"),
        subtitles=[_plain(figure.subtitle), _plain(f"Period: {figure.period}. Reported: {figure.reported}.")],
        source=_plain("; ".join(figure.sources)), instructions="This sheet has one table. Marks in square brackets are explained on the cover.",
    )  # fmt: skip


def _table(tidy: Tidy) -> dict[str, list[str | float]]:
    """The tidy table with readable headings; a mark instead of a number in its cell, one beside it in a column of its own."""
    columns: dict[str, list[str | float]] = {}
    for field in tidy.fields:
        if field.name in ("period_sort",):
            continue
        if field.is_value:
            columns |= _values(tidy, field, columns)
        else:
            columns[_heading(field.label, columns)] = [
                _plain(str(field.words(row[field.name]))) or "[z]" for row in tidy.rows
            ]
    return columns


def _values(tidy: Tidy, field: Field, taken: Iterable[str]) -> dict[str, list[Any]]:
    unit = _UNITS.get(field.unit or "")
    heading = _heading(f"{field.label} ({unit})" if unit else field.label, taken)
    pairs = [(row[field.name], row[mark_of(field.name)]) for row in tidy.rows]
    cells = [mark or "[x]" if math.isnan(value) else plain_number(value) for value, mark in pairs]
    found: dict[str, list[Any]] = {heading: cells}
    if any(mark and not is_absent(mark) for _, mark in pairs):
        found[_heading(f"{field.label}, mark", [*taken, heading])] = [
            "none" if not mark or is_absent(mark) else mark for _, mark in pairs
        ]
    return found


def _heading(label: str, taken: Iterable[str]) -> str:
    """The label, made different from those that are there."""
    text, there = _plain(label.replace("\u00ad", "")), {one.lower() for one in taken}
    number = 2
    while text.lower() in there:
        text, number = f"{_plain(label)} {number}", number + 1
    return text


@lru_cache(10_000)  # words of a column stand in many rows
def _plain(text: str) -> str:
    """Text on one line, without the signs by which gptables marks notes and links, and without control letters."""
    bare = text.replace("\u00ad", "").replace("$$", "$ $").replace("](", "] (")
    return re.sub(r"[\x00-\x1f\x7f]+", " ", bare).strip()

"""A figure's sheet in a workbook, in the looks of gptables: lines of text, then one marked-up table.

gptables writes such a sheet too, but keeps a frame of formats, a cell for each of the table: three quarters of the time of a workbook.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

_MARK = re.compile(r"\[[\w\s]+\]")
_SIZE = 11  # points: the letters that the widths of columns are reckoned in


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its text, and its table, which has no blank cell and no two headings that are the same."""

    name: str
    title: str
    subtitles: Sequence[str]
    instructions: str
    source: str
    table_name: str
    table: pd.DataFrame


def write_sheet(book: Any, sheet: Sheet) -> None:
    """Adds a sheet to a workbook of gptables, with the formats of its theme."""
    page, theme = book.add_worksheet(sheet.name), book.theme
    lines = [
        (sheet.title, theme.title_format), *((text, theme.subtitle_format) for text in sheet.subtitles),
        (sheet.instructions, theme.instructions_format), (sheet.source, theme.source_format),
    ]  # fmt: skip
    shown = [(text, look) for text, look in lines if text]
    for row, (text, look) in enumerate(shown):
        page.write(row, 0, text, book.add_format(look))
    _write_table(book, page, sheet, top=len(shown))


def _write_table(book: Any, page: Any, sheet: Sheet, *, top: int) -> None:
    names = list(sheet.table.columns)
    columns = [sheet.table[name].tolist() for name in names]
    sides = [{"align": "right" if place and _is_numeric(cells) else "left"} for place, cells in enumerate(columns)]
    heads = [book.theme.column_heading_format | side for side in sides]
    bodies = [book.theme.data_format | side for side in sides]
    head_formats = [book.add_format(look) for look in heads]
    _write_rows(page, [names], head_formats, top)
    _write_rows(page, zip(*columns, strict=True), [book.add_format(look) for look in bodies], top + 1)
    for place, (name, cells) in enumerate(zip(names, columns, strict=True)):
        widths = [_width(name, heads[place]), *(_width(text, bodies[place]) for text in set(map(str, cells)))]
        page.set_column_pixels(place, place, max(widths))
    told = [{"header": name, "header_format": look} for name, look in zip(names, head_formats, strict=True)]
    page.add_table(
        top, 0, top + len(sheet.table), len(names) - 1,
        {"header_row": True, "autofilter": False, "columns": told, "style": None, "name": sheet.table_name},
    )  # fmt: skip


def _write_rows(page: Any, rows: Iterable[Sequence[Any]], formats: Sequence[Any], first: int) -> None:
    for row, cells in enumerate(rows, first):
        for column, (cell, look) in enumerate(zip(cells, formats, strict=True)):
            page.write(row, column, cell, look)


def _is_numeric(cells: Sequence[Any]) -> bool:
    """Whether a column holds a number, and else only marks in the place of one."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return len(texts) < len(cells) and all(_MARK.search(text) for text in texts)


def _width(text: str, look: dict[str, Any]) -> int:
    """The pixels that a text takes; bold letters and capitals are wider."""
    from xlsxwriter.utility import cell_autofit_width

    capitals = sum(letter.isupper() for letter in text) / len(text) if text else 0
    wider: float = (look.get("font_size", _SIZE) / _SIZE) * (1.1 if look.get("bold") else 1.0) * (1.0 + 0.15 * capitals)
    pixels: int = cell_autofit_width(text)
    return ceil(pixels * wider)

"""A figure's sheet in a workbook, in the looks of gptables: lines of text, then one marked-up table.

gptables writes such a sheet too, but keeps a frame of formats, a cell for each of the table: three quarters of the time of a workbook.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

_MARK = re.compile(r"\[[\w\s]+\]")
_SIZE = 11  # points: the letters that the widths of columns are reckoned in


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its text, and its table as columns of the same length, in which no cell is blank."""

    name: str
    title: str
    subtitles: Sequence[str]
    instructions: str
    source: str
    table_name: str
    table: Mapping[str, Sequence[str | float]]


def write_sheet(book: Any, sheet: Sheet) -> None:
    """Adds a sheet to a workbook of gptables, with the formats of its theme."""
    page, theme = book.add_worksheet(sheet.name), book.theme
    lines = [
        (sheet.title, theme.title_format), *((text, theme.subtitle_format) for text in sheet.subtitles),
        (sheet.instructions, theme.instructions_format), (sheet.source, theme.source_format),
    ]  # fmt: skip
    shown = [(text, look) for text, look in lines if text]
    for row, (text, look) in enumerate(shown):
        page.write_string(row, 0, text, book.add_format(look))
    _write_table(book, page, sheet, top=len(shown))


def _write_table(book: Any, page: Any, sheet: Sheet, *, top: int) -> None:
    names, columns = list(sheet.table), list(sheet.table.values())
    sides = [{"align": "right" if place and _is_numeric(cells) else "left"} for place, cells in enumerate(columns)]
    heads = [book.theme.column_heading_format | side for side in sides]
    bodies = [book.theme.data_format | side for side in sides]
    head_formats = [book.add_format(look) for look in heads]
    for place, (name, cells) in enumerate(zip(names, columns, strict=True)):
        _write_column(page, top, place, [name], head_formats[place])
        _write_column(page, top + 1, place, cells, book.add_format(bodies[place]))
        widths = [_width(name, heads[place]), *(_width(text, bodies[place]) for text in set(map(str, cells)))]
        page.set_column_pixels(place, place, max(widths))
    told = [{"header": name, "header_format": look} for name, look in zip(names, head_formats, strict=True)]
    page.add_table(
        top, 0, top + max(map(len, columns)), len(names) - 1,
        {"header_row": True, "autofilter": False, "columns": told, "style": None, "name": sheet.table_name},
    )  # fmt: skip


def _write_column(page: Any, first: int, column: int, cells: Iterable[str | float], look: Any) -> None:
    for row, cell in enumerate(cells, first):
        if isinstance(cell, str):  # never a formula or a link, whatever it begins with
            page.write_string(row, column, cell, look)
        else:
            page.write_number(row, column, cell, look)


def _is_numeric(cells: Sequence[Any]) -> bool:
    """Whether a column holds a number, and else only marks in the place of one."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return len(texts) < len(cells) and all(_MARK.search(text) for text in texts)


def _width(text: str, look: dict[str, Any]) -> int:
    """The pixels that a text takes; bold letters and capitals are wider."""
    larger: float = (look.get("font_size", _SIZE) / _SIZE) * (1.1 if look.get("bold") else 1.0)
    return ceil(_pixels(text) * larger)


@lru_cache(maxsize=10_000)
def _pixels(text: str) -> float:
    from xlsxwriter.utility import cell_autofit_width

    capitals = sum(map(str.isupper, text)) / len(text) if text else 0
    pixels: int = cell_autofit_width(text)
    return pixels * (1.0 + 0.15 * capitals)

"""A figure's tidy table as the rows and cells that a page prints."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generators.charts.picture import Classes, change_classes, classes
from generators.charts.withheld import WITHHELD
from generators.inputs.ages import age_band
from generators.inputs.declare import TOTAL
from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import is_withheld, split
from generators.measures.tidy import Field, Tidy
from generators.numbers import decimals_of, plain
from generators.pages.links import Link, Targets, links
from generators.problems import Ref
from generators.sections.model import ListView, PivotView, View

UNITS = {
    "percent": "%", "pp": "percentage points", "weeks": "weeks", "gbp": "£", "wte": "WTE", "per_1000": "per 1,000",
    "rank": "rank", "children": "children", "people": "people",
}  # fmt: skip


_BRIEF, _LONG = 16, 60  # letters: a column with no more needs little room, one with more on average needs much


@dataclass(frozen=True)
class HtmlCell:
    """One cell: its text, the code of its mark, and its classes."""

    text: str
    mark: str = ""
    classes: str = ""
    number: bool = True
    small: str = ""
    links: tuple[Link, ...] = ()

    @property
    def css(self) -> str:
        """Its classes, and that of words where it is no number."""
        return self.classes if self.number else f"{self.classes} words".lstrip()


@dataclass(frozen=True)
class HtmlRow:
    """One row: its heading, its cells, and whether it is a total."""

    head: str
    cells: list[HtmlCell]
    total: bool = False


@dataclass(frozen=True)
class HtmlTable:
    """One table. `heat` is "", level or change; `legend` names the classes of colour."""

    caption: str
    small: str
    heads: list[str]
    rows: list[HtmlRow]
    heat: str = ""
    legend: list[tuple[str, str]] = field(default_factory=list)

    @property
    def brief(self) -> bool:
        """Whether its rows are headed by a number or the like, which needs little room."""
        return all(len(row.head) <= _BRIEF for row in self.rows)


def tables(tidy: Tidy, view: View, flagged: frozenset[Ref], known: Targets) -> list[HtmlTable]:
    """The tables of a figure, as its view wants them; cells that a contradiction is about carry a flag."""
    if not tidy.rows or not isinstance(view, PivotView | ListView):
        return []
    return _pivots(tidy, view, flagged) if isinstance(view, PivotView) else [_list(tidy, view, flagged, known)]


def _list(tidy: Tidy, view: ListView, flagged: frozenset[Ref], known: Targets) -> HtmlTable:
    """A dimension that never changes goes into the caption; one that nobody filled in is left out. A rating always has its column."""
    rows = tidy.records()
    words = [name for name in view.fields[1:] if not tidy.field(name).is_value and not tidy.field(name).unrated]
    said = {name: _unique(rows, name) for name in words}
    constant = [name for name in words if len(said[name]) == 1 and (len(rows) > 1 or not said[name][0])]
    fields = [tidy.field(name) for name in view.fields if name not in constant]
    given = [_constant(tidy.field(name), said[name][0]) for name in constant]
    small = ", ".join(words for words in given if words)
    heads = [fields[0].words(row[fields[0].name]) for row in rows]
    columns = [
        [value_cell(row, one, flagged) for row in rows] if one.is_value else _words(rows, one, known)
        for one in fields[1:]
    ]
    shown = [
        HtmlRow(head, [column[place] for column in columns], total)
        for place, (head, total) in enumerate(zip(heads, _totals(rows, tidy), strict=True))
    ]
    return HtmlTable(view.caption, small, [_head(one) for one in fields], shown)


def _unique(rows: Sequence[Record], name: str) -> list[Any]:
    """The values of a dimension, in the order of the rows."""
    return list(dict.fromkeys(row[name] for row in rows))


def _constant(field: Field, value: object) -> str:
    """What every row says; where none says anything, of what."""
    words = field.words(value)
    return words if value or not words else f"{field.label.lower()}: {words.lower()}"


def _room(texts: Sequence[str]) -> str:
    """How much room a column of words needs, as a class: brief, long or neither."""
    if all(len(text) <= _BRIEF for text in texts):
        return "brief"
    return "long" if sum(map(len, texts)) > _LONG * len(texts) else ""


def _words(rows: Sequence[Record], field: Field, known: Targets) -> list[HtmlCell]:
    """A column of words, with the links that they lead to."""
    texts = [field.words(row[field.name]) for row in rows]
    room = _room(texts)
    if not field.leads:
        return [HtmlCell(text, classes=room, number=False) for text in texts]
    found = [tuple(link for link in links(row, field, known) if link.href) for row in rows]
    return [HtmlCell(text, classes=room, number=False, links=to) for text, to in zip(texts, found, strict=True)]


def _pivots(tidy: Tidy, view: PivotView, flagged: frozenset[Ref]) -> list[HtmlTable]:
    value = tidy.field(view.value)
    records = tidy.records()
    inner = [row for row, total in zip(records, _totals(records, tidy), strict=True) if not total]
    scale = _scale(inner, view)
    found = []
    for part in _unique(records, view.split) if view.split else [None]:
        shown = [row for row in records if row[view.split] == part] if view.split else records
        columns, small = _unique(shown, view.column), _unit(value)
        by_key = {(row[view.row], row[view.column]): row for row in shown}
        rows = []
        for name in _unique(shown, view.row):
            cells = [_cell(by_key.get((name, column)), value, flagged, scale, view) for column in columns]
            rows.append(HtmlRow(tidy.field(view.row).words(name), cells, name == TOTAL))
        split = tidy.field(view.split).words(part) if view.split else ""
        caption = split if view.heat and view.split else view.caption
        small = ", ".join(words for words in (small, "" if view.heat else split) if words)
        heads = [tidy.field(view.row).label, *(tidy.field(view.column).words(column) for column in columns)]
        found.append(
            HtmlTable(
                caption,
                small,
                heads,
                rows,
                view.heat or "",
                _legend(inner, scale, view),
            )
        )
    return found


def _scale(rows: Sequence[Record], view: PivotView) -> Classes | None:
    values = [float(row[view.value]) for row in rows]
    return None if not view.heat else classes(values) if view.heat == "level" else change_classes(values)


def _legend(rows: Sequence[Record], scale: Classes | None, view: PivotView) -> list[tuple[str, str]]:
    """The classes of colour in words; of changes, only the directions that occur; hatching where a number is withheld."""
    if scale is None or all(math.isnan(row[view.value]) for row in rows):
        return []
    hidden = [("withheld", WITHHELD)] if any(is_withheld(str(row[mark_of(view.value)])) for row in rows) else []
    if view.heat == "level":
        return [*((f"h{place}", label) for place, label in enumerate(scale.labels(), 1)), *hidden]
    step = scale.step
    spans = (
        ["1", "2", "3 or more"]
        if step == 1
        else [f"1 to {step - 1}", f"{step} to {2 * step - 1}", f"{2 * step} or more"]
    )
    legend = [("d-same", "= same")]
    if any(row[view.value] < 0 for row in rows):
        legend += [(f"d-less{n}", f"▼ fewer by {span}") for n, span in enumerate(spans, 1)]
    if any(row[view.value] > 0 for row in rows):
        legend += [(f"d-more{n}", f"▲ more by {span}") for n, span in enumerate(spans, 1)]
    return [*legend, *hidden]


def _cell(
    row: Record | None, value: Field, flagged: frozenset[Ref], scale: Classes | None, view: PivotView
) -> HtmlCell:
    """A cell of a pivot; in a heat map with its class of colour, totals without."""
    if row is None:
        return HtmlCell("", "z")
    cell = value_cell(row, value, flagged)
    number = float(row[value.name])
    if scale is None or TOTAL in (row[view.row], row[view.column]):
        return cell
    if math.isnan(number):
        return HtmlCell(cell.text, cell.mark, "withheld" if is_withheld(cell.text) else "missing")
    if view.heat == "level":
        return HtmlCell(cell.text, cell.mark, f"h{scale.of(number)} {cell.classes}".strip())
    if number == 0:
        return HtmlCell(cell.text, cell.mark, "d-same", small="= same")
    return HtmlCell(
        cell.text,
        cell.mark,
        f"d-{'more' if number > 0 else 'less'}{scale.of(abs(number))}",
        small="▲ more" if number > 0 else "▼ fewer",
    )


def value_cell(row: Record, value: Field, flagged: frozenset[Ref]) -> HtmlCell:
    """A number or a mark as a cell, flagged where a contradiction is about it."""
    number, mark = float(row[value.name]), str(row[mark_of(value.name)])
    flag = "flag" if flagged and FILE in row and Ref(row[FILE], row[LINE], value.name) in flagged else ""
    if math.isnan(number):
        return _mark_cell(mark or "[x]", flag)
    decimals = decimals_of(value.unit, number) if value.decimals is None else value.decimals
    return _number_cell(number, mark, decimals, value.signed, flag)


@lru_cache(1_000)
def _mark_cell(mark: str, flag: str) -> HtmlCell:
    return HtmlCell(mark, " ".join(split(mark)), flag)


@lru_cache(50_000)  # a number stands on its section's page, on those of places, and in comparisons
def _number_cell(number: float, mark: str, decimals: int, signed: bool, flag: str) -> HtmlCell:
    return HtmlCell(plain(number, decimals, signed=signed) + mark, " ".join(split(mark)), flag)


def _totals(rows: Sequence[Record], tidy: Tidy) -> list[bool]:
    """For each row whether it adds up others: the word Total, or a band that holds other bands of the table.

    Where every row says Total, as all strands do in a table by level, the word tells no row from another.
    """
    dims = [one.name for one in tidy.dims if any(row[one.name] != TOTAL for row in rows)]
    bands = {row["age_band"]: age_band(str(row["age_band"])) for row in rows if "age_band" in row}
    whole = {text for text, band in bands.items() if any(one.inside(band) and one != band for one in bands.values())}
    return [any(row[name] == TOTAL for name in dims) or row.get("age_band") in whole for row in rows]


def _head(one: Field) -> str:
    unit = _unit(one)
    return f"{one.label}, {unit}" if unit and one.is_value else one.label


def _unit(one: Field) -> str:
    return UNITS.get(one.unit or "", "")

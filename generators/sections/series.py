"""Series over terms or years: the lines, words and facts that several sections share."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generators.charts.lines import Series, over_time
from generators.charts.picture import Picture
from generators.inputs.frames import Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.periods import period
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.series import Span, lines, span
from generators.measures.tidy import Tidy, period_words, span_words
from generators.numbers import in_words, shown
from generators.sections.model import Fact, ListView, Sentence, number_fact, said


@dataclass(frozen=True)
class Told:
    """How a figure of series is told: which number, what tells its lines apart, and what one of them is called.

    Attributes:
        by: the dimensions that tell lines apart; `fact` makes the start of the names of a line's facts.
        more: fields that the table prints beside, such as a status.
    """

    value: str
    by: tuple[str, ...]
    fact: Callable[[Record], str]
    caption: str
    more: tuple[str, ...] = ()

    def draw(self, area: Area, table: Tidy) -> Picture:
        """A line for each series that has a number, the first in the focus colour."""
        found = {key: rows for key, rows in lines(area, table, self.by).items() if span(rows, self.value).last}
        times = sorted(table.unique("period"), key=lambda text: period(text).sort)
        series = []
        for place, (key, rows) in enumerate(found.items()):
            at = {row["period"]: row for row in rows}
            values = [float(at[when][self.value]) if when in at else math.nan for when in times]
            texts = [said(at[when], table.field(self.value)) if when in at else "" for when in times]
            series.append(Series(", ".join(key), values, texts, place == 0))
        percent = table.field(self.value).unit == "percent"
        return over_time(short(times), series, unit="%" if percent else "", decimals=0)

    def alt(self, area: Area, table: Tidy) -> str:
        """Every number of every line."""
        parts = []
        for key, rows in lines(area, table, self.by).items():
            numbers = [f"{period_words(row['period'])} {said(row, table.field(self.value))}" for row in rows]
            parts.append(f"{', '.join(key)}: {', '.join(numbers)}")
        return f"Lines over time. {'. '.join(parts)}."

    def headline(self, area: Area, table: Tidy) -> str:
        """The line that changed most, or that no number can be read."""
        field = table.field(self.value)
        found = {", ".join(key): span(rows, self.value) for key, rows in lines(area, table, self.by).items()}
        moved = {name: one for name, one in found.items() if not math.isnan(one.change(self.value))}
        if not moved:
            given = [f"{name}: {said(one.last, field)}" for name, one in found.items() if one.last]
            return given[0] if given else f"Not one of {in_words(len(table.rows))} values is available"
        name = max(moved, key=lambda name: abs(moved[name].change(self.value)))
        first, last = moved[name].first, moved[name].last
        assert first is not None
        assert last is not None
        change = moved[name].change(self.value)
        if not change:
            return f"{name}: {said(last, field)}, as at the start"
        return f"{name}: {'up' if change > 0 else 'down'} from {said(first, field)} to {said(last, field)}"

    def facts(self, area: Area, table: Tidy) -> dict[str, Fact]:
        """First, latest, lowest and highest of each line, and the change: in percentage points for percentages."""
        field, facts = table.field(self.value), dict[str, Fact]()
        for key, rows in lines(area, table, self.by).items():
            one, name = span(rows, self.value), self.fact(rows[0])
            ends = {"first": one.first, "latest": one.last, "lowest": one.lowest, "highest": one.highest}
            facts |= {f"{name}.{end}": number_fact(row, field, ", ".join(key).lower()) for end, row in ends.items()}
            facts[f"{name}.change"] = self._change(table, one)
        return facts

    def _change(self, table: Tidy, one: Span) -> Fact:
        """With the caveats of both ends; `[z]` where there is nothing to compare with, or the mark of what is missing."""
        field, change = table.field(self.value), one.change(self.value)
        unit = "pp" if field.unit == "percent" else field.unit
        mark = combined(*(str(row[mark_of(self.value)]) for row in (one.first, one.last) if row))
        if math.isnan(change):
            absent = "[z]" if one.first else "[x]"
            return Fact(None, unit, absent, absent)
        return Fact(change, unit, f"{shown(change, unit, field.decimals, signed=True)} {mark}".strip(), mark)

    def view(self, area: Area, table: Tidy) -> ListView:
        """One line for each point, with who reported."""
        return ListView((*self.by, "place", "period", self.value, *self.more, "coverage"), self.caption)


def short(times: Sequence[str]) -> list[str]:
    """Periods as an axis has room for them: `Term 3`, with its year where there are several; `2031`."""
    terms = [period(text) for text in times]
    years = {one.code[:6] for one in terms if one.kind == "term"}
    named = []
    for one in terms:
        if one.kind == "term":
            number, year = one.code.partition("T")[2], f" {one.code[2:4]}/{one.code[4:6]}" if len(years) > 1 else ""
            named.append(f"Term {number}{year}")
        else:
            named.append(one.words if one.kind in ("day", "month") else one.end.strftime("%Y"))
    return named


def fact_name(text: object) -> str:
    """Words as a part of a fact's name: `early_years`."""
    return slug(str(text)).replace("-", "_")


def when(what: str) -> Sentence:
    """A subtitle: what is measured, of whom, and from when to when."""

    def subtitle(area: Area, table: Tidy) -> str:
        return f"{what}, {area.about.name}, {span_words(table.unique('period'))}"

    return subtitle

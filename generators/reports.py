"""One area from its complete tables to its finished sections: figures with words, facts, sources and caveats."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from generators.disclosure import Account, protect, tellable
from generators.disclosure.words import without_contacts
from generators.inputs.ages import age_band
from generators.inputs.cells import UNRATED
from generators.inputs.declare import TOTAL, Kind
from generators.inputs.frames import FILE, LINE, Record, mark_of
from generators.inputs.marks import explained, split
from generators.inputs.periods import period
from generators.inputs.places import plural
from generators.inputs.project import Area, TableData
from generators.measures.tidy import Tidy, period_words, span_words
from generators.numbers import listed
from generators.problems import Problem, Ref
from generators.rules import findings
from generators.rules.cells import in_words
from generators.rules.known import with_known
from generators.sections import SECTIONS
from generators.sections.model import Fact, Figure, ListView, PivotView, Section, View
from generators.small_areas import with_small_areas
from generators.totals import with_totals

Spec = dict[str, Any]

_NOT_DRAWN = "No picture, only the table: there is nothing to draw."
_KEYS = {"cell": ("level", "strand", "period"), "amount": ("place_code", "period", "line", "funder")}


@dataclass(frozen=True)
class FigureResult:
    """A figure, finished: words, table, picture and where its numbers come from.

    Attributes:
        number: in the order of the report, from 1.
        picture: None when no number can be drawn; the table then says why.
        height, narrow_height: of the picture, in pixels.
        problems: contradictions in its tables; `flagged` are their cells.
    """

    id: str
    title: str
    headline: str
    subtitle: str
    alt: str
    tidy: Tidy
    view: View
    picture: Spec | None
    height: int
    narrow_height: int
    sources: tuple[str, ...]
    period: str
    reported: str
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    number: int = 0

    @property
    def name(self) -> str:
        """What assistive technology says of the picture: the finding, then its numbers."""
        return f"{self.headline}. {self.alt}"

    @property
    def unread(self) -> bool:
        """Whether its table is a grid of numbers of which none is given."""
        return isinstance(self.view, PivotView) and not _has_number(self.tidy)

    @property
    def numeric(self) -> bool:
        """Whether it is about numbers, rather than words."""
        return bool(self.tidy.values)

    @property
    def flagged(self) -> frozenset[Ref]:
        """The cells that a contradiction is about."""
        return frozenset(cell for problem in self.problems for cell in problem.cells)


@dataclass(frozen=True)
class SectionResult:
    """A section of an area, finished.

    Attributes:
        facts: by their names without the section's slug.
        scopes: why periods of its tables do not count the same thing.
        scenario: the published numbers that a reader may vary on the page.
    """

    slug: str
    title: str
    question: str
    headline: str
    figures: tuple[FigureResult, ...]
    facts: Mapping[str, Fact]
    card: Fact | None
    problems: tuple[Problem, ...]
    scopes: tuple[str, ...] = ()
    scenario: Spec | None = None


@dataclass(frozen=True)
class Report:
    """An area, finished.

    Attributes:
        area: holds protected tables only.
        account: what protecting them took, for the maintainer alone.
    """

    area: Area
    sections: tuple[SectionResult, ...]
    problems: tuple[Problem, ...] = field(default=())
    account: Account = field(default=Account())

    @property
    def facts(self) -> dict[str, Fact]:
        """Every fact by its full name, such as `provision.total`."""
        return {f"{section.slug}.{name}": fact for section in self.sections for name, fact in section.facts.items()}

    @property
    def withheld(self) -> frozenset[Ref]:
        """The cells that no published word may give away."""
        return self.area.withheld


def report(area: Area) -> Report:
    """Small areas, totals, findings, disclosure control, then every section that the area lists."""
    complete = with_totals(with_small_areas(area))
    protected, account = protect(complete)
    problems = (*with_known(complete, findings(complete)), *account.problems)
    safe = without_contacts(protected)
    told = tellable(problems, safe.withheld)
    sections = [_section(SECTIONS[slug], safe, told) for slug in safe.about.sections]
    return Report(safe, _numbered(sections), problems, account)


def _numbered(sections: Iterable[SectionResult]) -> tuple[SectionResult, ...]:
    """The sections with their figures numbered throughout."""
    numbers = count(1)
    return tuple(
        replace(section, figures=tuple(replace(figure, number=next(numbers)) for figure in section.figures))
        for section in sections
    )


def _section(section: Section, area: Area, problems: Iterable[Problem]) -> SectionResult:
    figures: list[FigureResult] = []
    facts: dict[str, Fact] = {}
    for figure in section.figures_of(area):
        result, found = _figure(figure, area, problems)
        figures.append(result)
        facts |= found
    card = next((facts[name] for name in section.card if name in facts and facts[name].value is not None), None)
    given = [area.tables[table.name] for table in section.tables if table.name in area.tables]
    files = {data.file for data in given}
    scopes = tuple(data.about.scope for data in given if data.about.scope)
    mine = tuple(problem for problem in problems if problem.file in files)
    headline = section.headline(area, facts) if section.headline else figures[0].headline if figures else section.title
    return SectionResult(
        section.slug,
        section.title,
        section.question,
        headline,
        tuple(figures),
        facts,
        card,
        mine,
        scopes,
        section.scenario(area) if section.scenario else None,
    )


def _figure(figure: Figure, area: Area, problems: Iterable[Problem]) -> tuple[FigureResult, dict[str, Fact]]:
    tidy = figure.measure(area)
    tables = [_only_shown(area.tables[name], tidy) for name in figure.used(area)]
    drawn = figure.draw(area, tidy) if figure.draw and (_has_number(tidy) or not tidy.values) else None
    if drawn is not None and drawn.empty:
        drawn = None
    files = {table.file for table in tables}
    view = figure.view(area, tidy)
    about = tuple(problem for problem in problems if problem.file in files and _shows(view, tidy, problem))
    notes = [
        *(figure.notes(area, tidy) if figure.notes else ()), *_table_notes(tables, area), *_marks(tidy), *_withheld(tidy, area)
    ]  # fmt: skip
    result = FigureResult(
        id=figure.id, title=figure.title, headline=figure.headline(area, tidy), subtitle=figure.subtitle(area, tidy),
        alt=_NOT_DRAWN if figure.draw and drawn is None else figure.alt(area, tidy), tidy=tidy, view=view, picture=drawn.spec() if drawn else None,
        height=drawn.height if drawn else 0, narrow_height=drawn.narrow_height if drawn else 0,
        sources=_sources([*tables, *_beside(figure, area)], area), period=_periods(tidy, area), reported=_reported(figure, area, tidy), notes=tuple(dict.fromkeys(notes)), problems=about,
    )  # fmt: skip
    return result, figure.facts(area, tidy) if figure.facts else {}


def _beside(figure: Figure, area: Area) -> list[TableData]:
    """The tables that a figure's numbers come from beside its own."""
    return [area.tables[name] for name in figure.beside if name in area.tables]


def _only_shown(data: TableData, tidy: Tidy) -> TableData:
    """The rows of a table that a figure is made from, where its tidy table says so: only these have a say in its notes."""
    lines = {row[LINE] for row in tidy.rows if row.get(FILE) == data.file}
    return data.with_rows([row for row in data.rows if row[LINE] in lines]) if lines - {0} else data


def _has_number(tidy: Tidy) -> bool:
    return any(not math.isnan(row[value.name]) for value in tidy.values for row in tidy.rows)


def _shows(view: View, tidy: Tidy, problem: Problem) -> bool:
    """Whether the figure's table prints one of the cells that the problem is about."""
    names = {view.value} if isinstance(view, PivotView) else set(view.fields) if isinstance(view, ListView) else set()
    lines = {(row.get(FILE), row.get(LINE)) for row in tidy.rows}
    return any(cell.column in names and (cell.file, cell.line) in lines for cell in problem.cells)


def _sources(tables: list[TableData], area: Area) -> tuple[str, ...]:
    """Every source of the rows of these tables, once, each with its page."""
    cited = []
    for data in tables:
        own = {row["source"] for row in data.rows}
        if "" in own:
            cited.append(area.sources[data.about.source].cited(data.about.page))
        cited += [area.sources[name].cited() for name in sorted(own) if name]
    return tuple(dict.fromkeys(cited))


def _table_notes(tables: list[TableData], area: Area) -> list[str]:
    """What the author says of the tables and of single rows."""
    notes = []
    for data in tables:
        notes += [*data.about.note, *_disclosure_notes(data, area)]
        rows: dict[str, list[str]] = {}
        for row in data.printed:
            if row["note"]:
                rows.setdefault(str(row["note"]), []).append(
                    in_words(_for_readers(row, data, area), data.table, area.places)
                )
        notes += [f"{_who(names)}: {note}" if all(names) and len(names) <= 4 else note for note, names in rows.items()]
    return notes


def _for_readers(row: Record, data: TableData, area: Area) -> Record:
    """A row with periods in words, and with names in place of ids, which only its author knows."""
    told = dict(row)
    for column in (data.table.column(name) for name in data.table.key):
        if column.kind is Kind.PERIOD:
            told[column.name] = period_words(str(row[column.name]))
        elif column.among or column.form:
            table, _, key = (column.among or f"{data.table.name}.{column.name}").partition(".")
            listed = area.tables[table].rows if table in area.tables else []
            named = (one.get("name") for one in listed if one[key] == row[column.name])
            told[column.name] = next(named, None) or row[column.name]
        elif column.allowed:
            told[column.name] = str(row[column.name]).replace("_", " ")
    return told


def _disclosure_notes(data: TableData, area: Area) -> list[str]:
    """Why small counts of a table are published, and that rounded ones do not add up."""
    policy = area.settings.disclosure
    counted = any(column.counts_people and column.basis not in policy.exempt_bases for column in data.table.numbers)
    if not counted or area.settings.unprotected:
        return []
    if exemption := policy.exemption(data.table.name):
        return [f"Small counts in this table are published: {exemption.reason}"]
    if policy.mode == "round":
        return [
            f"Counts are rounded to the nearest {policy.round_to}, so totals may differ from the sum of their parts; rates are computed from rounded counts."
        ]
    return []


def _who(names: list[str]) -> str:
    text = "; ".join(names)
    return text[0].upper() + text[1:]


def _marks(tidy: Tidy) -> list[str]:
    marks = [str(row[mark_of(value.name)]) for value in tidy.values for row in tidy.rows]
    return [", ".join(explained(marks)) + "."] if any(marks) else []


def _withheld(tidy: Tidy, area: Area) -> list[str]:
    """How many numbers of a figure are withheld, and why."""
    gone, of = tidy.number_withheld()
    if not gone:
        return []
    are = (
        f"{gone:,} of {of:,} numbers here {'is' if gone == 1 else 'are'} withheld ({max(1, round(100 * gone / of))}%)."
    )
    return [f"{are} {area.settings.disclosure.explanation} Others go with them, from which they could be worked out."]


def _periods(tidy: Tidy, area: Area) -> str:
    if all(field.name != "period" for field in tidy.fields):
        return area.about.period
    ordered = sorted(tidy.unique("period"), key=lambda text: period(text).sort)
    words = list(dict.fromkeys(period_words(text) for text in ordered))
    return listed(words) if len(words) <= 3 else span_words(ordered)


def _reported(figure: Figure, area: Area, tidy: Tidy) -> str:
    """`17 of 17 wards`: for how many values of the counted dimension there is a number, given or withheld."""
    dimension, noun = figure.counted
    values = [figure.counts] if figure.counts else [field.name for field in tidy.values]
    if dimension == "row":
        return f"{len(tidy.rows)} of {figure.out_of} {noun}" if figure.out_of else _rows_reported(tidy, noun)
    if dimension == "point":
        given_rows = sum(any(_is_given(row, value) for value in values) for row in tidy.rows)
        return f"{given_rows} of {len(tidy.rows)} {noun}"
    if dimension == "tally":
        return _tallied(tidy, noun)
    if dimension == "item":
        return f"{len(tidy.rows)} {noun[:-1] if len(tidy.rows) == 1 else noun}"
    if dimension == "place":
        return _places_reported(area, tidy, values)
    key = _KEYS.get(dimension, (dimension,))
    sums = _sums_of_ages(tidy)
    rows = [row for row in tidy.rows if row.get("age_band") not in sums and TOTAL not in [row[name] for name in key]]
    every = {tuple(row[name] for name in key) for row in rows}
    given = {tuple(row[name] for name in key) for row in rows if any(_is_given(row, value) for value in values)}
    return f"{len(given)} of {len(every)} {noun}"


def _tallied(tidy: Tidy, noun: str) -> str:
    """`3 of 4 milestones`: how many of those counted have a word of the scale."""
    word = tidy.dims[0].name
    counts = {row[word]: row["count"] for row in tidy.rows}
    whole = sum(counts.values())
    return f"{whole - counts.get(UNRATED, 0):.0f} of {whole:.0f} {noun}"


def _rows_reported(tidy: Tidy, noun: str) -> str:
    """`0 of 20 questions` where some are not rated, else `5 points` or `1 point`."""
    words = [field for field in tidy.fields if field.unrated]
    if not words:
        return f"{len(tidy.rows)} {noun[:-1] if len(tidy.rows) == 1 else noun}"
    given = sum(all(row[field.name] != UNRATED for field in words) for row in tidy.rows)
    return f"{given} of {len(tidy.rows)} {noun}"


def _sums_of_ages(tidy: Tidy) -> list[str]:
    """The age bands that are the total of others, which are not counted with them."""
    texts = tidy.unique("age_band") if tidy.rows and "age_band" in tidy.rows[0] else []
    return [text for text in texts if any(age_band(one).inside(age_band(text)) for one in texts if one != text)]


def _is_given(row: Record, value: str) -> bool:
    """Whether a cell has a number, or has one that is withheld."""
    return not math.isnan(float(row[value])) or "c" in split(str(row[mark_of(value)]))


def _places_reported(area: Area, tidy: Tidy, values: Sequence[str]) -> str:
    """Places of the smallest level that the table speaks of, against all places of that level."""
    codes = set(tidy.unique("place_code"))
    given = {row["place_code"] for row in tidy.rows if any(_is_given(row, value) for value in values)}
    for level in reversed(area.places.levels()):
        members = {place.code for place in area.places.below if place.level == level}
        if members & codes:
            return f"{len(members & given)} of {len(members)} {plural(level, len(members))}"
    return f"{len(given)} of {len(codes)} {'place' if len(codes) == 1 else 'places'}"

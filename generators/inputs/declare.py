"""Declarations of input tables. Reading, checking, blank files and the data dictionary all come from these."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generators.inputs.marks import BESIDE, INSTEAD

PEOPLE_UNITS = ("children", "people")
ADDITIVE_UNITS = ("count", "children", "people", "gbp", "wte")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    WORD = "word"  # one of the column's allowed words
    WORDS = "words"  # several of them, separated by semicolons
    PLACE = "place"
    PLACES = "places"
    PERIOD = "period"
    AGE_BAND = "age band"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes or no"
    ADDRESS = "web address"
    FILE = "file"  # the name of a file in data/<area>/files


class Basis(StrEnum):
    """Where a count of people comes from, which decides whether small counts are protected."""

    RECORDS = "records"  # people counted in somebody's records: protected
    OFFICIAL_ESTIMATE = "official estimate"  # published population estimates
    MODELLED = "modelled"  # what a model predicts: nobody was counted


@dataclass(frozen=True)
class Form:
    """How a text is written: a pattern, its name, and what to do about texts that nearly have it.

    Attributes:
        pattern: of the whole text.
        expected: what it is, such as `a code such as FS1`.
        hints: pattern of a near miss and its remedy; the first that fits is told.
        fix: the remedy for all others.
    """

    pattern: str
    expected: str
    fix: str
    hints: tuple[tuple[str, str], ...] = ()


class Refers(StrEnum):
    """What of the report a cell leads to: the name is checked, and printed as a link."""

    SECTION = "section"
    EVIDENCE = "section or section/figure"


@dataclass(frozen=True)
class Column:
    """One column of an input table.

    Attributes:
        label: the words in a heading, with a capital; units are added by whoever prints it.
        unit: of a number: count, children, people, percent, pp, gbp, weeks, wte, per_1000, rank or ratio.
        allowed: the words that a WORD or WORDS column takes; `@indicators` means those that the site configuration lists.
        sums: words that others add up to, such as schools of primary and secondary; the others are words too.
        least, most: the plausible range of a number, both included; outside it is an ERROR.
        marks: which marks a number may carry; none for a column without numbers unless it says so.
        optional: the column may be left out, and a cell may be blank.
        snapshot: values are counted on one day and must not be added up over periods; None for what is not a count.
        decimals: places that are shown; by default what the unit usually carries.
        derived_from: columns of the row that the value follows from; where one of them is withheld, so is this.
        of: a percentage of this column of the row: the two together tell a count, which is protected like any other.
        counts: what it counts, in words that another table's column has too where both count the same: cells that agree
            in everything they say are then one cell.
        unrated: what [x] means in a WORD column, such as "Not rated"; without it the column takes no mark.
        blank: what a blank cell of an optional column of words is read out as, such as "Not stated".
        form: how a TEXT is written; letters of other scripts that look Latin are then read as Latin.
        spoken: what somebody said or wrote, which is looked through for personal data.
        live: the text may hold facts as {section.fact}.
        refers: the cell names a section or a figure of the report.
        example: a value for the blank file of a new area; by default one is made from the declaration.
        absent: what authors may write for [x] in a number column, such as "Not reported".
        ask: the question that a blank cell puts to the author.
        noted: a note of the row that says another of the column's words, and not its own, contradicts it.
        unread: the remedy for a cell of a number column that nobody can read, where the table has a way to say so.
        consent: a YES_NO column of the row without whose yes the cell is not published; `consent_needed` makes such a
            cell an ERROR.
        among: `table.column` of the area, one of whose values the cell must be where the area has that table.
        wanted: a blank cell is published as what it is, and a WARNING counts the rows that have one.
    """

    name: str
    kind: Kind
    label: str
    unit: str | None = None
    allowed: tuple[str, ...] = ()
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    least: float | None = None
    most: float | None = None
    marks: tuple[str, ...] = INSTEAD + BESIDE
    optional: bool = False
    snapshot: bool | None = None
    basis: Basis = Basis.RECORDS
    decimals: int | None = None
    derived_from: tuple[str, ...] = ()
    of: str = ""
    counts: str = ""
    unrated: str = ""
    blank: str = ""
    form: Form | None = None
    spoken: bool = False
    live: bool = False
    refers: Refers | None = None
    absent: str = ""
    ask: str = ""
    noted: bool = False
    unread: str = ""
    consent: str = ""
    consent_needed: bool = False
    among: str = ""
    wanted: bool = False
    about: str = ""
    example: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers or marks."""
        return self.kind in (Kind.WHOLE, Kind.NUMBER)

    @property
    def counts_people(self) -> bool:
        """Whether small values could point to a person, unless its basis is exempt by policy."""
        return self.unit in PEOPLE_UNITS

    @property
    def additive(self) -> bool:
        """Whether values of different places or ages can be added up."""
        return self.is_number and self.unit in ADDITIVE_UNITS


@dataclass(frozen=True)
class Part:
    """Two number columns of which the first counts some of what the second counts."""

    part: str
    whole: str


@dataclass(frozen=True)
class Difference:
    """Three number columns of which the last is printed as the change from the first to the second."""

    before: str
    after: str
    change: str


@dataclass(frozen=True)
class Rate:
    """A percentage, and the column with the number that it is a percentage of."""

    percent: str
    of: str


@dataclass(frozen=True)
class Ranked:
    """Columns of a ranking: the value, its rank with 1 for the highest value, and how many were ranked."""

    value: str
    rank: str
    of: str


@dataclass(frozen=True)
class Agreement:
    """A code of which one part says the same as another column of the row.

    Attributes:
        part: a pattern whose one group is the part.
        words: what the other column says, by the part.
    """

    code: str
    part: str
    column: str
    words: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Described:
    """Rows with values of what another table of the area describes, such as performance indicators.

    Attributes:
        by: the name of the describing table, whose key is `key`; `column` of this table names one of its rows.
        unit: its column with the unit of the values, which is also the name of the number column that they stand in.
        counted: its column that says flow or snapshot; `above_100` the one with the reason for percentages above 100.
        first, last: its columns with the periods from which and until which it is valid.
    """

    by: str
    key: str
    column: str
    unit: str = "unit"
    counted: str = "counted"
    above_100: str = "above_100"
    first: str = "valid_from"
    last: str = "valid_to"


@dataclass(frozen=True)
class Target:
    """A target in percent, and the numbers of which its progress is computed: some of a whole."""

    value: str
    part: str
    whole: str


@dataclass(frozen=True)
class Product:
    """A number column that is the product of others of the row, and says nothing without them."""

    value: str
    factors: tuple[str, ...]


@dataclass(frozen=True)
class Reconciled:
    """Another table that tells the same amounts once more.

    Attributes:
        table: the other one's name.
        on: the column of both that tells which rows speak of the same thing.
        who: the column of both that says whose amount it is.
        value: the number column of both.
        named: the column of the other one that names a row; `apart`: the YES_NO column of it that says that a row has
            no counterpart here.
    """

    table: str
    on: str
    who: str
    value: str
    named: str
    apart: str


@dataclass(frozen=True)
class Table:
    """One input table: `data/<area>/<name>.csv`, or `<name>.yml` with a list of rows.

    Attributes:
        key: the columns that tell rows apart; two rows with one key are an ERROR.
        matrix: WORD columns of the key whose every combination must be there, for each of the other keys.
        totals: columns of the key over which values add up; their totals are printed in the source or computed.
        parts: what must not be larger than what.
        differences: which columns are the change between two others.
        rates: which percentages are of which counts.
        ranked: which columns are a ranking.
        agrees: which columns must say the same as a part of a code.
        ascending: a column of version numbers that grow from row to row.
        feeds: the table that its rows are counted into, which need not be there.
        described: the table that says what the rows are values of.
        target: the columns of a target and of its progress.
        complete: columns of the key whose every combination must be there, of the values that occur in each.
        ahead: the items lie ahead of the report, so that one that is due before its date is a WARNING.
        product: a number that must be the product of others of its row.
        reconciled: the table that tells the same amounts.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    matrix: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    differences: tuple[Difference, ...] = ()
    rates: tuple[Rate, ...] = ()
    ranked: Ranked | None = None
    agrees: tuple[Agreement, ...] = ()
    ascending: str = ""
    feeds: str = ""
    described: Described | None = None
    target: Target | None = None
    complete: tuple[str, ...] = ()
    ahead: bool = False
    product: Product | None = None
    reconciled: Reconciled | None = None
    about: str = ""

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """The declared columns and those that every table may have."""
        marker = (IS_TOTAL,) if self.age_column else ()
        return self.columns + marker + COMMON

    @cached_property
    def numbers(self) -> tuple[Column, ...]:
        """The columns that hold numbers."""
        return tuple(column for column in self.columns if column.is_number)

    @cached_property
    def age_column(self) -> str | None:
        """The key column with age bands, if the table has one."""
        return next((c.name for c in self.columns if c.kind is Kind.AGE_BAND and c.name in self.key), None)

    def column(self, name: str) -> Column:
        """The column of this name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in reversed(self.all_columns)}


TOTAL = "Total"  # the word for a printed total in a WORD column over which values add up
PLACE = Column("place", Kind.PLACE, "Place", optional=True, about="Name or code; left out, it is the area itself.")
PERIOD = Column("period", Kind.PERIOD, "Period")
AGE_BAND = Column("age_band", Kind.AGE_BAND, "Age")
IS_TOTAL = Column(
    "is_total",
    Kind.YES_NO,
    "Is a total",
    optional=True,
    about="yes in the row of an age band that is the total of others.",
)
# Dated items: recommendations, their updates, milestones, workstreams and next steps have the same columns.
START = Column("start", Kind.PERIOD, "From", optional=True, about="When it starts: a day, a month or a year.")
DUE = Column(
    "due",
    Kind.PERIOD,
    "Due",
    optional=True,
    blank="Date not stated",
    about="When it is to be done: a day, a month, a term or a year.",
)
OWNER = Column(
    "owner", Kind.TEXT, "Owner", optional=True, blank="Not stated", about="A role or an organisation, never a person."
)
CLOSED = ("complete", "not accepted")  # what can no longer be overdue
STATUS = Column(
    "status",
    Kind.WORD,
    "Status",
    allowed=("complete", "on track", "on hold", "not accepted"),
    unrated="Status not stated",
)
RAG = Column(
    "rag",
    Kind.WORD,
    "RAG",
    allowed=("Red", "Amber", "Green"),
    unrated="Not rated",
    about="[x] where nobody has rated it.",
)
COMMON = (
    Column("source", Kind.TEXT, "Source", optional=True, about="A source of area.yml, where the row has another than its table."),
    Column("note", Kind.TEXT, "Note", optional=True, about="A caveat, printed beside the number."),
    Column(
        "printed_as", Kind.TEXT, "Printed as", optional=True,
        about="A slip of the source that this row mends: column=what is printed, several separated by |.",
    ),
)  # fmt: skip

"""The counts of people in an area's tables as one system: which are small, what adds up to what, and what is larger than what."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generators.disclosure.attacker import Attacker
from generators.disclosure.keys import sums_of
from generators.disclosure.names import Key, Place, counts_people, key_of
from generators.disclosure.shares import told_counts
from generators.disclosure.system import Number, Order, Span, State, System
from generators.inputs.declare import TOTAL, Column, Table
from generators.inputs.frames import COMPUTED, ORIGIN, Record, is_total_row, mark_of
from generators.inputs.models import DisclosurePolicy
from generators.inputs.project import Area, PastCells, TableData

Identity = tuple[str, frozenset[tuple[str, str]]]  # what is counted, and of whom


@dataclass
class Linked:
    """The system of an area, and where its numbers stand in the tables.

    Attributes:
        cells: the position of each cell's number; the same number may stand in several cells.
        rates: cells with a percentage that tells a count, and the positions of the counts.
    """

    system: System
    cells: dict[Place, int] = field(default_factory=dict)
    rates: dict[Place, list[int]] = field(default_factory=dict)


def linked(area: Area) -> Linked:
    """The system of an area with complete tables."""
    policy = area.settings.disclosure
    book = _Book(policy)
    for data in area.tables.values():
        _Sheet(book, data, area).enter()
    return book.closed()


class _Book:
    """Collects numbers, sums and orders from one table after another."""

    def __init__(self, policy: DisclosurePolicy) -> None:
        self.policy = policy
        self.result = Linked(System(floor=1.0 if policy.publish_zeros else 0.0))
        self._known: dict[Identity, int] = {}
        self.true: list[Span | None] = []  # for each number its value, which readers may only see rounded
        self._sums: dict[tuple[int, tuple[int, ...]], None] = {}

    def number(self, identity: Identity, number: Number, true: Span | None) -> int:
        """The position of a number; one that is there already with another value is another number."""
        numbers = self.result.system.numbers
        at = self._known.get(identity)
        if at is None or self.true[at] != true:
            at = len(numbers)
            numbers.append(replace(number, name=identity))
            self.true.append(true)
            self._known[identity] = at
        numbers[at] = _stricter(numbers[at], number)
        return at

    def hidden(self, identity: Identity) -> int:
        """The position of a number that some table lacks: that of another table or edition, if one has it."""
        if identity not in self._known:
            return self.number(identity, Number(identity, State.HIDDEN), None)
        return self._known[identity]

    def past_number(self, identity: Identity, value: float | None) -> int:
        """The position of a number of an older edition: today's, unless that edition published another value."""
        numbers, at = self.result.system.numbers, self._known.get(identity)
        if at is not None and (value is None or self.true[at] in (None, (value, value))):
            if value is None and numbers[at].state is not State.FIXED:
                numbers[at] = replace(numbers[at], state=State.WITHHELD)
            elif value is not None:
                self.true[at] = (value, value)
                numbers[at] = replace(numbers[at], state=State.FIXED, known=(value, value), need=None)
            return at
        if value is None:
            return self.number(identity, Number(identity, State.WITHHELD), None)
        return self.number(
            (f"{identity[0]} of {value:g}", identity[1]), Number(None, State.FIXED, (value, value)), (value, value)
        )

    def add_sum(self, whole: int, parts: Iterable[int]) -> None:
        """Notes that the whole is the sum of the parts, if the numbers obey it."""
        self._sums[whole, tuple(sorted(parts))] = None

    def order(self, part: int, whole: int) -> None:
        """Notes that a part is at most its whole, if it is: of a contradiction the public hears only where it sees both."""
        one, other = self.true[part], self.true[whole]
        if one is not None and other is not None and one[0] <= other[1]:
            self.result.system.orders.append(Order(part, whole))

    def closed(self) -> Linked:
        """The system with the sums that its numbers obey, and with what follows from them for numbers without a value."""
        system = self.result.system
        unknown: list[dict[int, float]] = []
        for whole, parts in self._sums:
            spans = [self.true[place] for place in (whole, *parts)]
            terms = {whole: -1.0}
            for part in parts:
                terms[part] = terms.get(part, 0.0) + 1.0
            if None in spans:
                unknown.append(terms)
            elif _adds_up([span for span in spans if span]):
                system.sums.append(terms)
        _add_possible(system, unknown)
        _need_of_unknown(system, self.policy)
        return self.result


def _stricter(one: Number, other: Number) -> Number:
    """One number that stands in two cells: published in one is published, withheld in one is withheld in both."""
    states = (State.FIXED, State.WITHHELD, State.OPEN, State.HIDDEN)
    state = min(one.state, other.state, key=states.index)
    need = None if state is State.FIXED else one.need or other.need
    return replace(one, state=state, need=need, cost=max(one.cost, other.cost))


def _adds_up(spans: list[Span]) -> bool:
    whole, *parts = spans
    return sum(low for low, _ in parts) <= whole[1] and sum(high for _, high in parts) >= whole[0]


def _add_possible(system: System, unknown: list[dict[int, float]]) -> None:
    """Takes in the sums with a number of which no value is known, unless they contradict the others: then nobody trusts them."""
    if not unknown:
        return
    kept = len(system.sums)
    system.sums.extend(unknown)
    if Attacker(system).possible():
        return
    del system.sums[kept:]
    for terms in unknown:
        system.sums.append(terms)
        if not Attacker(system).possible():
            system.sums.pop()


def _need_of_unknown(system: System, policy: DisclosurePolicy) -> None:
    """What must stay possible for numbers without a value: what arithmetic with every count shows of them tells how small they are."""
    least, limit = (1.0 if policy.publish_zeros else 0.0), float(policy.smallest_published)
    bound = {place for terms in system.sums for place in terms}.union(*((one.part, one.whole) for one in system.orders))
    unknown = [place for place, number in enumerate(system.numbers) if number.known is None]
    attacker = Attacker(system) if bound.intersection(unknown) else None
    for place in unknown:
        low, high = attacker.span(place) if attacker and place in bound else system.span(place, ())
        need: Span | None = None
        if high < limit and (high > 0 or not policy.publish_zeros):
            need = (least, limit)
        elif system.numbers[place].state is State.WITHHELD and high - low < limit - least:
            need = (max(least, low - limit / 2), high + limit / 2)
        system.numbers[place] = replace(system.numbers[place], need=need)


class _Sheet:
    """One table on its way into the book."""

    def __init__(self, book: _Book, data: TableData, area: Area) -> None:
        self._book, self._data, self._area = book, data, area
        self._rows = {key_of(row, data.table): row for row in data.rows}
        self._at: dict[tuple[str, Key], int] = {}

    def enter(self) -> None:
        """Numbers of every column that counts people, then what is known between them."""
        table, policy = self._data.table, self._book.policy
        columns = [column for column in table.numbers if counts_people(table, column, policy)]
        for column in columns:
            for key, row in self._rows.items():
                self._cell(column, key, row)
            self._sums(column, {key: self._at[column.name, key] for key in self._rows})
            for edition in self._area.past:
                self._past(column, edition)
        for column in table.numbers:
            if column.of in {one.name for one in columns}:
                self._rate(column)
        self._orders()

    def _cell(self, column: Column, key: Key, row: Record) -> None:
        value, table = float(row[column.name]), self._data.table
        confidential = "[c]" in str(row[mark_of(column.name)])
        number = _number(value, confidential, self._book.policy, _worth(row, table))
        true = None if math.isnan(value) else (value, value)
        self._at[column.name, key] = place = self._book.number(_identity(table, column, key), number, true)
        if confidential or not math.isnan(value):
            self._book.result.cells[Place(table.name, column.name, key)] = place

    def _past(self, column: Column, edition: PastCells) -> None:
        """What an older edition told of the column, on its own rows."""
        mine = (self._data.table.name, column.name)
        names = [name for name in (*edition.published, *edition.withheld) if name[:2] == mine]
        at = {}
        for name in names:
            key = tuple(value for _, value in name[2])
            identity = _identity(self._data.table, column, key)
            at[key] = self._book.past_number(identity, edition.published.get(name))
        self._sums(column, at)

    def _sums(self, column: Column, at: Mapping[Key, int], name: str = "") -> None:
        """Sums between these numbers, and the numbers that no table has."""
        found, hidden = sums_of(self._data.table, at, self._area, flow=column.snapshot is not True)
        every = dict(at)
        for key in hidden:
            every[key] = self._book.hidden(_identity(self._data.table, column, key, name))
        for one in found:
            self._book.add_sum(every[one.whole], [every[key] for key in one.parts])

    def _rate(self, column: Column) -> None:
        """The counts that a percentage and its base tell: those of whom it is true, and the others."""
        table, name = self._data.table, f"{column.name} of {column.of}"
        at = {}
        for told in told_counts(self._data, column, self._book.policy):
            key = key_of(told.row, table)
            sides = (("", told.inside), (", not", told.outside))
            inside, outside = (
                self._book.number(_identity(table, column, key, f"{name}{side}"), number, number.known)
                for side, number in sides
            )
            at[key] = inside
            self._book.add_sum(self._at[column.of, key], [inside, outside])
            self._book.result.rates[Place(table.name, column.name, key)] = [inside, outside]
        self._sums(column, at, name)

    def _orders(self) -> None:
        for pair in self._data.table.parts:
            for key, row in self._rows.items():
                ends = (self._at.get((pair.part, key)), self._at.get((pair.whole, key)))
                if ends[0] is not None and ends[1] is not None and row[ORIGIN] != COMPUTED:
                    self._book.order(ends[0], ends[1])


def _identity(table: Table, column: Column, key: Key, name: str = "") -> Identity:
    said = frozenset((one, value) for one, value in zip(table.key, key, strict=True) if value != TOTAL)
    return (name and f"{table.name}.{name}") or column.counts or f"{table.name}.{column.name}", said


def _worth(row: Mapping[str, object] | None, table: Table) -> float:
    """What readers lose with a cell: a total is worth more than a part, a large number a little more than a small one."""
    if row is None:
        return 1.0
    totals = sum(is_total_row(dict(row), table, over) for over in table.totals if table.column(over).kind != "place")
    return 1.0 + totals


def _number(value: float, confidential: bool, policy: DisclosurePolicy, worth: float) -> Number:
    limit, least = float(policy.smallest_published), (1.0 if policy.publish_zeros else 0.0)
    if math.isnan(value):
        return Number(None, State.WITHHELD if confidential else State.HIDDEN)
    if value == 0 and policy.publish_zeros:
        return Number(None, State.FIXED, (0.0, 0.0))
    if value < limit:
        return Number(None, State.WITHHELD, (value, value), worth, (least, limit))
    return Number(None, State.OPEN, seen(value, policy), worth + 0.02 * math.log10(value + 1))


def seen(value: float, policy: DisclosurePolicy) -> Span:
    """What a reader knows of a published count: itself, or what rounds to what is printed."""
    if policy.mode != "round":
        return value, value
    printed = rounded(value, policy)
    return printed - policy.round_to / 2, printed + policy.round_to / 2


def rounded(value: float, policy: DisclosurePolicy) -> float:
    """The count to the nearest multiple, halves up."""
    return math.floor(value / policy.round_to + 0.5) * policy.round_to

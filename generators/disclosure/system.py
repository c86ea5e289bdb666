"""Linked tables as one system: numbers that are known, withheld or hidden, the sums between them, and what exceeds what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

Span = tuple[float, float]
INFINITE = float("inf")


class State(StrEnum):
    """What may be done with a number."""

    OPEN = "open"  # published unless something else needs it withheld
    FIXED = "fixed"  # published whatever happens: a true zero, or a number of an older edition
    WITHHELD = "withheld"  # small, or withheld by its author or an older edition
    HIDDEN = "hidden"  # never in a table: ages or places by which published bands or areas differ, or not available


@dataclass(frozen=True)
class Number:
    """One number of the system.

    Attributes:
        name: tells it apart; words for people are made from it.
        known: what a reader knows who sees it published: the value itself, or a span for a rounded one. None where hidden.
        cost: what readers lose when it is withheld.
        need: what must stay possible for a reader who does not see it: at most the first, at least the second.
        printed: whether a mark stands in its place, which tells that it is not 0. Behind a withheld percentage stands nothing.
    """

    name: object
    state: State
    known: Span | None = None
    cost: float = 1.0
    need: Span | None = None
    printed: bool = True


@dataclass(frozen=True)
class Order:
    """That one number is at most another."""

    part: int
    whole: int


@dataclass
class System:
    """Numbers by their position, sums as coefficients that add up to zero, and orders.

    Attributes:
        floor: the least that a reader takes a withheld number for: 1 where true zeros are published.
    """

    numbers: list[Number] = field(default_factory=list)
    sums: list[dict[int, float]] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    floor: float = 1.0

    def least(self, place: int) -> float:
        """The least that a reader takes a number for who does not see it."""
        number = self.numbers[place]
        return self.floor if number.printed and number.state is not State.HIDDEN else 0.0

    def span(self, position: int, withheld: Collection[int]) -> Span:
        """What a reader knows of a number before any arithmetic."""
        number = self.numbers[position]
        if number.state is State.HIDDEN or number.known is None:
            return self.least(position), INFINITE
        return (self.least(position), INFINITE) if position in withheld else number.known

    def forced(self) -> set[int]:
        """The numbers that are withheld in any case."""
        return {place for place, number in enumerate(self.numbers) if number.state is State.WITHHELD}

    def sensitive(self) -> list[int]:
        """The numbers of which something must stay possible."""
        return [place for place, number in enumerate(self.numbers) if number.need is not None]


def components(system: System) -> Iterable[tuple[System, list[int]]]:
    """The parts that have nothing to do with each other and hold something sensitive, each with its positions in the whole."""
    root = _joined(len(system.numbers), [*map(list, system.sums), *([o.part, o.whole] for o in system.orders)])
    members: dict[int, list[int]] = {}
    for place, name in enumerate(root):
        members.setdefault(name, []).append(place)
    sums: dict[int, list[dict[int, float]]] = {}
    orders: dict[int, list[Order]] = {}
    for terms in system.sums:
        sums.setdefault(root[next(iter(terms))], []).append(terms)
    for order in system.orders:
        orders.setdefault(root[order.part], []).append(order)
    for name in dict.fromkeys(root[place] for place in system.sensitive()):
        here = {place: new for new, place in enumerate(members[name])}
        yield _part(system, here, sums.get(name, []), orders.get(name, [])), members[name]


def _part(system: System, here: Mapping[int, int], sums: list[dict[int, float]], orders: list[Order]) -> System:
    return System(
        [system.numbers[place] for place in here],
        [{here[place]: factor for place, factor in terms.items()} for terms in sums],
        [replace(order, part=here[order.part], whole=here[order.whole]) for order in orders],
        system.floor,
    )


def _joined(count: int, links: Iterable[list[int]]) -> list[int]:
    """For each number the first one that it is linked with, through any others."""
    first = list(range(count))

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for linked in links:
        roots = sorted(root(place) for place in linked)
        for other in roots[1:]:
            first[other] = roots[0]
    return [root(place) for place in range(count)]

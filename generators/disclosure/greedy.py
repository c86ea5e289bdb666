"""A protecting set in little time: each success of the attacker is answered by withholding what hinders it most."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generators.disclosure.attacker import TOLERANCE, Attacker, Reach
from generators.disclosure.system import INFINITE, State, System


@dataclass(frozen=True)
class Cut:
    """What every protecting set obeys: the shares of its open numbers add up to at least 1."""

    shares: dict[int, float]


class Greedy:
    """Makes sets of withheld numbers safe, one after another, in one system."""

    def __init__(self, system: System) -> None:
        self._system, self._attacker = system, Attacker(system)
        self._order = system.sensitive()
        self._sums: dict[int, list[dict[int, float]]] = {}
        for terms in system.sums:
            for place in terms:
                self._sums.setdefault(place, []).append(terms)

    def covered(self, start: Collection[int]) -> tuple[frozenset[int], list[Cut]]:
        """The set with what is missing to protect every sensitive number, and what the attacker's successes taught.

        Every success is a cut. Of its numbers the one that answers it best for its price is withheld; then the attacker tries again.
        """
        withheld, cuts, failed = set(start), [], []
        self._attacker.see(withheld)
        for place in self._order:
            while found := self._successes(place):
                failed.append(place)
                cuts += found
                withheld |= {self._answer(cut, withheld) for cut in found}
                self._attacker.see(withheld)
        # What failed now is tried first next time: it fails soonest.
        self._order = list(dict.fromkeys([*failed, *self._order]))
        return frozenset(withheld), cuts

    def needed(self, withheld: Collection[int], doubtful: Iterable[int], ends: float) -> frozenset[int]:
        """The set without those of the doubtful numbers that protect nothing, the most valuable first, until the time ends."""
        numbers, kept = self._system.numbers, frozenset(withheld)
        for place in sorted(doubtful, key=lambda place: (-numbers[place].cost, place)):
            if time.monotonic() > ends:
                break
            self._attacker.see(kept - {place})
            if not any(self._attacker.infers(one) for one in self._nearest(place)):
                kept -= {place}
        return kept

    def _nearest(self, place: int) -> list[int]:
        """The sensitive numbers, those that share a sum with this one first: if any fails, it is most likely one of them."""
        near = {other for terms in self._sums.get(place, []) for other in terms}
        return sorted(self._order, key=lambda one: one not in near)

    def _successes(self, place: int) -> list[Cut]:
        """A cut for each side on which the attacker comes too near to a number."""
        low, high = self._system.numbers[place].need or (0.0, 0.0)
        least, most = self._attacker.least(place), self._attacker.most(place)
        cuts = []
        if least.value > low + TOLERANCE:
            cuts.append(_cut(self._system, least, low))
        if most.value < high - TOLERANCE:
            cuts.append(_cut(self._system, most, -high))
        return cuts

    def _answer(self, cut: Cut, withheld: Collection[int]) -> int:
        numbers = self._system.numbers
        left = [place for place in cut.shares if place not in withheld]
        return max(left, key=lambda place: (cut.shares[place] / numbers[place].cost, (numbers[place].known or (0,))[0]))


def _cut(system: System, reach: Reach, limit: float) -> Cut:
    """Enough numbers must be withheld to bring the bound of the attacker's program down to the limit."""
    missing = reach.base - limit
    gains: dict[int, float] = {}
    for place, price in reach.prices.items():
        number = system.numbers[place]
        if number.known is None or number.state in (State.FIXED, State.HIDDEN):
            continue
        gain = price * (number.known[0] - system.least(place)) if price > 0 else INFINITE
        if number.state is State.WITHHELD:
            missing -= gain
        elif gain > 0:
            gains[place] = gain
    return Cut({place: min(1.0, gain / missing) for place, gain in gains.items()})

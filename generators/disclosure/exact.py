"""The cheapest set of withheld numbers that protects every sensitive one, by cutting planes.

After M. Fischetti and J. J. Salazar, "Solving the cell suppression problem on tabular data with linear constraints", Management
Science 47 (2001): a master program proposes a set, the attacker tries it, and each success of the attacker becomes a cut, an
inequality that every protecting set obeys.
"""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from generators.disclosure.attacker import TOLERANCE, Attacker, new_solver
from generators.disclosure.greedy import Cut, Greedy
from generators.disclosure.system import INFINITE, State, System

GAP = 0.04  # a set this near to the optimum is taken: below 25 further cells that is the optimum itself
_SMALL = 150  # numbers of a system on which an attacker who counts in whole numbers is tried too


@dataclass(frozen=True)
class Protection:
    """A set of withheld numbers.

    Attributes:
        bound: no set that protects costs less than this.
        proved: whether the set is known to be the cheapest, to within `GAP`.
    """

    withheld: frozenset[int]
    cost: float
    bound: float
    proved: bool


class UnprotectableError(Exception):
    """Some numbers can be inferred whatever else is withheld."""

    def __init__(self, places: list[int]) -> None:
        super().__init__(f"{len(places)} numbers cannot be protected")
        self.places = places


def protection(system: System, seconds: float) -> Protection:
    """The cheapest protection to within `GAP`, or, when the time is over, the best that was found.

    Raises:
        UnprotectableError: some numbers can be inferred whatever is withheld.
    """
    every = frozenset(place for place, one in enumerate(system.numbers) if one.state is not State.FIXED)
    system = feasible(system)
    if lost := [*inferred(system, every), *inferred(system, every, whole=True)]:
        raise UnprotectableError(sorted(set(lost)))
    ends = time.monotonic() + seconds
    search = _Search(system, every, ends)
    while (search.open or not search.holds()) and (left := ends - time.monotonic()) > 0:
        search.step(left)
    search.holds()
    return Protection(search.best, cost(system, search.best), search.bound, proved=not search.open)


def feasible(system: System) -> System:
    """The system with no more asked than can be: a total of two counts that are not 0 is at least 2, whatever is withheld."""
    attacker = Attacker(system)
    attacker.see([place for place, one in enumerate(system.numbers) if one.state is not State.FIXED])
    numbers = [*system.numbers]
    for place in system.sensitive():
        low, high = numbers[place].need or (0.0, 0.0)
        least = attacker.least(place).value
        if least > low + TOLERANCE:
            numbers[place] = replace(numbers[place], need=(least, max(high, least)))
    return replace(system, numbers=numbers)


def inferred(system: System, withheld: Collection[int], *, whole: bool = False) -> list[int]:
    """The sensitive numbers that a reader infers who sees every number but the withheld ones.

    Args:
        whole: whether the reader knows that counts are whole numbers, which is tried on small systems only.
    """
    if whole and len(system.numbers) > _SMALL:
        return []
    attacker = Attacker(system, whole=whole)
    attacker.see(withheld)
    return [place for place in system.sensitive() if attacker.infers(place)]


def cost(system: System, withheld: Iterable[int]) -> float:
    """What readers lose beyond what is withheld in any case."""
    return sum(system.numbers[place].cost for place in withheld if system.numbers[place].state is State.OPEN)


class _Search:
    """The best set so far, and the bound below which there is none."""

    def __init__(self, system: System, every: frozenset[int], ends: float) -> None:
        self._system, self._ends = system, ends
        self._greedy, self._master = Greedy(system), _Master(system)
        forced = frozenset(system.forced())
        self._every = self.best = self._held = every
        self.bound = 0.0
        covered, cuts = self._greedy.covered(forced)
        self._keep(covered, forced)
        self._master.add(cuts)

    @property
    def open(self) -> bool:
        """Whether a set may be found that is cheaper by more than the gap."""
        return cost(self._system, self.best) > (1 + GAP) * self.bound + TOLERANCE

    def step(self, seconds: float) -> None:
        """One proposal of the master, made safe."""
        proposal = self._master.solve(seconds)
        self.bound = max(self.bound, self._master.bound)
        if proposal is None:
            return
        covered, cuts = self._greedy.covered(proposal)
        self._keep(covered, proposal)
        self._master.add(cuts)

    def holds(self) -> bool:
        """Whether the best set holds against a reader who knows that counts are whole numbers; one that does not is given up."""
        if self.best in (self._every, self._held) or not inferred(self._system, self.best, whole=True):
            self._held = self.best
            return True
        rest = self._every - self.best
        self._master.add([Cut({place: 1.0 for place in rest if self._system.numbers[place].state is State.OPEN})])
        self.best = self._every
        return False

    def _keep(self, found: frozenset[int], proposal: frozenset[int]) -> None:
        """Takes a set that protects, cleaned of what its making safe added in vain, if it is the best so far."""
        # Cleaning takes long: only what may end the search is worth it.
        if cost(self._system, found) < 1.4 * self.bound:
            found = self._greedy.needed(found, found - proposal, self._ends)
        if cost(self._system, found) < cost(self._system, self.best):
            self.best = found


class _Master:
    """Which numbers to withhold: a binary choice for each open one, and the cuts found so far."""

    def __init__(self, system: System) -> None:
        import highspy

        self._forced, self.bound = frozenset(system.forced()), 0.0
        choices = [place for place, number in enumerate(system.numbers) if number.state is State.OPEN]
        self._column = {place: column for column, place in enumerate(choices)}
        self._solver = new_solver()
        for place, column in self._column.items():
            self._solver.addCol(system.numbers[place].cost, 0.0, 1.0, 0, [], [])
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)

    def add(self, cuts: Iterable[Cut]) -> None:
        """Proposes no set any more that breaks one of these."""
        for cut in cuts:
            columns = [self._column[place] for place in cut.shares]
            self._solver.addRow(1.0, INFINITE, len(columns), columns, list(cut.shares.values()))

    def solve(self, seconds: float) -> frozenset[int] | None:
        """The cheapest set that obeys every cut, or the best found in this time, if any."""
        if not self._column:
            return self._forced
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        self._solver.run()
        info = self._solver.getInfo()
        if info.primal_solution_status != 2:  # none that is feasible
            return None
        self.bound = max(self.bound, info.mip_dual_bound)
        chosen = self._solver.getSolution().col_value
        return self._forced | {place for place, column in self._column.items() if chosen[column] > 0.5}

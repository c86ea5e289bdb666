"""The attacker of the protected tables: linear programs that tell what a reader can infer of a withheld number."""

import math
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generators.disclosure.system import INFINITE, Span, System

if TYPE_CHECKING:
    import highspy

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Reach:
    """The least or greatest that a withheld number can be, and why: what each other number and row does to it.

    Attributes:
        value: of the number; infinite when nothing bounds it.
        prices: how far the bound moves with each number that matters to it (reduced cost, of a program that minimises).
        base: the bound of the program if every number that may be published were.
    """

    value: float
    prices: Mapping[int, float] = field(default_factory=dict)
    base: float = 0.0


class Attacker:
    """Knows every sum, every order that the data obey, and every number that is not withheld."""

    def __init__(self, system: System, *, whole: bool = False) -> None:
        """Args:
        whole: whether it also knows that counts are whole numbers; slower, and without prices.
        """
        self._system, self._whole = system, whole
        self._solver = _solver(system, whole=whole)
        self._withheld: frozenset[int] = frozenset()
        self._costly: int | None = None

    def see(self, withheld: Collection[int]) -> None:
        """Shows it every number but these."""
        import numpy

        now = frozenset(withheld)
        changed = sorted(self._withheld ^ now)
        self._withheld = now
        if changed:
            spans = [self._system.span(place, now) for place in changed]
            low, high = (numpy.array([span[side] for span in spans], dtype=float) for side in (0, 1))
            self._solver.changeColsBounds(len(spans), numpy.array(changed, dtype=numpy.int32), low, high)

    def least(self, place: int) -> Reach:
        """The least that the number can be."""
        return self._reach(place, 1.0)

    def most(self, place: int) -> Reach:
        """The greatest that the number can be."""
        return self._reach(place, -1.0)

    def infers(self, place: int) -> bool:
        """Whether what is possible for a sensitive number falls short of what must stay possible."""
        low, high = self._system.numbers[place].need or (0.0, 0.0)
        return self._end(place, 1.0) > low + TOLERANCE or self._end(place, -1.0) < high - TOLERANCE

    def span(self, place: int) -> Span:
        """The least and the greatest that the number can be, without the reasons, which take longer to tell."""
        return self._end(place, 1.0), self._end(place, -1.0)

    def possible(self) -> bool:
        """Whether any numbers at all fit what is known."""
        self._cost(None, 0.0)
        return "kOptimal" in solved(self._solver)

    def _cost(self, place: int | None, sign: float) -> None:
        if self._costly is not None:
            self._solver.changeColCost(self._costly, 0.0)
        if place is not None:
            self._solver.changeColCost(place, sign)
        self._costly = place

    def _end(self, place: int, sign: float) -> float:
        self._cost(place, sign)
        status = solved(self._solver)
        if "Unbounded" in status:
            return -sign * INFINITE
        if "kOptimal" not in status:
            raise RuntimeError(f"the attacker's program of number {place} ended as {status}")
        return sign * float(self._solver.getObjectiveValue())

    def _reach(self, place: int, sign: float) -> Reach:
        value = self._end(place, sign)
        if self._whole or math.isinf(value):
            return Reach(value)
        duals = enumerate(self._solver.getSolution().col_dual)
        prices = {one: price for one, price in duals if price > TOLERANCE or price < -TOLERANCE}
        return Reach(value, prices, self._base(sign * value, prices))

    def _base(self, bound: float, prices: Mapping[int, float]) -> float:
        """The bound with every number visible that may be: each withheld one gives back what it adds."""
        for place, price in prices.items():
            known = self._system.numbers[place].known
            if place in self._withheld and known is not None:
                low, high = self._system.span(place, self._withheld)
                bound += price * (known[0] - low) if price > 0 else price * (known[1] - high)
        return bound


def _solver(system: System, *, whole: bool) -> "highspy.Highs":
    import highspy

    solver = new_solver()
    for place in range(len(system.numbers)):
        solver.addCol(0.0, *system.span(place, ()), 0, [], [])
    for terms in system.sums:
        solver.addRow(0.0, 0.0, len(terms), list(terms), list(terms.values()))
    for order in system.orders:
        solver.addRow(-INFINITE, 0.0, 2, [order.part, order.whole], [1.0, -1.0])
    if whole:
        for place in range(len(system.numbers)):
            solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
    return solver


def solved(solver: "highspy.Highs") -> str:
    """Runs a program and says how it ended; once more from the start where the last one's end led nowhere."""
    solver.run()
    status = str(solver.getModelStatus())
    if "kUnknown" in status or "Error" in status:
        solver.clearSolver()
        solver.run()
        status = str(solver.getModelStatus())
    return status


def new_solver() -> "highspy.Highs":
    """A solver with one thread and no output: the same answer on every machine, and nothing but ours on the screen."""
    import highspy

    with _silent():  # it prints its name when the first one is made
        solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 7)
    return solver


@contextmanager
def _silent() -> Iterator[None]:
    """Standard output of the process, which is not Python's alone, goes nowhere for a while."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)

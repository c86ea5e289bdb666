"""How long it takes to protect linked tables, and how many numbers it costs: `python benchmarks/disclosure.py`.

Times are printed beside their ratio to one linear program of a fixed size, timed in the same run, so that machines can be compared.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from generators.disclosure.attacker import Attacker
from generators.disclosure.exact import UnprotectableError, feasible, inferred, protection
from generators.disclosure.system import State, System, components
from tests.linked import linked

SECONDS = 10.0
SIZES = ((20, 6, 0), (60, 8, 4), (120, 8, 6), (200, 10, 12))


def reference() -> float:
    """The time that an attacker's bounds on one table of 20 × 6 take."""
    system = feasible(linked(1, 20, 6))
    started = time.perf_counter()
    attacker = Attacker(system)
    for place in system.sensitive():
        attacker.infers(place)
    return time.perf_counter() - started


def measured(system: System) -> dict[str, float]:
    """What protecting a system took."""
    started = time.perf_counter()
    withheld, further, bound, proved, lost = system.forced(), 0.0, 0.0, True, 0
    for part, positions in components(system):
        try:
            best = protection(part, SECONDS)
        except UnprotectableError as unsafe:
            lost += len(unsafe.places)
            continue
        further, bound, proved = further + best.cost, bound + best.bound, proved and best.proved
        withheld |= {positions[place] for place in best.withheld}
    seconds = time.perf_counter() - started
    cells = sum(withheld_place not in system.forced() for withheld_place in withheld)
    return {
        "seconds": seconds, "small": len(system.sensitive()), "further": cells, "cost": further, "bound": bound,
        "proved": proved, "lost": lost, "inferred": len(inferred(system, withheld)) if not lost else -1,
    }  # fmt: skip


def rule_of_thumb(system: System) -> tuple[int, int]:
    """Two in each sum: of how many small counts a reader would still infer too much, of how many."""
    withheld = system.forced()
    for terms in system.sums:
        hidden = [place for place in terms if place in withheld]
        if len(hidden) == 1:
            free = [place for place in terms if system.numbers[place].state is State.OPEN and place not in withheld]
            withheld |= set(sorted(free, key=lambda place: (system.numbers[place].known or (0,))[0])[:1])
    return len(inferred(system, withheld)), len(system.sensitive())


def main() -> None:
    """One line for each size."""
    unit = sorted(reference() for _ in range(5))[2]
    print(f"reference: {1000 * unit:.1f} ms")
    for rows, columns, localities in SIZES:
        system = feasible(linked(1, rows, columns, localities))
        found, (naive, small) = measured(system), rule_of_thumb(system)
        print(
            f"{rows} x {columns}, {localities} localities: {len(system.numbers)} numbers, {small} small, "
            f"{found['further']:.0f} further withheld (cost {found['cost']:.0f}, at least {found['bound']:.0f}, "
            f"{'proved to 4%' if found['proved'] else 'not proved'}), {found['seconds']:.2f} s = {found['seconds'] / unit:.0f} references; "
            f"inferred: {found['inferred']:.0f}; by two in each sum: {naive} of {small}"
        )


if __name__ == "__main__":
    main()

"""Which contradictions the public may know of."""

from collections.abc import Iterable, Set

from generators.problems import Problem, Quote, Ref, Severity

_WITH_ITS_TOTAL = "total-differs"


def tellable(problems: Iterable[Problem], withheld: Set[Ref]) -> list[Problem]:
    """What the public may know of: errors, and the contradictions that tell nothing of a withheld cell.

    That two counts contradict each other says something of both: of 1 and 2, which is which. So it is told where both are
    published. Of a total that differs from its parts the total must be; by how much is then left out. For the same reason they
    come in an order that withheld values have no part in.
    """

    def place(problem: Problem) -> tuple[object, ...]:
        strength = problem.severity is Severity.NOTE
        return problem.file, problem.line or 0, strength, problem.column or "", problem.rule, problem.message(withheld)

    return sorted((problem for problem in problems if _harmless(problem, withheld)), key=place)


def _harmless(problem: Problem, withheld: Set[Ref]) -> bool:
    if problem.severity is Severity.ERROR:
        return True
    said = (problem.found,) if problem.rule == _WITH_ITS_TOTAL else (problem.expected, problem.found, problem.sentence)
    return all(not withheld & set(quote.refs) for one in said for quote in _quotes(one))


def _quotes(said: object) -> list[Quote]:
    return [part for part in (said if isinstance(said, tuple) else (said,)) if isinstance(part, Quote)]

"""Known differences: findings that area.yml accepts with a reason become notes, and come back when their numbers change."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generators.inputs.models import KnownDifference
from generators.inputs.project import Area
from generators.numbers import listed
from generators.problems import Problem, Quote, Ref, Said, Severity

_NUMBER = re.compile(r"[\u2212-]?[0-9][0-9,]*(?:\.[0-9]+)?")


def with_known(area: Area, problems: Iterable[Problem]) -> list[Problem]:
    """The findings, of which those that area.yml accepts with these numbers are notes that end with the reason."""
    known = area.about.known_differences
    found = []
    for problem in problems:
        entry = next((one for one in known if _about(one, problem) and _same(one, problem)), None)
        found.append(_accepted(problem, entry) if entry and problem.severity is Severity.WARNING else problem)
    return found


def forgotten(area: Area, problems: Iterable[Problem]) -> list[Problem]:
    """A WARNING for each accepted difference whose numbers have changed, or that is there no more.

    Args:
        problems: every finding of the area, accepted or not.
    """
    every = list(problems)
    return [
        _changed(area, number, one, [problem for problem in every if _about(one, problem)])
        for number, one in enumerate(area.about.known_differences)
        if not any(_about(one, problem) and _same(one, problem) for problem in every)
    ]


def _about(entry: KnownDifference, problem: Problem) -> bool:
    """Whether the finding is of the rule, file and column that the entry names."""
    named = problem.file.rpartition("/")[2] == entry.file or problem.file == entry.file
    return problem.rule == entry.rule and named and entry.column in (None, problem.column)


def _same(entry: KnownDifference, problem: Problem) -> bool:
    return set(map(_value, entry.numbers)) <= set(map(_value, numbers_of(problem)))


def numbers_of(problem: Problem) -> list[str]:
    """The numbers that a finding quotes, each once, as it prints them."""
    parts = [problem.found, problem.expected, problem.sentence]
    quotes = [part.text for said in parts for part in _parts(said) if isinstance(part, Quote)]
    texts = quotes or [part for said in parts[:2] for part in _parts(said) if isinstance(part, str)]
    texts = texts or [part for part in _parts(problem.sentence) if isinstance(part, str)]
    return list(dict.fromkeys(found for text in texts for found in _NUMBER.findall(text)))


def _parts(said: Said | None) -> tuple[str | Quote, ...]:
    return () if said is None else said if isinstance(said, tuple) else (said,)


def _value(text: str) -> float:
    return float(re.sub(r"[^0-9.-]", "", text.replace("\u2212", "-")) or "nan")


def _accepted(problem: Problem, entry: KnownDifference) -> Problem:
    told = problem.told if problem.told is not None else problem.sentence
    reason = f"known: {entry.reason}"
    note = replace(problem, severity=Severity.NOTE, fix=reason)
    if problem.sentence is not None:
        note = replace(note, sentence=(*_parts(problem.sentence), f"; {reason}"))
    return replace(note, told=(*_parts(told), f" Known: {entry.reason}")) if told else note


def _changed(area: Area, number: int, entry: KnownDifference, now: list[Problem]) -> Problem:
    file, line = area.file, area.document.line(("known_differences", number))
    where = f"known_differences[{number + 1}]"
    if not now:
        return Problem(
            Severity.WARNING, "known-difference-gone", file, line, where=where, told="",
            expected=f"a finding of {entry.rule} in {entry.file}", found="none", fix="delete this entry, or correct its rule, file or column",
        )  # fmt: skip
    return Problem(
        Severity.WARNING, "known-difference-changed", file, line, where=where, told="",
        expected=Quote(listed(entry.numbers), _refs(now)), found=Quote(_now(now), _refs(now)),
        fix="look at it again: write the new numbers, or delete this entry",
    )  # fmt: skip


def _now(now: list[Problem]) -> str:
    """The numbers of today's findings: `251 and 147; 114 and 88`."""
    return "; ".join(listed(numbers_of(problem)) or "no number" for problem in now)


def _refs(now: list[Problem]) -> tuple[Ref, ...]:
    """The cells that today's numbers come from: where one of them is withheld, none of the numbers is published."""
    quotes = [
        part for problem in now for said in (problem.found, problem.expected, problem.sentence) for part in _parts(said)
    ]
    return tuple(cell for problem in now for cell in problem.cells) + tuple(
        cell for part in quotes if isinstance(part, Quote) for cell in part.refs
    )

"""What is wrong with an input, said to the author of the file: collected everywhere, printed only by the command."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How strong a problem is: an ERROR stops the build, a WARNING and a NOTE are published beside the number."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Ref(NamedTuple):
    """One cell of an input file."""

    file: str
    line: int
    column: str


@dataclass(frozen=True)
class Quote:
    """A value quoted in a problem, with the cells that it was read or computed from.

    Published surfaces print `[c]` in its place as soon as one of those cells is withheld.
    """

    text: str
    refs: tuple[Ref, ...]


Said = str | Quote | tuple[str | Quote, ...]


@dataclass(frozen=True)
class Problem:
    """One complaint. Either a `sentence`, or `expected`, `found` and `fix`, from which the sentence is made.

    Attributes:
        rule: the rule's id, such as `not-a-number`; stable, and what `known_differences` refers to.
        file: the path below the root, with forward slashes.
        column: the column (CSV) or the key (YAML) that is meant.
        where: words for the place when a column alone does not say it, such as `year 2024, group others`.
        cells: cells that the problem is about: pages flag them.
        told: the same for readers of the site, who do not know the file; by default the message. "" is not for them.
    """

    severity: Severity
    rule: str
    file: str
    line: int | None = None
    column: str | None = None
    where: str | None = None
    expected: Said | None = None
    found: Said | None = None
    fix: Said | None = None
    sentence: Said | None = None
    cells: tuple[Ref, ...] = ()
    told: Said | None = None

    def message(self, withheld: Set[Ref] = frozenset()) -> str:
        """The complaint in words; cells that are withheld stand as `[c]`."""
        if self.sentence is not None:
            return _say(self.sentence, withheld)
        text = f"expected {_say(self.expected or '', withheld)}"
        if self.found is not None:
            text += f', found "{_say(self.found, withheld)}"'
        return text + (f"; {_say(self.fix, withheld)}" if self.fix else "")

    def for_readers(self, withheld: Set[Ref] = frozenset()) -> str:
        """The contradiction in the words of the site."""
        return self.message(withheld) if self.told is None else _say(self.told, withheld)

    def text(self, withheld: Set[Ref] = frozenset()) -> str:
        """One line in the form `file:line: where: message`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = self.where or (f"column {self.column}" if self.column else None)
        message = self.message(withheld)
        line = f"{place}: {where}: {message}" if where else f"{place}: {message}"
        return " ".join(line.split())

    def quoted(self) -> Iterable[Ref]:
        """The cells whose values the complaint quotes."""
        return [cell for said in (self.expected, self.found, self.fix) for cell in _refs(said)]

    def as_json(self, withheld: Set[Ref] = frozenset()) -> dict[str, Any]:
        """The form of `check --format json` and of `/api/v1/problems.json`."""

        def said(part: Said | None) -> str | None:
            return None if part is None else _say(part, withheld)

        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "message": self.message(withheld),
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "expected": said(self.expected),
            "found": said(self.found),
            "fix": said(self.fix),
        }


def error(rule: str, file: str, line: int | None = None, column: str | None = None, **more: Any) -> Problem:
    """A problem that stops the build, since nobody can know what the author meant."""
    return Problem(Severity.ERROR, rule, file, line, column, **more)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without repeats, by file and line, the strongest first on a line."""
    return sorted(
        dict.fromkeys(problems),
        key=lambda p: (p.file, p.line or 0, _ORDER[p.severity], p.column or "", p.rule, p.message()),
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def _refs(said: Said | None) -> Iterable[Ref]:
    parts = said if isinstance(said, tuple) else (said,)
    return [cell for part in parts if isinstance(part, Quote) for cell in part.refs]


def _say(said: Said, withheld: Set[Ref]) -> str:
    if isinstance(said, str):
        return said
    if isinstance(said, Quote):
        return "[c]" if withheld & set(said.refs) else said.text
    return "".join(_say(part, withheld) for part in said)

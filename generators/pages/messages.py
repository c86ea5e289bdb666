"""The overview's key messages with their evidence, and what changed since the last edition."""

from dataclasses import dataclass

from generators.inputs.frames import FILE, LINE
from generators.pages.links import Link, targets
from generators.pages.prose import told
from generators.problems import Problem
from generators.reports import Report


@dataclass(frozen=True)
class Message:
    """A claim, what supports it, and where the evidence is."""

    message: str
    support: str
    evidence: list[Link]


@dataclass(frozen=True)
class Change:
    """A number that changed: the shape of its direction, the number without its sign, and what it counts."""

    shape: str
    text: str
    label: str
    href: str


def messages(report: Report) -> tuple[list[Message], list[Problem]]:
    """The key messages with their facts inserted, and what is wrong with these."""
    data = report.area.tables.get("key_messages")
    known, found, problems = targets(report), [], []
    for row in data.rows if data else ():
        said, wrong = told(row["message"], report.facts, row[FILE], row[LINE])
        support, more = told(row["support"], report.facts, row[FILE], row[LINE])
        names = [name.strip() for name in row["evidence"].split(";")]
        found.append(Message(said, support, [known[name] for name in names if name in known]))
        problems += [*wrong, *more]
    return found, problems


def changes(report: Report) -> list[Change]:
    """The facts that area.yml lists as changes, those that have a value."""
    found = []
    for name in report.area.about.changes:
        fact = report.facts.get(name)
        if fact is not None and isinstance(fact.value, float):
            shape = "=" if fact.value == 0 else "▲" if fact.value > 0 else "▼"
            label = fact.label or name.partition(".")[2].replace("_", " ").replace(".", " ")
            found.append(Change(shape, _short(fact.text), label, f"{name.partition('.')[0]}/"))
    return found


def _short(text: str) -> str:
    """The number without its sign, which the shape says, for a narrow column."""
    return text.lstrip("+\u2212").replace("percentage point", "point")

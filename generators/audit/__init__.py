"""Attacks on a built site: what a stranger can read from its files. Only this layer reads what `site` has written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generators.audit.disclosure import gives_away
from generators.audit.links import dead_links
from generators.audit.older import lost_addresses
from generators.inputs.editions import BrokenRecordError
from generators.inputs.settings import Root

Audit = Callable[[Root, Path], list[str]]

# Each takes a root and its built site, and returns a sentence for each thing that is wrong.
AUDITS: dict[str, Audit] = {"disclosure": gives_away, "links": dead_links, "older editions": lost_addresses}


@dataclass(frozen=True)
class Outcome:
    """What the audits found, and how many files they read."""

    sentences: tuple[str, ...]
    files: int

    def summary(self) -> str:
        """One line on all of it."""
        names = ", ".join(AUDITS)
        wrong = len(self.sentences)
        told = (
            "nothing is given away, and no link is dead"
            if not wrong
            else f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong"
        )
        return f"{self.files} files read ({names}): {told}."


def audit(root: Root, site: Path) -> Outcome:
    """Every audit of a built site; what none can do without the record of an edition is said instead."""
    try:
        sentences = [sentence for one in AUDITS.values() for sentence in one(root, site)]
    except BrokenRecordError as broken:
        sentences = [str(broken)]
    return Outcome(tuple(sentences), sum(path.is_file() for path in site.rglob("*")))

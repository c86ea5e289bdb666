"""What changed, for a terminal, for a program and for a pull request."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.changes.change import KINDS, Change, proposed_kind

_ADVICE = {
    "redefinition": "Something is gone or means something else now: publish a new edition, and say so in its note.",
    "new data": "There is new data: publish a new edition.",
    "correction": "Only numbers that were published before differ: publish a correction, such as {version}, with the reason.",
    "none": "Nothing differs.",
}


@dataclass(frozen=True)
class Difference:
    """What a new edition would change.

    Attributes:
        against: the version that it is compared with.
        correction: the version that would correct it.
        lost: addresses of that version that would lead nowhere.
    """

    against: str
    correction: str
    changes: Sequence[Change]
    lost: Sequence[str]

    @property
    def advice(self) -> str:
        """What kind of edition this is, in a sentence."""
        return _ADVICE[proposed_kind(self.changes)].format(version=self.correction)


def as_text(found: Difference) -> str:
    """One line a change, below its area and kind."""
    lines = [f"Compared with the {found.against} edition:"]
    for area, kind, changes in _grouped(found.changes):
        lines += ["", f"{area}: {KINDS[kind].lower()}", *(f"  {change.sentence}" for change in changes)]
    if found.lost:
        lines += ["", "Addresses that would lead nowhere:", *(f"  {address}" for address in found.lost)]
    return "\n".join([*lines, "", found.advice])


def as_json(found: Difference) -> str:
    """The same for programs."""
    said = {
        "against": found.against, "kind": proposed_kind(found.changes), "changes": [change.as_json() for change in found.changes],
        "lost": list(found.lost),
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1)


def as_markdown(found: Difference) -> str:
    """The text of a comment on a pull request."""
    lines = [f"### What readers would see change since the {found.against} edition", "", found.advice]
    for area, kind, changes in _grouped(found.changes):
        lines += ["", f"**{_plain(area)}: {KINDS[kind].lower()}**", ""]
        lines += [f"- {_plain(change.sentence)}" for change in changes]
    if found.lost:
        lines += ["", "**Addresses that would lead nowhere**", "", *(f"- `{address}`" for address in found.lost)]
    return "\n".join(lines)


def _grouped(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    for area, kind in dict.fromkeys((change.area, change.kind) for change in changes):
        yield area, kind, [change for change in changes if (change.area, change.kind) == (area, kind)]


def _plain(text: str) -> str:
    """Words of authors, with nothing in them that Markdown would take for its own."""
    return re.sub(r"([\\`*_\[\]<>#@|~])", r"\\\1", text)

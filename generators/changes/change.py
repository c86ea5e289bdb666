"""One change between two editions, and what kind of edition all of them make."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# What each kind of change is called, in the order in which readers are told.
KINDS = {
    "fact": "What the report says now",
    "verdict": "Verdicts that changed",
    "threshold": "Places that crossed the threshold",
    "provision": "Cells of provision gained or lost",
    "corrected": "Published numbers that changed",
    "withheld": "Numbers withheld, or no longer",
    "definition": "Definitions that changed",
    "place": "Places that were drawn anew",
    "new": "New",
    "gone": "Gone",
}
_REDEFINES = {"definition", "place", "gone"}
_CORRECTS = {"fact", "verdict", "threshold", "provision", "corrected", "withheld"}


@dataclass(frozen=True)
class Change:
    """One difference that a reader would notice.

    Attributes:
        kind: one of `KINDS`.
        section, figure: where it stands, both empty for the area as a whole.
        place: the code of the place that it is about, where it is about one.
        about: what changed, in words.
        before, after: as readers see them; empty where there is nothing.
    """

    kind: str
    area: str
    about: str
    before: str = ""
    after: str = ""
    section: str = ""
    figure: str = ""
    place: str = ""

    @property
    def sentence(self) -> str:
        """`Provision, universal: 116 → 55`."""
        if self.before and self.after:
            return f"{self.about}: {self.before} → {self.after}"
        return f"{self.about}: {self.before or self.after}" if self.before or self.after else self.about

    @property
    def address(self) -> str:
        """The page, and the anchor of the figure, where it can be seen; that of an older edition for what is gone."""
        page = f"areas/{self.area}/{self.section}/" if self.section else f"areas/{self.area}/"
        return f"{page}#fig-{self.figure}" if self.figure else page

    def as_json(self) -> dict[str, Any]:
        """For `diff --format json`."""
        return {
            "kind": self.kind, "area": self.area, "section": self.section or None, "figure": self.figure or None,
            "about": self.about, "before": self.before or None, "after": self.after or None, "address": self.address,
        }  # fmt: skip


def proposed_kind(changes: Iterable[Change]) -> str:
    """The kind of edition that these changes make: `redefinition`, `new data`, `correction`, or `none` without any."""
    kinds = {change.kind for change in changes}
    if kinds & _REDEFINES:
        return "redefinition"
    if "new" in kinds:
        return "new data"
    return "correction" if kinds & _CORRECTS else "none"

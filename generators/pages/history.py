"""What pages know of editions: the one that is made, those before it, and what changed since the last."""

from dataclasses import dataclass

from generators.changes import Change
from generators.inputs.editions import Edition, PastEdition


@dataclass(frozen=True)
class History:
    """The editions up to this one.

    Attributes:
        edition: the one that is made; None in a build that is not published.
        past: older ones with a record, the oldest first.
        changes: since the last of them.
        site_url: where all editions are served, with a slash at its end; empty if nobody says.
    """

    edition: Edition | None = None
    past: tuple[PastEdition, ...] = ()
    changes: tuple[Change, ...] = ()
    site_url: str = ""

    @property
    def last(self) -> Edition | None:
        """The edition before this one."""
        return self.past[-1].edition if self.past else None

    def dated(self, address: str) -> str:
        """The address of a page or figure of this edition that will not lead to another, or nothing if the site's is not known."""
        return f"{self.site_url}{self.edition.version}/{address}" if self.edition and self.site_url else ""

    def corrected(self, address: str, place: str = "") -> bool:
        """Whether this edition is a correction, and touches a page: a number on it, or one of the place that it is about."""
        if self.edition is None or not self.edition.correction:
            return False
        area = "/".join(address.split("/")[:2])
        touched = {change.address.partition("#")[0] for change in self.changes if change.kind != "gone"}
        touched |= {f"areas/{change.area}/" for change in self.changes}
        places = {change.place for change in self.changes if f"areas/{change.area}" == area}
        return address in touched or (bool(place) and place in places)

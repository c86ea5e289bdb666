"""What two editions say differently, from their records: never from files, older code or the publishing branch."""

from generators.changes.change import KINDS, Change, proposed_kind
from generators.changes.compare import changes_between

__all__ = ["KINDS", "Change", "changes_between", "proposed_kind"]

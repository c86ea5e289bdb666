"""The steps of `diff`: the record that this root would make, against that of an edition."""

from generators.changes import changes_between
from generators.changes.addresses import lost
from generators.changes.words import Difference
from generators.examine import examine
from generators.inputs.editions import next_correction, past_editions
from generators.inputs.settings import Root
from generators.outputs import area_record
from generators.site.documents import addresses_of, documents
from generators.verbs.refusing import RefusedError


def versions_with_record(root: Root) -> list[str]:
    """What can be compared with, the oldest first."""
    return [one.edition.version for one in past_editions(root)]


def difference(root: Root, against: str) -> Difference | None:
    """What the root's next edition would change; None without an older one.

    Raises:
        RefusedError: the data has errors.
    """
    past = {one.edition.version: one for one in past_editions(root)}
    if not past:
        return None
    older = past[against] if against else list(past.values())[-1]
    examined = examine(root)
    if examined.settings is None or examined.failed():
        raise RefusedError("The data has errors: run needsbook check.")
    changes = changes_between(older.record["areas"], {one.area.slug: area_record(one) for one in examined.reports})
    now = addresses_of(documents(root, examined).files(), examined.reports)
    correction = next_correction(older.edition.version, past)
    return Difference(older.edition.version, correction, changes, lost(older.addresses, now, examined.settings.moves))

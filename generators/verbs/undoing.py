"""The steps of `rollback` and `withdraw`."""

from collections.abc import Iterator, Sequence

from generators.inputs.editions import LATEST, version_order
from generators.inputs.settings import Root
from generators.publish.records import mark_withdrawn
from generators.publish.shelf import Shelf
from generators.publish.withdraw import addresses_in, purged, withdrawn
from generators.publish.words import wrong_note
from generators.verbs.refusing import RefusedError, refuse


def rolled_back(shelf: Shelf, version: str) -> str:
    """Lets /latest/ show an earlier edition: one commit more.

    Raises:
        RefusedError: there is no such edition.
    """
    now = shelf.latest
    if now is None:
        raise RefusedError(
            f"{shelf.branch}: expected an edition that is the latest, found none; publish one with --alias latest"
        )
    older = [
        one.version
        for one in shelf.listed
        if version_order(one.version) < version_order(now.version) and not one.withdrawn
    ]
    chosen = version or (older[0] if older else "")
    if chosen not in older:
        raise RefusedError(
            f'VERSION: expected an edition before {now.version} ({", ".join(older) or "there is none"}), found "{chosen}"; name one of them'
        )
    shelf.with_latest(chosen).committed(f"Let {LATEST} lead to {chosen} again\n")
    return f"/{LATEST}/ shows {chosen} again. {now.version} stays where it is, at /{now.version}/."


def withdrawn_from(
    root: Root, shelf: Shelf, version: str, pages: Sequence[str], reason: str, *, purge: bool
) -> Iterator[str]:
    """Puts notices in place of an edition or of pages of it; yields what is left to do.

    Raises:
        RefusedError: there is nothing at those addresses, or no reason that readers can be told.
    """
    if not shelf.has(version):
        raise RefusedError(f'VERSION: expected a published version, found "{version}"; needsbook versions lists them')
    refuse(wrong_note(reason, "--reason"))
    for page, files in addresses_in(shelf, version, pages).items():
        refuse(
            None
            if files
            else f'--page: expected an address below {version}/, found "{page}"; copy it from the address bar'
        )
    if purge:
        purged(shelf, version, pages, reason)
    else:
        withdrawn(shelf, version, pages, reason).committed(f"Withdraw {version}: {reason}\n")
    mark_withdrawn(root, version, reason, list(pages))
    yield f"{', '.join(pages) or 'All'} of {version} now says: {reason}"
    yield f"Commit data/editions/{version}.json, and send the branch: git push{' --force' if purge else ''} REMOTE {shelf.branch}"
    yield "Then follow the steps in docs/handbook/publishing.md: copies may be elsewhere."

"""The link contract: every address of older editions leads somewhere in this one."""

from pathlib import Path

from generators.audit.expected import edition_of
from generators.audit.links import SiteLinks
from generators.changes.addresses import lost
from generators.inputs.editions import past_editions, version_order
from generators.inputs.models import Move
from generators.inputs.settings import Root, read_settings


def lost_addresses(root: Root, site: Path) -> list[str]:
    """A sentence for each address of an older edition that the site has dropped, and for moves that lead to no older page."""
    edition, settings = edition_of(site), read_settings(root)[0]
    moves = settings.moves if settings else ()
    older = [
        one for one in past_editions(root)
        if edition is None or version_order(one.edition.version) < version_order(edition.version)
    ]  # fmt: skip
    if not older:
        return []
    newest = {address: one.edition.version for one in older for address in one.addresses}
    gone = lost(newest, SiteLinks(site).addresses(), moves)
    return [
        f"{address}: the {newest[address]} edition has this address, and this site has not; put it back, or say in "
        "site_config/redirects.yml where it leads now"
        for address in gone
    ] + _wrong_moves(moves, {one.edition.version: one.addresses for one in older})


def _wrong_moves(moves: tuple[Move, ...], older: dict[str, frozenset[str]]) -> list[str]:
    return [
        f"site_config/redirects.yml: {move.old}: expected an edition that has it, found {move.kept_in}; name another"
        for move in moves
        if move.kept_in is not None and move.old not in older.get(move.kept_in, ())
    ]

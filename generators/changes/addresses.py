"""The link contract: the addresses of an edition, and those of an older one that it no longer has."""

import re
from collections.abc import Iterable, Mapping

from generators.inputs.models import Move

_ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid=["']([^"'<>\s]+)["']""")
# Anchors that come and go with what a page has to say, and those that only label what has an anchor of its own.
_PASSING = re.compile(r"clash|changed|messages|numbers|places|list|this|.*-title")
RECORD = "edition.json"


def addresses(files: Mapping[str, str], documents: Iterable[str] = ()) -> list[str]:
    """Pages, anchors and files that an edition promises to keep: figures, entries of lists and chapters, not passing notices.

    Args:
        files: the texts of build/docs by their name.
        documents: addresses of files that are copied as they are.
    """
    found = set(documents)
    for name, text in files.items():
        if name.endswith(".md"):
            page = "" if name == "index.md" else f"{name.removesuffix('.md')}/"
            lasting = [anchor for anchor in _ID.findall(text) if not _PASSING.fullmatch(anchor)]
            if page == "changes/":  # an area is told of only where it changed
                lasting = [anchor for anchor in lasting if anchor.startswith("edition")]
            found |= {page, *(f"{page}#{anchor}" for anchor in lasting)}
        else:
            found.add(name)
    return sorted(found)


def lost(older: Iterable[str], now: Iterable[str], moves: Iterable[Move]) -> list[str]:
    """Addresses of an older edition that lead nowhere in the new one.

    An anchor of a page that moved as a whole is found if the new page has it too, or if the move names the anchor to land on.

    Args:
        now: addresses of the new edition, pages that lead on included.
    """
    have, moved = set(now), {move.old: move for move in moves}

    def found(address: str) -> bool:
        page, mark, anchor = address.partition("#")
        move = moved.get(address) or moved.get(page)
        if address in have or move is None:
            return address in have
        return move.to is None or not mark or "#" in move.to or f"{move.to}#{anchor}" in have

    return sorted(address for address in older if not found(address))

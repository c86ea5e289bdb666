"""The link contract: the addresses of an edition, and those of an older one that it no longer has."""

import re
from collections.abc import Iterable, Mapping

_ID = re.compile(r"""<[a-zA-Z][^<>]*?\sid=["']([^"'<>\s]+)["']""")
RECORD = "edition.json"


def addresses(files: Mapping[str, str], documents: Iterable[str] = ()) -> list[str]:
    """Pages, anchors and files that an edition promises to keep.

    Args:
        files: the texts of build/docs by their name.
        documents: addresses of files that are copied as they are.
    """
    found = set(documents)
    for name, text in files.items():
        if name.endswith(".md"):
            page = "" if name == "index.md" else f"{name.removesuffix('.md')}/"
            found |= {page, *(f"{page}#{anchor}" for anchor in _ID.findall(text))}
        else:
            found.add(name)
    return sorted(found)


def lost(older: Iterable[str], now: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Addresses of an older edition that lead nowhere in the new one.

    Args:
        now: addresses of the new edition, pages that lead on included.
        kept: addresses that, as the table of moves says, only the older edition has: pages with all their anchors, or files.
    """
    have, excused = set(now), set(kept)
    return sorted(
        address
        for address in older
        if address not in have and address not in excused and address.partition("#")[0] not in excused
    )

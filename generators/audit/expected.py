"""What the files of a site should say, made anew from the root: against it a number that was put back by hand stands out."""

import math
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generators.audit.readers import (
    UNREADABLE,
    Piece,
    csv_pieces,
    html_pieces,
    json_pieces,
    search_pieces,
    workbook_pieces,
    xml_pieces,
)
from generators.audit.tokens import in_context, tokens
from generators.changes.addresses import RECORD
from generators.examine import Examination
from generators.inputs.editions import Edition, past_edition
from generators.inputs.settings import Root
from generators.outputs import workbook_of
from generators.pages import Page
from generators.site import search
from generators.site.copies import copied_files
from generators.site.documents import documents
from generators.site.parts import html_file

Spot = tuple[str, str]  # a kind of place in a file, and a number that stands there

_READERS = {".csv": csv_pieces, ".json": json_pieces, ".xml": xml_pieces}
# Where the theme prints what a page's front matter says, and how often at most.
_MATTER = {"text": 3, "attribute content of meta": 1, "attribute href of a": 2}


class Expected:
    """The numbers that each file of a site should hold."""

    def __init__(self, root: Root, site: Path, examined: Examination) -> None:
        self._copies = copied_files(root, examined)
        self._spots: dict[str, Counter[Spot]] = {}
        self._texts: list[str] = []
        found = documents(root, examined, edition_of(site))
        for page in found.pages:
            self._add_page(page)
        for name, text in found.texts.items():
            self._spots[name] = _counted(_READERS[Path(name).suffix](text.encode()))
        for report in examined.reports:
            for name, content in workbook_of(report).items():
                self._spots[name] = _counted(workbook_pieces(content))
        self._spots[search.FILE] = _counted(search_pieces(search.index({}, [search.entries(found.pages)]).encode()))
        self._spots[search.LOADED_FIRST] = Counter()
        self._sides = {side for text in self._texts for side in _sides(text)}
        self._frame = self._around_pages(site)

    def unexpected(self, name: str, pieces: list[Piece]) -> list[tuple[Piece, str]]:
        """The numbers that should not stand where they stand, each with its piece.

        Of a file that repeats what pages say, numbers that no page says in the same words.
        """
        own = self._spots.get(name, Counter() if name.endswith(".html") else None)
        if own is None:
            return [(piece, token) for piece in pieces for token in self._on_no_page(piece)]
        extra = _counted(pieces) - own - (self._frame if name.endswith(".html") else Counter())
        return [(piece, token) for piece in pieces for token in tokens(piece.text) if extra[_kind(piece), token] > 0]

    def is_copy(self, name: str, held: bytes) -> bool:
        """Whether a file is what it was copied from."""
        return any(held == source.read_bytes() for source in self._copies(name) if source.is_file())

    def _add_page(self, page: Page) -> None:
        _, matter, body = page.text().split("---\n", 2)
        pieces = html_pieces(body.encode())
        spots = _counted(pieces)
        for token in tokens(matter):
            for kind, times in _MATTER.items():
                spots[kind, token] += times
        self._spots[html_file(page)] = spots
        self._texts += [pieces[0].text, matter]

    def _on_no_page(self, piece: Piece) -> list[str]:
        """Numbers that no page says behind the same letters, or before the same: between the two, elements may be left out."""
        return [
            tokens(number)[0]
            for before, number, after in in_context(piece.text)
            if (before, number) not in self._sides and (number, after) not in self._sides
        ]

    def _around_pages(self, site: Path) -> Counter[Spot]:
        """The numbers that most pages have beyond their own text: those of the theme."""
        more = []
        for name, spots in self._spots.items():
            if name.endswith(".html") and (site / name).is_file():
                with suppress(*UNREADABLE):  # which is said of the file itself
                    more.append(_counted(html_pieces((site / name).read_bytes())) - spots)
        every = {spot for one in more for spot in one}
        return Counter({spot: math.ceil(statistics.median(one[spot] for one in more)) for spot in every})


def _sides(text: str) -> Iterator[tuple[str, str]]:
    """Each number with what stands before it, and with what stands after it: as few letters as there are at the ends of a text."""
    for before, number, after in in_context(text):
        yield from ((before[place:], number) for place in range(len(before) + 1))
        yield from ((number, after[:place]) for place in range(len(after) + 1))


def edition_of(site: Path) -> Edition | None:
    """The edition that a site says it is, if it is one.

    Raises:
        BrokenRecordError: what it says cannot be read.
    """
    record = site / RECORD
    return past_edition(record, RECORD).edition if record.is_file() else None


def _kind(piece: Piece) -> str:
    return re.sub(r"\[\d+\]|line \d+, ", "", piece.where)


def _counted(pieces: Iterable[Piece]) -> Counter[Spot]:
    found: Counter[Spot] = Counter()
    for piece in pieces:
        kind = _kind(piece)
        found.update((kind, token) for token in tokens(piece.text))
    return found

"""The text of a PDF as far as an attacker gets with a page of code: its streams unpacked, its glyphs read through their maps."""

import re
import zlib
from collections.abc import Iterable, Iterator

from generators.audit.readers import Piece

_STREAM = re.compile(rb"(\d+) 0 obj\b((?:(?!endobj).)*?)\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+|[A-Za-z]+\d+)\s+(\d+) 0 R")
_TO_UNICODE = re.compile(rb"(\d+) 0 obj\b(?:(?!endobj).)*?/ToUnicode (\d+) 0 R", re.DOTALL)
_HEX = rb"\s*<([0-9A-Fa-f]+)>"
_STRING = re.compile(rb"\((?:\\.|[^\\)])*\)")
_SHOWN = re.compile(rb"/([A-Za-z]+\d+)\s+[\d.]+\s+Tf|\((?:\\.|[^\\)])*\)|<([0-9A-Fa-f]*)>", re.DOTALL)


def pdf_pieces(held: bytes) -> list[Piece]:
    """What the pages show, what the document says of itself, and every stream that is not drawn.

    Raises:
        ValueError: it is encrypted, so that nobody can tell what it holds.
    """
    if b"/Encrypt" in held:
        raise ValueError("it is encrypted")
    streams = {int(number): _unpacked(head, body) for number, head, body in _STREAM.findall(held)}
    maps = {int(font): dict(_map(streams.get(int(number), b""))) for font, number in _TO_UNICODE.findall(held)}
    fonts = {name: maps[int(number)] for name, number in _FONT.findall(held) if int(number) in maps}
    around = re.sub(rb"\bstream\r?\n.*?endstream", b"", held, flags=re.DOTALL)
    pieces = [Piece("document", _literal(found[0])) for found in _STRING.finditer(around)]
    for number, stream in sorted(streams.items()):
        pieces += [Piece(f"stream {number}", text) for text in _texts(stream, fonts)]
    return pieces


def _unpacked(head: bytes, body: bytes) -> bytes:
    return zlib.decompressobj().decompress(body) if b"FlateDecode" in head else body


def _map(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Glyph numbers and their letters; a range is three numbers, a single glyph two."""
    for kind, listing in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", cmap, re.DOTALL):
        if kind == b"bfchar":
            yield from ((int(glyph, 16), _letters(letter)) for glyph, letter in re.findall(_HEX * 2, listing))
        else:
            for first, last, letter in re.findall(_HEX * 3, listing):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, chr(int(letter, 16) + step)


def _letters(number: bytes) -> str:
    return bytes.fromhex(number.decode()).decode("utf-16-be", errors="replace")


def _texts(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterable[str]:
    """Each text object of a page, between BT and ET, twice: its pieces apart, and as one, since a word may be in pieces."""
    for block in re.findall(rb"\bBT\b(.*?)\bET\b", stream, re.DOTALL):
        font: dict[int, str] = {}
        letters = []
        for found in _SHOWN.finditer(block):
            if found[1]:
                font = fonts.get(found[1], {})
            elif found[0].startswith(b"("):
                letters.append(_literal(found[0]))
            else:
                codes = [int(found[2][place : place + 4], 16) for place in range(0, len(found[2]) - 3, 4)]
                letters.append("".join(font.get(code, "") for code in codes))
        yield from dict.fromkeys(("".join(letters), " ".join(letters)))


def _literal(text: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", text[1:-1]).decode("latin-1")

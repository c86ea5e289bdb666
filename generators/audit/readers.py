"""Files of a site → the texts in them, each with where it stands: what people read, attributes, data and hidden parts."""

import base64
import binascii
import csv
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

# What readers raise at a damaged file.
UNREADABLE = (
    ValueError, LookupError, TypeError, AttributeError, SyntaxError, OSError, EOFError, struct.error, zlib.error, csv.Error,
    zipfile.BadZipFile,
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A text of a file, and its place in it in words."""

    where: str
    text: str


# The letters of numpy's types in Plotly's base64 arrays, as those of Python's struct.
_TYPES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}


def html_pieces(held: bytes) -> list[Piece]:
    """The running text of a page, and every attribute; JSON in attributes is taken apart."""
    page = _Page()
    page.feed(held.decode("utf-8"))
    page.close()
    return [Piece("text", " ".join(page.texts)), *page.pieces]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.pieces: list[Piece] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and any(letter.isdigit() for letter in value):
                self.pieces += _attribute(f"attribute {name} of {tag}", value)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.pieces.append(Piece("comment", data))


def _attribute(where: str, value: str) -> list[Piece]:
    if value[:1] in "{[":
        try:
            return list(_json_leaves(json.loads(value), where))
        except ValueError:
            pass
    return [Piece(where, value)]


def json_pieces(held: bytes) -> list[Piece]:
    """Every value of a JSON file with its path, typed arrays in base64 unpacked, HTML in texts taken apart."""
    return list(_json_leaves(json.loads(held), "value"))


def _json_leaves(value: Any, path: str) -> Iterator[Piece]:
    if isinstance(value, dict):
        if {"dtype", "bdata"} <= value.keys():
            yield Piece(f"{path}, base64 array", " ".join(f"{number:g}" for number in _unpacked(value)))
        for name, one in value.items():
            yield from _json_leaves(one, f"{path}.{name}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _json_leaves(one, f"{path}[{place}]")
    elif isinstance(value, str):
        yield from ([Piece(path, value)] if "<" not in value else _in_html(value, path))
    elif value is not None and value is not True and value is not False:
        yield Piece(path, repr(value))


def _in_html(text: str, path: str) -> list[Piece]:
    return [Piece(f"{path}, {piece.where}", piece.text) for piece in html_pieces(text.encode())]


def _unpacked(value: dict[str, Any]) -> Iterable[float]:
    letter = _TYPES.get(str(value["dtype"]).lstrip("<>|="))
    try:
        held = base64.b64decode(str(value["bdata"]), validate=True)
    except binascii.Error:
        return []
    return [float(one) for (one,) in struct.iter_unpack(f"<{letter}", held)] if letter else []


def search_pieces(held: bytes) -> list[Piece]:
    """The texts of a search index, each with the page that it leads to."""
    found = []
    for entry in json.loads(held)["docs"]:
        found.append(Piece(f"entry {entry['location']}, location", str(entry["location"])))
        for name in ("title", "text"):
            text = html_pieces(str(entry.get(name, "")).encode())
            found += [Piece(f"entry {entry['location']}, {name}, {one.where}", one.text) for one in text]
    return found


def csv_pieces(held: bytes) -> list[Piece]:
    """Every cell with its column and line."""
    rows = list(csv.reader(io.StringIO(held.decode("utf-8-sig"))))
    names = rows[0] if rows else []
    found = [Piece("headings", " ".join(names))]
    for line, row in enumerate(rows[1:], start=2):
        found += [Piece(f"line {line}, column {name}", cell) for name, cell in zip(names, row, strict=False)]
    return found


def xml_pieces(held: bytes) -> list[Piece]:
    """Every text, attribute and comment of a feed, a site map or a drawing."""
    found = []
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    for element in ElementTree.fromstring(held, parser).iter():
        name = "comment" if callable(element.tag) else element.tag.rpartition("}")[2]
        found += [Piece(name, text) for text in (element.text, element.tail) if text and text.strip()]
        found += [Piece(f"{name}, {key.rpartition('}')[2]}", value) for key, value in element.attrib.items()]
    return [part for piece in found for part in (_in_html(piece.text, piece.where) if "<" in piece.text else [piece])]


def gzip_pieces(held: bytes) -> list[Piece]:
    """What a compressed XML file holds."""
    return xml_pieces(gzip.decompress(held))


def workbook_pieces(held: bytes) -> list[Piece]:
    """Every part of a workbook: all sheets, hidden ones too, shared texts, names, comments, properties and charts' copies."""
    found = []
    with zipfile.ZipFile(io.BytesIO(held)) as book:
        for name in sorted(book.namelist()):
            if name.endswith((".xml", ".rels", ".vml")):
                found += [Piece(f"{name}, {piece.where}", piece.text) for piece in xml_pieces(book.read(name))]
    return found


def text_pieces(held: bytes) -> list[Piece]:
    """A plain text, line by line."""
    return [Piece(f"line {line}", text) for line, text in enumerate(held.decode("utf-8").splitlines(), start=1)]

"""The bytes of an input file as text, or the sentence that says why they are not."""

import re
from pathlib import Path
from unicodedata import normalize

from generators.problems import Problem, error

_LARGEST = 20_000_000  # bytes: a table of this size belongs in a database
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def left_behind(path: Path) -> bool:
    """Whether it is no one's input: editors, spreadsheets and operating systems leave such files behind."""
    name = path.name.lower()
    return name.startswith((".", "~")) or name in ("thumbs.db", "desktop.ini") or path.suffix in (".swp", ".tmp")


def read_text(path: Path, name: str, *, largest: int = _LARGEST) -> str | Problem:
    """The file as text in Unicode's composed form, so that an é is one é; a UTF-8 byte-order mark is accepted and dropped.

    Args:
        name: the path below the root, for the sentence.
    """
    if path.is_symlink() or not path.is_file():
        kind = "a link" if path.is_symlink() else "a folder"
        return _refused("not-a-file", name, 1, "a file", kind, "put the file itself here")
    try:
        size, raw = path.stat().st_size, b""
        if size <= largest:
            raw = path.read_bytes()
    except OSError as why:
        found = (why.strerror or "an error of the disk").lower()
        return _refused("unreadable", name, 1, "a file that can be read", found, "change the permissions of the file")
    if size > largest:
        most = f"at most {largest / 1e6:g} MB"
        return _refused("too-large", name, 1, most, f"{size / 1e6:,.1f} MB", "split the table, or leave rows out")
    return _decoded(raw, name)


def _decoded(raw: bytes, name: str) -> str | Problem:
    save = 'save the file as "CSV UTF-8" or UTF-8 text'
    if raw[:2] in _UTF16:
        return _refused("encoding", name, 1, "UTF-8", "UTF-16", save)
    if b"\0" in raw:
        line = _line(raw[: raw.index(b"\0")])
        return _refused("not-text", name, line, "text", "a null character", save)
    try:
        return normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        byte = raw[wrong.start : wrong.start + 1]
        letter = byte.decode("cp1252", "replace")
        found = f"the byte 0x{byte[0]:02X}" + (f", {letter} in Windows-1252" if letter.isprintable() else "")
        return _refused("encoding", name, _line(raw[: wrong.start]), "UTF-8", found, save)


def _line(before: bytes) -> int:
    """The line that starts after, or goes on after, these bytes, whatever ends lines."""
    return 1 + len(re.findall(rb"\r\n|\r|\n", before))


def _refused(rule: str, name: str, line: int, expected: str, found: str, fix: str) -> Problem:
    return error(rule, name, line, where="file", expected=expected, found=found, fix=fix)

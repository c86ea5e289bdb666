"""The bytes of an input file as text, or the sentence that says why they are not."""

from pathlib import Path

from generators.problems import Problem, error

_LARGEST = 20_000_000  # bytes: a table of this size belongs in a database


def read_text(path: Path, name: str, *, largest: int = _LARGEST) -> str | Problem:
    """The file as text; a UTF-8 byte-order mark is accepted and dropped.

    Args:
        name: the path below the root, for the sentence.
    """
    if path.is_symlink() or not path.is_file():
        return error("not-a-file", name, expected="a file", found="a link or a folder", fix="put the file itself here")
    if path.stat().st_size > largest:
        size = f"{path.stat().st_size / 1e6:,.1f} MB"
        return error("too-large", name, expected=f"at most {largest / 1e6:g} MB", found=size, fix="split the file")
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _encoding(name, 1, "UTF-16")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        guess = raw[wrong.start : wrong.start + 1].decode("cp1252", "replace")
        return _encoding(name, line, f"the byte 0x{raw[wrong.start]:02X}, {guess} in Windows-1252")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return error(
            "not-text", name, line, expected="text", found="a null character", fix="save the file as CSV UTF-8"
        )
    return text


def _encoding(name: str, line: int, found: str) -> Problem:
    return error(
        "encoding", name, line, expected="UTF-8", found=found, fix='save the file as "CSV UTF-8" or UTF-8 text'
    )

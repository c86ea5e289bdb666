"""Whether a workbook may be opened at all: its size, what it would unpack to, and what a table of numbers never needs."""

import zipfile
from pathlib import Path

_LARGEST = 20_000_000  # bytes of the file
_UNPACKED = 200_000_000  # bytes of all its parts
_RATIO = 200  # how much smaller a part may be packed; a spreadsheet's own are below 50
_PARTS = 2_000
_REFUSED = (  # what a part's name holds, and what that is
    ("vbaproject", "macros", "save it as .xlsx, without macros"),
    ("externallinks/", "links to other workbooks", "break the links: Data, Edit Links"),
    ("embeddings/", "embedded objects", "delete the objects"),
    ("activex/", "controls", "delete the controls"),
    ("connections.xml", "connections to other data", "delete the connections: Data, Queries"),
)


def refused(file: Path) -> str | None:
    """Why the workbook is not opened; None when it may be."""
    size = file.stat().st_size
    if size > _LARGEST:
        return f'expected at most {_LARGEST / 1e6:g} MB, found "{size / 1e6:,.1f} MB"; leave sheets out'
    try:
        with zipfile.ZipFile(file) as packed:
            return _wrong(packed.infolist())
    except (zipfile.BadZipFile, OSError):
        return 'expected a workbook in the form .xlsx, found "another kind of file"; save it as Excel workbook (.xlsx)'


def _wrong(parts: list[zipfile.ZipInfo]) -> str | None:
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
        return f'expected at most {_UNPACKED / 1e6:g} MB when it is unpacked, found "more"; leave sheets out'
    if any(part.file_size > _RATIO * max(part.compress_size, 1) and part.file_size > 1_000_000 for part in parts):
        return f'expected parts that unpack to at most {_RATIO} times their size, found "more"; save it anew from your spreadsheet'
    names = [part.filename.lower() for part in parts]
    for sign, found, fix in _REFUSED:
        if any(sign in name for name in names):
            return f'expected tables only, found "{found}"; {fix}'
    return None

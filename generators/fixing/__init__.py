"""Mechanical repairs of an author's files: what is safe to mend without asking, shown before anything is written."""

import difflib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generators.fixing.texts import mended_bytes, mended_table
from generators.inputs.folders import area_folders
from generators.inputs.mending import mended_cell
from generators.inputs.place_files import read_places
from generators.inputs.places import PLACES, Place
from generators.inputs.settings import Root, read_settings
from generators.inputs.textfile import left_behind
from generators.sections import catalogue

__all__ = ["Repair", "repairs", "write"]

_TEXTS = (".csv", ".yml", ".md")


@dataclass(frozen=True)
class Repair:
    """One file, as it is and as it would be.

    Attributes:
        what: the repairs of the file as a whole, such as its encoding.
        bytes_before: what the backup keeps.
    """

    path: Path
    name: str
    what: tuple[str, ...]
    before: str
    after: str
    bytes_before: bytes

    def shown(self) -> str:
        """The lines that change, before and after, as `diff` prints them."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.name, self.name, n=0, lineterm=""
        )
        return "\n".join([*(f"{self.name}: {what}" for what in self.what), *lines])


def repairs(root: Root, only: Iterable[str] = ()) -> list[Repair]:
    """What can be mended safely in the files of all areas, or of those named."""
    names = set(only)
    return [
        repair
        for folder in area_folders(root)
        if not names or folder.name in names
        for repair in _in_area(root, folder)
    ]


def _in_area(root: Root, folder: Path) -> Iterator[Repair]:
    settings, _ = read_settings(root)
    below = read_places(root, folder, settings) if settings else None
    places = below.places if below and not below.problems else []
    tables = {"places": PLACES, **catalogue().tables}
    for path in [*sorted(folder.iterdir()), *sorted((root.content / folder.name).glob("*.md"))]:
        if path.suffix not in _TEXTS or left_behind(path) or path.is_symlink() or not path.is_file():
            continue
        raw = path.read_bytes()
        text, what = mended_bytes(raw)
        if text is None:
            continue
        after, table = text, tables.get(path.stem) if path.suffix == ".csv" else None
        if table is not None:
            after, more = mended_table(text, table, lambda cell, column: mended_cell(cell, column, aliases(places)))
            what = (*what, *more)
        if what or after != text:
            yield Repair(path, root.name(path), what, text, after, raw)


def aliases(places: Iterable[Place]) -> dict[str, str]:
    """The name of the one place that each registered alias means."""
    named = [(alias, place.name) for place in places for alias in place.aliases]
    return {alias: name for alias, name in named if sum(other == alias for other, _ in named) == 1}


def write(root: Root, found: Iterable[Repair]) -> Path:
    """Writes repairs, after a copy of each file as it was.

    Returns:
        The folder with the copies, in build/private, which is never published.
    """
    backup = root.build / "private" / f"fix-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    for repair in found:
        kept = backup / repair.path.relative_to(root.path)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(repair.bytes_before)
        new = repair.path.with_name(f".{repair.path.name}.new")  # nobody ever reads half a file
        new.write_bytes(repair.after.encode())
        shutil.copymode(repair.path, new)
        new.replace(repair.path)
    return backup

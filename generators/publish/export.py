"""The branch as a folder, for hosts that know nothing of git."""

import io
import shutil
import tarfile
import tempfile
from pathlib import Path

from generators.publish.shelf import VERSIONS, Shelf


def wrong_folder(folder: Path) -> str | None:
    """Why a folder cannot take the editions, as a sentence; None if it can."""
    if folder.exists() and not folder.is_dir():
        return f"DIR: expected a folder, found the file {folder}; name another"
    if folder.is_dir() and any(folder.iterdir()) and not (folder / VERSIONS).is_file():
        return (
            f"DIR: expected an empty folder, or one with an earlier export, found other files in {folder}; name another"
        )
    return None


def export(shelf: Shelf, folder: Path) -> None:
    """Writes every version, `latest/`, `versions.json` and the first page. What is already there stays until all is unpacked."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as scratch:
        held = shelf.repository.run("archive", "--format=tar", str(shelf.commit))
        with tarfile.open(fileobj=io.BytesIO(held)) as archive:
            archive.extractall(scratch, filter="data")
        names = [*(one.version for one in shelf.listed), *shelf.entries]
        for name in dict.fromkeys(names):
            _put(Path(scratch, name), folder / name)


def _put(new: Path, place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    new.replace(place)

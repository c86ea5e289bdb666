"""An object store between the machines of a cluster: inputs go out as archives, finished areas come back as archives.

Anything that fsspec has a name for: `s3://bucket/folder`, `az://…`, `gs://…`, or a folder.
"""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from generators.inputs.settings import Root
from generators.site.keys import files_below, shared_inputs

_SHARED = "shared"
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first date that an archive can hold: times of files mean nothing here


class NoStoreError(Exception):
    """Why a store cannot be used, for whoever named its address."""


class Store:
    """The part of a store that one build has for itself.

    Args:
        address: of the part.
    """

    def __init__(self, address: str) -> None:
        import fsspec

        self.address = address
        self._files: Any
        self._files, self._base = fsspec.url_to_fs(address)

    def send(self, name: str, base: Path, paths: Iterable[Path]) -> None:
        """Puts in an archive of files and folders, named as they lie below a folder."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                for file in files_below(path):
                    told = zipfile.ZipInfo(file.relative_to(base).as_posix(), _FIRST)
                    archive.writestr(told, file.read_bytes(), zipfile.ZIP_DEFLATED)
        self._files.makedirs(self._base, exist_ok=True)
        self._files.pipe_file(f"{self._base}/{name}.zip", packed.getvalue())

    def fetch(self, name: str, folder: Path) -> None:
        """Unpacks an archive below a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(io.BytesIO(self._files.cat_file(f"{self._base}/{name}.zip"))) as archive:
            archive.extractall(folder)

    def clear(self) -> None:
        """Takes everything out again."""
        if self._files.exists(self._base):
            self._files.rm(self._base, recursive=True)


def send_inputs(store: Store, root: Root, slugs: Iterable[str]) -> None:
    """Puts in what every area of a root is made with, and the inputs of each."""
    store.send(_SHARED, root.path, shared_inputs(root))
    for slug in slugs:
        store.send(f"area-{slug}", root.path, [root.data / slug, root.content / slug])


def send_part(store: Store, name: str, folder: Path) -> None:
    """Puts in a finished area."""
    store.send(f"part-{name}", folder, [folder])


def fetch_part(store: Store, target: Path) -> None:
    """Unpacks a finished area to a folder of its name that is whole or not there."""
    whole = target.with_name(f"{target.name}.fetched")
    shutil.rmtree(whole, ignore_errors=True)
    store.fetch(f"part-{target.name}", whole)
    shutil.rmtree(target, ignore_errors=True)
    whole.rename(target)


@contextmanager
def own_part(address: str) -> Iterator[Store]:
    """A part of the store at an address that this build has for itself, until it ends.

    Raises:
        NoStoreError: if nothing can be written there.
    """
    try:
        store = Store(f"{address.rstrip('/')}/needsbook-{uuid4().hex}")
    except (ImportError, ValueError, OSError) as why:
        raise NoStoreError(f"this store cannot be used ({why})") from None
    try:
        yield store
    except OSError as why:
        raise NoStoreError(f"nothing can be written there or read from there ({why})") from why
    finally:
        with suppress(OSError):  # what has failed already is told, not this
            store.clear()


@contextmanager
def unpacked(address: str, slug: str) -> Iterator[tuple[Store, Root, Path]]:
    """On a worker: the store, a root with an area and all that it is made with, and a folder for it."""
    store, (_, root) = Store(address), _shared(address)
    store.fetch(f"area-{slug}", root.path)
    work = root.path / "build/.new" / slug
    try:
        yield store, root, work
    finally:
        for folder in (root.data / slug, root.content / slug, work):
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def _shared(address: str) -> tuple["tempfile.TemporaryDirectory[str]", Root]:
    """The root of a build that a worker does many areas of; its folder goes with the next build or the process."""
    folder = tempfile.TemporaryDirectory(prefix="needsbook-")
    Store(address).fetch(_SHARED, Path(folder.name))
    return folder, Root(Path(folder.name))

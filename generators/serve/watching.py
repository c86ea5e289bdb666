"""Which files an author changed, and which areas they belong to."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generators.inputs.folders import BENCHMARKS
from generators.inputs.settings import Root
from generators.inputs.textfile import left_behind

_MKDOCS = "mkdocs.yml"
_WATCHED = ("data", "content", "site_config", "templates")
Files = dict[str, tuple[int, int]]  # by the path below the root: when it was saved, and its size


def snapshot(root: Root) -> Files:
    """The files that the site is made from."""
    found = {name: stamp for folder in _WATCHED for name, stamp in _files(root.path / folder, folder)}
    with suppress(OSError):  # a root need not have settings of MkDocs
        stat = (root.path / _MKDOCS).stat()
        found[_MKDOCS] = stat.st_mtime_ns, stat.st_size
    return found


def _files(folder: Path, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # not there, or deleted in this moment
        return
    for entry in entries:
        below = f"{name}/{entry.name}"
        if left_behind(Path(entry.path)):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), below)
        else:
            try:
                stat = entry.stat()
            except OSError:
                continue
            yield below, (stat.st_mtime_ns, stat.st_size)


def changed(before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]]) -> set[str]:
    """The files that are new, gone or saved again."""
    return {name for name in {*before, *now} if before.get(name) != now.get(name)}


def areas_of(root: Root, names: Iterable[str]) -> set[str] | None:
    """The areas whose own files these are; None when other areas may be concerned, or an area came or went."""
    areas = set()
    for name in names:
        folder, area, *rest = f"{name}/".split("/")
        own = folder in ("data", "content") and any(rest) and area != BENCHMARKS
        if not own or not (root.data / area / "area.yml").exists() or name.endswith("/area.yml"):
            return None
        areas.add(area)
    return areas

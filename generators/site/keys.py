"""What the files of a site depend on, as hashes of contents: never times, which lie after a checkout or a copy."""

import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import generators
from generators.inputs.folders import BENCHMARKS, EDITIONS, area_folders
from generators.inputs.settings import Root, defaults

if TYPE_CHECKING:
    from generators.inputs.editions import Edition

_SHARED = (f"data/{BENCHMARKS}", f"data/{EDITIONS}", "site_config", "templates", "mkdocs.yml")
_NOT_READ = ("__pycache__", "node_modules")
_SMALL_BUNDLE = "share/needsbook/node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
_ASKED = re.compile(r"!ENV\s+\[?([^\]\n]+)")  # what mkdocs.yml takes from the environment


def areas(root: Root) -> list[str]:
    """The slugs of the root's areas."""
    return [folder.name for folder in area_folders(root)]


def frame_key(root: Root, edition: "Edition | None", *, unprotected: bool) -> str:
    """The hash of what every page depends on: code, libraries, templates, settings, benchmarks and older editions."""
    told = [asdict(edition) if edition else None, unprotected, _environment(root)]
    ours = [defaults() / name for name in _SHARED if not name.startswith("data/")] if root.path != defaults() else []
    paths = [Path(generators.__file__).parent, plotly_bundle()[0], *ours, *shared_inputs(root)]
    return _hash([json.dumps(told), *_libraries()], paths)


def shared_inputs(root: Root) -> list[Path]:
    """The files and folders of a root that every area is made with, those that it lacks included."""
    return [*(root.path / name for name in _SHARED), *sorted(root.path.glob("*.py"))]  # hooks of its mkdocs.yml


def files_below(path: Path) -> list[Path]:
    """Every file at or below a path that a site can depend on, in order."""
    return [Path(file) for _, file in sorted(_files(str(path), ""))]


def area_key(root: Root, slug: str, frame: str) -> str:
    """The hash of what an area's files depend on."""
    return _hash([frame, slug], [root.data / slug, root.content / slug])


def across_key(root: Root, areas: Iterable[str]) -> str:
    """The hash of what the files across areas depend on.

    Args:
        areas: the keys of all areas.
    """
    return _hash([*areas, *_beside(root), handbook_key(root)], [])


def around_key(root: Root, frame: str) -> str:
    """The hash of what is read before any area: what every page depends on, and which files and areas there are."""
    return _hash([frame, *_beside(root), "areas", *areas(root)], [])


def handbook_key(root: Root) -> str:
    """The hash of the handbook."""
    return _hash([], [root.own_or_default("docs/handbook")])


def plotly_bundle() -> tuple[Path, str]:
    """Plotly's script, and which one it is: the cartesian bundle where it is installed, else the full one."""
    small = Path(sys.prefix, _SMALL_BUNDLE)
    if small.exists():
        return small, "cartesian"
    package = find_spec("plotly")
    return Path(str(package and package.origin)).parent / "package_data/plotly.min.js", "full"


def _beside(root: Root) -> list[str]:
    """What lies in the folders of the areas."""
    return sorted(path.name for folder in (root.data, root.content) if folder.is_dir() for path in folder.iterdir())


def _environment(root: Root) -> dict[str, str]:
    """The variables that mkdocs.yml names."""
    text = root.own_or_default("mkdocs.yml").read_text(encoding="utf-8", errors="replace")
    named = {name.strip() for names in _ASKED.findall(text) for name in names.split(",")}
    return {name: os.environ[name] for name in sorted(named) if name in os.environ}


def _libraries() -> list[str]:
    """Every installed library with its version, as pip names its folder."""
    folders = {Path(path) for path in sys.path if path.endswith("-packages")}
    found = {
        one.name for folder in folders if folder.is_dir() for one in folder.iterdir() if one.suffix == ".dist-info"
    }
    return [sys.version, *sorted(found)]


def _hash(words: Iterable[str], paths: Iterable[Path]) -> str:
    """Of words, and of the files at or below some paths: their names below these, and what they hold."""
    total = blake2b(digest_size=16)
    for word in words:
        total.update(f"{len(word)} {word}".encode())
    for place, path in enumerate(paths):
        for name, file in sorted(_files(str(path), "")):
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  # a Path for each takes as long as reading it
                content = stream.readall()
            total.update(f"{place} {len(name)} {name} {len(content)} ".encode(errors="surrogateescape"))
            total.update(content)
    return total.hexdigest()


def _files(path: str, name: str) -> Iterable[tuple[str, str]]:
    """Files at or below a path; as strings, since there are tens of thousands."""
    try:
        entries = os.scandir(path)
    except NotADirectoryError:
        yield name, path
        return
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.name not in _NOT_READ and not entry.name.endswith(".pyc"):
                yield from _files(entry.path, f"{name}/{entry.name}")

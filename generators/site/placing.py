"""Putting new files in place of old ones, all of them or none: what is to be done is written down first, and done again if it was cut off."""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from generators.inputs.settings import Root

if TYPE_CHECKING:
    from generators.inputs.editions import Edition

COMPILED = ".compiled"  # templates as Jinja compiles them, for each frame that was built last
PRIVATE = "private"  # the folder below build/ that tells of counts which nobody but the maintainer may see
Step = tuple[str, str]  # a file or folder below build/, and where it belongs there

_PLAN, _OLD = ".plan.json", ".old"
_WORK = ".new"


def build_folder(root: Root, edition: "Edition | None") -> Path:
    """Where a build belongs: an edition has a folder of its own, since build/ is for looking at."""
    return root.build / "editions" / edition.version if edition else root.build


def work_folder(build: Path) -> Path:
    """Where the files of a build are made. Finished parts of an interrupted one are still there, and are used."""
    folder = build / _WORK
    folder.mkdir(exist_ok=True)
    return folder


def place(build: Path, steps: Sequence[Step], gone: Iterable[str] = (), first: Iterable[str] = ()) -> None:
    """Puts files and folders in place, and takes others away.

    Args:
        steps: what is put in place.
        gone: what is taken away.
        first: what is taken away before anything is put in its place, since nobody knows what is in it.

    From the moment that the plan is written down the new files are what the build has made; whoever comes next finishes it.
    """
    plan = {"put": list(steps), "gone": sorted(gone), "first": list(first)}
    draft = build / f"{_PLAN}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(plan, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(build / _PLAN)
    _carry_out(build)


@contextmanager
def alone(build: Path, told: Callable[[str], None]) -> Iterator[None]:
    """One build of a folder at a time: a second one waits. The lock ends with its process, however that ends."""
    with (build / ".lock").open("a+b") as lock:
        while not _locked(lock):
            told("Waiting for another build of this folder")
            time.sleep(0.2)
        if (build / _PLAN).exists():
            _carry_out(build)
        _clear(build)
        yield


def _carry_out(build: Path) -> None:
    """What the plan says and is not done yet. A thing that is no longer where it was made has been put in place."""
    plan = json.loads((build / _PLAN).read_text(encoding="utf-8"))
    old = build / _OLD
    old.mkdir(exist_ok=True)
    for name in plan["first"]:
        if (build / name).exists() and not (old / name).exists():
            (build / name).rename(old / name)
    for number, (made, name) in enumerate(plan["put"]):
        if (build / made).exists():
            _put(build / made, build / name, old / str(number))
    for number, name in enumerate(plan["gone"], start=len(plan["put"])):
        if (build / name).exists():
            (build / name).rename(old / str(number))
        _remove_empty((build / name).parent, build)
    (build / _PLAN).unlink()
    _clear(build)


def _remove_empty(folder: Path, build: Path) -> None:
    """A folder whose last file went, and those above it that are empty then."""
    while folder.parent != build and folder.is_relative_to(build):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _put(made: Path, target: Path, old: Path) -> None:
    if target.is_dir() or (target.exists() and made.is_dir()):
        target.rename(old)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)


def _clear(build: Path) -> None:
    """What was replaced."""
    shutil.rmtree(build / _OLD, ignore_errors=True)
    (build / f"{_PLAN}.new").unlink(missing_ok=True)


def _locked(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

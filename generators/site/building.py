"""`build`: what has changed is done, checked as a whole, and put in place; what has not is left as it lies."""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generators.inputs.settings import Root
from generators.site import keys
from generators.site.memory import uncollected
from generators.site.placing import COMPILED, PRIVATE, Step, alone, build_folder, place, work_folder

if TYPE_CHECKING:
    from generators.inputs.editions import Edition
    from generators.site.parts import Asked, Part, Told
    from generators.site.workers import Cluster

Steps = Callable[[str], None]
_STATE, _KEPT = ".built.json", ".kept"


@dataclass(frozen=True)
class Built:
    """What a build has to say.

    Attributes:
        folder: with the HTML.
        told: problems as anyone may read them, each with its severity.
        withheld: how much of each area is withheld.
        failed: whether there is an ERROR, and the last good site is untouched.
        fresh: the areas that were done; the others had not changed.
        changed: whether anything was.
    """

    folder: Path
    told: tuple[tuple[str, str], ...]
    withheld: tuple[str, ...]
    areas: int
    failed: bool = False
    fresh: tuple[str, ...] = ()
    changed: bool = True


@dataclass(frozen=True)
class State:
    """What lies in place: by which keys, and what was said of it.

    Attributes:
        areas: the key of each.
        across: the files that belong to no area, below build/.
    """

    frame: str = ""
    across_key: str = ""
    areas: Mapping[str, str] = field(default_factory=dict)
    across: Sequence[str] = ()
    told: Sequence[tuple[str, str]] = ()
    withheld: Sequence[str] = ()


@dataclass(frozen=True)
class Wanted:
    """How a site is to be made.

    Attributes:
        only: the areas that it has; all when there are none.
        edition: the edition that it is.
        unprotected: whether small counts stay as they are.
        jobs: how many processes; by default one for each core.
        cluster: the machines that do it, if not this one.
        clean: whether nothing that was built before is used.
    """

    only: tuple[str, ...] = ()
    edition: "Edition | None" = None
    unprotected: bool = False
    jobs: int | None = None
    cluster: "Cluster | None" = None
    clean: bool = False


def build(root: Root, wanted: Wanted | None = None, told: Steps = lambda step: None) -> Built:
    """Checks the inputs and writes the site of their areas.

    Args:
        told: is called with each step, for a progress bar.

    Returns:
        What there is to say. If anything has an ERROR, the last good site stays in place.
    """
    wanted = wanted or Wanted()
    folder = build_folder(root, wanted.edition)
    folder.mkdir(exist_ok=True, parents=True)
    with alone(folder, told):
        if wanted.clean:
            for name in (_STATE, ".new"):
                _remove(folder / name)
        with uncollected():
            return _Build(root, folder, wanted, told).run()


class _Build:
    """One build of one folder."""

    def __init__(self, root: Root, folder: Path, wanted: Wanted, told: Steps) -> None:
        self.root, self.folder, self.wanted, self.told = root, folder, wanted, told
        told("Looking for what has changed")
        self.before = _state(folder)
        frame = keys.frame_key(root, wanted.edition, unprotected=wanted.unprotected)
        slugs = [slug for slug in keys.areas(root) if not wanted.only or slug in wanted.only]
        areas = {slug: keys.area_key(root, slug, frame) for slug in slugs}
        self.now = State(frame, keys.across_key(root, areas.values()), areas)

    def run(self) -> Built:
        """Does what has changed."""
        fresh = [slug for slug, key in self.now.areas.items() if self.before.areas.get(slug) != key]
        if not fresh and self.now.across_key == self.before.across_key:
            return self._said(self.before, changed=False)
        from generators.site.across import Across  # everything else is read only if there is something to do
        from generators.site.broken import tried

        for left in (self.folder / COMPILED).glob("*"):
            if left.name != self.now.frame:
                _remove(left)
        work = work_folder(self.folder)
        folders = {slug: work / f"{slug}-{self.now.areas[slug]}" for slug in fresh}
        for left in work.iterdir():  # of an interrupted build with other inputs
            if left not in folders.values():
                _remove(left)
        self._make(folders)
        self.told("Reading what areas have in common")
        across = Across(self.root, self.folder, self._asked, self._parts(folders))
        if across.failed:
            return self._failed(_lines(across.told), folders)
        self.told("Writing the pages across areas")
        made: list[Step] = []
        there = [] if self.now.frame != self.before.frame else self._left_alone(folders)
        if wrong := tried(self.root, lambda: made.extend(across.write(work / "across", there))):
            return self._failed([("error", text) for text in wrong], folders)
        state = State(
            self.now.frame, self.now.across_key, self.now.areas, across.names, _lines(across.told), across.withheld
        )
        (work / _STATE).write_text(json.dumps(asdict(state)), encoding="utf-8")
        self.told("Putting it in place")
        if self.wanted.edition is None:
            (self.folder / PRIVATE).mkdir(mode=0o700, exist_ok=True)
        unknown = () if self.before.across else ("docs", "site", _KEPT)
        place(self.folder, self._steps(folders, made), self._gone(state, folders), unknown)
        _remove(work)
        return self._said(state, fresh=tuple(fresh))

    @cached_property
    def _asked(self) -> "Asked":
        from generators.site.parts import Asked

        around = keys.around_key(self.root, self.now.frame)
        return Asked(self.now.frame, around, self.wanted.edition, self.wanted.unprotected)

    def _failed(self, told: Sequence[tuple[str, str]], folders: Mapping[str, Path]) -> Built:
        """Nothing is put in place. Areas that are right need not be done again when the others have been mended."""
        for part in self._parts(folders):
            if part.brief is None:
                _remove(folders[part.slug])
        with suppress(OSError):
            work_folder(self.folder).rmdir()  # which is left if there are such areas
        return self._said(State(areas=self.now.areas, told=told), failed=True)

    def _make(self, folders: Mapping[str, Path]) -> None:
        from generators.site.workers import parts

        number, total, start = 0, len(folders), time.monotonic()

        def done(slug: str) -> None:
            nonlocal number
            number += 1
            left = (time.monotonic() - start) / number * (total - number)
            self.told(f"Areas: {number} of {total}" + (f", about {left:.0f} s left" if left >= 1 else ""))

        if folders:
            self.told(f"Areas: 0 of {total}")
            parts(self.root.path, folders, self._asked, self.wanted.jobs, self.wanted.cluster, done)

    def _parts(self, folders: Mapping[str, Path]) -> list["Part"]:
        """What is kept of every area, the unchanged ones too."""
        from generators.site.parts import read

        return [read(folders.get(slug, self.folder / _KEPT / slug)) for slug in self.now.areas]

    def _steps(self, folders: Mapping[str, Path], made: Iterable[Step]) -> list[Step]:
        """Every piece that is new, from where it was made to where it belongs."""
        from generators.site.parts import KEPT_FILE, pieces

        steps: list[Step] = []
        for slug, folder in folders.items():
            base = folder.relative_to(self.folder).as_posix()
            steps += [(f"{base}/{name}", name) for name in pieces(slug) if (folder / name).exists()]
            steps.append((f"{base}/{KEPT_FILE}", f"{_KEPT}/{slug}/{KEPT_FILE}"))
        return [*steps, *made, (f".new/{_STATE}", _STATE)]

    def _left_alone(self, folders: Mapping[str, Path]) -> list[str]:
        """The files across areas that lie in place, but for those in the folder of an area that is replaced."""
        from generators.site.parts import pieces

        replaced = tuple(f"{name}/" for slug in folders for name in pieces(slug))
        return [name for name in self.before.across if not name.startswith(replaced)]

    def _gone(self, state: State, folders: Mapping[str, Path]) -> set[str]:
        """What lies in place and belongs to no area and no page any more."""
        from generators.site.parts import pieces

        gone = set(self._left_alone(folders)) - set(state.across)
        for slug in self.before.areas.keys() - state.areas.keys():
            gone |= {*pieces(slug), f"{_KEPT}/{slug}"}
        for slug, folder in folders.items():
            gone |= {name for name in pieces(slug) if not (folder / name).exists()}
        return gone

    def _said(self, state: State, **more: Any) -> Built:
        lines = tuple((severity, text) for severity, text in state.told)
        return Built(self.folder / "site", lines, tuple(state.withheld), len(state.areas), **more)


def _state(folder: Path) -> State:
    """What lies in place; nothing where that cannot be known, or where a part of it is missing."""
    try:
        state = State(**json.loads((folder / _STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()
    whole = all(
        (folder / name).exists()
        for slug in state.areas
        for name in (f"site/areas/{slug}", f"docs/areas/{slug}.md", f"{_KEPT}/{slug}")
    )
    return state if whole and all((folder / name).exists() for name in state.across) else State()


def _lines(told: Iterable["Told"]) -> list[tuple[str, str]]:
    return [(one.severity, one.text) for one in told]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)

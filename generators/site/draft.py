"""New files beside those that lie in place: what is the same is not written again."""

from collections.abc import Iterable
from pathlib import Path

from generators.site.placing import Step


class Draft:
    """The files of one build that belong to no area.

    Args:
        build: the folder in which they belong.
        work: a folder for the new ones, below it.
        there: those that lie in place and may stay if nothing differs.

    Attributes:
        names: every file, below `build`.
        steps: those that differ, from where they are to where they belong.
    """

    def __init__(self, build: Path, work: Path, there: Iterable[str]) -> None:
        self._build, self._work, self._there = build, work, frozenset(there)
        self.names: set[str] = set()
        self.steps: list[Step] = []

    def put(self, name: str, content: bytes) -> bool:
        """Adds a file; returns whether it differs from the one in place."""
        self.names.add(name)
        place = self._build / name
        if name in self._there and place.read_bytes() == content:
            return False
        target = self._work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.steps.append((target.relative_to(self._build).as_posix(), name))
        return True

    def keep(self, name: str) -> bool:
        """Leaves a file as it lies, and returns whether there is one."""
        if name in self._there:
            self.names.add(name)
        return name in self._there

    def keep_below(self, *folders: str) -> None:
        """Leaves all files below some folders as they lie."""
        self.names |= {name for name in self._there if name.startswith(folders)}

"""What the preview shows: the built site, over it the pages that were drawn anew, and the problems of now."""

import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.problems import Severity
from generators.serve.broken import tried
from generators.site import build, pages_of_area, rendered


class Preview:
    """One author's preview.

    A change in one area redraws that area's pages, for which nobody waits long; `unfinished` then says that its places and the
    pages across areas are still to be built. What cannot be drawn leaves the last good site, and is told like an ERROR.
    """

    def __init__(self, root: Root, told: Callable[[str], None]) -> None:
        self.root, self.unfinished = root, False
        self._told = told
        self._examined: Examination | None = None
        self._stuck = False  # a template or MkDocs kept something from being drawn, which may be any page
        self._drawn: dict[str, str] = {}
        self._fresh = tempfile.TemporaryDirectory(prefix="needsbook-serve-")
        self._news = threading.Condition()
        self._version, self._errors = 0, list[str]()

    def __enter__(self) -> "Preview":
        return self

    def __exit__(self, *error: object) -> None:
        self._fresh.cleanup()

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where a page is looked for: among those drawn anew, then in the built site."""
        return Path(self._fresh.name), self.root.build / "site"

    def state(self, after: int = -1, patience: float = 0) -> tuple[int, list[str]]:
        """The version and the errors of now; waits a while for a version after another one."""
        with self._news:
            self._news.wait_for(lambda: self._version > after, patience)
            return self._version, self._errors

    def everything(self) -> None:
        """Checks all areas and builds the whole site; with an ERROR, the last good one stays."""
        self._attempt(self._everything)

    def refresh(self, areas: Set[str] | None) -> None:
        """Checks and draws anew what belongs to these areas; all when it is None, or when nothing is known yet."""
        known = areas if areas is not None and self._knows(areas) else None
        self._attempt(self._everything if known is None else partial(self._refresh, known))

    def _attempt(self, draw: Callable[[], None]) -> None:
        """Draws; whatever goes wrong, the preview goes on."""
        try:
            wrong = tried(self.root, draw)
        except Exception as ours:  # noqa: BLE001 a preview that ends takes the author's open page with it
            wrong = [f"Needsbook made a mistake of its own, {type(ours).__name__}: {ours}. Please report what stands at the terminal."]  # fmt: skip
            self._told(traceback.format_exc())
        if wrong:
            self._stuck = True
            self._announce(wrong, "")

    def _everything(self) -> None:
        start = time.monotonic()
        examined = examine(self.root)
        self._examined, self.unfinished = examined, False
        if not examined.failed():
            build(self.root, examined)
            self._fresh.cleanup()
            Path(self._fresh.name).mkdir()
            self._drawn, self._stuck = {}, False
        self._tell(examined, f"the whole site in {time.monotonic() - start:.1f} s")

    def _refresh(self, areas: Set[str]) -> None:
        assert self._examined is not None
        start = time.monotonic()
        self._examined = _merged(self._examined, examine(self.root, areas))
        if not self._examined.failed():
            self._draw(areas)
            self.unfinished = True
        self._tell(self._examined, f"{', '.join(sorted(areas))} in {time.monotonic() - start:.1f} s")

    def _knows(self, areas: Set[str]) -> bool:
        """Whether these areas alone can be drawn anew."""
        before = self._examined
        return not self._stuck and before is not None and before.settings is not None and areas <= set(before.problems)

    def _draw(self, areas: Set[str]) -> None:
        """Draws the pages of areas that are not what they were."""
        assert self._examined is not None
        texts: dict[str, str] = {}
        for area in areas:
            texts |= pages_of_area(self.root, self._examined, area)
        changed = {name: text for name, text in texts.items() if self._before(name) != text}
        self._drawn |= changed
        if changed:
            rendered(self.root, changed, Path(self._fresh.name))

    def _before(self, name: str) -> str | None:
        """The page as it was drawn last, anew or with the whole site."""
        built = self.root.build / "docs" / name
        if name in self._drawn or not built.exists():
            return self._drawn.get(name)
        return built.read_text(encoding="utf-8")

    def _tell(self, examined: Examination, what: str) -> None:
        """To the terminal and to every open page."""
        self._announce([one.text() for one in examined.all_problems() if one.severity is Severity.ERROR], what)

    def _announce(self, errors: list[str], what: str) -> None:
        for text in errors:
            self._told(text)
        self._told("The last good site is shown." if errors else f"Built {what}.")
        with self._news:
            self._version, self._errors = self._version + 1, errors
            self._news.notify_all()


def _merged(before: Examination, now: Examination) -> Examination:
    """The examination of all areas, some of which were examined again."""
    again = {slug for slug in now.problems if slug}
    fresh = {report.area.slug: report for report in now.reports}
    reports = [
        fresh.pop(one.area.slug, one) for one in before.reports if one.area.slug not in again or one.area.slug in fresh
    ]
    every = sorted([*reports, *fresh.values()], key=lambda report: report.area.slug)
    return replace(before, settings=now.settings, reports=every, problems=before.problems | now.problems)

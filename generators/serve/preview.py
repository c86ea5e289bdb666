"""What the preview shows: the built site, over it the pages that were drawn anew, and the problems of now."""

import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Set
from functools import partial
from pathlib import Path

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.pages import Page
from generators.problems import Severity
from generators.site.broken import tried
from generators.site.building import build
from generators.site.documents import pages_of_area
from generators.site.keys import areas as area_names
from generators.site.keys import frame_key
from generators.site.parts import Asked, html_file, theme_of


class Preview:
    """One author's preview.

    A change in one area redraws that area's pages, for which nobody waits long; `unfinished` then says that its places and the
    pages across areas are still to be built. What cannot be drawn leaves the last good site, and is told like an ERROR.
    """

    def __init__(self, root: Root, told: Callable[[str], None]) -> None:
        self.root, self.unfinished = root, False
        self._told = told
        self._asked = Asked("", "")
        self._drawn: dict[str, str] = {}
        self._known: Set[str] = frozenset()  # the areas of the built site
        self._wrong: Set[str] = frozenset()  # those of them that had errors when they were last looked at
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
        """Checks all areas and builds what has changed; with an ERROR, the last good site stays."""
        self._attempt(self._everything)

    def refresh(self, areas: Set[str] | None) -> None:
        """Checks and draws anew what belongs to these areas; all when it is None, or when nothing good is known yet."""
        alone = areas is not None and areas <= self._known
        self._attempt(partial(self._refresh, areas) if areas is not None and alone else self._everything)

    def _attempt(self, draw: Callable[[], None]) -> None:
        """Draws; whatever goes wrong, the preview goes on."""
        try:
            wrong = tried(self.root, draw)
        except Exception as ours:  # noqa: BLE001 a preview that ends takes the author's open page with it
            wrong = [f"Needsbook made a mistake of its own, {type(ours).__name__}: {ours}. Please report what stands at the terminal."]  # fmt: skip
            self._told(traceback.format_exc())
        if wrong:
            self._known = frozenset()  # a template or MkDocs kept something from being drawn, which may be any page
            self._tell(wrong, "")

    def _everything(self) -> None:
        start = time.monotonic()
        self.unfinished, self._known = False, frozenset()
        self._asked = Asked(frame_key(self.root, None, unprotected=False), "")
        built = build(self.root)
        if built.failed:
            own = _errors(examine(self.root))  # as the author may read them, with every number
            self._tell(own or [text for severity, text in built.told if severity == Severity.ERROR], "")
            return
        self._fresh.cleanup()
        Path(self._fresh.name).mkdir()
        self._drawn, self._known, self._wrong = {}, frozenset(area_names(self.root)), frozenset()
        self._tell([], f"the whole site in {time.monotonic() - start:.1f} s")

    def _refresh(self, areas: Set[str]) -> None:
        start = time.monotonic()
        again = areas | self._wrong
        examined = examine(self.root, again)
        errors = _errors(examined)
        self._wrong = again if errors else frozenset()
        if not errors:
            self._draw(page for area in sorted(again) for page in pages_of_area(self.root, examined, area))
            self.unfinished = True
        self._tell(errors, f"{', '.join(sorted(areas))} in {time.monotonic() - start:.1f} s")

    def _draw(self, pages: Iterable[Page]) -> None:
        """Draws those pages that are not what they were."""
        theme, folder = theme_of(self.root, self._asked), Path(self._fresh.name)
        for page in pages:
            text = page.text()
            if self._before(page.file) != text:
                self._drawn[page.file] = text
                target = folder / html_file(page)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(theme.html(page), encoding="utf-8", newline="")

    def _before(self, name: str) -> str | None:
        """The page as it was drawn last, anew or with the whole site."""
        built = self.root.build / "docs" / name
        if name in self._drawn or not built.exists():
            return self._drawn.get(name)
        return built.read_text(encoding="utf-8")

    def _tell(self, errors: list[str], what: str) -> None:
        """To the terminal and to every open page."""
        for text in errors:
            self._told(text)
        self._told("The last good site is shown." if errors else f"Built {what}.")
        with self._news:
            self._version, self._errors = self._version + 1, errors
            self._news.notify_all()


def _errors(examined: Examination) -> list[str]:
    return [one.text() for one in examined.all_problems() if one.severity is Severity.ERROR]

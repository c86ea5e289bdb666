"""What tells of all areas: checks that need all of them, pages and files across them, the search index, the map of the site, its assets."""

import pickle
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from generators.changes.addresses import addresses
from generators.examine import twins
from generators.inputs.settings import Root, defaults
from generators.pages import Page
from generators.pages.brief import are_many
from generators.problems import Severity
from generators.site import documents, search
from generators.site.draft import Draft
from generators.site.keys import handbook_key, plotly_bundle
from generators.site.parts import Asked, Part, Told, around_file, around_of, given_of, html_file, theme_of, told
from generators.site.placing import Step
from generators.site.sitemap import maps_of
from generators.site.theme import Theme


class Across:
    """The files across areas of one build.

    Attributes:
        names: every one of these files, below build/, once it is written.
    """

    def __init__(self, root: Root, folder: Path, asked: Asked, parts: Sequence[Part]) -> None:
        self._root, self._folder, self._asked, self._parts = root, folder, asked, parts
        self._around = around_of(root, self._asked)
        self._briefs = [part.brief for part in parts if part.brief is not None]
        self.names: list[str] = []

    @cached_property
    def told(self) -> list[Told]:
        """All problems, those of every area included, in order."""
        alike = twins((one.file, one.name, one.title, one.edition) for one in self._briefs)
        own = told([*self._around.problems, *alike], ())
        return sorted({*own, *(line for part in self._parts for line in part.told)}, key=lambda one: one.order)

    @property
    def failed(self) -> bool:
        """Whether nothing may be built."""
        return any(one.severity == Severity.ERROR for one in self.told)

    @property
    def withheld(self) -> list[str]:
        """How much of each area is withheld."""
        return [part.withheld for part in self._parts]

    def write(self, work: Path, there: Iterable[str]) -> list[Step]:
        """Writes what differs from what lies in place.

        Args:
            work: a folder for it, below build/.
            there: the files that may stay if nothing differs, below build/; none where all pages are to be made anew.
        """
        shutil.rmtree(work, ignore_errors=True)
        given = given_of(self._root, self._asked)
        draft = Draft(self._folder, work, there)
        found = documents.across(self._briefs, given)
        found = replace(found, pages=[*found.pages, *self._handbook(draft)])
        for page in found.pages:
            differs = draft.put(f"docs/{page.file}", page.text().encode())
            if differs or not draft.keep(f"site/{html_file(page)}"):
                draft.put(f"site/{html_file(page)}", self._theme.html(page).encode())
        for name, text in self._texts(found, given).items():
            _on_both_sides(draft, name, text.encode())
        for old, to in documents.across_moves(self._briefs, given).items():
            if source := self._file(to):
                _on_both_sides(draft, old, source.read_bytes())
        if not draft.keep("site/404.html"):
            self._write_frame(draft)
        draft.keep_below("docs/assets/", "site/assets/")
        if not draft.keep(around := around_file(self._asked)):
            draft.put(around, pickle.dumps(self._around))
        for name, content in self._of_all_pages(found.pages).items():
            draft.put(f"site/{name}", content)
        self.names = sorted(draft.names)
        return draft.steps

    def _handbook(self, draft: Draft) -> list[Page]:
        """The handbook's pages: as they were made last, if they are what they were."""
        name = f".kept/handbook-{self._asked.frame}-{handbook_key(self._root)}.pickle"
        if draft.keep(name):
            pages: list[Page] = pickle.loads((self._folder / name).read_bytes())
            return pages
        pages = documents.handbook(self._root)
        draft.put(name, pickle.dumps(pages))
        return pages

    @cached_property
    def _theme(self) -> Theme:
        return theme_of(self._root, self._asked)

    def _texts(self, found: documents.Documents, given: documents.Given) -> dict[str, str]:
        texts = dict(found.texts)
        if self._asked.edition is None:
            return texts
        promised = {*addresses(found.files()), *documents.across_moves(self._briefs, given)}
        promised |= {one for part in self._parts for one in part.promised}
        areas = {part.slug: part.record for part in self._parts}
        return texts | documents.of_the_edition(self._asked.edition, areas, promised)

    def _file(self, name: str) -> Path | None:
        """A file of an area, where it was made or where it lies."""
        made = self._folder.glob(f".new/*/docs/{name}")
        return next((path for path in (*made, self._folder / "docs" / name) if path.is_file()), None)

    def _write_frame(self, draft: Draft) -> None:
        """What is the same for every site of a frame: the page of a missing address; the theme's assets, and over them the package's
        and the root's own, which the Markdown has beside it.
        """
        own: dict[str, Path] = {}
        for folder in (defaults(), self._root.path):
            base = folder / "site_config"
            own |= {
                path.relative_to(base).as_posix(): path
                for path in sorted((base / "assets").rglob("*"))
                if path.is_file()
            }
        own["assets/plotly.min.js"] = plotly_bundle()[0]
        for name, path in own.items():
            _on_both_sides(draft, name, path.read_bytes())
        for name, path in self._theme.assets().items():
            if name not in own:
                draft.put(f"site/{name}", path.read_bytes())
        for name in self._theme.lone_templates:
            draft.put(f"site/{name}", self._theme.alone(name).encode())

    def _of_all_pages(self, own: Sequence[Page]) -> Mapping[str, bytes]:
        """The search index, the places of a large site, and the map of the site where its address is known."""
        found = {}
        if self._theme.search:
            listed = [search.entries(own), *(part.found for part in self._parts)]
            found[search.FILE] = search.index(self._theme.search, listed).encode()
            found[search.LOADED_FIRST] = search.empty(self._theme.search).encode()
        if are_many(self._briefs):
            found[search.PLACES] = search.places(self._briefs).encode()
        if self._theme.site_url:
            pages = [*(page.address for page in own), *(one for part in self._parts for one in part.pages)]
            found |= maps_of(self._theme, sorted(pages))
        return found


def _on_both_sides(draft: Draft, name: str, content: bytes) -> None:
    for side in ("docs", "site"):
        draft.put(f"{side}/{name}", content)

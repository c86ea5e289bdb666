"""Dead links and anchors of a built site: thousands of pages in seconds, so the pages are scanned, not parsed."""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generators.audit.expected import edition_of
from generators.audit.readers import UNREADABLE
from generators.inputs.editions import LATEST, past_editions
from generators.inputs.settings import Root
from generators.site.address import site_url_of

# A tag with its attributes in quotes, as MkDocs and our templates write them; a > within quotes ends nothing.
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'<>]|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""\s(href|src|action|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_SEARCH = "search/index.json"


class SiteLinks:
    """The addresses of a site, and the links on its pages.

    Attributes:
        files: every file below the site.
        anchors: of each page, by its file.
        targets: what each page links to, by its file.
        served_at: the path on its host, if that is known. A missing page is served at any depth, so its links start at the top.
    """

    def __init__(self, site: Path, served_at: str = "") -> None:
        self.served_at = served_at
        self.files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        self.anchors: dict[str, set[str]] = {}
        self.targets: dict[str, list[str]] = {}
        for name in sorted(self.files):
            if name.endswith(".html"):
                self._read(name, (site / name).read_text(encoding="utf-8", errors="replace"))
        if _SEARCH in self.files:
            with suppress(*UNREADABLE):  # which the audit of disclosure says
                docs = json.loads((site / _SEARCH).read_text(encoding="utf-8"))["docs"]
                self.targets[_SEARCH] = [f"../{doc['location']}" for doc in docs]

    def _read(self, name: str, text: str) -> None:
        found = [match.groups("") for tag in _TAG.findall(text) for match in _ATTRIBUTE.finditer(tag)]
        self.anchors[name] = {unescape(one or other) for kind, one, other in found if kind in ("id", "name")}
        links = [unescape(one or other) for kind, one, other in found if kind not in ("id", "name")]
        self.targets[name] = list(dict.fromkeys(links))

    def addresses(self) -> set[str]:
        """Pages, anchors and files, as the record of an edition lists them."""
        found = set()
        for name in self.files:
            page = name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
            found |= {page, *(f"{page}#{anchor}" for anchor in self.anchors.get(name, ()))}
        return found

    def file_at(self, path: str) -> str | None:
        """The file that a host serves at a path below the site."""
        page = f"{path.rstrip('/')}/index.html".lstrip("/")
        return page if page in self.files else path if path in self.files and not path.endswith("/") else None


def dead_links(root: Root, site: Path) -> list[str]:
    """A sentence for each link of the site that leads to no page, file or anchor of it, or of another edition beside it."""
    links = SiteLinks(site, _served_at(root, site))
    beside = _beside(root, site)
    return [sentence for page, targets in links.targets.items() for sentence in _dead(page, targets, links, beside)]


def _served_at(root: Root, site: Path) -> str:
    """The path of the site on its host: an edition's is that of the latest, which search engines are shown."""
    address = site_url_of(root)
    return urlsplit(address).path + (f"{LATEST}/" if edition_of(site) else "") if address else ""


def _beside(root: Root, site: Path) -> dict[str, frozenset[str] | None]:
    """Editions beside the site, with their addresses; `latest` has at least those of the site. None when it stands alone."""
    edition = edition_of(site)
    if edition is None:
        return {}
    older = {one.edition.version: one.addresses for one in past_editions(root)}
    return {**older, edition.version: None, LATEST: None}


def _dead(
    page: str, targets: Iterable[str], links: SiteLinks, beside: dict[str, frozenset[str] | None]
) -> Iterator[str]:
    for target in targets:
        if _ELSEWHERE.match(target):
            continue
        path, _, anchor = target.partition("#")
        if wrong := _wrong(page, unquote(path.partition("?")[0]), unquote(anchor), links, beside):
            yield f"{page}: the link {target} leads nowhere: {wrong}"


def _wrong(page: str, path: str, anchor: str, links: SiteLinks, beside: dict[str, frozenset[str] | None]) -> str | None:
    if page == "404.html" and links.served_at and path.startswith(links.served_at):
        path = path.removeprefix(links.served_at) or "."
    if path.startswith("/"):
        return "it starts at the top of the host, where another site may be"
    there = _resolved(page, path) if path else page
    if there.startswith("../"):
        version, _, address = there.removeprefix("../").partition("/")
        return _wrong_beside(version, address, anchor, links, beside)
    file = links.file_at(there)
    if file is None:
        return f"there is no {there or 'page at the top'}"
    if anchor and file in links.anchors and anchor not in links.anchors[file]:
        return f"{file} has no anchor {anchor}"
    return None


def _wrong_beside(
    version: str, address: str, anchor: str, links: SiteLinks, beside: dict[str, frozenset[str] | None]
) -> str | None:
    if version not in beside:
        return "it leads out of the site, to no edition"
    older = beside[version]
    if older is None:
        return _wrong("index.html", address or ".", anchor, links, {})
    wanted = f"{address}#{anchor}" if anchor else address
    return None if wanted in older else f"the {version} edition has no {wanted}"


@lru_cache(maxsize=100_000)
def _resolved(page: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return "" if joined == "." else joined + ("/" if path.endswith("/") and joined != ".." else "")

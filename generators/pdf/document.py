"""One HTML document from the pages of an area: cover, contents, then each section as the site shows it."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ARTICLE = re.compile(r"<article\b[^>]*>(.*?)</article>", re.S)
_CRUMBS = re.compile(r'<nav class="nb-(?:crumbs|pager)".*?</nav>|<details class="nb-jump">.*?</details>', re.S)
_HEADING = re.compile(r"(</?)h([1-4])\b")
_ID = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_LINK = re.compile(r'\bhref="([^"]*)"')
_FIGURE = re.compile(r'<figure class="nb-fig" id="fig-([^"]+)".*?<h2[^>]*>(.*?)</h2>.*?<b>Figure (\d+)\.</b>', re.S)


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a section, or a figure in it (`deep`)."""

    title: str
    anchor: str
    deep: bool


@dataclass(frozen=True)
class Document:
    """The pages of an area, joined.

    Attributes:
        entries: what the contents list, in order.
    """

    title: str
    cover: str
    body: str
    entries: tuple[Entry, ...]

    def text(self, policy: str, pages: Mapping[str, int]) -> str:
        """The HTML; contents without page numbers where `pages`, by anchor, does not have them yet."""
        lines = "".join(_line(entry, pages.get(entry.anchor)) for entry in self.entries)
        contents = f'<nav class="nb nb-report-contents" aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{lines}</ol></nav>'
        return (
            f'<!doctype html><html lang="en" class="no-js"><head>{policy}<title>{html.escape(self.title)}</title>'
            '<link rel="stylesheet" href="/assets/needsbook.css"><script src="/assets/early.js"></script></head>'
            f'<body class="nb-report">{self.cover}{contents}<main>{self.body}</main>'
            '<script src="/assets/figures.js"></script><script src="/assets/print.js"></script></body></html>'
        )


def document(site: Path, slug: str, web: str) -> Document:
    """The document of an area of a built site.

    Args:
        web: the address of the web edition, for links that lead out of the document; "" where it is not known.
    """
    areas = json.loads((site / "api/v1/areas.json").read_text(encoding="utf-8"))["areas"]
    about = next(one for one in areas if one["area"] == slug)
    names = [section["section"] for section in about["sections"]]
    overview = _part(site, slug, "", names, web)
    parts, entries = [overview], [Entry("Overview", "overview", deep=False)]
    for section in about["sections"]:
        parts.append(_part(site, slug, section["section"], names, web))
        entries.append(Entry(section["title"], section["section"], deep=False))
        page = (site / "areas" / slug / section["section"] / "index.html").read_text(encoding="utf-8")
        entries += [
            Entry(f"Figure {number}. {_words(title)}", f"{section['section']}--fig-{name}", deep=True)
            for name, title, number in _FIGURE.findall(page)
        ]
    title = f"{about['name']}: {about['title']}, {about['edition']} edition"
    return Document(title, _cover(about, web), "".join(parts), tuple(entries))


def _line(entry: Entry, page: int | None) -> str:
    number = f"<b>{page}</b>" if page else ""
    kind = ' class="deep"' if entry.deep else ""
    return f'<li{kind}><a href="#{entry.anchor}">{html.escape(entry.title)}</a>{number}</li>'


def _cover(about: Mapping[str, str], web: str) -> str:
    address = f'<p>On the web: <a href="{html.escape(web)}">{html.escape(web)}</a></p>' if web else ""
    return (
        f'<header class="nb nb-report-cover"><p>{html.escape(about["edition"])} edition</p><h1>{html.escape(about["name"])}</h1>'
        f'<p class="nb-lead">{html.escape(about["title"])}</p><p>Period: {html.escape(about["period"])}. Place: {html.escape(about["code"])}.</p>{address}</header>'
    )


def _part(site: Path, slug: str, section: str, names: list[str], web: str) -> str:
    """One page's article as a part: its headings one level down, its ids its own, its links made to lead somewhere."""
    page = (site / "areas" / slug / section / "index.html").read_text(encoding="utf-8")
    found = _ARTICLE.search(page)
    article = _CRUMBS.sub("", found[1] if found else "")
    name = section or "overview"
    article = _HEADING.sub(lambda m: f"{m[1]}h{int(m[2]) + 1}", article)
    article = _ID.sub(lambda m: f'{m[1]}="{" ".join(f"{name}--{one}" for one in m[2].split())}"', article)
    article = _LINK.sub(lambda m: _led(m[1], name, section, names, web), article)
    return f'<section class="nb nb-part" id="{name}">{article}</section>'


def _led(target: str, name: str, section: str, names: list[str], web: str) -> str:
    """Where a link of the page leads in the document: to another part, to the web edition, or nowhere."""
    if target.startswith("#"):
        return f'href="#{name}--{target[1:]}"'
    if re.match(r"[a-z]+:", target):
        return f'href="{target}"'
    here = "" if not section else "../"
    path, _, anchor = target.removeprefix(here).partition("#")
    part = path.strip("/")
    if target.startswith(here) and (part in names or (not part and section)):
        goal = part or "overview"
        return f'href="#{goal}--{anchor}"' if anchor else f'href="#{goal}"'
    if not web:
        return 'data-web=""'
    return f'href="{web}{f"{section}/" if section else ""}{target}"'


def _words(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()

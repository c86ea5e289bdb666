"""The search index: titles, summaries and headings, which every reader who searches loads; never the words of a whole page.

Material's own plugin indexes every word. Of 5,000 pages that makes 20 MB.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generators.pages import Brief, Page

FILE = "search/index.json"
PLACES = "search/places.json"  # what the finder of a large site's home page loads
LOADED_FIRST = "search/search_index.json"  # what Material loads with every page, and has no entries
Entry = dict[str, str]

_HEADING = re.compile(r'<h([23])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>')
_FIGURE = "fig-"  # the other headings of an area's pages are the same on those of all areas
_TAG = re.compile(r"<[^>]+>")
_MOST_PAGES = 2_000  # of a larger site only titles and summaries are indexed: what a reader loads stays below 300 KB


def entries(pages: Iterable[Page]) -> tuple[list[Entry], list[Entry]]:
    """The entries of pages, and those of the headings on them."""
    titles, headings = [], []
    for page in pages:
        matter = page.matter
        if matter.get("search", {}).get("exclude"):
            continue
        # A place says no more in its summary than in its name.
        summary = "" if matter.get("section") == "places" else html.escape(matter.get("description", ""), quote=False)
        titles.append({"location": page.address, "title": matter["title"], "text": summary})
        if matter.get("section") != "places":
            headings += [
                {"location": f"{page.address}#{anchor}", "title": _TAG.sub("", text).strip(), "text": ""}
                for _, anchor, text in _HEADING.findall(page.body)
                if anchor.startswith(_FIGURE) or not matter.get("area")
            ]
    return titles, headings


def places(briefs: Iterable[Brief]) -> str:
    """Every place below an area: its name, its code and the end of its address, by area."""
    areas = [
        {"in": one.name, "up": f"areas/{one.slug}/places/", "places": [[place.name, place.code, end] for place, end in one.places]}
        for one in briefs
        if one.places
    ]  # fmt: skip
    return json.dumps({"areas": areas}, ensure_ascii=False, separators=(",", ":"))


def empty(config: Mapping[str, Any]) -> str:
    """What every page loads: the index without entries."""
    return json.dumps({"config": config, "docs": []}, separators=(",", ":"), default=str)


def index(config: Mapping[str, Any], found: Sequence[tuple[list[Entry], list[Entry]]]) -> str:
    """The index of a site: of a large one without headings.

    Args:
        config: what the search is told beside the entries.
    """
    pages = sum(len(titles) for titles, _ in found)
    docs = [entry for titles, headings in found for entry in (*titles, *(headings if pages <= _MOST_PAGES else ()))]
    return json.dumps({"config": config, "docs": docs}, separators=(",", ":"), default=str)

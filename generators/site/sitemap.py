"""The map of the site for search engines: one file, or several with a list of them, as its protocol wants."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin

from generators.site.theme import Theme

_MOST = 50_000  # addresses in one file
_INDEX = """<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}
</sitemapindex>
"""


@dataclass(frozen=True)
class _Page:
    """A page as the theme's template knows it."""

    canonical_url: str


@dataclass(frozen=True)
class _File:
    page: _Page


def maps_of(theme: Theme, pages: Sequence[str], most: int = _MOST) -> dict[str, bytes]:
    """The files of the map.

    Args:
        pages: addresses below the site.
        most: in one file.
    """
    every = [_File(_Page(urljoin(theme.site_url, page))) for page in pages]
    parts = [theme.alone("sitemap.xml", pages=every[start : start + most]) for start in range(0, len(every), most)]
    if len(parts) == 1:
        maps = {"sitemap.xml": parts[0]}
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        listed = "\n".join(f"<sitemap><loc>{escape(theme.site_url + name)}</loc></sitemap>" for name in names)
        maps = {"sitemap.xml": _INDEX.format(listed), **dict(zip(names, parts, strict=True))}
    return {
        name: content
        for plain, text in maps.items()
        if text.strip()
        for name, content in ((plain, text.encode()), (f"{plain}.gz", gzip.compress(text.encode(), mtime=0)))
    }

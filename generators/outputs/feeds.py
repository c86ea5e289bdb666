"""Atom feeds: a new edition with its change note, for each area and for the site."""

from xml.sax.saxutils import escape, quoteattr

from generators.inputs.editions import Edition
from generators.pages.history import History
from generators.reports import Report

_NEVER = "1970-01-01"  # no edition is published yet, and Atom wants a day
_AUTHOR = "urn:x-needsbook"


def area_feed(report: Report, history: History) -> str:
    """`/areas/<area>/feed.xml`: the editions that have the area, the newest first."""
    about, slug = report.area.about, report.area.slug
    listed = [one.edition for one in history.past if slug in one.record.get("areas", {})]
    title = f"{about.name}: {about.title}"
    return _feed(f"{_AUTHOR}:{slug}", title, about.publisher, listed, history, f"areas/{slug}/", up="../../../")


def site_feed(name: str, history: History) -> str:
    """`/feed.xml`: every edition."""
    return _feed(f"{_AUTHOR}:site", name, name, [one.edition for one in history.past], history, "", up="../")


def _feed(
    identity: str, title: str, author: str, past: list[Edition], history: History, page: str, *, up: str
) -> str:  # fmt: skip
    editions = [*reversed(past)]
    if history.edition:
        editions.insert(0, history.edition)
    entries = [_entry(identity, edition, history.site_url or up, page) for edition in editions]
    newest = next((edition.published for edition in editions if edition.published), _NEVER)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{escape(identity)}</id>",
        f"<title>{escape(title)}</title>",
        f"<author><name>{escape(author)}</name></author>",
        f"<updated>{newest}T00:00:00Z</updated>",
        *entries,
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(identity: str, edition: Edition, base: str, page: str) -> str:
    """One edition: its note, and why it corrects another if it does."""
    address = f"{base}{edition.version}/{page}"
    title = f"Edition {edition.version}" + (f", a correction of {edition.corrects}" if edition.correction else "")
    words = " ".join(part for part in (edition.note, edition.correction) if part)
    return "\n".join([
        "<entry>",
        f"<id>{escape(f'{identity}:{edition.version}')}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{edition.published or _NEVER}T00:00:00Z</updated>",
        f"<link href={quoteattr(address)}/>",
        f"<summary>{escape(words)}</summary>",
        "</entry>",
    ])  # fmt: skip

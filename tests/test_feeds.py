"""Feeds: an entry an edition, the newest first, each leading to its own version."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from generators.examine import examine
from generators.inputs.editions import Edition, PastEdition
from generators.inputs.settings import Root
from generators.outputs.feeds import area_feed, site_feed
from generators.pages.history import History
from tests.sites import write

ATOM = "{http://www.w3.org/2005/Atom}"
AREA = (
    "name: Fenmoor & Co\ncode: fenmoor\nplace: Fenmoor\ntitle: Early <talk>\nsummary: Made up.\nedition: '2031'\nperiod: '2031'\npublisher: Nobody\nsections: [need]\n"
    "sources: {paper: {title: A paper, publisher: Nobody, date: '2031', licence: None}}\ntables: {predicted_need: {source: paper}}\n"
)
PAST = tuple(
    PastEdition(Edition(version, note, published), record={"areas": {area: {}}})
    for version, note, published, area in (
        ("2029", "The first.", "2029-05-01", "fenmoor"),
        ("2030", "Another area alone.", "2030-05-01", "hillside"),
    )
)
NOW = Edition("2029.1", "One number corrected & more.", "2031-02-03", correction="The 7 was a 1.")


def _entries(text: str) -> list[tuple[str, str, str, str]]:
    feed = ET.fromstring(text)
    return [
        (entry.findtext(f"{ATOM}title") or "", (entry.findtext(f"{ATOM}updated") or "")[:10], entry.find(f"{ATOM}link").attrib["href"], entry.findtext(f"{ATOM}summary") or "")  # type: ignore[union-attr]
        for entry in feed.findall(f"{ATOM}entry")
    ]  # fmt: skip


def _report(tmp_path: Path):  # type: ignore[no-untyped-def]
    files = {"data/fenmoor/area.yml": AREA, "data/fenmoor/predicted_need.csv": "period,age_band,percent\n2030,0-4,40\n"}
    return examine(Root(write(tmp_path, files))).reports[0]


def test_an_area_has_the_editions_that_have_it(tmp_path: Path) -> None:
    text = area_feed(_report(tmp_path), History(NOW, PAST))

    assert ET.fromstring(text).findtext(f"{ATOM}title") == "Fenmoor & Co: Early <talk>"
    assert ET.fromstring(text).findtext(f"{ATOM}updated") == "2031-02-03T00:00:00Z"
    assert _entries(text) == [
        ("Edition 2029.1, a correction of 2029", "2031-02-03", "../../../2029.1/areas/fenmoor/", "One number corrected & more. The 7 was a 1."),
        ("Edition 2029", "2029-05-01", "../../../2029/areas/fenmoor/", "The first."),
    ]  # fmt: skip


def test_links_are_absolute_where_the_site_says_where_it_is(tmp_path: Path) -> None:
    text = site_feed("Needs", History(replace(NOW), PAST, site_url="https://example.org/needs/"))

    assert [link for _, _, link, _ in _entries(text)] == [
        f"https://example.org/needs/{v}/" for v in ("2029.1", "2030", "2029")
    ]


def test_without_an_edition_the_feed_is_empty_and_still_a_feed(tmp_path: Path) -> None:
    text = area_feed(_report(tmp_path), History())

    assert _entries(text) == []
    assert ET.fromstring(text).findtext(f"{ATOM}id") == "urn:x-needsbook:fenmoor"

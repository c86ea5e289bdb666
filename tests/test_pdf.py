"""The report on paper: opened, read and rendered, since a PDF that exists can still be empty."""

import io
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from generators.__main__ import app
from generators.inputs.settings import Root
from generators.pdf import printed
from generators.pdf.document import document
from generators.site.address import policy
from tests.sites import harbourshire, repository

pytestmark = pytest.mark.browser
_WEB = "https://example.org/2031/areas/harbourshire/"


@pytest.fixture(scope="module")
def report() -> bytes:
    return printed(harbourshire() / "site", "harbourshire", _WEB, policy(Root(harbourshire().parent)))


def _text(report: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(report)).pages]


def _ink(report: bytes) -> list[float]:
    """The share of each page that is not white."""
    found = []
    for page in pypdfium2.PdfDocument(report):
        picture = page.render(scale=0.5).to_numpy()
        found.append(float(np.mean(picture.min(axis=2) < 240)))
    return found


def test_it_is_tagged_has_an_outline_a_language_and_a_title(report: bytes) -> None:
    root = PdfReader(io.BytesIO(report)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert len(_levels(list(PdfReader(io.BytesIO(report)).outline), 1)) > 5
    assert "Harbourshire" in str(PdfReader(io.BytesIO(report)).metadata.title)


def test_the_contents_name_the_page_of_each_section_and_figure(report: bytes) -> None:
    pages = _text(report)
    joined = document(harbourshire() / "site", "harbourshire", _WEB)
    contents = " ".join(" ".join(page.split()) for page in pages[1:3])
    found = 0
    for entry in joined.entries:
        number = re.search(re.escape(" ".join(entry.title.split())) + r" (\d+)", contents)
        if number and entry.anchor != "overview":
            found += 1
            there = " ".join(pages[int(number[1]) - 1].split())
            words = entry.title.partition(". ")[2] if entry.deep else entry.title
            assert words[:25] in there, entry

    assert found >= len(joined.entries) - 1


def test_every_figure_is_drawn_and_no_page_is_empty(report: bytes) -> None:
    from tests.browse import Visit, chromium, served

    ink = _ink(report)
    assert min(ink) > 0.001
    with chromium() as browser, served(harbourshire() / "site") as address:
        sections = document(harbourshire() / "site", "harbourshire", "").entries
        figures = 0
        for entry in sections:
            if not entry.deep and entry.anchor != "overview":
                with Visit(browser, f"{address}areas/harbourshire/{entry.anchor}/") as visit:
                    figures += visit.page.locator("[data-figure]").count()
    images = sum("/XObject" in (page.get("/Resources") or {}) for page in PdfReader(io.BytesIO(report)).pages)
    drawn = [page for page in pypdfium2.PdfDocument(report) if _paths(page) > 40]

    assert figures > 5
    assert len(drawn) + images >= figures / 3  # two or three figures stand on a page


def _paths(page: pypdfium2.PdfPage) -> int:
    return sum(one.type in (2, 3) for one in page.get_objects())  # paths and images


def test_headings_come_in_order(report: bytes) -> None:
    """The outline never skips a level on its way down."""
    found = _levels(list(PdfReader(io.BytesIO(report)).outline), 1)

    assert all(later - earlier <= 1 for earlier, later in pairwise(found))


def _levels(items: list[object], depth: int) -> list[int]:
    found: list[int] = []
    for item in items:
        found += _levels(item, depth + 1) if isinstance(item, list) else [depth]
    return found


def test_links_lead_within_the_report_or_to_the_web_edition(report: bytes) -> None:
    reader = PdfReader(io.BytesIO(report))
    outside = [
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages for note in page.get("/Annots", []) if "/URI" in note.get_object().get("/A", {})
    ]  # fmt: skip

    assert outside
    assert not [link for link in outside if "127.0.0.1" in link or "localhost" in link]
    assert any(link.startswith(_WEB.removesuffix("areas/harbourshire/")) for link in outside)


def test_an_area_that_is_not_built_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "content").mkdir()
    result = CliRunner().invoke(app, ["pdf", "nowhere", "--root", str(tmp_path)])

    assert result.exit_code == 2


@pytest.mark.long
def test_derbys_report() -> None:
    report = printed(repository() / "site", "derby", "", policy(Root(repository().parent)))
    pages = _text(report)

    assert 20 <= len(pages) <= 70
    assert min(_ink(report)) > 0.001
    assert "61.22%" in " ".join(pages)

"""Pages in a real browser: every figure drawn, no error, nothing from elsewhere, no sideways scroll, and text stays text."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generators.examine import examine
from generators.inputs.settings import Root
from tests.browse import Visit, chromium, kinds, pages, served
from tests.hostile import HOSTILE, OVERRIDE, hostile_project
from tests.sites import HARBOURSHIRE, built, repository, write

pytestmark = pytest.mark.browser
SIZES = ((1280, 900), (360, 740))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The repository's own site, below a path prefix."""
    with served(repository() / "site") as address:
        yield address


def faults(browser: Browser, address: str, *, width: int = 1280, height: int = 900, scheme: str = "light") -> list[str]:
    """What is wrong with a page, each in a few words."""
    with Visit(browser, address, width=width, height=height, scheme=scheme) as visit:
        visit.draw_all()
        visit.look_for_sideways_scroll()
        return visit.faults


def test_one_page_of_each_kind(browser: Browser, address: str) -> None:
    """On a phone, in light and dark by turns, and some on a wide screen; the marker `long` has every page in all four."""
    addresses = kinds(repository() / "site")
    wrong = {}
    for number, page in enumerate(addresses):
        scheme, other = ("light", "dark")[:: 1 if number % 2 else -1]
        wrong[page, 360] = faults(browser, address + page, width=360, height=740, scheme=scheme)
        if number % 3 == 0:
            wrong[page, 1280] = faults(browser, address + page, scheme=other)

    assert len(addresses) > 6
    assert {where: found for where, found in wrong.items() if found} == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page(browser: Browser, address: str, width: int, height: int, scheme: str) -> None:
    addresses = pages(repository() / "site")
    wrong = {page: faults(browser, address + page, width=width, height=height, scheme=scheme) for page in addresses}

    assert {page: found for page, found in wrong.items() if found} == {}


def test_there_are_figures_and_all_are_drawn(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/provision/") as visit:
        assert visit.draw_all() >= 2
        assert visit.faults == []


def test_without_the_loader_the_check_fails(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(repository() / "site", site)
    (site / "assets/figures.js").unlink()
    with served(site) as address:
        found = faults(browser, address + "areas/derby/provision/")

    assert [fault for fault in found if fault.startswith("figure fig-heat-map")] == ["figure fig-heat-map: not drawn, 0 marks"]  # fmt: skip
    assert [fault for fault in found if fault.startswith("console: ")]


def test_without_plotly_the_check_fails_and_the_tables_open(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(repository() / "site", site)
    (site / "assets/plotly.min.js").unlink()
    with served(site) as address, Visit(browser, address + "areas/derby/provision/") as visit:
        visit.draw_all()

        assert "figure fig-heat-map: failed, 0 marks" in visit.faults
        assert visit.page.locator(".nb-fig:has([data-figure]) details.nb-table:not([open])").count() == 0


def test_a_request_elsewhere_and_a_wide_page_are_found(browser: Browser, tmp_path: Path) -> None:
    page = '<body><img src="http://127.0.0.2:9/x.png"><div style="width: 500px; height: 1px"></div>'
    with served(write(tmp_path, {"index.html": page})) as address:
        found = " ".join(faults(browser, address, width=360))

    assert "request to another origin: http://127.0.0.2:9/x.png" in found
    assert "pixels wider than the screen" in found


def test_nothing_of_plotly_is_fetched_before_a_chart_comes_near(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/provision/", width=360, height=200) as visit:
        top = visit.page.locator("[data-figure]").first.evaluate("place => place.getBoundingClientRect().top")
        visit.page.wait_for_timeout(500)
        early = [url for url in visit.requests if "plotly" in url]
        visit.draw_all()
        late = [url for url in visit.requests if "plotly" in url]

    assert top > 200 + 500, "the first figure is near from the start: this page cannot show it"
    assert early == []
    assert len(late) == 1


def test_a_page_without_charts_never_fetches_plotly(browser: Browser, address: str) -> None:
    with Visit(browser, address + "areas/derby/data/") as visit:
        visit.page.wait_for_timeout(300)
        visit.page.evaluate("scrollTo(0, document.body.scrollHeight)")

        assert visit.draw_all() == 0
        assert [url for url in visit.requests if "plotly" in url] == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_search_finds_a_ward(browser: Browser, address: str, width: int, height: int) -> None:
    with Visit(browser, address, width=width, height=height) as visit:
        results = visit.search("Normanton")

        assert any("Normanton" in result for result in results), results
        assert visit.faults == []


def test_a_missing_page_leads_back(browser: Browser, tmp_path: Path) -> None:
    with served(repository() / "site") as address, Visit(browser, address + "404.html") as visit:
        visit.page.get_by_role("link", name="All areas").first.click()

        assert visit.page.url == address + "areas/"
        assert visit.faults == []


def test_an_embedded_figure_stands_alone(browser: Browser, address: str) -> None:
    with Visit(browser, address + "embed/?figure=derby/provision/heat-map", width=600) as visit:
        visit.page.locator("[data-figure]").wait_for()

        assert visit.draw_all() == 1
        assert visit.faults == []
        assert visit.page.locator("header").count() == 0


# --- Text that would like to be markup --------------------------------------------------------

STRANGE = """() => document.querySelectorAll("img[src=x], iframe, svg[onload], [onerror], [onclick], a[href^='javascript:' i], script:not([src], [type='application/json'], [type='application/ld+json'])").length"""
CLICKED = "button, summary, a.nb-term, .nb-walk, input, select"


@pytest.fixture(scope="module")
def hostile() -> Path:
    return built(hostile_project()) / "site"


def _click_through(visit: Visit) -> None:
    """Everything that a page lets a reader press, and a place that nobody has as the answer to every field."""
    for one in visit.page.locator(CLICKED).all():
        if not one.is_visible():
            continue
        one.focus()
        visit.page.keyboard.press("Enter")
    for form in visit.page.locator("article form").all():
        for field in form.locator("input:not([type=number])").all():
            field.fill(HOSTILE[1])
            field.press("Enter")
    for walker in visit.page.locator(".nb-walk").all()[:3]:
        walker.focus()
        visit.page.keyboard.press("ArrowRight")


def test_hostile_text_comes_out_as_text(browser: Browser, hostile: Path) -> None:
    """On one page of each kind, clicked through: no dialog, no strange element, no other request, nothing that the policy stops."""
    wrong = {}
    with served(hostile, "/") as address:
        for page in [*kinds(hostile), "embed/?figure=derby/provision/heat-map", "404.html"]:
            with Visit(browser, address + page) as visit:
                visit.draw_all()
                _click_through(visit)
                visit.page.wait_for_timeout(100)
                strange = visit.page.evaluate(STRANGE)
                wrong[page] = visit.faults + ([f"{strange} strange elements"] if strange else [])
                if page == "areas/derby/":
                    shown = visit.page.locator("article").text_content() or ""
                    assert [text for text in HOSTILE if text not in shown] == []
                    assert any(text in visit.page.title() for text in HOSTILE)
                if page == "areas/derby/deprivation/":
                    labels = " ".join(visit.page.locator(".nb-plot text").all_text_contents())
                    assert HOSTILE[0] in labels

    assert len(wrong) > 25
    assert {page: found for page, found in wrong.items() if found} == {}


def test_hostile_places_are_compared_as_text(browser: Browser, hostile: Path) -> None:
    with (
        served(hostile, "/") as address,
        Visit(browser, address + "compare/?place=derby/E05001767&place=derby/E05001768") as visit,
    ):
        visit.page.locator(".nb-compare tbody tr").first.wait_for()

        assert any(text in visit.page.locator(".nb-compare thead").inner_text() for text in HOSTILE)
        assert visit.page.evaluate(STRANGE) == 0
        assert visit.faults == []


def test_no_download_of_a_hostile_area_holds_a_formula(hostile: Path) -> None:
    """As a spreadsheet opens them; a number may start with a minus."""
    formulas, texts = [], 0
    for path in sorted(hostile.rglob("areas/*/data/*.csv")):
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()):
            texts += sum("cmd()" in cell for cell in row)
            formulas += [f"{path.name}: {cell}" for cell in row if re.match(r"[=@\t\r]|[+-](?![\d.])", cell)]

    assert texts
    assert formulas == []


def test_hostile_text_can_be_searched_for(browser: Browser, hostile: Path) -> None:
    with served(hostile, "/") as address, Visit(browser, address) as visit:
        results = visit.search("derby onerror")

        assert results
        assert visit.page.locator("img[src=x], .md-search-result svg[onload]").count() == 0
        assert visit.faults == []


@pytest.mark.parametrize(
    "file", ["data/harbourshire/area.yml", "content/harbourshire/population.md", "data/harbourshire/places.csv"]
)
def test_letters_that_turn_others_round_are_refused(tmp_path: Path, file: str) -> None:
    changed = re.sub("A made-up county|Low Town", OVERRIDE, HARBOURSHIRE[file]) if file in HARBOURSHIRE else OVERRIDE
    found = examine(Root(write(tmp_path, HARBOURSHIRE | {file: changed}))).all_problems()

    assert any(
        problem.file == file and problem.rule in ("control-character", "invisible-character") for problem in found
    )

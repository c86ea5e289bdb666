"""Pages in a real browser: every figure drawn, no error, nothing from elsewhere, no sideways scroll, and text stays text."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browse import Visit, chromium, kinds, pages, served
from tests.sites import HARBOURSHIRE, built, repository, scratch, write

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
        assert visit.page.locator("details.nb-table:not([open])").count() == 0


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

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "'\"><svg onload=alert(3)>",
    "javascript:alert(4)",
    "{{7*7}} {% raw %} ${7*7} %{x} $ink",
    "=cmd()",
    "\\ back & amp &lt;b&gt; &amp;",
    "*a* _b_ [c](javascript:alert(5)) `d` <!-- e --> ]]>",
)


def _hostile() -> dict[str, str]:
    """The made-up area with hostile text wherever an author writes some."""

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    script, image, svg, address, braces, formula, signs, marks = HOSTILE
    area = HARBOURSHIRE["data/harbourshire/area.yml"]
    area = area.replace("name: Harbourshire", f"name: {quoted('Harbour ' + image)}")
    area = area.replace("title: Talking and listening", f"title: {quoted(script + signs)}")
    area = area.replace("summary: A made-up county, for tests.", f"summary: {quoted(' '.join(HOSTILE))}")
    area = area.replace("place: Harbourshire", f"place: {quoted(svg)}").replace(
        'edition: "2031"', f"edition: {quoted(script)}"
    )
    area = area.replace(
        "title: Example tables, publisher: Office of Examples", f"title: {quoted(marks)}, publisher: {quoted(braces)}"
    )
    area = area.replace("period: 2029 to 2030", f"period: {quoted(address)}").replace("publisher: Office of Examples\n", f"publisher: {quoted(image)}\n")  # fmt: skip
    area = area.replace(
        "note: Printed to one decimal.", f"note: {quoted(svg)}, scope: {quoted(image)}, page: {quoted(script)}"
    )
    area = area.replace("Counted on one day.", quoted(script)).replace("provision_counts: {source: example}", f"provision_counts: {{source: example, scope: {quoted(script + braces)}}}")  # fmt: skip
    places = HARBOURSHIRE["data/harbourshire/places.csv"]
    places = (
        places.replace("St Ives Quay", cell(script))
        .replace("Low Town", cell(image))
        .replace("Fort & Dock", cell(signs))
    )
    places = places.replace("North Shore", cell(braces)).replace("South Shore", cell(formula))
    tables = {}
    for name, text in HARBOURSHIRE.items():
        if name.endswith(".csv") and not name.endswith("places.csv"):
            text = (
                text.replace("St Ives Quay", "W05000001")
                .replace("Low Town", "W05000002")
                .replace("Fort & Dock", "W05000003")
            )
            text = text.replace("Harbourshire", "harbourshire").replace("Read off a chart.", cell(image))
            tables[name] = text.replace("St Ives School", cell(svg)).replace("Harbour Trust", cell(marks)).replace("Talking walk-in", cell(script))  # fmt: skip
    prose = "# Title\n\n" + "\n\n".join([*HOSTILE, "[link](javascript:alert(6))", "<iframe src=x></iframe>", "<p onclick=alert(7) style='x'>p</p>"])  # fmt: skip
    files = {"data/harbourshire/area.yml": area, "data/harbourshire/places.csv": places}
    return tables | files | {"content/harbourshire/overview.md": prose, "content/harbourshire/waiting.md": prose}


@pytest.fixture(scope="module")
def hostile() -> Path:
    return built(write(scratch("hostile"), _hostile())) / "site"


def test_hostile_text_comes_out_as_text(browser: Browser, hostile: Path) -> None:
    wrong = {}
    with served(hostile, "/") as address:
        for page in pages(hostile):
            with Visit(browser, address + page) as visit:
                visit.draw_all()
                strange = visit.page.locator("img[src=x], iframe, svg[onload], [onerror], [onclick], a[href^='javascript:' i], script:not([src], [type='application/json'], [type='application/ld+json'])").count()  # fmt: skip
                wrong[page] = visit.faults + ([f"{strange} strange elements"] if strange else [])
                if page == "areas/harbourshire/":
                    shown = visit.page.locator("article").inner_text()
                    assert [text for text in HOSTILE if text not in shown] == []
                    assert "Harbour <img src=x onerror=alert(2)>" in visit.page.title()
                if page == "areas/harbourshire/population/":
                    labels = " ".join(visit.page.locator(".nb-plot text").all_text_contents())
                    assert "<img src=x onerror=alert(2)>" in labels

    assert {page: found for page, found in wrong.items() if found} == {}


def test_hostile_text_can_be_searched_for(browser: Browser, hostile: Path) -> None:
    with served(hostile, "/") as address, Visit(browser, address) as visit:
        results = visit.search("harbour onerror")

        assert results
        assert visit.page.locator("img[src=x], .md-search-result svg[onload]").count() == 0
        assert visit.faults == []

"""What a browser fetches for a page and for a search, on a cold cache: of one area alone, and of a nation."""

import gzip
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.england import england
from generators.inputs.settings import Root
from generators.site.building import build
from tests.browse import Visit, chromium, served
from tests.sites import REPOSITORY, scratch

pytestmark = pytest.mark.browser
KB = 1_000
SCRIPTS = 70 * KB  # Material's and ours: cached for the whole site, and none of them holds up the text
ENDS = [
    pytest.param("derby", "areas/derby/need/", id="Derby alone"),
    pytest.param("England", "areas/council-0000/need/", id="England", marks=pytest.mark.long),
]
ends = pytest.mark.parametrize(("end", "page"), ENDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here."""
    with chromium() as found:
        yield found


@cache
def _site(end: str) -> Path:
    root = scratch("weight")
    if end == "England":
        england(root)
    else:
        for name in ("data", "content"):
            shutil.copytree(REPOSITORY / name / end, root / name / end)
    done = build(Root(root))
    assert not done.failed, done.told
    return done.folder


def _packed(site: Path, address: str, asked: list[str]) -> dict[str, int]:
    """The bytes of each file that was asked for, compressed as every host does."""
    names = dict.fromkeys(one.removeprefix(address).partition("?")[0] for one in asked if one.startswith(address))
    files = {name: site / (name if name and not name.endswith("/") else f"{name}index.html") for name in names}
    return {name: len(gzip.compress(file.read_bytes())) for name, file in files.items()}


@ends
def test_a_section_is_light_before_plotly_which_comes_once_and_late(browser: Browser, end: str, page: str) -> None:
    site = _site(end)
    with served(site) as address, Visit(browser, address + page) as visit:
        visit.page.wait_for_selector("[data-figure][data-drawn]")
        weights = _packed(site, address, visit.requests)
        order = [one.rpartition("/")[2] for one in visit.requests]
        own = {name: size for name, size in weights.items() if not name.endswith(".js")}
        scripts = sum(size for name, size in weights.items() if name.endswith(".js") and "plotly" not in name)

        assert sum(own.values()) <= 100 * KB, own
        assert scripts <= SCRIPTS, weights
        assert len(visit.requests) <= 18, visit.requests
        assert order.index("plotly.min.js") > max(place for place, one in enumerate(order) if one.endswith(".css"))
        assert sum("plotly" in one for one in visit.requests) == 1
        assert "search/index.json" not in weights, "nobody has searched yet"


@ends
def test_the_first_result_of_a_search_needs_at_most_300_kb(browser: Browser, end: str, page: str) -> None:
    site = _site(end)
    with served(site) as address, Visit(browser, address) as visit:
        before = len(visit.requests)
        assert visit.search("predicted need")
        weights = _packed(site, address, visit.requests[before:])

    assert "search/index.json" in weights
    assert sum(weights.values()) <= 300 * KB, weights

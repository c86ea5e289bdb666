"""A site of more areas than one page can tell of: home, comparisons and the finder lead to them instead."""

import json
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from generators.pages.compare_page import Comparison, _addresses
from tests.areas import about_talk
from tests.browse import Visit, chromium, served
from tests.sites import built, scratch, write

NAMES = [f"{letter}ham" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"]


@cache
def _build() -> Path:
    files = {}
    for number, name in enumerate(NAMES):
        code = name.lower()
        files[f"data/{code}/area.yml"] = about_talk(name, code, {"caseload": "caseload"})
        files[f"data/{code}/places.csv"] = f"code,name,level\n{code}-east,East {name},ward\n{code}-west,West,ward\n"
        rows = ("2030-03-31,0-4", "2030-03-31,5-9") if number else ("2029-03-31,0-4",)
        files[f"data/{code}/caseload.csv"] = "\n".join(
            ["period,age_band,caseload", *(f"{row},{80 + number}" for row in rows), ""]
        )
    return built(write(scratch("many"), files))


def _page(address: str) -> str:
    return (_build() / "site" / address / "index.html").read_text(encoding="utf-8")


def test_home_lists_areas_by_letter_and_no_places() -> None:
    page = _page("")

    assert re.findall(r'<h3 class="nb-letter" id="letter-\d+">(.)</h3>', page) == [name[0] for name in NAMES]
    assert re.findall(r'href="areas/([^/"]+)/" data-place', page) == [name.lower() for name in NAMES]
    assert "25 reports." in page
    assert "ham-east" not in page


def test_each_measure_is_compared_on_a_page_of_its_own_that_the_first_leads_to() -> None:
    first = _page("compare")
    addresses = re.findall(r'<li><a href="([^"/]+/)">', "".join(re.findall(r'<ul class="nb-contents">.*?</ul>', first)))

    assert len(addresses) == len(set(addresses)) == len(list((_build() / "site/compare").iterdir())) - 1
    assert "<table" not in first
    (same,) = [one for one in addresses if one.endswith("caseload-5-9/")]
    page = _page(f"compare/{same}")
    assert page.count('<th scope="row">') == len(NAMES) - 1
    assert '<a href="../../areas/cham/caseload/#fig-reach">Cham: Early talk</a></th><td>82</td>' in page


def test_what_is_refused_has_its_reason_on_both_pages() -> None:
    reason = "Not compared: the periods differ (31 March 2029 and 31 March 2030)."
    (address,) = re.findall(
        r'<li><a href="([^"/]+caseload-0-4/)">[^<]*</a>Not compared: the periods differ', _page("compare")
    )

    page = _page(f"compare/{address}")
    assert reason in page
    assert "<table" not in page
    assert "Bham: Early talk</a>: 81, 31 March 2030" in page


def test_a_site_that_has_fewer_areas_again_tells_it_all_on_one_page_and_leaves_no_folder_behind(tmp_path: Path) -> None:
    root = Path(shutil.copytree(_build().parent, tmp_path / "root"))
    shutil.rmtree(root / "data/aham")
    build = built(root)

    assert [path.name for path in (build / "site/compare").iterdir()] == ["index.html"]
    assert not (build / "docs/compare").exists()
    assert 'id="places-bham"' in (build / "site/index.html").read_text(encoding="utf-8")
    assert not (build / "site/search/places.json").exists()


def test_two_measures_never_share_a_page() -> None:
    found = [Comparison(key, "", ()) for key in ("need/a/b", "need/a-b", "need/a+b")]

    assert _addresses(found) == {"need/a/b": "need-a-b/", "need/a-b": "need-a-b-2/", "need/a+b": "need-a-b-3/"}


def test_the_finders_file_names_every_place() -> None:
    areas = json.loads((_build() / "site/search/places.json").read_text(encoding="utf-8"))["areas"]

    assert [one["in"] for one in areas] == NAMES
    assert areas[0]["up"] == "areas/aham/places/"
    assert areas[0]["places"][0] == ["East Aham", "aham-east", "east-aham"]


@pytest.mark.browser
def test_a_place_is_found_by_name_by_code_and_by_choice() -> None:
    with chromium() as browser, served(_build() / "site") as address, Visit(browser, address) as visit:
        page = visit.page
        assert not any("places.json" in request for request in visit.requests)
        for typed, found in (("east cham", "areas/cham/places/east-cham/"), ("dham-west", "areas/dham/places/west/")):
            page.goto(address)
            page.get_by_label("Find an area or a place in it").fill(typed)
            page.get_by_role("button", name="Go to place").click()
            page.wait_for_url(f"{address}{found}")
        page.goto(address)
        page.get_by_label("Find an area or a place in it").fill("west")
        page.get_by_role("button", name="Go to place").click()
        page.get_by_role("link", name="West, Cham").click()
        page.wait_for_url(f"{address}areas/cham/places/west/")
        page.goto(address)
        page.get_by_label("Find an area or a place in it").fill("atlantis")
        page.get_by_role("button", name="Go to place").click()
        page.get_by_text("No place of that name or code in this edition.").wait_for()
        assert visit.faults == []


@pytest.mark.browser
def test_without_the_file_the_finder_still_knows_the_areas_and_says_so_of_the_rest() -> None:
    with chromium() as browser, served(_build() / "site") as address, Visit(browser, address) as visit:
        page = visit.page
        page.route("**/places.json", lambda route: route.abort())
        page.get_by_label("Find an area or a place in it").fill("east cham")
        page.get_by_role("button", name="Go to place").click()
        page.get_by_text("The list of places could not be read. Choose an area below.").wait_for()
        page.get_by_label("Find an area or a place in it").fill("cham")
        page.get_by_role("button", name="Go to place").click()
        page.wait_for_url(f"{address}areas/cham/")

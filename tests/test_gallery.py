"""The pictures of the README: taken from the built site, so that they show what the site is. `--update-gallery` keeps them."""

import re
import shutil
from pathlib import Path

import pytest

from tests.browse import Visit, chromium, served
from tests.sites import REPOSITORY, repository

IMAGES = REPOSITORY / "docs/images"
_EMPTY = 12_000  # bytes: a page without letters or shapes takes less
# name: address, width, scheme, what is taken (the first screen where nothing is named), medium
PICTURES = {
    "home": ("", 1280, "light", None, "screen"),
    "overview": ("areas/derby/", 1280, "light", None, "screen"),
    "need": ("areas/derby/need/", 1280, "light", None, "screen"),
    "map": ("areas/derby/need/", 1280, "light", "#fig-map", "screen"),
    "provision": ("areas/derby/provision/", 1280, "light", "#fig-heat-map", "screen"),
    "verdicts": ("areas/derby/attainment/", 1280, "light", "#fig-verdicts", "screen"),
    "ward": ("areas/derby/places/abbey/", 1280, "light", None, "screen"),
    "scenario": ("areas/derby/need/", 1280, "light", "#scenario", "screen"),
    "phone": ("areas/kent/", 360, "light", None, "screen"),
    "dark": ("areas/derby/attainment/", 1280, "dark", None, "screen"),
    "print": ("areas/derby/waiting/", 800, "light", None, "print"),
}


def test_the_readme_shows_every_picture() -> None:
    shown = re.findall(r"\(docs/images/([a-z-]+)\.png\)", (REPOSITORY / "README.md").read_text(encoding="utf-8"))

    assert sorted(shown) == sorted(PICTURES)
    assert all((IMAGES / f"{name}.png").is_file() for name in shown)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_can_be_taken(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address, width, scheme, selector, medium = PICTURES[name]
    taken = tmp_path / f"{name}.png"
    with (
        chromium() as browser,
        served(repository() / "site") as site,
        Visit(browser, site + address, width=width, height=800 if width > 500 else 740, scheme=scheme) as visit,
    ):
        assert visit.draw_all() or selector is None
        visit.page.evaluate("() => window.scrollTo(0, 0)")
        if medium == "print":
            visit.page.evaluate("() => window.needsbookPrint(true)")
            visit.page.emulate_media(media="print")
        place = visit.page.locator(selector) if selector else visit.page
        place.screenshot(path=taken)
    if request.config.getoption("--update-gallery"):
        shutil.copyfile(taken, IMAGES / taken.name)

    assert visit.faults == []
    assert taken.stat().st_size > _EMPTY

"""What pages look like, compared with kept pictures. Faces differ between machines, so pictures are compared small and with a tolerance.

`--update-golden` takes them anew; then look at them.
"""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.browse import Visit, chromium, served
from tests.sites import repository

GOLDEN = Path(__file__).parent / "golden" / "pages"
SIZE = (320, 240)
TOLERANCE = 0.035  # of all brightness: another face moves letters by a line, a lost chart or colour is more
PAGES = {
    "home": ("", 1280, "light"),
    "overview": ("areas/derby/", 1280, "light"),
    "need": ("areas/derby/need/", 1280, "dark"),
    "provision": ("areas/derby/provision/", 1280, "light"),
    "place": ("areas/derby/places/abbey/", 1280, "light"),
    "phone": ("areas/derby/provision/", 360, "light"),
}


def _seen(picture: Image.Image) -> Image.Image:
    """The picture as one sees it from afar: small, and without its letters."""
    return picture.convert("RGB").resize(SIZE, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(3))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, from 0 for the same to 1 for black and white."""
    histogram = ImageChops.difference(_seen(one), _seen(other)).convert("L").histogram()
    return sum(level * count for level, count in enumerate(histogram)) / (255 * SIZE[0] * SIZE[1])


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    address, width, scheme = PAGES[name]
    with (
        chromium() as browser,
        served(repository() / "site") as site,
        Visit(browser, site + address, width=width, scheme=scheme) as visit,
    ):
        visit.draw_all()
        visit.page.evaluate("() => scrollTo(0, 0)")
        taken = Image.open(io.BytesIO(visit.page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": 2 * width})))  # fmt: skip
    kept = GOLDEN / f"{name}.png"
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(exist_ok=True)
        taken.convert("RGB").resize(SIZE, Image.Resampling.BOX).save(kept, optimize=True)

    assert difference(taken, Image.open(kept)) < TOLERANCE


def test_another_page_is_seen_as_another() -> None:
    """The tolerance is narrower than what lies between two kinds of page."""
    pages = {path.stem: Image.open(path) for path in GOLDEN.glob("*.png")}

    assert sorted(pages) == sorted(PAGES)
    assert all(difference(pages[a], pages[b]) > TOLERANCE for a in pages for b in pages if a < b)

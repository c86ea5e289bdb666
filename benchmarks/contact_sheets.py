"""Contact sheets of the built site: every kind of page on a phone and a wide screen, light, dark, in print, grey and forced colours.

`make contact-sheets` writes one picture for each way of looking to build/contact-sheets. Look at them: no test sees what an eye sees.
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browse import Visit, chromium, kinds, served

ROOT = Path(__file__).parents[1]
SHEETS = ROOT / "build/contact-sheets"
APART = ("404.html", "embed/?figure=derby/provision/heat-map")
LOOKS = ("light", "dark", "print", "grey", "forced")
_TALLEST = 2600  # pixels of a page that a sheet shows
_THUMB, _ROW = {1280: 480, 360: 240}, 6  # the width of a page on the sheet, and pages in a row


def taken(browser: Browser, address: str, width: int, look: str) -> Image.Image:
    """One page, drawn whole, as a picture."""
    with Visit(
        browser, address, width=794 if look == "print" else width, scheme="dark" if look == "dark" else "light"
    ) as visit:
        visit.draw_all()
        visit.page.evaluate("scrollTo(0, 0)")
        if look == "print":
            visit.page.evaluate("() => window.needsbookPrint?.(true)")
            visit.page.emulate_media(media="print")
        if look == "forced":
            visit.page.emulate_media(forced_colors="active")
        if look == "grey":
            session = visit.context.new_cdp_session(visit.page)
            session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
        high = min(visit.page.evaluate("document.documentElement.scrollHeight"), _TALLEST)
        box = {"x": 0, "y": 0, "width": visit.page.viewport_size["width"], "height": high}
        return Image.open(io.BytesIO(visit.page.screenshot(full_page=True, clip=box))).convert("RGB")


def sheet(pictures: list[tuple[str, Image.Image]], width: int) -> Image.Image:
    """The pictures in rows, each below its address."""
    thumb = _THUMB[width]
    small = [(name, one.resize((thumb, round(one.height * thumb / one.width)))) for name, one in pictures]
    rows = [small[start : start + _ROW] for start in range(0, len(small), _ROW)]
    heights = [max(one.height for _, one in row) + 30 for row in rows]
    made = Image.new("RGB", (_ROW * (thumb + 12), sum(heights)), "#888888")
    pen = ImageDraw.Draw(made)
    for row, top in zip(rows, (sum(heights[:n]) for n in range(len(rows))), strict=True):
        for place, (name, one) in enumerate(row):
            pen.text((place * (thumb + 12) + 4, top + 6), f"/{name}", fill="#ffffff")
            made.paste(one, (place * (thumb + 12), top + 24))
    return made


def main(looks: list[str]) -> None:
    """Writes the sheets of these looks, or of all."""
    SHEETS.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, served(ROOT / "build/site") as site:
        for look in looks or LOOKS:
            for width in (1280,) if look == "print" else (1280, 360):
                pages = [*kinds(ROOT / "build/site"), *APART]
                pictures = [(page, taken(browser, site + page, width, look)) for page in pages]
                path = SHEETS / f"{look}-{width}.png"
                sheet(pictures, width).save(path)
                print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Opens pages of a built site in Chromium, served below a path prefix, and says what is wrong with them."""

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, TimeoutError, sync_playwright

PREFIX = "/council/needs/2019/"
DRAWN = """place => {
  const marks = place.querySelectorAll('.barlayer .point path, .scatterlayer .point, .scatterlayer .js-line, .heatmaplayer image');
  const seen = [...marks].filter(mark => { const box = mark.getBoundingClientRect(); return box.width + box.height > 0; });
  return { state: place.dataset.drawn || 'not drawn', marks: seen.length, id: place.closest('[id]')?.id || 'without id' };
}"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """One browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files below a prefix, and 404.html for what is not there, as static hosts do."""

    def __init__(self, *args: object, prefix: str, **more: object) -> None:
        self.prefix = prefix
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return (
            super().translate_path("/" + path.removeprefix(self.prefix)) if path.startswith(self.prefix) else "/nowhere"
        )

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path, prefix: str = PREFIX, *, handler: type[Handler] = Handler) -> Iterator[str]:
    """The address of the folder on a server of its own."""
    made = functools.partial(handler, directory=str(folder), prefix=prefix)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()


def pages(site: Path) -> list[str]:
    """The addresses of every page, the one for embedded figures left out."""
    found = sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return ["" if page == "." else f"{page}/" for page in found if page != "embed"]


def kinds(site: Path) -> list[str]:
    """One page of each kind, the first: of all pages of wards, of all on waiting times."""
    return list({_kind(name): name for name in reversed(pages(site))}.values())


def _kind(page: str) -> str:
    """`areas/*/waiting/` of `areas/derby/waiting/`, `areas/*/places/` of every place."""
    parts = page.split("/")
    return "/".join([parts[0], "*", parts[2]]) if parts[0] == "areas" and len(parts) > 2 else page


class Visit:
    """One page, opened; everything that went wrong on the way."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, height: int = 900, scheme: str = "light"
    ) -> None:
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self._origin = "/".join(address.split("/")[:3]) + "/"
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("popup", lambda popup: self.faults.append(f"popup: {popup.url}"))
        self.page.goto(address, wait_until="load")

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *error: object) -> None:
        self.context.close()

    def draw_all(self) -> int:
        """Scrolls to every figure and notes those that are not drawn; returns how many there are."""
        places = self.page.locator("[data-figure]")
        for number in range(places.count()):
            place = places.nth(number)
            place.evaluate("place => (place.clientHeight ? place : place.closest('.nb-fig')).scrollIntoView()")
            # What one figure waits for in vain, the others need not wait for again.
            with contextlib.suppress(TimeoutError):
                patience = 1_000 if any(fault.startswith("figure ") for fault in self.faults) else 5_000
                self.page.wait_for_function(
                    "place => place.dataset.drawn", arg=place.element_handle(), timeout=patience
                )
            found = place.evaluate(DRAWN)
            if found["state"] != "true" or not found["marks"]:
                self.faults.append(f"figure {found['id']}: {found['state']}, {found['marks']} marks")
        return places.count()

    def look_for_sideways_scroll(self) -> None:
        """Notes a page that is wider than the screen, with the elements that reach beyond it."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.faults.append(f"{wide} pixels wider than the screen")

    def search(self, words: str) -> list[str]:
        """The texts of the results of the site's own search."""
        field, opener = self.page.locator(".md-search__input"), self.page.locator('[data-do="search"]').first
        (opener if opener.is_visible() else field).click()
        field.press_sequentially(words, delay=5)
        results = self.page.locator(".md-search-result__item")
        with contextlib.suppress(TimeoutError):
            results.first.wait_for(timeout=8_000)
        return results.all_inner_texts()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text} {message.location.get('url', '')}")

    def _asked(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self._origin, "data:", "blob:")):
            self.faults.append(f"request to another origin: {url}")

"""Figures as things: to embed in somebody else's page, to take away as a picture, and light enough for both."""

import gzip
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browse import Visit, chromium, served
from tests.sites import harbourshire

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(harbourshire() / "site") as one:
        yield one


def test_the_code_to_embed_draws_the_figure_on_another_origin(browser: Browser, address: str) -> None:
    with Visit(browser, f"{address}areas/harbourshire/waiting/") as visit:
        figure = visit.page.locator(".nb-fig:has([data-figure])").first
        figure.get_by_text("Share, cite or report an error").click()
        code = figure.locator(".nb-reuse code").inner_text()
        headline = figure.locator("h2").inner_text()

    assert f'src="{address}embed/?figure=harbourshire/waiting/' in code
    with _elsewhere(f"<!doctype html><title>Partner</title><h1>Partner</h1>{code}") as partner:
        context = browser.new_context()
        page = context.new_page()
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(partner)
        frame = page.frame_locator("iframe")
        frame.locator("[data-figure][data-drawn=true]").wait_for(timeout=15_000)

        assert frame.locator("h2").inner_text() == headline
        assert " edition." in frame.locator("main").inner_text()
        assert "Source:" in frame.locator("main").inner_text()
        assert [text for text in wrong if "favicon" not in text] == []
        context.close()


class _Partner(http.server.BaseHTTPRequestHandler):
    content = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _elsewhere:  # noqa: N801
    """A page on a port of its own, which is another origin."""

    def __init__(self, html: str) -> None:
        handler = type("Page", (_Partner,), {"content": html.encode()})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.parametrize(("button", "start"), [("Picture (PNG)", b"\x89PNG"), ("Picture (SVG)", b"<svg")])
def test_a_picture_has_the_finding_and_the_source_in_it(
    browser: Browser, address: str, button: str, start: bytes
) -> None:
    with Visit(browser, f"{address}areas/harbourshire/waiting/") as visit:
        figure = visit.page.locator(".nb-fig:has([data-figure])").first
        figure.scroll_into_view_if_needed()
        figure.locator("[data-drawn=true]").wait_for()
        headline = figure.locator("h2").inner_text()
        figure.get_by_text("Share, cite or report an error").click()
        with visit.page.expect_download() as waiting:
            figure.get_by_role("button", name=button).click()
        content = Path(waiting.value.path()).read_bytes()

        assert content.startswith(start)
        assert len(content) > 5_000
        if start == b"<svg":
            text = content.decode("utf-8")
            assert headline.split()[0] in text
            assert "Source" in text
        assert visit.faults == []


def test_an_embedded_figure_is_light_before_plotly(browser: Browser, address: str) -> None:
    """30 KB of HTML, data, styles and scripts, compressed, before the bundle."""
    with Visit(browser, f"{address}embed/?figure=harbourshire/waiting/weeks") as visit:
        visit.page.locator("main h2").wait_for()
        site = harbourshire() / "site"
        paths = {
            request.removeprefix(address).partition("?")[0] for request in visit.requests if request.startswith(address)
        }
        files = [site / (path if path and not path.endswith("/") else f"{path}index.html") for path in paths]
        weight = sum(
            len(gzip.compress(file.read_bytes())) for file in files if file.is_file() and "plotly" not in file.name
        )

    assert weight <= 30_000, sorted(
        (len(gzip.compress(file.read_bytes())), file.name) for file in files if file.is_file()
    )

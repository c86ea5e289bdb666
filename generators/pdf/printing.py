"""Printing by headless Chromium: twice, since the contents know their page numbers only after the first time."""

import functools
import http.server
import io
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generators.pdf.document import Document, document

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PAGE = "/--report--.html"
_SECONDS = 240
Told = Callable[[str], None]


class BrowserNotFoundError(RuntimeError):
    """No Chromium or Chrome is installed on this machine."""


def printed(site: Path, slug: str, web: str, policy: str, told: Told = lambda step: None) -> bytes:
    """The area's report as a tagged PDF with an outline.

    Args:
        site: a built site.
        web: the address of the area in the web edition; "" where it is not known.
        policy: the first elements of the head: the same policy as on every page.

    Raises:
        BrowserNotFoundError: there is nothing to print with.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise BrowserNotFoundError(f"install one of {', '.join(_BROWSERS[:3])}")
    joined = document(site, slug, web)
    with tempfile.TemporaryDirectory(prefix="needsbook-pdf-") as work, _served(site) as serving:
        told("Printing")
        first = _print(browser, serving, joined.text(policy, {}), Path(work))
        told("Numbering the contents")
        return _print(browser, serving, joined.text(policy, _pages(first, joined)), Path(work))


def _pages(content: bytes, joined: Document) -> dict[str, int]:
    """The page of each entry of the contents, from the names of the document's destinations."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    places = {
        name.lstrip("/"): reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()
    }
    return {entry.anchor: page + 1 for entry in joined.entries if (page := places.get(entry.anchor)) is not None}


class _Serving:
    """The address of the document, and its text, which changes between the two times."""

    def __init__(self) -> None:
        self.text = ""
        self.address = ""


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: object, serving: _Serving, **more: object) -> None:
        self._serving = serving
        super().__init__(*args, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path != _PAGE:
            super().do_GET()
            return
        content = self._serving.text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the terminal is the maintainer's."""


@contextmanager
def _served(site: Path) -> Iterator[_Serving]:
    serving = _Serving()
    handler = functools.partial(_Handler, directory=str(site), serving=serving)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        serving.address = f"http://127.0.0.1:{server.server_port}{_PAGE}"
        yield serving
        server.shutdown()


def _print(browser: str, serving: _Serving, text: str, work: Path) -> bytes:
    serving.text = text
    target = work / "report.pdf"
    target.unlink(missing_ok=True)
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
        f"--user-data-dir={work / 'profile'}", "--virtual-time-budget=60000", "--run-all-compositor-stages-before-draw",
        "--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf", f"--print-to-pdf={target}", serving.address,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if not target.is_file():
        raise RuntimeError(f"the browser printed nothing: {done.stderr[-500:]}")
    return target.read_bytes()

"""The server of the preview: files as they are, and into each page, on its way, the script that listens for news."""

import http.server
import json
import sys
import time
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from generators.serve.preview import Preview

_OWN = "/_needsbook/"  # no page of a site is here
_SCRIPT = Path(__file__).with_name("reload.js")
_TAG = f'<script src="{_OWN}reload.js"></script>'.encode()
_PATIENCE = 15  # seconds until a page that heard nothing is told so
_TRIES = 20
_NOTHING = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Nothing built yet</title><body><p>Nothing is built yet.</p></body></html>'


class PortError(Exception):
    """The port cannot be had; the message says why."""


def listening(port: int, preview: Preview) -> "Server":
    """A server of the preview.

    Raises:
        PortError: another program has the port, or this one may not.
    """
    try:
        return Server(port, preview)
    except OSError as why:
        raise PortError((why.strerror or "not to be had").lower()) from None


class Server(http.server.ThreadingHTTPServer):
    """Serves one preview on this machine only. A `with` block closes it."""

    daemon_threads = True

    def __init__(self, port: int, preview: Preview) -> None:
        super().__init__(("127.0.0.1", port), partial(_Handler, preview))

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing where the browser went away in the middle of an answer; any other mistake is ours, and shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """One request."""

    def __init__(self, preview: Preview, *arguments: Any) -> None:
        self._preview = preview
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answers only to this machine's own names, so that no page elsewhere reads an unpublished number."""
        if self.headers.get("Host", "").partition(":")[0] not in ("127.0.0.1", "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path == f"{_OWN}events":
            self._events()
        elif self.path == f"{_OWN}reload.js":
            self._send(_SCRIPT.read_bytes(), "text/javascript")
        else:
            self._page()

    def _page(self) -> None:
        """The page, however often a new site is put in place between finding and reading it."""
        for _ in range(_TRIES):
            try:
                return self._answer()
            except FileNotFoundError:
                time.sleep(0.05)
        return self._send(_listening(_NOTHING), "text/html", HTTPStatus.NOT_FOUND)

    def _answer(self) -> None:
        file = self._found()
        if file is None:
            missing = self._preview.folders[1] / "404.html"
            body = missing.read_bytes() if missing.exists() else _NOTHING
            self._send(_listening(body), "text/html", HTTPStatus.NOT_FOUND)
        elif file.is_dir():  # without the slash, relative links would lead elsewhere
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{self.path.partition('?')[0]}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            body = file.read_bytes()
            self._send(_listening(body) if file.suffix == ".html" else body, self.guess_type(str(file)))

    def _found(self) -> Path | None:
        for folder in self._preview.folders:
            self.directory = str(folder)
            path = Path(self.translate_path(self.path))
            if self.path.partition("?")[0].endswith("/"):
                path = path / "index.html"
            if path.exists():
                return path
        return None

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """Server-sent events: the version and the errors, at once and at each change."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = -1
        try:
            while True:
                seen, errors = self._preview.state(after=seen, patience=_PATIENCE)
                self.wfile.write(f"data: {json.dumps({'version': seen, 'errors': errors})}\n\n".encode())
                self.wfile.flush()
        except OSError:  # the page was closed
            return

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the terminal is for problems."""


def _listening(page: bytes) -> bytes:
    """The page with the script; the file stays as it is."""
    before, end, after = page.rpartition(b"</body>")
    return before + _TAG + end + after if end else page + _TAG

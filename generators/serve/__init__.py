"""Live preview for the author: a saved file shows in the browser, and so does what is wrong with it."""

import threading
import time
from collections.abc import Callable
from functools import partial

from generators.inputs.settings import Root
from generators.serve.preview import Preview
from generators.serve.server import PortError, listening
from generators.serve.watching import areas_of, changed, snapshot

__all__ = ["PortError", "serve"]

_EVERY = 0.15  # seconds between two looks at the files; a program that saves in several steps is done by the next
_IDLE = 5  # seconds without a change, after which the rest of the site is built too


def serve(root: Root, port: int, told: Callable[[str], None], stop: threading.Event) -> None:
    """Serves the site on 127.0.0.1 until `stop` is set, and rebuilds what a changed file changes.

    Raises:
        PortError: the port cannot be had.
    """
    with Preview(root, told) as preview, listening(port, preview) as server:
        threading.Thread(target=partial(server.serve_forever, poll_interval=0.1), daemon=True).start()
        told(f"http://127.0.0.1:{server.server_port}/ shows the site, and what is wrong with it. Stop with Ctrl+C.")
        seen = snapshot(root)
        preview.everything()
        _watch(root, preview, seen, stop)
        server.shutdown()


def _watch(root: Root, preview: Preview, seen: dict[str, tuple[int, int]], stop: threading.Event) -> None:
    """Looks at the files again and again. Polling sees what network drives and Excel's way of saving hide from others."""
    last = time.monotonic()
    while not stop.wait(_EVERY):
        now = snapshot(root)
        if now != seen and now == _a_moment_later(root):
            areas = areas_of(root, changed(seen, now))
            seen, last = now, time.monotonic()
            preview.refresh(areas)
        elif preview.unfinished and time.monotonic() - last > _IDLE:
            preview.everything()


def _a_moment_later(root: Root) -> dict[str, tuple[int, int]]:
    """The files again: where they still change, somebody is in the middle of saving."""
    time.sleep(_EVERY / 3)
    return snapshot(root)

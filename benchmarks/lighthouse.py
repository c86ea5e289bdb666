"""Lighthouse on pages of the built site, with its default throttling: `make lighthouse` prints the scores of each."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

from tests.browse import Handler, served

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.prefix, "share/needsbook-lighthouse/node_modules/.bin/lighthouse")
PAGES = ("", "areas/derby/", "areas/derby/need/", "areas/kent/")
WANTED = {"accessibility": 100, "best-practices": 100, "performance": 95}  # performance on an area's overview
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".csv", "/")


class Compressing(Handler):
    """Sends text compressed, as every static host does."""

    def do_GET(self) -> None:  # noqa: N802
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not self.path.endswith(_PACKED) or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def scores(address: str) -> tuple[dict[str, int], list[str]]:
    """The scores of a page, and the audits that did not pass."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [str(PROGRAM), address, "--quiet", "--output=json", "--output-path=stdout", f"--only-categories={','.join(WANTED)}", flags]  # fmt: skip
    ran = subprocess.run(
        command, check=True, capture_output=True, text=True, env=os.environ | {"CHROME_PATH": chromium}
    )
    result = json.loads(ran.stdout)
    found = {name: round(100 * (result["categories"][name]["score"] or 0)) for name in WANTED}
    judged = [ref["id"] for name in ("accessibility", "best-practices") for ref in result["categories"][name]["auditRefs"] if ref["weight"]]  # fmt: skip
    return found, [id for id in judged if (result["audits"][id]["score"] or 0) < 1 and result["audits"][id]["scoreDisplayMode"] == "binary"]  # fmt: skip


def main() -> int:
    """Prints a line for each page; 1 if a page falls short."""
    if not PROGRAM.exists():
        print("Lighthouse is not installed: make lighthouse installs it, with npm.")
        return 2
    short = False
    with served(ROOT / "build/site", handler=Compressing) as site:
        for page in PAGES:
            found, failed = scores(site + page)
            missed = [
                n for n, least in WANTED.items() if found[n] < least and (n != "performance" or page == "areas/derby/")
            ]
            short = short or bool(missed)
            print(f"/{page:24}", *(f"{name} {score}" for name, score in found.items()), *failed, sep="  ")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())

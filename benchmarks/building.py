"""How long a site takes to build, beside other ways to make pages: `python -m benchmarks.building [--pages 500 2000 9500] [--to FILE]`.

Every figure is measured in this run, on this machine; ratios to a reference say more than seconds. Without --to the table is
printed only. A run of all three sizes takes most of an hour: stock Material grows with the square of the pages.
"""

import argparse
import multiprocessing
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.england import england
from generators.examine import area_names, examine_area, read_around
from generators.inputs.settings import Root
from generators.outputs import workbook_of
from generators.pages import Page
from generators.site.theme import Theme

SIZES = (500, 2_000, 9_500)
PAGES_OF_AN_AREA = 36  # on average: 22 wards, 12 or 13 sections, an overview and a page of data
_SAMPLE = 12  # areas whose workbooks are timed
_STOCK_AT_MOST = 2_000  # pages; more would take hours
_BUILD = """
import resource, sys
from generators.__main__ import app
try:
    app(sys.argv[1:], standalone_mode=False)
finally:
    own, others = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"MEMORY {own} {others}")
"""
_HUGO = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n'


@dataclass(frozen=True)
class Took:
    """What one way took.

    Attributes:
        wall, cpu: seconds; of all its processes.
        memory: MB at the most, of the first process and of the largest other one; None where it was not looked at.
    """

    what: str
    wall: float
    cpu: float
    memory: tuple[int, int] | None = None


def timed(what: str, run: Callable[[], object]) -> Took:
    """What it takes to run something, its processes included."""
    start, before = time.perf_counter(), os.times()
    memory = run()
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    return Took(what, time.perf_counter() - start, cpu, memory if isinstance(memory, tuple) else None)


@dataclass(frozen=True)
class Measured:
    """A site, and what each way to make it took."""

    pages: int
    figures: int
    megabytes: int
    took: list[Took]


def measured(pages: int, folder: Path) -> Measured:
    """A site of about so many pages."""
    root = folder / "root"
    england(root, max(2, round(pages / PAGES_OF_AN_AREA)))
    took = [
        timed("cold", lambda: _build(root, "All were done")),
        timed("nothing changed", lambda: _build(root, "Nothing has changed")),
    ]
    one = root / "data/council-0000/predicted_need.csv"
    one.write_text(one.read_text(encoding="utf-8").rpartition(",")[0] + ",12.34\n", encoding="utf-8")
    took.append(timed("one cell changed", lambda: _build(root, "1 of them was done anew")))
    took.append(_workbooks(Root(root)))
    docs = root / "build/docs"
    texts = {
        path.relative_to(docs).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(docs.rglob("*.md"))
    }
    took.append(timed("its Markdown into HTML", lambda: _dressed(root, docs, folder / "dressed")))
    if shutil.which("hugo"):
        _prepared_for_hugo(texts, folder / "hugo")
        took.append(timed("Hugo, a bare template", lambda: _hugo(folder / "hugo")))
    took.append(timed("Python-Markdown, a bare template", lambda: _python_markdown(texts, folder / "bare")))
    took.append(timed("read and write the files", lambda: shutil.copytree(root / "build/site", folder / "copy")))
    if pages <= _STOCK_AT_MOST:
        took.append(timed("stock Material", lambda: _stock(docs, folder / "stock")))
    size = sum(path.stat().st_size for path in (root / "build/site").rglob("*") if path.is_file())
    figures = sum(text.count("<figure") for text in texts.values())
    return Measured(len(texts), figures, size // 1_000_000, took)


def _build(root: Path, expected: str) -> tuple[int, int]:
    command = [sys.executable, "-c", _BUILD, "build", "--root", str(root)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if expected not in said:
        raise RuntimeError(f"expected {expected!r} in {said!r}")
    own, others = said.rpartition("MEMORY ")[2].split()
    return int(own), int(others)


def _workbooks(root: Root) -> Took:
    """The part of a cold build that writes workbooks: reckoned from some areas, and as if all cores had done it."""
    around, slugs, spent = read_around(root), area_names(root)[:_SAMPLE], 0.0
    for slug in slugs:
        report, _ = examine_area(root, slug, around)
        start = time.process_time()
        if report is not None:
            workbook_of(report)
        spent += time.process_time() - start
    cpu = spent / len(slugs) * len(area_names(root))
    return Took(f"its workbooks, reckoned from {len(slugs)}", cpu / len(os.sched_getaffinity(0)), cpu)


def _dressed(root: Path, docs: Path, out: Path) -> None:
    """Every page through the theme, in two processes."""
    names = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*.md"))]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(_dress, [(root, docs, out, names[start::2]) for start in range(2)])


def _dress(root: Path, docs: Path, out: Path, names: Iterable[str]) -> None:
    import yaml

    theme = Theme(Root(root), {})
    for name in names:
        _, matter, body = (docs / name).read_text(encoding="utf-8").split("---\n", 2)
        address = "" if name == "index.md" else f"{name.removesuffix('.md')}/"
        target = out / address / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(theme.html(Page(address, yaml.load(matter, yaml.CSafeLoader), body)), encoding="utf-8")


def _prepared_for_hugo(texts: Mapping[str, str], folder: Path) -> None:
    """The same files, front matter included."""
    for name, text in (("layouts/_default/single.html", _HUGO), ("layouts/_default/list.html", _HUGO)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "config.toml").write_text(
        'baseURL = "/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    )
    for name, text in texts.items():
        # an index.md would be a bundle, and all other pages its attachments
        path = folder / "content" / f"{'_index' if name == 'index' else name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _hugo(folder: Path) -> None:
    subprocess.run(["hugo", "--quiet", "--source", str(folder)], check=True)
    made, given = (
        sum(1 for _ in (folder / side).rglob(kind)) for side, kind in (("public", "*.html"), ("content", "*.md"))
    )
    if made < given:
        raise RuntimeError(f"Hugo made {made} of {given} pages")


def _python_markdown(texts: Mapping[str, str], out: Path) -> None:
    import markdown

    for name, whole in texts.items():
        text = markdown.markdown(whole.split("---\n", 2)[2], extensions=["toc", "tables", "fenced_code"])
        target = out / name / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"<!doctype html><title>{name}</title>{text}", encoding="utf-8")


def _stock(docs: Path, folder: Path) -> None:
    """Material as it comes, every page in the navigation."""
    folder.mkdir()
    config = folder / "mkdocs.yml"
    config.write_text(
        f"site_name: Stock\nexclude_docs: embed.md\ndocs_dir: {docs}\nsite_dir: {folder / 'site'}\ntheme: {{name: material, font: false}}\n"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config)]
    subprocess.run(command, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, stderr=subprocess.DEVNULL)


def table(found: Iterable[Measured]) -> str:
    """All sizes as one Markdown table; ratios are of wall time, to the cold build of the same size."""
    lines = [
        "| pages | figures | MB | what | wall s | CPU s | MB parent / worker | a cold build is |",
        "|--:|--:|--:|---|--:|--:|--:|--:|",
    ]
    for site in found:
        cold, size = site.took[0].wall, f"{site.pages:,} | {site.figures:,} | {site.megabytes:,}"
        for one in site.took:
            memory = f"{one.memory[0]} / {one.memory[1]}" if one.memory else ""
            ratio = f"{cold / one.wall:.2f} ×" if one.wall else ""
            lines.append(f"| {size} | {one.what} | {one.wall:.1f} | {one.cpu:.1f} | {memory} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    """Reads the command line, measures, prints the table."""
    reader = argparse.ArgumentParser(description="Measure how long a site takes to build.")
    reader.add_argument("--pages", type=int, nargs="+", default=SIZES)
    reader.add_argument("--to", type=Path, help="a Markdown file whose table is replaced")
    given = reader.parse_args()
    found = []
    for pages in given.pages:
        with tempfile.TemporaryDirectory(prefix="needsbook-benchmark-") as folder:
            found.append(measured(pages, Path(folder)))
        print(table(found[-1:]), flush=True)
    if given.to:
        _replaced(given.to, table(found))


def _replaced(file: Path, text: str) -> None:
    """Puts the table between the two marks of a file, with the machine and the day."""
    cores = len(os.sched_getaffinity(0))
    where = f"{cores} cores, {platform.system()}, Python {platform.python_version()}, {datetime.now(UTC):%d %B %Y}."
    before, _, rest = file.read_text(encoding="utf-8").partition("<!-- measured -->")
    after = rest.partition("<!-- end -->")[2]
    file.write_text(f"{before}<!-- measured -->\n{where}\n\n{text}\n<!-- end -->{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

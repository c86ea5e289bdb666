"""The only writer under `build/`: Markdown in build/docs, HTML in build/site, both replaced together or not at all."""

import json
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from generators.changes import changes_between
from generators.changes.addresses import RECORD, addresses
from generators.disclosure import tellable
from generators.examine import Examination
from generators.inputs.editions import Edition, past_editions, version_order
from generators.inputs.settings import Root, defaults
from generators.inputs.tables import FILES
from generators.outputs import areas_record, edition_json, edition_record, text_files, workbooks
from generators.outputs.feeds import area_feed, site_feed
from generators.outputs.withheld import disclosure_report
from generators.pages import all_pages, handbook_pages, report_pages
from generators.pages.history import History
from generators.pages.links import published_documents
from generators.pages.templates import Templates

Told = Callable[[str], None]
_BUNDLE = "plotly.min.js"
_SMALL_BUNDLE = "share/needsbook/node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
_PARTS = ("docs", "site")


def build(root: Root, examined: Examination, told: Told = lambda step: None, edition: Edition | None = None) -> Path:
    """Writes the site of examined areas.

    Args:
        examined: without an ERROR.
        told: is called with each step, for a progress bar.
        edition: the edition that it is, in a folder of its own: build/site is for looking at.

    Returns:
        The folder with the HTML. Until it is complete, the last good one stays in place.
    """
    build = root.build / "editions" / edition.version if edition else root.build
    build.mkdir(exist_ok=True, parents=True)
    with _alone(build, told), tempfile.TemporaryDirectory(prefix=".new-", dir=build) as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        told("Writing pages")
        for name, text in sorted(documents(root, examined, edition).items()):
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        told("Writing workbooks")
        for name, content in workbooks(examined.reports).items():
            (docs / name).write_bytes(content)
        _copy_assets(root, docs / "assets")
        _copy_attachments(root, examined, docs)
        told("Building the site")
        extra = {"unprotected": bool(examined.settings and examined.settings.unprotected)} | _told_of(root, edition)
        _run_mkdocs(root, docs, site, extra)
        told("Putting it in place")
        _swap(Path(work), build)
    return build / "site"


def documents(root: Root, examined: Examination, edition: Edition | None = None) -> dict[str, str]:
    """Every text file of build/docs by its name: pages, data and API, and the record of the edition that it is."""
    if examined.settings is None:
        raise ValueError("settings with errors cannot be built")
    withheld = {report.area.slug: report.withheld for report in examined.reports}
    areas = {slug: tellable(found, withheld[slug]) for slug, found in examined.problems.items() if slug}
    history = history_of(root, examined, edition)
    templates = Templates([root.path / "templates", defaults() / "templates"], history)
    files = {page.file: page.text() for page in all_pages(examined.reports, examined.settings, templates, areas)}
    files |= {page.file: page.text() for page in handbook_pages(root.own_or_default("docs/handbook"))}
    files |= text_files(examined.reports, areas)
    files["feed.xml"] = site_feed(examined.settings.site.name, history)
    files |= {f"areas/{one.area.slug}/feed.xml": area_feed(one, history) for one in examined.reports}
    files |= {
        move.old: files[move.to] for move in examined.settings.moves if move.to in files and move.old not in files
    }
    return files | (_of_the_edition(files, examined, edition) if edition else {})


def history_of(root: Root, examined: Examination, edition: Edition | None = None) -> History:
    """The editions before this one, or before the next, and what changed since the last of them."""
    past = [
        one for one in past_editions(root)
        if edition is None or version_order(one.edition.version) < version_order(edition.version)
    ]  # fmt: skip
    changes = changes_between(past[-1].record["areas"], areas_record(examined.reports)) if past else []
    return History(edition, tuple(past), tuple(changes), site_url_of(root) if edition else "")


def addresses_of(files: Mapping[str, str], examined: Examination) -> list[str]:
    """The addresses that a site of these documents promises to keep."""
    copied = [
        f"areas/{report.area.slug}/{FILES}/{name}"
        for report in examined.reports
        for name in published_documents(report)
    ]
    return addresses(files, copied)


def _of_the_edition(files: Mapping[str, str], examined: Examination, edition: Edition) -> dict[str, str]:
    """The record of an edition, and its addresses alone, which the pages of other editions look up."""
    found = addresses_of(files, examined)
    record = edition_record(edition, examined.reports, found, plotly=plotly_bundle()[1])
    return {RECORD: edition_json(record), "addresses.json": json.dumps(found, indent=0) + "\n"}


def site_url_of(root: Root) -> str:
    """Where all editions are served, as mkdocs.yml or the environment says."""
    from mkdocs.utils.yaml import yaml_load

    with root.own_or_default("mkdocs.yml").open("rb") as stream:
        said = str(yaml_load(stream).get("site_url") or "")
    return f"{said.rstrip('/')}/" if said else ""


def _told_of(root: Root, edition: Edition | None) -> dict[str, Any]:
    """What the theme is told of an edition. Search engines are shown the same page of the latest one."""
    if edition is None:
        return {}
    site_url = site_url_of(root)
    told = {"edition": edition.version}
    return told | (
        {"edition_url": f"{site_url}{edition.version}/", "canonical": f"{site_url}latest/"} if site_url else {}
    )


def policy(root: Root) -> str:
    """The elements that every page's head begins with: its encoding and its content security policy."""
    text = root.own_or_default("templates/theme/partials/policy.html").read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}", "", text, flags=re.S).strip()


def web_address(root: Root, page: str) -> str:
    """A page's address on the web; "" where the site does not say where it will be."""
    base = site_url_of(root)
    return f"{base}{page}" if base else ""


def pages_of_area(root: Root, examined: Examination, area: str) -> dict[str, str]:
    """The overview, the sections and the data page of one area, by the name of their file; without its places, which take longer."""
    if examined.settings is None:
        raise ValueError("settings with errors cannot be built")
    report = next(one for one in examined.reports if one.area.slug == area)
    problems = tellable(examined.problems[area], report.withheld)
    templates = Templates([root.path / "templates", defaults() / "templates"], history_of(root, examined))
    return {page.file: page.text() for page in report_pages(report, examined.settings, templates, problems)}


def rendered(root: Root, texts: Mapping[str, str], folder: Path) -> None:
    """Adds the HTML of some pages to a folder; their links lead to pages of the whole site."""
    with tempfile.TemporaryDirectory(prefix="needsbook-pages-") as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        for name, text in ({"index.md": ""} | dict(texts)).items():
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        _run_mkdocs(root, docs, site, {})
        for name in texts:
            page = Path(name).parent / ("index.html" if name.endswith("index.md") else f"{Path(name).stem}/index.html")
            (folder / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / page, folder / page)


def plotly_bundle() -> tuple[Path, str]:
    """Plotly's script, and which one it is: the cartesian bundle where it is installed, else the full one."""
    small = Path(sys.prefix, _SMALL_BUNDLE)
    if small.exists():
        return small, "cartesian"
    import plotly

    return Path(plotly.__file__).parent / "package_data" / _BUNDLE, "full"


def keep_private(root: Root, examined: Examination) -> None:
    """Writes the report on what was protected, for the maintainer. It holds counts that nobody else may see, and is no part of the site.

    It looks for what would cost less, which takes as long as the examination: no preview waits for it.
    """
    folder = root.build / "private"
    folder.mkdir(exist_ok=True, parents=True)
    folder.chmod(0o700)
    for report in examined.reports:
        text = disclosure_report(report)
        (folder / f"disclosure-{report.area.slug}.md").write_text(text, encoding="utf-8", newline="")


def _copy_assets(root: Root, assets: Path) -> None:
    """The package's assets, and over them those that the root has of its own."""
    for folder in (defaults(), root.path):
        if (folder / "site_config/assets").is_dir():
            shutil.copytree(folder / "site_config/assets", assets, dirs_exist_ok=True)
    shutil.copyfile(plotly_bundle()[0], assets / _BUNDLE)


def copied_files(root: Root, examined: Examination) -> Callable[[str], list[Path]]:
    """For a file of the site that is a copy, what it may be a copy of."""

    def sources(name: str) -> list[Path]:
        below = name.rpartition("assets/")[2]
        theme = Path(find_spec("material").origin or "").parent / "templates" / "assets"  # type: ignore[union-attr]
        found = [folder / "site_config/assets" / below for folder in (root.path, defaults())] + [theme / below]
        if below == _BUNDLE:
            found.append(plotly_bundle()[0])
        for report in examined.reports:
            folder = f"areas/{report.area.slug}/{FILES}/"
            found += [
                root.data / report.area.slug / FILES / one
                for one in published_documents(report)
                if folder + one == name
            ]
        return found

    return sources


def _copy_attachments(root: Root, examined: Examination, docs: Path) -> None:
    """The documents that areas publish, as the register of attachments says."""
    for report in examined.reports:
        for name in published_documents(report):
            target = docs / "areas" / report.area.slug / FILES / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root.data / report.area.slug / FILES / name, target)


def _run_mkdocs(root: Root, docs: Path, site: Path, extra: dict[str, Any]) -> None:
    """MkDocs on the generated Markdown, strictly: a warning of MkDocs is a mistake of ours."""
    # No clock in the files: sitemap.xml.gz would otherwise hold the time of the build.
    with _quiet("mkdocs"), _environment(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH="0"):
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config
        from mkdocs.utils.yaml import yaml_load

        settings = root.own_or_default("mkdocs.yml")
        with settings.open("rb") as stream:
            theme = yaml_load(stream).get("theme", "material")
        theme = {"name": theme} if isinstance(theme, str) else theme
        theme["custom_dir"] = str(root.own_or_default("templates/theme"))
        more = {"site_url": extra["canonical"]} if "canonical" in extra else {}
        config = load_config(str(settings), docs_dir=str(docs), site_dir=str(site), theme=theme, strict=True, **more)
        config.extra.update(extra)
        config.theme.dirs.insert(1, str(defaults() / "templates/theme"))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Variables of the environment, for a while, where the user has not set them."""
    missing = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(missing)
    try:
        yield
    finally:
        for name in missing:
            os.environ.pop(name, None)


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Only what MkDocs warns of is printed."""
    log = logging.getLogger(name)
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def _alone(folder: Path, told: Told) -> Iterator[None]:
    """One build of a folder at a time: a second one waits. The lock ends with its process, however that ends."""
    with (folder / ".lock").open("a+b") as lock:
        while not _locked(lock):
            told("Waiting for another build of this folder")
            time.sleep(0.2)
        _heal(folder)
        yield


def _locked(lock: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _swap(work: Path, folder: Path) -> None:
    """Puts the new parts in place of the old ones, which wait in `.old-…` until both are there."""
    for part in _PARTS:
        if (folder / part).exists():
            (folder / part).rename(folder / f".old-{part}")
    for part in _PARTS:
        (work / part).rename(folder / part)
    _clear(folder.glob(".old-*"))


def _heal(folder: Path) -> None:
    """Undoes a swap that was interrupted, and clears what a killed build left.

    With both parts in place the swap was over: what then is left of the old ones may be half deleted, and goes.
    """
    if not all((folder / part).exists() for part in _PARTS):
        for part in _PARTS:
            if (folder / f".old-{part}").exists():
                _clear([folder / part])
                (folder / f".old-{part}").rename(folder / part)
    _clear([*folder.glob(".old-*"), *folder.glob(".new-*")])


def _clear(folders: Iterable[Path]) -> None:
    for left in folders:
        shutil.rmtree(left, ignore_errors=True)

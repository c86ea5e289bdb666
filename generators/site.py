"""The only writer under `build/`: Markdown in build/docs, HTML in build/site, both replaced together or not at all."""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generators.examine import Examination
from generators.inputs.settings import Root
from generators.outputs import areas_json, figure_csv, problems_json, section_json
from generators.pages import all_pages
from generators.pages.templates import Templates

Told = Callable[[str], None]
_BUNDLE = "plotly.min.js"
_SMALL_BUNDLE = "share/needsbook/node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js"
_PARTS = ("docs", "site")


def build(root: Root, examined: Examination, told: Told = lambda step: None) -> Path:
    """Writes the site of examined areas.

    Args:
        examined: without an ERROR.
        told: is called with each step, for a progress bar.

    Returns:
        The folder with the HTML. Until it is complete, the last good one stays in place.
    """
    root.build.mkdir(exist_ok=True)
    _restore(root.build)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=root.build) as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        told("Writing pages")
        for name, text in sorted(documents(root, examined).items()):
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        _copy_assets(root, docs / "assets")
        told("Building the site")
        _run_mkdocs(root, docs, site)
        told("Putting it in place")
        _swap(Path(work), root.build)
    return root.build / "site"


def documents(root: Root, examined: Examination) -> dict[str, str]:
    """Every text file of build/docs by its name: pages, data and API."""
    if examined.settings is None:
        raise ValueError("settings with errors cannot be built")
    areas: Mapping[str, Any] = {slug: found for slug, found in examined.problems.items() if slug}
    templates = Templates([root.path / "templates", root.own_or_default("templates")])
    files = {page.file: page.text() for page in all_pages(examined.reports, examined.settings, templates, areas)}
    files["api/v1/areas.json"] = areas_json(examined.reports)
    files["api/v1/problems.json"] = problems_json(areas, examined.reports)
    for report in examined.reports:
        for section in report.sections:
            files[f"api/v1/areas/{report.area.slug}/{section.slug}.json"] = section_json(report, section)
            for figure in section.figures:
                files[f"areas/{report.area.slug}/data/{section.slug}-{figure.id}.csv"] = figure_csv(figure.tidy)
    return files


def plotly_bundle() -> tuple[Path, str]:
    """Plotly's script, and which one it is: the cartesian bundle where it is installed, else the full one."""
    small = Path(sys.prefix, _SMALL_BUNDLE)
    if small.exists():
        return small, "cartesian"
    import plotly

    return Path(plotly.__file__).parent / "package_data" / _BUNDLE, "full"


def _copy_assets(root: Root, assets: Path) -> None:
    shutil.copytree(root.own_or_default("site_config/assets"), assets)
    shutil.copyfile(plotly_bundle()[0], assets / _BUNDLE)


def _run_mkdocs(root: Root, docs: Path, site: Path) -> None:
    """MkDocs on the generated Markdown, strictly: a warning of MkDocs is a mistake of ours."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.utils.yaml import yaml_load

    settings = root.own_or_default("mkdocs.yml")
    with settings.open("rb") as stream:
        theme = yaml_load(stream)["theme"]
    theme["custom_dir"] = str(root.own_or_default("templates/theme"))
    with _quiet("mkdocs"):
        config = load_config(str(settings), docs_dir=str(docs), site_dir=str(site), theme=theme, strict=True)
        config["extra"]["footer"] = [
            {"title": "All areas", "href": "areas/"},
            {"title": "Data quality", "href": "data-quality/"},
        ]
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()


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


def _swap(work: Path, folder: Path) -> None:
    """Puts the new parts in place of the old ones, which wait in `.old-…` until both are there."""
    for part in _PARTS:
        if (folder / part).exists():
            (folder / part).rename(folder / f".old-{part}")
    for part in _PARTS:
        (work / part).rename(folder / part)
    for part in _PARTS:
        shutil.rmtree(folder / f".old-{part}", ignore_errors=True)


def _restore(folder: Path) -> None:
    """Undoes a swap that was interrupted, and clears what a killed build left."""
    waiting = [part for part in _PARTS if (folder / f".old-{part}").exists()]
    for part in waiting:
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / f".old-{part}").rename(folder / part)
    for left in folder.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)

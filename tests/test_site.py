"""The built site as files: all or nothing, the same bytes everywhere, no dead link, no heavy page, from any root."""

import gzip
import html.parser
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generators.inputs.settings import Root
from generators.site import placing
from generators.site.building import build
from generators.site.theme import as_blocks
from tests.sites import HARBOURSHIRE, REPOSITORY, built, harbourshire, repository, saltmarsh, scratch, write

Built = Callable[[], Path]
both = pytest.mark.parametrize(
    "build", [repository, harbourshire, saltmarsh], ids=["repository", "made up", "second project"]
)
KEPT = ("docs", "site", "private", ".kept", ".compiled", ".built.json", ".lock")
SMALL = {
    "data/harbourshire/area.yml": HARBOURSHIRE["data/harbourshire/area.yml"]
    .replace("[population, attainment, waiting, provision]", "[waiting]")
    .partition("tables:")[0]
    + "tables:\n  waiting: {source: example}\n",
    "data/harbourshire/places.csv": HARBOURSHIRE["data/harbourshire/places.csv"],
    "data/harbourshire/waiting.csv": HARBOURSHIRE["data/harbourshire/waiting.csv"],
}


def _bytes(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith((".new/", ".compiled/"))}


# --- All or nothing ---------------------------------------------------------


def test_a_build_that_fails_leaves_the_last_good_site_byte_for_byte(tmp_path: Path) -> None:
    last = _bytes(built(write(tmp_path, SMALL)))
    write(tmp_path, {"templates/pages/section.md.j2": "{{ nobody_knows_this }}"})
    with pytest.raises(Exception, match="nobody_knows_this"):
        built(tmp_path)

    assert _bytes(tmp_path / "build") == last


def test_a_build_that_mkdocs_refuses_leaves_the_last_good_site_byte_for_byte(tmp_path: Path) -> None:
    last = _bytes(built(write(tmp_path, SMALL)))
    write(tmp_path, {"templates/theme/main.html": "{{ nobody.knows.this }}"})
    with pytest.raises(Exception, match="nobody"):
        built(tmp_path)

    assert _bytes(tmp_path / "build") == last


class _Killed(BaseException):
    pass


def _spoken(number: int) -> dict[str, str]:
    return SMALL | {"content/harbourshire/waiting.md": f"Said for the {number}th time.\n"}


@pytest.mark.parametrize("steps", range(9))
def test_a_build_killed_while_it_puts_files_in_place_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    last = _bytes(built(write(tmp_path / "killed", _spoken(1))))
    wanted = _bytes(built(write(tmp_path / "whole", _spoken(2))))
    put, done = placing._put, 0

    def killed(*args: Path) -> None:
        nonlocal done
        if done == steps:
            raise _Killed
        done += 1
        put(*args)

    write(tmp_path / "killed", _spoken(2))
    with monkeypatch.context() as patch:
        patch.setattr(placing, "_put", killed)
        with pytest.raises(_Killed):
            built(tmp_path / "killed")
    write(tmp_path / "killed", {"templates/pages/section.md.j2": "{{ nobody_knows_this }}"})
    with pytest.raises(Exception, match="nobody_knows_this"):
        built(tmp_path / "killed")

    assert _bytes(tmp_path / "killed/build") == wanted != last
    assert {path.name for path in (tmp_path / "killed/build").iterdir()} == {*KEPT}


def test_a_build_killed_before_that_leaves_the_last_good_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = _bytes(built(write(tmp_path, _spoken(1))))
    write(tmp_path, _spoken(2))
    with monkeypatch.context() as patch:
        patch.setattr(placing, "_carry_out", lambda build: (_ for _ in ()).throw(_Killed))
        patch.setattr(placing.json, "dump", lambda *args: (_ for _ in ()).throw(_Killed))
        with pytest.raises(_Killed):
            built(tmp_path)
    write(tmp_path, {"templates/pages/section.md.j2": "{{ nobody_knows_this }}"})
    with pytest.raises(Exception, match="nobody_knows_this"):
        built(tmp_path)

    assert _bytes(tmp_path / "build") == last


def _build_in_process(root: Path, said: "multiprocessing.Queue[str]") -> None:
    build(Root(root), told=said.put)


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    last = _bytes(built(write(tmp_path, SMALL)))
    spawn = multiprocessing.get_context("spawn")
    said: multiprocessing.Queue[str] = spawn.Queue()
    builds = [spawn.Process(target=_build_in_process, args=(tmp_path, said)) for _ in range(2)]
    with placing.alone(tmp_path / "build", lambda step: None):
        for one in builds:
            one.start()
        waiting = [said.get(timeout=60) for _ in range(20)]
    for one in builds:
        one.join(60)

    assert set(waiting) == {"Waiting for another build of this folder"}
    assert [one.exitcode for one in builds] == [0, 0]
    assert _bytes(tmp_path / "build") == last


# --- The same bytes -----------------------------------------------------------


def test_two_folders_and_two_times_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = built(write(tmp_path / "one", HARBOURSHIRE))
    two = write(tmp_path / "a place/with spaces", HARBOURSHIRE)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)

    assert _bytes(built(two)) == _bytes(one)


def test_with_an_address_of_its_own_the_site_has_a_map_without_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/needs/")
    one = _bytes(built(write(tmp_path, SMALL)))
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    two = _bytes(built(tmp_path))

    assert one == two
    sitemap = one["site/sitemap.xml"].decode()
    assert "<loc>https://example.org/needs/areas/harbourshire/waiting/</loc>" in sitemap
    assert "lastmod" not in sitemap
    assert gzip.decompress(one["site/sitemap.xml.gz"]).decode() == sitemap


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_mkdocs_by_hand_makes_the_same_pages(program: str) -> None:
    """And so does its fork."""
    root = scratch("by-hand")
    for name in ("data", "content", "templates", "site_config", "mkdocs.yml"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.exists():
            shutil.copyfile(source, root / name)
    ours = _bytes(built(root) / "site")
    command = [
        sys.executable,
        "-m",
        program,
        "build",
        "--quiet",
        "--strict",
        "-f",
        "mkdocs.yml",
        "--site-dir",
        "other",
    ]
    subprocess.run(command, cwd=root, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, timeout=120)

    other = _bytes(root / "other")
    assert other.keys() == ours.keys() - {"search/index.json"}
    assert [name for name in other if other[name] != ours[name]] == ["search/search_index.json"]
    assert ours == _bytes(repository() / "site")


# --- Roots that lack things ---------------------------------------------------------


def test_a_root_with_its_own_mkdocs_file_and_nothing_else(tmp_path: Path) -> None:
    text = "site_name: Other name\nplugins: [search]\nnav: [index.md]\nnot_in_nav: '/**'\nmarkdown_extensions: []\n"
    text += "theme: {name: material, font: false, favicon: assets/favicon.svg}\nextra_css: [assets/needsbook.css]\n"
    write(tmp_path, SMALL | {"mkdocs.yml": text})

    page = (built(tmp_path) / "site/areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")

    assert "Other name" in page
    assert "data-figure" in page


def test_a_root_may_have_one_template_one_partial_and_one_style_of_its_own(tmp_path: Path) -> None:
    files = {
        "templates/pages/areas.md.j2": "<h1>Our areas</h1>",
        "templates/theme/partials/footer.html": "<footer>Our footer</footer>",
        "site_config/assets/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    pages = built(write(tmp_path, SMALL | files)) / "site"

    assert "Our areas" in (pages / "areas/index.html").read_text(encoding="utf-8")
    assert "Our footer" in (pages / "areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")
    assert (pages / "assets/favicon.svg").read_text() == "<svg xmlns='http://www.w3.org/2000/svg'/>"
    assert (pages / "assets/figures.js").is_file()


@pytest.mark.long
def test_the_wheel_builds_a_site_by_itself(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=REPOSITORY, check=True, timeout=120)  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    (packages,) = (tmp_path / "venv").rglob("site-packages")
    shutil.unpack_archive(wheel, packages, "zip")
    # What the lock installs, but not the editable Needsbook beside it.
    locked = Path(next(path for path in sys.path if path.endswith("site-packages")))
    for path in locked.iterdir():
        if (
            not path.name.lower().startswith(("needsbook", "_needsbook", "_editable"))
            and not (packages / path.name).exists()
        ):
            (packages / path.name).symlink_to(path)
    root = write(tmp_path / "root", SMALL)
    python = next(
        path for path in ((tmp_path / "venv/bin/python"), (tmp_path / "venv/Scripts/python.exe")) if path.exists()
    )
    where = subprocess.run([python, "-c", "import generators; print(generators.__file__)"], cwd=root, check=True, capture_output=True, text=True)  # fmt: skip
    subprocess.run([python, "-m", "generators", "build"], cwd=root, check=True, timeout=300)

    assert str(packages) in where.stdout
    assert (root / "build/site/areas/harbourshire/waiting/index.html").is_file()


# --- Pages ---------------------------------------------------------------------------


class _Links(html.parser.HTMLParser):
    """Addresses that a page names, and the ids that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value is not None:
                self.targets.append(value)
            elif name == "id" and value:
                self.ids.append(value)


def wrong_links(folder: Path) -> list[str]:
    """One sentence for each link of a site that leads nowhere, to another place of the host, or that is absolute."""
    pages = {path: _Links(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    return [
        f"{path.relative_to(folder).as_posix()}: {target}"
        for path, links in pages.items()
        for target in dict.fromkeys(links.targets)
        if _wrong(target, path, folder, pages)
    ]


def _wrong(target: str, page: Path, folder: Path, pages: dict[Path, _Links]) -> bool:
    parts = urllib.parse.urlsplit(target)
    if parts.scheme or parts.netloc:
        return parts.scheme not in ("http", "https", "mailto", "data")
    if target.startswith("/"):
        return True
    found = (page.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else page
    if found.is_dir():
        found /= "index.html"
    if not found.is_relative_to(folder.resolve()) or not found.is_file():
        return True
    return bool(parts.fragment) and found in pages and parts.fragment not in ("", *pages[found].ids)


@both
def test_every_link_and_anchor_leads_somewhere(build: Built) -> None:
    assert wrong_links((build() / "site").resolve()) == []


@pytest.mark.parametrize(
    "link", ["missing/", "/", "../", "#missing", "there/#missing", "javascript:alert(1)", "there/missing.csv"]
)
def test_a_dead_link_is_found(tmp_path: Path, link: str) -> None:
    pages = {"index.html": f'<a href="{link}">x</a><a href="there/#id">y</a>', "there/index.html": "<p id='id'>"}

    assert wrong_links(write(tmp_path, pages)) == [f"index.html: {link}"]


@both
def test_no_id_stands_twice_on_a_page(build: Built) -> None:
    for path in (build() / "site").rglob("*.html"):
        ids = _Links(path.read_text(encoding="utf-8")).ids

        assert sorted(ids) == sorted(set(ids)), path


@both
def test_the_first_view_of_a_page_is_at_most_30_kb(build: Built) -> None:
    sizes = {path.parent.name: len(gzip.compress(path.read_bytes())) for path in (build() / "site").rglob("index.html")}

    assert {name: size for name, size in sizes.items() if size > 30_000} == {}


@both
def test_pages_are_complete_markdown_of_their_own(build: Built) -> None:
    """build/docs can be read and diffed: every page names its title, and no template or missing value shines through."""
    for path in (build() / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")

        assert text.startswith("---\n"), path
        assert re.search(r"^title: .", text, re.MULTILINE), path
        for slip in ("{{", "{%", ">None<", ">nan<", " nan ", "NaN", "Undefined"):
            assert slip not in text, (path, slip)


@both
def test_no_page_needs_the_markdown_reader(build: Built) -> None:
    """It takes ten times as long as all the rest of a page. The handbook alone is written in Markdown."""
    read = [
        path.relative_to(build() / "docs").as_posix()
        for path in sorted((build() / "docs").rglob("*.md"))
        if as_blocks(path.read_text(encoding="utf-8").split("---\n", 2)[2].strip()) is None
    ]

    assert [name for name in read if not name.startswith("handbook")] == []


@both
def test_nothing_in_the_site_names_the_folder_it_was_built_in(build: Built) -> None:
    assert _naming((build() / "site"), [str(build().parent), str(REPOSITORY), str(Path.home())]) == []


def _naming(folder: Path, words: Iterable[str]) -> list[str]:
    return [name for name, held in _bytes(folder).items() for word in words if word.encode() in held]

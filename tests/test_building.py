"""`build` again: what has not changed stays as it lies, what has is right, and the files are those of a clean build."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from mkdocs.utils.templates import url_filter
from typer.testing import CliRunner

from generators.__main__ import app
from generators.inputs.settings import Root
from generators.pages.templates import Page
from generators.site import parts, workers
from generators.site.building import Wanted, build
from generators.site.frames import Frames
from generators.site.search import entries, index
from generators.site.sitemap import maps_of
from generators.site.theme import Theme, as_blocks
from tests.sites import HARBOURSHIRE, LONGSHORE, REPOSITORY, scratch, write

_IMPACT, _ABOUT = "data/longshore/impact.csv", "data/longshore/area.yml"
_KEPT = ("harbourshire/area.yml", "harbourshire/places.csv", "harbourshire/waiting.csv", "longshore/places.csv", "longshore/impact.csv", "longshore/training.csv")  # fmt: skip
TWO = {name: text for name, text in (HARBOURSHIRE | LONGSHORE).items() if name.endswith(_KEPT)} | {
    "data/harbourshire/area.yml": HARBOURSHIRE["data/harbourshire/area.yml"]
    .replace("[population, attainment, waiting, provision]", "[waiting]")
    .partition("tables:")[0]
    + "tables: {waiting: {source: example}}\n",
    _ABOUT: LONGSHORE[_ABOUT].partition("sections:")[0]
    + "sections: [training, impact]\n"
    + "sources: {example: {title: Example tables, publisher: Office of Examples, date: '2031', licence: CC0}}\n"
    + "tables: {training: {source: example}, impact: {source: example}}\n",
}
_CHANGED = {_IMPACT: LONGSHORE[_IMPACT].replace("40,50", "42,50")}
runner = CliRunner()


def _files(build: Path) -> dict[str, bytes]:
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for side in ("docs", "site", "private")
        for path in sorted((build / side).rglob("*"))
        if path.is_file()
    }


def _clean(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a root that was never built before."""
    assert not build(Root(write(folder, dict(files)))).failed
    return _files(folder / "build")


@cache
def _built() -> Path:
    """A built root with two areas."""
    root = write(scratch("two"), TWO)
    assert build(Root(root)).fresh == ("harbourshire", "longshore")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Root:
    """A copy of it."""
    return Root(Path(shutil.copytree(_built(), tmp_path / "root")))


# --- What is done again ----------------------------------------------------------


def test_nothing_changed_does_nothing_and_says_so(root: Root) -> None:
    before = {path: path.stat() for path in root.build.rglob("*")}
    again = build(root)
    printed = runner.invoke(app, ["build", "--root", str(root.path)]).output

    assert (again.changed, again.fresh, again.failed) == (False, (), False)
    assert {path: path.stat().st_mtime_ns for path in root.build.rglob("*")} == {p: s.st_mtime_ns for p, s in before.items()}  # fmt: skip
    assert "Nothing has changed." in printed
    assert "harbourshire: " in printed, "what is withheld is told all the same"


def test_where_nothing_changed_no_arithmetic_is_even_loaded(root: Root) -> None:
    code = f"import sys; from generators.__main__ import app; app(['build', '--root', {str(root.path)!r}], standalone_mode=False); sys.exit('pandas' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60).returncode == 0


def test_problems_of_an_unchanged_area_are_told_again(root: Root) -> None:
    first = build(root).told

    assert any(text.startswith("data/harbourshire/waiting.csv:8:") for _, text in first)
    assert build(root, Wanted(clean=True)).told == first


def test_one_changed_cell_rebuilds_its_area_and_the_pages_across_and_nothing_else(root: Root, tmp_path: Path) -> None:
    before = {path: path.stat().st_ino for path in root.build.rglob("*")}
    write(root.path, _CHANGED)
    done = build(root)
    touched = {
        path.relative_to(root.build / "site").as_posix()
        for path in (root.build / "site").rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_ino
    }

    assert done.fresh == ("longshore",)
    assert _files(root.build) == _clean(tmp_path / "clean", TWO | _CHANGED)
    assert not [
        name for name in touched if "harbourshire" in name or name.startswith(("handbook", "assets", "methods"))
    ]
    assert {"areas/longshore/impact/index.html", "api/v1/areas/longshore/impact.json"} <= touched


def test_a_change_that_pages_across_areas_show_reaches_them(root: Root, tmp_path: Path) -> None:
    changed = TWO | {_ABOUT: TWO[_ABOUT].replace("name: Longshore", "name: Longshore & Sands")}
    write(root.path, changed)
    build(root)

    assert "Longshore &amp; Sands" in (root.build / "site/index.html").read_text(encoding="utf-8")
    assert _files(root.build) == _clean(tmp_path / "clean", changed)


@pytest.mark.parametrize(
    "files",
    [
        {"site_config/thresholds.yml": "predicted_need_percent: 40\n"},
        {"templates/theme/partials/footer.html": "<footer>Ours</footer>"},
        {"templates/pages/areas.md.j2": "<h1>Our areas</h1>"},
        {"site_config/assets/favicon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
    ],
    ids=["a setting", "the theme", "a template", "an asset"],
)
def test_what_every_page_depends_on_rebuilds_every_page(root: Root, tmp_path: Path, files: dict[str, str]) -> None:
    write(root.path, files)

    assert build(root).fresh == ("harbourshire", "longshore")
    assert _files(root.build) == _clean(tmp_path / "clean", TWO | files)


def test_an_area_and_a_section_that_go_leave_nothing_behind(root: Root, tmp_path: Path) -> None:
    fewer = {name: text for name, text in TWO.items() if "longshore" in name and name != _IMPACT}
    fewer[_ABOUT] = TWO[_ABOUT].replace(", impact]", "]").replace(", impact: {source: example}", "")
    (root.path / _IMPACT).unlink()
    shutil.rmtree(root.path / "data/harbourshire")
    write(root.path, fewer)

    assert build(root).fresh == ("longshore",)
    assert _files(root.build) == _clean(tmp_path / "clean", fewer)


def test_some_areas_then_all_of_them(root: Root, tmp_path: Path) -> None:
    assert build(root, Wanted(("harbourshire",))).fresh == ()
    assert not (root.build / "site/areas/longshore").exists()
    assert build(root).fresh == ("longshore",)
    assert _files(root.build) == _clean(tmp_path / "clean", TWO)


def test_times_and_places_of_files_do_not_matter(root: Root, tmp_path: Path) -> None:
    for path in (root.path / "data").rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))

    assert not build(root).changed
    assert not build(Root(Path(shutil.copytree(root.path, tmp_path / "copy")))).changed


def test_another_address_of_the_site_rebuilds_every_page(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")

    assert len(build(root).fresh) == 2
    assert "https://example.org/areas/" in (root.build / "site/areas/index.html").read_text(encoding="utf-8")
    assert not build(root).changed


@pytest.mark.parametrize(
    "lost", [".built.json", "site", "docs", ".kept/longshore", "site/areas/longshore", "site/index.html"]
)
def test_what_is_missing_of_the_last_build_is_made_again(root: Root, lost: str) -> None:
    before = _files(root.build)
    path = root.build / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    build(root)

    assert _files(root.build) == before


def test_a_record_of_the_last_build_that_cannot_be_read_is_as_good_as_none(root: Root) -> None:
    before = _files(root.build)
    (root.build / ".built.json").write_text('{"areas": 1')
    write(root.build, {"site/areas/gone/index.html": "", "docs/gone.md": ""})

    assert len(build(root).fresh) == 2
    assert _files(root.build) == before


def test_clean_does_everything_again(root: Root) -> None:
    assert len(build(root, Wanted(clean=True)).fresh) == 2


# --- When it fails -------------------------------------------------------------------


def test_areas_that_were_done_before_another_failed_are_not_done_again(
    root: Root, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, waiting = _files(root.build), "data/harbourshire/waiting.csv"
    write(root.path, _CHANGED | {waiting: HARBOURSHIRE[waiting].replace("80,60", "80x,60")})
    failed = build(root)

    assert failed.failed
    assert next(text for severity, text in failed.told if severity == "error").startswith("data/harbourshire/waiting.csv:2: column waiting: ")  # fmt: skip
    assert _files(root.build) == last

    made: list[str] = []
    written = parts._written
    monkeypatch.setattr(parts, "_written", lambda root, slug, *more: (made.append(slug), written(root, slug, *more))[1])
    write(root.path, {waiting: HARBOURSHIRE[waiting]})
    mended = build(root)

    assert made == []
    assert mended.fresh == ("longshore",)
    assert _files(root.build) == _clean(tmp_path / "clean", TWO | _CHANGED)


def test_an_error_in_what_areas_share_is_told_beside_theirs(root: Root) -> None:
    last = _files(root.build)
    write(
        root.path,
        {"site_config/calendar.yml": "coming: [{area: nowhere, edition: '2032', due: 2032-01}]\n", _IMPACT: "period\n"},
    )
    failed = build(root)
    files = {text.partition(":")[0] for severity, text in failed.told if severity == "error"}

    assert files == {"site_config/calendar.yml", _IMPACT}
    assert _files(root.build) == last


def test_settings_that_cannot_be_read_stop_a_build_with_a_sentence(root: Root) -> None:
    last = _files(root.build)
    write(root.path, {"site_config/indicators.yml": "indicators: 3\n"})
    failed = build(root)

    assert failed.failed
    assert [text.partition(" ")[0] for _, text in failed.told] == ["site_config/indicators.yml:1:"]
    assert _files(root.build) == last


def test_a_stray_file_is_told_of_though_what_areas_share_is_kept(root: Root) -> None:
    write(root.path, _CHANGED | {"data/stray.csv": "place,percent\n"})
    done = build(root)

    assert done.failed
    assert [text for _, text in done.told if "stray.csv" in text]


def test_what_areas_share_is_not_read_again_for_a_changed_cell(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_around(root: Root, *, unprotected: bool = False) -> None:
        raise AssertionError("it was kept")

    parts.around_of.cache_clear()
    monkeypatch.setattr(parts, "read_around", read_around)
    write(root.path, _CHANGED)

    assert build(root).fresh == ("longshore",)


def test_templates_are_compiled_once_for_a_frame_and_go_with_it(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = root.build.glob(".compiled/*")
    assert list(before.glob("pages/*")), "templates of pages"
    assert list(before.glob("theme/*")), "and of the theme"

    names, compiled = [], jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str, *more: Any) -> Any:
        names.append(name)
        return compiled(self, source, name, *more)

    for cached in (parts.around_of, parts.given_of, parts.theme_of):
        cached.cache_clear()
    write(root.path, _CHANGED)
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", noted)
        assert build(root).fresh == ("longshore",)
    assert set(names) <= {
        "partials/language.html",
        "partials/languages/en.html",
    }  # Material's search reads these by itself
    write(root.path, {"templates/pages/areas.md.j2": "<h1>Ours</h1>\n"})
    build(root)
    (after,) = root.build.glob(".compiled/*")
    assert after != before


def test_what_areas_share_is_read_again_where_it_cannot_be_read_as_it_was_kept(root: Root, tmp_path: Path) -> None:
    (kept,) = root.build.glob(".kept/around-*.pickle")
    kept.write_bytes(b"cut off")
    write(root.path, _CHANGED)

    assert build(root).fresh == ("longshore",)
    assert _files(root.build) == _clean(tmp_path / "clean", TWO | _CHANGED)


def test_a_file_that_moved_to_another_area_is_still_at_its_old_address_when_an_area_changes(root: Root) -> None:
    old = "areas/harbourshire/data/gone.csv"
    new = next(
        path.relative_to(root.build / "site").as_posix()
        for path in (root.build / "site").glob("areas/longshore/data/*.csv")
    )
    write(root.path, {"site_config/redirects.yml": f"moves:\n- {{from: {old}, to: {new}}}\n"})
    build(root)
    waiting = "data/harbourshire/waiting.csv"
    for files in ({waiting: TWO[waiting].replace("80,60", "81,60")}, _CHANGED):
        build(Root(write(root.path, files)))

        assert (root.build / "site" / old).read_bytes() == (root.build / "site" / new).read_bytes()


# --- Side by side ----------------------------------------------------------------------


def test_one_process_and_two_make_the_same_files(root: Root, tmp_path: Path) -> None:
    other = Root(write(tmp_path / "other", TWO))
    said: list[str] = []
    done = build(other, Wanted(jobs=2), said.append)

    assert not done.failed
    assert said[-1] == "Putting it in place"
    assert "Areas: 2 of 2" in said
    assert _files(other.build) == _files(root.build)


def test_a_process_that_dies_costs_its_areas_another_try(
    tmp_path: Path, root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Root(write(tmp_path / "other", TWO))
    monkeypatch.setattr(workers, "_make", _dying)
    done = build(other, Wanted(jobs=2))

    assert not done.failed
    assert (tmp_path / "other/died").exists()
    assert _files(other.build) == _files(root.build)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
def test_a_build_that_is_killed_takes_its_processes_with_it(tmp_path: Path) -> None:
    root = write(tmp_path / "root", TWO)
    command = [sys.executable, "-m", "generators", "build", "--root", str(root), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=REPOSITORY) as started:
        while not (own := _children(started.pid)):
            assert started.poll() is None
        started.kill()

    until = time.monotonic() + 30
    while any(_is_alive(process) for process in own):
        assert time.monotonic() < until, own
        time.sleep(0.1)


def _children(process: int) -> list[int]:
    """The processes that do areas for another one, once both are there."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    found = [int(one) for one in text.split() if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
    return found if len(found) == 2 else []


def _is_alive(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _dying(path: str, slug: str, asked: parts.Asked, target: str) -> str:
    died = Path(path, "died")
    if slug == "longshore" and not died.exists():
        died.touch()
        os._exit(9)
    return parts.make(path, slug, asked, target)


@contextmanager
def _cluster(folder: Path, workers: int) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    """A Dask scheduler and its workers, each in a process of its own; and the address that it writes down."""
    told = folder / "scheduler.json"
    with ExitStack() as stack:

        def run(module: str, *more: str) -> "subprocess.Popen[bytes]":
            command = [sys.executable, "-m", f"distributed.cli.{module}", *more]
            process = stack.enter_context(subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL))
            stack.callback(process.kill)
            return process

        run("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        started = [
            run("dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-dashboard", "--no-nanny")
            for _ in range(workers)
        ]
        from distributed import Client

        while not told.exists():
            pass
        with Client(scheduler_file=str(told)) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=60)
            address = client.scheduler.address
        yield address, started


def test_a_cluster_that_loses_a_worker_makes_the_same_files(tmp_path: Path, root: Root) -> None:
    shared = Root(write(tmp_path / "shared", TWO))
    with _cluster(tmp_path, 2) as (address, started):

        def told(step: str) -> None:
            if step == "Areas: 0 of 2":
                started[0].kill()

        done = build(shared, Wanted(cluster=workers.Cluster(address)), told)

    assert not done.failed
    assert _files(shared.build) == _files(root.build)


def test_a_cluster_that_sees_an_object_store_alone_makes_the_same_files_and_leaves_nothing_there(
    tmp_path: Path, root: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden, store = Root(write(tmp_path / "hidden", TWO)), tmp_path / "bucket"
    monkeypatch.setattr(parts, "make", None)  # nothing is done here
    with _cluster(tmp_path, 2) as (address, started):

        def told(step: str) -> None:
            if step == "Areas: 0 of 2":
                started[0].kill()

        done = build(hidden, Wanted(cluster=workers.Cluster(address, f"file://{store}")), told)

    assert not done.failed
    assert _files(hidden.build) == _files(root.build)
    assert list(store.iterdir()) == []


@pytest.mark.parametrize(
    ("store", "said"),
    [
        ("nosuch://bucket", "Protocol not known: nosuch"),
        ("file:///proc/none", "nothing can be written there"),
    ],
)
def test_a_store_that_cannot_be_used_is_a_sentence(root: Root, tmp_path: Path, store: str, said: str) -> None:
    write(root.path, _CHANGED)
    with _cluster(tmp_path, 1) as (address, _):
        done = runner.invoke(app, ["build", "--root", str(root.path), "--scheduler", address, "--store", store])

    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_a_store_without_a_scheduler_is_a_sentence(root: Root) -> None:
    done = runner.invoke(app, ["build", "--root", str(root.path), "--store", "memory://x"])

    assert done.exit_code == 2
    assert "name its --scheduler too" in " ".join(done.output.split())


def test_a_worker_with_other_code_is_refused(root: Root, tmp_path: Path) -> None:
    asked = parts.Asked("of another machine", "")

    with pytest.raises(workers.NoSchedulerError, match="other code, libraries or settings"):
        workers._make_there(str(root.path), "longshore", asked, str(tmp_path / "part"))
    assert not (tmp_path / "part").exists()


def test_an_address_where_no_scheduler_answers_is_a_sentence(root: Root) -> None:
    write(root.path, _CHANGED)
    done = runner.invoke(app, ["build", "--root", str(root.path), "--scheduler", "nonsense://x"])

    assert done.exit_code == 2
    assert "--scheduler" in done.output


# --- As MkDocs would ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<p>One</p>\n<p>Two</p>", "<p>One</p>\n<p>Two</p>"),
        ("<p>One</p><h2 id='a'>Two</h2>\n\n<div><p>x</p>\ny</div>", "<p>One</p>\n<h2 id='a'>Two</h2>\n<div><p>x</p>\ny</div>"),
        ("# A heading\n<p>One</p>", None),
        ("<p>One</p>\nwords\n<p>Two</p>", None),
        ("<p>One</p>\n*words*", None),
        ("<p>One", None),
        ("</p><p>One</p>", None),
        ("words", None),
        ("<span>words</span>", None),
    ],
)  # fmt: skip
def test_only_bodies_of_whole_blocks_pass_as_they_are(body: str, blocks: str | None) -> None:
    assert as_blocks(body) == blocks


def test_a_page_with_markdown_in_it_is_read_as_markdown(tmp_path: Path) -> None:
    theme = Theme(Root(write(tmp_path, {})), {})
    page = Page("areas/", {"title": "All areas"}, "# All *areas*\n\n- one\n- two")

    assert "<em>areas</em></h1>\n<ul>\n<li>one</li>" in theme.html(page)


def test_plugins_and_extensions_of_a_roots_own_file_are_used(tmp_path: Path) -> None:
    hook = "def on_page_content(html, page, config, files):\n    return html.replace('One', 'Won')\n"
    text = "site_name: Ours\nhooks: [hook.py]\nplugins: [search]\nnav: [index.md]\nnot_in_nav: '/**'\nmarkdown_extensions: [abbr]\n"
    root = write(tmp_path, {"mkdocs.yml": text + "theme: {name: material, font: false}\n", "hook.py": hook})
    page = Page("x/", {"title": "X"}, "One *HTML*\n\n*[HTML]: words")

    assert '<p>Won <em><abbr title="words">HTML</abbr></em></p>' in Theme(Root(root), {}).html(page)


def test_what_looks_at_the_page_has_no_frame() -> None:
    templates = {
        "fixed.html": "<a href='{{ 'assets/x.css' | url }}'>{{ config.site_name }}</a>{% include 'partials/title.html' %}",
        "looks.html": "{{ page.title }}{% include 'partials/title.html' %}",
        "asks.html": "{% if page.meta.wide %}wide{% endif %}",
        "links.html": "<a href='{{ 'areas/' | url }}'>All areas</a>",
        "partials/title.html": "<b>{{ page.title }}</b>",
    }
    env = jinja2.Environment(loader=jinja2.DictLoader(templates))
    env.filters["url"] = url_filter
    frames = Frames(env)
    pages = [SimpleNamespace(title=title, url=f"areas/{title}/", meta={}) for title in ("one", "two")]
    contexts = [{"page": page, "base_url": "../..", "config": {"site_name": "Ours"}} for page in pages]

    assert [frames.html("fixed.html", one) for one in contexts] == [
        f"<a href='../../assets/x.css'>Ours</a><b>{page.title}</b>" for page in pages
    ]
    for name in ("looks.html", "asks.html", "links.html"):
        assert frames.html(name, contexts[0]) is None


def test_marks_for_another_search_go_with_the_space_before_them() -> None:
    theme = Theme(Root(REPOSITORY), {})
    page = Page(
        "x/", {"title": "X"}, '<p data-search-exclude="yes" id="a"data-search-boost="2">One</p><p>data-search</p>'
    )

    assert '<p id="a">One</p>\n<p>data-search</p>' in theme.html(page)


# --- What is the same on both sides ---------------------------------------------------


def test_files_for_programs_are_written_once_and_copied_where_a_file_system_has_no_links(
    root: Root, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = write(tmp_path / "fresh", TWO)
    build(Root(fresh))
    for name in ("areas/longshore/data/longshore.xlsx", "areas/longshore/data/datapackage.json"):
        assert (fresh / "build/docs" / name).samefile(fresh / "build/site" / name)

    def refused(*names: str) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refused)
    assert _clean(tmp_path / "other", TWO) == _files(root.build)


# --- Search, and the map of the site -----------------------------------------------------


def test_the_index_has_titles_summaries_and_headings_and_no_numbers_of_tables() -> None:
    page = Page("a/need/", {"title": "Need & more", "description": "One in two <b>"}, '<h1>Need</h1><h2 id="x">So <b>it</b> is</h2><table><td>17</td></table>')  # fmt: skip
    place = Page(
        "a/places/b/", {"title": "B", "description": "Words", "section": "places"}, '<h2 id="x">B in numbers</h2>'
    )
    hidden = Page("embed/", {"title": "E", "search": {"exclude": True}}, "<h1>E</h1>")

    titles, headings = entries([page, place, hidden])

    assert titles == [
        {"location": "a/need/", "title": "Need &amp; more", "text": "One in two &lt;b&gt;"},
        {"location": "a/places/b/", "title": "B", "text": ""},
    ]
    assert headings == [{"location": "a/need/#x", "title": "So it is", "text": ""}]


def test_a_large_site_is_found_by_titles_and_summaries_alone() -> None:
    found = [([{"location": f"{number}/", "title": "T", "text": ""}], [{"location": f"{number}/#h", "title": "H", "text": ""}]) for number in range(2_001)]  # fmt: skip

    assert '"title":"H"' in index({}, found[:2_000])
    assert '"title":"H"' not in index({}, found)


def test_the_map_of_a_large_site_is_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/needs/")
    theme = Theme(Root(write(tmp_path, {})), {})
    maps = maps_of(theme, ["", "a/", "b/", "c/", "d/"], most=2)

    assert list(maps) == [f"{name}{packed}" for name in ("sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml") for packed in ("", ".gz")]  # fmt: skip
    assert maps["sitemap.xml"].decode().count("<sitemap><loc>https://example.org/needs/sitemap-") == 3
    assert "<loc>https://example.org/needs/b/</loc>" in maps["sitemap-2.xml"].decode()
    assert [maps_of(theme, ["", "a/"], most=2)["sitemap.xml"].decode().count("<url>")] == [2]

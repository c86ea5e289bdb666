"""The live preview: what a saved file changes, what an error leaves standing, and who is answered."""

import http.client
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generators.inputs.settings import Root
from generators.serve import PortError, serve
from generators.serve.preview import Preview
from generators.serve.server import listening
from generators.serve.watching import areas_of, changed, snapshot
from generators.site.broken import tried
from generators.site.building import build
from tests.browse import chromium
from tests.sites import REPOSITORY, examined, write
from tests.test_authoring import run

PROMISED = 2  # seconds from saving to the browser
BUSY = 3  # how much slower a machine is that runs other tests beside this one
SALTMARSH = REPOSITORY / "tests/projects/saltmarsh"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The made-up project, to be changed."""
    return Path(shutil.copytree(SALTMARSH, tmp_path / "project"))


@contextmanager
def served(root: Path) -> Iterator[tuple[int, list[str]]]:
    """The port of a running preview, and what its terminal says."""
    said: list[str] = []
    stop = threading.Event()
    running = threading.Thread(target=serve, args=(Root(root), 0, said.append, stop))
    running.start()
    try:
        _until(lambda: any(text.startswith("Built") or text.startswith("The last") for text in said))
        yield int(said[0].split(":")[2].split("/")[0]), said
    finally:
        stop.set()
        running.join()


def _until(true: Callable[[], bool], patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_what_belongs_to_one_area(project: Path) -> None:
    root = Root(project)

    assert areas_of(root, ["data/twin-rivers/waiting.csv"]) == {"twin-rivers"}
    assert areas_of(root, ["content/saltmarsh-vale/waiting.md", "data/twin-rivers/places.yml"]) == {"twin-rivers", "saltmarsh-vale"}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["data/benchmarks/places.csv", "data/stray.csv", "site_config/indicators.yml", "templates/a.j2", "data/gone/waiting.csv", "mkdocs.yml", "data/twin-rivers/area.yml"],
)  # fmt: skip
def test_what_concerns_every_area(project: Path, name: str) -> None:
    assert areas_of(Root(project), [name]) is None


def test_files_that_changed(project: Path) -> None:
    before = snapshot(Root(project))
    (project / "data/twin-rivers/waiting.csv").write_text("new", encoding="utf-8")
    (project / "data/twin-rivers/places.yml").unlink()
    (project / "content/note.md").write_text("", encoding="utf-8")
    (project / "data/twin-rivers/.waiting.csv.swp").write_text("", encoding="utf-8")

    assert changed(before, snapshot(Root(project))) == {"data/twin-rivers/waiting.csv", "data/twin-rivers/places.yml", "content/note.md"}  # fmt: skip


def test_pages_drawn_anew_are_those_of_the_whole_site(project: Path) -> None:
    said: list[str] = []
    with Preview(Root(project), said.append) as preview:
        preview.everything()
        _edit(project / "content/saltmarsh-vale/waiting.md", "\n", "\n\nNew words.\n")
        preview.refresh({"saltmarsh-vale"})
        fresh = preview.folders[0]
        drawn = {path.relative_to(fresh).as_posix(): path.read_text(encoding="utf-8") for path in fresh.rglob("*.html")}
        unfinished = preview.unfinished
        preview.everything()
        whole = {name: (preview.folders[1] / name).read_text(encoding="utf-8") for name in drawn}

    assert list(drawn) == ["areas/saltmarsh-vale/waiting/index.html"]
    assert "New words." in whole["areas/saltmarsh-vale/waiting/index.html"]
    assert drawn == whole
    assert unfinished
    assert not preview.unfinished


def test_an_error_leaves_the_last_good_site_and_is_told(project: Path) -> None:
    said: list[str] = []
    file = project / "data/saltmarsh-vale/waiting.csv"
    good = file.read_bytes()
    with Preview(Root(project), said.append) as preview:
        preview.everything()
        pages = {path: path.read_bytes() for path in preview.folders[1].rglob("*.html")}
        first = preview.state()
        file.write_bytes(good + b"nonsense\n")
        preview.refresh({"saltmarsh-vale"})
        broken = preview.state()
        file.write_bytes(good)
        preview.refresh({"saltmarsh-vale"})

        assert first == (1, [])
        assert broken[0] == 2
        assert broken[1][0].startswith("data/saltmarsh-vale/waiting.csv:")
        assert said[1:3] == [broken[1][0], "The last good site is shown."]
        assert preview.state() == (3, [])
        assert {path: path.read_bytes() for path in pages} == pages


def test_a_page_carries_the_script_and_the_file_does_not(project: Path) -> None:
    with served(project) as (port, _):
        status, page = _get(port, "/areas/saltmarsh-vale/")
        script = _get(port, "/_needsbook/reload.js")
        file = (project / "build/site/areas/saltmarsh-vale/index.html").read_text(encoding="utf-8")

        assert status == 200
        assert page == file.replace("</body>", '<script src="/_needsbook/reload.js"></script></body>')
        assert script[0] == 200
        assert _get(port, "/nowhere/")[0] == 404
        assert _get(port, "/areas/saltmarsh-vale")[0] == 301
        assert _get(port, "/../data/saltmarsh-vale/area.yml")[0] == 404
        assert _get(port, "/", host=f"localhost:{port}")[0] == 200
        assert _get(port, "/", host="needsbook.example.org")[0] == 403


def test_a_port_that_is_taken(project: Path) -> None:
    with (
        Preview(Root(project), print) as preview,
        listening(0, preview) as server,
        pytest.raises(PortError, match="in use"),
    ):
        listening(server.server_port, preview)


def test_a_site_that_never_was_good_says_what_is_wrong(project: Path) -> None:
    (project / "data/saltmarsh-vale/waiting.csv").write_text("nonsense\n", encoding="utf-8")
    with served(project) as (port, said):
        status, page = _get(port, "/")

        assert said[-1] == "The last good site is shown."
        assert (status, "Nothing is built yet." in page) == (404, True)


def test_news_reach_a_page(project: Path) -> None:
    with served(project) as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/_needsbook/events")
        stream = connection.getresponse()
        first = json.loads(stream.readline().decode().removeprefix("data: "))
        stream.readline()
        _edit(project / "data/saltmarsh-vale/waiting.csv", "\n", "\nnonsense\n")
        second = json.loads(stream.readline().decode().removeprefix("data: "))

        assert first == {"version": 1, "errors": []}
        assert second["version"] == 2
        assert second["errors"][0].startswith("data/saltmarsh-vale/waiting.csv:2: row: expected")


@pytest.fixture
def derby(tmp_path: Path) -> Path:
    """Derby alone."""
    for name in ("data", "content"):
        shutil.copytree(REPOSITORY / name / "derby", tmp_path / name / "derby")
    examined(tmp_path)  # warms what a second run finds warm
    return tmp_path


@pytest.mark.browser
def test_a_saved_number_shows_in_the_browser_and_so_does_a_mistake(derby: Path) -> None:
    file = derby / "data/derby/waiting.csv"
    with served(derby) as (port, said), chromium() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/areas/derby/waiting/", wait_until="load")
        assert "8,817" not in page.text_content("body")

        start = time.monotonic()
        _edit(file, "0-4,,88,", "0-4,,8817,")
        page.wait_for_function("() => document.body.textContent.includes('8,817')", timeout=20_000)
        seconds = time.monotonic() - start
        _edit(file, "0-4,,8817,", "0-4,,88x,")
        page.wait_for_selector("#needsbook-problems", timeout=20_000)
        problem = page.inner_text("#needsbook-problems")
        assert "8,817" in page.text_content("body")
        assert problem.splitlines()[0] == "One error: the last good site is shown"
        assert 'data/derby/waiting.csv:2: column waiting: expected a whole number, found "88x"' in problem
        assert any('found "88x"' in text for text in said)
        _edit(file, "0-4,,88x,", "0-4,,88,")
        page.wait_for_function("() => !document.body.textContent.includes('8,817')", timeout=20_000)

        assert page.locator("#needsbook-problems").count() == 0
        assert seconds < PROMISED * BUSY


BROKEN = [
    pytest.param("templates/pages/area.md.j2", "{% if x %}", "", "1: template: expected a template that can be read, found \"Unexpected end of template.", id="half-typed"),
    pytest.param("templates/pages/area.md.j2", "{{ figuer.title }}", "", "1: template: expected names and values that this template is given, found \"'figuer' is undefined\"", id="an unknown name"),
    pytest.param("templates/pages/area.md.j2", "\n\n{{ 1 / 0 }}", "", '3: template: expected names and values that this template is given, found "division by zero"', id="what cannot be computed"),
    pytest.param("templates/pages/area.md.j2", "{% include 'nowhere.j2' %}", "", "1: template: expected names and values that this template is given, found \"'nowhere.j2' not found", id="no such template"),
    pytest.param("templates/theme/main.html", "{% extends 'base.html' %}{% block content %}", "", "1: template: expected a template that can be read, found", id="of the theme"),
    pytest.param("templates/theme/main.html", "<p>\n{{ no.such }}", "", "2: template: expected names and values that this template is given, found \"'no' is undefined\"", id="an unknown name in the theme"),
    pytest.param("mkdocs.yml", "site_name: [", "", ": MkDocs: expected no warning, found \"MkDocs encountered an error parsing the configuration file: while parsing", id="settings that cannot be read"),
    pytest.param("templates/pages/area.md.j2", "[x](nowhere.md)", "mkdocs.yml", ": MkDocs: expected no warning, found \"Doc file 'areas/", id="a strict warning"),
]  # fmt: skip


def _wrong(project: Path) -> list[str]:
    """What a build says that stops it."""
    done = build(Root(project))
    assert done.failed
    return [text for severity, text in done.told if severity == "error"]


@pytest.mark.parametrize(("file", "text", "named", "says"), BROKEN)
def test_what_is_wrong_with_a_template_or_with_mkdocs(
    project: Path, file: str, text: str, named: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    write(project, {file: text})
    told = _wrong(project)

    assert told[0].startswith(f"{named or file}{'' if says.startswith(':') else ':'}{says}")
    assert capfd.readouterr().err == ""


def test_a_template_in_another_encoding(project: Path) -> None:
    (project / "templates/pages").mkdir(parents=True, exist_ok=True)
    (project / "templates/pages/area.md.j2").write_bytes(b"caf\xe9")

    assert _wrong(project) == [
        'templates/pages/area.md.j2:1: template: expected UTF-8, found "another encoding"; save it as UTF-8'
    ]


def test_a_mistake_of_ours_is_not_taken_for_the_authors(project: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        tried(Root(project), lambda: 1 / 0)


def test_a_broken_template_leaves_the_last_good_site_until_it_is_mended(project: Path) -> None:
    said: list[str] = []
    with Preview(Root(project), said.append) as preview:
        preview.everything()
        pages = {path: path.read_bytes() for path in preview.folders[1].rglob("*.html")}
        template = "templates/pages/area.md.j2"
        write(project, {template: "{% if x %}"})
        preview.refresh(None)
        broken = preview.state()
        write(project, {"content/saltmarsh-vale/waiting.md": "New words.\n"})
        preview.refresh({"saltmarsh-vale"})
        still = preview.state()
        kept = {path: path.read_bytes() for path in pages}
        (project / template).unlink()
        preview.refresh(None)
        page = (preview.folders[1] / "areas/saltmarsh-vale/waiting/index.html").read_text(encoding="utf-8")

        assert said[1:3] == [*broken[1], "The last good site is shown."]
        assert broken[1][0].startswith(f"{template}:1: template: expected a template that can be read")
        assert still == (broken[0] + 1, broken[1])
        assert kept == pages
        assert preview.state() == (still[0] + 1, [])
        assert "New words." in page


def test_a_build_with_a_broken_template_is_a_sentence(project: Path) -> None:
    write(project, {"templates/pages/area.md.j2": "{{ figuer }}"})
    code, output = run("build", "--root", str(project))

    assert code == 1
    assert output.splitlines()[-2:] == [
        "templates/pages/area.md.j2:1: template: expected names and values that this template is given, found \"'figuer' is undefined\"; look how the package's own template says it",
        "2 areas: 1 error, 0 warnings, 0 notes. Nothing was built; the last good site is untouched.",
    ]

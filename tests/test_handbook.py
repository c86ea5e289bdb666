"""The handbook, followed from an empty folder: every command runs, every example is taken, and what it shows is what is said."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.main import get_command

from generators.__main__ import app
from generators.pages.error_list import meanings
from generators.pages.handbook import handbook_pages
from tests.sites import REPOSITORY
from tests.test_authoring import run
from tests.test_published_contradictions import _samples
from tests.test_serve import _get, served

HANDBOOK = REPOSITORY / "docs/handbook"
PAGES = sorted(path.stem for path in HANDBOOK.glob("*.md"))
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VERBS = set(get_command(app).list_commands(None))  # type: ignore[attr-defined,arg-type]


class Block(NamedTuple):
    """An example: what it is, what is said of it, and its text."""

    kind: str
    about: str
    text: str


def blocks(page: str) -> list[Block]:
    """The examples of a page, in their order."""
    return [Block(*found) for found in BLOCK.findall((HANDBOOK / f"{page}.md").read_text(encoding="utf-8"))]


def commands(page: str) -> Iterator[list[str]]:
    """The commands of a page, as words."""
    for block in blocks(page):
        if block.kind == "sh":
            yield from (shlex.split(line) for line in block.text.splitlines())


def follow(page: str, *, serving: bool) -> None:
    """Does what a page says, in the current folder."""
    output = ""
    for block in blocks(page):
        if block.kind in ("csv", "yaml", "markdown"):
            _write(block)
        elif block.kind == "output":
            assert block.text.strip() in output, f"{page}: {output}"
        elif block.kind == "sh":
            for line in block.text.splitlines():
                _, verb, *arguments = shlex.split(line)
                if verb == "serve":
                    if serving:
                        _serve()
                    continue
                code, output = run(verb, *arguments)
                assert code == (1 if block.about == "fails" else 0), f"{line}: {output}"


def _write(block: Block) -> None:
    append, _, name = block.about.rpartition(" ")
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if append == "append" else ""
    path.write_text(before + block.text, encoding="utf-8")


def _serve() -> None:
    with served(Path.cwd()) as (port, _):
        assert "120" in _get(port, "/areas/leeds/waiting/")[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_example_of_the_handbook_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = sorted({words[1] for words in commands(page)} - VERBS)
    if missing:
        pytest.skip(f"the command has no verb {missing[0]} yet")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    subprocess.run(["git", "init", "--quiet"], check=True)
    for key, value in (("user.name", "Keeper"), ("user.email", "keeper@example.org")):
        subprocess.run(["git", "config", key, value], check=True)
    if page != "first-area":
        follow("first-area", serving=False)
    follow(page, serving=True)


def test_the_commands_for_windows_are_those_of_the_readme() -> None:
    (block,) = (block for block in blocks("windows") if block.kind == "bat")
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8") + (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")  # fmt: skip

    assert [line for line in block.text.splitlines() if line not in readme] == []


def test_every_page_is_listed_and_every_link_leads_somewhere() -> None:
    pages = {page.address: page for page in handbook_pages(HANDBOOK)}
    index = (HANDBOOK / "index.md").read_text(encoding="utf-8")
    links = [(name, link) for name in PAGES for link in re.findall(r"\]\(([\w-]+)\.md\)", (HANDBOOK / f"{name}.md").read_text(encoding="utf-8"))]  # fmt: skip

    assert [link for link in links if link[1] not in PAGES] == []
    assert [name for name in LISTED if f"({name}.md)" not in index] == []
    assert set(pages) == {"handbook/", *(f"handbook/{name}/" for name in PAGES if name != "index")}


LISTED = [name for name in PAGES if name not in ("index", "editions", "who-may-see-what")]


def test_every_rule_has_its_meaning() -> None:
    known = {rule: meaning for _, rule, meaning in meanings()}
    page = next(page for page in handbook_pages(HANDBOOK) if page.address == "handbook/errors/").body

    assert {problem.rule for problem in _samples()} - set(known) == set()
    assert [rule for rule in known if f"<code>{rule}</code>" not in page] == []
    assert known["part-exceeds-whole"] == "A WARNING for each printed row in which a declared part is larger than its whole."  # fmt: skip
    assert known["blank-row"].startswith("Delete the line")
    assert len(known) > 100

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
    how, _, name = block.about.rpartition(" ")
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if how else ""
    path.write_text(before + block.text if how == "append" else _replaced(before, block.text), encoding="utf-8")


def _replaced(before: str, lines: str) -> str:
    """The text with lines in place of those of the same keys; the lines alone where there was no text."""
    for line in lines.splitlines() if before else ():
        key = line.partition(":")[0]
        before, count = re.subn(rf"^{key}:.*$", line, before, flags=re.MULTILINE)
        assert count == 1, key
    return before or lines


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


THREE = {
    "waiting": """\
period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks
2031-03-31,assessment,0-4,120,35,12,9,31
2031-03-31,assessment,5-9,84,30,9,11,40
""",
    "population": "period,age_band,people\nmid-2030,0-4,2120\nmid-2030,5-9,2310\n",
    "spend": """\
period,category,amount
financial year 2030/31,Staffing,120000
financial year 2030/31,Premises,20000
""",
}
YEAR = {
    "waiting": "2032-03-31,assessment,0-4,130,40,12,9,31\n2032-03-31,assessment,5-9,90,30,9,11,40\n",
    "population": "mid-2031,0-4,2150\nmid-2031,5-9,2300\n",
    "spend": "financial year 2031/32,Staffing,125000\nfinancial year 2031/32,Premises,21000\n",
}


def test_an_area_with_three_sections_and_its_second_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pages say in general, done for more sections than their example has."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data/oakham"
    (about,) = (block.text for block in blocks("first-area") if block.about == "data/leeds/area.yml")
    assert run("new-area", "oakham", "--name", "Oakham", "--code", "E07000000", "--sections", "waiting,population,finance")[0] == 0  # fmt: skip
    for path in folder.glob("*.csv"):
        if path.stem in THREE:
            path.write_text(THREE[path.stem], encoding="utf-8")
        elif path.stem != "places":
            path.unlink()
    written = (folder / "area.yml").read_text(encoding="utf-8")
    lines = [line for line in written.partition("tables:\n")[2].splitlines() if line.split(":")[0].strip() in THREE]
    text = about.partition("tables:\n")[0] + "\n".join(["tables:", *lines, ""])
    for old, new in (("E08000035", "E07000000"), ("Leeds", "Oakham"), ("level: authority", "level: district"), ("[waiting]", "[waiting, population, finance]")):  # fmt: skip
        text = text.replace(old, new)
    (folder / "area.yml").write_text(text, encoding="utf-8")
    first = run("check")
    with served(tmp_path) as (port, _):
        shown = {name: _get(port, f"/areas/oakham/{name}/")[1] for name in ("waiting", "population", "finance")}
    for name, more in YEAR.items():
        (folder / f"{name}.csv").write_text(THREE[name] + more, encoding="utf-8")
    second = run("check")

    assert first == (0, "1 area: 0 errors, 0 warnings, 0 notes.\n")
    assert [number in shown[name] for name, number in (("waiting", "120"), ("population", "2,120"), ("finance", "120,000"))] == [True] * 3  # fmt: skip
    assert second == (0, "1 area: 0 errors, 0 warnings, 0 notes.\n")


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

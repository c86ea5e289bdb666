"""The handbook: the Markdown of docs/handbook as pages of the site, and the list of what each error means."""

import html
import re
from collections.abc import Iterable
from pathlib import Path

import markdown

from generators.pages.error_list import meanings
from generators.pages.templates import Meta, Page

_FENCE = re.compile(r"^```(\w+)[^\n]*$", re.MULTILINE)  # what the tests do with an example is no matter of its reader's
_ERRORS = "errors"
_HOME: Meta = {"title": "Handbook", "href": "handbook/"}


def handbook_pages(folder: Path) -> list[Page]:
    """A page for each Markdown file; `index.md` is the first, and lists the others."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    titles = {name: _title(text) for name, text in files.items()}
    order = sorted(files, key=lambda name: (files.get("index", "").find(f"({name}.md)") % 1_000_000, name))
    nav = [{"title": titles[name], "href": _address(name)} for name in order if name != "index"]
    return [_page(name, text, titles[name], nav) for name, text in files.items()]


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").strip()


def _address(name: str) -> str:
    return "handbook/" if name == "index" else f"handbook/{name}/"


def _page(name: str, text: str, title: str, nav: list[Meta]) -> Page:
    crumbs = [{"title": "Handbook"}] if name == "index" else [_HOME, {"title": title}]
    meta: Meta = {
        "title": title if name == "index" else f"{title} - handbook", "description": f"{title}: the handbook for those who keep the data.",
        "crumbs": crumbs, "nav_title": "Pages of the handbook", "nav": [entry | ({"here": True} if entry["href"] == _address(name) else {}) for entry in nav],
    }  # fmt: skip
    up = "" if name == "index" else "../"
    linked = re.sub(r"\]\(([\w-]+)\.md\)", lambda found: f"]({_relative(found[1], up)})", _FENCE.sub(r"```\1", text))
    body = markdown.markdown(linked, extensions=["fenced_code", "tables"], output_format="html")
    return Page(_address(name), meta, body + (_errors() if name == _ERRORS else ""))


def _relative(name: str, up: str) -> str:
    return f"{up}{name}/" if name != "index" else up or "./"


def _errors() -> str:
    """A table of the rules with what each of them means."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, rule, meaning in meanings():
        groups.setdefault(group, []).append((rule, meaning))
    return "\n".join(part for group, rows in groups.items() for part in _table(group, rows))


def _table(group: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = [
        f'<tr><th scope="row"><code>{rule}</code></th><td class="words">{html.escape(meaning)}</td></tr>'
        for rule, meaning in rows
    ]
    head = '<thead><tr><th scope="col">Rule</th><th scope="col" class="words">What it means</th></tr></thead>'
    return [
        f"<h2>{group}</h2>",
        f'<table class="data"><caption>{group}</caption>{head}<tbody>',
        *lines,
        "</tbody></table>",
    ]

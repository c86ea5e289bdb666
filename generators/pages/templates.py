"""Jinja templates and the page that one of them makes."""

import html
import json
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup

from generators.pages.history import History

Meta = dict[str, Any]
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml writes the same, ten times as fast


@dataclass(frozen=True)
class Page:
    """One Markdown page: its address below the site (`areas/derby/provision/`), its front matter and its body."""

    address: str
    meta: Meta
    body: str = field(repr=False)

    @property
    def file(self) -> str:
        """The file in the folder with the site's Markdown."""
        return f"{self.address.rstrip('/')}.md" if self.address else "index.md"

    @property
    def matter(self) -> Meta:
        """The front matter. The search index takes the title as HTML; the theme reads it back into text."""
        return self.meta | {"title": html.escape(self.meta["title"], quote=False)}

    def text(self) -> str:
        """Front matter and body."""
        matter = yaml.dump(self.matter, Dumper=_DUMPER, sort_keys=True, allow_unicode=True, width=1000)
        return f"---\n{matter}---\n{self.body.strip()}\n"


class Templates:
    """The templates of a root, or the package's own, told what is known of editions.

    Args:
        folders: of templates; the first that has one of a name gives it.
        compiled: where they are kept as Jinja compiles them, if anywhere.
    """

    def __init__(
        self, folders: Sequence[Path], history: History | None = None, compiled: jinja2.BytecodeCache | None = None
    ) -> None:
        self.history = history or History()
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(list(folders)), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
            bytecode_cache=compiled,
        )  # fmt: skip
        self._jinja.filters["attr_json"] = attr_json

    def told(self, history: History) -> "Templates":
        """The same templates, with what is read of them, told of other editions or changes."""
        other = copy(self)
        other.history = history
        return other

    def page(self, template: str, address: str, meta: Meta, values: dict[str, Any]) -> Page:
        """The page that a template makes. Links in it are relative: `up` leads from the page to the site's root."""
        up = "../" * address.count("/")
        body = self.text(template, values | {"up": up or "./", "address": address})
        # A blank line would end a block of HTML in Markdown.
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        return Page(address, meta, "\n".join(lines))

    def text(self, template: str, values: Mapping[str, Any]) -> str:
        """What a template makes of values, and of what is known of older editions."""
        return self._jinja.get_template(template).render(**values, history=self.history)


def attr_json(value: Any) -> Markup:
    """JSON for an attribute in single quotes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(html.escape(text, quote=False).replace("'", "&#39;"))

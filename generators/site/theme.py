"""MkDocs' theme on finished pages: the HTML that `mkdocs build` makes of build/docs, without what it does for pages of other kinds.

MkDocs reads every page's Markdown with three parsers and indexes all its words: nine tenths of its time, on pages that are HTML
already. A page that has Markdown in it goes through MkDocs' own reader, and plugins of a root's mkdocs.yml are asked page by page.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.yaml import yaml_load

from generators.inputs.settings import Root, defaults
from generators.pages import Page
from generators.site.frames import Frames

_BLOCK = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|main|nav|ol|p|pre|section|table|ul)"
    r"(?=[\s>])[^>]*>"
)
_UNSEEN = re.compile(r'data-search-\w+="[^"]+"')
_BUILT_IN = {"toc", "tables", "fenced_code"}
_OVERRIDES = "templates/theme"
_SEARCH = ("search", "material/search")


class Theme:
    """The theme of a root's mkdocs.yml with the overrides of the root and of the package.

    Args:
        extra: what the theme is told of the edition, and whether numbers are unprotected.
        compiled: where templates are kept as they were compiled, if anywhere.
    """

    def __init__(self, root: Root, extra: dict[str, Any], compiled: BytecodeCache | None = None) -> None:
        with _around_mkdocs():
            self._config = config_of(root, extra)
            self._config.plugins.on_startup(command="build", dirty=False)
            self._config = self._config.plugins.on_config(self._config)
            self.search = self._search_config()
            home = File("index.md", "docs", "site", self._config.use_directory_urls)
            self._files = Files([home])
            self._env = self._config.theme.get_env()
            self._env.bytecode_cache = compiled
            self._nav = get_navigation(self._files, self._config)
            self._env = self._config.plugins.on_env(self._env, config=self._config, files=self._files)
        self._plain = set(self._config.markdown_extensions) <= _BUILT_IN
        ours = root.own_or_default(_OVERRIDES) == defaults() / _OVERRIDES and set(self._config.plugins) <= set(_SEARCH)
        self._frames = Frames(self._env) if ours else None

    def html(self, page: Page) -> str:
        """A page as HTML."""
        with _around_mkdocs():
            config, plugins = self._config, self._config.plugins
            file = self._files.get_file_from_path(page.file) or File(
                page.file, "docs", "site", config.use_directory_urls
            )
            dressed = file.page or MkDocsPage(None, file, config)
            dressed.meta, dressed.markdown, dressed.toc = page.matter, page.body, TableOfContents([])
            dressed.active = True
            content = as_blocks(page.body.strip()) if self._plain else None
            if content is None:
                dressed.render(config, self._files)
                content = dressed.content or ""
            dressed.content = plugins.on_page_content(content, page=dressed, config=config, files=self._files)
            context = get_context(self._nav, [], config, dressed)
            context = plugins.on_page_context(context, page=dressed, config=config, nav=self._nav)
            dressed.content = _without_unseen(dressed.content or "")
            template = dressed.meta.get("template", "main.html")
            filled = self._frames.html(template, context) if self._frames else None
            html = filled or self._env.get_template(template).render(context)
            return str(plugins.on_post_page(html, page=dressed, config=config))

    def alone(self, template: str, **more: Any) -> str:
        """A template that belongs to no page, such as that of a missing one; "" if it has nothing to say."""
        with _around_mkdocs():
            context = get_context(self._nav, [], self._config, base_url=self._root_url()) | more
            return self._env.get_template(template).render(context)

    def assets(self) -> dict[str, Path]:
        """The files of the theme that every site has a copy of, by their name below the site."""
        with _around_mkdocs():
            found = Files([])
            found.add_files_from_theme(self._env, self._config)
            return {file.src_uri: Path(str(file.abs_src_path)) for file in found}

    @property
    def lone_templates(self) -> list[str]:
        """Templates that belong to no page; the map of the site, which needs all pages, is another matter."""
        with _around_mkdocs():
            named = sorted(self._config.theme.static_templates - {"sitemap.xml"})
            return [name for name in named if any(Path(folder, name).is_file() for folder in self._config.theme.dirs)]

    @property
    def site_url(self) -> str:
        """The address of this site, with a slash at its end; empty where nobody says."""
        return self._config.site_url or ""

    def _root_url(self) -> str:
        """Where links of a page begin that is shown at any address."""
        return urlsplit(self._config.site_url or "/").path

    def _search_config(self) -> dict[str, Any]:
        """What Material's search is told beside the words, and the plugin itself left out of what follows."""
        plugins = self._config.plugins
        names = [name for name in _SEARCH if name in plugins]
        if not names:
            return {}
        plugin = plugins[names[0]]
        for event in plugins.events.values():
            event[:] = [one for one in event if getattr(one, "__self__", None) is not plugin]
        given = plugin.config
        return {key: given[key] for key in ("lang", "separator", "pipeline", "fields") if key in given}


def config_of(root: Root, extra: dict[str, Any]) -> MkDocsConfig:
    """The settings of MkDocs. It wants a folder of pages that exists, and never looks into it."""
    settings = root.own_or_default("mkdocs.yml")
    with settings.open("rb") as stream:
        theme = yaml_load(stream).get("theme", "material")
    theme = {"name": theme} if isinstance(theme, str) else theme
    theme["custom_dir"] = str(root.own_or_default(_OVERRIDES))
    more = {"site_url": extra["canonical"]} if "canonical" in extra else {}
    folders = {"docs_dir": str(defaults() / "templates"), "site_dir": str(root.build / "site")}
    config = load_config(str(settings), theme=theme, strict=True, **folders, **more)
    config.extra.update(extra)
    config.theme.dirs.insert(1, str(defaults() / _OVERRIDES))
    return config


def as_blocks(body: str) -> str | None:
    """The HTML that Markdown makes of a body that is blocks of HTML only: the blocks, each from a new line. None of any other."""
    blocks, depth, start, end = [], 0, 0, 0
    for tag in _BLOCK.finditer(body):
        if tag[1]:
            depth -= 1
            if depth < 0:
                return None
            if not depth:
                end = tag.end()
                blocks.append(body[start:end])
        else:
            if not depth:
                if body[end : tag.start()].strip():
                    return None
                start = tag.start()
            depth += 1
    return None if depth or body[end:].strip() else "\n".join(blocks)


def _without_unseen(html: str) -> str:
    """HTML without what MkDocs' search takes out of the pages that it has read: its marks, each with the space before it."""
    kept, end = [], 0
    for mark in _UNSEEN.finditer(html):
        start = mark.start()
        kept.append(html[end : start - 1 if html[start - 1 : start].isspace() else start])
        end = mark.end()
    return "".join([*kept, html[end:]])


@contextmanager
def _around_mkdocs() -> Iterator[None]:
    """MkDocs says only what it warns of, and no clock gets into its files."""
    log, told = logging.getLogger("mkdocs"), {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    missing = {name: value for name, value in told.items() if name not in os.environ}
    before = log.level
    log.setLevel(logging.WARNING)
    os.environ.update(missing)
    try:
        yield
    finally:
        log.setLevel(before)
        for name in missing:
            os.environ.pop(name, None)

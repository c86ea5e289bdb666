"""A theme's page but for what tells of the page itself: filled in once for all pages of a depth."""

import re
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, NoReturn

import jinja2
from mkdocs.utils.templates import script_tag_filter, url_filter

# What main.html includes of the page itself. Nothing else of it may look at the page, or there is no frame.
_OWN = ("about-page", "title", "linked-data", "editions", "article", "footer")
_SIGN = re.compile("\x00(.*?)\x00")


class Frames:
    """The frames of a theme.

    Args:
        env: with the templates of the package alone: those of a root may look at anything.
    """

    def __init__(self, env: jinja2.Environment) -> None:
        signs = {f"partials/{name}.html": f"\x00partials/{name}.html\x00" for name in _OWN}
        assert env.loader is not None
        self._env, self._unfilled = env, env.overlay(loader=jinja2.ChoiceLoader([jinja2.DictLoader(signs), env.loader]))
        self._unfilled.filters = env.filters | {"url": _url, "script_tag": _script_tag}
        self._known: dict[tuple[str, str], list[str] | None] = {}

    def html(self, template: str, context: Mapping[str, Any]) -> str | None:
        """What the template makes of the context; None where it has no frame, and must be asked itself."""
        key = (template, context["base_url"])
        if key not in self._known:
            self._known[key] = self._frame(template, context)
        frame = self._known[key]
        if frame is None:
            return None
        texts = frame.copy()
        for place in range(1, len(texts), 2):
            texts[place] = self._env.get_template(texts[place]).render(context)
        return "".join(texts)

    def _frame(self, template: str, context: Mapping[str, Any]) -> list[str] | None:
        """Its text, and between its pieces the names of the partials that belong there."""
        try:
            return _SIGN.split(self._unfilled.get_template(template).render({**context, "page": _Nobody()}))
        except _LookedAtError:
            return None


class _LookedAtError(Exception):
    """The frame looked at the page."""


class _Nobody:
    """A page of which nothing may be asked but its table of contents: that is empty on every page of ours."""

    toc = ()

    def __getattr__(self, name: str) -> NoReturn:
        raise _LookedAtError(name)


@jinja2.pass_context
def _url(context: Mapping[str, Any], value: str) -> str:
    return url_filter(_somewhere(context, value), value)


@jinja2.pass_context
def _script_tag(context: Mapping[str, Any], script: Any) -> str:
    return script_tag_filter(_somewhere(context, str(script)), script)


def _somewhere(context: Mapping[str, Any], link: str) -> Any:
    """A page at the depth of the frame, for a link that is the same from all of them: no page lies among the assets."""
    if link.partition("/")[0] not in (".", "assets"):
        raise _LookedAtError(link)
    return {"base_url": context["base_url"], "page": SimpleNamespace(url="-/" * context["base_url"].count(".."))}

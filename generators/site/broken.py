"""What checks of data do not see: templates that cannot be read or filled in, and what MkDocs refuses. Told as sentences."""

import logging
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generators.inputs.complaints import visible
from generators.inputs.settings import Root
from generators.problems import error

_MKDOCS, _LONGEST = "mkdocs.yml", 300


def tried(root: Root, act: Callable[[], object]) -> list[str]:
    """Does what templates and MkDocs take part in; returns what is wrong with the root's own templates or settings of MkDocs.

    Raises:
        Exception: any other mistake, which is one of ours.
    """
    with _warnings() as warned:
        try:
            act()
        except Exception as wrong:
            told = _template(root, wrong) or _mkdocs(root, wrong, warned)
            if not told:
                raise
            return told
    return _told(root, warned)


def _template(root: Root, wrong: BaseException) -> list[str]:
    """The place in a template of the root: where its text cannot be read, or the innermost line that cannot be filled in."""
    import jinja2

    if isinstance(wrong, UnicodeDecodeError):
        return _unreadable(root)
    line: int | None
    if isinstance(wrong, jinja2.TemplateSyntaxError):
        name, line = _own(root, wrong.filename), wrong.lineno
        expected, fix = "a template that can be read", "mend it: each {{ and {% needs its end"
    else:
        frames = traceback.extract_tb(wrong.__traceback__)
        places = [(name, frame.lineno) for frame in frames if (name := _own(root, frame.filename))]
        name, line = places[-1] if places else ("", None)
        expected, fix = "names and values that this template is given", "look how the package's own template says it"
    if not name:
        return []
    found = visible(str(wrong) or type(wrong).__name__, _LONGEST)
    return [error("broken-template", name, line, where="template", expected=expected, found=found, fix=fix).text()]


def _own(root: Root, file: str | None) -> str:
    """The name of a template of the root; "" for any other file."""
    path = Path(file or "")
    return root.name(path) if file and path.is_relative_to(root.path / "templates") else ""


def _unreadable(root: Root) -> list[str]:
    """The templates that are not UTF-8: the reader's own error does not say which it read."""
    return [
        error(
            "broken-template", root.name(path), 1, where="template", expected="UTF-8", found="another encoding",
            fix="save it as UTF-8",
        ).text()
        for path in sorted((root.path / "templates").rglob("*"))
        if path.is_file() and not _is_utf8(path)
    ]  # fmt: skip


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mkdocs(root: Root, wrong: BaseException, warned: list[str]) -> list[str]:
    """The warnings for which MkDocs gave up, or why it could not begin."""
    import yaml
    from mkdocs.exceptions import MkDocsException

    if isinstance(wrong, yaml.YAMLError):
        warned = [str(wrong)]
    elif not isinstance(wrong, MkDocsException):
        return []
    return _told(root, warned or [str(wrong)])


def _told(root: Root, warned: list[str]) -> list[str]:
    """Each warning once, as a sentence: what MkDocs warns of is not published."""
    fix = "mend the page, the template or the setting that it names"
    texts = dict.fromkeys(
        visible(" ".join(text.replace(f"{root.path}{os.sep}", "").split()), _LONGEST) for text in warned
    )
    return [
        error("mkdocs-warning", _MKDOCS, where="MkDocs", expected="no warning", found=text, fix=fix).text()
        for text in texts
    ]


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collects what MkDocs warns of, in place of its own lines at the terminal."""
    warned: list[str] = []

    class Collect(logging.Handler):
        """Keeps the text of each warning."""

        def emit(self, record: logging.LogRecord) -> None:
            warned.append(record.getMessage())

    log, handler = logging.getLogger("mkdocs"), Collect(logging.WARNING)
    log.addHandler(handler)
    try:
        yield warned
    finally:
        log.removeHandler(handler)

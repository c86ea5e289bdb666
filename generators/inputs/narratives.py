"""The narrative of an area: the Markdown files of `content/<area>/`, unread."""

from collections.abc import Sequence
from pathlib import Path

from generators.inputs.complaints import TURNING, nearest, visible
from generators.inputs.project import Prose
from generators.inputs.settings import Root
from generators.inputs.textfile import left_behind, read_text
from generators.problems import Problem, error

_LARGEST = 500_000  # bytes: more than a page that anybody reads


def read_narratives(root: Root, area: str, known: Sequence[str]) -> tuple[dict[str, Prose], list[Problem]]:
    """The narrative of each page by its name; a file that belongs to no page is an ERROR."""
    folder = root.content / area
    prose: dict[str, Prose] = {}
    problems = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if left_behind(path):
            continue
        if path.suffix != ".md" or path.stem not in known:
            problems.append(_unknown(root, path, known))
            continue
        text = read_text(path, root.name(path), largest=_LARGEST)
        if isinstance(text, Problem):
            problems.append(text)
        elif turning := next((char for char in text if char in TURNING), None):
            problems.append(_turned(root.name(path), text, turning))
        else:
            prose[path.stem] = Prose(text, root.name(path))
    return prose, problems


def _turned(file: str, text: str, char: str) -> Problem:
    line, expected = text[: text.index(char)].count("\n") + 1, "text without control characters"
    return error("control-character", file, line, expected=expected, found=visible(char), fix="type the text again")


def _unknown(root: Root, path: Path, known: Sequence[str]) -> Problem:
    near = nearest(path.name, [f"{name}.md" for name in known])
    fix = f"did you mean {near}?" if near else "delete it, or name it like its section"
    expected, found = "the narrative of a section", visible(path.name)
    return error("unknown-file", root.name(path), 1, where="file", expected=expected, found=found, fix=fix)

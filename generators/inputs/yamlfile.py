"""The strict YAML reader: no aliases, no equal keys, no types guessed.

Every scalar stays the text that the author wrote, so `no` is not false and `12:30` is not 750; what a text means is
decided by the declaration it is read for.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category

import yaml

from generators.inputs.complaints import TURNING, visible
from generators.inputs.declare import Table
from generators.inputs.rows import Row, Rows, heading_problems
from generators.inputs.textfile import read_text
from generators.problems import Problem, error

_LARGEST = 1_000_000  # bytes: reading a larger one takes longer than an author waits
_DEEPEST = 12  # levels

Loader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
_QUICK: Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where PyYAML was built with it

Plain = str | list["Plain"] | dict[str, "Plain"]
Where = tuple[str | int, ...]


@dataclass
class Document:
    """A YAML file as plain values, with the line of every key and item."""

    value: Plain
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, where: Where) -> int:
        """The line of a key or item, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """The document, or None when its shape is broken."""
    text = read_text(path, file, largest=_LARGEST)
    if isinstance(text, Problem):
        return None, [text]
    try:
        root = _composed(text, file)
    except (yaml.YAMLError, ValueError) as why:  # ValueError: an escape such as \\U00110000 that names no character
        return None, [_broken(why, text, file)]
    if isinstance(root, Problem):
        return None, [root]
    document = Document({})
    if root is None:
        return document, []
    problems: list[Problem] = []
    document.value = _plain(root, (), document, file, problems)
    return (None if problems else document), problems


def _composed(text: str, file: str) -> yaml.Node | Problem | None:
    """The nodes of a document that nothing is refused of; libyaml reads it, and where it cannot, Python's reader says why.

    Python's reader stumbles over some lines that libyaml takes. Then the mistake is where libyaml stopped.
    """
    try:
        return _first_refusal(text, file, _QUICK) or yaml.compose(text, _QUICK)
    except (yaml.YAMLError, ValueError) as quick:
        try:
            return _first_refusal(text, file, yaml.SafeLoader) or yaml.compose(text, yaml.SafeLoader)
        except yaml.MarkedYAMLError as slow:
            raise quick if _line_of(quick) > _line_of(slow) else slow from None


def _line_of(why: Exception) -> int:
    mark = why.problem_mark or why.context_mark if isinstance(why, yaml.MarkedYAMLError) else None
    return mark.line if mark else -1


def read_rows(path: Path, file: str, table: Table) -> Rows:
    """A YAML list of mappings as rows of a table."""
    document, problems = read_yaml(path, file)
    if document is None:
        return Rows([], problems)
    if not isinstance(document.value, list):
        found = "keys and values" if document.value else "an empty file"
        fix, expected = f"see `needsbook describe {table.name}`", "a list of rows, each starting with -"
        return Rows([], [error("not-a-list", file, 1, where="file", expected=expected, found=found, fix=fix)])
    rows = []
    for number, item in enumerate(document.value):
        row, wrong = _row(item, (number,), document, file, table)
        problems += wrong
        if row is not None:
            rows.append(row)
    return Rows(rows, problems)


def _row(item: Plain, where: Where, document: Document, file: str, table: Table) -> tuple[Row | None, list[Problem]]:
    line = document.line(where)
    if not isinstance(item, dict):
        found = visible(str(item)) if isinstance(item, str) else "a list"
        expected, fix = "keys and values", "write key: value"
        return None, [error("not-a-row", file, line, where="row", expected=expected, found=found, fix=fix)]
    problems = heading_problems(list(item), table, file, line, kind="key")
    lines = {name: document.line((*where, name)) for name in item}
    problems += [
        error(
            "not-a-cell", file, lines[name], name, expected="one value, or a list of words", found="keys and values",
            fix="write the value after the colon",
        )
        for name, value in item.items()
        if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(one, str) for one in value))
    ]  # fmt: skip
    cells = {name: _cell(value) for name, value in item.items()}
    return (None if problems else Row(line, cells, lines)), problems


def _cell(value: Plain) -> str:
    """A list of words is a cell with semicolons."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return " ".join(value.rstrip("\n").split("\n")) if isinstance(value, str) else ""


def _first_refusal(text: str, file: str, loader: Loader) -> Problem | None:
    """Refuses what is unsafe before anything is built from it: aliases, tags, depth, more than one document."""
    depth, documents = 0, 0
    for event in yaml.parse(text, loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        for rule, refused, expected, found, fix in _refusals(event, depth, documents):
            if refused:
                return error(rule, file, line, where="file", expected=expected, found=found, fix=fix)
    return None


def _refusals(event: yaml.Event, depth: int, documents: int) -> Iterator[tuple[str, bool, str, str, str]]:
    """Each rule, whether the event breaks it, and what to say then."""
    alias = isinstance(event, yaml.AliasEvent) or bool(getattr(event, "anchor", None))
    yield "yaml-alias", alias, "plain values", "an anchor or alias (& or *)", "write the value out, or put it in quotes"
    tag = str(getattr(event, "tag", None) or "")
    yield "yaml-tag", bool(tag), "plain values", visible(tag), "delete the tag, or put the value in quotes"
    yield "yaml-documents", documents > 1, "one document", "a second ---", "delete the line ---"
    yield "yaml-depth", depth > _DEEPEST, f"at most {_DEEPEST} levels", "more", "write it flatter"


_ESCAPE = re.compile(r"\\U([0-9a-fA-F]{8})")
_SLIPS = (  # what the YAML reader says, and what an author can do about it
    ("'\\t'", "a tab", "indent with spaces"),
    ("mapping values are not allowed", "a second colon in the line", "put the text in quotes, or check the indentation"),
    ("could not find expected ':'", "a line without a colon", "write key: value, with a space after the colon, or put a text of several lines in quotes"),
    ("found unexpected end of stream", "a quote that is never closed", "close the quote"),
    ("cannot start any token", "a value that starts with a special character", "put the value in quotes"),
    ("expected <block end>", "another indentation than the lines above", "indent it like the lines above"),
    ("expected ',' or", "a [ or { that is not closed, or stands in a value", "close it, or put the value in quotes"),
    ("unacceptable character", "a character that is not text", "delete it"),
    ("not in range", "a character that does not exist", "mend the escape after the backslash"),
    ("unknown escape character", "a backslash that stands for nothing", "use single quotes, or write two backslashes"),
)  # fmt: skip


def _broken(why: Exception, text: str, file: str) -> Problem:
    said = str(why)
    line = 1
    if isinstance(why, yaml.MarkedYAMLError) and (mark := why.problem_mark or why.context_mark):
        line = mark.line + 1
    elif isinstance(why, yaml.reader.ReaderError):
        line = text.count("\n", 0, why.position) + 1
    elif wrong := next((one for one in _ESCAPE.finditer(text) if int(one[1], 16) > sys.maxunicode), None):
        line = text.count("\n", 0, wrong.start()) + 1
    fallback = "a mistake in the syntax", "check the indentation, the colons and the quotes"
    found, fix = next(((found, fix) for words, found, fix in _SLIPS if words in said), fallback)
    return error("yaml-syntax", file, line, where="file", expected="YAML", found=found, fix=fix)


def _plain(node: yaml.Node, where: Where, document: Document, file: str, problems: list[Problem]) -> Plain:
    line = node.start_mark.line + 1
    document.lines.setdefault(where, line)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*where, number), document, file, problems) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        if odd := [char for char in node.value if _is_control(char)]:
            problems.append(_control(odd[0], where, file, line))
        return str(node.value)
    found: dict[str, Plain] = {}
    for key, value in node.value:
        line, name = key.start_mark.line + 1, key.value
        if not isinstance(key, yaml.ScalarNode) or name == "<<":
            expected, wrong, fix = "a word as key", "a list, a mapping or <<", "write key: value"
            problems.append(error("yaml-key", file, line, where="file", expected=expected, found=wrong, fix=fix))
        elif name in found:
            again = f"it again, after line {document.lines[*where, name]}"
            fix = "delete one of them"
            problems.append(
                error("repeated-key", file, line, visible(name), expected="the key once", found=again, fix=fix)
            )
        else:
            document.lines[*where, name] = line
            found[name] = _plain(value, (*where, name), document, file, problems)
    return found


def _is_control(char: str) -> bool:
    return char in TURNING or (category(char) in ("Cc", "Cs") and char not in "\n\t")


def _control(char: str, where: Where, file: str, line: int) -> Problem:
    expected, fix = "text without control characters", "type the text again"
    name = ".".join(str(part) for part in where) or "file"
    return error("control-character", file, line, where=name, expected=expected, found=visible(char), fix=fix)

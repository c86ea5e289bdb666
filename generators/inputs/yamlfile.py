"""The strict YAML reader: no aliases, no equal keys, no types guessed.

Every scalar stays the text that the author wrote, so `no` is not false and `12:30` is not 750; what a text means is
decided by the declaration it is read for.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generators.inputs.declare import Table
from generators.inputs.rows import Row, heading_problems
from generators.inputs.textfile import read_text
from generators.problems import Problem, error

_LARGEST = 1_000_000
_DEEPEST = 12

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
    if wrong := _first_refusal(text, file):
        return None, [wrong]
    root = yaml.compose(text, yaml.SafeLoader)
    if root is None:
        return Document({}), []
    document = Document({})
    problems: list[Problem] = []
    document.value = _plain(root, (), document, file, problems)
    return (None if problems else document), problems


def read_rows(path: Path, file: str, table: Table) -> tuple[list[Row], list[Problem]]:
    """A YAML list of mappings as rows of a table."""
    document, problems = read_yaml(path, file)
    if document is None:
        return [], problems
    if not isinstance(document.value, list):
        return [], [
            error(
                "not-a-list",
                file,
                1,
                expected="a list of rows, each starting with -",
                found="something else",
                fix=f"see `needsbook describe {table.name}`",
            )
        ]
    rows = []
    for number, item in enumerate(document.value):
        line = document.line((number,))
        if not isinstance(item, dict):
            problems.append(
                error("not-a-row", file, line, expected="keys and values", found=str(item)[:60], fix="write key: value")
            )
            continue
        wrong = heading_problems(list(item), table, file, line, kind="key")
        problems += wrong
        cells = {name: _cell(value) for name, value in item.items()}
        lines = {name: document.line((number, name)) for name in item}
        if not wrong:
            rows.append(Row(line, cells, lines))
    return rows, problems


def _cell(value: Plain) -> str:
    """A list of words is a cell with semicolons."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return " ".join(value.split()) if isinstance(value, str) else str(value)


def _first_refusal(text: str, file: str) -> Problem | None:
    """Refuses what is unsafe before anything is built from it: aliases, tags, depth, more than one document."""
    depth, documents = 0, 0
    try:
        for event in yaml.parse(text, yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return error(
                    "yaml-alias",
                    file,
                    line,
                    expected="plain values",
                    found="an anchor or alias (& or *)",
                    fix="write the value out",
                )
            tag = getattr(event, "tag", None)
            if tag:
                return error("yaml-tag", file, line, expected="plain values", found=str(tag), fix="delete the tag")
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if documents > 1:
                return error(
                    "yaml-documents",
                    file,
                    line,
                    expected="one document",
                    found="a second ---",
                    fix="delete the line ---",
                )
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return error(
                    "yaml-depth",
                    file,
                    line,
                    expected=f"at most {_DEEPEST} levels",
                    found="more",
                    fix="write it flatter",
                )
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else 1
        return error(
            "yaml-syntax",
            file,
            line,
            expected="YAML",
            found=wrong.problem or "a syntax error",
            fix="check the indentation, the colons and the quotes",
        )
    except yaml.YAMLError as wrong:
        return error(
            "yaml-syntax",
            file,
            1,
            expected="YAML",
            found=str(wrong).splitlines()[0],
            fix="delete the character that is not text",
        )
    return None


def _plain(node: yaml.Node, where: Where, document: Document, file: str, problems: list[Problem]) -> Plain:
    document.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*where, number), document, file, problems) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    found: dict[str, Plain] = {}
    for key, value in node.value:
        line, name = key.start_mark.line + 1, str(key.value)
        if not isinstance(key, yaml.ScalarNode) or name == "<<":
            problems.append(
                error(
                    "yaml-key",
                    file,
                    line,
                    expected="a word as key",
                    found="a list, a mapping or <<",
                    fix="write key: value",
                )
            )
            continue
        if name in found:
            first = document.lines[*where, name]
            problems.append(
                error(
                    "repeated-key",
                    file,
                    line,
                    name,
                    expected="the key once",
                    found=f"it again, after line {first}",
                    fix="delete one of them",
                )
            )
            continue
        document.lines[*where, name] = line
        found[name] = _plain(value, (*where, name), document, file, problems)
    return found

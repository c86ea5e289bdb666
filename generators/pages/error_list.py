"""What each rule means, read from the code that applies it: docstrings of rules, and the remedies that reading tells."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import generators.inputs
import generators.pages
import generators.rules
from generators.rules import RULES, known

_READING, _RULES, _WORDS = "Reading files", "Numbers and words that contradict each other", "Words with live numbers"
_ID = re.compile(
    r"[a-z]+(?:-[a-z0-9]+)+|blank|spaces|encoding|separator|inconsistent|implausible|unfilled|outlier|unreadable"
)


@cache
def meanings() -> tuple[tuple[str, str, str], ...]:
    """Group, rule and meaning of everything that the check may say, by the alphabet within a group."""
    found: dict[str, tuple[str, str]] = {}
    for function in (*RULES, known.forgotten):
        module = inspect.getmodule(function)
        assert module is not None
        for rule in sorted(_ids_below(module, function.__name__)):
            found.setdefault(rule, (_RULES, " ".join((function.__doc__ or "").split("\n\n")[0].split())))
    for group, package in ((_READING, generators.inputs), (_WORDS, generators.pages)):
        for rule, remedies in sorted(_remedies(Path(package.__path__[0])).items()):
            found.setdefault(rule, (group, _sentence(remedies)))
    order = [_READING, _RULES, _WORDS]
    return tuple(
        sorted(
            ((group, rule, text) for rule, (group, text) in found.items()),
            key=lambda one: (order.index(one[0]), one[1]),
        )
    )


def _sentence(remedies: list[str]) -> str:
    text = "; or ".join(dict.fromkeys(remedies))
    return f"{text[0].upper()}{text[1:]}." if text else "The sentence of the error says what to do."


def _ids_below(module: ModuleType, name: str) -> set[str]:
    """The rules that a function tells, itself or through functions of its module."""
    functions = _functions(module)
    todo, done = [name], set[str]()
    while todo:
        done.add(one := todo.pop())
        todo += [n.id for n in functions[one] if isinstance(n, ast.Name) and n.id in functions and n.id not in done]
    return {rule for one in done for node in functions[one] for rule, _ in _told(node)}


@cache
def _functions(module: ModuleType) -> dict[str, list[ast.AST]]:
    """The functions of a module, each with all that is in it."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: list(ast.walk(node)) for node in tree.body if isinstance(node, ast.FunctionDef)}


def _remedies(folder: Path) -> dict[str, list[str]]:
    """The remedies that are written beside each rule in a folder of modules; what they quote of a file is …"""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for scope in (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)):
            nodes = list(ast.walk(scope))
            told = [pair for node in nodes for pair in _told(node)]
            texts = _texts(nodes) if told else {}
            for rule, fix in told:
                text = texts.get(fix.id, "") if isinstance(fix, ast.Name) else _text(fix)
                found.setdefault(rule, []).extend([text] if " " in text else [])
    return found


def _texts(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """The texts that a function's names stand for, the last where one has several."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            found |= {name.id: _text(value) for name, value in pairs if isinstance(name, ast.Name)}
    return found


def _text(node: ast.AST) -> str:
    """A text in the code; what is put into it when it is told is …"""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.IfExp):
        return _text(node.body)
    return "".join(_text(part) or "…" for part in node.values) if isinstance(node, ast.JoinedStr) else ""


def _told(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The rules that a call for a problem names, each with the remedy that is given for it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return
    place = {"error": 0, "Complaint": 0, "Problem": 1, "_Said": 0, "_refused": 0}.get(node.func.id)
    if place is None or len(node.args) <= place:
        return
    fix = next((word.value for word in node.keywords if word.arg == "fix"), node.args[-1])
    for part in ast.walk(node.args[place]):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _ID.fullmatch(part.value):
            yield part.value, fix

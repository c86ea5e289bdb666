"""The layers of the package, left to right, and the check that no module imports from its right."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generators"

# Modules in one group stand side by side: none of them may import another.
LAYERS = (
    ("__init__",),
    ("problems",),
    ("numbers",),
    ("inputs",),
    ("small_areas",),
    ("totals",),
    ("rules",),
    ("disclosure",),
    ("measures",),
    ("charts",),
    ("sections",),
    ("reports",),
    ("changes",),
    ("pages",),
    ("examine",),
    ("outputs",),
    ("site", "authoring", "fixing", "workbooks"),
    ("publish", "audit", "pdf", "serve"),
    ("verbs",),
    ("__main__",),
)
RANKS = {layer: rank for rank, group in enumerate(LAYERS) for layer in group}


def wrong_imports(package: Path) -> list[str]:
    """One sentence for each import against the direction, and for each module that is in no layer."""
    return [sentence for file in sorted(package.rglob("*.py")) for sentence in _wrong_in(file, package)]


def _wrong_in(file: Path, package: Path) -> Iterator[str]:
    parts = (package.name, *file.relative_to(package).with_suffix("").parts)
    where, layer = file.relative_to(package.parent).as_posix(), parts[1]
    if layer not in RANKS:
        yield f"{where}: {layer} is not in LAYERS; put it in the list, or in the folder of its layer"
        return
    for line, target in sorted(_imported(ast.parse(file.read_text(encoding="utf-8")), parts)):
        if target == layer or target not in RANKS or RANKS[target] < RANKS[layer]:
            continue
        side = "to its right" if RANKS[target] > RANKS[layer] else "beside it"
        yield f"{where}:{line}: {layer} imports from {target}, {side}"


def _imported(module: ast.Module, parts: tuple[str, ...]) -> set[tuple[int, str]]:
    """Line and layer of every import from the package of `parts`, also of those inside functions."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            paths = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # One dot is the module's own package, each further one the package above: parts[:-1], parts[:-2] …
            package = parts[: -node.level] if node.level else ()
            source = (*package, *(node.module.split(".") if node.module else ()))
            paths = [(*source, alias.name) for alias in node.names]
        else:
            continue
        found |= {(node.lineno, path[1]) for path in paths if path[0] == parts[0] and len(path) > 1}
    return found


def _package(folder: Path, files: dict[str, str]) -> Path:
    for name, code in files.items():
        file = folder / "generators" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8")
    return folder / "generators"


def test_no_module_imports_from_its_right() -> None:
    assert list(PACKAGE.rglob("*.py")), "the package has moved, and this test with it"
    assert wrong_imports(PACKAGE) == []


@pytest.mark.parametrize(
    "code",
    [
        "import generators.charts",
        "import generators.charts.bars as bars",
        "import json, generators.charts",
        "from generators import charts",
        "from generators import numbers, charts",
        "from generators.charts import bars",
        "from generators.charts.bars import draw",
        "from .. import charts",
        "from ..charts import bars",
        "from ..charts.bars import draw",
        "def gap():\n    from generators.charts import bars",
        "class Gap:\n    def draw(self):\n        import generators.charts",
        "if TYPE_CHECKING:\n    from ..charts import bars",
        "try:\n    from generators import charts\nexcept ImportError:\n    pass",
    ],
)
def test_every_form_of_a_wrong_import_is_found(tmp_path: Path, code: str) -> None:
    package = _package(tmp_path, {"measures/gaps.py": code})
    line = 1 + next(number for number, text in enumerate(code.splitlines()) if "charts" in text)

    assert wrong_imports(package) == [f"generators/measures/gaps.py:{line}: measures imports from charts, to its right"]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("problems.py", "from . import numbers", ":1: problems imports from numbers, to its right"),
        ("inputs/__init__.py", "\nfrom .. import totals", ":2: inputs imports from totals, to its right"),
        ("inputs/tables/cells.py", "from ...rules import x", ":1: inputs imports from rules, to its right"),
        ("__init__.py", "from .problems import Problem", ":1: __init__ imports from problems, to its right"),
        ("serve.py", "from .audit import links", ":1: serve imports from audit, beside it"),
        ("helpers.py", "", ": helpers is not in LAYERS; put it in the list, or in the folder of its layer"),
        ("helpers/words.py", "", ": helpers is not in LAYERS; put it in the list, or in the folder of its layer"),
    ],
)
def test_the_sentence_names_file_line_and_both_layers(tmp_path: Path, name: str, code: str, expected: str) -> None:
    assert wrong_imports(_package(tmp_path, {name: code})) == [f"generators/{name}{expected}"]


def test_imports_to_the_left_and_within_a_layer_are_allowed(tmp_path: Path) -> None:
    package = _package(
        tmp_path,
        {
            "__init__.py": '__version__ = "1"',
            "charts/bars.py": "import json\nimport charts\nfrom generators.charts import axes\nfrom . import axes",
            "charts/axes.py": "from generators import __version__, numbers\nfrom ..measures.gaps import gap",
            "serve.py": "from .site import build\nfrom . import serve",
            "__main__.py": "import generators\nfrom generators import audit, publish, serve",
        },
    )

    assert wrong_imports(package) == []

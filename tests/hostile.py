"""The repository's own reports with hostile text in every text field of every file that an author writes."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from generators.inputs.declare import TOTAL, Column, Kind, Table
from generators.inputs.yamlfile import read_yaml
from generators.sections import catalogue
from tests.sites import REPOSITORY, scratch

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "'\"><svg onload=alert(3)>",
    "javascript:alert(4)",
    "{{7*7}} {% raw %} ${7*7} %{x} $ink",
    "=cmd()",
    "\\ back & amp &lt;b&gt; &amp;",
    "*a* _b_ [c](javascript:alert(5)) `d` <!-- e --> ]]>",
)
OVERRIDE = "\u202etxet\u202c"  # turns the letters round that follow it: tables refuse it
_TABLES = catalogue().tables
_REFERRED = {column.among for table in _TABLES.values() for column in table.columns if column.among} | {
    f"claims.{name}"
    for name in ("says", "fact", "against")  # names of facts, and what is claimed of them
}
_PLAIN = ("name", "title", "summary", "edition", "publisher", "place")  # of an area.yml, beside its sources and notes


def hostile_project() -> Path:
    """A root with the areas, places, maps' names, tables, settings and narratives of the repository, all of it hostile."""
    root, words = scratch("hostile"), cycle(HOSTILE)
    for folder in sorted(path.parent for path in REPOSITORY.glob("data/*/area.yml")):
        shutil.copytree(folder, root / "data" / folder.name)
        _area(root / "data" / folder.name, words)
    prose = "# Title\n\n" + "\n\n".join([*HOSTILE, "[link](javascript:alert(6))", "<iframe src=x></iframe>", "<p onclick=alert(7) style='x'>p</p>"])  # fmt: skip
    for folder in (root / "data").iterdir():
        (root / "content" / folder.name).mkdir(parents=True)
        (root / "content" / folder.name / "overview.md").write_text(prose, encoding="utf-8")
    _settings(root, words)
    return root


def _area(folder: Path, words: Iterator[str]) -> None:
    about = _read_yaml(folder / "area.yml")
    codes = {about["name"]: about["code"]}
    about |= {name: f"{about[name]} {next(words)}" for name in _PLAIN}
    about |= {"key_figures": [], "changes": []}  # they name facts, whose names come from texts
    about["decided"] = {"text": " ".join(HOSTILE), "by": next(words), "date": "2030"}
    for source in about["sources"].values():
        source |= {name: f"{source[name]} {next(words)}" for name in ("title", "publisher", "date", "licence")}
    for table in about["tables"].values():
        table |= {"note": [next(words), next(words)], "scope": next(words), "page": next(words)}
    _write_yaml(folder / "area.yml", about)
    if (folder / "places.csv").exists():
        codes |= _rows(folder / "places.csv", lambda row: row | {"name": f"{row['name']} {next(words)}"})
    for table in _TABLES.values():
        _table(folder, table, codes, words)
    for path in folder.glob("*.hexjson"):
        layout = json.loads(path.read_text(encoding="utf-8"))
        names = {
            row["code"]: row["name"]
            for row in csv.DictReader(io.StringIO((folder / "places.csv").read_text(encoding="utf-8")))
        }
        for code, place in layout["hexes"].items():
            place["n"] = names[code]
        path.write_text(json.dumps(layout), encoding="utf-8")


def _table(folder: Path, table: Table, codes: dict[str, str], words: Iterator[str]) -> None:
    columns = {column.name: column for column in table.columns}

    def changed(row: dict[str, Any]) -> dict[str, Any]:
        return {name: _cell(columns.get(name), name, value, codes, words, table) for name, value in row.items()}

    if (folder / f"{table.name}.csv").exists():
        _rows(folder / f"{table.name}.csv", changed)
    elif (folder / f"{table.name}.yml").exists():
        rows = _read_yaml(folder / f"{table.name}.yml")
        _write_yaml(folder / f"{table.name}.yml", [changed(row) for row in rows])


def _cell(
    column: Column | None, name: str, value: Any, codes: dict[str, str], words: Iterator[str], table: Table
) -> Any:
    if not isinstance(value, str) or value in ("", TOTAL):
        return value
    if name == "note":
        return f"{value} {next(words)}"
    if name in ("place", "places", "within"):
        return "; ".join(codes.get(one, one) for one in value.split("; "))
    if column is None or column.kind is not Kind.TEXT or column.form or column.among or column.refers:
        return value
    if column.live:
        return re.sub(r"[{}]", "", value) + next(words)  # facts whose names come from texts are not there
    return value if f"{table.name}.{name}" in _REFERRED else f"{value} {_always(value)}"


def _always(value: str) -> str:
    """The same hostile text for the same value, since equal cells of two tables speak of one thing."""
    return HOSTILE[sum(map(ord, value)) % len(HOSTILE)]


def _rows(path: Path, changed: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, str]:
    """Writes a CSV anew; returns the code of each name, for a list of places."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed(row) for row in rows)
    return {row["name"]: row["code"] for row in rows if "name" in row and "code" in row}


def _settings(root: Path, words: Iterator[str]) -> None:
    (root / "site_config").mkdir()
    for name in ("site.yml", "glossary.yml", "indicators.yml"):
        found = _read_yaml(REPOSITORY / "site_config" / name)
        for one in [
            found,
            *found.get("principles", []),
            *found.get("terms", []),
            *found.get("indicators", {}).values(),
        ]:
            one |= {key: f"{one[key]} {next(words)}" for key in ("title", "summary", "team", "text", "definition", "label", "short") if key in one}  # fmt: skip
        _write_yaml(root / "site_config" / name, found)


def _read_yaml(path: Path) -> Any:
    document, problems = read_yaml(path, path.name)
    assert document is not None, problems
    return document.value


def _write_yaml(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")

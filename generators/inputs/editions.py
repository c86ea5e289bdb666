"""Records of older editions, `data/editions/<version>.json`: what they published, and which cells they withheld.

`outputs/editions.py` writes them when an edition is made. They never hold a withheld value.
"""

import json
from pathlib import Path
from typing import Any

from generators.inputs.project import CellName, PastCells
from generators.inputs.settings import Root
from generators.problems import Problem, error

EDITIONS = "editions"


def edition_files(root: Root) -> list[Path]:
    """The records of the root's editions, by version."""
    folder = root.data / EDITIONS
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def past_cells(root: Root, slug: str) -> tuple[tuple[PastCells, ...], list[Problem]]:
    """What each older edition published and withheld of an area, and records that cannot be read."""
    found, problems = [], []
    for path in edition_files(root):
        file = root.name(path)
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            tables = record["areas"].get(slug, {}).get("tables", {})
            found.append(_cells(record["version"], tables))
        except (ValueError, KeyError, TypeError, AttributeError):
            problems.append(
                error(
                    "broken-record", file, 1, where="file", expected="the record of an edition, as publish writes it",
                    found="something else", fix="restore it from version control: without it, what it withheld could be given away",
                )
            )  # fmt: skip
    return tuple(found), problems


def _cells(version: str, tables: dict[str, Any]) -> PastCells:
    published: dict[CellName, float] = {}
    withheld = set()
    for table, about in tables.items():
        for row in about["rows"]:
            at = tuple(zip(about["key"], row["key"], strict=True))
            published |= {(table, column, at): float(value) for column, value in row["published"].items()}
            withheld |= {(table, column, at) for column in row["withheld"]}
    return PastCells(version, published, frozenset(withheld))

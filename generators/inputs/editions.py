"""Records of older editions, `data/editions/<version>.json`: what they published, and which cells they withheld.

`outputs/editions.py` writes them when an edition is made. They never hold a withheld value.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from generators.inputs.folders import EDITIONS
from generators.inputs.project import CellName, PastCells
from generators.inputs.settings import Root
from generators.problems import Problem, error

LATEST = "latest"
VERSION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[0-9]+)?")
_RECORD = "the record of an edition, as publish writes it"
Record = Mapping[str, Any]  # a record as JSON


@dataclass(frozen=True)
class Edition:
    """What an edition says of itself.

    Attributes:
        note: what is new in it, in readers' words.
        published: the day, as `2019-05-31`.
        correction: why numbers of an older edition were wrong; empty in an edition that corrects nothing.
        approved_by: the role of whoever approved it.
    """

    version: str
    note: str
    published: str = ""
    correction: str = ""
    approved_by: str = ""

    @property
    def corrects(self) -> str:
        """The version that it corrects: `2019` for `2019.1`; empty when it corrects none."""
        return self.version.partition(".")[0] if "." in self.version else ""


@dataclass(frozen=True)
class PastEdition:
    """A published edition, from its record.

    Attributes:
        addresses: of its pages, anchors and files, below its version.
        withdrawn: why it, or the addresses of it that are `withdrawn_pages`, may no longer be read.
        record: all of it, for comparing.
    """

    edition: Edition
    addresses: frozenset[str] = frozenset()
    withdrawn: str = ""
    withdrawn_pages: tuple[str, ...] = ()
    record: Record = field(default_factory=dict, repr=False)


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """For sorting: 2018, 2019, 2019.1, 2019.10, 2020."""
    parts = re.findall(r"[0-9]+|[a-z]+", version)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def next_correction(version: str, published: Iterable[str]) -> str:
    """The version that would correct one, or correct it again: 2019.2 where 2019.1 is published."""
    base = version.partition(".")[0]
    numbers = [int(one.partition(".")[2]) for one in published if one.startswith(f"{base}.")]
    return f"{base}.{max(numbers, default=0) + 1}"


def edition_files(root: Root) -> list[Path]:
    """The records of the root's editions, the oldest first."""
    folder = root.data / EDITIONS
    return sorted(folder.glob("*.json"), key=lambda path: version_order(path.stem)) if folder.is_dir() else []


def past_editions(root: Root) -> list[PastEdition]:
    """Every edition with a record, the oldest first.

    Raises:
        BrokenRecordError: a record cannot be read.
    """
    return [past_edition(path, root.name(path)) for path in edition_files(root)]


class BrokenRecordError(ValueError):
    """What is wrong with the record of an edition, and what to do."""


def past_edition(path: Path, file: str) -> PastEdition:
    """An edition from its record.

    Args:
        file: how its author knows the record.

    Raises:
        BrokenRecordError: it cannot be read.
    """
    try:
        record = _record(path.read_bytes())
        if not isinstance(record["areas"], dict):
            raise TypeError
        return _past_edition(record)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenRecordError(
            f"{file}: expected {_RECORD}, found something else; restore it from version control"
        ) from None


# A process reads the same few records for every area of a site.
@lru_cache(maxsize=8)
def _record(content: bytes) -> Record:
    return json.loads(content)  # type: ignore[no-any-return]


def _past_edition(record: Record) -> PastEdition:
    told = {name: str(record.get(name) or "") for name in ("version", "note", "published", "correction", "approved_by")}
    gone = record.get("withdrawn") or {}
    return PastEdition(
        Edition(**told),
        frozenset(record.get("addresses", ())),
        gone.get("reason", ""),
        tuple(gone.get("addresses", ())),
        record,
    )


def past_cells(root: Root, slug: str) -> tuple[tuple[PastCells, ...], list[Problem]]:
    """What each older edition published and withheld of an area, and records that cannot be read."""
    found, problems = [], []
    for path in edition_files(root):
        file = root.name(path)
        try:
            record = _record(path.read_bytes())
            tables = record["areas"].get(slug, {}).get("tables", {})
            found.append(_cells(record["version"], tables))
        except (ValueError, KeyError, TypeError, AttributeError):
            problems.append(
                error(
                    "broken-record", file, 1, where="file", expected=_RECORD,
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

"""The files of the public input format. The only module here that writes."""

import csv
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.england.council import Council

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Table:
    """An input table: its columns, and its rows for a council. What people write in sentences comes as YAML, numbers as CSV.

    Attributes:
        rows: from the council and the table's own dice; an empty text or None is a blank cell.
    """

    columns: str
    rows: Callable[[Council, random.Random], Rows]
    sentences: bool = False


Tables = dict[str, Table]  # by the name of the file


def write_table(folder: Path, name: str, table: Table, council: Council) -> None:
    """`<name>.csv`, or `<name>.yml` with one row a line."""
    columns, rows = table.columns.split(","), table.rows(council, council.dice(name))
    if table.sentences:
        given = ({key: cell for key, cell in zip(columns, row, strict=True) if cell not in ("", None)} for row in rows)
        text = "\n".join(
            f"- {json.dumps(row, ensure_ascii=False)}" for row in given
        )  # a line of JSON is a line of YAML
        (folder / f"{name}.yml").write_text(f"{text}\n", encoding="utf-8")
    else:
        write_csv(folder / f"{name}.csv", table.columns, rows)


def write_csv(path: Path, columns: str, rows: Rows) -> None:
    """A heading and rows, quoted where they must be."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split(","))
        writer.writerows(rows)


def write_map(path: Path, wards: Sequence[tuple[str, str]], across: int = 6) -> None:
    """The wards as hexagons in rows."""
    hexes = {code: {"n": name, "q": at % across, "r": at // across} for at, (code, name) in enumerate(wards)}
    path.write_text(json.dumps({"layout": "odd-r", "hexes": hexes}), encoding="utf-8")

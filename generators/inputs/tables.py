"""The tables of an area's folder: every file read against its declaration, and with it its source and its slips."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from generators.inputs.area_file import Given
from generators.inputs.complaints import Complaint, nearest, suggestion, visible
from generators.inputs.csvfile import read_csv
from generators.inputs.declare import Basis, Column, Table
from generators.inputs.frames import LINE, Record, build_rows
from generators.inputs.models import TableSource
from generators.inputs.places import Places
from generators.inputs.project import Catalogue, TableData, table_of
from generators.inputs.rows import Rows
from generators.inputs.settings import Root, Settings
from generators.inputs.textfile import left_behind
from generators.inputs.texts import missing_files
from generators.inputs.yamlfile import read_rows
from generators.problems import Problem, error

FILES = "files"  # data/<area>/files: documents that readers may open
_NOT_TABLES = ("area.yml", "benchmarks.yml", "disclosure.yml", "places.csv", "places.yml", FILES)


class AreaWords:
    """What cells of an area's tables may say: its places and the site's words.

    Args:
        places: None while the files of places have mistakes: then any place is accepted, since nobody can tell.
        ambiguous: whether it is already said, of the file of places, that names mean two of them.
    """

    def __init__(self, places: Places | None, settings: Settings, *, ambiguous: bool = False) -> None:
        self._places, self._settings, self._ambiguous = places, settings, ambiguous

    def place(self, text: str, when: str | None) -> str | Complaint:
        """The code of the place that the text names at a time."""
        found = text if self._places is None else self._places.find(text, when)
        told = self._ambiguous and isinstance(found, Complaint) and found.rule == "ambiguous-place"
        return text if told else found

    def allowed(self, column: Column) -> tuple[str, ...]:
        """The words that the column takes."""
        return self._settings.allowed(column)

    def name(self, code: str) -> str:
        """The name of the place with this code."""
        return self._places[code].name if self._places and code in self._places.by_code else code

    def could_point_to_people(self, text: str, column: Column) -> bool:
        """Whether the text has a number that disclosure control would withhold as a count of people."""
        if not column.counts_people or column.basis is not Basis.RECORDS:
            return False
        policy = self._settings.disclosure
        lowest = 0 if policy.publish_zeros else -1
        numbers = [float(found.replace(",", "")) for found in re.findall(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?", text)]
        return not self._settings.unprotected and any(lowest < number < policy.smallest_published for number in numbers)


def read_tables(
    root: Root, folder: Path, catalogue: Catalogue, given: Given, words: AreaWords
) -> tuple[dict[str, TableData], list[Problem]]:
    """Every table of the folder by its name, and every problem of its files."""
    tables: dict[str, TableData] = {}
    problems = []
    others = {*_NOT_TABLES, *(one.file for one in getattr(given.about, "maps", ()))}
    for path in sorted(folder.iterdir()):
        if path.name in others or left_behind(path):
            continue
        table = catalogue.tables.get(path.stem) if path.suffix in (".csv", ".yml") else None
        if table is None:
            problems.append(_unknown_file(root, path, catalogue))
        elif table.name in tables:
            expected, found, fix = "one file for the table", "a CSV and a YAML file", "delete one"
            name = root.name(path)
            problems.append(error("repeated-table", name, 1, where="file", expected=expected, found=found, fix=fix))
        else:
            tables[table.name], wrong = _table(path, root.name(path), table, given, words)
            problems += wrong
    problems += _declared_without_file(tables, given, catalogue)
    return tables | _fed(tables, catalogue, words), problems


def _fed(tables: Mapping[str, TableData], catalogue: Catalogue, words: AreaWords) -> dict[str, TableData]:
    """The tables that others are counted into, empty where there is no file of their own."""
    found = {}
    for data in tables.values():
        if (name := data.table.feeds) and name not in tables and name in catalogue.tables:
            rows, _ = build_rows(Rows([], []), data.file, catalogue.tables[name], words, "")
            found[name] = table_of(catalogue.tables[name], rows, data.file, data.about)
    return found


def _unknown_file(root: Root, path: Path, catalogue: Catalogue) -> Problem:
    stem, suffix = path.stem.lower(), path.suffix.lower()
    known = [*catalogue.tables, "places", "area"]
    kind = ".yml" if suffix in (".yml", ".yaml") else ".csv"
    near = nearest(stem, known)
    if path.is_dir():
        return error(
            "unknown-file", root.name(path), where="folder", expected=f"no folder but {FILES}", found=visible(path.name),
            fix=f"move it elsewhere; documents that readers may open go into {FILES}",
        )  # fmt: skip
    if suffix in (".geojson", ".hexjson", ".json"):
        fix = "name it under maps in area.yml, or delete it"
    elif near and suffix in (".xlsx", ".xls", ".ods", ".tsv", ".txt") and stem == near:
        fix = f"save it as {near}.csv, CSV UTF-8"
    elif near:
        fix = f"did you mean {near}{'.yml' if near == 'area' else kind}? If not, delete it"
    else:
        fix = f"delete it, or name it like a table: {', '.join(sorted(catalogue.tables))}"
    expected, found = "the name of a table", visible(path.name)
    return error("unknown-file", root.name(path), 1, where="file", expected=expected, found=found, fix=fix)


def _declared_without_file(tables: Collection[str], given: Given, catalogue: Catalogue) -> list[Problem]:
    problems = []
    known = sorted(catalogue.tables)
    for name in given.about.tables if given.about else ():
        line, where = given.line("tables", name), f"tables.{visible(name)}"
        if name not in catalogue.tables:
            expected, fix, found = f"one of {', '.join(known)}", suggestion(name, known), visible(name)
            problems.append(
                error("unknown-table", given.file, line, where=where, expected=expected, found=found, fix=fix)
            )
        elif name not in tables:
            expected, fix = f"the file {name}.csv", "add the file, or delete this key"
            problems.append(
                error("missing-file", given.file, line, where=where, expected=expected, found="none", fix=fix)
            )
    return problems


def _table(path: Path, file: str, table: Table, given: Given, words: AreaWords) -> tuple[TableData, list[Problem]]:
    given_rows = (read_csv if path.suffix == ".csv" else read_rows)(path, file, table)
    rows, problems = build_rows(given_rows, file, table, words, given.code or "")
    if not given_rows.rows and not problems:
        expected, fix = "at least one row", "fill it in, or delete the file"
        problems.append(error("no-rows", file, 1, where="file", expected=expected, found="none", fix=fix))
    about = given.about.tables.get(table.name) if given.about else None
    if given.about:
        known = list(given.about.sources)
        problems += [*_table_source(table, about, given, known), *_row_sources(rows, file, known)]
    problems += [*_wrong_slips(rows, file, table), *missing_files(rows, table, file, path.parent / FILES)]
    return table_of(table, rows, file, about or TableSource(source="none")), problems


def _table_source(table: Table, about: TableSource | None, given: Given, known: list[str]) -> list[Problem]:
    where = f"tables.{table.name}"
    if about is None:
        expected, fix = "the source of this table", f"add {table.name}: {{source: {known[0]}}} under tables"
        line = given.line("tables")
        return [error("undeclared-source", given.file, line, where=where, expected=expected, found="none", fix=fix)]
    if about.source in known:
        return []
    line = given.line("tables", table.name, "source")
    return [_undeclared(about.source, known, given.file, line, where=f"{where}.source")]


def _row_sources(rows: Iterable[Record], file: str, known: list[str]) -> list[Problem]:
    return [
        _undeclared(row["source"], known, file, int(row[LINE]), column="source")
        for row in rows
        if row["source"] and row["source"] not in known
    ]


def _undeclared(
    source: str, known: list[str], file: str, line: int, column: str | None = None, where: str | None = None
) -> Problem:
    return error(
        "undeclared-source", file, line, column, where=where, expected=f"one of {', '.join(known)}", found=visible(source),
        fix=f"{suggestion(source, known)}{'' if nearest(source, known) else ', or add it under sources of area.yml'}",
    )  # fmt: skip


def _wrong_slips(rows: Iterable[Record], file: str, table: Table) -> list[Problem]:
    """Slips of the source that are not written as column=text."""
    names = [column.name for column in table.columns]
    problems = []
    for row in rows:
        for slip in _slips(row["printed_as"]):
            column, equals, _ = slip.partition("=")
            if not equals or column.strip() not in names:
                fix = f"start it with one of {', '.join(names)} and an equals sign"
                expected, found = "column=what is printed", visible(slip)
                problems.append(
                    error("wrong-form", file, int(row[LINE]), "printed_as", expected=expected, found=found, fix=fix)
                )
    return problems


def slips(text: str) -> dict[str, str]:
    """What the source prints in place of the row's values, by column."""
    return {column.strip(): printed.strip() for column, _, printed in (slip.partition("=") for slip in _slips(text))}


def _slips(text: str) -> list[str]:
    return [slip.strip() for slip in text.split("|") if slip.strip()]

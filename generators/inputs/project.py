"""A root's areas: every file of every area read and checked, and every problem of all of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from generators.inputs.cells import Complaint, suggestion
from generators.inputs.csvfile import read_csv
from generators.inputs.declare import Column, Table
from generators.inputs.frames import LINE, build_frame
from generators.inputs.models import AreaFile, Source, TableSource, validated
from generators.inputs.places import PLACES, Place, Places, is_gss_code, slug
from generators.inputs.settings import Root, Settings, mapping
from generators.inputs.textfile import read_text
from generators.inputs.yamlfile import Document, read_rows, read_yaml
from generators.problems import Problem, Ref, error

BENCHMARKS = "benchmarks"  # data/benchmarks: places and figures for comparison, not an area


@dataclass(frozen=True)
class Catalogue:
    """What can be read: every table, and which sections there are with the tables that each reads."""

    tables: Mapping[str, Table]
    sections: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class TableData:
    """One input table of an area.

    Attributes:
        frame: see `frames.build_frame`; the place column holds codes.
        about: source, page and notes as area.yml gives them.
    """

    table: Table
    frame: pd.DataFrame
    file: str
    about: TableSource

    def with_frame(self, frame: pd.DataFrame) -> "TableData":
        """The same table with other rows."""
        return replace(self, frame=frame)


@dataclass(frozen=True)
class Prose:
    """The narrative of one page as its author wrote it."""

    text: str
    file: str


@dataclass(frozen=True)
class Area:
    """One area, read and checked. `withheld` are the cells that disclosure control has taken out."""

    slug: str
    file: str
    about: AreaFile
    document: Document
    places: Places
    comparators: tuple[str, ...]
    tables: Mapping[str, TableData]
    prose: Mapping[str, Prose]
    settings: Settings
    withheld: frozenset[Ref] = frozenset()

    @property
    def sources(self) -> dict[str, Source]:
        """The declared sources by their id."""
        return self.about.sources

    def with_tables(self, tables: Mapping[str, TableData]) -> "Area":
        """The same area with other tables."""
        return replace(self, tables=tables)


class _AreaWords:
    """What cells of an area's tables may say: its places and the site's words."""

    def __init__(self, places: Places, settings: Settings) -> None:
        self._places, self._settings = places, settings

    def place(self, text: str, when: str | None) -> str | Complaint:
        return self._places.find(text, when)

    def allowed(self, column: Column) -> tuple[str, ...]:
        return self._settings.allowed(column)

    def name(self, code: str) -> str:
        return self._places[code].name


def area_folders(root: Root) -> list[Path]:
    """The folders of areas, by name."""
    if not root.data.is_dir():
        return []
    return sorted(
        path
        for path in root.data.iterdir()
        if path.is_dir() and path.name != BENCHMARKS and not path.name.startswith(".")
    )


def read_area(root: Root, folder: Path, catalogue: Catalogue, settings: Settings) -> tuple[Area | None, list[Problem]]:
    """Reads one area.

    Returns:
        The area, or None when area.yml or places.csv cannot be used, since nothing else can be understood without them;
        and every problem of its files.
    """
    file = root.name(folder / "area.yml")
    if folder.name != slug(folder.name):
        return None, [
            error(
                "folder-name",
                root.name(folder),
                expected="small letters, digits and hyphens",
                found=folder.name,
                fix=f"rename the folder to {slug(folder.name)}",
            )
        ]
    if not (folder / "area.yml").exists():
        return None, [
            error(
                "missing-file",
                file,
                expected="this file",
                found="none",
                fix=f"run `needsbook new-area {folder.name}`, or delete the folder",
            )
        ]
    document, problems = read_yaml(folder / "area.yml", file)
    if document is None:
        return None, problems
    about, wrong = validated(AreaFile, document.value, document, file)
    problems += wrong
    sections = _listed_sections(document)
    problems += _unknown_sections(sections, document, file, catalogue)
    around, wrong = _benchmark_places(root, settings)
    problems += wrong
    below, wrong = _own_places(root, folder, settings)
    problems += wrong
    if about is None or wrong:
        return None, problems
    places = Places(Place(about.code, about.name, about.level), below, around)
    problems += _wrong_places(places, root.name(folder / "places.csv"))
    comparators, wrong = _comparators(about, places, document, file)
    problems += wrong
    tables, wrong = _tables(root, folder, catalogue, about, document, file, _AreaWords(places, settings))
    problems += wrong
    prose, wrong = _prose(root, folder.name, ["overview", *catalogue.sections])
    problems += [
        *wrong,
        *_unused_tables(tables, about, file, catalogue),
        *_empty_sections(tables, about, document, file, catalogue),
    ]
    return Area(folder.name, file, about, document, places, comparators, tables, prose, settings), problems


def _listed_sections(document: Document) -> list[str]:
    sections = mapping(document).get("sections", [])
    return [str(section) for section in sections] if isinstance(sections, list) else []


def _unknown_sections(sections: list[str], document: Document, file: str, catalogue: Catalogue) -> list[Problem]:
    known = list(catalogue.sections)
    problems = []
    for number, section in enumerate(sections):
        line = document.line(("sections", number))
        if section not in known:
            problems.append(
                error(
                    "unknown-section",
                    file,
                    line,
                    where="sections",
                    expected=f"one of {', '.join(known)}",
                    found=section,
                    fix=suggestion(section, known),
                )
            )
        elif section in sections[:number]:
            problems.append(
                error(
                    "repeated-section",
                    file,
                    line,
                    where="sections",
                    expected="each section once",
                    found=section,
                    fix="delete one",
                )
            )
    return problems


def _own_places(root: Root, folder: Path, settings: Settings) -> tuple[list[Place], list[Problem]]:
    return _read_places(root, folder / "places.csv", settings)


def _benchmark_places(root: Root, settings: Settings) -> tuple[list[Place], list[Problem]]:
    own, problems = _read_places(root, root.data / BENCHMARKS / "places.csv", settings)
    codes = {place.code for place in own}
    return own + [place for place in settings.around if place.code not in codes], problems


def _read_places(root: Root, path: Path, settings: Settings) -> tuple[list[Place], list[Problem]]:
    if not path.exists():
        return [], []
    file = root.name(path)
    rows, problems = read_csv(path, file, PLACES)
    frame, wrong = build_frame(rows, file, PLACES, _AreaWords(Places(Place("", "", "other"), (), ()), settings), "")
    problems += wrong
    places = []
    for record in frame.to_dict("records"):
        years = [
            _year(str(record[name]), name, file, int(record[LINE]), problems) for name in ("valid_from", "valid_to")
        ]
        places.append(
            Place(
                str(record["code"]),
                str(record["name"]),
                str(record["level"]),
                _split(record["parents"]),
                _split(record["aliases"]),
                *years,
            )
        )
        if not is_gss_code(str(record["code"])) and slug(str(record["code"])) != record["code"]:
            problems.append(
                error(
                    "wrong-form",
                    file,
                    int(record[LINE]),
                    "code",
                    expected="a GSS code such as E05001767, or small letters and hyphens",
                    found=str(record["code"]),
                    fix="write it in this form",
                )
            )
    return places, problems


def _year(text: str, column: str, file: str, line: int, problems: list[Problem]) -> int | None:
    if not text:
        return None
    if text.isdecimal() and len(text) == 4:
        return int(text)
    problems.append(error("not-a-year", file, line, column, expected="a year", found=text, fix="write it like 2017"))
    return None


def _split(text: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(text).split(";") if part.strip())


def _wrong_places(places: Places, file: str) -> list[Problem]:
    """Parents that are not there, and places whose pages would have one address."""
    problems = []
    slugs: dict[str, Place] = {}
    for place in places.below:
        for parent in place.parents:
            if parent not in places.by_code:
                problems.append(
                    error(
                        "unknown-place",
                        file,
                        column="parents",
                        where=f"parents of {place.name}",
                        expected="the code of a place",
                        found=parent,
                        fix=suggestion(parent, list(places.by_code)),
                    )
                )
            elif _circular(place, places):
                problems.append(
                    error(
                        "circular-parents",
                        file,
                        where=f"parents of {place.name}",
                        expected="a place above it",
                        found=parent,
                        fix="a place cannot lie in itself",
                    )
                )
        twin = slugs.setdefault(place.slug, place)
        if twin is not place and twin.valid_to is None and place.valid_from is None:
            problems.append(
                error(
                    "repeated-slug",
                    file,
                    where=f"name {place.name}",
                    expected="a name of its own",
                    found=f"{place.name}, as {twin.code}",
                    fix="add what tells them apart, or years of validity",
                )
            )
    return problems


def _circular(place: Place, places: Places) -> bool:
    above, seen = list(place.parents), set()
    while above:
        code = above.pop()
        if code == place.code:
            return True
        if code not in seen and code in places.by_code:
            seen.add(code)
            above += places[code].parents
    return False


def _comparators(
    about: AreaFile, places: Places, document: Document, file: str
) -> tuple[tuple[str, ...], list[Problem]]:
    found, problems = [], []
    for number, text in enumerate(about.comparators):
        code = places.find(text)
        if isinstance(code, Complaint):
            problems.append(
                error(
                    code.rule,
                    file,
                    document.line(("comparators", number)),
                    where="comparators",
                    expected=code.expected,
                    found=text,
                    fix=code.fix,
                )
            )
        else:
            found.append(code)
    return tuple(found), problems


def _tables(
    root: Root, folder: Path, catalogue: Catalogue, about: AreaFile, document: Document, file: str, words: _AreaWords
) -> tuple[dict[str, TableData], list[Problem]]:
    tables: dict[str, TableData] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        name = path.name
        if name in ("area.yml", "places.csv") or name.startswith((".", "~")):
            continue
        table = catalogue.tables.get(path.stem) if path.suffix in (".csv", ".yml") else None
        if table is None:
            known = sorted(f"{known}.csv" for known in catalogue.tables)
            problems.append(
                error(
                    "unknown-file",
                    root.name(path),
                    expected="the name of a table",
                    found=name,
                    fix=suggestion(name, known),
                )
            )
        elif table.name in tables:
            problems.append(
                error(
                    "repeated-table",
                    root.name(path),
                    expected="one file for the table",
                    found="a CSV and a YAML file",
                    fix="delete one",
                )
            )
        else:
            data, wrong = _table(path, root.name(path), table, about, document, file, words)
            problems += wrong
            tables[table.name] = data
    for name in about.tables:
        if name not in catalogue.tables:
            problems.append(
                error(
                    "unknown-table",
                    file,
                    document.line(("tables", name)),
                    where=f"tables.{name}",
                    expected=f"one of {', '.join(sorted(catalogue.tables))}",
                    found=name,
                    fix=suggestion(name, sorted(catalogue.tables)),
                )
            )
        elif name not in tables:
            problems.append(
                error(
                    "missing-file",
                    file,
                    document.line(("tables", name)),
                    where=f"tables.{name}",
                    expected=f"the file {name}.csv",
                    found="none",
                    fix="add the file, or delete this key",
                )
            )
    return tables, problems


def _table(
    path: Path, file: str, table: Table, about: AreaFile, document: Document, area_file: str, words: _AreaWords
) -> tuple[TableData, list[Problem]]:
    rows, problems = (read_csv if path.suffix == ".csv" else read_rows)(path, file, table)
    frame, wrong = build_frame(rows, file, table, words, about.code)
    problems += wrong
    if not rows and not problems:
        problems.append(
            error("no-rows", file, 2, expected="at least one row", found="none", fix="fill it in, or delete the file")
        )
    known = list(about.sources)
    declared = about.tables.get(table.name)
    if declared is None:
        problems.append(
            error(
                "undeclared-source",
                area_file,
                document.line(("tables",)),
                where=f"tables.{table.name}",
                expected="the source of this table",
                found="none",
                fix=f"add {table.name}: {{source: {known[0]}}} under tables",
            )
        )
    elif declared.source not in known:
        line = document.line(("tables", table.name, "source"))
        problems.append(
            error(
                "undeclared-source",
                area_file,
                line,
                where=f"tables.{table.name}.source",
                expected=f"one of {', '.join(known)}",
                found=declared.source,
                fix=suggestion(declared.source, known),
            )
        )
    problems += _row_problems(frame, file, table, known)
    return TableData(table, frame, file, declared or TableSource(source="none")), problems


def _row_problems(frame: pd.DataFrame, file: str, table: Table, known: list[str]) -> list[Problem]:
    """Sources that no row may name, and slips that are not written as column=text."""
    problems = []
    names = [column.name for column in table.columns]
    for record in frame.to_dict("records"):
        line, source = int(record[LINE]), str(record["source"])
        if source and source not in known:
            problems.append(
                error(
                    "undeclared-source",
                    file,
                    line,
                    "source",
                    expected=f"one of {', '.join(known)}",
                    found=source,
                    fix=suggestion(source, known),
                )
            )
        for slip in _slips(str(record["printed_as"])):
            column, equals, _ = slip.partition("=")
            if not equals or column.strip() not in names:
                problems.append(
                    error(
                        "wrong-form",
                        file,
                        line,
                        "printed_as",
                        expected="column=what is printed",
                        found=slip,
                        fix=f"start it with one of {', '.join(names)} and an equals sign",
                    )
                )
    return problems


def _slips(text: str) -> list[str]:
    return [slip.strip() for slip in text.split("|") if slip.strip()]


def slips(text: str) -> dict[str, str]:
    """What the source prints in place of the row's values, by column."""
    return {column.strip(): printed.strip() for column, _, printed in (slip.partition("=") for slip in _slips(text))}


def _prose(root: Root, area: str, known: list[str]) -> tuple[dict[str, Prose], list[Problem]]:
    folder = root.content / area
    prose, problems = {}, []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.startswith("."):
            continue
        if path.suffix != ".md" or path.stem not in known:
            files = [f"{name}.md" for name in known]
            problems.append(
                error(
                    "unknown-file",
                    root.name(path),
                    expected="the narrative of a section",
                    found=path.name,
                    fix=suggestion(path.name, files),
                )
            )
            continue
        text = read_text(path, root.name(path), largest=500_000)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            prose[path.stem] = Prose(text, root.name(path))
    return prose, problems


def _unused_tables(tables: Iterable[str], about: AreaFile, file: str, catalogue: Catalogue) -> list[Problem]:
    """Tables that no listed section shows: their numbers would be silently left out."""
    used = {name for section in about.sections for name in catalogue.sections.get(section, ())}
    problems = []
    for name in tables:
        if name not in used:
            needing = [section for section, names in catalogue.sections.items() if name in names]
            problems.append(
                error(
                    "unused-table",
                    file,
                    where="sections",
                    expected=f"a section that shows {name}.csv",
                    found="none",
                    fix=f"add {' or '.join(needing)} to sections, or delete the file",
                )
            )
    return problems


def _empty_sections(
    tables: Mapping[str, TableData], about: AreaFile, document: Document, file: str, catalogue: Catalogue
) -> list[Problem]:
    """Listed sections that have none of their tables."""
    problems = []
    for number, section in enumerate(about.sections):
        names = catalogue.sections.get(section, ())
        if names and not any(name in tables for name in names):
            files = " or ".join(f"{name}.csv" for name in names)
            problems.append(
                error(
                    "missing-file",
                    file,
                    document.line(("sections", number)),
                    where=f"sections, {section}",
                    expected=f"the file {files}",
                    found="none",
                    fix="add the file, or delete the section",
                )
            )
    return problems

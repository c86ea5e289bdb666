"""`data/benchmarks`: figures of England, regions, neighbours and all wards, which every area may be compared with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generators.inputs.area_file import Given
from generators.inputs.folders import BENCHMARKS
from generators.inputs.frames import Record
from generators.inputs.models import BenchmarksFile, Source
from generators.inputs.place_files import PlacesGiven, read_places
from generators.inputs.places import Places
from generators.inputs.project import Area, Catalogue, TableData
from generators.inputs.settings import Root, Settings
from generators.inputs.tables import AreaWords, read_tables
from generators.inputs.validation import validated
from generators.inputs.yamlfile import read_yaml
from generators.problems import Problem, error

FILE = "benchmarks.yml"


@dataclass(frozen=True)
class Benchmarks:
    """What the folder holds.

    Attributes:
        tables: with the codes of places, the source of each row in the row; none while something is wrong with one.
        sources: of these tables, by their id.
    """

    places: PlacesGiven
    tables: Mapping[str, TableData] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_benchmarks(root: Root, catalogue: Catalogue, settings: Settings) -> Benchmarks:
    """Reads the folder; without one there are no benchmarks."""
    folder = root.data / BENCHMARKS
    places = read_places(root, folder, settings)
    problems = [*places.problems]
    if not folder.is_dir() or not any(_is_table(path) for path in folder.iterdir()):
        return Benchmarks(places, problems=tuple(problems))
    given = _file(root, folder)
    problems += given.problems
    around = [*places.places, *settings.around]
    known = Places(around[0], around[1:], ()) if around else None
    words = AreaWords(None if places.problems else known, settings)
    tables, wrong = read_tables(root, folder, _readable(catalogue), given, words)
    problems += wrong
    sources = given.about.sources if given.about else {}
    usable = {} if problems else {name: _cited(data) for name, data in tables.items()}
    return Benchmarks(places, usable, sources, tuple(problems))


def with_benchmarks(area: Area, benchmarks: Benchmarks) -> Area:
    """The area with the rows of its comparators and neighbours that its own tables lack, and with the national tables."""
    wanted = {*area.comparators, *area.neighbours}
    tables, used = dict(area.tables), set()
    for name, data in benchmarks.tables.items():
        own = area.tables.get(name)
        more = _lacking(own, data, wanted) if own is not None else None
        if own is not None and more:
            tables[name] = own.with_rows([*own.rows, *more])
            used |= {row["source"] for row in more}
    national = {name: data for name, data in benchmarks.tables.items() if "place" not in data.table.key}
    sources = {**area.about.sources, **{name: benchmarks.sources[name] for name in sorted(used)}}
    about = area.about.model_copy(update={"sources": sources})
    return replace(area, tables=tables, about=about, national=national)


def _lacking(own: TableData, given: TableData, wanted: Collection[str]) -> list[Record]:
    key = own.table.key
    there = {tuple(row[name] for name in key) for row in own.rows}
    return [row for row in given.rows if row["place"] in wanted and tuple(row[name] for name in key) not in there]


def _cited(data: TableData) -> TableData:
    """The table with its source in every row, since rows of several files come together in one."""
    return data.with_rows([row | {"source": row["source"] or data.about.source} for row in data.rows])


def _readable(catalogue: Catalogue) -> Catalogue:
    """Tables about places, and those that only this folder has."""
    about_places = {name: table for name, table in catalogue.tables.items() if "place" in table.key}
    return replace(catalogue, tables={**about_places, **catalogue.national})


def _is_table(path: Path) -> bool:
    return path.suffix in (".csv", ".yml") and path.stem != "places"


def _file(root: Root, folder: Path) -> Given:
    """What benchmarks.yml says of sources and tables."""
    path, file = folder / FILE, root.name(folder / FILE)
    if not path.exists():
        fix = "write sources and tables in it, as in an area.yml"
        missing = error("missing-file", file, 1, where="file", expected="this file", found="none", fix=fix)
        return Given(file, None, None, [missing])
    document, problems = read_yaml(path, file)
    if document is None:
        return Given(file, None, None, problems)
    about, wrong = validated(BenchmarksFile, document.value, document, file)
    return Given(file, document, about, [*problems, *wrong])

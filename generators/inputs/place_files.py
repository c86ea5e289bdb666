"""`places.csv`: the places of an area or of the comparators, and what contradicts itself among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generators.inputs.cells import Words
from generators.inputs.complaints import Complaint, suggestion, visible
from generators.inputs.csvfile import read_csv
from generators.inputs.declare import Column
from generators.inputs.frames import LINE, Record, build_rows
from generators.inputs.places import PLACES, Place, Places, code_remedy
from generators.inputs.settings import Root, Settings
from generators.inputs.yamlfile import read_rows
from generators.problems import Problem, error

_FIRST, _LAST = 1801, 2199  # years in which a place can have begun or ended


@dataclass(frozen=True)
class PlacesGiven:
    """The places of a file, the line of each by its code, and what is wrong with the file."""

    file: str
    places: tuple[Place, ...] = ()
    lines: dict[str, int] | None = None
    problems: tuple[Problem, ...] = ()

    def line(self, place: Place) -> int:
        """The line of a place."""
        return (self.lines or {}).get(place.code, 1)


class _Words:
    """What the cells of a file of places may say: no places, since it declares them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def place(self, text: str, when: str | None) -> str | Complaint:
        return text

    def allowed(self, column: Column) -> tuple[str, ...]:
        return self._settings.allowed(column)

    def could_point_to_people(self, text: str, column: Column) -> bool:
        return False


def read_places(root: Root, folder: Path, settings: Settings) -> PlacesGiven:
    """The places of a folder, from places.csv or places.yml; none where there is no such file."""
    both = [path for path in (folder / "places.csv", folder / "places.yml") if path.exists() or path.is_symlink()]
    if not both:
        return PlacesGiven(root.name(folder / "places.csv"))
    path, file = both[0], root.name(both[0])
    given = (read_csv if path.suffix == ".csv" else read_rows)(path, file, PLACES)
    words: Words = _Words(settings)
    rows, problems = build_rows(given, file, PLACES, words, "")
    if len(both) > 1:
        expected, found = "one file of places", "a CSV and a YAML file"
        problems.append(
            error("repeated-table", file, 1, where="file", expected=expected, found=found, fix="delete one")
        )
    problems += [wrong for row in rows for wrong in _wrong_row(row, file)]
    places = tuple(_place(row) for row in rows)
    lines = {str(row["code"]): int(row[LINE]) for row in rows}
    return PlacesGiven(file, places, lines, tuple(problems))


def _place(row: Record) -> Place:
    first, last = (int(row[name]) if _is_year(row[name]) else None for name in ("valid_from", "valid_to"))
    return Place(row["code"], row["name"], row["level"], _split(row["parents"]), _split(row["aliases"]), first, last)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", text)) and _FIRST <= int(text) <= _LAST


def _wrong_row(row: Record, file: str) -> Iterable[Problem]:
    code, line = row["code"], int(row[LINE])
    if fix := code_remedy(code):
        expected = "a GSS code such as E05000001, or small letters and hyphens"
        yield error("wrong-form", file, line, "code", expected=expected, found=visible(code), fix=fix)
    years = {name: row[name] for name in ("valid_from", "valid_to") if row[name]}
    for name, text in years.items():
        if not _is_year(text):
            yield error(
                "not-a-year", file, line, name, expected="a year", found=visible(text), fix="write it like 2017"
            )
    if len(years) == 2 and all(map(_is_year, years.values())) and years["valid_from"] > years["valid_to"]:
        expected, fix = f"{years['valid_from']} or later", "a place cannot end before it begins"
        yield error("wrong-order", file, line, "valid_to", expected=expected, found=years["valid_to"], fix=fix)


def wrong_places(given: PlacesGiven, places: Places) -> list[Problem]:
    """Parents that are not there or go round in a circle, and names that mean two places."""
    problems = []
    for place in places.below:
        problems += [wrong for parent in place.parents if (wrong := _wrong_parent(given, place, parent, places))]
        if wrong := _wrong_name(given, place, places):
            problems.append(wrong)
    return problems


def _wrong_parent(given: PlacesGiven, place: Place, parent: str, places: Places) -> Problem | None:
    line = given.line(place)
    if parent not in places.by_code:
        code = places.find(parent)
        fix = f"write its code, {code}" if isinstance(code, str) else suggestion(parent, list(places.by_code))
        expected = "the code of a place"
        return error("unknown-place", given.file, line, "parents", expected=expected, found=visible(parent), fix=fix)
    if _circular(place, parent, places):
        expected, fix = f"a place that {place.name} lies in", "a place cannot lie in itself"
        return error("circular-parents", given.file, line, "parents", expected=expected, found=parent, fix=fix)
    return None


def _circular(place: Place, parent: str, places: Places) -> bool:
    above, seen = [parent], set[str]()
    while above:
        code = above.pop()
        if code == place.code:
            return True
        if code not in seen and code in places.by_code:
            seen.add(code)
            above += places[code].parents
    return False


def _wrong_name(given: PlacesGiven, place: Place, places: Places) -> Problem | None:
    """The complaint about a name that another place of the same time has too: at the same level, or as an alias."""
    line = given.line(place)
    fix = "add what tells them apart, or years of validity"
    for other in _others(place, place.name, places):
        earlier = places.order(other.code) < places.order(place.code)
        is_alias, is_name = place.name in other.aliases, other.name == place.name and other.level == place.level
        if is_alias or (is_name and earlier):
            found = f"{place.name}, which is {'an alias' if is_alias else 'the name'} of {other.code} too"
            return error("repeated-name", given.file, line, "name", expected="a name of its own", found=found, fix=fix)
    for alias in place.aliases:
        for other in _others(place, alias, places):
            if alias in other.aliases and places.order(other.code) < places.order(place.code):
                expected, found = "an alias of its own", f"{alias}, which {other.code} has too"
                return error("repeated-name", given.file, line, "aliases", expected=expected, found=found, fix=fix)
    return None


def _others(place: Place, name: str, places: Places) -> list[Place]:
    return [other for other in places.called(name) if other is not place and other.meets(place)]

"""One area from its folder: area.yml, places, tables and narrative, and every problem of all of them together."""

import os
from collections.abc import Iterable
from pathlib import Path

from generators.inputs.area_file import (
    AreaGiven,
    compared,
    neighbours,
    read_area_file,
    sections_without_tables,
    tables_without_section,
)
from generators.inputs.benchmarks import Benchmarks, with_benchmarks
from generators.inputs.disclosure_file import with_own_policy
from generators.inputs.editions import past_cells
from generators.inputs.folders import NO_AREAS, area_folders
from generators.inputs.maps import read_maps
from generators.inputs.narratives import read_narratives
from generators.inputs.place_files import read_places, wrong_places
from generators.inputs.places import NEIGHBOURS, Place, Places, slug
from generators.inputs.project import Area, Catalogue
from generators.inputs.settings import Root, Settings
from generators.inputs.tables import AreaWords, read_tables
from generators.inputs.textfile import left_behind
from generators.problems import Problem, error

_WINDOWS = ("con", "prn", "aux", "nul")  # names that no folder of Windows may have, nor com1, lpt1 and so on


def bad_folder_name(name: str) -> str | None:
    """What an area's folder must be called, if not this."""
    if name in NO_AREAS:
        return f"another name: {name} is {NO_AREAS[name]}"
    if name in _WINDOWS or (name[:3] in ("com", "lpt") and name[3:].isdecimal()):
        return f"another name, such as {name}-area: Windows has no such folder"
    return slug(name) if name != slug(name) else None


def read_area(
    root: Root, folder: Path, catalogue: Catalogue, settings: Settings, around: Benchmarks
) -> tuple[Area | None, list[Problem]]:
    """Reads one area.

    Args:
        around: what areas are compared with; its own problems are told by whoever read it.

    Returns:
        The area, or None when its area.yml or places cannot be used; and every problem of all its files.
    """
    if wrong := _refused(root, folder):
        return None, [wrong]
    given = read_area_file(root, folder, catalogue)
    below = read_places(root, folder, settings)
    mean = [Place(NEIGHBOURS, "Statistical neighbours", "other")] if given.about and given.about.neighbours else []
    places = _places(given, below.places, [*around.places.places, *settings.around, *mean])
    problems = [*given.problems, *below.problems]
    contradictions = wrong_places(below, places) if places is not None and not below.problems else []
    problems += contradictions
    trusted = None if below.problems or around.places.problems else places
    words = AreaWords(trusted, settings, ambiguous=bool(contradictions))
    tables, wrong_tables = read_tables(root, folder, catalogue, given, words)
    prose, wrong_prose = read_narratives(root, folder.name, ["overview", *catalogue.sections])
    problems += [*wrong_tables, *wrong_prose]
    if given.about is None or given.document is None or places is None:
        return None, problems
    comparators, wrong_comparators = compared(given, places) if trusted else ((), [])
    alike, wrong_neighbours = neighbours(given, places) if trusted else ((), [])
    drawn = [(one, given.line("maps", number)) for number, one in enumerate(given.about.maps)]
    maps, wrong_maps = (
        read_maps(root, folder, given.file, drawn, places, list(given.about.sources)) if trusted else ({}, [])
    )
    problems += [
        *wrong_maps,
        *wrong_comparators,
        *wrong_neighbours,
        *tables_without_section(list(tables), given, catalogue),
        *sections_without_tables(list(tables), given, catalogue),
    ]
    settings, wrong_policy = with_own_policy(root, folder, settings, catalogue)
    past, wrong_editions = past_cells(root, folder.name)
    area = Area(
        folder.name, given.file, given.about, given.document, places, comparators, tables, prose, settings, neighbours=alike, maps=maps, past=past
    )  # fmt: skip
    return with_benchmarks(area, around), [*problems, *wrong_policy, *wrong_editions]


def _refused(root: Root, folder: Path) -> Problem | None:
    if folder.is_symlink():
        expected, fix = "a folder", "put the folder itself here"
        return error("not-a-folder", root.name(folder), where="folder", expected=expected, found="a link", fix=fix)
    if not os.access(folder, os.R_OK | os.X_OK):
        expected, fix = "a folder that can be read", "change its permissions"
        return error(
            "unreadable", root.name(folder), where="folder", expected=expected, found="permission denied", fix=fix
        )
    if better := bad_folder_name(folder.name):
        expected = "small letters, digits and hyphens"
        return error(
            "folder-name", root.name(folder), where="folder", expected=expected, found=folder.name,
            fix=f"rename it to {better}",
        )  # fmt: skip
    return None


def _places(given: AreaGiven, below: Iterable[Place], around: Iterable[Place]) -> Places | None:
    """The area's places; none while nobody knows which area it is."""
    if given.code is None or given.name is None:
        return None
    return Places(Place(given.code, given.name, given.level), below, around)


def stray_files(root: Root) -> list[Problem]:
    """Files and folders beside the areas that nothing reads: their author thinks that they are published."""
    areas = [folder.name for folder in area_folders(root)]
    problems = []
    for path in sorted(root.data.iterdir()) if root.data.is_dir() else []:
        if (
            path.suffix.lower() in (".csv", ".yml", ".yaml", ".xlsx", ".xls", ".ods")
            and not left_behind(path)
            and not path.is_dir()
        ):
            fix = "move it into the folder of its area"
            problems.append(_stray(root, path, "a folder for each area", fix))
    for path in sorted(root.content.iterdir()) if root.content.is_dir() else []:
        if path.is_dir() and not left_behind(path) and path.name not in areas:
            fix = f"name it like its folder in data: {', '.join(areas) or 'there is none yet'}"
            problems.append(_stray(root, path, "the narrative of an area", fix))
    return problems


def _stray(root: Root, path: Path, expected: str, fix: str) -> Problem:
    kind = "folder" if path.is_dir() else "file"
    return error(
        "stray-file",
        root.name(path),
        1 if kind == "file" else None,
        where=kind,
        expected=expected,
        found=path.name,
        fix=fix,
    )

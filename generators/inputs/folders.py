"""The folders of a root: those of areas, and those beside them."""

from pathlib import Path

from generators.inputs.settings import Root
from generators.inputs.textfile import left_behind

BENCHMARKS = "benchmarks"  # data/benchmarks: places and figures for comparison
EDITIONS = "editions"  # data/editions: the records of older editions
NO_AREAS = {BENCHMARKS: "the folder of comparators", EDITIONS: "the folder of what older editions published"}


def area_folders(root: Root) -> list[Path]:
    """The folders of areas, by name."""
    if not root.data.is_dir():
        return []
    return sorted(
        path for path in root.data.iterdir() if path.is_dir() and path.name not in NO_AREAS and not left_behind(path)
    )

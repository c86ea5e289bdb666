"""The made-up England that speed is measured on: right input, the same for the same seed, with every kind of section."""

from pathlib import Path

from benchmarks.england import IN_TURN, england
from generators.examine import examine
from generators.inputs.settings import Root
from generators.sections import SECTIONS


def test_it_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    wards = [england(tmp_path / name, areas=2, seed=seed) for name, seed in (("one", 5), ("two", 5), ("three", 6))]
    files = [_files(tmp_path / name) for name in ("one", "two", "three")]

    assert wards[0] == wards[1]
    assert files[0] == files[1] != files[2]


def test_an_area_is_the_same_among_few_or_many(tmp_path: Path) -> None:
    england(tmp_path / "few", areas=1)
    england(tmp_path / "many", areas=3)

    assert _files(tmp_path / "few").items() <= _files(tmp_path / "many").items()


def test_it_is_right_input_and_has_every_kind_of_section(tmp_path: Path) -> None:
    england(tmp_path, areas=len(IN_TURN), seed=5)
    found = examine(Root(tmp_path))
    sections = [section for report in found.reports for section in report.sections]

    assert not found.failed(), [problem.text() for problem in found.all_problems()]
    assert {section.slug for section in sections} == set(SECTIONS)
    assert all(len(section.figures) > 0 for section in sections)
    assert sum(len(section.figures) for section in sections) / len(found.reports) > 80


def _files(root: Path) -> dict[Path, bytes]:
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*.*") if path.is_file()}

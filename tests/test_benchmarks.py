"""The made-up England that speed is measured on: right input, the same for the same seed, with every kind that has data."""

from pathlib import Path

from benchmarks.england import TABLES, england
from generators.examine import examine
from generators.inputs.settings import Root


def test_it_is_right_input_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    wards = [england(tmp_path / name, areas=2, seed=seed) for name, seed in (("one", 5), ("two", 5), ("three", 6))]
    files = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.*")
            if path.is_file()
        }
        for name in ("one", "two", "three")
    ]
    found = examine(Root(tmp_path / "one"))

    assert wards[0] == wards[1]
    assert files[0] == files[1] != files[2]
    assert not found.failed(), [problem.text() for problem in found.all_problems()]
    assert all(set(report.area.tables) == set(TABLES) for report in found.reports)
    assert all(len(section.figures) > 0 for report in found.reports for section in report.sections)

"""Fixtures that several test modules use."""

import shutil
from pathlib import Path

import pytest

SALTMARSH = Path(__file__).parent / "projects" / "saltmarsh"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A root of its own with two made-up areas that are without ERROR, so that a test may break it."""
    return Path(shutil.copytree(SALTMARSH, tmp_path / "root"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden pages and the pictures of the README are made anew when asked for; then look at the diff."""
    parser.addoption("--update-golden", action="store_true", help="write the pages in tests/golden/ anew")
    parser.addoption("--update-gallery", action="store_true", help="take the pictures in docs/images/ anew")

"""Small roots in a git repository of their own, and the command run on them, for tests of editions."""

import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generators.__main__ import app
from generators.site.keys import plotly_bundle
from tests.sites import HARBOURSHIRE, write

SMALL = {
    "data/harbourshire/area.yml": HARBOURSHIRE["data/harbourshire/area.yml"]
    .replace("[population, attainment, waiting, provision]", "[waiting, provision]")
    .partition("tables:")[0]
    + "tables:\n  waiting: {source: example}\n  provision_counts: {source: example}\n",
    "data/harbourshire/places.csv": HARBOURSHIRE["data/harbourshire/places.csv"],
    "data/harbourshire/waiting.csv": HARBOURSHIRE["data/harbourshire/waiting.csv"],
    "data/harbourshire/provision_counts.csv": HARBOURSHIRE["data/harbourshire/provision_counts.csv"],
}
NOTE = "Waiting times of Harbourshire and what is provided there."
REASON = "The number of children under five was copied from the wrong line."
needs_the_small_bundle = pytest.mark.skipif(
    plotly_bundle()[1] != "cartesian", reason="npm has not installed Plotly's small bundle, without which nothing is published"
)  # fmt: skip


def repository(root: Path, files: dict[str, str]) -> Path:
    """A root with these files in a new repository."""
    write(root, files)
    git(root, "init", "--quiet", "--initial-branch=main")
    return root


def git(root: Path, *command: str) -> str:
    """What git says."""
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@localhost")
    return subprocess.run(["git", *identity, *command], cwd=root, check=True, capture_output=True, text=True).stdout


def command(root: Path, *words: str) -> Result:
    """needsbook, run on a root."""
    return CliRunner().invoke(app, [*words, "--root", str(root)])


def publish(root: Path, version: str, *more: str, note: str = NOTE) -> Result:
    """An edition of a root."""
    return command(root, "publish", version, "--note", note, "--date", "2031-05-01", *more)


def exported(root: Path, folder: Path) -> Path:
    """All editions as a host serves them."""
    done = command(root, "export", str(folder))
    assert done.exit_code == 0, done.output
    return folder


def state(root: Path) -> str:
    """The commit that the branch of editions stands at, empty without one."""
    return git(root, "for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages").strip()

"""What the files of the repository must not say: where a package comes from, or where one machine keeps its files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Written with brackets, so that this file does not name them either.
REGISTRY = re.compile(
    r"pypi[.]org|python[h]osted|npm[j]s|registry[.](?:npm|yarn)|deb[.]debian|(?<!emit-)index-ur[l][ =]"
)
MACHINE = re.compile(r"(?<![\w.:/*~)}-])/(?:work|tmp|root)/(?=\w)")


def wrong_mentions(file: str, text: str) -> list[str]:
    """One sentence for each line of a file that names a registry or a path of one machine."""
    return [
        f"{file}:{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := REGISTRY.search(line) or MACHINE.search(line))
    ]


def _texts() -> dict[str, str]:
    """Every file that git tracks or would add, by its path, except what is not text."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    files = {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}
    return {name: held.decode() for name, held in files.items() if b"\0" not in held}


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    assert [mention for file, text in _texts().items() for mention in wrong_mentions(file, text)] == []


@pytest.mark.parametrize(
    "line",
    [
        "--extra-index" + "-url https://example.org/simple",
        "https://" + "pypi" + ".org/simple",
        '"resolved": "https://registry.' + "npm" + 'js.org/x.tgz"',
        'open("' + "/" + 'tmp/x.csv")',
        "see " + "/" + "work/main",
    ],
)
def test_a_registry_or_a_path_of_one_machine_is_found(line: str) -> None:
    assert len(wrong_mentions("a.txt", "first line\n" + line)) == 1


@pytest.mark.parametrize("line", ["content/work/plan.md", "social/work/", "https://example.org/work/x", "$TMP/tmp/x"])
def test_other_words_are_left_alone(line: str) -> None:
    assert wrong_mentions("a.txt", line) == []

"""Editions: what is refused, what lies on the branch, and that nothing published is ever changed, except for a breach."""

import json
import shutil
from pathlib import Path

import pytest

from generators.inputs.settings import Root
from generators.publish.words import wrong_note, wrong_version
from generators.site.building import Built, Wanted
from generators.verbs import publishing
from tests.editions import (
    NOTE,
    REASON,
    SMALL,
    command,
    exported,
    git,
    needs_the_small_bundle,
    publish,
    repository,
    state,
)
from tests.sites import scratch

pytestmark = needs_the_small_bundle
WAITING = "data/harbourshire/waiting.csv"


@pytest.fixture(scope="module")
def published() -> Path:
    """A root with one edition, the latest."""
    root = repository(scratch("published"), SMALL)
    done = publish(root, "2031", "--alias", "latest", "--approved-by", "Head of service")
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(published, tmp_path / "root"))


def _replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def _corrected(root: Path) -> None:
    _replaced(root / WAITING, "assessment,0-4,,80,", "assessment,0-4,,81,")
    _replaced(root / WAITING, "assessment,0-10,yes,130,", "assessment,0-10,yes,131,")
    done = publish(
        root, "2031.1", "--alias", "latest", "--correction", REASON, note="Waiting children under five, corrected."
    )
    assert done.exit_code == 0, done.output


# --- What is refused -------------------------------------------------------------


@pytest.mark.parametrize(
    "note", ["", "TODO", "update", "Test.", "New data", "fixed things", "2019 edition", "Tell readers what TBC", "asdf asdf asdf asdf asdf", "Updated the data and the notes."]
)  # fmt: skip
def test_a_placeholder_is_no_note(note: str) -> None:
    said = wrong_note(note)

    assert said is not None
    assert said.startswith("--note: expected what is new for readers, such as ")
    assert f'found "{note}"' in said


@pytest.mark.parametrize(
    "note", [NOTE, "Waiting times for 2019, and a new count of provision", "Wards redrawn in 2022"]
)
def test_words_for_readers_are_a_note(note: str) -> None:
    assert wrong_note(note) is None


@pytest.mark.parametrize(
    ("version", "correction", "expected"),
    [
        ("2019", "", "VERSION: 2019 is published, and a published edition never changes; publish a correction as 2019.3, with --correction and the reason"),
        ("2017", "", "VERSION: expected a version after 2019.2, found 2017; readers would take it for the older one"),
        ("2019.3", "", "--correction: expected the reason why 2019 was wrong, since 2019.3 corrects it, found none; add --correction"),
        ("2020.1", "x", "VERSION: 2020.1 corrects 2020, which is not published; publish 2020"),
        ("2020", "x", "VERSION: expected the version that is corrected and a number, such as 2019.3, found 2020; write it so, or leave out --correction"),
        ("latest", "", 'VERSION: expected a year or a name such as 2019 or 2019.1, found "latest"; write it in small letters, digits and hyphens'),
        ("../2020", "", 'VERSION: expected a year or a name such as 2019 or 2019.1, found "../2020"; write it in small letters, digits and hyphens'),
        ("2020", "", None),
        ("2019.10", "x", None),
    ],
)  # fmt: skip
def test_versions_that_can_and_cannot_follow(version: str, correction: str, expected: str | None) -> None:
    assert wrong_version(version, correction, ["2018", "2019", "2019.2"]) == expected


def test_nothing_is_published_without_a_repository(tmp_path: Path) -> None:
    from tests.sites import write

    done = publish(write(tmp_path, SMALL), "2031")

    assert done.exit_code == 1
    assert "run `git init` in it once" in done.output


def test_a_root_with_errors_is_not_published(root: Path) -> None:
    before = state(root)
    _replaced(root / WAITING, "9.5,40", "nine,40")
    done = publish(root, "2032")

    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "Nothing was published."
    assert "data/harbourshire/waiting.csv:2: " in done.output
    assert state(root) == before


def test_a_draft_is_published_with_a_banner_but_not_as_the_latest(root: Path, tmp_path: Path) -> None:
    _replaced(root / "data/harbourshire/area.yml", 'edition: "2031"', 'edition: "2031"\nstatus: draft')
    refused, done = publish(root, "2032", "--alias", "latest"), publish(root, "2032")
    page = (exported(root, tmp_path / "out") / "2032/areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")

    assert refused.exit_code == 1
    assert (
        'data/harbourshire/area.yml: status: expected published in the latest edition, found "draft"; finish it, or publish without --alias latest'
        in refused.output
    )
    assert done.exit_code == 0, done.output
    assert '<meta name="robots" content="noindex">' in page
    assert "<b>Draft</b>" in page


def test_the_full_bundle_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "plotly_bundle", lambda: (Path("x"), "full"))
    done = publish(root, "2032")

    assert done.exit_code == 1
    assert (
        done.output
        == "Plotly: expected the small bundle, found the full one of the Python package; install npm and run make setup\n"
    )


def test_a_branch_that_lacks_published_editions_is_not_added_to(root: Path) -> None:
    git(root, "branch", "-D", "gh-pages")
    done = publish(root, "2032")

    assert done.exit_code == 1
    assert (
        "data/editions: expected the branch gh-pages to hold 2031, as the records say, found it without; fetch it: git fetch origin gh-pages:gh-pages"
        in done.output
    )
    assert state(root) == ""


# --- What lies on the branch --------------------------------------------------------


def test_an_edition_is_one_commit_with_its_record(published: Path, tmp_path: Path) -> None:
    out = exported(published, tmp_path / "out")
    record = (published / "data/editions/2031.json").read_bytes()
    said = json.loads(record)

    assert git(published, "rev-list", "--count", "gh-pages") == "1\n"
    assert {path.name for path in out.iterdir()} == {"2031", "latest", "versions.json", "index.html", ".nojekyll"}
    assert (out / "2031/edition.json").read_bytes() == record
    assert (said["approved_by"], said["published"], said["plotly"], said["note"]) == (
        "Head of service",
        "2031-05-01",
        "cartesian",
        NOTE,
    )
    assert "areas/harbourshire/waiting/#fig-numbers" in said["addresses"]
    assert "areas/harbourshire/data/waiting-numbers.csv" in said["addresses"]
    assert not list(out.rglob(".new-*"))
    assert not any(path.is_symlink() for path in out.rglob("*"))


def test_a_correction_says_so_on_the_pages_it_touches_and_changes_nothing_older(root: Path, tmp_path: Path) -> None:
    before = git(root, "rev-parse", "gh-pages:2031")
    _corrected(root)
    out = exported(root, tmp_path / "out")
    pages = {name: (out / f"latest/areas/harbourshire/{name}/index.html").read_text(encoding="utf-8") for name in ("waiting", "provision")}  # fmt: skip

    assert git(root, "rev-parse", "gh-pages:2031") == before
    assert git(root, "rev-list", "--count", "gh-pages") == "2\n"
    assert "Corrected in the 2031.1 edition" in pages["waiting"]
    assert REASON in pages["waiting"]
    assert "Corrected in" not in pages["provision"]
    assert [(one["version"], one["aliases"], one["corrects"]) for one in json.loads((out / "versions.json").read_text())] == [("2031.1", ["latest"], "2031"), ("2031", [], "")]  # fmt: skip
    changes = (out / "2031.1/changes/index.html").read_text(encoding="utf-8")
    assert NOTE in changes
    assert "80 → 81" in changes


def test_rollback_gains_a_commit_and_loses_none(root: Path, tmp_path: Path) -> None:
    _corrected(root)
    done = command(root, "rollback")
    out = exported(root, tmp_path / "out")

    assert done.output == "/latest/ shows 2031 again. 2031.1 stays where it is, at /2031.1/.\n"
    assert git(root, "rev-list", "--count", "gh-pages") == "3\n"
    assert (out / "latest/edition.json").read_bytes() == (out / "2031/edition.json").read_bytes()
    assert (out / "2031.1/index.html").is_file()
    assert command(root, "versions").output.splitlines()[1].startswith("2031 (latest), 2031-05-01: ")
    assert command(root, "rollback").exit_code == 1


def test_an_export_is_repeated_over_an_earlier_one_and_over_nothing_else(root: Path, tmp_path: Path) -> None:
    out = exported(root, tmp_path / "out")
    _corrected(root)
    exported(root, out)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    refused = command(root, "export", str(tmp_path / "mine"))

    assert (out / "2031.1/index.html").is_file()
    assert refused.exit_code == 1
    assert (tmp_path / "mine/letter.txt").read_text() == "dear"


def test_an_interrupted_run_is_finished_by_the_next(root: Path) -> None:
    """The branch moves first, then the record is written: between the two, the record is on the branch."""
    record = root / "data/editions/2031.json"
    held = record.read_bytes()
    record.unlink()
    done = publish(root, "2031")

    assert done.exit_code == 0
    assert done.output.startswith(
        "The record of 2031, which an interrupted run left out, is restored.\n2031 was published"
    )
    assert record.read_bytes() == held


def test_two_at_once_do_not_overwrite_each_other(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = publishing.build

    def slow(root: Root, wanted: Wanted) -> Built:
        done = build(root, wanted)
        git(
            root.path,
            "update-ref",
            "refs/heads/gh-pages",
            git(root.path, "commit-tree", "gh-pages^{tree}", "-p", "gh-pages", "-m", "Another").strip(),
        )
        return done

    monkeypatch.setattr(publishing, "build", slow)
    done = publish(root, "2032")

    assert done.exit_code == 1
    assert git(root, "log", "-1", "--format=%s", "gh-pages") == "Another\n"
    assert not (root / "data/editions/2032.json").exists()


# --- Sending -------------------------------------------------------------------------


def test_a_repository_with_the_data_gets_no_edition_unless_its_inputs_are_public(root: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.git"
    git(root, "init", "--quiet", "--bare", str(there))
    git(root, "add", "data")
    git(root, "commit", "--quiet", "-m", "Data")
    git(root, "remote", "add", "origin", str(there))
    git(root, "push", "--quiet", "origin", "main")
    before = state(root)
    refused = publish(root, "2032", "--push")
    assert refused.exit_code == 1
    assert refused.output.startswith("origin: expected a repository without the data, found data/ in refs/heads/main; ")
    assert state(root) == before

    (root / "site_config").mkdir()
    (root / "site_config/publishing.yml").write_text("public_inputs: true\n")
    done = publish(root, "2032", "--push")

    assert done.exit_code == 0, done.output
    assert git(there, "rev-parse", "gh-pages") == git(root, "rev-parse", "gh-pages")


def test_a_repository_without_the_data_gets_the_editions(root: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.git"
    git(root, "init", "--quiet", "--bare", str(there))
    git(root, "remote", "add", "origin", str(there))
    done = publish(root, "2032", "--push")

    assert done.exit_code == 0, done.output
    assert git(there, "rev-parse", "gh-pages") == git(root, "rev-parse", "gh-pages")


# --- A breach ------------------------------------------------------------------------

BREACH = "The numbers of children were published by mistake."


def test_a_withdrawn_page_leaves_a_notice_at_its_address(root: Path, tmp_path: Path) -> None:
    done = command(root, "withdraw", "2031", "--page", "areas/harbourshire/waiting/", "--reason", BREACH)
    out = exported(root, tmp_path / "out")

    assert done.exit_code == 0, done.output
    for version in ("2031", "latest"):
        assert BREACH in (out / version / "areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")
        assert (out / version / "areas/harbourshire/data/waiting-numbers.csv").read_text() == f"Withdrawn: {BREACH}\n"
        assert json.loads((out / version / "api/v1/areas/harbourshire/waiting.json").read_text()) == {
            "withdrawn": BREACH
        }
        assert "data-figure" in (out / version / "areas/harbourshire/provision/index.html").read_text(encoding="utf-8")
        docs = json.loads((out / version / "search/index.json").read_text())["docs"]
        assert docs
        assert not [doc for doc in docs if "waiting/" in doc["location"]]
    assert json.loads((root / "data/editions/2031.json").read_text())["withdrawn"] == {"reason": BREACH, "addresses": ["areas/harbourshire/waiting/"]}  # fmt: skip
    assert git(root, "rev-list", "--count", "gh-pages") == "2\n"


@pytest.mark.parametrize("page", ["areas/harbourshire/waiting/", "areas/harbourshire/"])
def test_what_holds_all_numbers_of_an_area_goes_with_each_part(root: Path, tmp_path: Path, page: str) -> None:
    assert command(root, "withdraw", "2031", "--page", page, "--reason", BREACH).exit_code == 0
    out = exported(root, tmp_path / "out") / "2031"

    assert not (out / "areas/harbourshire/data/harbourshire.xlsx").exists()
    for name in ("api/v1/places/harbourshire.json", "api/v1/areas/harbourshire/waiting.json"):
        assert json.loads((out / name).read_text()) == {"withdrawn": BREACH}
    kept = "withdrawn" not in json.loads((out / "api/v1/areas/harbourshire/provision.json").read_text())
    assert kept == page.endswith("waiting/")


def test_what_was_withdrawn_in_parts_stays_told(root: Path, tmp_path: Path) -> None:
    parts = ["areas/harbourshire/waiting/", "areas/harbourshire/provision/"]
    for page in parts:
        assert command(root, "withdraw", "2031", "--page", page, "--reason", BREACH).exit_code == 0
    record = json.loads((root / "data/editions/2031.json").read_text())
    assert record["withdrawn"] == {"reason": BREACH, "addresses": sorted(parts)}
    assert publish(root, "2032", "--alias", "latest").exit_code == 0
    told = git(root, "show", "gh-pages:2032/changes/index.html")
    assert f"<b>Withdrawn in part:</b> {BREACH}" in told

    assert command(root, "withdraw", "2031", "--reason", "All of it was wrong, as readers said.").exit_code == 0
    whole = json.loads((root / "data/editions/2031.json").read_text())["withdrawn"]
    assert whole == {"reason": f"{BREACH} All of it was wrong, as readers said.", "addresses": []}


def test_the_repository_that_is_pushed_to_is_looked_at_and_not_the_one_that_is_fetched_from(
    root: Path, tmp_path: Path
) -> None:
    for name in ("clean", "holding"):
        git(root, "init", "--quiet", "--bare", str(tmp_path / name))
    git(root, "add", "data")
    git(root, "commit", "--quiet", "-m", "Data")
    git(root, "push", "--quiet", str(tmp_path / "holding"), "main")
    git(root, "remote", "add", "origin", str(tmp_path / "clean"))
    git(root, "remote", "set-url", "--push", "origin", str(tmp_path / "holding"))
    (root / "data/editions/2031.json").unlink()

    for version in ("2032", "2031"):  # 2031 was interrupted, and is only sent
        refused = publish(root, version, "--push")
        assert refused.exit_code == 1
        assert refused.output.startswith(
            "origin: expected a repository without the data, found data/ in refs/heads/main; "
        )
    assert git(tmp_path / "holding", "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_a_day_that_is_none_and_a_record_that_is_broken_are_sentences(root: Path) -> None:
    wrong = publish(root, "2032", "--date", "31 May")
    assert (wrong.exit_code, wrong.output) == (
        1,
        '--date: expected a day such as 2019-05-31, found "31 May"; write it so\n',
    )

    for text in ("{", "[]", '{"version": "2031"}'):
        (root / "data/editions/2031.json").write_text(text)
        told = command(root, "diff")
        assert (told.exit_code, told.output) == (1, "data/editions/2031.json: expected the record of an edition, as publish writes it, found something else; restore it from version control\n")  # fmt: skip


def test_a_purge_leaves_no_commit_with_what_was_withdrawn(root: Path) -> None:
    _corrected(root)
    older = git(root, "rev-parse", "gh-pages:2031.1")
    held = git(root, "rev-parse", "gh-pages:2031/areas/harbourshire/data/waiting-numbers.csv").strip()
    asked = command(root, "withdraw", "2031", "--reason", BREACH, "--purge")
    assert asked.exit_code == 1, "without an answer nothing is rewritten"
    assert held in git(root, "rev-list", "--objects", "gh-pages")

    done = command(root, "withdraw", "2031", "--reason", BREACH, "--purge", "--yes")

    assert done.exit_code == 0, done.output
    assert held not in git(root, "rev-list", "--objects", "gh-pages")
    assert git(root, "rev-list", "--count", "gh-pages") == "3\n"
    assert git(root, "rev-parse", "gh-pages:2031.1") == older
    assert BREACH in git(root, "show", "gh-pages:2031/index.html")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("2030", "--reason", BREACH), 'VERSION: expected a published version, found "2030"; needsbook versions lists them\n'),
        (("2031", "--reason", BREACH, "--page", "areas/nowhere/"), '--page: expected an address below 2031/, found "areas/nowhere/"; copy it from the address bar\n'),
    ],
)  # fmt: skip
def test_what_is_not_there_cannot_be_withdrawn(published: Path, words: tuple[str, ...], expected: str) -> None:
    done = command(published, "withdraw", *words)

    assert done.exit_code == 1
    assert done.output == expected

"""The samples published as 2018, 2019 and 2019.1; runs killed at any moment; the same bytes everywhere."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browse import Visit, chromium, served
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
from tests.sites import REPOSITORY, scratch

pytestmark = needs_the_small_bundle


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _rewritten(file: Path, keep: str) -> None:
    """The rows of a table that match, below its heading."""
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text(head + "".join(row for row in rows if re.match(keep, row)), encoding="utf-8", newline="")


def _replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


@pytest.fixture(scope="module")
def three() -> Path:
    """Derby with what was known in 2018, then as it was printed in 2019, then with a number corrected."""
    root = repository(scratch("three"), {"content/derby/overview.md": "What is provided for children in Derby.\n"})
    derby = root / "data/derby"
    derby.mkdir(parents=True)
    for name in ("places.csv", "provision_counts.csv", "workforce_ratios.csv", "area.yml"):
        shutil.copyfile(REPOSITORY / "data/derby" / name, derby / name)
    _rewritten(derby / "provision_counts.csv", "2017 to 2018,")
    _rewritten(derby / "workforce_ratios.csv", "2018,")
    head = (derby / "area.yml").read_text(encoding="utf-8")
    head = re.sub(r"^(maps:\n(  .*\n)+|key_figures:.*\n|changes:.*\n)", "", head, flags=re.MULTILINE)
    head = re.sub(r"^sections: .*$", "sections: [workforce, provision]", head, flags=re.MULTILINE)
    head = head.replace('edition: "2019"', 'edition: "2018"').partition("tables:\n")[0]
    (derby / "area.yml").write_text(
        head + "tables:\n  provision_counts: {source: report-2019}\n  workforce_ratios: {source: report-2019}\n"
    )
    _published(root, "2018", "The first needs analysis of Derby: provision in 2017 to 2018 and the workforce.")
    shutil.rmtree(root / "content/derby")
    shutil.rmtree(derby)
    shutil.copytree(REPOSITORY / "data/derby", derby)
    shutil.copytree(REPOSITORY / "content/derby", root / "content/derby")
    _published(root, "2019", "The refresh of 2019: a new count of provision, need by ward, waiting times.")
    _replaced(derby / "workforce_ratios.csv", "per_1000_predicted,0.82", "per_1000_predicted,0.83")
    _published(
        root,
        "2019.1",
        "The ratio of therapists to children, corrected.",
        "--correction",
        "The ratio of 2019 was misprinted.",
    )
    return root


def _published(root: Path, version: str, note: str, *more: str) -> None:
    done = publish(root, version, "--alias", "latest", *more, note=note)
    assert done.exit_code == 0, done.output


@pytest.mark.long
def test_the_diff_names_what_changed(three: Path) -> None:
    records = {
        version: json.loads((three / f"data/editions/{version}.json").read_text()) for version in ("2018", "2019")
    }
    assert records["2018"]["areas"]["derby"]["sections"]["provision"]["facts"]["provision.universal"]["text"] == "116"
    _replaced(three / "data/derby/workforce_ratios.csv", "per_1000_predicted,0.83", "per_1000_predicted,0.82")
    told = command(three, "diff", "--against", "2018").output
    _replaced(three / "data/derby/workforce_ratios.csv", "per_1000_predicted,0.82", "per_1000_predicted,0.83")

    assert "  Provision, universal: 116 → 55\n" in told
    assert "  Workforce, ratio: 0.72 → 0.82\n" in told
    assert "Addresses that would lead nowhere" not in told
    page = git(three, "show", "gh-pages:2019/changes/index.html")
    assert "Provision, universal: 116 → 55" in page
    assert "Workforce, ratio: 0.72 → 0.82" in git(three, "show", "gh-pages:2019/areas/derby/index.html")


@pytest.mark.long
def test_old_addresses_and_anchors_lead_somewhere_in_every_later_edition(three: Path, tmp_path: Path) -> None:
    out = exported(three, tmp_path / "out")
    known = {version: set(json.loads((out / version / "addresses.json").read_text())) for version in ("2018", "2019", "2019.1", "latest")}  # fmt: skip

    assert "areas/derby/provision/#fig-heat-map" in known["2018"]
    assert known["2018"] <= known["2019"] <= known["2019.1"]
    assert known["latest"] == known["2019.1"]
    for version, addresses in known.items():
        for address in addresses:
            page, _, anchor = address.partition("#")
            file = out / version / page
            file = file / "index.html" if page == "" or page.endswith("/") else file
            assert file.is_file(), (version, address)
            assert not anchor or re.search(f"""id=["']{re.escape(anchor)}["']""", file.read_text(encoding="utf-8")), (version, address)  # fmt: skip


@pytest.mark.long
@pytest.mark.browser
def test_the_selector_and_the_banner_lead_to_the_same_page_and_figure(three: Path, tmp_path: Path) -> None:
    out = exported(three, tmp_path / "out")
    with served(out, "/needs/") as base, chromium() as browser:
        for address in sorted(set(json.loads((out / "2018/addresses.json").read_text()))):
            if "#" in address or not (address == "" or address.endswith("/")) or address == "embed/":
                continue
            with Visit(browser, f"{base}2018/{address}") as visit:
                visit.page.locator(".nb-older a").wait_for(timeout=10_000)
                assert visit.page.locator(".nb-older a").get_attribute("href") == f"{base}latest/{address}"
                choices = visit.page.locator(".nb-editions li a").all_text_contents()
                assert choices[:3] == ["2019.1 (latest)", "2019", "2018"]
                assert visit.faults == [], address
        with Visit(browser, f"{base}2018/areas/derby/provision/#fig-heat-map") as visit:
            visit.page.locator(".nb-older a").click()
            visit.page.wait_for_url(f"{base}latest/areas/derby/provision/#fig-heat-map")
            visit.page.locator(".nb-editions summary").click()
            visit.page.get_by_role("link", name="2018", exact=True).click()
            visit.page.wait_for_url(f"{base}2018/areas/derby/provision/#fig-heat-map")
        with Visit(browser, f"{base}2019/areas/derby/need/") as visit:
            visit.page.locator(".nb-older").wait_for(timeout=10_000)
            assert "It was corrected: The ratio of 2019 was misprinted." in visit.page.locator(".nb-older").inner_text()
            visit.page.locator(".nb-editions summary").click()
            visit.page.get_by_role("link", name="2018", exact=True).click()
            visit.page.wait_for_url(f"{base}2018/areas/derby/")  # that edition has no page on need
        with Visit(browser, f"{base}latest/areas/derby/workforce/") as visit:
            assert visit.page.locator(".nb-older").count() == 0
            assert "Corrected in the 2019.1 edition" in visit.page.content()


# --- Killed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "times"),
    [
        ("publish", 2),
        pytest.param("publish", 20, marks=pytest.mark.long),
        pytest.param("build", 20, marks=pytest.mark.long),
    ],
)
def test_a_run_killed_at_any_moment_leaves_branch_and_site_whole(tmp_path: Path, verb: str, times: int) -> None:
    root = repository(tmp_path / "root", SMALL)
    started = time.perf_counter()
    assert publish(root, "2031", "--alias", "latest").exit_code == 0
    took = time.perf_counter() - started
    assert command(root, "build").exit_code == 0
    before, good = state(root), _bytes(root / "build/site")
    words = ["build"] if verb == "build" else ["publish", "2032", "--note", NOTE, "--date", "2032-05-01"]
    head = git(root, "rev-parse", "gh-pages").strip()
    moments = random.Random(9)
    for _ in range(times):
        running = _run(root, words)
        time.sleep(moments.uniform(0.1, took + 1))
        running.send_signal(signal.SIGKILL)
        running.wait(30)
        assert state(root) == before or verb == "publish"
        git(root, "fsck", "--strict")
        assert git(root, "rev-list", "--count", "gh-pages").strip() in ("1", "2")
        assert _bytes(root / "build/site") == good or not (root / "build/site").exists()
        if (
            state(root) != before
        ):  # it was published before it was killed: back to where it began, so that every time counts
            git(root, "update-ref", "refs/heads/gh-pages", head)
            (root / "data/editions/2032.json").unlink(missing_ok=True)
    done = _run(root, words)
    said, _ = done.communicate(timeout=120)

    assert done.returncode == 0, said
    if verb == "build":
        assert _bytes(root / "build/site") == good
        assert state(root) == before
    else:
        assert git(root, "rev-list", "--count", "gh-pages") == "2\n"
        assert (root / "data/editions/2032.json").read_text() == git(root, "show", "gh-pages:2032/edition.json")


def _run(root: Path, words: list[str], **variables: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "generators", *words, "--root", str(root)],
        cwd=REPOSITORY, env=os.environ | variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


# --- The same bytes ----------------------------------------------------------------------


def test_an_edition_has_the_same_bytes_in_another_folder_time_zone_and_hash_seed(tmp_path: Path) -> None:
    trees = []
    for number, (folder, zone) in enumerate((("one", "Pacific/Kiritimati"), ("a place/with spaces", "America/Adak"))):
        root = repository(tmp_path / folder, SMALL)
        for version, more in (("2031", []), ("2031.1", ["--correction", REASON])):
            running = _run(root, ["publish", version, "--note", NOTE, "--date", "2031-05-01", *more], TZ=zone, PYTHONHASHSEED=str(number + 1), SITE_URL="https://example.org/needs/")  # fmt: skip
            said, _ = running.communicate(timeout=120)
            assert running.returncode == 0, said
            (root / "data/harbourshire/waiting.csv").write_text(
                SMALL["data/harbourshire/waiting.csv"].replace("9.5,40", "9.5,41")
            )
        trees.append(git(root, "rev-parse", "gh-pages^{tree}"))
    page = git(root, "show", "gh-pages:2031/areas/harbourshire/waiting/index.html")

    assert trees[0] == trees[1]
    assert '<link rel="canonical" href="https://example.org/needs/latest/areas/harbourshire/waiting/">' in page
    assert "https://example.org/needs/2031/areas/harbourshire/waiting/#fig-numbers" in page

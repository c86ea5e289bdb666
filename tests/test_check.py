"""`needsbook check`: what it says of broken files, word for word, and how it says it to people, programs and GitHub."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from typer.testing import CliRunner

from generators.__main__ import app
from generators.inputs.models import AreaFile
from generators.sections import catalogue

VALE = "data/saltmarsh-vale"
CASES = yaml.safe_load((Path(__file__).parent / "projects" / "broken.yml").read_text(encoding="utf-8"))
# The form that every ERROR has: file, line, where, and what to do.
FORM = re.compile(r".+?(:\d+)?: [^:].*?: expected .+, found \".*\"; .+", re.DOTALL)


def check(root: Path, *more: str, **environment: str) -> Result:
    """What `needsbook check` prints, and its exit code; a mistake of ours is raised."""
    result = CliRunner().invoke(app, ["check", "--root", str(root), *more], env={"CI": None, **environment})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def errors(root: Path, *areas: str) -> list[str]:
    """The lines with an ERROR of all areas, or of some, which is quicker; and a look at what else a failed check must be."""
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / "last-good-site").write_text("untouched", encoding="utf-8")
    result = check(root, *areas)
    *lines, summary = result.output.splitlines()
    found = [line for line in lines if not line.endswith((" (warning)", " (note)"))]
    count = len(found)

    assert [path.name for path in (root / "build").rglob("*")] == ["last-good-site"]
    assert f" {count} error{'' if count == 1 else 's'}," in summary
    assert result.exit_code == (1 if found else 0)
    assert [line for line in found if not FORM.fullmatch(line)] == []
    return found


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replaces the first of a text in a file."""
    path = root / file
    raw = path.read_bytes()
    assert old.encode() in raw
    path.write_bytes(raw.replace(old.encode(), new.encode(), 1))


def lists(sentence: str) -> str:
    """The sentence with the names that grow with the product."""
    tables, sections = catalogue().tables, catalogue().sections
    words = {"{sections}": sections, "{tables}": sorted(tables), "{keys}": AreaFile.model_fields}
    for holder, names in words.items():
        sentence = sentence.replace(holder, ", ".join(names))
    return sentence


def test_the_made_up_project_has_no_error(project: Path) -> None:
    assert errors(project) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in CASES])
def test_a_broken_cell_or_key_has_its_sentence(project: Path, case: dict[str, Any]) -> None:
    change(project, case["file"], case["replace"], case["by"])

    assert errors(project, case["file"].split("/")[1]) == [lists(sentence) for sentence in case["says"]]


# --- Whole files --------------------------------------------------------------------------------------------------

WAITING = f"{VALE}/waiting.csv"
SAVE = 'save the file as "CSV UTF-8" or UTF-8 text'
HEADINGS = "period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks"
FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "utf-16": (lambda raw: raw.decode().encode("utf-16"), f'1: file: expected UTF-8, found "UTF-16"; {SAVE}'),
    "cp1252": (
        lambda raw: raw.replace(b"Fewer than", "Größer als".encode("cp1252")),
        f'6: file: expected UTF-8, found "the byte 0xF6, ö in Windows-1252"; {SAVE}',
    ),
    "null character": (
        lambda raw: raw.replace(b"assess", b"ass\0ess", 1),
        f'2: file: expected text, found "a null character"; {SAVE}',
    ),
    "semicolons": (
        lambda raw: raw.replace(b",", b";"),
        '1: headings: expected commas between the cells, found "semicolons"; save the file as comma-separated CSV',
    ),
    "semicolons with Excel's first line": (
        lambda raw: b"sep=;\n" + raw.replace(b",", b";"),
        '1: headings: expected commas between the cells, found "semicolons"; save the file as comma-separated CSV',
    ),
    "tabs": (
        lambda raw: raw.replace(b",", b"\t"),
        '1: headings: expected commas between the cells, found "tabs"; save the file as comma-separated CSV',
    ),
    "empty": (
        lambda raw: b"",
        f'1: headings: expected a line with the headings, found "an empty file"; start the file with {HEADINGS}',
    ),
    "only comments": (
        lambda raw: b"# first\n# second\n",
        f'1: headings: expected a line with the headings, found "an empty file"; start the file with {HEADINGS}',
    ),
    "only headings": (
        lambda raw: raw.splitlines(keepends=True)[0],
        '1: file: expected at least one row, found "none"; fill it in, or delete the file',
    ),
    "headings twice": (
        lambda raw: raw + raw.splitlines(keepends=True)[0],
        '9: row: expected a row with values, found "the headings again"; delete the line',
    ),
    "an empty line": (
        lambda raw: raw.replace(b"\n", b"\n\n", 1),
        '2: row: expected a row with values, found "a blank row"; delete the line',
    ),
    "the empty rows of a spreadsheet": (
        lambda raw: raw + b",,,,,,,,,,\n" * 300,
        '9: row: expected a row with values, found "300 blank rows"; delete the lines up to 308',
    ),
    "a column without heading": (
        lambda raw: raw.replace(b"\n", b",\n").replace(b"33,,\n", b"33,,lost\n", 1),
        '1: heading of column 12: expected one of source, printed_as, found ""; name it, or delete the column',
    ),
    "a cell like a book": (
        lambda raw: raw.replace(b"Fewer than five children.", b"x" * 40_000),
        '6: column note: expected at most 32,767 letters in a cell, found "40,000"; shorten it, or look for a missing quote',
    ),
    "a file like a database": (
        lambda raw: raw + b"# " * 10_500_000,
        '1: file: expected at most 20 MB, found "21.0 MB"; split the table, or leave rows out',
    ),
    "old Macintosh lines, and a slip": (
        lambda raw: raw.replace(b"\n", b"\r").replace(b",70,52,", b",7x0,52,"),
        '5: column waiting: expected a whole number, found "7x0"; write it like 7, or [x] if not available',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_has_its_sentence(project: Path, name: str) -> None:
    path, (broken, sentence) = project / WAITING, FILES[name]
    path.write_bytes(broken(path.read_bytes()))

    assert errors(project, "saltmarsh-vale") == [f"{WAITING}:{sentence}"]


HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "a byte-order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "Windows lines": lambda raw: raw.replace(b"\n", b"\r\n"),
    "old Macintosh lines": lambda raw: raw.replace(b"\n", b"\r"),
    "no line end": lambda raw: raw.rstrip(),
    "empty lines at the end": lambda raw: raw + b"\n\n",
    "empty columns at the right": lambda raw: raw.replace(b"\n", b",,\n"),
    "quotes around everything": lambda raw: re.sub(rb"(?m)([^,\n]+)", rb'"\1"', raw),
    "comments": lambda raw: b'# a "quote\n' + raw.replace(b"\n", b"\n# another\n", 1),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_spreadsheet_does_to_a_file_is_accepted(project: Path, name: str) -> None:
    path = project / WAITING
    path.write_bytes(HARMLESS[name](path.read_bytes()))

    assert errors(project) == []


def test_a_missing_cell_of_the_matrix_is_named(project: Path) -> None:
    file = "data/twin-rivers/provision_counts.csv"
    kept = [line for line in (project / file).read_text().splitlines() if "Targeted,Environment" not in line]
    (project / file).write_text("\n".join(kept))
    where = "place Twin Rivers, period 12 months to 2031-03, kind provision, provider All providers"

    assert errors(project) == [
        f'{file}:15: {where}: expected a row for Targeted and Environment, found "none"; add it with 0, or with [x] if not available'
    ]


# --- The folders --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("wating.csv", 'found "wating.csv"; did you mean waiting.csv? If not, delete it'),
        ("Waiting.csv", 'found "Waiting.csv"; did you mean waiting.csv? If not, delete it'),
        ("waiting (1).csv", 'found "waiting (1).csv"; did you mean waiting.csv? If not, delete it'),
        ("waiting.xlsx", 'found "waiting.xlsx"; save it as waiting.csv, CSV UTF-8'),
        ("wards.geojson", 'found "wards.geojson"; name it under maps in area.yml, or delete it'),
        ("area.yaml", 'found "area.yaml"; did you mean area.yml? If not, delete it'),
    ],
)
def test_a_file_that_is_no_table_is_named(project: Path, name: str, sentence: str) -> None:
    (project / VALE / name).write_text("x", encoding="utf-8")

    assert errors(project, "saltmarsh-vale") == [f"{VALE}/{name}:1: file: expected the name of a table, {sentence}"]


def test_a_folder_among_the_tables_is_named(project: Path) -> None:
    (project / VALE / "old").mkdir()

    assert errors(project, "saltmarsh-vale") == [
        f'{VALE}/old: folder: expected no folder but files, found "old"; move it elsewhere; documents that readers may open go into files'
    ]


@pytest.mark.parametrize("name", [".DS_Store", "~$waiting.xlsx", ".~lock.waiting.csv#", "Thumbs.db", "desktop.ini"])
def test_what_programs_leave_behind_is_no_ones_input(project: Path, name: str) -> None:
    (project / VALE / name).write_bytes(b"\0")

    assert errors(project) == []


def test_a_table_twice_a_folder_and_a_link_are_refused(project: Path) -> None:
    (project / VALE / "waiting.yml").write_text("[]", encoding="utf-8")
    (project / VALE / "population.csv").unlink()
    (project / VALE / "population.csv").mkdir()
    shutil.move(project / VALE / "provision_register.csv", project / "elsewhere.csv")
    (project / VALE / "provision_register.csv").symlink_to(project / "elsewhere.csv")

    assert errors(project) == [
        f'{VALE}/population.csv:1: file: expected a file, found "a folder"; put the file itself here',
        f'{VALE}/provision_register.csv:1: file: expected a file, found "a link"; put the file itself here',
        f'{VALE}/waiting.yml:1: file: expected one file for the table, found "a CSV and a YAML file"; delete one',
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(project: Path) -> None:
    (project / WAITING).chmod(0)

    assert errors(project) == [
        f'{WAITING}:1: file: expected a file that can be read, found "permission denied"; change the permissions of the file'
    ]


def test_a_file_name_cannot_write_to_the_terminal(project: Path) -> None:
    (project / VALE / "a\x1b[31m\n::error::b.csv").write_text("x", encoding="utf-8")

    assert errors(project, "saltmarsh-vale")[0].startswith(f"{VALE}/a<U+001B>[31m<line break>::error::b.csv:1: file: ")


def test_folders_and_files_that_nothing_reads_are_named(project: Path) -> None:
    (project / "data" / "Some Area").mkdir()
    (project / "data" / "con").mkdir()
    (project / "data" / "empty").mkdir()
    (project / "data" / "waiting.csv").write_text("x", encoding="utf-8")
    (project / "content" / "saltmarsh").mkdir()
    (project / "content" / "saltmarsh-vale" / "provisions.md").write_text("x", encoding="utf-8")
    form = "expected small letters, digits and hyphens, found"

    assert errors(project) == [
        'content/saltmarsh: folder: expected the narrative of an area, found "saltmarsh"; name it like its folder in data: Some Area, con, empty, saltmarsh-vale, twin-rivers',
        'content/saltmarsh-vale/provisions.md:1: file: expected the narrative of a section, found "provisions.md"; did you mean provision.md?',
        f'data/Some Area: folder: {form} "Some Area"; rename it to some-area',
        f'data/con: folder: {form} "con"; rename it to another name, such as con-area: Windows has no such folder',
        'data/empty/area.yml:1: file: expected this file, found "none"; run `needsbook new-area empty`, or delete the folder',
        'data/waiting.csv:1: file: expected a folder for each area, found "waiting.csv"; move it into the folder of its area',
    ]


def test_a_name_of_two_levels_needs_its_code_where_a_table_uses_it(project: Path) -> None:
    change(project, f"{VALE}/places.csv", "sv-coast,The Coast,", "sv-coast,Gull Point,")
    change(project, f"{VALE}/population.csv", "Gull Point,mid-2030,0-3", "Gull Pt,mid-2030,0-3")
    first = errors(project)[0]

    assert first == (
        f'{VALE}/attainment.yml:12: column place: expected one place, found "Gull Point"; several have this name: '
        "write sv-coast (locality) or E05990001 (ward)"
    )


# --- All at once --------------------------------------------------------------------------------------------------


def test_all_problems_of_all_files_come_at_once_and_sorted(project: Path) -> None:
    change(project, f"{VALE}/area.yml", "edition:", "editon:")
    change(project, f"{VALE}/places.csv", "E05990001,Gull", "E0599001,Gull")
    change(project, f"{VALE}/population.csv", "620", "6 20x")
    change(project, f"{VALE}/population.csv", "Gull Point,mid-2030,all ages", "Gull Point,mid-2030,0-3")
    change(project, f"{VALE}/attainment.yml", "61.5", "61.5%")
    change(project, "data/twin-rivers/area.yml", "- waiting", "- wating")
    (project / "site_config" / "disclosure.yml").write_text("- 5\n", encoding="utf-8")
    places = [re.match(r"[^:]+:\d+", line)[0] for line in errors(project)]  # type: ignore[index]

    assert places == [
        f"{VALE}/area.yml:7",
        f"{VALE}/attainment.yml:2",
        f"{VALE}/places.csv:6",
        f"{VALE}/population.csv:3",
        f"{VALE}/population.csv:4",
        "data/twin-rivers/area.yml:12",
        "site_config/disclosure.yml:1",
    ]


def test_thousands_of_errors_are_all_told_in_little_time(project: Path) -> None:
    (project / WAITING).write_text(
        f"{HEADINGS}\n" + "term 1 2031/32,assesment,0-3,x,1x,1x,1x,1x\n" * 1_000, encoding="utf-8"
    )
    found = errors(project)

    assert len(found) == 6_000
    assert found[-1].startswith(f"{WAITING}:1001: column waiting")


def test_areas_can_be_checked_alone(project: Path) -> None:
    change(project, WAITING, "assessment", "assesment")

    assert check(project, "twin-rivers").exit_code == 0
    assert check(project, "saltmarsh-vale").exit_code == 1
    assert check(project, "twin-rivers", "saltmarsh-vale").exit_code == 1


# --- Programs and GitHub ------------------------------------------------------------------------------------------


def test_json_has_the_form_of_the_contract(project: Path) -> None:
    change(project, WAITING, ",61,", ',"1,234x",')
    result = check(project, "--format", "json")
    told = json.loads(result.output)
    wrong = next(problem for problem in told["problems"] if problem["severity"] == "error")

    assert result.exit_code == 1
    assert list(told) == ["errors", "warnings", "notes", "problems"]
    assert told["errors"] == 1
    assert [told[f"{kind}s"] for kind in ("error", "warning", "note")] == [
        sum(problem["severity"] == kind for problem in told["problems"]) for kind in ("error", "warning", "note")
    ]
    assert wrong == {
        "severity": "error",
        "rule": "not-a-number",
        "message": 'expected a whole number, found "1,234x"; write it like 1234, or [x] if not available',
        "file": WAITING,
        "line": 2,
        "column": "waiting",
        "expected": "a whole number",
        "found": "1,234x",
        "fix": "write it like 1234, or [x] if not available",
    }
    assert {tuple(problem) for problem in told["problems"]} == {tuple(wrong)}


def test_github_gets_annotations(project: Path) -> None:
    change(project, f"{VALE}/attainment.yml", "61.5", "61.5%")
    lines = check(project, "--format", "github").output.splitlines()

    assert (
        f"::error file={VALE}/attainment.yml,line=2::{VALE}/attainment.yml:2: column percent: "
        'expected a number, found "61.5%25"; write 61.5 without the percent sign'
    ) in lines


def test_a_cell_cannot_write_an_annotation_of_its_own(project: Path) -> None:
    change(project, f"{VALE}/population.csv", "Gull Pt,mid", '"x\n::error file=a::injected",mid')
    lines = check(project, "--format", "github").output.splitlines()

    assert [line for line in lines if line.startswith("::error file=a")] == []


PUBLIC = [("--format", "github", None), ("--format", "text", "true"), ("--format", "json", "true")]


@pytest.mark.parametrize(("option", "form", "ci"), PUBLIC)
def test_withheld_values_stay_out_of_public_logs(project: Path, option: str, form: str, ci: str | None) -> None:
    # Three children wait, and four over 12 weeks: that one exceeds the other says something of both, so it is not told at all.
    change(project, WAITING, ",3,2,0,", ",3,4,0,")
    at_home = check(project).output
    public = check(project, option, form, CI=ci or "").output

    assert 'expected at most 3 (waiting), found "4"' in at_home
    assert "waiting.csv:6" not in public.replace('"line": 6', "waiting.csv:6").replace("line=6", "waiting.csv:6")
    assert not re.search(r"at most 3 |found \\?\"4\\?\"", public)


@pytest.mark.parametrize(("option", "form", "ci"), PUBLIC)
def test_a_small_count_that_could_not_be_read_stays_out_too(
    project: Path, option: str, form: str, ci: str | None
) -> None:
    change(project, WAITING, ",3,2,0,", ",3.0,2,0,")
    change(project, WAITING, ",70,52,", ',"7,0",52,')
    at_home, public = check(project).output, check(project, option, form, CI=ci or "").output

    assert 'found "3.0"; write 3' in at_home
    assert "3.0" not in public
    assert "write 3" not in public
    assert "7,0" in public


# --- Wrong usage --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "saltmarsh-vail"], "there is no area 'saltmarsh-vail' in data/; did you mean saltmarsh-vale?"),
        (["check", "benchmarks"], "there is no area 'benchmarks' in data/"),
        (["check", "--format", "xml"], "expected text, json or github, found xml"),
        (["check", "--frmat", "json"], "No such option"),
        (["check", "--root", "nowhere"], "there is no folder nowhere"),
        (["describe", "wating"], "no table 'wating'; did you mean waiting?"),
        (["describe", "--format", "github"], "expected text or json"),
        (["chekc"], "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_exit_2_with_a_hint(
    project: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(project)
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200", "TERM": "dumb"})

    assert result.exit_code == 2
    assert says in re.sub(r"[\s│]+", " ", result.output)


def test_a_root_without_areas_says_how_to_begin(tmp_path: Path) -> None:
    result = check(tmp_path)

    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        'data: folder: expected a folder for each area, found "none"; run `needsbook new-area`'
    )

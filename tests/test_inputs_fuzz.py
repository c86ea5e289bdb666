"""Input files broken at random: whatever stands in them, checking them ends, and ends without a mistake of ours."""

import csv
import io
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generators.examine import examine
from generators.inputs.area_folder import read_area, stray_files
from generators.inputs.benchmarks import read_benchmarks
from generators.inputs.csvfile import csv_records
from generators.inputs.folders import area_folders
from generators.inputs.settings import Root, read_settings
from generators.problems import Problem, Severity, ordered
from generators.sections import catalogue
from tests.test_authoring import run

REPOSITORY = Path(__file__).parents[1]
SALTMARSH = REPOSITORY / "tests" / "projects" / "saltmarsh"
SLOWEST = 20  # seconds for one root, on a busy machine
ODD = (
    "", " ", "0", "-1", "1,234", "12.5%", "1e400", "nan", "[x]", "[q]", "12[c]", "2017/18", "5-9", "09-May", "yes", "Total",
    "E05990001", "é\u200b", "\u00a0", "a;b", "= 1", "x" * 5_000, '"', "'", "#", "{a.b}", "<b>", "&a", "*a", "[", "{", "\t", "\ud7ff", "null",
)  # fmt: skip

Change = Callable[[bytes, random.Random], bytes]


def _rows(raw: bytes, change: Callable[[list[list[str]]], None]) -> bytes:
    rows = list(csv.reader(io.StringIO(raw.decode())))
    change(rows)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def swapped_cells(raw: bytes, chance: random.Random) -> bytes:
    """Two cells of a table change places."""

    def change(rows: list[list[str]]) -> None:
        one, other = chance.choice(rows), chance.choice(rows)
        first, second = chance.randrange(len(one)), chance.randrange(len(other))
        one[first], other[second] = other[second], one[first]

    return _rows(raw, change)


def odd_cell(raw: bytes, chance: random.Random) -> bytes:
    """A cell says something odd."""

    def change(rows: list[list[str]]) -> None:
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD)

    return _rows(raw, change)


def renamed_column(raw: bytes, chance: random.Random) -> bytes:
    """A heading is another word, or that of another column."""

    def change(rows: list[list[str]]) -> None:
        rows[0][chance.randrange(len(rows[0]))] = chance.choice([*ODD, *rows[0]])

    return _rows(raw, change)


def changed_digit(raw: bytes, chance: random.Random) -> bytes:
    """A digit is another one."""
    places = [place for place, byte in enumerate(raw) if chr(byte).isdigit()] or [0]
    place = chance.choice(places)
    return raw[:place] + str(chance.randrange(10)).encode() + raw[place + 1 :]


def dropped_line(raw: bytes, chance: random.Random) -> bytes:
    """A line is gone."""
    lines = raw.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def doubled_line(raw: bytes, chance: random.Random) -> bytes:
    """A line stands twice, the second time anywhere."""
    lines = raw.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


def odd_text(raw: bytes, chance: random.Random) -> bytes:
    """Something odd stands anywhere."""
    place = chance.randrange(len(raw))
    return raw[:place] + chance.choice(ODD).encode("utf-8") + raw[place + chance.randrange(4) :]


def cut_off(raw: bytes, chance: random.Random) -> bytes:
    """The file ends too early."""
    return raw[: chance.randrange(len(raw))]


def flipped_byte(raw: bytes, chance: random.Random) -> bytes:
    """A byte is another one."""
    place = chance.randrange(len(raw))
    return raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]


def other_encoding(raw: bytes, chance: random.Random) -> bytes:
    """The file is saved in another encoding."""
    return raw.decode().encode(
        chance.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig", "utf-7", "cp500"]), "replace"
    )


ANY: tuple[Change, ...] = (changed_digit, dropped_line, doubled_line, odd_text, cut_off, flipped_byte, other_encoding)
TABLE: tuple[Change, ...] = (swapped_cells, odd_cell, renamed_column)


def _root(folder: Path, source: Path, only: str) -> Path:
    """A root with one area of a source."""
    for name in ("data", "content"):
        if (source / name / only).is_dir():
            shutil.copytree(source / name / only, folder / name / only)
    for name in ("data/benchmarks", "site_config"):
        if source == SALTMARSH and (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
    return folder


def _whole(root: Root) -> list[Problem]:
    """The problems of a root, as a public log needs them."""
    found = examine(root)
    withheld = found.withheld()
    for problem in found.all_problems():
        assert "\n" not in problem.text(withheld)
        problem.as_json(withheld)
    return found.all_problems()


def _read(root: Root) -> list[Problem]:
    """The problems of reading a root, without what follows from right files, which takes longer."""
    settings, problems = read_settings(root)
    around = read_benchmarks(root, catalogue(), settings) if settings else None
    problems += around.problems if around else ()
    for folder in area_folders(root) if settings and around else ():
        problems += read_area(root, folder, catalogue(), settings, around)[1]
    return ordered([*problems, *stray_files(root)])


def _in_time(check: Callable[[Root], list[Problem]], root: Path, what: str) -> None:
    start = time.monotonic()
    try:
        check(Root(root))
    except Exception as ours:
        ours.add_note(what)
        raise
    assert time.monotonic() - start < SLOWEST, what


def _fuzz(
    tmp_path: Path, source: Path, area: str, check: Callable[[Root], list[Problem]], count: int, seed: int
) -> None:
    root = _root(tmp_path, source, area)
    files = sorted(path for path in root.rglob("*") if path.suffix in (".csv", ".yml", ".md"))
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        path = chance.choice(files)
        before = path.read_bytes()
        after, done = before, []
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            changes = ANY + (TABLE if path.suffix == ".csv" and after == before else ())
            change = chance.choice(changes)
            done.append(change.__name__)
            with suppress(UnicodeDecodeError, ValueError, IndexError):  # an earlier change left nothing for this one
                after = change(after, chance)
            if not after:
                break
        path.write_bytes(after)
        _in_time(check, root, f"seed {seed}/{number}: {', '.join(done)} in {path.relative_to(root)}")
        path.write_bytes(before)


SAMPLES = ("derby", "kent", "birmingham-early-years", "birmingham-schools-forum", "peterborough-cambridgeshire")
AREAS = [
    pytest.param(SALTMARSH, "saltmarsh-vale", id="saltmarsh-vale"),
    pytest.param(SALTMARSH, "twin-rivers", id="twin-rivers"),
    *(pytest.param(REPOSITORY, name, id=name) for name in SAMPLES),
]
SLOW = ("derby", "kent")


@pytest.mark.parametrize(("source", "area"), AREAS)
def test_files_broken_at_random_are_read_without_a_mistake_of_ours(tmp_path: Path, source: Path, area: str) -> None:
    _fuzz(tmp_path, source, area, _read, count=8 if source == REPOSITORY else 60, seed=1)


@pytest.mark.parametrize(("source", "area"), AREAS)
def test_areas_broken_at_random_are_examined_without_a_mistake_of_ours(tmp_path: Path, source: Path, area: str) -> None:
    _fuzz(tmp_path, source, area, _whole, count=1 if area in SLOW else 6, seed=2)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 12))
@pytest.mark.parametrize(("source", "area"), AREAS)
def test_thousands_of_files_broken_at_random(tmp_path: Path, source: Path, area: str, seed: int) -> None:
    _fuzz(tmp_path / "read", source, area, _read, count=200 if source == REPOSITORY else 600, seed=seed)
    _fuzz(tmp_path / "whole", source, area, _whole, count=10 if area in SLOW else 40, seed=seed)


Broken = tuple[bytes, set[int]]  # a file with a broken structure, and the lines of which one must be named


def _one_line_rows(raw: bytes) -> list[int]:
    """The places of the lines that are a row each, without the heading and comments."""
    records, _ = csv_records(raw.decode(), "")
    return [record.line - 1 for record in records[1:] if record.line == record.until]


def _at(raw: bytes, place: int, line: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    lines[place] = line
    return b"".join(lines)


def cell_too_many(raw: bytes, chance: random.Random) -> Broken:
    """A row has a cell more than the heading."""
    place = chance.choice(_one_line_rows(raw))
    return _at(raw, place, raw.splitlines()[place] + b",x\n"), {place + 1}


def cell_too_few(raw: bytes, chance: random.Random) -> Broken:
    """A row has a cell less."""
    place = chance.choice(_one_line_rows(raw))
    row = next(csv.reader([raw.splitlines()[place].decode()]))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row[:-1])
    return _at(raw, place, text.getvalue().encode()), {place + 1}


def row_doubled(raw: bytes, chance: random.Random) -> Broken:
    """A row stands twice."""
    place = chance.choice(_one_line_rows(raw))
    line = raw.splitlines()[place] + b"\n"
    return _at(raw, place, line + line), {place + 1, place + 2}


def heading_renamed(raw: bytes, chance: random.Random) -> Broken:
    """A heading is no heading of any table."""
    place = next(number for number, line in enumerate(raw.splitlines()) if not line.startswith(b"#"))
    headings = raw.splitlines()[place].decode().split(",")
    headings[chance.randrange(len(headings))] = "qqqqqq"
    return _at(raw, place, ",".join(headings).encode() + b"\n"), {place + 1}


def encoding_broken(raw: bytes, chance: random.Random) -> Broken:
    """A letter is of another encoding."""
    place = chance.choice(_one_line_rows(raw))
    return _at(raw, place, b"\xe9" + raw.splitlines()[place] + b"\n"), {place + 1}


def cut_in_quotes(raw: bytes, chance: random.Random) -> Broken:
    """The file ends within a quotation."""
    place = chance.choice(_one_line_rows(raw))
    lines = raw.splitlines(keepends=True)
    return b"".join(lines[:place]) + b'"' + lines[place][:3].replace(b'"', b""), {place + 1}


def yaml_tab(raw: bytes, chance: random.Random) -> Broken:
    """A line starts with a tab."""
    lines = raw.splitlines(keepends=True)
    return raw + b"\tx: y\n", {len(lines), len(lines) + 1}


def yaml_unclosed(raw: bytes, chance: random.Random) -> Broken:
    """A bracket is never closed."""
    lines = raw.splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if not line.startswith(b"#"))
    return b"".join(lines[:place]) + b"[" + b"".join(lines[place:]), set(range(place + 1, len(lines) + 2))


CSV_BREAKS = (cell_too_many, cell_too_few, row_doubled, heading_renamed, encoding_broken, cut_in_quotes)
YAML_BREAKS = (yaml_tab, yaml_unclosed)


def _structure(tmp_path: Path, source: Path, area: str, most: int) -> None:
    """Breaks the structure of files, each in every way, and looks for an ERROR at that file and line."""
    root = _root(tmp_path, source, area)
    files = [path for path in sorted((root / "data" / area).iterdir()) if path.suffix in (".csv", ".yml")]
    for path in random.Random(area).sample(files, min(most, len(files))):
        before, name = path.read_bytes(), path.relative_to(root).as_posix()
        for change in CSV_BREAKS if path.suffix == ".csv" else YAML_BREAKS:
            if path.suffix == ".csv" and not _one_line_rows(before):
                continue
            after, lines = change(before, random.Random(f"{name}/{change.__name__}"))
            path.write_bytes(after)
            found = {(p.file, p.line) for p in _read(Root(root)) if p.severity is Severity.ERROR}
            assert found & {(name, line) for line in lines}, f"{change.__name__} in {name}: {lines}, found {found}"
        path.write_bytes(before)


@pytest.mark.parametrize(("source", "area"), AREAS)
def test_a_broken_structure_is_an_error_with_its_file_and_line(tmp_path: Path, source: Path, area: str) -> None:
    _structure(tmp_path, source, area, most=1)


@pytest.mark.long
@pytest.mark.parametrize(("source", "area"), AREAS)
def test_every_file_with_a_broken_structure(tmp_path: Path, source: Path, area: str) -> None:
    _structure(tmp_path, source, area, most=100)


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_broken_file_leaves_half_a_build(tmp_path: Path) -> None:
    root = _root(tmp_path, SALTMARSH, "saltmarsh-vale")
    assert run("build", "--root", str(root))[0] == 0
    good = _tree(root / "build")
    path = root / "data/saltmarsh-vale/waiting.csv"
    before = path.read_bytes()
    for change in CSV_BREAKS:
        path.write_bytes(change(before, random.Random(3))[0])

        assert run("build", "--root", str(root))[0] == 1, change.__name__
        assert _tree(root / "build") == good

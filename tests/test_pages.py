"""What pages say and what they must not: withheld values anywhere in the site, and text that is taken for markup."""

import csv
import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import (
    HARBOURSHIRE,
    REPOSITORY,
    built,
    counts,
    examined,
    harbourshire,
    longshore,
    repository,
    saltmarsh,
    write,
)

Built = Callable[[], Path]

# --- A withheld value is nowhere ------------------------------------------------

_PLACES = "code,name,level,parents\nnorth,North,locality,\nsouth,South,locality,\nash,Ash,ward,north\nbirch,Birch,ward,north\ncedar,Cedar,ward,south\n"  # fmt: skip
_POLICY = "smallest_published: {smallest}\npublish_zeros: yes\nexempt_bases: [modelled]\nexplanation: Small counts are withheld.\n"  # fmt: skip


def _planted(first: int, second: int, third: int, *, smallest: int = 5) -> dict[str, str]:
    """An area whose tables hold three small counts: as a cell, as a place's total, as a cohort, beside contradictions.

    Every other number is a multiple of 10, but for one that makes up for a small count in the total of both; population is
    protected too.
    """
    waiting = "place,period,stage,age_band,is_total,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks\n"
    for place, small in (("", first), ("ash", second), ("birch", third), ("cedar", 200), ("north", 200)):
        # The whole is small and its part is not: a contradiction. The printed total differs from its parts: another.
        waiting += f"{place},2030,assessment,0-4,,{small},300,{third},10,20\n{place},2030,assessment,5-9,,600,{second},{first},10,20\n"
        waiting += f"{place},2030,assessment,0-9,yes,900,400,200,10,20\n"
    waiting += f"south,2030,assessment,0-4,,{third},{second},200,10,20\n"
    population = "place,period,age_band,is_total,people\n"
    for place, small in (("ash", first), ("birch", 200 - first), ("cedar", 200), ("south", 200)):
        population += (
            f"{place},2030,0-4,,{small}\n{place},2030,5-9,,300\n{place},2030,all ages,yes,{9000 + len(place)}\n"
        )
    attainment = "place,period,measure,percent,cohort\n"
    for place, small in (("", first), ("ash", second), ("birch", 300), ("England", third)):
        for year in ("2028/29", "2029/30"):
            attainment += (
                f"{place},academic year {year},gld,{100 * (first - 1) / first if small != 300 else 50:.1f},{small}\n"
            )
    register = (
        f"period,kind,name,provider,strands,levels,reach\n2030,provision,Walk-in,Trust,Environment,Universal,{first}\n"
    )
    register += f"2030,provision,Clinic,School,Workforce,Targeted,{second}\n"
    return HARBOURSHIRE | {
        "site_config/disclosure.yml": _POLICY.format(smallest=smallest),
        "data/harbourshire/places.csv": _PLACES,
        "data/harbourshire/waiting.csv": waiting,
        "data/harbourshire/population.csv": population,
        "data/harbourshire/population_shares.csv": "place,period,age_band,share\nEngland,2030,0-4,5.5\n",
        "data/harbourshire/attainment.csv": attainment,
        "data/harbourshire/provision_register.csv": register,
        "data/harbourshire/provision_counts.csv": "place,period,kind,provider,level,strand,count\n"
        + counts("", "2028", "provision", ["10"] * 15),
    }


def _files(folder: Path) -> dict[str, bytes]:
    """What others may read; what is kept for the next build knows the inputs by their hash."""
    files = [path for side in ("docs", "site") for path in sorted((folder / side).rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_withheld_value_changes_no_byte_of_anything_that_is_built(tmp_path: Path) -> None:
    """Not a number, a share, a rank, the order or length of a bar, a sentence, nor the search index."""
    one = _files(built(write(tmp_path / "one", _planted(3, 2, 4))))
    two = _files(built(write(tmp_path / "two", _planted(4, 3, 2))))

    assert [name for name in one if one[name] != two.get(name)] == []
    assert one.keys() == two.keys()


def test_a_withheld_value_is_written_nowhere(tmp_path: Path) -> None:
    """The same with values that can be searched for: the policy withholds what is below 100."""
    build = built(write(tmp_path, _planted(73, 67, 83, smallest=100)))
    ours = [
        path
        for side in ("docs", "site")
        for path in sorted((build / side).rglob("*"))
        if path.suffix in (".html", ".md", ".json", ".csv", ".xml")
    ]
    # Their shares, gaps, sums and differences with the numbers beside them are printed with other digits around them.
    secret = re.compile(r"(?<![\d.,#&\w-])(73|67|83)(?:\.0)?(?![\d\w]|[.,]\d)")
    found = [(path.relative_to(build).as_posix(), text[hit.start() - 40 : hit.end() + 40]) for path in ours for text in [_decoded(path)] for hit in secret.finditer(text)]  # fmt: skip

    assert found == []
    assert "[c]" in (build / "site/areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")
    assert json.loads((build / "site/api/v1/problems.json").read_text(encoding="utf-8"))["problems"]


def test_no_withheld_value_of_the_repository_changes_a_byte(tmp_path: Path) -> None:
    """Each is replaced by another small one. Totals differ from their parts in both, so that no contradiction comes or goes."""
    for name in ("one", "two"):
        for part in ("data", "content"):
            if (REPOSITORY / part).is_dir():
                shutil.copytree(REPOSITORY / part, tmp_path / name / part)
        for file in (tmp_path / name / "data").glob("*/*.csv"):
            _edit(file, lambda line, row: {column: f"{int(text) + 1000}" for column, text in row.items() if row.get("is_total") == "yes" and text.isdecimal() and column != "period"})  # fmt: skip
    withheld = examined(tmp_path / "one").withheld()
    for file in {cell.file for cell in withheld}:
        cells = {(cell.line, cell.column) for cell in withheld if cell.file == file}
        _edit(tmp_path / "two" / file, lambda line, row, cells=cells: {column: _another(text) for column, text in row.items() if (line, column) in cells})  # type: ignore[misc]  # fmt: skip
    one, two = (_files(built(tmp_path / name)) for name in ("one", "two"))

    assert len(withheld) > 3
    assert [name for name in one if one[name] != two.get(name)] == []


def test_the_words_of_a_narrative_give_no_withheld_number_away(tmp_path: Path) -> None:
    """The author may have written the number before it was small enough to be withheld."""
    waiting = HARBOURSHIRE["data/harbourshire/waiting.csv"].replace("0-10,yes,130,64,20", "0-10,yes,130,3,0")
    prose = "Only {waiting.over_12_weeks=three} of {waiting.total=130} wait long."
    files = {"data/harbourshire/waiting.csv": waiting, "content/harbourshire/waiting.md": prose}
    site = built(write(tmp_path, HARBOURSHIRE | files)) / "site"

    assert "<p>Only [c] of 130 wait long.</p>" in (site / "areas/harbourshire/waiting/index.html").read_text(
        encoding="utf-8"
    )
    assert "three" not in (site / "api/v1/problems.json").read_text(encoding="utf-8")


def _edit(file: Path, change: Callable[[int, dict[str, str]], dict[str, str]]) -> None:
    """Changes cells of a CSV whose records are one line each."""
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    edited = [
        row | change(line, row) for line, row in enumerate((dict(zip(head, row, strict=True)) for row in rows), 2)
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        writer.writerows(row.values() for row in edited)


def _another(text: str) -> str:
    """1 for 4, 2 for 3 and the other way round; another rate for a rate."""
    return str(5 - int(text)) if text in ("1", "2", "3", "4") else "0.3"


def _decoded(path: Path) -> str:
    """Attributes hold JSON, JSON holds HTML: read until nothing changes."""
    text = path.read_text(encoding="utf-8")
    while (read := html.unescape(text).replace('\\"', '"').replace("\\u003c", "<")) != text:
        text = read
    return text


# --- Words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "build",
    [repository, harbourshire, longshore, saltmarsh],
    ids=["repository", "made up", "service", "second project"],
)
def test_no_sentence_has_a_slip_of_the_template(build: Built) -> None:
    for path in (build() / "site/areas").rglob("index.html"):
        text = html.unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))

        assert not re.search(
            r"\bnan\b|\bNaN\b|\binf\b|\bundefined\b|\bTrue\b|\bFalse\b|(?<![.!?] )\bNone\b(?! )", text
        ), path
        assert not re.search(r"\(\s*\)|\{\w*\}|\s,|\bof of\b|, ,", re.sub(r"\s+", " ", text).replace(" ,", ",")), path


# --- One page, whole ---------------------------------------------------------------------


def test_the_golden_page(request: pytest.FixtureRequest) -> None:
    """A page with a contradiction, withheld cells and every mark. After `pytest --update-golden`, read the diff."""
    golden = REPOSITORY / "tests/golden/harbourshire-waiting.md"
    page = _stubbed((harbourshire() / "docs/areas/harbourshire/waiting.md").read_text(encoding="utf-8"))
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(page, encoding="utf-8", newline="\n")

    assert page == golden.read_text(encoding="utf-8")


def _stubbed(page: str) -> str:
    """The page with each picture as `[picture harbourshire-waiting-weeks]`: other tests look at those."""
    name = iter(re.findall(r'<figure [^>]*id="fig-([^"]+)"', page))

    def stub(found: re.Match[str]) -> str:
        return f"data-figure='[picture harbourshire-waiting-{next(name)}]'"

    return re.sub(r"data-figure='[^']*'", stub, page)

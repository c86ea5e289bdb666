"""Comparisons: verdicts with their interval and their reason, benchmarks and statistical neighbours."""

import csv
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.measures.comparison import verdict
from generators.reports import SectionResult
from tests import reference
from tests.sites import REPOSITORY, write

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
comparators: [{comparators}]
{more}sections: [attainment]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables: {{attainment: {{source: paper}}}}
"""
HEAD = "place,period,measure,percent,cohort\n"
NEIGHBOURS = "neighbours: {places: [Moorfen, Hillfen], source: paper, date: 2029-04-01}\n"
BENCHMARKS = {
    "data/benchmarks/places.csv": "code,name,level\nm-one,Moorfen,authority\nm-two,Hillfen,authority\n",
    "data/benchmarks/benchmarks.yml": "sources: {table: {title: A table, publisher: The department, date: '2030', licence: None}}\ntables: {attainment: {source: table}}\n",
    "data/benchmarks/attainment.csv": HEAD
    + "England,academic year 2029/30,gld,70,\nMoorfen,academic year 2029/30,gld,60,100\nHillfen,academic year 2029/30,gld,65,300\n",
}
Made = Callable[..., Examination]


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    def made(rows: str, comparators: str = "England", more: str = "", **files: str) -> Examination:
        about = AREA.format(comparators=comparators, more=more)
        base = {"data/fenmoor/area.yml": about, "data/fenmoor/attainment.csv": HEAD + rows}
        return examine(Root(write(tmp_path, base | files)))

    return made


def _section(found: Examination) -> SectionResult:
    assert found.reports, [problem.text() for problem in found.all_problems()]
    return found.reports[0].sections[0]


def _rows(found: Examination) -> list[dict[str, object]]:
    figure = next(figure for figure in _section(found).figures if figure.id == "verdicts")
    return [dict(row) for row in figure.tidy.records()]


@pytest.mark.parametrize(
    ("percent", "interval", "compared", "better", "word"),
    [
        (79.4, (77.9, 80.8), 82.4, "higher", "worse"),
        (79.4, (77.9, 80.8), 82.4, "lower", "better"),
        (79.4, (77.9, 80.8), 82.4, "none", "lower"),
        (85.0, (84.0, 86.0), 82.4, "none", "higher"),
        (85.0, (84.0, 86.0), 82.4, "higher", "better"),
        (82.0, (80.0, 82.4), 82.4, "higher", "no clear difference"),
        (82.0, (math.nan, math.nan), 82.4, "higher", "no interval"),
        (math.nan, (80.0, 84.0), 82.4, "higher", "not available"),
        (82.0, (80.0, 84.0), math.nan, "higher", "not available"),
    ],
)
def test_the_rule_of_a_verdict(
    percent: float, interval: tuple[float, float], compared: float, better: str, word: str
) -> None:
    assert verdict(percent, interval, compared, better) == word


def test_a_verdict_stands_with_its_numbers(fenmoor: Made) -> None:
    found = fenmoor("Fenmoor,academic year 2029/30,gld,60,400\nEngland,academic year 2029/30,gld,70,\n")
    (row,) = _rows(found)
    facts = _section(found).facts

    # Wilson for 240 of 400: 55.1 to 64.7; England is taken as known, so the gap has the same width
    assert (round(row["low"], 1), round(row["high"], 1)) == (55.1, 64.7)  # type: ignore[arg-type]
    assert row["gap_low"] == pytest.approx(row["low"] - 70)  # type: ignore[operator]
    assert row["verdict"] == "worse"
    assert (
        facts["gld.verdict_england"].text
        == "lower than England, which is worse: 60.0%, interval 55.1% to 64.7%, England 70.0%"
    )
    assert facts["gld.percent"].verdict is not None
    assert facts["gld.percent"].verdict.words == "10.0 percentage points below England: clearly worse"


@pytest.mark.parametrize(
    ("cohort", "sentence"),
    [
        ("", "not tested against England, no interval: 60.0%, England 70.0%"),
        ("29", "not tested against England, too few pupils: 60.0%, England 70.0%"),
        ("80", "no clear difference from England: 60.0%, interval 49.0% to 70.0%, England 70.0%"),
    ],
    ids=["no pupils", "too few", "similar"],
)
def test_what_is_not_clear_is_said(fenmoor: Made, cohort: str, sentence: str) -> None:
    found = fenmoor(f"Fenmoor,academic year 2029/30,gld,60,{cohort}\nEngland,academic year 2029/30,gld,70,\n")

    assert _section(found).facts["gld.verdict_england"].text == sentence


def test_an_area_is_never_compared_with_itself(fenmoor: Made) -> None:
    found = fenmoor("Fenmoor,academic year 2029/30,gld,60,400\n", comparators="Fenmoor")
    sentences = [problem.text() for problem in found.all_problems()]

    assert sentences == [
        'data/fenmoor/area.yml:9: comparators: expected other places than the area, each once, found "Fenmoor"; delete it'
    ]


def test_a_small_cohort_is_withheld_with_its_share(fenmoor: Made) -> None:
    found = fenmoor("Fenmoor,academic year 2029/30,gld,50,4\nEngland,academic year 2029/30,gld,70,\n")

    assert _section(found).facts["gld.percent"].mark == "[c]"
    assert "verdicts" not in [figure.id for figure in _section(found).figures]


def test_benchmarks_serve_every_area_and_are_cited(fenmoor: Made) -> None:
    found = fenmoor("Fenmoor,academic year 2029/30,gld,60,400\n", **BENCHMARKS)
    figure = next(figure for figure in _section(found).figures if figure.id == "verdicts")

    assert _section(found).facts["gld.england"].text == "70.0%"
    assert figure.sources == ("Fenmoor Council, A paper, 2031", "The department, A table, 2030")
    assert "Moorfen" not in figure.alt


def test_the_areas_own_row_goes_before_a_benchmark(fenmoor: Made) -> None:
    rows = "Fenmoor,academic year 2029/30,gld,60,400\nEngland,academic year 2029/30,gld,71,\n"

    assert _section(fenmoor(rows, **BENCHMARKS)).facts["gld.england"].text == "71.0%"


def test_statistical_neighbours_are_a_mean_pinned_to_a_list_and_a_date(fenmoor: Made) -> None:
    found = fenmoor(
        "Fenmoor,academic year 2029/30,gld,60,400\n", "Statistical neighbours, England", NEIGHBOURS, **BENCHMARKS
    )
    rows = {row["comparator"]: row for row in _rows(found)}
    figure = next(figure for figure in _section(found).figures if figure.id == "verdicts")

    # the mean of 60 and 65, of 100 + 300 pupils
    assert rows["Statistical neighbours"]["compared"] == 62.5
    assert rows["Statistical neighbours"]["verdict"] == "no clear difference"
    assert (
        "Statistical neighbours: the mean of Moorfen and Hillfen, the list of 2029-04-01 (Fenmoor Council, A paper, 2031)."
        in figure.notes
    )


def test_a_neighbour_without_a_figure_leaves_no_mean(fenmoor: Made) -> None:
    without = BENCHMARKS["data/benchmarks/attainment.csv"].replace("Hillfen,academic year 2029/30,gld,65,300\n", "")
    files = BENCHMARKS | {"data/benchmarks/attainment.csv": without}
    found = fenmoor(
        "Fenmoor,academic year 2029/30,gld,60,400\n", "Statistical neighbours, England", NEIGHBOURS, **files
    )
    rows = {row["comparator"]: row for row in _rows(found)}

    assert rows["Statistical neighbours"]["compared_mark"] == "[x]"
    assert rows["Statistical neighbours"]["verdict"] == "not available"


def test_a_wrong_neighbour_is_told(fenmoor: Made) -> None:
    wrong = NEIGHBOURS.replace("Moorfen", "Morfen").replace("source: paper", "source: papper")
    found = fenmoor("Fenmoor,academic year 2029/30,gld,60,400\n", "England", wrong, **BENCHMARKS)
    sentences = [problem.text() for problem in found.all_problems() if problem.severity == "error"]

    assert sentences == [
        'data/fenmoor/area.yml:10: neighbours.source: expected one of paper, found "papper"; did you mean paper?',
        'data/fenmoor/area.yml:10: neighbours.places: expected a place of Fenmoor or a comparator, found "Morfen"; did you mean Moorfen?',
    ]


def test_benchmarks_without_a_source_are_told_once(fenmoor: Made) -> None:
    files = {name: text for name, text in BENCHMARKS.items() if not name.endswith(".yml")}
    found = fenmoor("Fenmoor,academic year 2029/30,gld,60,400\n", **files)

    assert [problem.text() for problem in found.all_problems() if problem.severity == "error"] == [
        'data/benchmarks/benchmarks.yml:1: file: expected this file, found "none"; write sources and tables in it, as in an area.yml'
    ]


@reference.needed
def test_derby_against_england_its_region_and_neighbours_for_every_year(tmp_path: Path) -> None:
    measures = {"FSP_NEW_COMMS": "cll", "FSP_NEW_GOODDEV": "gld", "KS2RWM_Expected_STD": "ks2_rwm"}
    lines = {"own": [HEAD], "around": [HEAD]}
    for row in reference.rows("england/attainment_by_la_2016_2025.csv"):
        if row["measure_code"] not in measures or row["area"] not in (
            "Derby",
            "England",
            "East Midlands",
            "Leicester",
            "Nottingham",
        ):
            continue
        year = int(row["year"])
        percent = row["value_num"] or "[z]"
        cohort = "3500[e]" if row["area"] == "Derby" else ""
        line = f"{row['area']},academic year {year - 1}/{year % 100:02},{measures[row['measure_code']]},{percent},{cohort}\n"
        lines["own" if row["area"] == "Derby" else "around"].append(line)
    files = BENCHMARKS | {
        "data/benchmarks/places.csv": "code,name,level\nE06000016,Leicester,authority\nE06000018,Nottingham,authority\n",
        "data/benchmarks/attainment.csv": "".join(lines["around"]),
        "data/derby/area.yml": AREA.format(
            comparators="East Midlands, Statistical neighbours, England",
            more="neighbours: {places: [Leicester, Nottingham], source: paper, date: '2023'}\n",
        ).replace("Fenmoor", "Derby").replace("fenmoor", "E06000015"),
        "data/derby/attainment.csv": "".join(lines["own"]),
    }  # fmt: skip
    found = examine(Root(write(tmp_path, files)))
    rows = _rows(found)
    tested = [row for row in rows if row["comparator"] == "England" and row["measure"] == "gld"]
    trend = next(figure for figure in _section(found).figures if figure.id == "trend-gld")

    assert {row["comparator"] for row in rows} == {"East Midlands", "Statistical neighbours", "England"}
    assert all(
        row["verdict"] in ("worse", "no clear difference", "better") for row in tested if row["gap"] == row["gap"]
    )
    assert len([row for row in tested if row["gap"] == row["gap"]]) >= 7
    assert trend.picture is not None
    (line,) = [trace for trace in trend.picture["data"] if trace["name"] == "Derby"]
    by_year = dict(zip(line["x"], line["y"], strict=True))
    assert by_year["2020"] is None
    assert by_year["2021"] is None
    assert by_year["2019"] == 70.7
    assert line["connectgaps"] is False
    assert "over four years" in _section(found).facts["gld.trend"].text


def test_the_shipped_site_has_verdicts_with_a_real_interval() -> None:
    section = next(one for one in examine(Root(REPOSITORY), ["derby"]).reports[0].sections if one.slug == "attainment")
    with (REPOSITORY / "data/derby/attainment.csv").open(encoding="utf-8") as file:
        cohorts = [row["cohort"] for row in csv.DictReader(file) if row["cohort"]]

    assert all(cohort.endswith("[e]") for cohort in cohorts)
    assert (
        section.facts["cll.verdict_england"].text
        == "lower than England, which is worse: 79.2%, interval 77.8% to 80.5%, England 82.2%"
    )


GROUPS = "period,measure,group,against,percent,cohort\n"


def _groups(tmp_path: Path, rows: str) -> list[dict[str, object]]:
    about = AREA.format(comparators="England", more="").replace("{attainment:", "{attainment_groups:")
    files = {"data/fenmoor/area.yml": about, "data/fenmoor/attainment_groups.csv": GROUPS + rows}
    figure = next(one for one in _section(examine(Root(write(tmp_path, files)))).figures if one.id == "groups")
    return [dict(row) for row in figure.tidy.records()]


def test_the_gap_between_groups_has_an_interval(tmp_path: Path) -> None:
    (row,) = _groups(
        tmp_path,
        "academic year 2029/30,gld,Free school meals,All others,60,80\nacademic year 2029/30,gld,All others,,80,70\n",
    )

    # Newcombe's published example the other way round
    assert row["gap"] == -20
    assert [round(float(str(row[name])), 2) for name in ("gap_low", "gap_high")] == [-33.39, -5.24]
    assert row["verdict"] == "clear gap"


@pytest.mark.parametrize(
    ("share", "cohort", "mark", "word"),
    [("60", "", "", "no interval"), ("[x]", "80", "[x]", "not available"), ("50", "3", "[c]", "not available"), ("80", "80", "", "no clear difference")],
    ids=["no pupils", "no share", "few pupils", "none"],
)  # fmt: skip
def test_what_a_gap_between_groups_lacks(tmp_path: Path, share: str, cohort: str, mark: str, word: str) -> None:
    rows = f"academic year 2029/30,gld,Free school meals,All others,{share},{cohort}\nacademic year 2029/30,gld,All others,,80,70\n"
    (row,) = _groups(tmp_path, rows)

    assert (row["gap_mark"], row["verdict"]) == (mark, word)

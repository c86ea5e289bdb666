"""What the rules find in the five published reports, and in tables of open data that have nothing wrong with them."""

from functools import cache
from pathlib import Path

import pytest

from generators.examine import examine
from generators.inputs.settings import Root
from generators.problems import Problem
from tests import reference
from tests.sites import REPOSITORY

AT_LEAST = [
    ("warning", "part-exceeds-whole", "derby/waiting.csv:2", 'at most 88 (waiting), found "114"'),
    ("warning", "part-exceeds-whole", "derby/waiting.csv:3", 'at most 48 (waiting), found "97"'),
    ("warning", "part-exceeds-whole", "derby/waiting.csv:4", 'at most 7 (waiting), found "36"'),
    ("warning", "part-exceeds-whole", "derby/waiting.csv:6", 'at most 147 (waiting), found "251"'),
    ("warning", "different-bases", "derby/waiting.csv:2", "over_12_weeks and over_18_weeks counted on one basis"),
    ("warning", "label-twice", "derby/activity.csv:8", "the label of referrals twice"),
    ("warning", "rank-disagrees", "derby/deprivation.csv:19", "Oakwood has rank 2,269 at the same 11.11; the two ranks look transposed"),
    ("note", "rounded-difference", "derby/deprivation_change.csv:2", 'expected 12, which is 25 less 13, found "13"'),
    ("note", "rounded-difference", "derby/deprivation_change.csv:7", 'expected −12, which is 44 less 56, found "−11"'),
    ("warning", "claim-differs", "derby/claims.yml:2", 'words that fit 21.1%, found "top 20%"'),
    ("warning", "claim-differs", "derby/claims.yml:5", "words that fit 7.5 times: 61.22% against 8.14%, found \"10 times\""),
    ("warning", "claim-differs", "derby/claims.yml:15", 'fit −3.6 percentage points, found "approximately 3"'),
    ("warning", "no-such-comparator", "derby/attainment.csv:2", 'the only country with elg1, found "UK mean'),
    ("warning", "unit-disagrees", "derby/workforce_ratios.csv:3", "find out whether the number is per 10,000"),
    ("note", "ranks-not-comparable", "derby/deprivation.csv:3", "55 of 326 and 67 of 317"),
    ("note", "rank-without-number", "derby/deprivation.csv:4", "none in 36 of 39 rows"),
    ("warning", "total-differs", "kent/budget.csv:44", 'the sum of its parts, 364,850, found "364,800"; they differ by 50'),
    ("warning", "printed-otherwise", "kent/budget.csv:20", "printed as £502,840 (figure 29), used as 502,839"),
    ("warning", "total-differs", "kent/budget.csv:50", 'the sum of its parts, 5,856,518, found "5,856,468"'),
    ("note", "above-100", "kent/kpis.yml:2", "may be above 100 percent"),
    ("warning", "out-of-order", "kent/versions.yml:8", 'expected 0.8, found "8.0"'),
    ("warning", "letters-disagree", "kent/attachments.yml:5", 'expected appendix D, found "appendix B"'),
    ("note", "loose-number", "kent/voice_method.yml:1", "over 400 (section 2.8) in one place, 475 in another"),
    ("warning", "told-twice", "birmingham-early-years/workstream_funding.csv:2", "£2,200,000 in workstream funding and to £2,700,000"),
    ("warning", "told-twice", "birmingham-early-years/workstream_funding.csv:4", "2.1 is SEND in workstream funding and EYCS in budget lines"),
    ("note", "printed-otherwise", "birmingham-early-years/milestones.csv:47", "“Set 2020” in seven rows"),
    ("warning", "after-the-end", "birmingham-early-years/milestones.csv:13", "eight of 52 rows"),
]  # fmt: skip


@cache
def _samples() -> list[Problem]:
    return examine(Root(REPOSITORY)).all_problems()


@pytest.mark.parametrize(
    ("severity", "rule", "where", "says"), AT_LEAST, ids=[f"{one[1]} {one[2]}" for one in AT_LEAST]
)
def test_what_the_reports_say_against_themselves(severity: str, rule: str, where: str, says: str) -> None:
    here = [p for p in _samples() if f"{p.file.removeprefix('data/')}:{p.line}" == where and p.severity == severity]

    assert says in " | ".join(problem.text() for problem in here if rule in ("told-twice", problem.rule))


AREA = """\
name: {name}
code: {code}
place: {name}
title: Open data
summary: Tables without a mistake.
edition: "2025"
period: 2015 to 2025
publisher: Nobody
comparators: [England]
sections: [{sections}]
sources: {{open: {{title: Open data, publisher: DfE and MHCLG, date: "2025", licence: Open Government Licence v3.0}}}}
tables: {{{tables}}}
"""
BANDS = ("0_4", "5_9", "10_14", "15_18", "19_24")
MEASURES = {"FSP_NEW_GOODDEV": "gld", "FSP_NEW_COMMS": "cll", "KS2RWM_Expected_STD": "ks2_rwm"}


def _wards(name: str) -> dict[str, list[str]]:
    """The lines of the tables of a place, by table, from the open data on its wards."""
    found: dict[str, list[str]] = {"places": [], "population": [], "deprived_neighbourhoods": [], "deprivation": []}
    for row in reference.rows(f"{name}/{name}_ward17.csv"):
        code = row["ward17_code"]
        found["places"].append(f'{code},"{row["ward_name"]} ({code})",ward')
        for year in ("2015", "2019"):
            deprived, every = row[f"n_q1_{year}"], row["n_lsoa"]
            found["deprived_neighbourhoods"].append(f"{code},{year},IMD,{deprived},{every}")
            found["deprivation"].append(f"{code},{year},IMD,{row[f'share_q1_{year}']},{row[f'rank_mid_{year}']},7427")
        for year in ("17", "19", "20"):
            counts = [
                f"{code},mid-20{year},{band.replace('_', '-')},,{float(row[f'pop{year}_{band}']):g}" for band in BANDS
            ]
            found["population"] += [*counts, f"{code},mid-20{year},all ages,yes,{float(row[f'pop{year}_all']):g}"]
    return found


HEADINGS = {
    "places": "code,name,level",
    "population": "place,period,age_band,is_total,people",
    "deprived_neighbourhoods": "place,period,index,deprived,neighbourhoods",
    "deprivation": "place,period,index,share,rank,ranked",
    "attainment": "place,period,measure,percent",
}


def _attainment(places: tuple[str, ...]) -> list[str]:
    """Attainment of the places; a year that was not measured is [x]."""
    return [
        f"{row['area']},academic year {int(row['year']) - 1}/{row['year'][2:]},{MEASURES[row['measure_code']]},{row['value_num'] or '[x]'}"
        for row in reference.rows("england/attainment_by_la_2016_2025.csv")
        if row["measure_code"] in MEASURES and row["area"] in places
    ]


@reference.needed
@pytest.mark.parametrize(("name", "code", "place"), [("derby", "E06000015", "Derby"), ("kent", "E10000016", "Kent")])
def test_clean_tables_raise_no_alarm(tmp_path: Path, name: str, code: str, place: str) -> None:
    tables = _wards(name) | {"attainment": _attainment((place, "England"))}
    folder = tmp_path / "data" / name
    folder.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    for table, lines in tables.items():
        (folder / f"{table}.csv").write_text("\n".join([HEADINGS[table], *lines]) + "\n", encoding="utf-8")
    listed = ", ".join(f"{table}: {{source: open}}" for table in tables if table != "places")
    text = AREA.format(name=place, code=code, sections="population, deprivation, attainment", tables=listed)
    (folder / "area.yml").write_text(text, encoding="utf-8")
    problems = examine(Root(tmp_path)).all_problems()
    values = sum(len(lines) for table, lines in tables.items() if table != "places")

    assert [problem.text() for problem in problems if problem.severity != "note"] == []
    assert sum(problem.rule == "outlier" for problem in problems) <= values / 200

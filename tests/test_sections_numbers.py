"""The kinds of section that are made of numbers: hand-checked results, and what they say of broken input."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.numbers import half_up
from generators.reports import FigureResult, Report, SectionResult
from tests.sites import REPOSITORY

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
comparators: [South West, England]
sections: [{sections}]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables:
{tables}
"""
PLACES = "code,name,level\nf-east,East,ward\nf-west,West,ward\nf-mid,Mid,ward\n"
SECTION_OF = {
    "population": "population", "deprivation": "deprivation", "deprived_neighbourhoods": "deprivation",
    "predicted_need": "need", "attainment": "attainment", "activity": "demand", "caseload": "caseload",
    "workforce": "workforce", "workforce_ratios": "workforce", "budget": "finance", "budget_reach": "finance",
    "provision_counts": "provision", "provision_register": "provision",
}  # fmt: skip
Made = Callable[..., Examination]


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    """Reads and checks an area made of the rows of its tables."""

    def made(**tables: str) -> Examination:
        folder = tmp_path / "data/fenmoor"
        folder.mkdir(parents=True)
        sections = dict.fromkeys(SECTION_OF[name] for name in tables)
        sources = "\n".join(f"  {name}: {{source: paper}}" for name in tables)
        (folder / "area.yml").write_text(AREA.format(sections=", ".join(sections), tables=sources), encoding="utf-8")
        (folder / "places.csv").write_text(PLACES, encoding="utf-8")
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return examine(Root(tmp_path))

    return made


@pytest.fixture(scope="module")
def derby() -> Report:
    """The sample."""
    return examine(Root(REPOSITORY), ["derby"]).reports[0]


def section(report: Report, slug: str) -> SectionResult:
    return next(one for one in report.sections if one.slug == slug)


def figure(report: Report, slug: str, name: str) -> FigureResult:
    return next(one for one in section(report, slug).figures if one.id == name)


def said(examination: Examination) -> list[str]:
    return [problem.text() for problem in examination.all_problems() if problem.rule != "unknown-acronym"]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("provision.total_before", "338"),
        ("provision.total", "246"),
        ("provision.change", "−92"),
        ("provision.change_percent", "−27.2%"),
        ("provision.universal_before", "116"),
        ("provision.universal", "55"),
        ("provision.workforce_before", "96"),
        ("provision.workforce", "54"),
        ("attainment.elg1.gap_england", "−2.6 percentage points"),
        ("attainment.elg2.gap_england", "−3.4 percentage points"),
        ("attainment.elg3.gap_england", "−3.6 percentage points"),
        ("attainment.elg1.gap_east_midlands", "−1.7 percentage points"),
        ("attainment.elg2.gap_east_midlands", "−2.7 percentage points"),
        ("attainment.elg3.gap_east_midlands", "−2.9 percentage points"),
        ("need.wards_over_half_0_4", "6"),
        ("need.wards_over_half_5_9", "6"),
        ("need.highest_place_0_4", "Normanton"),
        ("need.highest_place_5_9", "Arboretum"),
        # 100 × 67 ÷ 317 and 100 × 55 ÷ 326
        ("deprivation.imd_percentile", "21.1%"),
        ("deprivation.imd_percentile_before", "16.9%"),
        # 100 × (0.82 − 0.72) ÷ 0.72
        ("workforce.ratio_change_percent", "+13.9%"),
        # 100 × 1,419 ÷ 62,800
        ("caseload.reach_population", "2.3%"),
        ("demand.net", "+56"),
        ("finance.largest", "£750,000 [e]"),
        ("waiting.over_12_weeks", "251"),
    ],
)
def test_derby_shows(derby: Report, fact: str, text: str) -> None:
    assert derby.facts[fact].text == text


def test_changes_in_deprivation_come_from_unrounded_shares(derby: Report) -> None:
    tidy = figure(derby, "deprivation", "change").tidy
    change = {row["place"]: row["change"] for row in tidy.records()}

    assert change["Abbey"] == 12.5  # shown as 13: a half goes up
    assert change["Boulton"] == pytest.approx(400 / 9 - 500 / 9)  # −11.11, where the rounded shares give −12
    assert change["Chaddesden"] == pytest.approx(300 / 9 - 100 / 9)
    assert sum(value == 0 for place, value in change.items() if place != "Derby") == 14


def test_the_computed_change_is_the_printed_one(derby: Report) -> None:
    for row in figure(derby, "deprivation", "change").tidy.records():
        if row["printed_change"] == row["printed_change"]:
            assert int(half_up(row["change"])) == row["printed_change"], row["place"]


def test_the_share_of_the_population_on_the_caseload_is_the_printed_one_in_every_band(derby: Report) -> None:
    rows = [row for row in figure(derby, "caseload", "reach").tidy.records() if row["caseload"] == row["caseload"]]

    assert [row["age_band"] for row in rows] == ["0-4", "5-9", "10-14", "15-18", "0-18"]
    for row in rows:
        assert float(half_up(row["reach_population"], 1)) == row["printed_reach_population"]


def test_a_printed_share_goes_with_its_count(derby: Report) -> None:
    row = next(row for row in figure(derby, "caseload", "reach").tidy.records() if row["age_band"] == "19-24")

    assert (row["caseload_mark"], row["printed_reach_population_mark"], row["printed_reach_predicted_mark"]) == (
        "[c]",
    ) * 3


POPULATION = (
    "place,period,age_band,people\n"
    "East,mid-2030,0-4,100\nWest,mid-2030,0-4,300\nMid,mid-2030,0-4,0\n"
)  # fmt: skip


def test_the_area_is_weighted_by_population_and_never_the_mean(fenmoor: Made) -> None:
    need = "place,period,age_band,percent\nEast,2030,0-4,40\nWest,2030,0-4,20\nMid,2030,0-4,90\n"
    report = fenmoor(population=POPULATION, predicted_need=need).reports[0]

    # (40 × 100 + 20 × 300 + 90 × 0) ÷ 400, and 40 + 60 + 0 children; the mean of percentages would be 50
    assert report.facts["need.average"].text == "25.0% [e]"
    assert report.facts["need.children"].text == "100 [e]"


def test_without_population_nothing_is_weighted(fenmoor: Made) -> None:
    need = "place,period,age_band,percent\nEast,2030,0-4,40\nWest,2030,0-4,20\nMid,2030,0-4,90\n"
    report = fenmoor(predicted_need=need).reports[0]

    assert report.facts["need.average"].text == "[x]"
    assert "Cannot weight: population missing for 4 of 4 places." in figure(report, "need", "numbers").notes


def test_a_share_written_as_a_fraction_is_asked_about(fenmoor: Made) -> None:
    need = "place,period,age_band,percent\nEast,2030,0-4,0.6029\n"

    assert said(fenmoor(predicted_need=need)) == [
        'data/fenmoor/predicted_need.csv:2: column percent: expected a number from 1 to 100, found "0.6029"; '
        "a share of 1 is 100 percent: did you mean 60.29?"
    ]


def test_a_doubled_label_is_asked_about(fenmoor: Made) -> None:
    activity = (
        "period,measure,age_band,count\n12 months to 2030,referrals,0-4,598\n12 months to 2030,referrals,0-4,276\n"
    )

    assert said(fenmoor(activity=activity)) == [
        "data/fenmoor/activity.csv:3: place Fenmoor, period 12 months to 2030, measure referrals, age band 0-4: "
        'expected one row, found "a second, after line 2"; is one of them discharges?'
    ]


def test_net_flow_and_rate(fenmoor: Made) -> None:
    activity = (
        "place,period,measure,age_band,count\n"
        "West,12 months to 2030,referrals,0-4,30\nWest,12 months to 2030,discharges,0-4,45\n"
        "East,12 months to 2030,referrals,0-4,4\nEast,12 months to 2030,discharges,0-4,10\n"
    )
    rows = figure(fenmoor(population=POPULATION, activity=activity).reports[0], "demand", "flows").tidy.records()
    west, east = (next(row for row in rows if row["place"] == name) for name in ("West", "East"))

    assert (west["net"], west["referrals_per_1000"]) == (-15, 100)
    assert west["rate_low"] < 100 < west["rate_high"]
    assert east["rate_low_mark"] == "[c]"
    assert (east["net_mark"], east["referrals_per_1000_mark"]) == ("[c]", "[c]")


def test_a_count_on_one_day_wants_its_day(fenmoor: Made) -> None:
    caseload = "period,age_band,caseload\n2030,0-4,60\n"

    assert said(fenmoor(caseload=caseload)) == [
        'data/fenmoor/caseload.csv:2: column period: expected the day of the count, found "2030"; '
        "caseload is counted on one day: write the day, such as 2019-03-31, if the source gives it"
    ]


def test_reach_takes_the_population_of_the_table_or_of_the_area(fenmoor: Made) -> None:
    caseload = "place,period,age_band,caseload,population\nEast,2030-03-31,0-4,20,80\nWest,2030-03-31,0-4,30,\nMid,2030-03-31,0-4,10,\n"
    rows = figure(fenmoor(population=POPULATION, caseload=caseload).reports[0], "caseload", "reach").tidy.records()
    reach = {row["place"]: (row["reach_population"], row["reach_population_mark"]) for row in rows}

    assert reach["East"] == (25, "")
    assert reach["West"] == (10, "")
    assert reach["Mid"][1] == "[z]"  # nobody of that age lives there: a share of nothing


def test_a_ratio_names_what_it_is_per(fenmoor: Made) -> None:
    ratios = "period,role,base,ratio\n2030,Therapists,per_10000_children,0.5\n"

    assert said(fenmoor(workforce_ratios=ratios)) == [
        "data/fenmoor/workforce_ratios.csv:2: column base: expected one of per_1000_children, per_1000_predicted, "
        'found "per_10000_children"; use per_1000_children'
    ]


def test_staff_per_1000_children_and_vacancies(fenmoor: Made) -> None:
    population = "place,period,age_band,people\nEast,mid-2030,0-18,2000\nWest,mid-2030,0-18,4000\n"
    workforce = "place,period,role,wte,vacancies\nEast,2030,Therapists,3,1\nWest,2030,Therapists,[x],2\n"
    rows = figure(fenmoor(population=population, workforce=workforce).reports[0], "workforce", "staff").tidy.records()
    east, west = (next(row for row in rows if row["place"] == name) for name in ("East", "West"))

    assert (east["wte_per_1000"], east["vacancy_rate"]) == (1.5, 25)
    assert (west["wte_per_1000_mark"], west["vacancy_rate_mark"]) == ("[x]", "[x]")


def test_equal_shares_with_different_ranks(fenmoor: Made) -> None:
    deprivation = (
        "place,period,index,share,rank,ranked\nEast,2030,IMD,40,7,90\nWest,2030,IMD,40,17,90\nMid,2030,IMD,10,50,90\n"
    )

    assert said(fenmoor(deprivation=deprivation)) == [
        "data/fenmoor/deprivation.csv:2: column rank: East, 2030, IMD has rank 7 at 40, but West has rank 17 at the same 40; "
        "check both ranks against the source"
    ]


def test_ranks_of_lists_of_different_lengths(fenmoor: Made) -> None:
    deprivation = "period,index,share,rank,ranked\n2025,IMD,[z],55,326\n2030,IMD,[z],67,317\n"

    assert said(fenmoor(deprivation=deprivation)) == [
        "data/fenmoor/deprivation.csv:3: column rank: 2030, IMD: compare percentiles, not ranks: 55 of 326 and 67 of 317 are ranks in lists of different lengths"
    ]


def test_a_comparator_without_a_value_is_named(fenmoor: Made) -> None:
    attainment = "place,period,measure,percent\nFenmoor,academic year 2017/18,elg3,70\nSouth West,academic year 2017/18,elg3,80\n"
    report = fenmoor(attainment=attainment).reports[0]

    assert "No England value for speaking 2017 to 2018: gap not computed." in figure(report, "attainment", "gap").notes
    assert report.facts["attainment.elg3.gap_england"].text == "[x]"
    assert report.facts["attainment.elg3.gap_south_west"].text == "−10.0 percentage points"


def test_a_percentage_above_100(fenmoor: Made) -> None:
    attainment = "place,period,measure,percent\nFenmoor,academic year 2017/18,elg3,837\n"

    assert said(fenmoor(attainment=attainment)) == [
        'data/fenmoor/attainment.csv:2: column percent: expected a percentage from 0 to 100, found "837"; check the decimal point'
    ]


def test_a_measure_is_not_joined_to_another_of_its_name(fenmoor: Made) -> None:
    attainment = "place,period,measure,percent\nFenmoor,academic year 2021/22,elg1,70\n"

    assert said(fenmoor(attainment=attainment)) == [
        "data/fenmoor/attainment.csv:2: column measure: expected a year from 2013 to 2020 for ELG1: Listening and attention, "
        'found "academic year 2021/22"; it is a different measure then: name another, or add one to indicators.yml'
    ]


def test_money_that_is_not_known_is_not_a_zero(fenmoor: Made) -> None:
    budget = "period,line,funder,amount\n2030,Talks,Council,300\n2030,Walks,Trust,100\n2030,Books,Trust,[x]\n"
    report = fenmoor(budget=budget).reports[0]
    rows = {row["line"]: row for row in figure(report, "finance", "lines").tidy.records()}

    assert (rows["Talks"]["share"], rows["Talks"]["share_mark"]) == (75, "[u]")
    assert rows["Books"]["share_mark"] == "[x]"
    assert section(report, "finance").headline == "£300 is the largest amount known; one of 3 amounts is not available"


def test_a_printed_sum_that_is_not_the_sum(fenmoor: Made) -> None:
    budget = "period,line,funder,amount\n2030,Core,Council,364850\n2030,Outreach,Council,0\n2030,Total,Council,364800\n"
    examination = fenmoor(budget=budget)
    rows = {row["line"]: row for row in figure(examination.reports[0], "finance", "lines").tidy.records()}

    assert said(examination) == [
        "data/fenmoor/budget.csv:4: amount, 2030, Total, Council: expected the sum of its parts, 364,850, "
        'found "364,800"; they differ by 50: check 2 parts over line and the total'
    ]
    assert rows["Core"]["share"] == 100


def test_lines_of_one_funder_are_added_up(fenmoor: Made) -> None:
    budget = "period,line,funder,amount\n2030,Core,Council,300\n2030,Outreach,Council,100\n2030,Books,Trust,100\n"
    rows = figure(fenmoor(budget=budget).reports[0], "finance", "lines").tidy.records()

    assert {(row["line"], row["funder"]): (row["amount"], row["share"]) for row in rows} == {
        ("Core", "Council"): (300, 60),
        ("Outreach", "Council"): (100, 20),
        ("Total", "Council"): (400, 80),
        ("Books", "Trust"): (100, 20),
    }


def test_the_register_counts_an_entry_in_each_of_its_cells_and_in_the_area(fenmoor: Made) -> None:
    register = (
        "place,period,kind,name,provider,strands,levels\n"
        "East,2030,provision,Rhymes,Library,Family Support; Environment,Universal\n"
        "West,2030,provision,Visits,Trust,Family Support,Universal; Targeted\n"
    )
    report = fenmoor(provision_register=register).reports[0]
    rows = figure(report, "provision", "heat-map").tidy.records()
    cells = {(row["level"], row["strand"]): row["count"] for row in rows if row["place"] == "Fenmoor"}

    assert cells["Universal", "Family Support"] == 2
    assert cells["Universal", "Environment"] == 1
    assert cells["Targeted", "Family Support"] == 1
    assert cells["Specialist", "Intervention"] == 0
    assert cells["Total", "Total"] == 4
    assert report.facts["provision.empty_cells"].text == "12"
    assert [
        row["count"]
        for row in figure(report, "provision", "providers").tidy.records()
        if row["level"] == row["strand"] == "Total"
    ] == [2, 2]


def test_providers_are_added_up_where_the_source_does_not(fenmoor: Made) -> None:
    strands = ("Family Support", "Environment", "Workforce", "Identification", "Intervention")
    lines = ["period,kind,provider,level,strand,count"]
    for provider, count in (("Trust", 2), ("Library", 3)):
        lines += [
            f"2030,provision,{provider},{level},{strand},{count}"
            for level in ("Specialist", "Targeted", "Universal")
            for strand in strands
        ]
    report = fenmoor(provision_counts="\n".join(lines) + "\n").reports[0]

    assert report.facts["provision.total"].text == "75"
    assert report.facts["provision.universal"].text == "25"

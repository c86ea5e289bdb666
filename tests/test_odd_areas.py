"""Areas that have less, or more, than the sample: no row of their own, nobody waiting, one release, many places."""

import json
from pathlib import Path

import pytest

from generators.charts.lines import Series, over_time
from generators.examine import examine
from generators.inputs.settings import Root
from generators.outputs.api import section_json
from generators.reports import Report
from tests.test_sections_numbers import AREA, figure, section

SECTION_OF = {"waiting": "waiting", "workforce_ratios": "workforce", "workforce": "workforce", "deprivation": "deprivation", "provision_register": "provision", "budget": "finance"}  # fmt: skip


def made(root: Path, wards: int = 2, **tables: str) -> Report:
    """An area with so many wards, made of the rows of its tables."""
    folder = root / "data/fenmoor"
    folder.mkdir(parents=True)
    sections = ", ".join(dict.fromkeys(SECTION_OF[name] for name in tables))
    sources = "\n".join(f"  {name}: {{source: paper}}" for name in tables)
    (folder / "area.yml").write_text(AREA.format(sections=sections, tables=sources), encoding="utf-8")
    names = "".join(f"w-{number},Ward {number},ward\n" for number in range(wards))
    (folder / "places.csv").write_text("code,name,level\n" + names, encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    examination = examine(Root(root))
    assert not examination.failed(), [problem.text() for problem in examination.all_problems()]
    return examination.reports[0]


WAITING = "period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks\n"


def test_nobody_waiting_is_a_zero_and_not_a_gap(tmp_path: Path) -> None:
    report = made(tmp_path, waiting=WAITING + "2030-03-31,assessment,0-4,0,0,0,[z],[z]\n")

    assert report.facts["waiting.total"].value == 0
    assert section(report, "waiting").headline == "No children wait for assessment"


def test_a_withheld_number_waiting_is_withheld_and_not_missing(tmp_path: Path) -> None:
    report = made(tmp_path, waiting=WAITING + "2030-03-31,assessment,0-4,3,0,0,1,2\n")

    assert report.facts["waiting.total"].text == "[c]"


RATIOS = "place,period,role,base,ratio\n" + "".join(
    f"w-{ward},{year},Therapist,per_1000_children,{ward + 1}.{year - 2029}\n"
    for ward in (0, 1)
    for year in (2030, 2031)
)


def test_the_ratio_of_a_ward_is_never_told_as_the_area_s(tmp_path: Path) -> None:
    report = made(tmp_path, workforce_ratios=RATIOS)

    assert "workforce.ratio" not in report.facts
    assert section(report, "workforce").headline == "Workforce in Fenmoor"
    assert figure(report, "workforce", "ratio").alt.startswith("Bars of therapist per 1,000 children: ")
    assert "Ward 1, 2031 2.20" in figure(report, "workforce", "ratio").alt


def test_the_area_s_ratio_is_compared_with_its_own_and_not_with_a_ward_s(tmp_path: Path) -> None:
    own = "fenmoor,2030,Therapist,per_1000_children,5\nfenmoor,2031,Therapist,per_1000_children,6\n"
    report = made(tmp_path, workforce_ratios=RATIOS + own)

    assert [bar.text for bar in report.facts["workforce.ratio"].minis] == ["5.00", "6.00"]
    assert figure(report, "workforce", "ratio").headline == "Therapist: up by 20.0% since 2030"


def test_several_strands_of_an_entry_are_words_with_semicolons(tmp_path: Path) -> None:
    register = "period,kind,name,provider,strands,levels\n2031,provision,Talk,NHS,Workforce;Intervention,Universal\n"
    report = made(tmp_path, provision_register=register)
    told = json.loads(section_json(report, section(report, "provision")))
    row = next(one for one in told["figures"] if one["id"] == "register")["rows"][0]

    assert (row["strands"], row["levels"]) == ("Workforce; Intervention", "Universal")
    assert section(report, "provision").headline == "2 provisions are reported"


def test_one_release_has_no_change_and_says_its_name_once(tmp_path: Path) -> None:
    rows = "place,period,index,share,rank,ranked\nw-0,IMD 2019,IMD,10,50,100\nw-1,IMD 2019,IMD,20,40,100\n"
    report = made(tmp_path, deprivation=rows)

    assert figure(report, "deprivation", "shares").subtitle.endswith("Fenmoor, IMD 2019")
    assert figure(report, "deprivation", "change").alt == "No picture, only the table: there is nothing to draw."
    assert report.facts["deprivation.highest_share"].label


def test_ranks_that_run_the_wrong_way_are_told_once_a_row(tmp_path: Path) -> None:
    rows = "".join(f"w-{number},2019,IMD,{number / 2},{number + 1},6000\n" for number in range(100))
    report = made(tmp_path, 100, deprivation="place,period,index,share,rank,ranked\n" + rows)

    assert sum(problem.rule == "rank-disagrees" for problem in section(report, "deprivation").problems) == 99


@pytest.mark.parametrize(("name", "room"), [("East", 150), ("Folkestone and Hythe", 203), ("A" * 80, 300)])
def test_the_name_at_the_end_of_a_line_has_room(name: str, room: int) -> None:
    assert over_time(["2030", "2031"], [Series(name, [50, 60], ["50%", "60%"])], unit="%").layout["margin"]["r"] == room


def test_each_amount_of_a_line_has_its_own_bar_and_is_counted(tmp_path: Path) -> None:
    budget = "place,period,line,funder,amount\nw-0,2030,Core,Council,300\nw-1,2031,Core,Council,200\nw-1,2032,Core,Council,[x]\n"
    lines = figure(made(tmp_path, budget=budget), "finance", "lines")

    assert lines.alt.startswith("Bars, the largest first: Core, Ward 0, 2030 £300; Core, Ward 1, 2031 £200;")
    assert lines.reported == "2 of 3 amounts"

"""The page that compares areas: what is set side by side, and the reason where it is not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.pages.brief import Brief, brief
from generators.pages.compare import values
from generators.pages.compare_page import _refused, comparisons, main_numbers
from tests.areas import about_talk
from tests.browse import Visit, chromium, served
from tests.sites import LONGSHORE, built, examined, write


def _files(*, when: str = "2030-03-31", band: str = "0-4", caseload: str = "120") -> dict[str, str]:
    files = {}
    for name, code, day, number in (
        ("Fenmoor", "fenmoor", "2030-03-31", "80"),
        ("Hillside", "hillside", when, caseload),
    ):
        files[f"data/{code}/area.yml"] = about_talk(name, code, {"caseload": "caseload", "predicted_need": "need"})
        files[f"data/{code}/places.csv"] = f"code,name,level\n{code}-east,East,ward\n{code}-west,West,ward\n"
        files[f"data/{code}/caseload.csv"] = (
            f"period,age_band,caseload\n{day},{band if code == 'hillside' else '0-4'},{number}\n"
        )
        files[f"data/{code}/predicted_need.csv"] = "place,period,age_band,percent\nEast,2030,0-4,40\nWest,2030,0-4,12\n"
    return files


def _found(tmp_path: Path, **change: str) -> Examination:
    found = examine(Root(write(tmp_path, _files(**change))))
    assert len(found.reports) == 2, [problem.text() for problem in found.all_problems()]
    return found


def _briefs(tmp_path: Path, **change: str) -> list[Brief]:
    return [brief(one, []) for one in _found(tmp_path, **change).reports]


def test_one_measure_of_one_period_is_compared(tmp_path: Path) -> None:
    (one,) = [c for c in comparisons(_briefs(tmp_path)) if c.label == "Caseload, 0 to 4"]

    assert one.refused == ""
    assert [(line.area, line.cell.text) for line in one.lines] == [
        ("Fenmoor: Early talk", "80"),
        ("Hillside: Early talk", "120"),
    ]


@pytest.mark.parametrize(
    ("change", "labels"),
    [({"when": "2029-03-31"}, "Not compared: the periods differ (31 March 2030 and 31 March 2029)."), ({"band": "5-9"}, None), ({"caseload": "[x]"}, None)],
    ids=["other day", "other ages", "no number"],
)  # fmt: skip
def test_what_is_not_the_same_is_refused_with_the_reason(
    tmp_path: Path, change: dict[str, str], labels: str | None
) -> None:
    refused = [c.refused for c in comparisons(_briefs(tmp_path, **change)) if c.label.startswith("Caseload")]

    assert refused == ([labels] if labels else [])


def test_the_main_number_of_a_section_stands_for_each_area_with_the_reason(tmp_path: Path) -> None:
    found = {one.label: one for one in main_numbers(_briefs(tmp_path, when="2029-03-31"))}

    assert [line.cell.text for line in found["Caseload and reach"].lines] == [
        "80 children on the caseload", "120 children on the caseload",
    ]  # fmt: skip
    assert found["Caseload and reach"].refused == "Not compared: the periods differ (31 March 2030 and 31 March 2029)."
    assert found["Predicted need"].refused == ""


def test_a_withheld_number_is_not_given_to_programs(tmp_path: Path) -> None:
    report = _found(tmp_path, caseload="3").reports[1]
    (value,) = [value for value in values(report, "hillside") if value.label == "Caseload, 0 to 4"]

    assert (value.text, value.number == value.number) == ("[c]", False)


@pytest.mark.browser
def test_places_are_picked_by_hand_and_by_address(tmp_path: Path) -> None:
    build = built(write(tmp_path, _files(when="2029-03-31")))
    places = json.loads((build / "site/api/v1/places/fenmoor.json").read_text())
    assert places["places"][1] == {"place_code": "fenmoor-east", "place": "East", "level": "ward"}

    with chromium() as browser, served(build / "site") as address, Visit(browser, f"{address}compare/") as visit:
        page = visit.page
        for name in ("East (Fenmoor)", "West (Hillside)"):
            page.get_by_label("Add a place").fill(name)
            page.get_by_role("button", name="Add").click()
            page.get_by_text(f"{name} added.").wait_for()
        page.get_by_role("row", name="Predicted need, 0 to 4, 2030 40.00% 12.00%").wait_for()
        link = page.url
        assert "place=fenmoor%2Ffenmoor-east&place=hillside%2Fhillside-west" in link

        page.goto(link)
        page.get_by_role("row", name="Predicted need, 0 to 4, 2030 40.00% 12.00%").wait_for()
        page.get_by_role("button", name="Remove East (Fenmoor)").click()
        page.get_by_label("Add a place").fill("nowhere")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text("No place of that name or code is on this site.").wait_for()
        page.goto(f"{address}compare/?place=fenmoor/fenmoor&place=hillside/hillside&measures=caseload")
        page.get_by_text("Not compared: of 2029-03-31").first.wait_for()
        assert visit.faults == []
        assert all(
            request.startswith(address) or request.startswith(address.split("/council")[0])
            for request in visit.requests
        )


@pytest.mark.browser
def test_the_scenario_starts_from_published_numbers_and_changes_none(tmp_path: Path) -> None:
    files = _files()
    for code in ("fenmoor", "hillside"):
        files[f"data/{code}/area.yml"] = files[f"data/{code}/area.yml"].replace("[caseload, need]", "[caseload, need, population]").replace("tables: {", "tables: {population: {source: paper}, ")  # fmt: skip
        files[f"data/{code}/population.csv"] = "place,period,age_band,people\nEast,2030,0-4,1000\nWest,2030,0-4,500\n"
    build = built(write(tmp_path, files))

    with chromium() as browser, served(build / "site") as address:
        with Visit(browser, f"{address}areas/fenmoor/need/") as visit:
            panel = visit.page.locator("#scenario")
            # (40% of 1,000 + 12% of 500) of 1,500 is 30.7%; 80 of 460 are known
            assert panel.get_by_label("Share of children aged 0 to 4 with predicted need, %").input_value() == "30.7"
            assert "460 children" in panel.inner_text()
            assert "17.4% of these" in panel.inner_text()
            panel.get_by_label("Share of children aged 0 to 4 with predicted need, %").fill("20")
            panel.get_by_label("Therapists and others, WTE").fill("6")
            # 20% of 1,500; 80 ÷ 300; 6 ÷ 300
            for words in (
                "300 children",
                "published: 460",
                "26.7% of these",
                "20.00 WTE",
                "This is a scenario, not a published number.",
            ):
                assert words in panel.inner_text()
            link = visit.page.url
            visit.page.emulate_media(media="print")
            assert panel.get_by_text("This is a scenario, not a published number.").is_visible()
        with Visit(browser, link) as visit:
            assert "300 children" in visit.page.locator("#scenario").inner_text()
            visit.page.get_by_role("button", name="Back to the published numbers").click()
            visit.page.locator("#scenario").get_by_text("460 children").wait_for()
            assert visit.faults == []


@pytest.mark.parametrize(("definition", "refused"), [("Visits to homes.", False), ("Visits to schools.", True)])
def test_an_indicator_is_one_measure_whatever_its_rating_and_refused_where_it_counts_another_thing(
    tmp_path: Path, definition: str, refused: bool
) -> None:
    files = LONGSHORE | {name.replace("longshore", "shortshore"): text for name, text in LONGSHORE.items()}
    about = "data/shortshore/area.yml"
    files[about] = files[about].replace("Longshore", "Shortshore").replace("longshore", "shortshore")
    kpis = files["data/shortshore/kpis.yml"].replace("target: 12", "target: 2")
    files["data/shortshore/kpis.yml"] = kpis.replace("Visits to homes.", definition)
    reports = examined(write(tmp_path, files)).reports
    (visits,) = [one for one in comparisons([brief(one, []) for one in reports]) if "/Visits made/" in one.key]

    assert visits.label == "Latest, Visits made"
    assert [line.cell.text for line in visits.lines] == ["6.5", "6.5"]
    differ = f"Not compared: the definitions differ (Visits to homes. and {definition})."
    assert visits.refused == (differ if refused else "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"unit": "gbp"}, "Not compared: the units differ (children and £)."),
        ({"definition": "Another"}, "Not compared: the definitions differ (Caseload and Another)."),
    ],
    ids=["unit", "definition"],
)
def test_another_unit_or_definition_is_refused(tmp_path: Path, change: dict[str, str], said: str) -> None:
    one, other = _briefs(tmp_path)
    (first,), (second,) = (
        [value for value in area.values if value.label.startswith("Caseload, 0")] for area in (one, other)
    )

    assert _refused([(one, first), (other, replace(second, **change))]) == said

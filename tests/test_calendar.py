"""The calendar of future editions: shown in order, flagged when their time has passed, refused when they name nothing."""

from pathlib import Path

import pytest

from generators.examine import examine
from generators.inputs.settings import Root
from tests.browse import Visit, chromium, served
from tests.sites import built, write

AREA = (
    "name: Fenmoor\ncode: fenmoor\nplace: Fenmoor\ntitle: Early talk\nsummary: Made up.\nedition: '2031'\nperiod: '2031'\npublisher: Nobody\nsections: [need]\n"
    "sources: {paper: {title: A paper, publisher: Nobody, date: '2031', licence: None}}\ntables: {predicted_need: {source: paper}}\n"
)


def _root(tmp_path: Path, calendar: str) -> Root:
    files = {"area.yml": AREA, "predicted_need.csv": "period,age_band,percent\n2030,0-4,40\n"}
    return Root(write(tmp_path, {"site_config/calendar.yml": calendar} | {f"data/fenmoor/{name}": text for name, text in files.items()}))  # fmt: skip


@pytest.mark.parametrize(
    ("calendar", "sentence"),
    [
        (
            "coming: [{area: fenmor, edition: '2032', due: 2032-03}]\n",
            'site_config/calendar.yml: coming[1].area: expected one of fenmoor, found "fenmor"; did you mean fenmoor?',
        ),
        (
            "coming:\n  - {area: fenmoor, edition: '2032', due: Spring 2032}\n",
            'site_config/calendar.yml:2: coming[1].due: expected a period, found "Spring 2032"; which months? write one like 2032-09, or the first under start and the last under due',
        ),
    ],
    ids=["unknown area", "no date"],
)
def test_what_is_wrong_is_told(tmp_path: Path, calendar: str, sentence: str) -> None:
    found = [problem.text() for problem in examine(_root(tmp_path, calendar)).all_problems()]

    assert sentence in found


@pytest.mark.browser
def test_editions_stand_in_order_and_those_whose_time_has_passed_are_flagged(tmp_path: Path) -> None:
    calendar = "coming:\n  - {area: fenmoor, edition: '2099', due: '2099', note: All new.}\n  - {area: fenmoor, edition: '2032', due: 2020-03, section: need}\n"
    build = built(_root(tmp_path, calendar).path)

    with chromium() as browser, served(build / "site") as address, Visit(browser, address) as visit:
        rows = visit.page.locator("#coming + .nb-scroll tbody tr").all_inner_texts()

    assert ["March 2020 (overdue)" in rows[0], "2099" in rows[1], "overdue" in rows[1]] == [True, True, False]

"""The three reports that are mostly words: their numbers, worked out by hand from what is printed, come out of the site."""

from functools import cache
from itertools import pairwise

import pytest

from generators.reports import FigureResult, Report
from tests.sites import REPOSITORY, examined


@cache
def report(slug: str) -> Report:
    """One of the repository's own areas."""
    return next(one for one in examined(REPOSITORY).reports if one.area.slug == slug)


def figure(slug: str, section: str, name: str) -> FigureResult:
    """A figure of a report."""
    found = next(one for one in report(slug).sections if one.slug == section)
    return next(one for one in found.figures if one.id == name)


@pytest.mark.parametrize(
    ("slug", "fact", "text"),
    [
        ("peterborough-cambridgeshire", "statutory.peterborough_completed", "85"),  # 0 + 1 + 26 + 58
        ("peterborough-cambridgeshire", "statutory.cambridgeshire_completed", "315"),  # 12 + 27 + 118 + 158
        ("peterborough-cambridgeshire", "statutory.peterborough_under_4", "1.2%"),  # 1 of 85
        ("peterborough-cambridgeshire", "statutory.cambridgeshire_under_4", "12.4%"),  # 39 of 315
        ("peterborough-cambridgeshire", "statutory.peterborough_under_5", "31.8%"),  # 27 of 85
        ("peterborough-cambridgeshire", "statutory.cambridgeshire_under_5", "49.8%"),  # 157 of 315
        ("peterborough-cambridgeshire", "statutory.peterborough_age_2", "0"),
        ("peterborough-cambridgeshire", "recommendations.recommendations", "7"),
        ("birmingham-schools-forum", "decision.amount_total", "£7,100,000"),
        ("birmingham-schools-forum", "decision.change", "+£1,300,000"),
        ("birmingham-schools-forum", "decision.change_percent", "+92.9%"),
        ("birmingham-schools-forum", "decision.share_nhs", "62.0%"),
        ("birmingham-schools-forum", "decision.per_head", "£61.74 [e][u]"),  # 7,100,000 / 115,000
        ("birmingham-early-years", "plan.milestones", "52"),
        ("birmingham-early-years", "plan.milestones_overdue", "8"),  # 2 of 2.1 and 6 of 5.2, due in January or February
        ("birmingham-early-years", "plan.milestones_after_the_end", "8"),
        ("birmingham-early-years", "plan.milestones_with_actions", "2"),
        ("birmingham-early-years", "plan.rag_not_rated", "52"),
        ("birmingham-early-years", "plan.rag_green", "0"),
        ("birmingham-early-years", "plan.funding_workstreams", "£2,200,000 [u]"),  # the capital of 7.1 is to be confirmed
        ("birmingham-early-years", "plan.funding_workstreams_send", "£1,500,000"),
        ("birmingham-early-years", "plan.funding_workstreams_eycs", "£700,000"),
        ("birmingham-early-years", "plan.funding_budget", "£2,700,000"),
        ("birmingham-early-years", "plan.funding_budget_send", "£1,700,000"),
        ("birmingham-early-years", "plan.funding_budget_eycs", "£1,000,000"),
        ("birmingham-early-years", "risks.without_response", "5"),
        ("birmingham-early-years", "plan.benefits_with_measure", "0.0%"),
    ],
)  # fmt: skip
def test_what_is_printed_comes_out(slug: str, fact: str, text: str) -> None:
    assert report(slug).facts[fact].text == text


def test_the_missing_budget_line_and_the_other_owner_are_named() -> None:
    told = [problem.for_readers() for problem in report("birmingham-early-years").problems]

    assert "2.1 is SEND in workstream funding and EYCS in budget lines." in told
    assert "The amounts add up to £2,200,000 in workstream funding and to £2,700,000 in budget lines; only the budget lines have ISEY Enhanced Funding with £500,000." in told  # fmt: skip
    assert "Milestones, ‘from’: the source prints “Set 2020” in seven rows. It is read as September 2020." in told


def test_two_ways_to_divide_a_city_stand_side_by_side() -> None:
    places = report("birmingham-schools-forum").area.places

    assert places.levels() == ("district", "locality")
    assert [sum(place.level == level for place in places.below) for level in places.levels()] == [10, 6]


def test_findings_by_theme_and_authority_add_up_to_all_of_them() -> None:
    table = figure("peterborough-cambridgeshire", "findings", "places").tidy
    kinds = figure("peterborough-cambridgeshire", "findings", "themes").tidy
    written = report("peterborough-cambridgeshire").area.tables["findings"].frame

    assert table.frame["count"].sum() == kinds.frame["count"].sum() == len(written)
    assert set(table.unique("places")) == {"Peterborough", "Cambridgeshire", "Cambridgeshire and Peterborough"}


def test_the_plan_of_52_milestones_has_a_bar_for_each_and_room_for_its_name() -> None:
    picture = figure("birmingham-early-years", "plan", "milestones").picture
    assert picture is not None
    bars = sorted(picture["data"][0]["y"])

    assert len(bars) == 52
    assert min(after - before for before, after in pairwise(bars)) >= 26
    assert sum(one["font"]["weight"] == 700 for one in picture["layout"]["annotations"] if "weight" in one["font"]) == 9


@pytest.mark.parametrize("slug", ["peterborough-cambridgeshire", "birmingham-schools-forum", "birmingham-early-years"])
def test_every_figure_says_what_it_shows_and_where_it_comes_from(slug: str) -> None:
    for section in report(slug).sections:
        for one in section.figures:
            assert all((one.headline, one.subtitle, one.alt, one.sources, one.period, one.reported)), one.id


@pytest.mark.parametrize(("table", "column"), [("people", "name"), ("people", "contact"), ("workstreams", "lead_name")])
def test_nobody_is_named_who_did_not_agree(table: str, column: str) -> None:
    for slug in ("peterborough-cambridgeshire", "birmingham-schools-forum", "birmingham-early-years"):
        data = report(slug).area.tables.get(table)

        assert data is None or not data.frame[column].any()

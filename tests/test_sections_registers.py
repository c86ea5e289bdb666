"""Registers: findings, recommendations, plans, risks, decisions and statutory plans of a made-up area, right and broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.outputs.api import section_json
from generators.reports import FigureResult
from generators.sections import SECTIONS
from tests.test_sections_text import page, said, section, words

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
{date}
publisher: Fenmoor Council
sections: [{sections}]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables:
{tables}
"""
SECTION_OF = {table.name: slug for slug, one in SECTIONS.items() for table in one.tables}
TWO = "code,name,level\nayton,Ayton,authority\nbeeford,Beeford,authority\n"
EXEMPT = "exempt_tables:\n  - {table: ehc_plans, reason: The report printed them.}\n"
Made = Callable[..., Examination]


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    """Reads and checks an area made of the YAML texts of its tables; its report is of June 2031 unless it says otherwise."""

    def made(date: str = "report_date: 2031-06", places: str = "", **tables: str) -> Examination:
        folder = tmp_path / "data/fenmoor"
        folder.mkdir(parents=True)
        (tmp_path / "content").mkdir()
        sections = ", ".join(dict.fromkeys(SECTION_OF[name] for name in tables))
        sources = "\n".join(f"  {name}: {{source: paper}}" for name in tables)
        (folder / "area.yml").write_text(AREA.format(date=date, sections=sections, tables=sources), encoding="utf-8")
        if places:
            (folder / "places.csv").write_text(places, encoding="utf-8")
        if "ehc_plans" in tables:  # what is tested here is what is counted, and not what is withheld
            (folder / "disclosure.yml").write_text(EXEMPT, encoding="utf-8")
        for name, text in tables.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        return examine(Root(tmp_path))

    return made


def figure(examination: Examination, slug: str, name: str) -> FigureResult:
    """A figure of the only area."""
    return next(one for one in section(examination, slug).figures if one.id == name)


def facts(examination: Examination, slug: str) -> dict[str, str]:
    """The texts of a section's facts."""
    return {name: fact.text for name, fact in section(examination, slug).facts.items()}


# --- 26 Findings, 3 lines of enquiry, 44 case studies -----------------------------------------------------------------

SCOPE = "- {heading: Talk, statement: 'Do they talk?'}\n- {heading: Play, statement: 'Do they play?'}\n"
FINDINGS = """\
- {theme: Talk, kind: strength, places: Ayton; Beeford, text: Adults listen.}
- {theme: Talk, kind: strength, places: Ayton, text: Books are near.}
- {theme: Talk, kind: area for development, places: Beeford, text: Rooms are loud., evidence: findings/case-studies}
"""
CASES = "- {title: The quiet corner, text: A rug helped., places: Ayton}\n"


def test_findings_are_counted_by_theme_kind_and_authority(fenmoor: Made) -> None:
    found = fenmoor(places=TWO, scope=SCOPE, findings=FINDINGS, case_studies=CASES)
    by_place = figure(found, "findings", "places").tidy

    assert section(found, "findings").headline == "Two strengths, and one area for development"
    assert facts(found, "findings") == {
        "strength": "2", "area_for_development": "1", "neutral": "0", "findings": "3", "only_ayton": "1", "only_beeford": "1", "shared": "1",
    }  # fmt: skip
    assert [(row["places"], row["count"]) for row in by_place.records()] == [("Ayton", 1), ("Beeford", 1), ("Ayton and Beeford", 1)]  # fmt: skip
    assert figure(found, "findings", "places").headline == "One of 3 findings holds for several places"


def test_a_line_of_enquiry_without_a_finding_is_a_zero_and_is_said(fenmoor: Made) -> None:
    themes = figure(fenmoor(places=TWO, scope=SCOPE, findings=FINDINGS, case_studies=CASES), "findings", "themes")

    assert themes.notes[0] == "No finding answers ‘Play’."
    assert [row["count"] for row in themes.tidy.where(theme="Play").records()] == [0, 0, 0]
    assert themes.headline == "Most findings are on ‘Talk’: 3 of 3"
    assert "Talk, strength: 2" in themes.alt


def test_a_finding_leads_to_its_example_and_names_its_authority(fenmoor: Made) -> None:
    body = words(page(fenmoor(places=TWO, scope=SCOPE, findings=FINDINGS, case_studies=CASES), "areas/fenmoor/findings/"))  # fmt: skip

    assert "Rooms are loud. area for development, Beeford, Findings, figure 5" in body
    assert "Adults listen. strength, Ayton, Beeford" in body
    assert "The quiet corner A rug helped. Ayton" in body


def test_one_finding_of_one_council_needs_no_authority_and_no_comparison(fenmoor: Made) -> None:
    found = fenmoor(findings="- {theme: Talk, kind: neutral, text: It rains.}\n")

    assert said(found) == []
    assert [one.id for one in section(found, "findings").figures] == ["findings", "themes"]
    assert section(found, "findings").headline == "No strengths, and no areas for development"


def test_examples_alone_are_a_page(fenmoor: Made) -> None:
    assert section(fenmoor(case_studies=CASES.replace(", places: Ayton", "")), "findings").headline == "Examples of what works"  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("- {theme: Talk, kind: strength, places: Ayton,", "- {theme: Health, kind: strength, places: Ayton,", 'data/fenmoor/findings.yml:2: findings[2].theme: expected one of Talk, Play, found "Health"; use Talk or Play, or add it to scope'),
        ("places: Beeford, ", "", 'data/fenmoor/findings.yml:3: findings[3]: expected Ayton, Beeford, or both, found "nothing"; say which authority: write one name, or Ayton; Beeford'),
        ("kind: area for development", "kind: weakness", 'data/fenmoor/findings.yml:3: column kind: expected one of strength, area for development, neutral, found "weakness"; use strength, area for development or neutral'),
    ],
)  # fmt: skip
def test_a_broken_finding_has_its_sentence(fenmoor: Made, old: str, new: str, sentence: str) -> None:
    found = fenmoor(places=TWO, scope=SCOPE, findings=FINDINGS.replace(old, new), case_studies=CASES)

    assert said(found) == [f"error: {sentence}"]


# --- 27 Recommendations, 28 the tracker ---------------------------------------------------------------------------------

ADVICE = """\
- {id: "1", text: Buy rugs., owner: Estates, due: 2031-05}
- {id: "2", text: Read more., due: term 1 2031/32}
- {id: "3", text: Rest.}
"""
UPDATES = """\
- {recommendation: "1", status: on hold, due: 2031-05, update: No rug was found.}
- {recommendation: "2", part: Books, status: complete, due: 2031-01, update: Books came.}
- {recommendation: "2", part: Shelves, status: "[x]", update: Nobody says.}
"""


def test_what_is_overdue_is_told_at_the_report_s_date(fenmoor: Made) -> None:
    found = fenmoor(recommendations=ADVICE)
    body = words(page(found, "areas/fenmoor/recommendations/"))

    assert section(found, "recommendations").headline == "One of three recommendations is overdue in June 2031"
    assert facts(found, "recommendations") == {"recommendations": "3", "recommendations_dated": "2", "recommendations_overdue": "1"}  # fmt: skip
    assert "2 Read more. Not stated term 1, 2031 to 2032" in body


@pytest.mark.parametrize(
    ("date", "overdue"),
    [("report_date: 2031-05", "0"), ("report_date: 2031-05-31", "0"), ("report_date: 2031-06-01", "1"), ("report_date: 2032", "2")],
)  # fmt: skip
def test_an_item_is_overdue_when_its_time_has_ended_before_the_report(fenmoor: Made, date: str, overdue: str) -> None:
    assert facts(fenmoor(date, recommendations=ADVICE), "recommendations")["recommendations_overdue"] == overdue


def test_without_a_date_of_the_report_nothing_is_overdue_and_that_is_said(fenmoor: Made) -> None:
    found = figure(fenmoor("", recommendations=ADVICE), "recommendations", "recommendations")

    assert found.headline == "Two of three recommendations are given a date"
    assert "The report has no date of its own, so nothing is told as overdue." in found.notes


def test_the_tracker_counts_each_status_and_guesses_none(fenmoor: Made) -> None:
    found = fenmoor(recommendations=ADVICE, recommendation_updates=UPDATES)
    told = facts(found, "recommendations")

    assert figure(found, "recommendations", "recommendation-updates-status").headline == "One complete, one on hold, one status not stated"  # fmt: skip
    assert (told["status_complete"], told["status_on_track"], told["status_status_not_stated"]) == ("1", "0", "1")
    assert told["updates_overdue"] == "1"
    assert "2 Shelves Date not stated Status not stated No date Nobody says." in words(page(found, "areas/fenmoor/recommendations/"))  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "overdue"),
    [
        ("on hold", "on hold", "1"),
        ("on hold", "complete", "0"),
        ("on hold", "not accepted", "0"),
        ("on hold", '"[x]"', "1"),
    ],
)
def test_a_recommendation_is_closed_when_every_update_of_it_is(fenmoor: Made, old: str, new: str, overdue: str) -> None:
    found = fenmoor(recommendations=ADVICE, recommendation_updates=UPDATES.replace(old, new))

    assert facts(found, "recommendations")["recommendations_overdue"] == overdue


@pytest.mark.parametrize(
    ("advice", "updates", "sentence"),
    [
        (ADVICE.replace('"3"', '"2"'), UPDATES, 'error: data/fenmoor/recommendations.yml:3: id 2: expected one row, found "a second, after line 2"; delete one, or say in what they differ'),
        (ADVICE, UPDATES.replace('"1"', '"9"'), 'error: data/fenmoor/recommendation_updates.yml:1: recommendation_updates[1].recommendation: expected one of 1, 2, 3, found "9"; use 1, 2 or 3, or add it to recommendations'),
        (ADVICE, UPDATES.replace("on hold", "stuck"), 'error: data/fenmoor/recommendation_updates.yml:1: column status: expected one of complete, on track, on hold, not accepted, [x], found "stuck"; use complete, on track, on hold, not accepted or [x]'),
        (ADVICE, UPDATES.replace("status: on hold, ", ""), 'error: data/fenmoor/recommendation_updates.yml:1: column status: expected this key, found "none"; add it, or copy it from `needsbook describe recommendation_updates`'),
        (ADVICE.replace('"3", text: Rest.', '"3", text: Rest., printed_as: id=2'), UPDATES, 'warning: data/fenmoor/recommendations.yml:3: column id: expected its own id, found "2, used at lines 2 and 3 of this file"; the source prints it twice; it is published as 3'),
    ],
)  # fmt: skip
def test_a_broken_recommendation_has_its_sentence(fenmoor: Made, advice: str, updates: str, sentence: str) -> None:
    assert said(fenmoor(recommendations=advice, recommendation_updates=updates)) == [sentence]


def test_a_number_that_two_rows_mend_is_printed_twice_and_one_that_stays_itself_is_not(fenmoor: Made) -> None:
    mended = ADVICE.replace("Read more.", "Read more., printed_as: id=9").replace("Rest.", "Rest., printed_as: id=9")
    found = said(fenmoor(recommendations=mended.replace("Buy rugs.", "Buy rugs., printed_as: id=1")))

    assert found == ['warning: data/fenmoor/recommendations.yml:3: column id: expected its own id, found "9, used at lines 2 and 3 of this file"; the source prints it twice; it is published as 3']  # fmt: skip


# --- 34 Next steps ------------------------------------------------------------------------------------------------------


def test_a_step_behind_the_report_is_a_contradiction_and_one_ahead_is_not(fenmoor: Made) -> None:
    found = fenmoor(next_steps="- {item: Meet, due: 2031-05}\n- {item: Eat, due: 2031-06, owner: Cooks}\n- {item: Rest}\n")  # fmt: skip
    body = words(page(found, "areas/fenmoor/plan/"))

    assert said(found) == ['warning: data/fenmoor/next_steps.yml:1: column due: expected a date from June 2031 on, found "May 2031"; say what came of it, or correct the date']  # fmt: skip
    assert "May 2031 Meet Overdue" in body
    assert "June 2031 Eat Cooks Date not stated Rest" in body
    assert "Meet: May 2031 had passed when the report was made." in body


# --- 29 Workstreams -----------------------------------------------------------------------------------------------------

STREAMS = """\
- {ref: "1", name: Rooms, lead: Head of rooms; Head of rugs, start: 2031-01, due: 2031-09, confirmed: no}
- {ref: "2", name: Books, lead_name: Ann Other, start: 2031-02, due: 2031-12}
"""
MONEY = "- {ref: '1', funder: Council, amount: 100}\n- {ref: '2', funder: Council, amount: 50}\n"
BUDGET = """\
- {period: "2031", line: Rugs, funder: Council, amount: 100, ref: "1"}
- {period: "2031", line: Shelves, funder: Library, amount: 50, ref: "2"}
- {period: "2031", line: Tea, funder: Library, amount: 7, unallocated: yes}
"""


def test_two_tables_of_one_money_are_compared_and_the_missing_line_is_named(fenmoor: Made) -> None:
    found = fenmoor(workstreams=STREAMS, workstream_funding=MONEY, budget=BUDGET)

    assert said(found) == [
        "warning: data/fenmoor/workstream_funding.yml:1: column amount: the amounts add up to £150 in workstream funding and to £157 in budget lines; only the budget lines have Tea with £7",
        'warning: data/fenmoor/workstream_funding.yml:2: 2, funder: expected Library, found "Council"; 2 is Council in workstream funding and Library in budget lines: check which is meant',
    ]  # fmt: skip
    told = facts(found, "plan")
    assert (told["funding_workstreams"], told["funding_budget"], told["funding_budget_library"]) == (
        "£150",
        "£157",
        "£57",
    )
    assert figure(found, "plan", "funding").headline == "£150 as the workstreams say, £157 as the budget says"


def test_several_lines_of_one_workstream_are_added_up_by_funder(fenmoor: Made) -> None:
    money = MONEY + "- {ref: '1', funder: Library, amount: 30}\n"
    lines = [
        ("Rugs", "Council", 60, 1),
        ("Mats", "Council", 40, 1),
        ("Lamps", "Library", 30, 1),
        ("Shelves", "Council", 51, 2),
    ]
    budget = "".join(
        f"- {{period: '2031', line: {line}, funder: {funder}, amount: {amount}, ref: '{ref}'}}\n" for line, funder, amount, ref in lines
    )  # fmt: skip
    found = fenmoor(workstreams=STREAMS, workstream_funding=money, budget=budget)

    assert said(found) == [
        "warning: data/fenmoor/workstream_funding.yml:1: column amount: the amounts add up to £180 in workstream funding and to £181 in budget lines",
        'warning: data/fenmoor/workstream_funding.yml:2: 2, amount: expected £51, found "£50"; 2 is £50 in workstream funding and £51 in budget lines: check which is meant',
    ]  # fmt: skip


@pytest.mark.parametrize("whole", ["", "- {period: '2031', line: Rugs, funder: Council, amount: 100, ref: '1'}\n"])
def test_a_line_of_all_places_is_added_up_once(fenmoor: Made, whole: str) -> None:
    parts = "".join(f"- {{place: {name}, period: '2031', line: Rugs, funder: Council, amount: {amount}}}\n" for name, amount in (("Ayton", 60), ("Beeford", 40)))  # fmt: skip
    budget = parts.replace("}", ", unallocated: yes}") if whole else parts.replace("}", ", ref: '1'}")
    found = fenmoor(
        places=TWO.replace("authority", "ward"), workstreams=STREAMS, workstream_funding=MONEY, budget=whole + budget
    )

    assert facts(found, "plan")["funding_budget"] == "£100"


def test_an_amount_that_is_not_known_makes_the_sum_a_least(fenmoor: Made) -> None:
    found = fenmoor(workstreams=STREAMS, workstream_funding=MONEY.replace("50", '"[x]"'))

    assert figure(found, "plan", "funding").headline == "At least £100 as the workstreams say"
    assert facts(found, "plan")["funding_workstreams"] == "£100 [u]"


def test_a_lead_is_a_role_and_a_name_needs_consent(fenmoor: Made) -> None:
    body = page(fenmoor(workstreams=STREAMS), "areas/fenmoor/plan/")

    assert "Head of rooms; Head of rugs" in body
    assert "Role not stated" in body
    assert "Ann Other" not in body


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        ("workstreams", STREAMS.replace("rooms; Head", "rooms & Head"), 'data/fenmoor/workstreams.yml:1: column lead: expected one role, or several with semicolons between them, found "Head of rooms & Head of rugs"; write a list, such as Head of service; Area lead, and spell out “and” within a role'),
        ("workstreams", STREAMS.replace('"2"', '"1"'), 'data/fenmoor/workstreams.yml:2: ref 1: expected one row, found "a second, after line 1"; delete one, or say in what they differ'),
        ("workstreams", STREAMS.replace("due: 2031-09", "due: 2030-09"), 'data/fenmoor/workstreams.yml:1: column due: expected 2031-01 or later, found "2030-09"; an item cannot be due before it starts'),
        ("budget", BUDGET.replace(", unallocated: yes", ""), 'data/fenmoor/budget.yml:3: budget, Tea: expected the ref that it belongs to, found "nothing"; add ref, or write yes under unallocated'),
    ],
)  # fmt: skip
def test_a_broken_workstream_has_its_sentence(fenmoor: Made, table: str, text: str, sentence: str) -> None:
    tables = {"workstreams": STREAMS, "workstream_funding": MONEY, "budget": BUDGET} | {table: text}
    found = [line for line in said(fenmoor(**tables)) if line.startswith("error")]

    assert found == [f"error: {sentence}"]


# --- 30 Milestones ------------------------------------------------------------------------------------------------------

STONES = """\
- {ref: "1", number: "1", text: Measure, start: 2031-01, due: 2031-03, rag: Green}
- {ref: "1", number: "2", text: Lay, start: 2031-04, due: 2031-10, rag: "[x]", actions: Ordered.}
- {ref: "2", number: "1", text: Sort, due: 2031-06, rag: Amber}
- {ref: "2", number: "2", text: Burn, due: 2031-02, rag: Green, status: complete}
"""


def test_milestones_are_rated_late_or_past_the_end_of_their_workstream(fenmoor: Made) -> None:
    found = fenmoor(workstreams=STREAMS, milestones=STONES)

    assert said(found) == [
        'warning: data/fenmoor/milestones.yml:1: 1, 1: expected Amber or Red after March 2031, found "Green"; the report is of June 2031: correct the rating or the date, or write status complete',
        'warning: data/fenmoor/milestones.yml:2: column due: expected no date after the workstream ends, found "a later one in one of four rows"; correct one of the dates, or say in a note what follows: line 2 is due October 2031, workstream 1 ends September 2031',
    ]  # fmt: skip
    assert "Milestones: one of four is due after its workstream ends. 1, 2 in October 2031, not September 2031." in page(found, "areas/fenmoor/plan/")  # fmt: skip
    told = facts(found, "plan")
    assert (told["milestones"], told["milestones_overdue"], told["milestones_after_the_end"]) == ("4", "1", "1")
    assert told["milestones_with_actions"] == "1"
    assert (told["rag_green"], told["rag_amber"], told["rag_red"], told["rag_not_rated"]) == ("2", "1", "0", "1")
    assert section(found, "plan").headline == "1 of 4 milestones is overdue"
    assert figure(found, "plan", "milestones-rag").headline == "Three of four milestones are rated"
    assert figure(found, "plan", "milestones-rag").reported == "3 of 4 milestones"


def test_a_milestone_that_nobody_rated_is_not_rated_and_never_green(fenmoor: Made) -> None:
    found = fenmoor(workstreams=STREAMS, milestones=STONES.replace("Green", '"[x]"').replace("Amber", '"[x]"'))
    body = words(page(found, "areas/fenmoor/plan/"))
    told = section_json(found.reports[0], section(found, "plan"))

    assert facts(found, "plan")["rag_green"] == "0"
    assert body.count("Not rated") >= 4
    assert "Green" not in body.replace("Green 0", "").replace("Green: 0", "")
    assert '"rag": null' in told
    assert '"rag_mark": "[x]"' in told


def test_every_milestone_has_its_bar_and_its_words(fenmoor: Made) -> None:
    dates = figure(fenmoor(workstreams=STREAMS, milestones=STONES), "plan", "milestones")
    assert dates.picture is not None
    bars = dates.picture["data"][0]

    assert bars["base"] == ["2031-01-01", "2031-04-01", "2031-06-01", "2031-02-01"]
    assert [round(length / 86_400_000) for length in bars["x"]] == [90, 214, 30, 28]
    assert bars["text"] == ["March 2031, overdue", "October 2031", "June 2031", "February 2031"]
    assert bars["marker"]["color"] == ["$focus-on", "$focus-off", "$focus-off", "$focus-off"]
    assert "1. Measure: January 2031 to March 2031, overdue; 2. Lay: April 2031 to October 2031, under way" in dates.alt
    assert dates.reported == "4 milestones"


def test_on_a_phone_each_name_stands_between_the_bar_before_and_its_own(fenmoor: Made) -> None:
    picture = figure(fenmoor(workstreams=STREAMS, milestones=STONES), "plan", "milestones").picture
    assert picture is not None
    narrow = picture["narrow"]
    names = [one["y"] for one in narrow["layout"]["annotations"]]
    bars = narrow["data"][0]["y"]
    drawn = sorted([*((y, "name") for y in names), *((y, "bar") for y in bars)])

    assert all(one["visible"] for one in narrow["layout"]["annotations"])
    assert [what for _, what in drawn] == ["name", "name", "bar", "name", "bar", "name", "name", "bar", "name", "bar"]
    assert [one["text"] for one in narrow["layout"]["annotations"]][:2] == ["1 Rooms", "1. Measure"]
    assert not narrow["layout"]["yaxis"]["showticklabels"]


def test_milestones_without_any_date_have_a_table_and_no_picture(fenmoor: Made) -> None:
    stones = figure(fenmoor(milestones='- {ref: "1", number: "1", text: Sit, rag: "[x]"}\n'), "plan", "milestones")

    assert stones.picture is None
    assert stones.headline == "The one milestone is not given a date"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("rag: Amber", "rag: yellow", 'data/fenmoor/milestones.yml:3: column rag: expected one of Red, Amber, Green, [x], found "yellow"; use Red, Amber, Green or [x]'),
        ("due: 2031-06,", "due: Set 2031,", 'data/fenmoor/milestones.yml:3: column due: expected a period, found "Set 2031"; month not known (September?): write it like 2031-09'),
        ("due: 2031-06,", "due: April/May/July 2031,", 'data/fenmoor/milestones.yml:3: column due: expected a period, found "April/May/July 2031"; are all of these months meant? write 2031-04 under start and 2031-07 under due'),
        ("due: 2031-06,", "due: Autumn 2031,", 'data/fenmoor/milestones.yml:3: column due: expected a period, found "Autumn 2031"; which months? write one like 2031-09, or the first under start and the last under due'),
        ("start: 2031-04, due: 2031-10", "start: 2031-04, due: 2031-03", 'data/fenmoor/milestones.yml:2: column due: expected 2031-04 or later, found "2031-03"; an item cannot be due before it starts'),
        ('- {ref: "2", number: "1"', '- {ref: "7", number: "1"', 'data/fenmoor/milestones.yml:3: milestones[3].ref: expected one of 1, 2, found "7"; use 1 or 2, or add it to workstreams'),
    ],
)  # fmt: skip
def test_a_broken_milestone_has_its_sentence(fenmoor: Made, old: str, new: str, sentence: str) -> None:
    found = [line for line in said(fenmoor(workstreams=STREAMS, milestones=STONES.replace(old, new))) if line.startswith("error")]  # fmt: skip

    assert found == [f"error: {sentence}"]


def test_a_date_that_the_source_prints_unclearly_is_kept_beside_it(fenmoor: Made) -> None:
    stones = STONES.replace("due: 2031-06,", "due: 2031-09, printed_as: due=Set 2031,")
    found = fenmoor("", workstreams=STREAMS, milestones=stones)
    notes = [line for line in said(found) if line.startswith("note")]

    assert notes == ["note: data/fenmoor/milestones.yml:3: column due: the source prints “Set 2031” in one row; it is published as September 2031"]  # fmt: skip
    assert "Milestones, ‘due’: the source prints “Set 2031” in one row. It is read as September 2031." in page(found, "areas/fenmoor/data/")  # fmt: skip


def test_a_report_s_date_is_a_period_or_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor("report_date: 31.6.2031", recommendations=ADVICE))

    assert found == ['error: data/fenmoor/area.yml:8: report_date: expected a period, found "31.6.2031"; write a day as year-month-day, such as 2023-12-05']  # fmt: skip


# --- 31 Risks -----------------------------------------------------------------------------------------------------------

RAID = """\
- {type: risk, text: Rain, likelihood: 4, impact: 5, score: 20, mitigation: Umbrellas}
- {type: risk, text: Snow, likelihood: 1, impact: 2, mitigation: Boots}
- {type: dependency, text: Buses}
"""


def test_risks_are_scored_where_they_are_rated_and_an_empty_response_is_shown(fenmoor: Made) -> None:
    found = fenmoor(raid=RAID)
    matrix = figure(found, "risks", "matrix")

    assert said(found) == ['warning: data/fenmoor/raid.yml:3: column mitigation: expected response for each row, found "none in one of three rows"; fill it in where the source says it; line 3']  # fmt: skip
    assert section(found, "risks").headline == "One of three entries is without a stated response"
    assert matrix.headline == "One of 2 rated entries has the highest score, 20"
    assert [row["count"] for row in matrix.tidy.where(likelihood="4", impact="5").records()] == [1]
    assert matrix.tidy.frame["count"].sum() == 2
    assert "Buses dependency [x] [x] [x] No response stated" in words(page(found, "areas/fenmoor/risks/"))
    assert figure(found, "risks", "raid-type").headline == "Two risks and one dependency"


def test_without_likelihood_and_impact_there_is_no_matrix(fenmoor: Made) -> None:
    found = fenmoor(raid="- {type: issue, text: Mud, mitigation: Mats}\n")

    assert [one.id for one in section(found, "risks").figures] == ["raid", "raid-type"]
    assert section(found, "risks").headline == "The one entry is not without a stated response"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("likelihood: 4, impact: 5, ", "", 'error: data/fenmoor/raid.yml:1: column score: expected likelihood and impact beside it, found "20"; add them, or delete the number'),
        ("score: 20", "score: 9", 'warning: data/fenmoor/raid.yml:1: column score: expected 4 × 5 = 20, found "9"; correct one of them'),
        ("likelihood: 4", "likelihood: 6", 'error: data/fenmoor/raid.yml:1: column likelihood: expected a number from 1 to 5, found "6"; check the value; the range is declared with the table'),
        ("type: dependency", "type: threat", 'error: data/fenmoor/raid.yml:3: column type: expected one of risk, assumption, issue, dependency, constraint, found "threat"; use risk, assumption, issue, dependency or constraint'),
    ],
)  # fmt: skip
def test_a_broken_risk_has_its_sentence(fenmoor: Made, old: str, new: str, sentence: str) -> None:
    found = [line for line in said(fenmoor(raid=RAID.replace(old, new))) if "mitigation" not in line]

    assert found == [sentence]


# --- 32 Benefits, 33 governance -----------------------------------------------------------------------------------------


def test_a_benefit_without_a_measure_is_said_to_have_none_yet(fenmoor: Made) -> None:
    found = fenmoor(benefits="- {text: Calm, measure: Noise in decibels, baseline: '70'}\n- {text: Joy}\n")

    assert said(found) == ['warning: data/fenmoor/benefits.yml:2: column measure: expected measure for each row, found "none in one of two rows"; fill it in where the source says it; line 2']  # fmt: skip
    assert facts(found, "plan") == {"benefits_with_measure": "50.0%", "benefits_with_baseline": "50.0%"}
    assert "Joy No measure yet No baseline yet" in words(page(found, "areas/fenmoor/plan/"))


def test_groups_stand_with_their_role_and_an_unknown_one_is_refused(fenmoor: Made, tmp_path: Path) -> None:
    groups = "- {group: Board, role: Decides}\n- {group: Panel, reports_to: Board}\n"
    found = fenmoor(governance=groups)
    (tmp_path / "data/fenmoor/governance.yml").write_text(groups.replace("reports_to: Board", "reports_to: Bord"), encoding="utf-8")  # fmt: skip

    assert figure(found, "plan", "governance").headline == "Two groups decide or are consulted"
    assert "Panel Not stated Board" in words(page(found, "areas/fenmoor/plan/"))
    assert said(examine(Root(tmp_path))) == ['error: data/fenmoor/governance.yml:2: governance[2].reports_to: expected one of Board, Panel, found "Bord"; did you mean Board?']  # fmt: skip


# --- 16 Decision --------------------------------------------------------------------------------------------------------

ASKED = "- {kind: approve, request: Buy rugs, decided_by: the board, due: 2031-07-01, until: 2032-03, before: 200, after: 300}\n"
PAID = "- {contributor: Council, amount: 100}\n- {contributor: Trust, amount: 200}\n"


def test_a_decision_says_what_is_asked_for_how_long_and_who_pays(fenmoor: Made) -> None:
    children = '- {group: Children who talk little, children: "40[e]"}\n'
    found = fenmoor(decision=ASKED, contributions=PAID, beneficiaries=children, implications="- {kind: legal, text: None.}\n")  # fmt: skip
    told = facts(found, "decision")

    assert said(found) == []
    assert section(found, "decision").headline == "£300 is asked for, £100 more than now"
    assert (told["change_percent"], told["amount_total"], told["share_trust"]) == ("+50.0%", "£300", "66.7%")
    assert told["per_head"] == "£7.50 [e][u]"
    assert figure(found, "decision", "per-child").headline == "About £7.50 for each child with predicted need"
    assert figure(found, "decision", "per-child").notes[0] == "The report does not state their ages and the date of the estimate, so the amount is a rough guide."  # fmt: skip
    assert "Buy rugs decided by the board, by 1 July 2031, until March 2032" in words(page(found, "areas/fenmoor/decision/"))  # fmt: skip


def test_a_known_number_of_children_makes_a_plain_amount_and_nobody_none(fenmoor: Made) -> None:
    children = "- {group: All, children: 30, ages: 0 to 4, date: '2030'}\n- {group: None, children: 0, ages: 5 to 9, date: '2030'}\n"  # fmt: skip
    heads = figure(fenmoor(contributions=PAID, beneficiaries=children), "decision", "per-child")

    assert heads.headline == "£10.00 for each child with predicted need"
    assert [row["per_head_mark"] for row in heads.tidy.records()] == ["", "[z]"]


def test_a_decision_without_an_amount_counts_what_is_asked(fenmoor: Made) -> None:
    found = fenmoor(decision="- {kind: note, request: Listen, decided_by: All}\n")

    assert section(found, "decision").headline == "1 request"
    assert figure(found, "decision", "decision").headline == "One request: one to note"
    assert said(found) == ['warning: data/fenmoor/decision.yml:1: column until: expected until for each row, found "none in one of one rows"; fill it in where the source says it; line 1']  # fmt: skip


def test_contributions_that_do_not_make_their_sum_are_told(fenmoor: Made) -> None:
    found = said(fenmoor(contributions=PAID + "- {contributor: Total, amount: 310}\n"))

    assert found == ['warning: data/fenmoor/contributions.yml:3: amount, Total: expected the sum of its parts, 300, found "310"; they differ by 10: check 2 parts over contributor and the total']  # fmt: skip


# --- 12 Statutory plans -------------------------------------------------------------------------------------------------


def plans(**counts: str) -> str:
    """A place's plans by age, from `ayton_3="5"`."""
    return "".join(f"- {{place: {name.split('_')[0].capitalize()}, period: '2031', age_band: '{name.split('_')[1]}', completed: {count}}}\n" for name, count in counts.items())  # fmt: skip


def test_plans_before_reception_are_told_in_both_readings(fenmoor: Made) -> None:
    found = fenmoor(places=TWO, ehc_plans=plans(ayton_3="0", ayton_4="1", ayton_5="3", beeford_3="2", beeford_4="3", beeford_5="5"))  # fmt: skip
    told = facts(found, "statutory")

    assert section(found, "statutory").headline == "Plans completed under age 4: 0.0% in Ayton and 20.0% in Beeford"
    assert (told["ayton_completed"], told["ayton_under_4"], told["ayton_under_5"]) == ("4", "0.0%", "25.0%")
    assert (told["beeford_completed"], told["beeford_under_4"], told["beeford_under_5"]) == ("10", "20.0%", "50.0%")
    assert told["ayton_age_3"] == "0"
    assert figure(found, "statutory", "plans").headline == "Most plans are completed at age 5"


def test_an_age_that_nobody_reported_leaves_the_place_without_a_share(fenmoor: Made) -> None:
    told = facts(fenmoor(places=TWO, ehc_plans=plans(ayton_3='"[x]"', ayton_4="1", beeford_3="0", beeford_4="0")), "statutory")  # fmt: skip

    assert (told["ayton_completed"], told["ayton_under_4"]) == ("[x]", "[x]")
    assert (told["beeford_completed"], told["beeford_under_4"]) == ("0", "[z]")


def test_where_no_young_age_is_counted_the_share_is_not_known(fenmoor: Made) -> None:
    told = facts(fenmoor(places=TWO, ehc_plans=plans(ayton_4="6", ayton_5="2")), "statutory")

    assert (told["ayton_completed"], told["ayton_under_4"], told["ayton_under_5"]) == ("8", "[x]", "75.0%")


def test_a_rate_needs_the_number_of_children(fenmoor: Made) -> None:
    rows = plans(ayton_3="3", ayton_4="9").replace("completed: 3", "completed: 3, population: 600")
    rates = figure(fenmoor(places=TWO, ehc_plans=rows), "statutory", "rates").tidy

    assert rates.where(age_band="3").frame["rate"].tolist() == [5]
    assert rates.where(age_band="4").frame["rate_mark"].tolist() == ["[x]"]


def test_a_missing_row_of_plans_is_refused(fenmoor: Made) -> None:
    found = said(fenmoor(places=TWO, ehc_plans=plans(ayton_3="4", ayton_4="5", beeford_4="6")))

    assert found == ['error: data/fenmoor/ehc_plans.yml:3: place Beeford, period 2031, age band 3: expected a row, found "none"; add it with 0, or with [x] if not reported: a missing row is not a zero']  # fmt: skip

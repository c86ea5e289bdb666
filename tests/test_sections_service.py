"""The kinds of section that tell how a service does: indicators, work, training, impact and spending, with made-up numbers."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.charts.bars import stacked
from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.measures.profile import Profile
from generators.measures.scorecard import rating
from generators.pages.area_pages import counts
from generators.reports import FigureResult, Report, SectionResult
from generators.sections import SECTIONS
from generators.sections.model import ListView
from tests.sites import LONGSHORE, REPOSITORY, write

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
sections: [{sections}]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables:
{tables}
"""
PLACES = "code,name,level\nf-east,East,district\nf-west,West,district\nf-mid,Mid,district\n"
SECTION_OF = {table.name: slug for slug, section in SECTIONS.items() for table in section.tables}
Y = "academic year 2030/31"
Made = Callable[..., Examination]


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    """Reads and checks an area made of the CSV or YAML texts of its tables."""

    def made(places: str = PLACES, **tables: str) -> Examination:
        folder = tmp_path / "data/fenmoor"
        folder.mkdir(parents=True)
        sections = dict.fromkeys(SECTION_OF[name] for name in tables)
        sources = "\n".join(f"  {name}: {{source: paper}}" for name in tables)
        (folder / "area.yml").write_text(AREA.format(sections=", ".join(sections), tables=sources), encoding="utf-8")
        if places:
            (folder / "places.csv").write_text(places, encoding="utf-8")
        for name, text in tables.items():
            (folder / f"{name}.{'yml' if text.startswith('- ') else 'csv'}").write_text(text, encoding="utf-8")
        return examine(Root(tmp_path))

    return made


@pytest.fixture(scope="module")
def kent() -> Report:
    """The report on a service in districts."""
    return examine(Root(REPOSITORY), ["kent"]).reports[0]


def section(report: Report, slug: str) -> SectionResult:
    return next(one for one in report.sections if one.slug == slug)


def figure(report: Report, slug: str, name: str) -> FigureResult:
    return next(one for one in section(report, slug).figures if one.id == name)


def said(examination: Examination) -> list[str]:
    return [p.text(examination.withheld()) for p in examination.all_problems() if p.rule != "acronym-undefined"]


def only(examination: Examination) -> Report:
    """The report of an area without an ERROR."""
    assert not examination.failed(), said(examination)
    return examination.reports[0]


def number(row: dict[str, object], name: str) -> float | str:
    """A cell's number, or its mark."""
    value = float(str(row[name]))
    return str(row[f"{name}_mark"]) if math.isnan(value) else value


# --- The report of twelve districts -----------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("demand.referrals.schools", "2,420"),  # 1,994 + 426
        ("demand.referrals.secondary", "426"),
        ("demand.clinics.schools", "710"),
        ("demand.transition.schools_terms.change", "+228"),  # 322 − 94
        ("training.schools.completed", "28"),
        ("training.schools.booked", "71"),
        ("training.schools.rate_included", "39.4%"),  # 28 of 71
        ("training.schools.rate_apart", "28.3%"),  # 28 of 99
        ("training.early_years.completed", "1"),
        ("training.early_years.booked", "36"),
        ("training.early_years.rate_included", "2.8%"),
        ("training.early_years.rate_apart", "2.7%"),
        ("training.aet_20.reached", "[x]"),
        ("finance.line.core", "£4,098,518"),
        ("finance.line.outreach", "£1,758,000"),
        ("finance.line.total", "£5,856,468"),
        ("finance.known.other_income_places", "10"),
        ("finance.spending.variance", "+£166,671"),
        ("finance.spending.variance_percent", "+3.3%"),
        ("finance.spending.lowest_place", "Swale"),
        ("finance.spending.lowest_variance", "−£65,507"),
        ("finance.spending.staffing_share", "95.2%"),
        ("impact.cases_closed_since_targets_were_met.change", "+10 percentage points"),
        ("impact.targets_changed_on_review_schools_only.latest", "[x]"),
        ("about.meetings", "36"),
    ],
)
def test_kent_shows(kent: Report, fact: str, text: str) -> None:
    assert kent.facts[fact].text == text


def test_only_one_district_spends_less_than_its_budget(kent: Report) -> None:
    rows = figure(kent, "finance", "spending").tidy.records()
    under = [row["place"] for row in rows if row["variance"] < 0]

    assert under == ["Swale"]
    assert figure(kent, "finance", "spending").reported == "10 of 12 districts"


@pytest.mark.parametrize(
    "told",
    [
        "Amount, Tunbridge Wells, academic year 2022/23, Total, High needs block: the printed total is 364,800; its parts add up to 364,850.",
        "Amount, academic year 2022/23, Total, High needs block: the printed total is 5,856,468; its parts add up to 5,856,518.",
        "Ashford, academic year 2022/23, Total, High needs block: the source prints ‘amount’ as £502,840 (figure 29); 502,839 is used here.",
        "The source prints version 8.0, where 0.8 is meant: 8.0 follows 0.7 and is followed by 0.9.",
        "Recommendations: the source gives the number 2 twice. The second is 2b here.",
    ],
)
def test_slips_of_the_source_are_told(kent: Report, told: str) -> None:
    assert told in [problem.for_readers() for problem in kent.problems]


def test_every_district_has_a_profile_with_its_share_and_rank(kent: Report) -> None:
    districts = [place for place in kent.area.places.below if place.level == "district"]
    table = figure(kent, "finance", "by-place").tidy
    shares = [Profile(kent.area, table.where(line="Core"), "amount").standings(place.code)[0] for place in districts]

    assert len(districts) == 12
    assert math.fsum(one.share for one in shares) == pytest.approx(100)
    assert sorted(one.rank or 0 for one in shares) == list(range(1, 13))


def test_data_quality_counts_what_cannot_be_read(kent: Report) -> None:
    found = {row["title"]: row for row in counts(kent)}

    assert (found["Impact"]["given"], found["Impact"]["x"]) == (18 - 6 + 6 + 18, 6)
    assert found["Finance"]["x"] == 2 + 3 + 1


# --- 20 Indicators ----------------------------------------------------------------------

KPIS = """\
- {id: visits, name: Visits made, group: Visits, definition: Home visits., unit: count, counted: flow, better: higher, target: 50}
- {id: known, name: Children known, group: Children, definition: On the last day., unit: children, counted: snapshot, better: neither}
- {id: late, name: Late replies, group: Replies, definition: After two weeks., unit: percent, counted: flow, better: lower, target: 12.5, valid_from: 2030-09, valid_to: 2031-08}
"""
HEAD = "place,period,kpi,percent,children,count,reporting\n"
TERMS = [f"term {term} 2030/31" for term in (1, 2, 3)]


def values(kpi: str, column: int, *cells: str, place: str = "", reporting: str = "") -> str:
    """A line for each term, with the value in a column: 0 percent, 1 children, 2 count."""
    blank = [["", "", ""] for _ in cells]
    for row, cell in zip(blank, cells, strict=True):
        row[column] = cell
    return "".join(
        f"{place},{term},{kpi},{','.join(row)},{reporting}\n" for term, row in zip(TERMS, blank, strict=False)
    )


def card(report: Report, unit: str, place: str = "fenmoor") -> dict[str, object]:
    return next(
        row for row in figure(report, "performance", f"scorecard-{unit}").tidy.records() if row["place_code"] == place
    )


@pytest.mark.parametrize(
    ("value", "target", "better", "told"),
    [
        (50, 50, "higher", "Green"), (49, 50, "higher", "Amber"), (45, 50, "higher", "Amber"), (44.9, 50, "higher", "Red"),
        (12, 12.5, "lower", "Green"), (13.75, 12.5, "lower", "Amber"), (14, 12.5, "lower", "Red"),
        (0, 0, "lower", "Green"), (1, 0, "lower", "Red"), (50, math.nan, "higher", "[x]"), (math.nan, 50, "higher", "[x]"), (50, 40, "neither", "[x]"),
    ],
)  # fmt: skip
def test_a_rating_follows_from_value_and_target(value: float, target: float, better: str, told: str) -> None:
    assert rating(value, target, better, 10) == told


def test_the_scorecard_has_latest_change_sum_and_rating(fenmoor: Made) -> None:
    report = only(
        fenmoor(
            kpis=KPIS, kpi_values=HEAD + values("visits", 2, "20", "0", "45.5") + values("late", 0, "20", "[x]", "12")
        )
    )
    visits, late = card(report, "count"), card(report, "percent")

    assert [number(visits, name) for name in ("value", "change", "year", "target")] == [45.5, 25.5, 65.5, 50]
    assert visits["rating"] == "Amber"
    assert [number(late, name) for name in ("value", "change", "target")] == [12, -8, 12.5]
    assert late["rating"] == "Green"
    assert section(report, "performance").headline == "2 of 2 indicators can be read"


def test_one_value_has_no_change_and_a_missing_one_no_sum(fenmoor: Made) -> None:
    report = only(
        fenmoor(kpis=KPIS, kpi_values=HEAD + values("visits", 2, "20", "[x]", "30") + values("late", 0, "20"))
    )

    assert number(card(report, "count"), "year") == "[x]"
    assert number(card(report, "percent"), "change") == "[z]"


def test_a_snapshot_has_no_sum_and_small_counts_are_withheld(fenmoor: Made) -> None:
    report = only(fenmoor(kpis=KPIS, kpi_values=HEAD + values("known", 1, "30", "40", "4")))
    rows = figure(report, "performance", "children").tidy.records()

    assert number(card(report, "children"), "year") == "[z]"
    assert [number(row, "children") for row in rows] == [30, 40, "[c]"]
    assert (
        "The same are counted again in each period, so these numbers cannot be added up."
        in figure(report, "performance", "children").notes
    )


def test_who_reported_is_printed_counted_or_not_stated(fenmoor: Made) -> None:
    visits = values("visits", 2, "20", reporting="2") + values("visits", 2, "7", place="East")
    late = values("late", 0, "20") + values("late", 0, "9", place="West")
    report = only(fenmoor(kpis=KPIS, kpi_values=HEAD + visits + late + values("known", 1, "30")))

    assert [card(report, unit)["coverage"] for unit in ("count", "percent", "children")] == [
        "2 of 3 districts",
        "1 of 3 districts",
        "Not stated, of 3 districts",
    ]
    assert card(report, "count", "f-east")["coverage"] == ""


def test_without_places_nobody_is_counted(fenmoor: Made) -> None:
    report = only(fenmoor(places="", kpis=KPIS, kpi_values=HEAD + values("visits", 2, "20", "25")))

    assert card(report, "count")["coverage"] == ""
    assert figure(report, "performance", "visits").headline == "Visits made: up from 20 to 25"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",term 7 2030/31,visits,,,20,", 'column period: expected a period, found "term 7 2030/31"; terms are 1 to 6'),
        (
            ",term 1 2030/31,late,104,,,",
            'column percent: expected a percentage from 0 to 100, found "104"; check the decimal point, or say under above_100 of kpis why late may be higher',
        ),
        (f",{Y},known,,90,,", 'column period: expected a day, a month or a term, found "academic year 2030/31"; known is a snapshot measure and cannot be summed over terms: the same children are counted again'),
        (",term 1 2030/31,vists,,,20,", 'kpi_values[1].kpi: expected one of visits, known, late, found "vists"; did you mean visits?'),
        (",term 1 2030/31,visits,20,,,", 'column percent: expected nothing, since visits is given in count, found "20"; write it under count'),
        (",term 1 2030/31,visits,,,,", 'column count: expected a number or a mark, since visits is given in count, found ""; write [x] if not available'),
        (",term 1 2029/30,late,20,,,", 'column period: expected a period from 2030-09 until 2031-08, found "term 1 2029/30"; late is declared from 2030-09 until 2031-08: correct one of them'),
    ],
)  # fmt: skip
def test_a_wrong_value_has_its_sentence(fenmoor: Made, line: str, sentence: str) -> None:
    assert f"data/fenmoor/kpi_values.csv:2: {sentence}" in said(fenmoor(kpis=KPIS, kpi_values=f"{HEAD}{line}\n"))


def test_a_percentage_above_100_with_a_reason_is_published_with_it(fenmoor: Made) -> None:
    kpis = KPIS.replace("name: Late replies,", "name: Late replies, above_100: Replies to others count too.,")
    examination = fenmoor(kpis=kpis, kpi_values=HEAD + values("late", 0, "104"))

    assert said(examination) == [
        "data/fenmoor/kpis.yml:3: column above_100: late may be above 100 percent: Replies to others count too."
    ]
    assert "Above 100%: Replies to others count too." in figure(only(examination), "performance", "replies").notes


def test_values_without_a_list_of_indicators_are_refused(fenmoor: Made) -> None:
    examination = fenmoor(kpi_values=HEAD + values("visits", 2, "20"))

    assert (
        'data/fenmoor/kpi_values.csv:2: column kpi: expected a row of kpis, found "visits"; declare it in kpis'
        in said(examination)
    )


# --- 21 Work by phase -------------------------------------------------------------------

WORK = "period,activity,phase,counted,children,count,note\n"


def test_schools_and_all_phases_are_added_up_unless_they_are_printed(fenmoor: Made) -> None:
    text = WORK + f"{Y},Visits,Primary,children,30,,\n{Y},Visits,Secondary,children,10,,\n{Y},Visits,Early years,children,0,,\n{Y},Talks,Schools,events,,7,\n{Y},Talks,Early years,events,,[x],\n"  # fmt: skip
    report = only(fenmoor(activity_by_phase=text))
    visits = {row["phase"]: row for row in figure(report, "demand", "children-by-phase").tidy.records()}
    talks = {row["phase"]: row for row in figure(report, "demand", "work-by-phase").tidy.records()}

    assert {phase: number(row, "children") for phase, row in visits.items()} == {
        "Early years": 0,
        "Primary": 30,
        "Secondary": 10,
        "Schools": 40,
        "All phases": 40,
    }
    assert number(visits["Primary"], "children_share") == 75
    assert {phase: number(row, "count") for phase, row in talks.items()} == {
        "Early years": "[x]",
        "Schools": 7,
        "All phases": "[x]",
    }
    assert number(talks["Schools"], "count_share") == "[x]"
    assert figure(report, "demand", "children-by-phase").headline == "Visits, primary: 30, 75.0% of all phases"


def test_one_phase_has_no_share_and_a_small_number_of_children_is_withheld(fenmoor: Made) -> None:
    text = WORK + f"{Y},Visits,Primary,children,3,,\n{Y},Talks,Schools,events,,3,\n"
    report = only(fenmoor(activity_by_phase=text))
    visits, talks = (
        figure(report, "demand", name).tidy.records()[0] for name in ("children-by-phase", "work-by-phase")
    )

    assert (number(visits, "children"), number(visits, "children_share")) == ("[c]", "[c]")
    assert (number(talks, "count"), number(talks, "count_share")) == (3, "[x]")


@pytest.mark.parametrize(
    ("lines", "hidden"),
    [
        ("Primary 3,Secondary 40,Schools 43", {"Primary", "Secondary"}),
        ("Early years 50,Primary 3,Secondary 40,Schools 43,All phases 93", {"Primary", "Secondary"}),
        ("Early years 2,Schools 43,All phases 45", {"Early years", "Schools"}),
        ("Primary 30,Secondary 40,Schools 70", set()),
    ],
)
def test_a_printed_sum_gives_no_withheld_part_away(fenmoor: Made, lines: str, hidden: set[str]) -> None:
    cells = [line.rpartition(" ")[::2] for line in lines.split(",")]
    text = WORK + "".join(f"{Y},Visits,{phase},children,{count},,\n" for phase, count in cells)
    rows = figure(only(fenmoor(activity_by_phase=text)), "demand", "children-by-phase").tidy.records()

    assert {row["phase"] for row in rows if number(row, "children") == "[c]"} == hidden


def test_a_printed_year_gives_no_withheld_term_away(fenmoor: Made) -> None:
    """Two terms are not the whole year, but with 40 of 43 in the first nobody could be in doubt about the second."""
    text = (
        WORK
        + f"{Y},Visits,Primary,children,43,,\nterm 1 2030/31,Visits,Primary,children,40,,\nterm 2 2030/31,Visits,Primary,children,3,,\n{Y},Visits,Secondary,children,60,,\n"
    )
    report = only(fenmoor(activity_by_phase=text))
    years = {
        row["phase"]: number(row, "children") for row in figure(report, "demand", "children-by-phase").tidy.records()
    }
    terms = [number(row, "children") for row in figure(report, "demand", "children-by-term").tidy.records()]

    assert terms[1] == "[c]"
    assert "[c]" in (years["Primary"], terms[0])
    assert years["Secondary"] == 60


def test_a_note_that_counts_something_else(fenmoor: Made) -> None:
    text = (
        WORK
        + f'{Y},Moves,Early years,settings,,70,These are events.\n{Y},Moves,Schools,schools,,20,"Schools, not events."\n'
    )

    assert said(fenmoor(activity_by_phase=text)) == [
        "data/fenmoor/activity_by_phase.csv:2: column counted: unit is settings but the note says events: "
        "correct one of them, or say in the note how settings and events differ"
    ]


def test_terms_are_lines_and_years_are_bars(fenmoor: Made) -> None:
    text = (
        WORK
        + "term 1 2030/31,Talks,Schools,events,,7,\nterm 2 2030/31,Talks,Schools,events,,[x],\nterm 3 2030/31,Talks,Schools,events,,9.5,\n"
    )
    report = only(fenmoor(activity_by_phase=text))
    lines = figure(report, "demand", "work-by-term")

    assert [one.id for one in section(report, "demand").figures] == ["work-by-term"]
    assert (lines.headline, lines.reported) == ("Talks, Schools: up from 7.0 to 9.5", "2 of 3 values")


# --- 24 Types of need -------------------------------------------------------------------

NEEDS = "period,phase,need_type,referrals\n"


def test_types_of_need_are_shares_of_their_phase(fenmoor: Made) -> None:
    text = NEEDS + f"{Y},Primary,Cognition and learning,30\n{Y},Primary,Sensory and physical,10\n{Y},Early years,Sensory and physical,0\n{Y},Secondary,Sensory and physical,8\n{Y},Secondary,Cognition and learning,[x]\n"  # fmt: skip
    report = only(fenmoor(need_type=text))
    shares = [number(row, "referrals_share") for row in figure(report, "demand", "need-types").tidy.records()]

    assert shares == [75, 25, "[z]", "[x]", "[x]"]
    assert (
        figure(report, "demand", "need-types").headline == "Primary: 75.0% of referrals are for cognition and learning"
    )


def test_an_unknown_type_of_need_names_those_that_there_are(fenmoor: Made) -> None:
    assert said(fenmoor(need_type=NEEDS + f"{Y},Primary,Speech,30\n")) == [
        "data/fenmoor/need_type.csv:2: column need_type: expected one of Social, emotional and mental health, Communication and "
        'interaction, Cognition and learning, Sensory and physical, found "Speech"; use Social, emotional and mental health, '
        "Communication and interaction, Cognition and learning or Sensory and physical"
    ]


# --- 22 Training ------------------------------------------------------------------------

TRAINING = "place,period,course,phase,completed,booked,booked_includes_completed\n"


@pytest.mark.parametrize(
    ("completed", "booked", "includes", "included", "apart"),
    [
        ("6", "24", "[x]", 25, 20), ("6", "24", "yes", 25, "[z]"), ("6", "24", "no", "[z]", 20),
        ("0", "0", "[x]", "[z]", "[z]"), ("[x]", "9", "[x]", "[x]", "[x]"), ("0", "9", "yes", 0, "[z]"),
    ],
)  # fmt: skip
def test_the_completion_rate_in_the_readings_that_are_possible(
    fenmoor: Made, completed: str, booked: str, includes: str, included: float | str, apart: float | str
) -> None:
    report = only(fenmoor(training=f"{TRAINING}East,2031-07,Signs,Primary,{completed},{booked},{includes}\n"))
    row = figure(report, "training", "primary").tidy.records()[0]

    assert (number(row, "rate_included"), number(row, "rate_apart")) == (included, apart)


def test_sessions_are_added_up_and_those_who_completed_none_are_counted(fenmoor: Made) -> None:
    rows = "".join(
        f"{place},2031-07,Signs,Primary,{done},{booked},no\n"
        for place, done, booked in (("East", 3, 5), ("West", 0, 2), ("Mid", 0, 0))
    )
    report = only(fenmoor(training=TRAINING + rows))

    assert figure(report, "training", "primary").headline == "3 completed, 7 booked; two districts completed none"
    assert report.facts["training.primary.rate_apart"].text == "30.0%"
    assert not any("two readings" in note for note in figure(report, "training", "primary").notes)


def test_whether_booked_includes_completed_is_asked(fenmoor: Made) -> None:
    assert said(fenmoor(training=f"{TRAINING}East,2031-07,Signs,Primary,3,5,\n")) == [
        'data/fenmoor/training.csv:2: column booked_includes_completed: expected one of yes, no, found ""; '
        "is booked inclusive of completed? set booked_includes_completed"
    ]


TARGET = "- {kpi: signs_40, name: Settings that sign, period: 2031-08, target: 40, settings_trained: %s, settings_total: %s}\n"


def test_a_target_is_computed_from_settings(fenmoor: Made) -> None:
    report = only(fenmoor(training_targets=TARGET % (30, 200)))
    row = figure(report, "training", "target").tidy.records()[0]

    assert (number(row, "reached"), number(row, "to_go")) == (15, -25)
    assert figure(report, "training", "target").headline == "15.0% reached, of a target of 40%"


def test_a_target_of_nothing_is_not_computed(fenmoor: Made) -> None:
    row = figure(only(fenmoor(training_targets=TARGET % (0, 0))), "training", "target").tidy.records()[0]

    assert number(row, "reached") == "[z]"


def test_a_target_without_its_whole_says_so(fenmoor: Made) -> None:
    examination = fenmoor(training_targets=TARGET % (30, '"[x]"'))

    assert said(examination) == [
        "data/fenmoor/training_targets.yml:1: column settings_total: cannot compute KPI signs_40: settings_total missing"
    ]
    assert figure(only(examination), "training", "target").headline == "Progress towards 40% cannot be computed"


# --- 23 Impact --------------------------------------------------------------------------

IMPACT = "place,period,measure,percent,denominator,status\n"


def test_a_cell_that_cannot_be_read_is_refused_with_the_way_to_say_so(fenmoor: Made) -> None:
    assert said(fenmoor(impact=f"{IMPACT},term 1 2030/31,Goals met,350/,,\n")) == [
        'data/fenmoor/impact.csv:2: column percent: expected a number, found "350/"; '
        "if it cannot be read, write [x], status garbled and the likely value"
    ]


def test_the_change_is_in_percentage_points_from_the_first_to_the_last_term(fenmoor: Made) -> None:
    rows = "".join(f",{term},Goals met,{cell},,\n" for term, cell in zip(TERMS, ("20.5", "[x]", "18"), strict=True))
    report = only(fenmoor(impact=IMPACT + rows))

    assert report.facts["impact.goals_met.change"].text == "−2.5 percentage points"
    assert (report.facts["impact.goals_met.lowest"].text, report.facts["impact.goals_met.highest"].text) == (
        "18.0%",
        "20.5%",
    )
    assert figure(report, "impact", "by-period").reported == "2 of 3 values"


def test_places_have_a_mean_only_with_denominators(fenmoor: Made) -> None:
    first, second = (
        "East,term 1 2030/31,Goals met,10,100,\nWest,term 1 2030/31,Goals met,40,50,\n",
        "East,term 2 2030/31,Goals met,10,100,\nWest,term 2 2030/31,Goals met,40,,\n",
    )
    rows = figure(only(fenmoor(impact=IMPACT + first + second)), "impact", "by-period").tidy.records()

    assert [(row["period"], number(row, "percent")) for row in rows if row["place_code"] == "fenmoor"] == [
        ("term 1 2030/31", 20)
    ]


def test_a_mean_with_a_withheld_part_is_withheld(fenmoor: Made) -> None:
    text = f"{IMPACT}East,term 1 2030/31,Goals met,10,100,\nWest,term 1 2030/31,Goals met,50,4,\n"
    rows = figure(only(fenmoor(impact=text)), "impact", "by-period").tidy.records()

    assert [number(row, "percent") for row in rows if row["place_code"] != "f-east"] == ["[c]"]


# --- 14 and 15 Budgets and spending -----------------------------------------------------

BUDGET = "place,period,line,funder,amount,status\n"
SPEND = "place,period,category,amount\n"
LINES = "East,2031,Core,Trust,900,budget\nEast,2031,Extra,Trust,100,budget\nWest,2031,Core,Trust,400,budget\nMid,2031,Core,Trust,600,budget\nEast,2031,Gifts,Others,50,income\n"
SPENT = "East,2031,Staffing,800\nEast,2031,Premises,150\nWest,2031,Staffing,410\nWest,2031,Premises,0\nMid,2031,Staffing,Not reported\nMid,2031,Premises,5\n"


def test_spending_is_set_against_the_budgets_of_those_who_reported(fenmoor: Made) -> None:
    report = only(fenmoor(budget=BUDGET + LINES, spend=SPEND + SPENT))
    whole, east, west, mid = figure(report, "finance", "spending").tidy.records()

    # 950 + 410 spent of 1,000 + 400; staffing 1,210 of 1,400, and not of 2,000.
    assert [number(whole, name) for name in ("budget", "spent", "variance")] == [1400, 1360, -40]
    assert number(whole, "staffing_share") == pytest.approx(100 * 1210 / 1400)
    assert [number(east, name) for name in ("budget", "spent", "variance", "variance_percent")] == [1000, 950, -50, -5]
    assert [number(west, name) for name in ("budget", "variance", "staffing_share")] == [400, 10, 102.5]
    assert [number(mid, name) for name in ("budget", "spent", "variance", "staffing_share")] == [
        600,
        "[x]",
        "[x]",
        "[x]",
    ]
    assert whole["place"] == "Fenmoor, 2 of 3 that reported"
    assert figure(report, "finance", "spending").headline == "Spending is £40 below budget; only East is under"
    assert section(report, "finance").headline == "Spending is £40 below budget where it is reported"


def test_a_sum_of_those_who_reported_is_not_compared_as_the_areas(fenmoor: Made) -> None:
    report = only(fenmoor(budget=BUDGET + LINES, spend=SPEND + SPENT))
    east = Profile(report.area, figure(report, "finance", "spending").tidy, "spent").standings("f-east")[0]

    assert (east.others, east.rank, east.ranked) == ((None,), 1, 2)
    assert math.isnan(east.share)


def test_without_a_budget_nothing_is_above_or_below_it(fenmoor: Made) -> None:
    report = only(fenmoor(spend=SPEND + "East,2031,Staffing,800\n"))
    rows = figure(report, "finance", "spending").tidy.records()

    assert [[number(row, name) for name in ("budget", "spent", "variance")] for row in rows] == [["[x]", 800, "[x]"]]
    assert figure(report, "finance", "spending").headline == "No place reported all that it spent"


def test_nothing_spent_of_nothing_is_no_share(fenmoor: Made) -> None:
    report = only(fenmoor(budget=f"{BUDGET}East,2031,Core,Trust,0,budget\n", spend=f"{SPEND}East,2031,Staffing,0\n"))

    assert number(figure(report, "finance", "spending").tidy.records()[0], "variance_percent") == "[z]"


def test_a_blank_amount_is_refused_and_not_reported_is_not(fenmoor: Made) -> None:
    assert said(fenmoor(spend=f"{SPEND}East,2031,Staffing,\nWest,2031,Staffing,not reported\n")) == [
        'data/fenmoor/spend.csv:2: column amount: expected a number or a mark, found ""; a blank is not zero: write a number or Not reported'
    ]


def test_budgets_by_place_have_lines_and_the_areas_sum(fenmoor: Made) -> None:
    report = only(fenmoor(budget=BUDGET + LINES))
    by_place = figure(report, "finance", "by-place")

    assert report.facts["finance.line.core"].text == "£1,900"
    assert report.facts["finance.known.gifts_places"].text == "1"
    assert [row["amount"] for row in by_place.tidy.where(place_code="f-east", line="Total").records()] == [1000]
    assert figure(report, "finance", "lines").reported == "1 of 1 amounts"  # the area's own


def test_places_with_one_line_are_ranked_by_it(fenmoor: Made) -> None:
    one = BUDGET + "East,2031,Core,Trust,900,budget\nWest,2031,Core,Trust,400,budget\n"
    by_place = figure(only(fenmoor(budget=one)), "finance", "by-place")

    assert by_place.headline == "East has the largest budget, £900; West the smallest, £400"
    assert by_place.picture is not None


def test_two_funders_of_one_line_are_listed_and_not_drawn_as_one(fenmoor: Made) -> None:
    text = (
        BUDGET + "East,2031,Core,Trust,900,budget\nEast,2031,Core,Council,50,budget\nWest,2031,Core,Trust,400,budget\n"
    )
    by_place = figure(only(fenmoor(budget=text)), "finance", "by-place")

    assert by_place.picture is None
    assert isinstance(by_place.view, ListView)
    assert sorted(row["amount"] for row in by_place.tidy.records()) == [50, 400, 900]


def test_spending_may_meet_the_budget(fenmoor: Made) -> None:
    report = only(fenmoor(budget=f"{BUDGET}East,2031,Core,Trust,80,budget\n", spend=f"{SPEND}East,2031,Staffing,80\n"))

    assert section(report, "finance").headline == "Spending is equal to the budget where it is reported"


def test_a_slip_of_a_number_is_told_beside_the_one_that_is_used(fenmoor: Made) -> None:
    text = BUDGET.replace("status", "printed_as") + "East,2031,Core,Trust,900,amount=£901\n"

    assert said(fenmoor(budget=text)) == [
        'data/fenmoor/budget.csv:2: amount, East, 2031, Core, Trust: expected one number, found "printed as £901, used as 900"; '
        "find out which of them is right"
    ]


def test_a_slip_of_a_small_count_gives_nothing_away(fenmoor: Made) -> None:
    text = "period,phase,need_type,referrals,printed_as\n" + f"{Y},Primary,Sensory and physical,3,referrals=2 or 3\n"
    examination = fenmoor(need_type=text)

    assert said(examination) == [
        f'data/fenmoor/need_type.csv:2: referrals, {Y}, Primary, Sensory and physical: expected one number, found "printed as [c], used as [c]"; '
        "find out which of them is right"
    ]
    assert section(only(examination), "demand").problems == ()


def test_stacked_bars_have_a_gap_for_what_is_missing() -> None:
    picture = stacked(["East", "West"], [("Core", [90, 40], ["£90", "£40"]), ("Extra", [1, math.nan], ["£1", "[x]"])])

    assert [trace["x"] for trace in picture.data] == [[90, 40], [1, None]]
    assert [trace["text"] for trace in picture.data] == [["£90", "£40"], ["", ""]]  # too short for a number


# --- 13 Workforce by need, 35 meetings, quoted numbers ----------------------------------


def test_staff_are_told_apart_by_type_of_need(fenmoor: Made) -> None:
    text = "place,period,role,need_type,wte,vacancies\n,2031-07-01,Teachers,Cognition and learning,3.5,0.5\n,2031-07-01,Teachers,Sensory and physical,0,0\n,2031-07-01,Teachers,,[x],\n"
    report = only(fenmoor(workforce=text))
    rows = figure(report, "workforce", "staff").tidy.records()

    assert [(row["need_type"], number(row, "wte"), number(row, "vacancy_rate")) for row in rows] == [
        ("Cognition and learning", 3.5, 12.5), ("Sensory and physical", 0, "[z]"), ("", "[x]", "[x]"),
    ]  # fmt: skip
    assert "Fenmoor, Teachers, Cognition and learning 3.5" in figure(report, "workforce", "staff").alt


def test_meetings_are_added_up_and_a_missing_one_leaves_no_sum(fenmoor: Made) -> None:
    rows = "period,about,in_person,virtual\n2031-02,First,3,0\n2031-05,Second,2,4\n"
    scope = "- {heading: Reach, statement: Who is reached?}\n"

    assert only(fenmoor(monitoring=rows, scope=scope)).facts["about.meetings"].text == "9"


def test_a_round_without_a_number_leaves_no_sum(fenmoor: Made) -> None:
    report = only(fenmoor(monitoring="period,about,in_person,virtual\n2031-02,First,3,[x]\n2031-05,Second,2,4\n"))

    assert figure(report, "about", "monitoring").headline == "How many meetings were held is not available"
    assert figure(report, "about", "monitoring").reported == "2 of 2 rounds"


def test_quoted_numbers_stand_under_their_units(fenmoor: Made) -> None:
    text = "period,measure,percent,children,count,said_by\n2031,Growth,6.5,,,Council\n2031,More children,,3,,Council\n"
    rows = figure(only(fenmoor(quoted_numbers=text)), "about", "quoted-numbers").tidy.records()

    assert [(number(row, "percent"), row["children_mark"]) for row in rows] == [(6.5, ""), ("", "[c]")]


def test_a_note_names_its_row_in_the_words_of_readers(tmp_path: Path) -> None:
    name = "data/longshore/kpi_values.csv"
    lines = LONGSHORE[name].replace("reporting\n", "reporting,note\n", 1).splitlines()
    noted = [lines[0], f"{lines[1]},Counted by hand.", *(f"{line}," for line in lines[2:])]
    found = examine(Root(write(tmp_path, LONGSHORE | {name: "\n".join(noted) + "\n"})))
    notes = [note for section in found.reports[0].sections for figure in section.figures for note in figure.notes]

    assert "Term 1, 2029 to 2030, Visits made: Counted by hand." in notes

"""Contradictions between numbers, captions, periods and words: each rule on made-up tables, in whole sentences."""

from pathlib import Path

import pytest

from generators.inputs.declare import PERIOD, PLACE, Basis, Column, Difference, Kind, Part, Ranked, Rate, Table
from generators.inputs.project import Area
from generators.problems import Problem
from generators.rules import findings
from generators.rules.claims import claim
from generators.rules.known import forgotten, with_known
from generators.totals import with_totals
from tests.areas import area_of

ROUTES = Table(
    name="routes",
    title="Bus routes",
    key=("place", "period"),
    columns=(
        PLACE,
        PERIOD,
        Column("was", Kind.NUMBER, "Was", "percent", least=0),
        Column("is_now", Kind.NUMBER, "Is now", "percent", least=0),
        Column("change", Kind.NUMBER, "Change", "pp"),
    ),
    differences=(Difference("was", "is_now", "change"),),
)
BOATS = Table(
    name="boats",
    title="Boats",
    key=("place", "period", "kind"),
    columns=(
        PLACE,
        PERIOD,
        Column("kind", Kind.WORD, "Kind", allowed=("departures", "arrivals"), optional=True),
        Column("moored", Kind.WHOLE, "Moored", "count", least=0, snapshot=True),
        Column("over_week", Kind.WHOLE, "Over a week", "count", least=0, snapshot=True),
        Column("over_month", Kind.WHOLE, "Over a month", "count", least=0, snapshot=True),
        Column("share", Kind.NUMBER, "Share that sail", "percent", least=0, optional=True),
        Column("reporting", Kind.WHOLE, "Harbours that reported", "count", optional=True),
    ),
    parts=(Part("over_week", "moored"), Part("over_month", "moored")),
    rates=(Rate("share", "moored"),),
)
HEAD = "place,period,kind,moored,over_week,over_month,share,reporting,note,printed_as\n"
LEAGUE = Table(
    name="league",
    title="League",
    key=("place", "period", "cup"),
    columns=(
        PLACE,
        PERIOD,
        Column("cup", Kind.WORD, "Cup", allowed=("Spring", "Autumn")),
        Column("points", Kind.NUMBER, "Points", "percent", least=0),
        Column("position", Kind.NUMBER, "Position", "rank", least=1),
        Column("clubs", Kind.WHOLE, "Clubs", "count", least=1),
    ),
    ranked=Ranked("points", "position", "clubs"),
)
SHARES = Table(
    name="shares",
    title="Shares",
    key=("period", "fuel"),
    columns=(
        PERIOD,
        Column("fuel", Kind.WORD, "Fuel", allowed=("Wind", "Sun", "Tide")),
        Column("share", Kind.NUMBER, "Share", "percent", least=0),
    ),
    totals=("fuel",),
)
ANNEXES = Table(
    name="attachments",
    title="Annexes",
    key=("ref",),
    columns=(Column("ref", Kind.TEXT, "Letter"), Column("title", Kind.TEXT, "Title")),
)
RATIOS = Table(
    name="ratios",
    title="Ratios",
    key=("period", "base"),
    columns=(
        PERIOD,
        Column("base", Kind.WORD, "Base", allowed=("per_1000_homes", "per_100")),
        Column("ratio", Kind.NUMBER, "Ratio", "per_1000", least=0),
    ),
)
MEASURES = Table(
    name="measures",
    title="Measures",
    key=("place", "period", "measure"),
    columns=(
        PLACE,
        PERIOD,
        Column("measure", Kind.WORD, "Measure", allowed=("@indicators:attainment",)),
        Column("percent", Kind.NUMBER, "Reached", "percent", least=0, most=100),
    ),
)
PLACES = "ash,Ash,ward\nbirch,Birch,ward\ncedar,Cedar,ward\n"


def _found(area: Area, rule: str) -> list[Problem]:
    return [problem for problem in findings(with_totals(area)) if problem.rule == rule]


def _texts(area: Area, rule: str) -> list[str]:
    return [f"{problem.severity} {problem.text()}" for problem in _found(area, rule)]


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        pytest.param("31,40,9", [], id="agrees"),
        pytest.param("31,40,10", ["rounded-difference"], id="one more"),
        pytest.param("40,31,-8", ["rounded-difference"], id="a fall"),
        pytest.param("31,40,12", ["difference-differs"], id="three more"),
        pytest.param("31.2,40.4,9.3", ["rounded-difference"], id="a tenth more"),
        pytest.param("31.2,40.4,9.4", ["difference-differs"], id="two tenths more"),
        pytest.param("[x],40,10", [], id="nothing to compare with"),
    ],
)
def test_a_printed_change(tmp_path: Path, cells: str, rules: list[str]) -> None:
    area = area_of(tmp_path, ROUTES, f"place,period,was,is_now,change\nash,2030,{cells}\n", PLACES)

    assert [problem.rule for problem in findings(with_totals(area))] == rules


def test_the_sentences_of_a_rounded_difference(tmp_path: Path) -> None:
    area = area_of(tmp_path, ROUTES, "place,period,was,is_now,change\nash,2030,31,40,10\n", PLACES)
    (found,) = _found(area, "rounded-difference")

    assert found.text() == 'data/harbourshire/routes.csv:2: change, Ash, 2030: expected 9, which is 40 less 31, found "10"; both are rounded, and the unrounded numbers may give either'  # fmt: skip
    assert found.for_readers() == "Ash, 2030: the printed change is 10; the printed numbers differ by 9: both are rounded, and the unrounded numbers may give either."  # fmt: skip


def test_two_thresholds_on_different_bases(tmp_path: Path) -> None:
    rows = HEAD + ",2030-05-01,departures,20,31,14,,,,\n,2030-05-01,arrivals,9,10,7,,,,\n"

    assert _texts(area_of(tmp_path, BOATS, rows), "different-bases") == [
        'warning data/harbourshire/boats.csv:2: column over_week: expected over_week and over_month counted on one basis, found "over_week above moored in two rows, over_month in none"; say in a note what each of them counts and when'
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("31,21", "12,8"), ("31,[x]", "12,[x]"), ("31,4", "9,4")],
    ids=["both beyond", "the other not known", "one slip"],
)
def test_no_word_of_bases_where_nothing_tells_them_apart(tmp_path: Path, first: str, second: str) -> None:
    rows = HEAD + f",2030-05-01,departures,20,{first},,,,\n,2030-05-01,arrivals,9,{second},,,,\n"

    assert _texts(area_of(tmp_path, BOATS, rows), "different-bases") == []


@pytest.mark.parametrize(
    ("whole", "share", "wrong"),
    [
        ("412", "7.52", False),  # 31 of 412
        ("412", "7.53", True),
        ("412", "8", False),  # 33
        ("3", "33.3", False),
        ("3", "50", True),
        ("400[e]", "7.53", False),
        ("7", "100", False),
        ("7", "0", False),
        ("128", "81.3", False),  # 104 of 128 is 81.25: a half up
        ("128", "81.2", False),  # and to even
        ("128", "81.4", True),
    ],
)
def test_a_rate_that_cannot_come_from_its_denominator(tmp_path: Path, whole: str, share: str, wrong: bool) -> None:
    rows = HEAD + f",2030-05-01,departures,{whole},0,0,{share},,,\n"

    assert bool(_found(area_of(tmp_path, BOATS, rows), "rate-impossible")) is wrong


def test_the_sentence_of_an_impossible_rate(tmp_path: Path) -> None:
    rows = HEAD + ",2030-05-01,departures,412,0,0,7.53,,,\n"

    assert _texts(area_of(tmp_path, BOATS, rows), "rate-impossible") == [
        'warning data/harbourshire/boats.csv:2: share, 2030-05-01, departures: expected 7.52% or 7.77% of 412 (moored), found "7.53"; check both numbers: the percentage is of something else, or one of them is wrong'
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("2030,Wind,20\n2030,Sun,30\n2030,Tide,50\n2030,Total,100\n", False),
        ("2030,Wind,20\n2030,Sun,31\n2030,Tide,50\n2030,Total,101\n", True),
        ("2030,Wind,70\n2030,Sun,80\n2030,Tide,90\n2030,Total,80\n", False),
        ("2030,Wind,70\n2030,Sun,80\n2030,Tide,90\n2030,Total,240\n", True),
    ],
)
def test_a_total_of_percentages(tmp_path: Path, rows: str, found: bool) -> None:
    area = area_of(tmp_path, SHARES, "period,fuel,share\n" + rows)

    assert bool(_found(area, "percentages-added")) is found


def test_ranks_that_look_transposed(tmp_path: Path) -> None:
    head = "place,period,cup,points,position,clubs\n"
    rows = "ash,2030,Spring,40,7,90\nbirch,2030,Spring,40,9,90\nash,2030,Autumn,40,9,90\nbirch,2030,Autumn,40,7,90\n"
    swapped = _texts(area_of(tmp_path / "a", LEAGUE, head + rows, PLACES), "rank-disagrees")
    only_tied = _texts(
        area_of(tmp_path / "b", LEAGUE, head + rows[: rows.index("ash,2030,Autumn")], PLACES), "rank-disagrees"
    )

    assert swapped[0] == "warning data/harbourshire/league.csv:2: column position: Ash, 2030, Spring has rank 7 at 40, but Birch has rank 9 at the same 40; the two ranks look transposed; check both ranks against the source"  # fmt: skip
    assert len(swapped) == 2
    assert only_tied == [swapped[0].replace("; the two ranks look transposed", "")]


def test_a_rank_without_its_number(tmp_path: Path) -> None:
    rows = "place,period,cup,points,position,clubs\nash,2030,Spring,40,7,[x]\nbirch,2030,Spring,30,9,90\n"

    assert _texts(area_of(tmp_path, LEAGUE, rows, PLACES), "rank-without-number") == [
        'note data/harbourshire/league.csv:2: column clubs: expected how many were ranked, found "none in one of two rows"; add it where the source says it: a rank alone says nothing'
    ]


def test_a_caption_with_another_unit(tmp_path: Path) -> None:
    rows = 'period,base,ratio,printed_as\n2030,per_1000_homes,0.4,"base=per 100,000 homes (table 3)"\n2031,per_1000_homes,0.5,"base=per 1,000 homes"\n'

    assert _texts(area_of(tmp_path, RATIOS, rows), "unit-disagrees") == [
        'warning data/harbourshire/ratios.csv:2: column base: expected a caption that says per_1000_homes, found "per 100,000 homes (table 3)"; find out whether the number is per 100,000; it is published as per_1000_homes'
    ]


def test_rows_under_the_label_of_others(tmp_path: Path) -> None:
    rows = HEAD + ",2030-05-01,departures,20,0,0,,,,\n,2030-05-01,arrivals,9,0,0,,,,kind=Ships departing this week\n"

    assert _texts(area_of(tmp_path, BOATS, rows), "label-twice") == [
        'warning data/harbourshire/boats.csv:3: column kind: expected a label for arrivals, found "Ships departing this week"; the source prints the label of departures twice, with other values; these rows are published as arrivals'
    ]


def test_a_comparator_that_does_not_exist(tmp_path: Path) -> None:
    rows = "place,period,measure,percent,printed_as\n,academic year 2017/18,gld,70,place=UK mean (chart 4)\n,academic year 2017/18,ks2_rwm,60,\n"

    assert _texts(area_of(tmp_path, MEASURES, rows), "no-such-comparator") == [
        'warning data/harbourshire/measures.csv:2: column place: expected England, the only country with gld, found "UK mean (chart 4)"; name England, or find out what the number is'
    ]


def test_letters_of_appendices(tmp_path: Path) -> None:
    rows = "ref,title,note,printed_as\nA,Minutes,See appendix F.,\nB,Accounts,,ref=D\nD,Survey,,\n"
    area = area_of(tmp_path, ANNEXES, rows)

    assert [
        *_texts(area, "number-missing"),
        *_texts(area, "no-such-appendix"),
        *_texts(area, "letters-disagree"),
    ] == [
        'note data/harbourshire/attachments.csv:2: column ref: expected every number in between, found "no C"; add the row, or say in a note that the source leaves it out',
        'warning data/harbourshire/attachments.csv:2: column note: expected one of A, B, D, found "appendix F"; correct the letter, or add the appendix to attachments',
        'warning data/harbourshire/attachments.csv:3: column ref: expected appendix B, found "appendix D"; the source gives “Accounts” two letters; it is published as B',
    ]


@pytest.mark.parametrize("refs", ["1,2,A", "100001,138456,145000", "1,2,20000000"])
def test_names_that_are_no_sequence_have_no_gaps(tmp_path: Path, refs: str) -> None:
    rows = "ref,title,note,printed_as\n" + "".join(f"{ref},Minutes,,\n" for ref in refs.split(","))

    assert _texts(area_of(tmp_path, ANNEXES, rows), "number-missing") == []


def test_a_series_with_a_hole(tmp_path: Path) -> None:
    rows = "period,fuel,share\n" + "".join(f"{year},Wind,{year - 2000}\n" for year in (2026, 2027, 2030))
    stated = rows + "2028,Wind,[x]\n2029,Wind,[x]\n"

    assert _texts(area_of(tmp_path / "a", SHARES, rows), "series-hole") == [
        'note data/harbourshire/shares.csv:2: period, Wind: expected every year from the first to the last, found "no 2028 or 2029"; add the row, with [x] or [z] where there is no number'
    ]
    assert _texts(area_of(tmp_path / "b", SHARES, stated), "series-hole") == []


def test_too_few_reporting(tmp_path: Path) -> None:
    rows = HEAD + ",2030-05-01,departures,9,0,0,,1,,\n,2030-05-02,departures,9,0,0,,2,,\n"

    assert _texts(area_of(tmp_path, BOATS, rows, PLACES), "few-reporting") == [
        'note data/harbourshire/boats.csv:2: column reporting: expected at least half of 3 places, found "1"; say in a note why the others are not in it'
    ]


@pytest.mark.parametrize(("year", "found"), [("24", True), ("12", False)])
def test_a_snapshot_added_up(tmp_path: Path, year: str, found: bool) -> None:
    rows = (
        HEAD
        + f",2030-05-01,departures,11,0,0,,,,\n,2030-06-01,departures,13,0,0,,,,\n,2030,departures,{year},0,0,,,,\n"
    )
    texts = _texts(area_of(tmp_path, BOATS, rows), "periods-added")

    assert texts == ([
        'warning data/harbourshire/boats.csv:4: moored, 2030, departures: expected a count on one day, found "24"; it is the sum of 2 periods, which counts the same children again: write [x], or the count of one day'
    ] if found else [])  # fmt: skip


def test_an_outlier_among_its_own_series(tmp_path: Path) -> None:
    values = [301, 310, 305, 299, 30400, 308, 303]
    rows = "period,fuel,share\n" + "".join(f"{2020 + place},Wind,{value}\n" for place, value in enumerate(values))

    assert _texts(area_of(tmp_path, SHARES, rows), "outlier") == [
        'note data/harbourshire/shares.csv:6: share, 2024, Wind: expected a number near those of other periods, about 305, found "30,400"; check the number; if it is right, say in a note why'
    ]


def test_a_year_is_no_outlier_among_its_terms(tmp_path: Path) -> None:
    terms = "".join(f"term {place + 1} 2029/30,Wind,{value}\n" for place, value in enumerate([31, 30, 35, 29, 38, 33]))
    rows = f"period,fuel,share\n{terms}academic year 2029/30,Wind,196\n"

    assert _texts(area_of(tmp_path, SHARES, rows), "outlier") == []


def test_few_outliers_are_told(tmp_path: Path) -> None:
    rows = "period,fuel,share\n" + "".join(
        f"{1950 + place},{fuel},{9000 if place % 20 == 3 else 30 + place % 7}\n"
        for fuel in ("Wind", "Sun", "Tide")
        for place in range(80)
    )

    assert len(_found(area_of(tmp_path, SHARES, rows), "outlier")) == 240 // 200


@pytest.mark.parametrize(
    ("words", "value", "holds"),
    [
        ("top 20%", 19.9, True),
        ("in the top 20%", 21.1, False),
        ("among the 10% with the most", 9.0, True),
        ("approximately 3", -2.6, True),
        ("about 3", 3.6, False),
        ("about 1,200", 1200.4, True),
        ("about half", 0.46, True),
        ("over 400", 475.0, True),
        ("over 400", 399.0, False),
        ("fewer than 10", 9.0, True),
        ("at most twelve", 13.0, False),
        ("ten times", 10.2, True),
        ("10 times the number", 7.5, False),
        ("twice", 2.1, True),
    ],
)
def test_a_claim(words: str, value: float, holds: bool) -> None:
    found = claim(words)

    assert found is not None
    assert found.holds(value) is holds


@pytest.mark.parametrize("words", ["six", "a lot", "12", "people like it", ""])
def test_words_that_claim_nothing(words: str) -> None:
    assert claim(words) is None


KNOWN = "known_differences:\n  - {{rule: part-exceeds-whole, file: boats.csv, column: over_week, numbers: [{numbers}], reason: Counted over the year.}}\n"


def _with_known(tmp_path: Path, numbers: str, rows: str = ",2030-05-01,departures,20,31,4,,,,\n") -> Area:
    area_of(tmp_path, BOATS, HEAD + rows)
    about = tmp_path / "data/harbourshire/area.yml"
    known = about.read_text(encoding="utf-8") + KNOWN.format(numbers=numbers)
    return area_of(tmp_path, BOATS, HEAD + rows, about=known)


def test_a_known_difference_is_a_note_with_its_reason(tmp_path: Path) -> None:
    area = _with_known(tmp_path, "31, 20")
    every = findings(with_totals(area))
    (found,) = (problem for problem in with_known(area, every) if problem.rule == "part-exceeds-whole")

    assert f"{found.severity} {found.text()}" == 'note data/harbourshire/boats.csv:2: over_week, 2030-05-01, departures: expected at most 20 (moored), found "31"; known: Counted over the year.'  # fmt: skip
    assert found.for_readers().endswith("more than ‘moored’ with 20. Known: Counted over the year.")
    assert forgotten(area, with_known(area, every)) == []


def test_a_known_difference_complains_when_its_numbers_change(tmp_path: Path) -> None:
    area = _with_known(tmp_path, "31, 21")
    every = with_known(area, findings(with_totals(area)))

    assert [problem.text() for problem in forgotten(area, every)] == [
        'data/harbourshire/area.yml:13: known_differences[1]: expected 31 and 21, found "31 and 20"; look at it again: write the new numbers, or delete this entry'
    ]
    assert [str(problem.severity) for problem in every if problem.rule == "part-exceeds-whole"] == ["warning"]


def test_a_known_difference_that_is_mended_is_to_be_deleted(tmp_path: Path) -> None:
    area = _with_known(tmp_path, "31, 20", ",2030-05-01,departures,40,31,4,,,,\n")

    assert [problem.text() for problem in forgotten(area, findings(with_totals(area)))] == [
        'data/harbourshire/area.yml:13: known_differences[1]: expected a finding of part-exceeds-whole in boats.csv, found "none"; delete this entry, or correct its rule, file or column'
    ]


PEOPLE = Table(
    name="boats",
    title="Crews",
    key=("period",),
    columns=(
        PERIOD,
        Column("aboard", Kind.WHOLE, "Aboard", "people", least=0, snapshot=False, basis=Basis.RECORDS),
        Column("ashore", Kind.WHOLE, "Ashore", "people", least=0, snapshot=False, basis=Basis.RECORDS),
    ),
    parts=(Part("ashore", "aboard"),),
)


def test_the_numbers_of_a_known_difference_are_hidden_with_its_cells(tmp_path: Path) -> None:
    rows = "period,aboard,ashore\n2030,3,61\n"
    area_of(tmp_path, PEOPLE, rows)
    about = (tmp_path / "data/harbourshire/area.yml").read_text(encoding="utf-8")
    known = KNOWN.format(numbers="4, 61").replace("over_week", "ashore")
    area = area_of(tmp_path, PEOPLE, rows, about=about + known)
    every = findings(with_totals(area))
    (changed,) = forgotten(area, every)

    assert changed.message() == 'expected 4 and 61, found "61 and 3"; look at it again: write the new numbers, or delete this entry'  # fmt: skip
    assert changed.message(frozenset(every[0].found.refs)) == 'expected [c], found "[c]"; look at it again: write the new numbers, or delete this entry'  # type: ignore[union-attr]  # fmt: skip


def test_fewer_than_six_numbers_have_no_outlier(tmp_path: Path) -> None:
    rows = "period,fuel,share\n" + "".join(f"{2020 + year},Wind,{value}\n" for year, value in enumerate([301, 310, 30400, 305, 299]))  # fmt: skip

    assert _texts(area_of(tmp_path, SHARES, rows), "outlier") == []

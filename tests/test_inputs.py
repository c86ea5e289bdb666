"""Periods, ages, marks, cells, places and the two readers, as tables of what goes in and what comes out."""

from datetime import date
from pathlib import Path

import pytest

from generators.inputs.ages import AgeBand, NotAnAgeBandError, age_band, tiles
from generators.inputs.cells import read_cell
from generators.inputs.complaints import Complaint, nearest, suggestion, visible
from generators.inputs.csvfile import read_csv
from generators.inputs.declare import AGE_BAND, PERIOD, Column, Kind, Table
from generators.inputs.marks import combined, explained, is_absent, split
from generators.inputs.periods import NotAPeriodError, period
from generators.inputs.places import Place, Places, code_remedy, plural, slug
from generators.inputs.yamlfile import read_rows, read_yaml

# --- Periods ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "code"),
    [
        ("2019-03-31", "day", "2019-03-31", "2019-03-31", "2019-03-31"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("mid-2017", "day", "2017-06-30", "2017-06-30", "2017-06-30"),
        ("2020-02", "month", "2020-02-01", "2020-02-29", "2020-02"),
        ("2019", "calendar year", "2019-01-01", "2019-12-31", "2019"),
        ("2017 to 2018", "years", "2017-01-01", "2018-12-31", "201718"),
        ("academic year 2017/18", "academic year", "2017-09-01", "2018-08-31", "201718"),
        ("academic year 1999/00", "academic year", "1999-09-01", "2000-08-31", "199900"),
        ("financial year 2017/18", "financial year", "2017-04-01", "2018-03-31", "201718"),
        ("term 1 2022/23", "term", "2022-09-01", "2022-10-31", "202223T1"),
        ("term 6 2022/23", "term", "2023-06-01", "2023-08-31", "202223T6"),
        ("12 months to 2019-03", "rolling 12 months", "2018-04-01", "2019-03-31", "12M-2019-03"),
        ("12 months to 2020-02", "rolling 12 months", "2019-03-01", "2020-02-29", "12M-2020-02"),
        ("12 months to 2019-06-15", "rolling 12 months", "2018-06-16", "2019-06-15", "12M-2019-06-15"),
        ("IMD 2015", "release", "2015-01-01", "2015-12-31", "2015"),
    ],
)
def test_periods(text: str, kind: str, start: str, end: str, code: str) -> None:
    found = period(text)

    assert (found.kind, found.start, found.end) == (kind, date.fromisoformat(start), date.fromisoformat(end))
    assert (found.text, found.code) == (text, code)
    assert found.words


WHICH = "say which year: academic year 2017/18 or financial year 2017/18"
DAY = "write a day as year-month-day, such as 2023-12-05"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("2017/18", WHICH),
        ("2017/2018", WHICH),
        ("2017-18", WHICH),
        ("Set 2020", "month not known (September?): write it like 2020-09"),
        ("Smarch 2031", "month not known: write it like 2031-01"),
        ("Autumn 2031", "which months? write one like 2031-09, or the first under start and the last under due"),
        ("April/May/July 2031", "are all of these months meant? write 2031-04 under start and 2031-07 under due"),
        ("Nov 2031 – Feb 2032", "write 2031-11 under start and 2032-02 under due"),
        ("TBC", "leave the cell blank until it is known"),
        ("5/12/2023", DAY),
        ("31.3.2019", "write 2019-03-31"),
        ("31/02/2019", DAY),
        ("mid 2019", "write mid-2019"),
        ("Mid-year 2019", "write mid-2019"),
        ("2023-02-30", "day is out of range for month; " + DAY),
        ("term 7 2022/23", "terms are 1 to 6"),
        ("academic year 2017/19", "the second year must follow the first, such as 2017/18"),
        ("Academic year 2017-18", "write academic year 2017/18"),
        ("school year 2017/2018", "write academic year 2017/18"),
        ("2018 to 2017", "the second year must come after the first, such as 2018 to 2019"),
        ("Mar-19", "write a month as year-month, such as 2019-03"),
        ("March 2019", "write a month as year-month, such as 2019-03"),
    ],
)
def test_what_is_not_a_period_says_how_to_write_it(text: str, how: str) -> None:
    with pytest.raises(NotAPeriodError) as found:
        period(text)

    assert str(found.value) == how


@pytest.mark.parametrize("text", ["", "last year", "２０１９", "2019 ", "IMD2015", "term 3"])
def test_anything_else_gets_all_forms(text: str) -> None:
    with pytest.raises(NotAPeriodError, match="write it like 2019, 2019-03"):
        period(text)


def test_periods_sort_by_their_end_and_the_longer_first() -> None:
    texts = ["2019-12-31", "term 2 2018/19", "2019", "academic year 2018/19", "term 6 2018/19", "2018"]

    assert sorted(texts, key=lambda text: period(text).sort) == [
        "2018", "term 2 2018/19", "academic year 2018/19", "term 6 2018/19", "2019", "2019-12-31",
    ]  # fmt: skip


# --- Ages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "band", "words"),
    [
        ("0-4", AgeBand(0, 4), "0 to 4"),
        ("5", AgeBand(5, 5), "5"),
        ("5-5", AgeBand(5, 5), "5"),
        ("19+", AgeBand(19, 200), "19 and over"),
        ("0+", AgeBand(0, 200), "all ages"),
        ("all ages", AgeBand(0, 200), "all ages"),
    ],
)
def test_age_bands(text: str, band: AgeBand, words: str) -> None:
    assert age_band(text) == band
    assert band.words() == words


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("09-May", "a spreadsheet turned it into a date: write 5-9 and format the column as text"),
        ("May-09", "a spreadsheet turned it into a date: write 5-9 and format the column as text"),
        ("Oct-14", "a spreadsheet turned it into a date: write 10-14 and format the column as text"),
        (
            "5/9/2023",
            "a spreadsheet turned it into a date: write the age band, such as 5-9, and format the column as text",
        ),
        ("5–9", "write 5-9"),
        ("5 to 9", "write 5-9"),
        ("aged 5 to 9", "write 5-9"),
        ("00-04", "write 0-4"),
        ("05", "write 5"),
        ("9-5", "write the younger age first: 5-9"),
        ("under 5s", "write 0-4"),
        ("19 and over", "write 19+"),
        ("All", "write all ages"),
        ("children", "write it like 0-4, 5, 19+ or all ages"),
        ("٥", "write it like 0-4, 5, 19+ or all ages"),
    ],
)
def test_what_is_not_an_age_band_says_how_to_write_it(text: str, how: str) -> None:
    with pytest.raises(NotAnAgeBandError) as found:
        age_band(text)

    assert str(found.value) == how


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        ("0-9", ["0-4", "5-9"], True),
        ("0-9", ["5-9", "0-4"], True),
        ("0-9", ["0-3", "5-9"], False),
        ("0-9", ["0-5", "5-9"], False),
        ("0-9", ["0-4", "5-10"], False),
        ("0+", ["0-4", "5+"], True),
        ("0-4", [], False),
    ],
)
def test_bands_that_cover_another(whole: str, parts: list[str], expected: bool) -> None:
    assert tiles(age_band(whole), [age_band(part) for part in parts]) is expected


@pytest.mark.parametrize(
    ("one", "other", "overlap", "inside"),
    [("0-4", "5-9", False, False), ("0-4", "4-9", True, False), ("5-9", "0-18", True, True), ("5", "5", True, True)],
)
def test_bands_that_meet(one: str, other: str, overlap: bool, inside: bool) -> None:
    assert age_band(one).overlaps(age_band(other)) is overlap
    assert age_band(other).overlaps(age_band(one)) is overlap
    assert age_band(one).inside(age_band(other)) is inside


# --- Marks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["", ""], ""),
        (["[e]", "[r]"], "[e][r]"),
        (["[r][e]", "[e]"], "[e][r]"),
        (["[x]", "[e]"], "[x]"),
        (["[x]", "[c]"], "[c]"),
        (["[z]", "[x]", "[low]"], "[x]"),
        (["[low]", "[u]"], "[low]"),
    ],
)
def test_marks_of_a_derived_number(marks: list[str], expected: str) -> None:
    assert combined(*marks) == expected
    assert combined(*reversed(marks)) == expected


def test_marks_are_split_and_explained() -> None:
    assert split("[r][e]") == ["r", "e"]
    assert [is_absent(mark) for mark in ("", "[e]", "[low]", "[c]")] == [False, False, True, True]
    assert explained(["[e]", "[r][e]", "", "[c]"]) == ["[c] confidential", "[e] estimated", "[r] revised"]


# --- Cells --------------------------------------------------------------------------------------------------------


class Words:
    """The words that the cells of these tests may say."""

    def place(self, text: str, when: str | None) -> str | Complaint:
        return text.lower()

    def allowed(self, column: Column) -> tuple[str, ...]:
        return column.allowed

    def could_point_to_people(self, text: str, column: Column) -> bool:
        return False


COUNT = Column("count", Kind.WHOLE, "Count", "count", least=0, most=1_000_000_000_000_000)
SHARE = Column("share", Kind.NUMBER, "Share", "percent", least=-100, most=100)
MARKLESS = Column("rank", Kind.WHOLE, "Rank", marks=())
STRANDS = Column("strands", Kind.WORDS, "Strands", allowed=("One", "Two"))
NOTE = Column("note", Kind.TEXT, "Note", optional=True)
DAY_ON = Column("on", Kind.DATE, "On")
LINK = Column("link", Kind.ADDRESS, "Link")


@pytest.mark.parametrize(
    ("column", "text", "value", "mark"),
    [
        (COUNT, "0", 0, ""),
        (COUNT, "12[e]", 12, "[e]"),
        (COUNT, "12 [r][e]", 12, "[r][e]"),
        (COUNT, "123456789012345", 123456789012345, ""),
        (SHARE, "12.50", 12.5, ""),
        (SHARE, "-3.6[p]", -3.6, "[p]"),
        (SHARE, "-0", 0, ""),
        (STRANDS, "Two; One", ("Two", "One"), ""),
        (STRANDS, "Two;One", ("Two", "One"), ""),
        (NOTE, "", "", ""),
        (NOTE, "a\nb", "a\nb", ""),
        (DAY_ON, "2019-03-31", "2019-03-31", ""),
        (LINK, "https://example.org/?a=1", "https://example.org/?a=1", ""),
        (PERIOD, "mid-2017", "mid-2017", ""),
        (AGE_BAND, "19+", "19+", ""),
    ],
)
def test_cells_that_are_understood(column: Column, text: str, value: object, mark: str) -> None:
    found = read_cell(text, column, Words())

    assert not isinstance(found, Complaint)
    assert (found.value, found.mark) == (value, mark)


@pytest.mark.parametrize("mark", ["[x]", "[z]", "[c]", "[low]"])
def test_a_mark_stands_instead_of_a_number(mark: str) -> None:
    found = read_cell(mark, COUNT, Words())

    assert not isinstance(found, Complaint)
    assert found.value != found.value
    assert found.mark == mark


ABSENT = "write [x] if not available, [z] if not applicable, [c] if confidential"
FORMULA = "a formula of the spreadsheet stands here: type the number, or [x] if not available"


@pytest.mark.parametrize(
    ("column", "text", "fix"),
    [
        (COUNT, "1,234", "write 1234"),
        (COUNT, "1,234,567", "write 1234567"),
        (COUNT, "1 234", "write 1234"),
        (COUNT, "1\u202f234", "write 1234"),
        (COUNT, "1'234", "write 1234"),
        (COUNT, "+12", "write 12"),
        (COUNT, "'12", "write 12"),
        (COUNT, "12.", "write 12"),
        (COUNT, "007", "write 7"),
        (COUNT, "1E+05", "write 100000"),
        (COUNT, "1.5e3", "write 1500"),
        (COUNT, "1,234[e]", "write 1234[e]"),
        (COUNT, "12.0", "write 12"),
        (COUNT, "12.0[e]", "write 12[e]"),
        (COUNT, "12.5", "a count has no decimals"),
        (COUNT, "-5", "a count cannot be negative"),
        (COUNT, "−5", "a count cannot be negative"),
        (COUNT, "1,23,4", "write it like 1234, or [x] if not available"),
        (COUNT, "1.234.567", "write it like 1, or [x] if not available"),
        (COUNT, "twelve", "write it like 12, or [x] if not available"),
        (COUNT, "inf", "write it like 12, or [x] if not available"),
        (COUNT, "1e400", "write it like 1, or [x] if not available"),
        (COUNT, "1e99", "write it like 1, or [x] if not available"),
        (COUNT, "True", "write it like 12, or [x] if not available"),
        (COUNT, "N/A", ABSENT),
        (COUNT, "n.a.", ABSENT),
        (COUNT, "-", ABSENT),
        (COUNT, "..", ABSENT),
        (COUNT, "Suppressed", ABSENT),
        (COUNT, "Not recorded", ABSENT),
        (COUNT, "#DIV/0!", FORMULA),
        (COUNT, "=SUM(A1:A9)", FORMULA),
        (COUNT, "12-May", "a spreadsheet turned it into a date: type the number again"),
        (COUNT, "< 5", "write [c] if the source withholds a small number, or [low] if it rounds to 0"),
        (COUNT, "fewer than 5", "write [c] if the source withholds a small number, or [low] if it rounds to 0"),
        (COUNT, "1 to 4", "a range is not a number: write [x], and the range under note"),
        (COUNT, "100+", "a range is not a number: write [x], and the range under note"),
        (COUNT, "~12", "write 12[e], which says that it is estimated"),
        (COUNT, "12(e)", "write 12[e]"),
        (COUNT, "C", "write [c]"),
        (COUNT, "(x)", "write [x]"),
        (COUNT, "[x][c]", "[x] stands instead of a number: delete one of them"),
        (COUNT, "12[e][e]", "use one of these, or write the number alone"),
        (COUNT, "12[note 1]", "write it like 12, or [x] if not available"),
        (MARKLESS, "3[e]", "use one of these, or write the number alone"),
        (SHARE, "12,5", "write 12.5"),
        (SHARE, ".5", "write 0.5"),
        (SHARE, "–3.6", "write -3.6"),
        (SHARE, "12.5 %", "write 12.5 without the percent sign"),
        (SHARE, "half", "write it like 12, or [x] if not available"),
        (STRANDS, "One, Two", "write One; Two"),
        (STRANDS, "One; one", "use One"),
        (STRANDS, "One; ", "delete the spaces"),
        (STRANDS, "One;", "use One or Two"),
        (DAY_ON, "31/3/2019", "write dates as 2019-03-31"),
        (DAY_ON, "2019-02-29", "day is out of range for month; write dates as 2023-12-05"),
        (LINK, "javascript:alert(1)", "start it with https://"),
        (LINK, "https://example.org/ x", "start it with https://"),
        (NOTE, "a\u202eb", "type the cell again"),
        (NOTE, "a\x0bb", "type the cell again"),
        (PERIOD, "", "fill it in; a blank cell says nothing"),
    ],
)  # fmt: skip
def test_cells_that_are_not_say_how_to_mend_them(column: Column, text: str, fix: str) -> None:
    found = read_cell(text, column, Words())

    assert isinstance(found, Complaint)
    assert found.fix == fix


def test_the_word_total_is_taken_where_values_add_up() -> None:
    level = Column("level", Kind.WORD, "Level", allowed=("A",))

    assert isinstance(read_cell("Total", level, Words()), Complaint)
    assert not isinstance(read_cell("Total", level, Words(), has_total=True), Complaint)


# --- Words of complaints ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "choices", "expected"),
    [
        ("atainment", ["attainment", "need"], "attainment"),
        ("NEED", ["attainment", "need"], "need"),
        ("Folkstone and Hythe", ["Folkestone and Hythe", "Dover"], "Folkestone and Hythe"),
        ("something quite different", ["attainment", "need"], None),
        ("", ["attainment"], None),
        ("x" * 100_000, ["attainment"], None),
        ("need", [], None),
    ],
)
def test_the_nearest_choice(word: str, choices: list[str], expected: str | None) -> None:
    assert nearest(word, choices) == expected


def test_choices_are_listed_where_none_is_near() -> None:
    assert suggestion("qqq", ["one", "two", "three"]) == "use one, two or three"
    assert suggestion("qqq", [str(number) for number in range(20)]).endswith("11 or … (20 in all)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – ’é", "plain – ’é"),
        ("a\u00a0b", "a<non-breaking space>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\x1b[31m", "a<U+001B>[31m"),
        ("a\nb\tc", "a<line break>b<tab>c"),
        ("\ud800", "<U+D800>"),
        ("a   b", "a<3 spaces>b"),
        ("x" * 200, "x" * 80 + "…"),
    ],
)
def test_texts_are_quoted_with_what_cannot_be_seen(text: str, expected: str) -> None:
    assert visible(text) == expected


# --- Places -------------------------------------------------------------------------------------------------------

AREA = Place("E06990001", "Vale", "authority")
BELOW = [
    Place("coast", "The Coast", "locality"),
    Place("board", "North board", "district"),
    Place("E05990001", "Gull Point", "ward", ("coast", "board"), ("Gull Pt",)),
    Place("E05990002", "Marsh End", "ward", ("coast",), (), 2011, 2030),
    Place("E05990012", "Marsh End", "ward", ("coast", "board"), (), 2031),
    Place("E05990003", "NA", "ward"),
]
PLACES = Places(AREA, BELOW, [Place("E92000001", "England", "country"), Place("E05990003", "NA", "ward")])


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        ("Vale", None, "E06990001"),
        ("England", None, "E92000001"),
        ("Gull Pt", None, "E05990001"),
        ("E05990001", "2019", "E05990001"),
        ("NA", "2019", "E05990003"),
        ("Marsh End", "mid-2030", "E05990002"),
        ("Marsh End", "2031", "E05990012"),
        ("Marsh End", "academic year 2029/30", "E05990002"),
        ("E05990002", "2011", "E05990002"),
    ],
)
def test_places_are_found(text: str, when: str | None, expected: str) -> None:
    assert PLACES.find(text, when) == expected


@pytest.mark.parametrize(
    ("text", "when", "rule", "fix"),
    [
        ("gull point", None, "unknown-place", "did you mean Gull Point?"),
        ("Wigan", None, "unknown-place", "add it to places.csv, or check the name"),
        ("", None, "unknown-place", "add it to places.csv, or check the name"),
        ("Marsh End", None, "ambiguous-place", "several have this name: write E05990002 (ward) or E05990012 (ward)"),
        ("E05990012", "2019", "place-of-another-time", "E05990012 is valid from 2031: use the place of that time, or correct places.csv"),
    ],
)  # fmt: skip
def test_places_that_are_not_found(text: str, when: str | None, rule: str, fix: str) -> None:
    found = PLACES.find(text, when)

    assert isinstance(found, Complaint)
    assert (found.rule, found.fix) == (rule, fix)


def test_hierarchies_stand_side_by_side() -> None:
    def names(parent: str, level: str | None = None) -> list[str]:
        return [place.code for place in PLACES.within(parent, level)]

    assert names("coast") == ["E05990001", "E05990002", "E05990012"]
    assert names("board", "ward") == ["E05990001", "E05990012"]
    assert names("E06990001") == ["coast", "board", "E05990003"]
    assert names("E06990001", "ward") == ["E05990001", "E05990002", "E05990012", "E05990003"]
    assert PLACES.levels() == ("district", "locality", "ward")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("E05000001", None),
        ("derby-north", None),
        ("lsoa-1", None),
        ("e05000001", "write E05000001"),
        ("E0500176", "a GSS code is a capital letter and eight digits"),
        ("Derby North", "a GSS code is a capital letter and eight digits"),
        ("", "a GSS code is a capital letter and eight digits"),
    ],
)
def test_codes(code: str, expected: str | None) -> None:
    assert code_remedy(code) == expected


def test_addresses_and_plurals_of_places() -> None:
    assert [slug(name) for name in ("St Osyth’s, Upper", "Fort & Dock", "!!")] == [
        "st-osyths-upper",
        "fort-dock",
        "place",
    ]
    assert [plural("ward"), plural("locality"), plural("ward", 1)] == ["wards", "localities", "ward"]


# --- Files --------------------------------------------------------------------------------------------------------

TABLE = Table(name="visits", title="Visits", key=("name",), columns=(Column("name", Kind.TEXT, "Name"), COUNT, STRANDS))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("name,count,strands\nAnn,1,One\n", [(2, "Ann", "1")]),
        ('name,count,strands\n"Ann, the ""first""",1,One', [(2, 'Ann, the "first"', "1")]),
        ('name,count,strands\n"two\nlines",1,One\nBob,2,Two', [(2, "two\nlines", "1"), (4, "Bob", "2")]),
        ('# "a comment\nname,count,strands\n# b\nAnn,1,One', [(4, "Ann", "1")]),
        ('name,count,strands\n"# no comment",1,One', [(2, "# no comment", "1")]),
        ('name,count,strands\n"a\n# b\nc",1,One', [(2, "a\n# b\nc", "1")]),
        ("name,count,strands\rAnn,1,One\rBob,2,Two", [(2, "Ann", "1"), (3, "Bob", "2")]),
        ("strands,note,count,name,,\nOne,x,1,NA,,\n", [(2, "NA", "1")]),
        ("name,count,strands\nCafe\u0301,1,One", [(2, "Café", "1")]),
    ],
)
def test_csv(tmp_path: Path, text: str, rows: list[tuple[int, str, str]]) -> None:
    (tmp_path / "visits.csv").write_text(text, encoding="utf-8", newline="")
    found = read_csv(tmp_path / "visits.csv", "visits.csv", TABLE)

    assert found.problems == []
    assert [(row.line, row.cells["name"], row.cells["count"]) for row in found.rows] == rows


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('name,count,strands\n"a\nb",1\nBob,2\n', [2, 4]),
        ("name,count,strands\n\nAnn,1,One\n,,\n,,\nBob,2,Two\n,,\n", [2, 4, 7]),
        ('name,count,strands\nAnn,1,One\n"Bob,2,Two\nCas,3,One\n', [3]),
        ('name,count,strands\n"Ann,1,One\n"Bob",2,Two\n', [2]),
    ],
)
def test_csv_names_the_line_where_a_slip_begins(tmp_path: Path, text: str, lines: list[int]) -> None:
    (tmp_path / "visits.csv").write_text(text, encoding="utf-8", newline="")

    assert [problem.line for problem in read_csv(tmp_path / "visits.csv", "visits.csv", TABLE).problems] == lines


def test_yaml_keeps_what_the_author_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: no\nb: 12:30\nc: 007\nd: ~\ne:\nf: 1e3\ng: 2019-03-31\nh: [yes, 0x10]\n")
    document, problems = read_yaml(tmp_path / "a.yml", "a.yml")

    assert problems == []
    assert document is not None
    assert document.value == {
        "a": "no", "b": "12:30", "c": "007", "d": "~", "e": "", "f": "1e3", "g": "2019-03-31", "h": ["yes", "0x10"],
    }  # fmt: skip
    assert [document.line(where) for where in (("a",), ("h",), ("h", 1), ("nothing",))] == [1, 8, 8, 1]


def test_yaml_rows_know_the_line_of_each_cell(tmp_path: Path) -> None:
    text = "# visits\n- name: Ann\n  count: 1\n  strands: [One, Two]\n- {name: Bob, count: '2[e]', strands: One}\n"
    text += "- name: |\n    Cas\n    and Dee\n  count: 3\n  strands: One\n"
    (tmp_path / "visits.yml").write_text(text)
    rows, problems = read_rows(tmp_path / "visits.yml", "visits.yml", TABLE)

    assert problems == []
    assert [(row.line, row.cells) for row in rows] == [
        (2, {"name": "Ann", "count": "1", "strands": "One; Two"}),
        (5, {"name": "Bob", "count": "2[e]", "strands": "One"}),
        (6, {"name": "Cas and Dee", "count": "3", "strands": "One"}),
    ]
    assert rows[0].line_of("count") == 3


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: [1, 2\n", 3, "a [ or { that is not closed, or stands in a value"),
        ("a: 'x\n", 2, "a quote that is never closed"),
        ("a: b: c\n", 1, "a second colon in the line"),
        ("a:\n\tb: 1\n", 2, "a tab"),
        ("a: @x\n", 1, "a value that starts with a special character"),
        ("a: 1\n  b: 2\n", 2, "a second colon in the line"),
        ("a: 1\nb\nc: 2\n", 3, "a line without a colon"),
        ("a: \"\\q\"\n", 1, "a backslash that stands for nothing"),
        ("a: 1\nb: \x07\n", 2, "a character that is not text"),
        ("a: 1\nb: \"\\U00110000\"\n", 2, "a character that does not exist"),
        ("? [a]\n: 1\n", 1, "a list, a mapping or <<"),
        ("<<: {a: 1}\n", 1, "a list, a mapping or <<"),
        ("a: &x 1\n", 1, "an anchor or alias (& or *)"),
        ("a: !!int 1\n", 1, "tag:yaml.org,2002:int"),
        ("--- 1\n--- 2\n", 2, "a second ---"),
        ("{" * 50, 1, "more"),
        ("- " * 50 + "x", 1, "more"),
    ],
)  # fmt: skip
def test_yaml_that_is_refused(tmp_path: Path, text: str, line: int, found: str) -> None:
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    document, problems = read_yaml(tmp_path / "a.yml", "a.yml")

    assert document is None
    assert [(problem.line, problem.found) for problem in problems] == [(line, found)]


@pytest.mark.parametrize(
    ("cell", "how"),
    [("20k", "write the number out: 20000"), ("2.7m", "write the number out: 2700000"), ("1.2 million", "write the number out: 1200000")],
)  # fmt: skip
def test_numbers_with_words_for_thousands(cell: str, how: str) -> None:
    found = read_cell(cell, Column("amount", Kind.NUMBER, "Amount", "gbp"), Words())

    assert isinstance(found, Complaint)
    assert found.fix == how


def test_a_total_where_none_is_typed() -> None:
    column = Column("category", Kind.WORD, "Category", allowed=("Staffing", "Premises"))
    found = read_cell("Total", column, Words())

    assert isinstance(found, Complaint)
    assert found.fix == "no total is typed here: delete the row"

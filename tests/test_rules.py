"""Contradictions within tables: found, said to the author with true values, and to the public without withheld ones."""

from pathlib import Path

import pytest

from generators.disclosure import protect, tellable
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Part, Table
from generators.inputs.project import Area
from generators.problems import Problem
from generators.rules import findings
from generators.totals import with_totals
from tests.areas import area_of

CALLS = Table(
    name="calls",
    title="Calls",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column("made", Kind.WHOLE, "Calls made", "children", least=0, snapshot=False),
        Column("answered", Kind.WHOLE, "Calls answered", "children", least=0, snapshot=False),
    ),
    totals=("age_band", "place"),
    parts=(Part("answered", "made"),),
)
SEASONS = Table(
    name="seasons",
    title="Seasons",
    key=("period", "season"),
    columns=(
        PERIOD,
        Column("season", Kind.WORD, "Season", allowed=("Spring", "Summer")),
        Column("cost", Kind.NUMBER, "Cost", "gbp", least=0),
        Column("rate", Kind.NUMBER, "Rate", "percent", least=0),
        Column("seen", Kind.WHOLE, "Seen", "people", least=0, basis=Basis.MODELLED),
    ),
    totals=("season",),
)
WARDS = (
    "north,North,locality\nsouth,South,locality\nash,Ash,ward,north\nbirch,Birch,ward,north\ncedar,Cedar,ward,south\n"
)
HEAD = "place,period,age_band,is_total,made,answered\n"


def _found(area: Area) -> list[Problem]:
    return findings(with_totals(area))


def _public(area: Area) -> list[str]:
    """Everything that published surfaces print of the findings."""
    complete = with_totals(area)
    withheld = protect(complete)[0].withheld
    texts = []
    for problem in findings(complete):
        texts += [problem.text(withheld), problem.for_readers(withheld), str(problem.as_json(withheld))]
    return texts


@pytest.mark.parametrize(
    ("made", "answered", "rules"),
    [
        pytest.param("70", "70", [], id="equal"),
        pytest.param("70", "71", ["part-exceeds-whole"], id="one more"),
        pytest.param("0", "6", ["part-exceeds-whole"], id="of nothing"),
        pytest.param("0", "0", [], id="nothing of nothing"),
        pytest.param("[x]", "71", [], id="whole not available"),
        pytest.param("70", "[c]", [], id="part confidential"),
        pytest.param("70[e]", "71[p]", ["part-exceeds-whole"], id="with caveats"),
    ],
)
def test_part_exceeds_whole(tmp_path: Path, made: str, answered: str, rules: list[str]) -> None:
    area = area_of(tmp_path, CALLS, HEAD + f",2030,0-4,,{made},{answered}\n")

    assert [problem.rule for problem in _found(area)] == rules


def test_the_sentences_of_a_part_that_exceeds_its_whole(tmp_path: Path) -> None:
    (found,) = _found(area_of(tmp_path, CALLS, HEAD + "ash,2030,0-4,,70,1071\n", WARDS))

    assert found.text() == 'data/harbourshire/calls.csv:2: answered, Ash, 2030, ages 0 to 4: expected at most 70 (calls made), found "1,071"; check what each of them counts, or say in a note why they differ'  # fmt: skip
    assert found.for_readers() == "Ash, 2030, ages 0 to 4: ‘calls answered’ is 1,071, more than ‘calls made’ with 70."


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,0-9,yes,30,0\n", [], id="agrees"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,0-9,yes,31,0\n", [4], id="one too many"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,[x],0\n,2030,0-9,yes,31,0\n", [], id="a part not available"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,0-9,yes,[x],0\n", [], id="total not available"),
        pytest.param(",2030,0-4,,10,0\n,2030,6-9,,20,0\n,2030,0-9,yes,31,0\n", [], id="a hole"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,0-9,yes,30,0\n,2030,10-19,,99,0\n", [], id="a band outside the total"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,0-9,yes,30,0\n,2030,10-19,,9,0\n,2030,0-19,yes,38,0\n", [6], id="a total of totals"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2030,all ages,yes,99,0\n", [], id="all ages of some bands"),
        pytest.param(",2030,0-4,,10,0\n,2030,5+,,20,0\n,2030,all ages,yes,99,0\n", [4], id="all ages of all bands"),
        pytest.param(",2030,0-4,,10,0\n,2030,5-9,,20,0\n,2031,0-9,yes,99,0\n", [], id="another year's total"),
    ],
)  # fmt: skip
def test_totals_over_ages(tmp_path: Path, rows: str, lines: list[int]) -> None:
    found = _found(area_of(tmp_path, CALLS, HEAD + rows))

    assert [(problem.rule, problem.line) for problem in found] == [("total-differs", line) for line in lines]


def test_the_sentences_of_a_total_that_differs(tmp_path: Path) -> None:
    rows = HEAD + "ash,2030,0-4,,1000,0\nash,2030,5-9,,20,0\nash,2030,0-9,yes,1021,0\n"
    (found,) = _found(area_of(tmp_path, CALLS, rows, WARDS))

    assert found.text() == 'data/harbourshire/calls.csv:4: made, Ash, 2030, ages 0 to 9: expected the sum of its parts, 1,020, found "1,021"; they differ by 1: check 2 parts over age band and the total'  # fmt: skip
    assert found.for_readers() == "Calls made, Ash, 2030, ages 0 to 9: the printed total is 1,021; its parts add up to 1,020."  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param("ash,2030,0-4,,1,0\nbirch,2030,0-4,,2,0\ncedar,2030,0-4,,4,0\n,2030,0-4,,7,0\n", [], id="wards make the area"),
        pytest.param("ash,2030,0-4,,1,0\nbirch,2030,0-4,,2,0\ncedar,2030,0-4,,4,0\n,2030,0-4,,9,0\n", [5], id="wards do not"),
        pytest.param("ash,2030,0-4,,1,0\nbirch,2030,0-4,,2,0\nnorth,2030,0-4,,4,0\n", [4], id="nor a locality"),
        pytest.param("ash,2030,0-4,,1,0\nnorth,2030,0-4,,4,0\n,2030,0-4,,9,0\n", [], id="not all wards, not all localities"),
        pytest.param("north,2030,0-4,,4,0\nsouth,2030,0-4,,4,0\n,2030,0-4,,9,0\n", [4], id="localities without wards"),
        pytest.param("ash,2030,0-4,,1,0\nbirch,2030,0-4,,2,0\ncedar,2030,0-4,,4,0\nnorth,2030,0-4,,3,0\nsouth,2030,0-4,,4,0\n,2030,0-4,,9,0\n", [7], id="said once though wards differ too"),
    ],
)  # fmt: skip
def test_totals_over_places(tmp_path: Path, rows: str, lines: list[int]) -> None:
    found = _found(area_of(tmp_path, CALLS, HEAD + rows, WARDS))

    assert [problem.line for problem in found] == lines


def test_each_hierarchy_is_compared_with_the_area(tmp_path: Path) -> None:
    places = "east,East,district\nwest,West,district\nnorth,North,locality\nsouth,South,locality\n"
    rows = "east,2030,0-4,,10,0\nwest,2030,0-4,,10,0\nnorth,2030,0-4,,10,0\nsouth,2030,0-4,,11,0\n,2030,0-4,,20,0\n"
    found = _found(area_of(tmp_path, CALLS, HEAD + rows, places))

    assert [problem.for_readers() for problem in found] == [
        "Calls made, 2030, ages 0 to 4: the printed total is 20; its parts add up to 21."
    ]


@pytest.mark.parametrize(
    ("spring", "summer", "total", "found"),
    [("10.1", "20.2", "30.3", []), ("10.1", "20.2", "30.4", ["0.1"]), ("1000.25", "2000.25", "3001", ["0.5"]), ("0.1", "0.2", "0.3", [])],
)  # fmt: skip
def test_totals_over_words_without_noise_of_binary_fractions(
    tmp_path: Path, spring: str, summer: str, total: str, found: list[str]
) -> None:
    rows = (
        f"period,season,cost,rate,seen\n2030,Spring,{spring},50,1\n2030,Summer,{summer},60,1\n2030,Total,{total},55,2\n"
    )
    problems = _found(area_of(tmp_path, SEASONS, rows))

    assert [problem.as_json()["fix"] for problem in problems] == [
        f"they differ by {size}: check 2 parts over season and the total" for size in found
    ]


def test_a_total_over_some_of_the_words_is_not_compared(tmp_path: Path) -> None:
    rows = "period,season,cost,rate,seen\n2030,Spring,10,50,1\n2030,Total,30,55,2\n"

    assert _found(area_of(tmp_path, SEASONS, rows)) == []


# Values that occur nowhere else, in words or numbers of the sentence.
@pytest.mark.parametrize(
    ("rows", "secrets"),
    [
        pytest.param(",2030,5-9,,3,80\n", ["3"], id="the whole"),
        pytest.param(",2030,5-9,,1,3\n", ["1", "3"], id="part and whole"),
        pytest.param(",2030,6-9,,70,0\n,2030,10-14,,3,0\n,2030,6-14,yes,78,0\n", ["3", "73", "5"], id="a part of a total"),
        pytest.param("ash,2030,6-9,,3,0\nbirch,2030,6-9,,70,0\nnorth,2030,6-9,,78,0\n", ["3", "73", "5"], id="a ward of a locality"),
        pytest.param(",2030,6-9,,0,0\n,2030,10-14,,0,0\n,2030,6-14,yes,3,0\n", ["3"], id="the total"),
        pytest.param("ash,2030,6-9,,3,0\nash,2030,10-14,,40,0\nbirch,2030,6-9,,0,0\nbirch,2030,10-14,,60,0\nnorth,2030,6-14,yes,108,0\n", ["3", "103", "5"], id="behind a computed ward"),
    ],
)  # fmt: skip
def test_the_public_is_told_neither_a_withheld_value_nor_what_it_follows_from(
    tmp_path: Path, rows: str, secrets: list[str]
) -> None:
    area = area_of(tmp_path, CALLS, HEAD + rows, WARDS)
    local = " ".join(problem.text() for problem in _found(area))
    public = _public(area)

    assert any(f'"{secret}"' in local or f" {secret} " in local or f" {secret}," in local or f" {secret}:" in local for secret in secrets)  # fmt: skip
    assert public
    for text in public:
        words = text.replace(",", " ").replace(".", " ").replace("'", " ").replace('"', " ").replace(":", " ").split()
        # The line, the column and the count of parts are not of people.
        assert not set(secrets) & {word for word, after in zip(words, [*words[1:], ""], strict=True) if after != "parts"} - _places_in_file(area)  # fmt: skip
        assert "[c]" in text


def _places_in_file(area: Area) -> set[str]:
    return {str(problem.line) for problem in _found(area)}


def test_of_a_contradiction_the_public_hears_where_it_sees_both_numbers(tmp_path: Path) -> None:
    """That 5 is more than the withheld 4 would tell that this is below 5; 50 is withheld with it, for their sum is published."""
    area = area_of(tmp_path, CALLS, HEAD + ",2030,0-4,,50,60\n,2030,5-9,,4,5\n,2030,10-14,,60,81\n,2030,15-18,,70,20\n")
    complete = with_totals(area)
    withheld = protect(complete)[0].withheld
    told = [problem.for_readers(withheld) for problem in tellable(findings(complete), withheld)]

    assert told == [
        "2030, ages 10 to 14: ‘calls answered’ is 81, more than ‘calls made’ with 60.",
    ]


def test_of_a_total_that_differs_the_public_hears_not_by_how_much_where_a_part_is_withheld(tmp_path: Path) -> None:
    area = area_of(tmp_path, CALLS, HEAD + ",2030,0-4,,3,3\n,2030,5-9,,40,30\n,2030,0-9,yes,50,33\n")
    complete = with_totals(area)
    withheld = protect(complete)[0].withheld
    told = [problem.for_readers(withheld) for problem in tellable(findings(complete), withheld)]

    assert told == ["Calls made, 2030, ages 0 to 9: the printed total is 50; its parts add up to [c]."]


def test_modelled_people_are_not_withheld(tmp_path: Path) -> None:
    rows = "period,season,cost,rate,seen\n2030,Spring,1,1,1\n2030,Summer,1,1,1\n2030,Total,2,1,3\n"

    assert _public(area_of(tmp_path, SEASONS, rows))[1] == "Seen, 2030, Total: the printed total is 3; its parts add up to 2."  # fmt: skip

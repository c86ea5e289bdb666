"""From small areas up: what is counted, checked against the printed tables of a report and against hand-worked rows."""

import csv
import math
import time
from pathlib import Path

import pandas as pd
import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from generators.measures.tidy import Tidy
from generators.numbers import half_up, midranks, percent
from generators.small_areas import deprived_by_place
from tests import reference
from tests.sites import REPOSITORY, examined, write

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
sections: [deprivation, population, caseload]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables: {{small_areas: {{source: paper}}, small_area_deprivation: {{source: paper}}, small_area_population: {{source: paper}}, caseload: {{source: paper}}{more}}}
"""
FILES = {
    "data/fenmoor/area.yml": AREA.format(more=""),
    "data/fenmoor/places.csv": "code,name,level,valid_from,valid_to\nf-east,East,ward,,\nf-old,Old West,ward,,2017\nf-new,New West,ward,2018,\n",
    "data/fenmoor/small_areas.csv": "lsoa,place\nE01000001,East\nE01000002,East\nE01000003,Old West\nE01000003,New West\n",
    "data/fenmoor/small_area_deprivation.csv": (
        "lsoa,period,index,decile\nE01000001,2015,IMD,2\nE01000002,2015,IMD,3\nE01000003,2015,IMD,1\nE01000001,2019,IMD,1\nE01000003,2019,IMD,9\n"
    ),
    "data/fenmoor/small_area_population.csv": "lsoa,period,age,people\n"
    + "".join(f"E0100000{n},mid-2019,{age},{10 * n + age}\n" for n in (1, 2, 3) for age in range(6)),
    "data/fenmoor/caseload.csv": "period,age_band,caseload\n2019-03-31,0-2,50\n2019-03-31,3-5,60\n",
}
RANKED = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
sections: [deprivation]
sources: {paper: {title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}
tables: {deprived_neighbourhoods: {source: paper}, deprivation: {source: paper}}
"""
NATIONAL = """\
sources: {list: {title: A list, publisher: Nobody, date: "2031", licence: None}}
tables: {ward_deprivation: {source: list}}
"""


def _figure(found: Examination, section: str, figure: str) -> Tidy:
    assert found.reports, [problem.text() for problem in found.all_problems()]
    (one,) = [s for s in found.reports[0].sections if s.slug == section]
    return next(f.tidy for f in one.figures if f.id == figure)


def test_counts_by_ward_are_made_from_neighbourhoods_of_their_time(tmp_path: Path) -> None:
    table = _figure(examine(Root(write(tmp_path, FILES))), "deprivation", "shares")
    found = {
        (row["place"], row["period"]): (row["deprived"], row["neighbourhoods"], row["deprived_mark"])
        for row in table.records()
    }

    assert found["East", "2015"] == (1, 2, "")
    assert found["Old West", "2015"] == (1, 1, "")
    assert found["New West", "2019"] == (0, 1, "")
    assert ("Old West", "2019") not in found
    assert ("New West", "2015") not in found


def test_a_place_of_which_a_neighbourhood_is_missing_has_no_count(tmp_path: Path) -> None:
    table = _figure(examine(Root(write(tmp_path, FILES))), "deprivation", "shares")
    (east,) = [row for row in table.records() if (row["place"], row["period"]) == ("East", "2019")]

    assert east["deprived"] != east["deprived"]
    assert east["deprived_mark"] == "[x]"


def test_a_decile_follows_from_a_rank(tmp_path: Path) -> None:
    ranks = "lsoa,period,index,rank,ranked\nE01000001,2015,IMD,200,1000\nE01000002,2015,IMD,201,1000\nE01000003,2015,IMD,[x],1000\n"
    files = FILES | {"data/fenmoor/small_area_deprivation.csv": ranks}
    found = {
        row["place"]: row for row in _figure(examine(Root(write(tmp_path, files))), "deprivation", "shares").records()
    }

    # 200 of 1,000 is the last rank of the second tenth
    assert (found["East"]["deprived"], found["East"]["neighbourhoods"]) == (1, 2)
    assert found["Old West"]["deprived_mark"] == "[x]"


def test_population_is_added_up_in_the_bands_of_the_report(tmp_path: Path) -> None:
    table = _figure(examine(Root(write(tmp_path, FILES))), "population", "people")
    found = {(row["place"], row["age_band"]): row["people"] for row in table.records()}

    # East: 10+11+12 and 20+21+22; ages 3 to 5: 13+14+15 and 23+24+25. New West: 30+31+32
    assert found["East", "0-2"] == 96
    assert found["East", "3-5"] == 114
    assert found["New West", "0-2"] == 93


def test_a_printed_count_that_differs_is_a_finding_and_stays(tmp_path: Path) -> None:
    files = FILES | {
        "data/fenmoor/area.yml": AREA.format(more=", deprived_neighbourhoods: {source: paper}"),
        "data/fenmoor/deprived_neighbourhoods.csv": "place,period,index,deprived,neighbourhoods\nEast,2015,IMD,2,2\n",
    }
    found = examine(Root(write(tmp_path, files)))
    table = _figure(found, "deprivation", "shares")
    sentences = [problem.text() for problem in found.all_problems() if problem.rule == "counted-differs"]

    assert sentences == [
        'data/fenmoor/deprived_neighbourhoods.csv:2: deprived, East, 2015, IMD: expected 1, computed from small areas, found "2"; '
        "check the number against the source; keep what the source prints, both are published"
    ]
    assert [row["deprived"] for row in table.records() if (row["place"], row["period"]) == ("East", "2015")] == [2]


def test_a_neighbourhood_twice_in_a_place_is_an_error(tmp_path: Path) -> None:
    files = FILES | {"data/fenmoor/small_areas.csv": "lsoa,place\nE01000001,East\nE01000001,East\n"}
    sentences = [problem.text() for problem in examine(Root(write(tmp_path, files))).all_problems()]

    assert (
        'data/fenmoor/small_areas.csv:3: lsoa E01000001, place East: expected one row, found "a second, after line 2"; '
        "delete one, or say in what they differ" in sentences
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [([50, 10, 30], [1, 3, 2]), ([10, 10, 10, 40], [3, 3, 3, 1]), ([0, 5, 5, 0], [3.5, 1.5, 1.5, 3.5]), ([7], [1])],
    ids=["none equal", "three equal", "two pairs", "one"],
)
def test_midranks(values: list[float], expected: list[float]) -> None:
    every = pd.Series(values, dtype=float)

    assert midranks(every, every).tolist() == expected


def test_midranks_agree_with_another_implementation() -> None:
    shares = pd.Series([round(37 * n % 101 / 10) for n in range(300)], dtype=float)

    assert midranks(shares, shares).equals(shares.rank(ascending=False, method="average"))


def test_a_missing_value_has_no_rank() -> None:
    assert midranks(pd.Series([float("nan"), 2]), pd.Series([2.0, 1.0])).isna().tolist() == [True, False]


@pytest.fixture(scope="module")
def derby(tmp_path_factory: pytest.TempPathFactory) -> Examination:
    return examine(Root(reference.derby_from_small_areas(tmp_path_factory.mktemp("derby"))))


def _printed(name: str) -> list[dict[str, str]]:
    with (REPOSITORY / f"data/derby/{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@reference.needed
def test_derbys_printed_shares_come_out_and_one_rank_is_reported(derby: Examination) -> None:
    table = _figure(derby, "deprivation", "shares").where(period="2015", index="IMD")
    found = {row["place"]: row for row in table.records()}
    printed = [
        row
        for row in _printed("deprivation")
        if row["period"] == "2015" and row["index"] == "IMD" and row["place"] in found
    ]
    wards = [row for row in printed if row["place"] != "Derby"]
    differing = [
        row["place"] for row in wards if float(half_up(found[row["place"]]["computed_rank"])) != float(row["rank"])
    ]
    sentences = [problem.text() for problem in derby.all_problems() if problem.rule == "computed-rank-differs"]

    assert len(wards) == 17
    assert all(abs(found[row["place"]]["share"] - float(row["share"])) < 0.005 for row in wards)
    assert differing == ["Oakwood"]
    assert len(sentences) == 1
    assert (
        'rank, Oakwood, 2015, IMD: expected 2,169, computed from the list of all wards, found "2,269"' in sentences[0]
    )


def test_an_area_is_not_ranked_among_wards_though_one_has_its_share(tmp_path: Path) -> None:
    files = {
        "area.yml": RANKED,
        "places.csv": "code,name,level\nE05999001,Ayton,ward\nE05999002,Beeford,ward\n",
        "deprived_neighbourhoods.csv": "place,period,index,deprived,neighbourhoods\nAyton,2015,IMD,3,4\nBeeford,2015,IMD,1,4\n",
        "deprivation.csv": "place,period,index,share,rank,ranked\n,2015,IMD,[x],251,326\nAyton,2015,IMD,75.00,1,3\n",
    }
    wards = "code,period,index,deprived,neighbourhoods\nE05999001,2015,IMD,3,4\nE05999002,2015,IMD,1,4\nE05999003,2015,IMD,2,4\n"
    around = {"benchmarks.yml": NATIONAL, "ward_deprivation.csv": wards}
    given = {f"data/fenmoor/{name}": text for name, text in files.items()} | {
        f"data/benchmarks/{name}": text for name, text in around.items()
    }
    found = examined(write(tmp_path, given))
    ranks = {row["place"]: row["computed_rank"] for row in _figure(found, "deprivation", "shares").records()}

    assert [problem.rule for problem in found.all_problems()] == []
    assert (ranks["Ayton"], ranks["Beeford"]) == (1, 3)
    assert math.isnan(ranks["Fenmoor"])


@reference.needed
def test_derbys_change_of_all_wards_comes_out(derby: Examination) -> None:
    found = {row["place"]: row for row in _figure(derby, "deprivation", "change").where(index="IMD").records()}
    printed = [row for row in _printed("deprivation_change") if row["index"] == "IMD"]

    assert len(printed) == 17
    for row in printed:
        assert abs(found[row["place"]]["now"] - float(row["printed_now"])) <= 0.5, row["place"]
    assert half_up(found["Abbey"]["change"]) == 13
    assert half_up(found["Boulton"]["change"]) == -11


@reference.needed
def test_the_population_of_the_caseload_table_comes_out(derby: Examination) -> None:
    table = _figure(derby, "population", "people").where(place="Derby")
    found = {row["age_band"]: row["people"] for row in table.records()}

    for row in _printed("caseload"):
        if row["age_band"] in found and row["is_total"] != "yes":
            assert half_up(found[row["age_band"]], -2) == int(row["population"])


@reference.needed
def test_all_wards_of_england_take_seconds() -> None:
    ward = {row["lsoa11_code"]: row["ward17_code"] for row in reference.rows("england/lsoa11_to_ward17_england.csv")}
    lsoas = reference.rows("england/england_lsoa11_imd2015_2019.csv.gz")
    frame = pd.DataFrame({
        "place": [ward[row["lsoa11_code"]] for row in lsoas], "period": "2015", "index": "IMD",
        "decile": [float(row["imd15_decile"]) for row in lsoas],
    })  # fmt: skip
    start = time.monotonic()
    counts = deprived_by_place(frame)
    shares = percent(counts["deprived"], counts["neighbourhoods"])
    ranks = dict(zip(counts["place"], midranks(shares, shares), strict=True))

    assert time.monotonic() - start < 10
    assert len(ranks) == 7427
    for row in reference.rows("derby/derby_ward17.csv"):
        assert ranks[row["ward17_code"]] == float(row["rank_mid_2015"])

"""Attacks that beat tables which are safe on their own. Each succeeds with its defence removed, and fails with it."""

import json
import math
from dataclasses import replace
from pathlib import Path

from generators.disclosure import protect
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Ranked, Table
from generators.inputs.frames import Record, mark_of, records
from generators.inputs.project import Area
from generators.totals import with_totals
from tests.areas import area_of

SEEN = Column("seen", Kind.WHOLE, "Seen", "children", least=0, snapshot=False)
BANDS = Table("seen", "Seen", ("place", "period", "age_band"), (PLACE, PERIOD, AGE_BAND, SEEN), totals=("age_band", "place"))  # fmt: skip
SHARES = Table(
    "seen", "Seen", ("place", "period"),
    (
        PLACE,
        PERIOD,
        Column("cohort", Kind.WHOLE, "Pupils", "children", least=0, snapshot=False),
        Column("percent", Kind.NUMBER, "Reached it", "percent", least=0, most=100, of="cohort"),
    ),
)  # fmt: skip
RANKS = Table(
    "seen", "Seen", ("place", "period"),
    (
        PLACE,
        PERIOD,
        Column("cohort", Kind.WHOLE, "Pupils", "children", least=0, snapshot=False),
        Column("rate", Kind.NUMBER, "Rate", "percent", least=0, most=100),
        Column("rank", Kind.WHOLE, "Rank", "rank", least=1),
        Column("ranked", Kind.WHOLE, "Of", "count", least=1, basis=Basis.MODELLED),
    ),
    ranked=Ranked("rate", "rank", "ranked"),
)  # fmt: skip
WARDS = "ash,Ash,ward\nbirch,Birch,ward\ncedar,Cedar,ward\n"


def _published(area: Area) -> list[Record]:
    return records(protect(with_totals(area))[0].tables["seen"].frame)


def _without(area: Area, table: Table) -> Area:
    """The area as if its table were declared otherwise."""
    data = area.tables["seen"]
    return area.with_tables({"seen": replace(data, table=table)})


# --- A percentage with its denominator ---------------------------------------


def _counts_behind_percentages(rows: list[Record]) -> list[int]:
    """Below 1,000 a percentage with one decimal leaves one whole number."""
    told = [row for row in rows if not math.isnan(row["percent"]) and not math.isnan(row["cohort"])]
    return [round(row["percent"] * row["cohort"] / 100) for row in told]


def test_a_percentage_with_its_denominator(tmp_path: Path) -> None:
    area = area_of(tmp_path, SHARES, "place,period,cohort,percent\nash,2030,120,2.5\nbirch,2030,130,97.7\ncedar,2030,140,50\n", WARDS)  # fmt: skip
    column = replace(SHARES.column("percent"), of="")
    bare = _without(area, replace(SHARES, columns=(*SHARES.columns[:3], column)))

    assert _counts_behind_percentages(_published(bare)) == [3, 127, 70]
    # 3 of 120 reached it; of 130 all but 3 did.
    assert _counts_behind_percentages(_published(area)) == [70]


# --- Two editions --------------------------------------------------------------

_ROWS = "period,age_band,is_total,seen\n2030,0-4,,3\n2030,5-9,,30\n2030,10-14,,40\n2030,0-14,yes,73\n"
_KEY = ["place", "period", "age_band"]


def _edition(published: dict[str, int], withheld: list[str]) -> dict[str, str]:
    rows = [
        *({"key": ["harbourshire", "2030", band], "published": {"seen": value}, "withheld": []} for band, value in published.items()),
        *({"key": ["harbourshire", "2030", band], "published": {}, "withheld": ["seen"]} for band in withheld),
    ]  # fmt: skip
    tables = {"seen": {"key": _KEY, "rows": rows}}
    return {"editions/2029.json": json.dumps({"version": "2029", "areas": {"harbourshire": {"tables": tables}}})}


def _by_difference(rows: list[Record], older: dict[str, int]) -> float:
    """The youngest from the total and the other two, wherever they were published."""
    seen = older | {str(row["age_band"]): row["seen"] for row in rows if not math.isnan(row["seen"])}
    return seen.get("0-14", math.nan) - seen.get("5-9", math.nan) - seen.get("10-14", math.nan)


def test_two_editions(tmp_path: Path) -> None:
    """The older edition withheld ages 10 to 14 beside the youngest; alone, this one would withhold ages 5 to 9."""
    older = {"5-9": 30, "0-14": 73}
    area = area_of(tmp_path, BANDS, _ROWS, more=_edition(older, ["0-4", "10-14"]))

    assert _by_difference(_published(replace(area, past=())), older) == 3
    assert math.isnan(_by_difference(_published(area), older))


def test_what_was_published_stays_published_and_what_was_withheld_stays_withheld(tmp_path: Path) -> None:
    area = area_of(tmp_path, BANDS, _ROWS, more=_edition({"5-9": 30, "0-14": 73}, ["0-4", "10-14"]))
    shown = {row["age_band"]: row[mark_of("seen")] for row in _published(area)}

    assert shown == {"0-4": "[c]", "5-9": "", "10-14": "[c]", "0-14": ""}


def test_a_revised_number_is_another_number(tmp_path: Path) -> None:
    """29 became 30: the old sum tells nothing for sure of the new, so nobody is kept from publishing 30."""
    area = area_of(tmp_path, BANDS, _ROWS, more=_edition({"5-9": 29, "10-14": 41, "0-14": 99}, []))

    assert [row["age_band"] for row in _published(area) if row[mark_of("seen")] == "[c]"] == ["0-4", "5-9"]


# --- Overlapping bands -----------------------------------------------------------


def test_overlapping_bands(tmp_path: Path) -> None:
    """Ages 0 to 5 less ages 0 to 4 are the children aged 5, whom no row names."""

    def aged_five(rows: list[Record]) -> float:
        seen = {row["age_band"]: row["seen"] for row in rows}
        return float(seen["0-5"] - seen["0-4"])

    area = area_of(tmp_path, BANDS, "period,age_band,is_total,seen\n2030,0-4,,40\n2030,0-5,yes,43\n")

    assert aged_five(_published(_without(area, replace(BANDS, totals=())))) == 3
    assert math.isnan(aged_five(_published(area)))


def test_overlapping_places(tmp_path: Path) -> None:
    """A district and a locality that differ by one ward, which no row names."""
    places = "east,East,district\nnorth,North,locality\nash,Ash,ward,east;north\nbirch,Birch,ward,east;north\ncedar,Cedar,ward,east\n"

    def cedar(rows: list[Record]) -> float:
        seen = {row["place"]: row["seen"] for row in rows}
        return float(seen["east"] - seen["north"])

    area = area_of(tmp_path, BANDS, "place,period,age_band,seen\neast,2030,0-4,90\nnorth,2030,0-4,88\n", places)

    assert cedar(_published(_without(area, replace(BANDS, totals=())))) == 2
    assert math.isnan(cedar(_published(area)))


# --- Different marks --------------------------------------------------------------


def test_different_marks(tmp_path: Path) -> None:
    """Who knew which of 1 and 5 is the small one could tell both from their sum: the other is at least 5."""
    area = area_of(tmp_path, BANDS, "period,age_band,is_total,seen\n2030,0-4,,1\n2030,5-9,,5\n2030,0-9,yes,6\n")
    safe, account = protect(with_totals(area))
    rows = records(safe.tables["seen"].frame)
    marks = {row["age_band"]: row[mark_of("seen")] for row in rows}
    two_marks = {cell.key[2]: "small" for cell in account.small} | {cell.key[2]: "further" for cell in account.further}

    def possible(marks: dict[str, str]) -> set[int]:
        """What the youngest can be, of 6 in all: small ones are below 5, further ones are not."""
        fits = {"small": range(1, 5), "further": range(5, 7), "[c]": range(1, 7)}
        return {one for one in fits[marks["0-4"]] if 6 - one in fits[marks["5-9"]]}

    assert possible(two_marks) == {1}
    assert possible(marks) == {1, 2, 3, 4, 5}


# --- A rate with its rank ----------------------------------------------------------


def test_a_rate_with_its_rank(tmp_path: Path) -> None:
    """The rate of a small cohort lies between those of its neighbours in the ranking."""
    rows = "place,period,cohort,rate,rank,ranked\nash,2030,100,34,1,3\nbirch,2030,3,33.3,2,3\ncedar,2030,100,33,3,3\n"
    area = area_of(tmp_path, RANKS, rows, WARDS)

    def between(rows: list[Record]) -> tuple[float, ...]:
        """Rates on both sides of the rank that no published rate has."""
        ranked = {row["rank"]: row["rate"] for row in rows if not math.isnan(row["rank"])}
        return tuple(
            (ranked[rank - 1], ranked[rank + 1])
            for rank, rate in ranked.items()
            if math.isnan(rate) and {rank - 1, rank + 1} <= ranked.keys()
        )

    assert between(_published(_without(area, replace(RANKS, ranked=None)))) == ((34, 33),)
    assert between(_published(area)) == ()


# --- The order of the file -----------------------------------------------------------


def test_the_order_of_the_file(tmp_path: Path) -> None:
    """An author's file in the order of its counts would tell between which others the withheld one lies."""
    rows = "period,age_band,seen\n2030,10-14,40\n2030,0-4,30\n2030,5-9,3\n2030,15-18,1\n"

    assert [row["age_band"] for row in _published(area_of(tmp_path, BANDS, rows))] == ["0-4", "5-9", "10-14", "15-18", "0-18"]  # fmt: skip

"""Where the children are and what they are likely to need: population, deprivation, predicted need and attainment."""

import random
from collections.abc import Iterable, Iterator

from benchmarks.england.council import BANDS, Council, share_of
from benchmarks.england.files import Rows, Table, Tables

YEARS = [f"academic year {year}/{year + 1 - 2000}" for year in range(2014, 2019)]
RATES = {
    "elg1": 86.0, "elg2": 86.0, "elg3": 85.0, "cll": 82.0, "gld": 70.0, "ks2_rwm": 61.0, "ks4": 46.0, "gld_inequality": 32.0,
}  # fmt: skip
SCORES = ("ks4", "gld_inequality")  # no shares of pupils, so nobody can be counted from them
OF_WARDS = tuple(name for name in RATES if name not in SCORES)
OF_GROUPS = ("cll", "gld", "ks2_rwm")
GROUPS = {
    "Free school meals": ("All other pupils", -16, 0.15),
    "Special educational needs support": ("No special educational needs", -42, 0.1),
    "English as a second language": ("English as a first language", -6, 0.2),
    "Boys": ("Girls", -13, 0.51),
    "Summer-born": ("Autumn-born", -14, 0.5),
}
INDEX_OF_WARDS = "IMD"  # ranks of all wards are published of this one
COMPARED = "place,period,measure,percent,cohort"


def _population(council: Council, dice: random.Random) -> Rows:
    for code, people in council.people.items():
        yield from ((code, "mid-2017", band, "", council.of(code, band)) for band in BANDS)
        yield code, "mid-2017", "all ages", "yes", people


def _neighbourhoods(council: Council, dice: random.Random) -> Rows:
    for code, share in council.deprived.items():
        count = dice.randint(5, 12)
        for index, more in (("IMD", 0.0), ("IDACI", 0.04)):
            for year, moved in ((2015, 0.0), (2019, dice.gauss(0, 0.05))):
                yield code, year, index, min(count, max(0, round(count * (share + more + moved)))), count


def _ranks(council: Council, dice: random.Random) -> Rows:
    for index in ("IMD", "IDACI"):
        rank = dice.randint(20, 280)
        yield from (
            ("", year, index, "[x]", rank + dice.randint(-15, 15), of) for year, of in ((2015, 326), (2019, 317))
        )


def _need(council: Council, dice: random.Random) -> Rows:
    for code, share in council.deprived.items():
        for band in ("0-4", "5-9"):
            yield code, 2019, band, f"{8 + 52 * share + dice.gauss(0, 1) % 2:.2f}"


def _attainment(council: Council, dice: random.Random) -> Rows:
    for measure, usual in RATES.items():
        here = usual + dice.gauss(0, 4)
        for year, when in enumerate(YEARS):
            yield "", when, measure, *_reached(council.children("0-4") // 5 + year, (here + year) / 100, measure)
    for code, deprived in council.deprived.items():
        for measure in OF_WARDS:
            part = (RATES[measure] + 8 - 20 * deprived + dice.gauss(0, 2)) / 100
            yield code, YEARS[-1], measure, *_reached(council.of(code, "0-4") // 5, part, measure)


def _reached(cohort: int, part: float, measure: str) -> tuple[str, object]:
    return (f"{100 * part:.1f}", "") if measure in SCORES else (share_of(cohort, part)[1], cohort)


def _groups(council: Council, dice: random.Random) -> Rows:
    pupils = council.children("0-4") // 5
    for measure in OF_GROUPS:
        for year, when in enumerate(YEARS[-3:]):
            for group, (other, behind, size) in GROUPS.items():
                part, cohort = (RATES[measure] + year + dice.gauss(2, 2)) / 100, round(pupils * size)
                yield "", when, measure, group, other, share_of(cohort, part + behind / 100)[1], cohort
                yield "", when, measure, other, "", share_of(pupils - cohort, part)[1], pupils - cohort


def all_wards(councils: Iterable[Council]) -> Rows:
    """The list that places are ranked in: the same numbers that each council has of its own wards."""
    for council in councils:
        of_council = _neighbourhoods(council, council.dice("deprived_neighbourhoods"))
        yield from (row for row in of_council if INDEX_OF_WARDS in row)


def benchmark(regions: dict[str, float]) -> Iterator[tuple[object, ...]]:
    """The rates of England, and of each region beside it."""
    for place, beside in {"England": 0.0, **regions}.items():
        for measure, usual in RATES.items():
            yield from ((place, when, measure, f"{usual + beside + year:.1f}", "") for year, when in enumerate(YEARS))


SECTIONS: dict[str, Tables] = {
    "population": {"population": Table("place,period,age_band,is_total,people", _population)},
    "deprivation": {
        "deprived_neighbourhoods": Table("place,period,index,deprived,neighbourhoods", _neighbourhoods),
        "deprivation": Table("place,period,index,share,rank,ranked", _ranks),
    },
    "need": {"predicted_need": Table("place,period,age_band,percent", _need)},
    "attainment": {
        "attainment": Table(COMPARED, _attainment),
        "attainment_groups": Table("place,period,measure,group,against,percent,cohort", _groups),
    },
}

"""A made-up England through the public input format: `python -m benchmarks.england ROOT [--areas N] [--seed S]`.

317 areas have some 6,900 wards, 11,400 pages and 9,800 figures, of the sizes that real councils have. Every number is drawn from the
seed, so that the same call writes the same files; none is of a real place.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

AREAS, WARDS = 317, (12, 32)
YEARS = range(2015, 2020)
BANDS = {"0-4": 0.062, "5-9": 0.063, "10-14": 0.059, "15-18": 0.045, "19-24": 0.085}
CHILDREN = tuple(BANDS)[:4]
MEASURES = {"gld": 71.0, "cll": 82.0, "ks2_rwm": 63.0}
STRANDS = ("Family Support", "Environment", "Workforce", "Identification", "Intervention")
LEVELS = ("Specialist", "Targeted", "Universal")
STAGES = ("assessment", "intervention")
SOURCE = "made-up"

_ABOUT = """\
name: {name}
code: {code}
place: {name}
title: Speech, language and communication
summary: Made up, to measure how long a large site takes.
edition: "2019"
period: 2015 to 2019
report_date: 2019-09
publisher: {name} Council
comparators: [England]
sections: [population, deprivation, need, attainment, demand, caseload, waiting, workforce, finance, provision, findings, plan]
sources: {{made-up: {{title: Made-up figures, publisher: Nobody, date: "2019", licence: None}}}}
tables:
{tables}
"""
Rows = Iterable[Sequence[object]]
Table = tuple[str, Callable[["Council"], Rows]]


class Council:
    """A council with its wards, and the dice that its numbers come from."""

    def __init__(self, number: int, seed: int) -> None:
        self.dice = random.Random(f"{seed}/{number}")
        self.slug, self.name, self.code = f"council-{number:04}", f"Council {number}", f"E06{900000 + number:06}"
        self.wards = [
            (f"E05{(number * 40 + ward) % 1_000_000:06}", f"Ward {ward + 1} of {self.name}")
            for ward in range(self.dice.randint(*WARDS))
        ]
        self.deprived = {code: self.dice.betavariate(0.6, 1.4) for code, _ in self.wards}
        self.people = {code: round(self.dice.lognormvariate(9.1, 0.35)) for code, _ in self.wards}

    def children(self, band: str) -> int:
        """Children of the age band in the whole council."""
        return sum(self.of(code, band) for code in self.people)

    def of(self, code: str, band: str) -> int:
        """Children of the age band in a ward: the same whenever it is asked."""
        return round(self.people[code] * BANDS[band])


def _population(council: Council) -> Rows:
    for code, people in council.people.items():
        yield from ((code, "mid-2017", band, "", council.of(code, band)) for band in BANDS)
        yield code, "mid-2017", "all ages", "yes", people


def _neighbourhoods(council: Council) -> Rows:
    for code, share in council.deprived.items():
        count = council.dice.randint(5, 12)
        for year, moved in ((2015, 0.0), (2019, council.dice.gauss(0, 0.05))):
            yield code, year, "IMD", min(count, max(0, round(count * (share + moved)))), count


def _ranks(council: Council) -> Rows:
    for code, share in council.deprived.items():
        yield code, 2015, "IMD", "[x]", max(1, round(7427 * (1 - share))), 7427


def _need(council: Council) -> Rows:
    for code, share in council.deprived.items():
        for band in ("0-4", "5-9"):
            yield code, 2019, band, f"{8 + 52 * share + council.dice.gauss(0, 1) % 2:.2f}"


def _attainment(council: Council) -> Rows:
    cohort = round(council.children("0-4") / 5)
    for measure, usual in MEASURES.items():
        here = usual + council.dice.gauss(0, 4)
        for year in YEARS:
            yield (
                "",
                f"academic year {year}/{(year + 1) % 100:02}",
                measure,
                f"{here + year - 2015:.1f}",
                f"{cohort}[e]",
            )


def _activity(council: Council) -> Rows:
    for measure, share in (("referrals", 0.03), ("discharges", 0.026)):
        yield from (("12 months to 2019", measure, band, round(council.children(band) * share)) for band in CHILDREN)


def _caseload(council: Council) -> Rows:
    yield from (
        ("2019-03-31", band, round(council.children(band) * council.dice.uniform(0.01, 0.05))) for band in CHILDREN
    )


def _waiting(council: Council) -> Rows:
    for stage in STAGES:
        for band in CHILDREN:
            waiting = round(council.children(band) * 0.008)
            over = round(waiting * council.dice.uniform(0, 0.6))
            yield (
                "2019-03-31",
                stage,
                band,
                waiting,
                over,
                over // 3,
                council.dice.randint(4, 14),
                council.dice.randint(15, 40),
            )


def _workforce(council: Council) -> Rows:
    for role in ("Speech and language therapists", "Assistants"):
        for year in YEARS:
            yield year, role, f"{council.dice.uniform(4, 30):.1f}", f"{council.dice.uniform(0, 3):.1f}"


def _budget(council: Council) -> Rows:
    for line in ("Therapy", "Training", "Early help"):
        yield 2019, line, f"{council.name} Council", council.dice.randint(40_000, 900_000)


def _provision(council: Council) -> Rows:
    for period in ("2017", "2019"):
        for level in LEVELS:
            yield from (
                (period, "provision", "All providers", level, strand, council.dice.randint(0, 40)) for strand in STRANDS
            )


def _findings(council: Council) -> Rows:
    for number, theme in enumerate(("Access", "Early help", "Schools", "Families"), start=1):
        yield theme, council.dice.choice(("strength", "area for development")), f"Finding {number} of {council.name}."


def _steps(council: Council) -> Rows:
    for number in range(1, 5):
        yield f"Step {number} of {council.name}", f"2019-{council.dice.randint(10, 12)}"


TABLES: dict[str, Table] = {
    "population": ("place,period,age_band,is_total,people", _population),
    "deprived_neighbourhoods": ("place,period,index,deprived,neighbourhoods", _neighbourhoods),
    "deprivation": ("place,period,index,share,rank,ranked", _ranks),
    "predicted_need": ("place,period,age_band,percent", _need),
    "attainment": ("place,period,measure,percent,cohort", _attainment),
    "activity": ("period,measure,age_band,count", _activity),
    "caseload": ("period,age_band,caseload", _caseload),
    "waiting": ("period,stage,age_band,waiting,over_12_weeks,over_18_weeks,mean_weeks,longest_weeks", _waiting),
    "workforce": ("period,role,wte,vacancies", _workforce),
    "budget": ("period,line,funder,amount", _budget),
    "provision_counts": ("period,kind,provider,level,strand,count", _provision),
    "findings": ("theme,kind,text", _findings),
    "next_steps": ("item,due", _steps),
}


def england(root: Path, areas: int = AREAS, seed: int = 1) -> int:
    """Writes the areas and their benchmarks below a root; returns how many wards there are."""
    _benchmarks(root / "data/benchmarks")
    (root / "content").mkdir(parents=True, exist_ok=True)
    wards = 0
    for number in range(areas):
        council = Council(number, seed)
        wards += len(council.wards)
        _council(root / "data" / council.slug, council)
        narrative = root / "content" / council.slug
        narrative.mkdir(exist_ok=True)
        (narrative / "need.md").write_text(
            "In {need.places_over} of {need.places} wards more than half of the children are predicted to have needs.\n"
        )
    return wards


def _council(folder: Path, council: Council) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sources = "\n".join(f"  {name}: {{source: {SOURCE}}}" for name in TABLES)
    (folder / "area.yml").write_text(
        _ABOUT.format(name=council.name, code=council.code, tables=sources), encoding="utf-8"
    )
    _write(folder / "places.csv", "code,name,level", ((code, name, "ward") for code, name in council.wards))
    for name, (heading, rows) in TABLES.items():
        _write(folder / f"{name}.csv", heading, rows(council))


def _benchmarks(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    source = f"{{{SOURCE}: {{title: Made-up figures, publisher: Nobody, date: '2019', licence: None}}}}"
    (folder / "benchmarks.yml").write_text(f"sources: {source}\ntables: {{attainment: {{source: {SOURCE}}}}}\n")
    rows = (
        ("England", f"academic year {year}/{(year + 1) % 100:02}", measure, f"{usual + year - 2015:.1f}", "")
        for measure, usual in MEASURES.items() for year in YEARS
    )  # fmt: skip
    _write(folder / "attainment.csv", "place,period,measure,percent,cohort", rows)


def _write(path: Path, heading: str, rows: Rows) -> None:
    lines = [heading, *(",".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Reads the command line."""
    reader = argparse.ArgumentParser(description="Write a made-up England.")
    reader.add_argument("root", type=Path)
    reader.add_argument("--areas", type=int, default=AREAS)
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    wards = england(given.root, given.areas, given.seed)
    print(f"{given.areas} areas with {wards} wards are in {given.root}.")


if __name__ == "__main__":
    main()

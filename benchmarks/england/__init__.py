"""A made-up England through the public input format: `python -m benchmarks.england ROOT [--areas N] [--seed S]`.

317 areas have some 6,900 wards, 11,500 pages and 28,000 figures, of the sizes that real councils have. Every number is drawn from
the seed, so that the same call writes the same files; none is of a real place. Every council reports on need, what is provided and what is planned, and every fourth one on the same further matters,
so that four areas have every kind of section between them and none has more pages than a real council would write.
"""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.england import money, needs, registers, service, system
from benchmarks.england.council import Council
from benchmarks.england.files import Tables, write_csv, write_map, write_table

AREAS = 317
EVERYWHERE = ("population", "deprivation", "need", "attainment", "demand", "performance", "provision")
IN_TURN = (
    ("finance", "decision", "risks"),
    ("caseload", "waiting", "workforce", "impact"),
    ("outcomes", "baseline", "voice"),
    ("statutory", "training", "findings", "recommendations"),
)
ALSO_EVERYWHERE = ("plan", "about")
SECTIONS: dict[str, Tables] = needs.SECTIONS | service.SECTIONS | system.SECTIONS | money.SECTIONS | registers.SECTIONS
# How far each region's rates lie from England's, in percentage points.
REGIONS = {
    "North East": 0.8, "North West": -2.1, "Yorkshire and The Humber": -1.6, "East Midlands": -0.9, "West Midlands": -1.8,
    "East of England": 0.4, "London": 2.2, "South East": 1.9, "South West": 0.6,
}  # fmt: skip
_SOURCES = "sources: {made-up: {title: Made-up figures, publisher: Nobody, date: '2019', licence: None}}\n"
_ABOUT = """\
name: {name}
code: {code}
place: {name}
title: Speech, language and communication
summary: Made up, to measure how long a large site takes.
edition: "2019"
period: 2014 to 2019
report_date: 2019-09
publisher: {name} Council
comparators: [{region}, England]
sections: [{sections}]
key_figures: [need.places_over, attainment.gld.percent, provision.total, plan.milestones_overdue]
maps: [{{level: ward, file: wards.hexjson, source: made-up}}]
"""
_NARRATIVES = {
    "need": "In {need.places_over} of {need.places} wards more than half of the children are predicted to have needs.",
    "provision": "The register has {provision.total} provisions; {provision.empty_cells} cells have none.",
    "about": "The work that this report rests on is listed below.[^1]",
}


def england(root: Path, areas: int = AREAS, seed: int = 1) -> int:
    """Writes the areas and their benchmarks below a root; returns how many wards there are.

    The benchmarks are of all of England however many areas are written, so that an area's pages are the same among few or many.
    """
    every = [Council(number, seed) for number in range(max(areas, AREAS))]
    _benchmarks(root / "data/benchmarks", every)
    councils = every[:areas]
    for council in councils:
        _council(root / "data" / council.slug, council)
        narrative = root / "content" / council.slug
        narrative.mkdir(parents=True, exist_ok=True)
        for name, text in _NARRATIVES.items():
            (narrative / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    return sum(len(council.wards) for council in councils)


def sections_of(council: Council) -> tuple[str, ...]:
    """The kinds of section that a council reports on."""
    return (*EVERYWHERE, *IN_TURN[council.number % len(IN_TURN)], *ALSO_EVERYWHERE)


def _council(folder: Path, council: Council) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sections = sections_of(council)
    tables = {name: table for section in sections for name, table in SECTIONS[section].items()} | registers.MESSAGES
    region = list(REGIONS)[council.number % len(REGIONS)]
    about = _ABOUT.format(name=council.name, code=council.code, region=region, sections=", ".join(sections))
    (folder / "area.yml").write_text(about + _SOURCES + _sourced(*tables), encoding="utf-8")
    write_csv(folder / "places.csv", "code,name,level", ((code, name, "ward") for code, name in council.wards))
    write_map(folder / "wards.hexjson", council.wards)
    for name, table in tables.items():
        write_table(folder, name, table, council)


def _benchmarks(folder: Path, every: Iterable[Council]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.yml").write_text(_SOURCES + _sourced("attainment", "ward_deprivation"), encoding="utf-8")
    write_csv(folder / "ward_deprivation.csv", "code,period,index,deprived,neighbourhoods", needs.all_wards(every))
    write_csv(folder / "attainment.csv", needs.COMPARED, needs.benchmark(REGIONS))


def _sourced(*tables: str) -> str:
    """The tables of an area, each with its source."""
    return "\n".join(("tables:", *(f"  {name}: {{source: made-up}}" for name in tables))) + "\n"

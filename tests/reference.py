"""The open data that some tests check against, and a project of Derby made from its small areas. The project holds no copy."""

import csv
import gzip
import os
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("NEEDSBOOK_REFERENCE_DATA", REPOSITORY.parent / "shared/reference-data"))
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference data is not on this machine")
YEARS = (("2015", "imd15"), ("2019", "imd19"))


@cache
def rows(name: str) -> list[dict[str, str]]:
    """A CSV file of the reference data."""
    path = FOLDER / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(text.decode("utf-8-sig").splitlines()))


@cache
def english_wards() -> dict[tuple[str, str], tuple[int, int]]:
    """Deprived and all LSOAs of each ward of England, by code and release."""
    ward = {row["lsoa11_code"]: row["ward17_code"] for row in rows("england/lsoa11_to_ward17_england.csv")}
    deprived: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for row in rows("england/england_lsoa11_imd2015_2019.csv.gz"):
        for year, column in YEARS:
            every[ward[row["lsoa11_code"]], year] += 1
            deprived[ward[row["lsoa11_code"]], year] += int(row[f"{column}_decile"]) <= 2
    return {key: (deprived[key], every[key]) for key in every}


def derby_from_small_areas(root: Path) -> Path:
    """A project whose Derby has LSOAs in place of counts by ward, and the list of all wards beside it."""
    folder, around = root / "data/derby", root / "data/benchmarks"
    shutil.copytree(REPOSITORY / "data/derby", folder)
    around.mkdir()
    (root / "content").mkdir()
    for name in ("deprived_neighbourhoods", "population"):
        (folder / f"{name}.csv").unlink()
    lsoas = rows("derby/derby_lsoa11.csv")
    _write(folder / "small_areas.csv", "lsoa,place", [(row["lsoa11_code"], row["ward17_code"]) for row in lsoas])
    deciles = [
        (row["lsoa11_code"], year, "IMD", f"{float(row[f'{column}_decile']):g}")
        for row in lsoas
        for year, column in YEARS
    ]
    _write(folder / "small_area_deprivation.csv", "lsoa,period,index,decile", deciles)
    people = [
        (row["lsoa11_code"], "mid-2017", age, f"{float(row[f'age{age}']):g}") for row in lsoas for age in range(25)
    ]
    _write(folder / "small_area_population.csv", "lsoa,period,age,people", people)
    wards = [(code, year, "IMD", *counts) for (code, year), counts in english_wards().items()]
    _write(around / "ward_deprivation.csv", "code,period,index,deprived,neighbourhoods", wards)
    source = "{title: Indices of deprivation, publisher: MHCLG, date: '2019', licence: OGL}"
    (around / "benchmarks.yml").write_text(f"sources:\n  iod: {source}\ntables:\n  ward_deprivation: {{source: iod}}\n")
    about = (folder / "area.yml").read_text()
    for name in ("deprived_neighbourhoods", "population"):
        start = about.index(f"  {name}:\n")
        end = about.index("\n  ", about.index("\n    source", start) + 5)
        while about[end + 3] == " ":
            end = about.index("\n  ", end + 3)
        about = about[:start] + about[end + 1 :]
    more = "".join(
        f"  {name}: {{source: {source}}}\n"
        for name, source in (
            ("small_areas", "mhclg-imd-2015"), ("small_area_deprivation", "mhclg-imd-2015"), ("small_area_population", "ons-mid-2017"),
        )
    )  # fmt: skip
    (folder / "area.yml").write_text(about.replace("\ntables:\n", f"\ntables:\n{more}"))
    return root


def _write(path: Path, heading: str, lines: list[tuple[object, ...]]) -> None:
    path.write_text("\n".join([heading, *(",".join(str(cell) for cell in line) for line in lines)]) + "\n")

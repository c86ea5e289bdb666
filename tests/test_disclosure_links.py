"""Numbers that add up though no table declares it: places of a whole, terms of a year, words of others. Readers try these too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.examine import Examination, examine
from generators.inputs.settings import Root
from tests.sites import write

AREA = (
    "name: Fenmoor\ncode: fenmoor\nplace: Fenmoor\ntitle: Early talk\nsummary: Made up.\nedition: '2031'\nperiod: '2031'\npublisher: Nobody\nsections: [performance, demand]\n"
    "sources: {{paper: {{title: A paper, publisher: Nobody, date: '2031', licence: None}}}}\ntables: {{{tables}}}\n"
)
PLACES = "code,name,level\nf-a,Alder,district\nf-b,Birch,district\nf-c,Cedar,district\n"
KPIS = (
    "id,name,group,definition,unit,counted,better\nseen,Children seen,Group,Children seen.,children,{counted},higher\n"
)
Made = Callable[..., Examination]


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    def made(**tables: str) -> Examination:
        about = AREA.format(tables=", ".join(f"{name}: {{source: paper}}" for name in tables))
        section = "performance" if "kpis" in tables else "demand"
        about = about.replace("[performance, demand]", f"[{section}]")
        files = {"area.yml": about, "places.csv": PLACES} | {f"{name}.csv": text for name, text in tables.items()}
        return examine(Root(write(tmp_path, {f"data/fenmoor/{name}": text for name, text in files.items()})))

    return made


def _withheld(found: Examination, table: str, column: str, by: str) -> set[str]:
    assert found.reports, [problem.text() for problem in found.all_problems()]
    frame = found.reports[0].area.tables[table].frame
    return set(frame.loc[frame[f"{column}_mark"].str.contains("[c]", regex=False), by])


def _kpis(found: Made, rows: str, counted: str = "flow") -> set[str]:
    examined = found(kpis=KPIS.format(counted=counted), kpi_values=f"place,period,kpi,children\n{rows}")
    return _withheld(examined, "kpi_values", "children", "place")


def test_a_district_cannot_be_had_by_subtraction_from_the_county(fenmoor: Made) -> None:
    rows = "".join(f"{place},2030,seen,{n}\n" for place, n in (("Alder", 12), ("Birch", 15), ("Cedar", 3), ("", 30)))
    hidden = _kpis(fenmoor, rows)

    assert "f-c" in hidden
    assert len(hidden) >= 2


def test_places_that_do_not_add_up_are_no_sum(fenmoor: Made) -> None:
    """An average of districts is not their sum, so nothing follows from it."""
    rows = "".join(f"{place},2030,seen,{n}\n" for place, n in (("Alder", 12), ("Birch", 15), ("Cedar", 3), ("", 10)))

    assert _kpis(fenmoor, rows) == {"f-c"}


def test_a_term_cannot_be_had_by_subtraction_from_its_year(fenmoor: Made) -> None:
    numbers = (12, 15, 3, 20, 30, 40)
    terms = "".join(f"Alder,term {n} 2030/31,seen,{value}\n" for n, value in enumerate(numbers, start=1))
    text = f"place,period,kpi,children\n{terms}Alder,academic year 2030/31,seen,{sum(numbers)}\n"
    found = fenmoor(kpis=KPIS.format(counted="flow"), kpi_values=text)
    hidden = _withheld(found, "kpi_values", "children", "period")

    assert "term 3 2030/31" in hidden
    assert len(hidden) == 2


def test_what_a_year_leaves_over_bounds_its_term(fenmoor: Made) -> None:
    """44 less 40 leaves at most 4 for term 2, whatever the other terms had."""
    text = "place,period,kpi,children\nAlder,academic year 2030/31,seen,44\nAlder,term 1 2030/31,seen,40\nAlder,term 2 2030/31,seen,3\n"
    hidden = _withheld(fenmoor(kpis=KPIS.format(counted="flow"), kpi_values=text), "kpi_values", "children", "period")

    assert "term 2 2030/31" in hidden
    assert len(hidden) == 2


def test_words_that_are_sums_of_others_are_known(fenmoor: Made) -> None:
    lines = (("Early years", 40), ("Primary", 50), ("Secondary", 2), ("Schools", 52), ("All phases", 92))
    text = "period,activity,phase,counted,children\n" + "".join(
        f"2030,Visits,{name},children,{n}\n" for name, n in lines
    )
    hidden = _withheld(fenmoor(activity_by_phase=text), "activity_by_phase", "children", "phase")

    assert hidden == {"Primary", "Secondary"}

"""The page of each place: its numbers, its rank, and what they are compared with."""

import re
from pathlib import Path

from generators.examine import examine
from generators.inputs.settings import Root
from generators.measures.profile import Profile
from generators.pages.templates import Page
from tests.sites import REPOSITORY, every_page


def pages(root: Path) -> dict[str, Page]:
    return every_page(examine(Root(root)))


def test_every_ward_of_derby_has_a_page_with_its_rank() -> None:
    made = pages(REPOSITORY)
    wards = [address for address in made if address.startswith("areas/derby/places/")]
    normanton = made["areas/derby/places/normanton/"].body

    assert len(wards) == 17
    # Figure 5 of the report: 61.22% at ages 0 to 4 is the highest of the 17 wards.
    assert re.search(r"Predicted need, 0 to 4, 2019 \(%\)</a></th><td>61.22</td>.*?<td>1 of 17</td>", normanton)
    assert "Predicted need, 0 to 4, 2019 (%): 61.22, the highest of 17 wards." in normanton
    assert 'href="../../need/#fig-numbers"' in normanton


def test_ties_share_the_best_rank_and_have_no_sentence() -> None:
    report = examine(Root(REPOSITORY), ["derby"]).reports[0]
    change = next(
        figure
        for section in report.sections
        for figure in section.figures
        if figure.id == "change" and section.slug == "deprivation"
    )
    codes = {place.name: place.code for place in report.area.places.below}
    first, shared = (
        Profile(report.area, change.tidy, "change").standings(codes[name])[0] for name in ("Chaddesden", "Mickleover")
    )

    assert (first.rank, first.ranked, first.tied) == (1, 17, 0)
    assert (shared.rank, shared.tied) == (3, 13)


def test_a_withheld_number_has_no_rank(project: Path) -> None:
    table = project / "data/saltmarsh-vale/population.csv"
    before = table.read_text(encoding="utf-8")

    assert "[c]" in before
    bodies = [page.body for address, page in pages(project).items() if "/places/" in address]
    rows = [
        re.findall(r"<td[^>]*>([^<]*)</td>", row)
        for body in bodies
        for row in body.splitlines()
        if row.startswith("<tr><th scope=")
    ]
    withheld = [cells for cells in rows if cells and cells[0] == "[c]"]
    assert withheld
    assert {cells[-1] for cells in withheld} == {"[z]"}


def test_wards_of_one_name_have_addresses_of_their_own(project: Path) -> None:
    made = [address for address in pages(project) if "/places/marsh-end" in address]

    assert sorted(made) == [
        "areas/saltmarsh-vale/places/marsh-end-e05990002/",
        "areas/saltmarsh-vale/places/marsh-end/",
    ]

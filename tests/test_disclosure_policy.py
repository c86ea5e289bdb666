"""The policy as data: an area's own, exemptions with their reason, rounding, cells that nothing protects, and protection off."""

import json
import math
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generators.__main__ import app
from generators.audit import audit
from generators.disclosure import alternatives, protect
from generators.disclosure.recheck import leaks, published_counts
from generators.examine import examine
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Table
from generators.inputs.editions import Edition
from generators.inputs.frames import mark_of, records
from generators.inputs.project import Area
from generators.inputs.settings import Root
from generators.outputs import area_record, edition_json, edition_record
from generators.totals import with_totals
from tests.areas import area_of
from tests.sites import HARBOURSHIRE, REPOSITORY, built, examined, write

SEEN = Table(
    "seen", "Seen", ("place", "period", "age_band"),
    (PLACE, PERIOD, AGE_BAND, Column("seen", Kind.WHOLE, "Seen", "children", least=0, snapshot=False)),
    totals=("age_band", "place"),
)  # fmt: skip
ROWS = "period,age_band,is_total,seen\n2030,0-4,,3\n2030,5-9,,13\n2030,10-14,,41\n2030,0-14,yes,57\n"
_OWN = "data/harbourshire/disclosure.yml"
_REASON = "Published before in the county's return of 2030."
_EXEMPT = f'exempt_tables: [{{table: waiting, reason: "{_REASON}"}}]\n'
runner = CliRunner()


def _cells(area: Area) -> list[str]:
    rows = records(protect(with_totals(area))[0].tables["seen"].frame)
    return [row[mark_of("seen")] if math.isnan(row["seen"]) else f"{row['seen']:g}" for row in rows]


# --- An area's own policy -------------------------------------------------------------


def test_an_area_may_withhold_more_than_the_site(tmp_path: Path) -> None:
    """3 and 13 make 16: so that neither need be below 20, the 41 goes too."""
    own = "smallest_published: 20\nexplanation: Counts below 20 are withheld here.\n"

    assert _cells(area_of(tmp_path, SEEN, ROWS, more={"harbourshire/disclosure.yml": own})) == ["[c]", "[c]", "[c]", "57"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smallest_published: 20\n", 'data/harbourshire/disclosure.yml:1: explanation: expected what readers of this area are told, since it withholds other counts than the rest of the site, found "none"; add explanation:'),
        ("exempt_tables: [{table: wating, reason: Known.}]\n", 'data/harbourshire/disclosure.yml:1: exempt_tables[1].table: expected the name of a table, found "wating"; did you mean waiting?'),
        ("exempt_tables: [{table: waiting}]\n", 'data/harbourshire/disclosure.yml:1: exempt_tables[1].reason: expected this key, found "none"; add reason:'),
        ("mode: off\n", 'data/harbourshire/disclosure.yml:1: mode: expected one of suppress, round, found "off"; use suppress or round'),
    ],
    ids=["no words of its own", "unknown table", "no reason", "off"],
)  # fmt: skip
def test_mistakes_in_an_areas_policy(tmp_path: Path, text: str, expected: str) -> None:
    found = examine(Root(write(tmp_path, HARBOURSHIRE | {_OWN: text})))

    assert expected in [problem.text() for problem in found.all_problems()]


# --- Exemptions -----------------------------------------------------------------------


def test_an_exempt_table_is_published_with_its_reason(tmp_path: Path) -> None:
    build = built(write(tmp_path, HARBOURSHIRE | {_OWN: _EXEMPT}))
    page = (build / "site/areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")

    assert '"waiting": 2,' in (build / "site/api/v1/areas/harbourshire/waiting.json").read_text(encoding="utf-8")
    assert f"Small counts in this table are published: {_REASON}" in page.replace("&#39;", "'").replace("’", "'")
    assert "Small counts of ‘Waiting times’ are published:" in (build / "site/areas/harbourshire/data/index.html").read_text(encoding="utf-8")  # fmt: skip
    # The others stay protected, and the audit knows the exemption.
    assert '"cohort": null' in (build / "site/api/v1/areas/harbourshire/attainment.json").read_text(encoding="utf-8")
    assert audit(Root(tmp_path), build / "site").sentences == ()


# --- Rounding -------------------------------------------------------------------------


def test_rounding_withholds_1_to_7_and_rounds_the_rest_to_5(tmp_path: Path) -> None:
    own = "mode: round\nsmallest_published: 8\nround_to: 5\nexplanation: Counts are rounded.\n"
    rows = "period,age_band,seen\n2030,0-4,7\n2030,5-9,0\n2030,10-14,12\n2030,15-18,13\n2030,19-24,198\n"
    area = area_of(tmp_path, SEEN, rows, more={"harbourshire/disclosure.yml": own})

    assert _cells(area) == ["[c]", "0", "10", "15", "200", "230"]
    assert protect(with_totals(area))[1].problems == ()


def test_rounded_sites_say_that_totals_differ_and_rates_come_from_rounded_counts(tmp_path: Path) -> None:
    own = "mode: round\nsmallest_published: 8\nexplanation: Counts are rounded.\n"
    build = built(write(tmp_path, HARBOURSHIRE | {_OWN: own}))
    section = json.loads((build / "site/api/v1/areas/harbourshire/waiting.json").read_text(encoding="utf-8"))
    figure = next(one for one in section["figures"] if one["id"] == "numbers")
    counts = [row[name] for row in figure["rows"] for name in ("waiting", "over_12_weeks", "over_18_weeks")]

    assert "Counts are rounded to the nearest 5, so totals may differ from the sum of their parts; rates are computed from rounded counts." in figure["notes"]  # fmt: skip
    assert all(count is None or count % 5 == 0 for count in counts)
    assert audit(Root(tmp_path), build / "site").sentences == ()


# --- What nothing protects ---------------------------------------------------------------


def test_a_cell_that_nothing_protects_stops_the_build_with_advice(tmp_path: Path) -> None:
    """An older edition published everything else."""
    rows = [{"key": ["harbourshire", "2030", band], "published": {"seen": value}, "withheld": []} for band, value in (("5-9", 13), ("10-14", 41), ("0-14", 57))]  # fmt: skip
    tables = {"seen": {"key": ["place", "period", "age_band"], "rows": rows}}
    ledger = json.dumps({"version": "2029", "areas": {"harbourshire": {"tables": tables}}})
    area = area_of(tmp_path, SEEN, ROWS, more={"editions/2029.json": ledger})
    _, account = protect(with_totals(area))

    assert [problem.text() for problem in account.problems] == [
        'data/harbourshire/seen.csv:2: seen, 2030, ages 0 to 4: expected a small count that the other numbers do not give away, found "[c]"; merge the age bands 0-4 and 5-9, or leave the row or its total out'
    ]  # fmt: skip


def test_of_a_total_that_contradicts_its_parts_only_the_total_is_published(tmp_path: Path) -> None:
    """57 is printed as 60: nobody can subtract, so nothing else is withheld."""
    assert _cells(area_of(tmp_path, SEEN, ROWS.replace("57", "60"))) == ["[c]", "13", "41", "60"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("period,age_band,seen\n2030,0-4,3\n", ["[c]"]),
        ("period,age_band,seen\n2030,0-4,[x]\n2030,5-9,4\n", ["[x]", "[c]", "[x]"]),
        ("period,age_band,is_total,seen\n2030,0-4,,[x]\n2030,5-9,,40\n2030,0-9,yes,43\n", ["[x]", "[c]", "43"]),
        ("period,age_band,is_total,seen\n2030,0-4,,[c]\n2030,5-9,,40\n2030,0-9,yes,43\n", ["[c]", "[c]", "43"]),
        ("period,age_band,is_total,seen\n2030,0-4,,0\n2030,5-9,,4\n2030,0-9,yes,4\n", ["0", "[c]", "[c]"]),
    ],
    ids=[
        "one row",
        "missing part",
        "3 follows from what is missing",
        "3 follows from what its author withheld",
        "zero",
    ],
)
def test_odd_tables(tmp_path: Path, rows: str, expected: list[str]) -> None:
    assert _cells(area_of(tmp_path, SEEN, rows)) == expected


# --- Protection off --------------------------------------------------------------------------


def test_without_protection_every_page_warns(tmp_path: Path) -> None:
    write(tmp_path, HARBOURSHIRE)
    ran = runner.invoke(app, ["build", "--root", str(tmp_path), "--without-disclosure-control"])
    pages = sorted((tmp_path / "build/site").rglob("*.html"))

    assert ran.exit_code == 0
    assert "harbourshire: disclosure control is off, nothing is withheld." in ran.output
    assert len(pages) > 10
    assert [page.name for page in pages if "Disclosure control is off" not in page.read_text(encoding="utf-8")] == []
    assert audit(Root(tmp_path), tmp_path / "build/site").sentences != ()


def test_no_file_turns_protection_off(tmp_path: Path) -> None:
    text = (REPOSITORY / "site_config/disclosure.yml").read_text(encoding="utf-8") + "mode: off\n"
    found = examine(Root(write(tmp_path, HARBOURSHIRE | {"site_config/disclosure.yml": text})))

    assert found.failed()


# --- What others may read of it ------------------------------------------------------------------


def test_the_maintainers_report_is_private_and_the_site_says_how_many_are_withheld(tmp_path: Path) -> None:
    root = Root(write(tmp_path, HARBOURSHIRE))
    build = built(root.path)
    told = (build / "private/disclosure-harbourshire.md").read_text(encoding="utf-8")
    page = (build / "site/areas/harbourshire/waiting/index.html").read_text(encoding="utf-8")

    assert "## Withheld because the count is small: 4" in told
    assert "Numbers waiting: Waiting, Low Town" in told
    assert [path for path in (build / "site").rglob("*") if "private" in path.parts or "disclosure-" in path.name] == []
    assert re.search(r"\d+ of \d+ numbers here are withheld \(\d+%\)\.", page)


def test_merging_two_bands_is_offered_where_it_costs_less(tmp_path: Path) -> None:
    offered = alternatives(protect(with_totals(area_of(tmp_path, SEEN, ROWS)))[1])

    assert [(one.bands, one.withheld) for one in offered] == [(("0-4", "5-9"), 0)]


def test_merging_is_offered_for_what_it_costs_in_linked_tables_too(tmp_path: Path) -> None:
    """The 30 that goes with the 3 stands in a second table; a third, with a 2 of its own, stays as it is."""
    same = replace(SEEN.column("seen"), counts="children seen")
    one = replace(SEEN, columns=(*SEEN.columns[:3], same))
    again, apart = replace(one, name="again", totals=()), replace(SEEN, name="apart")
    area = area_of(tmp_path / "one", one, ROWS.replace(",13", ",30").replace(",57", ",74"))
    second = area_of(tmp_path / "two", again, "period,age_band,seen\n2030,5-9,30\n2030,15-18,50\n")
    third = area_of(tmp_path / "three", apart, ROWS.replace(",3\n", ",2\n").replace(",57", ",56"))
    account = protect(with_totals(area.with_tables({**area.tables, **second.tables, **third.tables})))[1]

    assert {cell.table for cell in account.withheld} == {"seen", "again", "apart"}
    assert len(account.withheld) == 5
    assert {(one.table, one.bands): one.withheld for one in alternatives(account)} == {
        ("seen", ("0-4", "5-9")): 2, ("seen", ("5-9", "10-14")): 4, ("apart", ("0-4", "5-9")): 3,
    }  # fmt: skip


def test_the_log_of_a_build_tells_nothing_of_withheld_cells(tmp_path: Path) -> None:
    """Low Town's 2 waiting children are fewer than its 30 over 12 weeks: only the local check may say so."""
    write(tmp_path, HARBOURSHIRE)
    public = [
        runner.invoke(app, ["check", "--root", str(tmp_path), "--format", "github"]).output,
        runner.invoke(app, ["check", "--root", str(tmp_path), "--format", "json"], env={"CI": "true"}).output,
        runner.invoke(app, ["check", "--root", str(tmp_path)], env={"CI": "true"}).output,
        runner.invoke(app, ["build", "--root", str(tmp_path)]).output,
    ]
    local = runner.invoke(app, ["check", "--root", str(tmp_path)], env={**os.environ, "CI": ""}).output

    assert 'expected at most 2 (waiting), found "30"' in local
    assert [text for text in public if "over_12_weeks, Low Town" in text] == []


def test_an_edition_holds_no_withheld_value_and_is_read_back(tmp_path: Path) -> None:
    write(tmp_path, HARBOURSHIRE)
    report = examined(tmp_path).reports[0]
    record = edition_json(
        edition_record(Edition("2031", "The first."), {"harbourshire": area_record(report)}, ["areas/harbourshire/"])
    )
    write(tmp_path, {"data/editions/2031.json": record})
    again = examined(tmp_path).reports[0]
    cell = ("waiting", "waiting", (("place", "W05000002"), ("period", "2030-03-31"), ("stage", "assessment"), ("age_band", "5-10")))  # fmt: skip
    (past,) = again.area.past

    assert cell in past.withheld
    assert cell not in past.published
    assert again.account.withheld == report.account.withheld
    assert not any(name in past.published for name in past.withheld)


def test_a_broken_record_of_an_edition_stops_the_build(tmp_path: Path) -> None:
    found = examine(Root(write(tmp_path, HARBOURSHIRE | {"data/editions/2029.json": "{}"})))

    assert 'data/editions/2029.json:1: file: expected the record of an edition, as publish writes it, found "something else"; restore it from version control: without it, what it withheld could be given away' in [problem.text() for problem in found.all_problems()]  # fmt: skip


# --- One system: words, hierarchies that contradict each other, and tables that count the same -------


def test_words_and_their_total_are_one_sum(tmp_path: Path) -> None:
    setting = Column("setting", Kind.WORD, "Setting", allowed=("home", "school"))
    table = replace(SEEN, key=("place", "period", "setting"), columns=(PLACE, PERIOD, setting, SEEN.column("seen")), totals=("setting",))  # fmt: skip
    rows = "period,setting,seen\n2030,home,3\n2030,school,30\n2030,Total,33\n"

    assert _cells(area_of(tmp_path, table, rows)) == ["[c]", "[c]", "33"]


def test_where_a_locality_contradicts_its_ward_the_wards_still_add_up_to_the_area(tmp_path: Path) -> None:
    """207 in all less 204 in the north are Cedar's 3, whatever the south prints."""
    places = "north,North,locality\nsouth,South,locality\nash,Ash,ward,north\nbirch,Birch,ward,north\ncedar,Cedar,ward,south\n"  # fmt: skip
    rows = "place,period,age_band,seen\n,2030,0-4,207\nnorth,2030,0-4,204\nsouth,2030,0-4,90\nash,2030,0-4,104\nbirch,2030,0-4,100\ncedar,2030,0-4,3\n"  # fmt: skip
    shown = _cells(area_of(tmp_path, SEEN, rows, places))

    assert shown[5] == "[c]"
    assert "[c]" in (shown[0], shown[1])


def test_tables_that_count_the_same_withhold_the_same(tmp_path: Path) -> None:
    """The 30 beside the 3 is withheld in a second table too, which has no total."""
    same = replace(SEEN.column("seen"), counts="children seen")
    one = replace(SEEN, columns=(*SEEN.columns[:3], same))
    other = replace(one, name="again", totals=())
    area = area_of(tmp_path / "one", one, "period,age_band,is_total,seen\n2030,0-4,,3\n2030,5-9,,30\n2030,0-9,yes,33\n")
    second = area_of(tmp_path / "other", other, "period,age_band,seen\n2030,5-9,30\n2030,10-14,50\n")
    both = with_totals(area.with_tables({**area.tables, **second.tables}))
    frame = protect(both)[0].tables["again"].frame

    assert frame[mark_of("seen")].tolist() == ["[c]", ""]


def test_the_second_look_finds_every_further_cell_that_is_put_back(tmp_path: Path) -> None:
    """Its arithmetic is its own: what the first protects, it must find unprotected without any one of the further cells."""
    shutil.copytree(REPOSITORY / "data/derby", tmp_path / "data/derby")
    (report,) = [one for one in examined(write(tmp_path, {})).reports if one.area.slug == "derby"]
    complete = report.account.complete
    assert complete is not None
    seen = published_counts(report.area)
    true = published_counts(complete)

    assert leaks(complete, seen) == []
    assert report.account.further
    assert [cell for cell in report.account.further if not leaks(complete, seen | {cell: true[cell]})] == []

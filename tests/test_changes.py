"""What two editions say differently, worked out by hand from made-up records, and told as text, JSON and Markdown."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from generators.changes import Change, changes_between, proposed_kind
from generators.changes.addresses import addresses, lost
from generators.changes.words import Difference, as_json, as_markdown, as_text
from generators.inputs.editions import next_correction
from generators.inputs.models import Move
from tests.editions import SMALL, command, needs_the_small_bundle, publish, repository


def _row(place: str, percent: float | None, mark: str | None = None, period: str = "2018") -> dict[str, Any]:
    return {"place_code": place[0].lower(), "place": place, "age_band": "0-4", "period": period, "period_sort": period, "percent": percent, "percent_mark": mark}  # fmt: skip


def _cell(level: str, count: int) -> dict[str, Any]:
    return {"place_code": "x", "place": "X", "kind": "provision", "provider": "All", "level": level, "strand": "Workforce", "period": "2018", "period_sort": "2018", "count": count, "count_mark": None}  # fmt: skip


def _columns(row: dict[str, Any], value: str, label: str, unit: str) -> list[dict[str, Any]]:
    dims = [{"name": name, "label": name, "unit": None} for name in row if not name.startswith(value)]
    return [*dims, {"name": value, "label": label, "unit": unit}]


def _fact(text: str, mark: str | None = None) -> dict[str, Any]:
    return {"value": None, "unit": "count", "text": text, "mark": mark}


OLD: dict[str, Any] = {
    "x": {
        "name": "X", "threshold": 50.0,
        "places": [{"code": "a", "name": "Abbey", "level": "ward", "parents": [], "valid": [None, None]}, {"code": "b", "name": "Bay", "level": "ward", "parents": [], "valid": [None, None]}],
        "tables": {"waiting": {"columns": {"waiting": {"label": "Waiting", "unit": "children", "basis": "records", "about": ""}}, "rows": []}},
        "sections": {
            "need": {
                "section": "need", "title": "Predicted need", "facts": {"need.most": _fact("61%"), "need.few": _fact("7"), "need.most_before": _fact("1")},
                "figures": [{"id": "ranked-0-4", "title": "Ranked", "columns": _columns(_row("A", 1), "percent", "Share", "percent"), "rows": [_row("Abbey", 49.0), _row("Bay", 60.0)]}],
            },
            "provision": {
                "section": "provision", "title": "Provision", "facts": {},
                "figures": [{"id": "heat-map", "title": "Heat map", "columns": _columns(_cell("A", 1), "count", "Count", "count"), "rows": [_cell("Universal", 2), _cell("Targeted", 0), _cell("Total", 0)]}],
            },
        },
    }
}  # fmt: skip


def _changed(change: Any) -> list[tuple[str, str]]:
    new = copy.deepcopy(OLD)
    change(new)
    return [(one.kind, one.sentence) for one in changes_between(OLD, new)]


def _need(new: Any) -> Any:
    return new["x"]["sections"]["need"]


def test_nothing_differs_from_itself() -> None:
    assert changes_between(OLD, copy.deepcopy(OLD)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda new: _need(new)["facts"].update({"need.most": _fact("55%"), "need.most_before": _fact("2")}), [("fact", "Predicted need, most: 61% → 55%")], id="fact"),
        pytest.param(lambda new: _need(new)["facts"].update({"need.few": _fact("[c]", "[c]")}), [("withheld", "Predicted need, few, withheld now")], id="fact withheld"),
        pytest.param(lambda new: _need(new)["figures"][0]["rows"].__setitem__(1, _row("Bay", 61.0)), [("corrected", "Ranked, Bay, 0-4, 2018, share: 60.0% → 61.0%")], id="published number"),
        pytest.param(lambda new: _need(new)["figures"][0]["rows"].__setitem__(0, _row("Abbey", 50.5)), [("threshold", "Abbey, ages 0-4, above 50%: 49.0% → 50.5%"), ("corrected", "Ranked, Abbey, 0-4, 2018, share: 49.0% → 50.5%")], id="threshold"),
        pytest.param(lambda new: _need(new)["figures"][0]["rows"].__setitem__(1, _row("Bay", None, "[c]")), [("withheld", "Ranked, Bay, 0-4, 2018, share, withheld now")], id="withheld"),
        pytest.param(lambda new: _need(new)["figures"][0]["rows"].append(_row("Bay", 49.0, period="2019")), [("threshold", "Bay, ages 0-4, no longer above 50%: 60.0% → 49.0%"), ("new", "Ranked: 1 row, 2019")], id="new period"),
        pytest.param(lambda new: _need(new)["figures"][0]["rows"].pop(), [("gone", "Ranked: 1 row, 2018")], id="row gone"),
        pytest.param(lambda new: new["x"]["sections"]["provision"]["figures"][0]["rows"].__setitem__(slice(0, 2), [_cell("Universal", 0), _cell("Targeted", 1)]),
            [("provision", "Universal, workforce: lost: 2 → 0"), ("provision", "Targeted, workforce: gained: 0 → 1"), ("corrected", "Heat map, X, provision, All, Universal, Workforce, 2018, count: 2 → 0"), ("corrected", "Heat map, X, provision, All, Targeted, Workforce, 2018, count: 0 → 1")], id="cells of provision"),
        pytest.param(lambda new: new["x"]["tables"]["waiting"]["columns"]["waiting"].update(unit="people"), [("definition", "Waiting (waiting), unit: children → people")], id="definition"),
        pytest.param(lambda new: new["x"]["places"][0].update(valid=[None, 2018]), [("place", "Abbey (a), years: none → 2018")], id="place drawn anew"),
        pytest.param(lambda new: new["x"]["places"].pop(), [("place", "Bay (b) is no longer a ward of the report")], id="place gone"),
        pytest.param(lambda new: new["x"]["sections"].pop("provision"), [("gone", "The page Provision")], id="page gone"),
        pytest.param(lambda new: _need(new)["figures"].pop(), [("gone", "The figure Ranked")], id="figure gone"),
        pytest.param(lambda new: new.update(y=OLD["x"]), [("new", "The report on X")], id="area"),
    ],
)  # fmt: skip
def test_each_kind_of_change(change: Any, expected: list[tuple[str, str]]) -> None:
    assert _changed(change) == expected


def test_a_flipped_verdict_is_told_as_one() -> None:
    old, new = copy.deepcopy(OLD), copy.deepcopy(OLD)
    for areas, word in ((old, "worse"), (new, "similar")):
        figure = _need(areas)["figures"][0]
        figure["columns"].append({"name": "verdict", "label": "Verdict", "unit": None})
        figure["rows"][0]["verdict"], figure["rows"][1]["verdict"] = word, "better"

    assert [(one.kind, one.sentence) for one in changes_between(old, new)] == [("verdict", "Ranked, Abbey, 0-4, 2018, verdict: worse → similar")]  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], "none"),
        (["fact", "corrected"], "correction"),
        (["fact", "new"], "new data"),
        (["new", "definition", "fact"], "redefinition"),
        (["gone"], "redefinition"),
    ],
)
def test_the_kinds_of_change_make_the_kind_of_edition(kinds: list[str], expected: str) -> None:
    assert proposed_kind([Change(kind, "x", "about") for kind in kinds]) == expected


def test_a_difference_as_text_json_and_markdown() -> None:
    found = Difference("2018", "2018.1", [Change("fact", "x", "Rows | of *x*", "1", "2", "need")], ["areas/x/gone/"])

    assert as_text(found).splitlines() == [
        "Compared with the 2018 edition:", "", "x: what the report says now", "  Rows | of *x*: 1 → 2", "",
        "Addresses that would lead nowhere:", "  areas/x/gone/", "",
        "Only numbers that were published before differ: publish a correction, such as 2018.1, with the reason.",
    ]  # fmt: skip
    assert json.loads(as_json(found))["changes"] == [{"kind": "fact", "area": "x", "section": "need", "figure": None, "about": "Rows | of *x*", "before": "1", "after": "2", "address": "areas/x/need/"}]  # fmt: skip
    assert "- Rows \\| of \\*x\\*: 1 → 2" in as_markdown(found).splitlines()


# --- Addresses ----------------------------------------------------------------------


def test_pages_anchors_and_files_are_addresses() -> None:
    files = {
        "index.md": "---\n---\n<p>id='no'</p>",
        "areas/x.md": '<h2 class="a" id="b">x</h2>\n<i id=\'c\'>',
        "a.csv": "",
    }

    assert addresses(files, ["d.pdf"]) == ["", "a.csv", "areas/x/", "areas/x/#b", "areas/x/#c", "d.pdf"]


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([], ["a.csv", "p/", "p/#f"]),
        ([{"from": "p/", "to": "q/"}], ["a.csv", "p/#f"]),
        ([{"from": "p/", "to": "q/#g"}], ["a.csv"]),
        ([{"from": "p/", "kept_in": "2018"}, {"from": "a.csv", "kept_in": "2018"}], []),
    ],
)
def test_lost_addresses(moves: list[dict[str, str]], expected: list[str]) -> None:
    """A page that moves has an address of its own in the new edition; whether its anchors lead on depends on the move."""
    declared = [Move(**move) for move in moves]
    now = ["q/", "q/#g", *(move.old for move in declared if move.old.endswith("/"))]

    assert lost(["p/", "p/#f", "q/", "a.csv"], now, declared) == expected


# --- The command -----------------------------------------------------------------------


@needs_the_small_bundle
def test_diff_compares_with_what_was_published(tmp_path: Path) -> None:
    root = repository(tmp_path, SMALL)
    assert command(root, "diff").output == "No edition has been published yet: everything is new.\n"
    assert publish(root, "2031").exit_code == 0
    assert command(root, "diff").output == "Compared with the 2031 edition:\n\nNothing differs.\n"
    waiting = root / "data/harbourshire/waiting.csv"
    waiting.write_text(waiting.read_text().replace("9.5,40", "9.5,41"))
    found = json.loads(command(root, "diff", "--format", "json").output)

    assert (found["against"], found["kind"], found["lost"]) == ("2031", "correction", [])
    assert [change for change in found["changes"] if (change["before"], change["after"]) == ("40 weeks", "41 weeks")]
    assert command(root, "diff", "--against", "1999").exit_code == 2
    assert (
        next_correction("2019", ["2018", "2019", "2019.1", "2019.9"])
        == next_correction("2019.1", ["2019.9"])
        == "2019.10"
    )
    assert command(root, "diff", "--format", "pdf").exit_code == 2


def test_each_edition_is_held_against_its_own_threshold() -> None:
    assert _changed(lambda new: new["x"].update(threshold=48.0)) == [
        ("threshold", "Abbey, ages 0-4, above 48%: 49.0% → 49.0%")
    ]

"""What a picture shows of a number that is withheld: that it is, and nothing of it. Missing numbers leave a gap."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generators.charts.bars import Bar, Line, grouped, ranked, stacked, with_ticks
from generators.charts.dots import Dots, distances
from generators.charts.heat import Grid, grids
from generators.charts.lines import Series, over_time
from generators.charts.maps import Tile, steps, tiled
from generators.charts.picture import Classes, Picture
from generators.charts.whiskers import Whisker, whiskers
from tests.browse import Visit, chromium, served
from tests.sites import repository
from tests.test_odd_areas import WAITING, made
from tests.test_sections_numbers import figure

NONE = float("nan")
SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)


def _drawn(mark: str) -> dict[str, Picture]:
    """One picture of each kind, with a number, two that bear the mark, and one that is missing."""
    values, texts = [40.0, NONE, NONE, NONE], ["40", mark, mark, "[x]"]
    names = ["a", "b", "c", "d"]
    rows = list(zip(names, values, texts, strict=True))
    return {
        "ranked": ranked([Bar(*row) for row in rows], [Line("England", 30)]),
        "grouped": grouped(names, [("before", values, texts), ("now", [30.0] * 4, ["30"] * 4)]),
        "stacked": stacked(names, [("one", [10.0] * 4, ["10"] * 4), ("other", values, texts)]),
        "ticks": with_ticks(names, [Bar(*row) for row in rows], [], []),
        "lines": over_time(names, [Series("Derby", values, texts, strong=True)], unit="%"),
        "dots": distances(names, [Dots("Derby", values, texts)], line="England"),
        "whiskers": whiskers([Whisker(name, value, value, value, text) for name, value, text in rows], "Derby", ()),
    }


def _hatched(picture: Picture) -> list[dict[str, Any]]:
    return [trace for trace in picture.data if trace.get("marker", {}).get("pattern")]


@pytest.mark.parametrize("kind", _drawn("[c]"))
def test_withheld_numbers_are_hatched_all_alike_and_missing_ones_are_not(kind: str) -> None:
    (hatched,) = _hatched(_drawn("[c]")[kind])
    along = "x" if hatched["orientation"] == "h" else "y"

    assert len(hatched[along]) == 2
    assert len(set(hatched[along])) == 1
    assert all(text.startswith("[c]") for text in hatched["text"])
    assert _hatched(_drawn("[x]")[kind]) == []


def test_a_stub_is_a_share_of_the_axis_and_not_of_a_number() -> None:
    for known in (1, 40, 40_000):
        bars = ranked([Bar("a", known, str(known)), Bar("b", NONE, "[c]")])

        assert _hatched(bars)[0]["x"][0] / bars.layout["xaxis"]["range"][1] == pytest.approx(0.07, abs=0.001)


def test_the_words_of_a_stub_stand_once() -> None:
    bars, stubs = ranked([Bar("a", 4, "4"), Bar("b", NONE, "[c]"), Bar("c", NONE, "[x]")]).data

    assert bars["text"] == ["4", "", "[x]"]
    assert stubs["text"] == ["[c]"]


def test_a_cell_of_a_heat_map_is_hatched_where_it_is_withheld() -> None:
    grid = Grid("", [[3, NONE], [NONE, 4]], [["3", "[c]"], ["[x]", "4"]])
    layout = grids(["r0", "r1"], ["c0", "c1"], [grid], Classes(1)).layout
    (strokes,) = layout["shapes"]
    points = [point.split(",") for point in strokes["path"].replace("M", " ").replace("L", " ").split()]

    assert all(0.5 < float(x) < 1.5 and -0.5 < float(y) < 0.5 for x, y in points)
    assert [note["text"] for note in layout["annotations"] if note.get("bgcolor")] == ["[c]"]


def test_a_place_on_a_map_is_hatched_where_it_is_withheld() -> None:
    tiles = [Tile(text, SQUARE, (0, 0), value, text) for value, text in ((4.0, "4"), (NONE, "[c]"), (NONE, "[x]"))]
    traces = {trace["name"]: trace for trace in tiled(tiles, steps([4.0], "%"), hexagons=True).data}

    assert "fillpattern" in traces["withheld"]
    assert "fillpattern" not in traces["no data"]


def test_the_page_is_the_same_whatever_is_withheld(tmp_path: Path) -> None:
    """Where one band has 2 children and another 4, and the other way round: pictures and words agree to the last letter."""
    pictures = []
    for one, other in ((2, 4), (4, 2)):
        rows = f"2030-03-31,assessment,0-4,{one},{one},{one},3,5\n2030-03-31,assessment,5-9,60,40,30,4,9\n2030-03-31,assessment,10-14,{other},{other},{other},3,5\n"
        found = figure(made(tmp_path / str(one), waiting=WAITING + rows), "waiting", "numbers")
        pictures.append(json.dumps([found.picture, found.alt, found.name, found.headline], sort_keys=True))

    assert '"pattern"' in pictures[0]
    assert pictures[0] == pictures[1]


# --- In the browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Any:
    with chromium() as one:
        yield one


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "forced"), [*product(("light", "dark"), ("none", "active"))])
def test_the_hatching_is_seen(browser: Browser, scheme: str, forced: str) -> None:
    """The pattern is there, and its strokes and ground are 3:1 apart; the numbers without scripts say it too."""
    with (
        served(repository() / "site") as address,
        Visit(browser, f"{address}areas/derby/waiting/", scheme=scheme) as visit,
    ):
        visit.page.emulate_media(forced_colors=forced)  # type: ignore[arg-type]
        visit.draw_all()
        stubs = visit.page.locator('#fig-numbers .barlayer path[style*="url("]')
        ground, strokes = stubs.first.evaluate(
            """stub => {
              const pattern = document.getElementById(/#([^"')]+)/.exec(stub.style.fill)[1]);
              return [...pattern.children].map(part => { const it = getComputedStyle(part); return it.stroke === 'none' ? it.fill : it.stroke; });
            }"""
        )
        boxes = [stubs.nth(n).bounding_box() or {} for n in range(stubs.count())]

        assert len(boxes) == 6
        assert len({round(box["width"], 1) for box in boxes}) == 1
        assert _contrast(ground, strokes) >= 3
        assert visit.page.locator('#fig-numbers td[data-mark="c"]').count() == 6 + 4


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [float(part) / 255 for part in colour.strip("rgb()").split(",")[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)

"""Maps: boundaries and hexagons of any vendor, what does not fit is told by name, and shapes that are where they should be."""

import json
import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generators.charts.maps import steps
from generators.examine import Examination, examine
from generators.inputs.maps import SIMPLIFIED_TO, Map
from generators.inputs.settings import Root
from tests import reference
from tests.sites import REPOSITORY, write

AREA = """\
name: Fenmoor
code: fenmoor
place: Fenmoor
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: Fenmoor Council
sections: [need]
maps: [{{level: ward, file: {file}, source: paper{more}}}]
sources: {{paper: {{title: A paper, publisher: Fenmoor Council, date: "2031", licence: None}}}}
tables: {{predicted_need: {{source: paper}}}}
"""
PLACES = "code,name,level\nf-east,East,ward\nf-west,West,ward\nf-mid,Mid,ward\n"
NEED = "place,period,age_band,percent\nEast,2030,0-4,40\nWest,2030,0-4,12\nMid,2030,0-4,[x]\n"
PROPERTIES = ", code: CD, name: NM"
Made = Callable[..., Examination]


def _square(west: float, south: float, size: float = 0.1) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _feature(code: str, name: str, *rings: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature", "properties": {"CD": code, "NM": name}, "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }  # fmt: skip


def _collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


EAST, WEST, MID = (
    _feature("f-east", "East", _square(-1.0, 52.0)),
    _feature("f-west", "West", _square(-1.2, 52.0)),
    _feature("f-mid", "Mid", _square(-1.1, 52.0)),
)
HEXES = {"f-east": {"n": "East", "q": 2, "r": 0}, "f-west": {"q": 0, "r": 0}, "f-mid": {"q": 1, "r": 0}}


@pytest.fixture
def fenmoor(tmp_path: Path) -> Made:
    def made(text: str, file: str = "map.geojson", more: str = PROPERTIES) -> Examination:
        more = more if file.endswith(".geojson") else ""
        files = {
            "area.yml": AREA.format(file=file, more=more),
            "places.csv": PLACES,
            "predicted_need.csv": NEED,
            file: text,
        }
        return examine(Root(write(tmp_path, {f"data/fenmoor/{name}": content for name, content in files.items()})))

    return made


def _map(found: Examination) -> Map:
    assert found.reports, [problem.text() for problem in found.all_problems()]
    return found.reports[0].area.maps["ward"]


def _sentences(found: Examination) -> list[str]:
    return [problem.text() for problem in found.all_problems() if problem.severity == "error"]


def test_degrees_are_drawn_as_long_as_they_are(fenmoor: Made) -> None:
    ring = _map(fenmoor(_collection(EAST, WEST, MID))).shapes["f-east"].rings[0]
    across, along = (max(axis) - min(axis) for axis in zip(*ring, strict=True))

    assert across / along == pytest.approx(math.cos(math.radians(52.05)), rel=1e-3)


def test_a_projected_map_keeps_its_lengths(fenmoor: Made) -> None:
    metres = [_feature(code, name, _square(x, 300_000, 1000)) for code, name, x in (("f-east", "East", 402_000), ("f-mid", "Mid", 401_000), ("f-west", "West", 400_000))]  # fmt: skip
    ring = _map(fenmoor(_collection(*metres))).shapes["f-mid"].rings[0]
    across, along = (max(axis) - min(axis) for axis in zip(*ring, strict=True))

    assert across == pytest.approx(along)


def test_holes_and_parts_are_kept(fenmoor: Made) -> None:
    holed = _feature("f-east", "East", _square(-1.0, 52.0), _square(-0.97, 52.03, 0.02))
    parts = _feature("f-west", "West")
    parts["geometry"] = {"type": "MultiPolygon", "coordinates": [[_square(-1.2, 52.0)], [_square(-1.4, 52.0)]]}
    shapes = _map(fenmoor(_collection(holed, parts, MID))).shapes

    assert [len(shapes[code].rings) for code in ("f-east", "f-west", "f-mid")] == [2, 2, 1]
    outer, hole = (_signed_area(ring) for ring in shapes["f-east"].rings)
    assert outer > 0 > hole  # the other way round, or the hole would be filled


def _signed_area(ring: Any) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring)) / 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (_collection(EAST, WEST), 'expected a shape for Mid (f-mid), found "none"; take the map of the year of these wards, or correct places.csv'),
        (_collection(EAST, WEST, MID, _feature("f-else", "Else", _square(-1.3, 52.0))), 'expected only wards of Fenmoor, found "f-else (Else)"; delete it from the map, or add the place to places.csv'),
        (_collection(EAST, _feature("f-west", "Mid", _square(-1.2, 52.0)), _feature("f-mid", "West", _square(-1.1, 52.0))), 'expected f-west to be named West, found "Mid"; check the map; if it is right, register the name as an alias of West'),
        (_collection(EAST, WEST, MID, EAST), 'expected one shape for a place, found "a second of f-east"; join them'),
        (_collection(EAST, WEST, {"type": "Feature", "properties": {"CD": "f-mid", "NM": "Mid"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}), 'expected Polygon or MultiPolygon, found "Point in feature 3 (f-mid)"; delete it'),
        (_collection(EAST, WEST, _feature("f-mid", "Mid", [[-1, 52], [0, 53], [1, 54], [-1, 52]])), 'expected Polygon or MultiPolygon, found "Polygon without an area in feature 3 (f-mid)"; delete it'),
        (_collection(EAST, WEST, None), 'expected a feature with properties, found "feature 3"; delete it'),
        (_collection(EAST, WEST, {"type": "Feature", "properties": ["f-mid"], "geometry": None}), 'expected a feature with properties, found "feature 3"; delete it'),
        (_collection(EAST, WEST, {"type": "Feature", "properties": {"CD": "f-mid", "NM": "Mid"}, "geometry": None}), 'expected a polygon, found "feature 3 (f-mid)"; download the map again'),
        ('{"type": "Topology"}', 'expected a FeatureCollection with features, found "Topology"; export it as GeoJSON'),
        ("[1]", 'expected one object, found "a list or a value"; download the map again'),
        ('{"type": ', 'expected JSON, found "something else"; download it again, or save it as UTF-8'),
    ],
    ids=["missing", "extra", "swapped", "twice", "point", "sliver", "null", "properties", "no shape", "other JSON", "list", "cut off"],
)  # fmt: skip
def test_what_does_not_fit_is_told(fenmoor: Made, text: str, sentence: str) -> None:
    assert f"data/fenmoor/map.geojson:1: map: {sentence}" in _sentences(fenmoor(text))


def test_a_property_that_is_not_there_is_told_with_those_that_are(fenmoor: Made) -> None:
    assert _sentences(fenmoor(_collection(EAST, WEST, MID), more=", code: CDE, name: NM")) == [
        'data/fenmoor/map.geojson:1: map: expected a property CDE, found "CD, NM"; name one of them under maps of area.yml'
    ]


def test_a_map_that_is_not_there_is_told(fenmoor: Made, tmp_path: Path) -> None:
    fenmoor(_collection(EAST, WEST, MID))
    (tmp_path / "data/fenmoor/map.geojson").unlink()

    assert _sentences(examine(Root(tmp_path))) == [
        'data/fenmoor/area.yml:10: maps: expected a file, found "map.geojson"; put it into the folder fenmoor, or correct the name'
    ]


def test_hexagons_share_their_sides(fenmoor: Made) -> None:
    found = _map(fenmoor(json.dumps({"layout": "odd-r", "hexes": HEXES}), "map.hexjson"))
    west, mid = ({(round(x, 4), round(y, 4)) for x, y in found.shapes[code].rings[0]} for code in ("f-west", "f-mid"))

    assert found.hexagons
    assert len(west) == 6
    assert len(west & mid) == 2


@pytest.mark.parametrize(("layout", "shifted"), [("odd-r", (0.5, 0.866)), ("even-r", (0, 0.866)), ("odd-q", (0.866, 0.5)), ("even-q", (0.866, 0))])  # fmt: skip
def test_the_four_layouts(fenmoor: Made, layout: str, shifted: tuple[float, float]) -> None:
    where = {"q": 0, "r": 1} if layout.endswith("r") else {"q": 1, "r": 0}
    hexes = {"f-west": {"q": 0, "r": 0}, "f-east": where, "f-mid": {"q": 4, "r": 4}}
    shapes = _map(fenmoor(json.dumps({"layout": layout, "hexes": hexes}), "map.hexjson")).shapes
    moved = [b - a for a, b in zip(shapes["f-west"].label, shapes["f-east"].label, strict=True)]
    even = layout.startswith("even")
    expected = [shifted[0] - (0.5 if even and layout.endswith("r") else 0), shifted[1] - (0.5 if even and layout.endswith("q") else 0)]  # fmt: skip

    assert moved == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"layout": "even", "hexes": HEXES}, 'expected layout odd-r, even-r, odd-q, even-q and hexes, found "layout even"; see https://open-innovations.org/projects/hexmaps/hexjson.html for the form'),
        ({"layout": "odd-r", "hexes": HEXES | {"f-mid": {"q": 0, "r": 0}}}, 'expected one place for a hexagon, found "f-mid and f-west"; move one'),
        ({"layout": "odd-r", "hexes": HEXES | {"f-mid": {"q": "1", "r": 0}}}, "expected whole numbers q and r, found \"f-mid: ('1', 0)\"; correct them"),
    ],
)  # fmt: skip
def test_a_wrong_layout_is_told(fenmoor: Made, content: dict[str, Any], sentence: str) -> None:
    assert _sentences(fenmoor(json.dumps(content), "map.hexjson"))[0] == f"data/fenmoor/map.hexjson:1: map: {sentence}"


def test_a_place_without_a_number_is_a_gap_and_listed(fenmoor: Made) -> None:
    found = fenmoor(_collection(EAST, WEST, MID))
    figure = next(figure for figure in found.reports[0].sections[0].figures if figure.id == "map")
    assert figure.picture is not None
    traces = {trace["name"]: trace for trace in figure.picture["data"]}

    assert traces["no data"]["line"]["dash"] == "dot"
    assert traces["no data"]["fillcolor"] == "$page"
    assert figure.alt == "Map of wards, the highest first: East 40.00%; West 12.00%; Mid [x]."


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([8, 61], ["0 to under 20%", "20 to under 40%", "40 to under 60%", "60% or more"]),
        ([79.2, 82.4], ["78 to under 80%", "80 to under 82%", "82% or more"]),
        ([0, 0], ["0% or more"]),
        ([0, 100], ["0 to under 25%", "25 to under 50%", "50 to under 75%", "75% or more"]),
        ([-12.4, 9], ["−20 to under −10%", "−10 to under 0%", "0% or more"]),
    ],
)
def test_classes(values: list[float], labels: list[str]) -> None:
    found = steps([*values, math.nan], "%")

    assert [found.label(step) for step in range(found.count)] == labels


def _derby(tmp_path: Path, file: str, code: str, name: str) -> Map:
    folder = tmp_path / "data/derby"
    about = AREA.format(file="wards.geojson", more=f", code: {code}, name: {name}").replace("fenmoor", "E06000015").replace("Fenmoor", "Derby")  # fmt: skip
    write(tmp_path, {"data/derby/area.yml": about})
    for one in ("places.csv", "predicted_need.csv"):
        (folder / one).write_bytes((REPOSITORY / "data/derby" / one).read_bytes())
    (folder / "wards.geojson").write_bytes((reference.FOLDER / "boundaries" / file).read_bytes())
    return _map(examine(Root(tmp_path)))


@reference.needed
@pytest.mark.parametrize(
    ("file", "code", "name"),
    [("derby_wards_2013.geojson", "WD13CD", "WD13NM"), ("derby_wards_2021.geojson", "ward21_code", "ward21_name")],
)
def test_both_boundary_files_draw_derbys_wards(tmp_path: Path, file: str, code: str, name: str) -> None:
    found = _derby(tmp_path, file, code, name)
    ours = json.loads((REPOSITORY / "data/derby/wards.hexjson").read_text())["hexes"]
    areas = {ward: sum(_signed_area(ring) for ring in shape.rings) for ward, shape in found.shapes.items()}

    assert len(found.shapes) == 17
    assert sum(len(ring) for shape in found.shapes.values() for ring in shape.rings) <= SIMPLIFIED_TO
    assert min(areas.values()) > 0.003  # no sliver: the unit is the width of the city
    assert all(len(shape.rings) == 1 for shape in found.shapes.values())
    # a swapped ward would break the order from west to east and from south to north
    for axis, key in ((0, "q"), (1, "r")):
        assert _agreement([(ours[ward][key], found.shapes[ward].label[axis]) for ward in ours]) > 0.9


def _agreement(pairs: list[tuple[float, float]]) -> float:
    """The share of pairs of wards that stand in the same order in both."""
    ordered = [(a[0] - b[0]) * (a[1] - b[1]) for a in pairs for b in pairs if abs(a[0] - b[0]) > 1]
    return sum(product > 0 for product in ordered) / len(ordered)


@reference.needed
def test_neighbours_keep_their_common_border(tmp_path: Path) -> None:
    from shapely import Polygon, coverage_is_valid

    found = _derby(tmp_path, "derby_wards_2013.geojson", "WD13CD", "WD13NM")
    shapes = [Polygon(shape.rings[0]) for shape in found.shapes.values()]
    gaps_and_overlaps = sum(one.area for one in shapes) - _union_area(shapes)

    assert abs(gaps_and_overlaps) < 1e-4
    assert coverage_is_valid(shapes, gap_width=0)


def _union_area(shapes: list[Any]) -> float:
    from shapely import union_all

    return float(union_all(shapes).area)


def test_the_layouts_of_the_samples_hold_every_place_once() -> None:
    for file, count in (("data/derby/wards.hexjson", 17), ("site_config/maps/regions.hexjson", 9)):
        hexes = json.loads((REPOSITORY / file).read_text(encoding="utf-8"))["hexes"]

        assert len({(one["q"], one["r"]) for one in hexes.values()}) == len(hexes) == count


@reference.needed
def test_a_vendors_hexagons_are_read(tmp_path: Path) -> None:
    content = json.loads((reference.FOLDER / "boundaries/derby_wards_2022.hexjson").read_text())
    codes = {line.split(",")[0] for line in (REPOSITORY / "data/derby/places.csv").read_text().splitlines()[1:]}
    content["hexes"] = {code: one for code, one in content["hexes"].items() if code in codes}
    about = AREA.format(file="wards.hexjson", more="").replace("fenmoor", "E06000015").replace("Fenmoor", "Derby")
    write(tmp_path, {"data/derby/area.yml": about, "data/derby/wards.hexjson": json.dumps(content)})
    for one in ("places.csv", "predicted_need.csv"):
        (tmp_path / "data/derby" / one).write_bytes((REPOSITORY / "data/derby" / one).read_bytes())

    assert set(_map(examine(Root(tmp_path))).shapes) == codes


@pytest.mark.parametrize(
    ("start", "missing"), [("2030", False), ("2020", True)], ids=["a follower is drawn", "none is"]
)
def test_an_ended_place_may_lack_only_where_its_followers_are_drawn(tmp_path: Path, start: str, missing: bool) -> None:
    files = {
        "area.yml": AREA.format(file="map.geojson", more=PROPERTIES),
        "places.csv": f"code,name,level,valid_from,valid_to\nf-east,East,ward,{start},\nf-west,West,ward,,\nf-mid,Mid,ward,,2029\n",
        "predicted_need.csv": NEED.replace("Mid,2030", "Mid,2019").replace("2030", "2031"),
        "map.geojson": _collection(EAST, WEST),
    }
    found = examine(Root(write(tmp_path, {f"data/fenmoor/{name}": text for name, text in files.items()})))

    assert any("expected a shape for Mid" in one for one in _sentences(found)) is missing

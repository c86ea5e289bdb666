"""Maps: boundaries from GeoJSON and hexagons from HexJSON, as plain polygons by place code, simplified and checked.

The only module that knows the formats of maps. Shapely is imported when an area has boundaries, and not before.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.inputs.complaints import suggestion, visible
from generators.inputs.models import MapFile
from generators.inputs.places import Place, Places, plural
from generators.inputs.settings import Root
from generators.problems import Problem, error

Ring = tuple[tuple[float, float], ...]

LARGEST = 20_000_000  # bytes of a file
MOST_VERTICES = 500_000  # of a file
SIMPLIFIED_TO = 3_000  # vertices of a map: enough for a screen, 30 KB before compression
_LAYOUTS = ("odd-r", "even-r", "odd-q", "even-q")


@dataclass(frozen=True)
class Shape:
    """A place on a map.

    Attributes:
        rings: closed, outer ones against the clock and holes with it; x grows to the east, y to the north, one unit of each
            is equally long.
        label: a point inside it.
    """

    rings: tuple[Ring, ...]
    label: tuple[float, float]


@dataclass(frozen=True)
class Map:
    """The places of one level. `hexagons` tells that sizes and borders are not those of the ground."""

    level: str
    hexagons: bool
    shapes: Mapping[str, Shape]
    source: str


def read_maps(
    root: Root, folder: Path, file: str, given: Iterable[tuple[MapFile, int]], places: Places, sources: Sequence[str]
) -> tuple[dict[str, Map], list[Problem]]:
    """The maps of an area by level, and what is wrong with their files.

    Args:
        sources: those that the area declares.
        given: each entry under `maps` of area.yml with its line. A file is looked for in the area's folder, then among the
            layouts of the site.
    """
    maps: dict[str, Map] = {}
    problems = []
    for about, line in given:
        if about.source not in sources:
            expected, fix = f"one of {', '.join(sources)}", suggestion(about.source, sources)
            problems.append(
                error("undeclared-source", file, line, where="maps", expected=expected, found=about.source, fix=fix)
            )
        path = folder / about.file
        if not path.exists():
            path = root.own_or_default("site_config/maps") / about.file
        if not path.is_file():
            fix = f"put it into the folder {folder.name}, or correct the name"
            problems.append(
                error("missing-file", file, line, where="maps", expected="a file", found=visible(about.file), fix=fix)
            )
            continue
        found, wrong = _read(path, root.name(path), about)
        shapes = found if not wrong else {}
        problems += wrong or _mismatches(shapes, root.name(path), about, places)
        maps[about.level] = Map(
            about.level, about.hexagons, {code: shape for code, (shape, _) in shapes.items()}, about.source
        )
    return maps, problems


Found = dict[str, tuple[Shape, str]]  # shape and name in the file, by code


def _read(path: Path, file: str, about: MapFile) -> tuple[Found, list[Problem]]:
    if path.stat().st_size > LARGEST:
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        fix = "simplify it, or take a generalised version of the boundaries"
        return {}, [_wrong(file, "too-large", f"at most {LARGEST // 1_000_000} MB", size, fix)]
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        line = problem.lineno if isinstance(problem, json.JSONDecodeError) else 1
        fix = "download it again, or save it as UTF-8"
        return {}, [_wrong(file, "not-json", "JSON", "something else", fix, line)]
    if not isinstance(content, dict):
        return {}, [_wrong(file, "wrong-shape", "one object", "a list or a value", "download the map again")]
    return _hexagons(content, file) if about.hexagons else _boundaries(content, file, about)


def _wrong(file: str, rule: str, expected: str, found: str, fix: str, line: int = 1, where: str = "map") -> Problem:
    return error(rule, file, line, where=where, expected=expected, found=visible(found), fix=fix)


def _mismatches(shapes: Found, file: str, about: MapFile, places: Places) -> list[Problem]:
    """Places that the map lacks, shapes of no place, and shapes whose name is another place's."""
    wanted = {place.code: place for place in places.below if place.level == about.level}
    missing = [place for code, place in wanted.items() if code not in shapes and not _replaced(place, shapes, places)]
    problems = [
        _wrong(
            file, "place-not-on-map", f"a shape for {place.name} ({place.code})", "none",
            f"take the map of the year of these {plural(about.level)}, or correct places.csv",
        )
        for place in missing
    ]  # fmt: skip
    for code, (_, name) in shapes.items():
        place = wanted.get(code)
        called = f"{code} ({name})" if name else code
        if place is None:
            expected = f"only {plural(about.level)} of {places.area.name}"
            fix = "delete it from the map, or add the place to places.csv"
            problems.append(_wrong(file, "shape-of-no-place", expected, called, fix))
        elif name and name not in (place.name, *place.aliases):
            fix = f"check the map; if it is right, register the name as an alias of {place.name}"
            problems.append(_wrong(file, "shape-of-another-name", f"{code} to be named {place.name}", name, fix))
    return problems


def _replaced(place: Place, shapes: Found, places: Places) -> bool:
    """Whether the place has ended, and the map shows those that came after it."""
    return place.valid_to is not None and any(
        other.code in shapes and (other.valid_from or 0) > place.valid_to for other in places.below
    )


def _hexagons(content: Mapping[str, Any], file: str) -> tuple[Found, list[Problem]]:
    layout, hexes = content.get("layout"), content.get("hexes")
    if layout not in _LAYOUTS or not isinstance(hexes, dict) or not hexes:
        found = f"layout {layout}" if layout not in _LAYOUTS else "no hexes"
        fix = "see https://open-innovations.org/projects/hexmaps/hexjson.html for the form"
        return {}, [_wrong(file, "wrong-shape", f"layout {', '.join(_LAYOUTS)} and hexes", found, fix)]
    shapes: Found = {}
    problems = []
    taken: dict[tuple[int, int], str] = {}
    for code, one in hexes.items():
        where = (one.get("q"), one.get("r")) if isinstance(one, dict) else (None, None)
        q, r = where
        if not isinstance(q, int) or not isinstance(r, int):
            problems.append(_wrong(file, "wrong-shape", "whole numbers q and r", f"{code}: {where}", "correct them"))
        elif (q, r) in taken:
            other = taken[q, r]
            problems.append(
                _wrong(file, "shapes-overlap", "one place for a hexagon", f"{code} and {other}", "move one")
            )
        else:
            taken[q, r] = code
            shapes[code] = _hexagon(layout, q, r), str(one.get("n", one.get("name", "")) or "")
    return shapes, problems


def _hexagon(layout: str, q: int, r: int) -> Shape:
    """A hexagon of width 1: pointed at the top where rows are shifted, flat where columns are."""
    by_row, odd = layout.endswith("r"), layout.startswith("odd")
    across, along = (q, r) if by_row else (r, q)
    shift = 0.5 if (along % 2 == 1) == odd else 0.0
    centre = (across + shift, along * math.sqrt(3) / 2)
    radius = 1 / math.sqrt(3)
    corners = [
        (centre[0] + radius * math.cos(math.radians(angle)), centre[1] + radius * math.sin(math.radians(angle)))
        for angle in range(30, 391, 60)
    ]
    points = tuple(corners if by_row else [(y, x) for x, y in reversed(corners)])
    return Shape((points,), centre if by_row else (centre[1], centre[0]))


def _boundaries(content: Mapping[str, Any], file: str, about: MapFile) -> tuple[Found, list[Problem]]:
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        return {}, [
            _wrong(
                file,
                "wrong-shape",
                "a FeatureCollection with features",
                str(content.get("type")),
                "export it as GeoJSON",
            )
        ]
    properties = features[0].get("properties") if isinstance(features[0], dict) else None
    known = list(properties) if isinstance(properties, dict) else []
    lacking = [name for name in (about.code, about.name) if name and name not in known]
    if lacking:
        fix = "name one of them under maps of area.yml"
        return {}, [
            _wrong(file, "unknown-property", f"a property {name}", ", ".join(known) or "none", fix) for name in lacking
        ]
    return _geometries(features, file, about)


def _geometries(features: list[Any], file: str, about: MapFile) -> tuple[Found, list[Problem]]:
    from shapely import GEOSException, get_num_coordinates
    from shapely.geometry import shape

    geometries: dict[str, Any] = {}
    names, problems = {}, []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {} if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            problems.append(_wrong(file, "wrong-shape", "a feature with properties", f"feature {number}", "delete it"))
            continue
        code = str(properties.get(about.code))
        try:
            geometry = shape(feature.get("geometry"))
        except (GEOSException, ValueError, TypeError, AttributeError, KeyError, IndexError):
            problems.append(
                _wrong(file, "wrong-shape", "a polygon", f"feature {number} ({code})", "download the map again")
            )
            continue
        kind = geometry.geom_type
        if kind not in ("Polygon", "MultiPolygon") or not geometry.area:
            found = f"{kind}{'' if geometry.area or 'Polygon' not in kind else ' without an area'} in feature {number} ({code})"
            problems.append(_wrong(file, "wrong-shape", "Polygon or MultiPolygon", found, "delete it"))
        elif code in geometries:
            problems.append(_wrong(file, "repeated-shape", "one shape for a place", f"a second of {code}", "join them"))
        else:
            geometries[code], names[code] = geometry, str(properties.get(about.name, "") or "")
    if sum(int(get_num_coordinates(one)) for one in geometries.values()) > MOST_VERTICES:
        fix = "take a generalised version of the boundaries"
        problems.append(_wrong(file, "too-large", f"at most {MOST_VERTICES:,} vertices", "more", fix))
    if problems:
        return {}, problems
    shapes = _simplified(geometries)
    return {code: (_shape(one), names[code]) for code, one in shapes.items()}, []


def _simplified(geometries: Mapping[str, Any]) -> dict[str, Any]:
    """The shapes on a plane, with shared borders simplified alike, so that neither slivers nor gaps appear."""
    import shapely

    codes, latitude = list(geometries), _middle(geometries.values())
    plane = [_on_plane(shapely.make_valid(geometries[code]), latitude) for code in codes]
    extent = max(shapely.total_bounds(plane)[2:] - shapely.total_bounds(plane)[:2])
    tolerance = extent / 2000
    found = plane
    while sum(shapely.get_num_coordinates(one) for one in found) > SIMPLIFIED_TO and tolerance < extent / 10:
        found = list(shapely.coverage_simplify(plane, tolerance))
        tolerance *= 1.5
    return dict(zip(codes, (shapely.transform(one, lambda points: points / extent) for one in found), strict=True))


def _middle(geometries: Iterable[Any]) -> float | None:
    """The middle latitude, where the coordinates are degrees; None where the map is projected already."""
    import shapely

    west, south, east, north = shapely.total_bounds(list(geometries))
    degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return (south + north) / 2 if degrees else None


def _on_plane(geometry: Any, latitude: float | None) -> Any:
    """Degrees of longitude are shorter than those of latitude, by the cosine of the latitude."""
    import shapely

    if latitude is None:
        return geometry
    shorter = math.cos(math.radians(latitude))
    return shapely.transform(geometry, lambda points: points * (shorter, 1.0))


def _shape(geometry: Any) -> Shape:
    import shapely

    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    rings = []
    for part in parts:
        oriented = shapely.orient_polygons(part)
        rings += [_ring(oriented.exterior), *(_ring(hole) for hole in oriented.interiors)]
    inside = shapely.point_on_surface(max(parts, key=lambda part: part.area))
    return Shape(tuple(rings), (round(inside.x, 5), round(inside.y, 5)))


def _ring(line: Any) -> Ring:
    return tuple((round(x, 5), round(y, 5)) for x, y in line.coords)

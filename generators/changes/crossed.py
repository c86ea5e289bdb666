"""Lines that were crossed between two editions: wards over the threshold of predicted need, cells of provision from or to nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from generators.changes.change import Change
from generators.inputs.declare import TOTAL
from generators.numbers import plain, shown

Area = Mapping[str, Any]
Found = dict[tuple[str, ...], Mapping[str, Any]]


def crossed_threshold(slug: str, before: Area, after: Area) -> Iterator[Change]:
    """Places whose share of children with predicted need went over the threshold, or fell to it."""
    limits = before.get("threshold"), after.get("threshold")
    old, new = _latest(before, "need", "ranked", ("place_code", "age_band")), _latest(after, "need", "ranked", ("place_code", "age_band"))  # fmt: skip
    for key, row in new.items():
        was, now = old.get(key, {}).get("percent"), row["percent"]
        if was is None or now is None or None in limits or (was > limits[0]) == (now > limits[1]):
            continue
        side = f"{'above' if now > limits[1] else 'no longer above'} {limits[1]:g}%"
        about = f"{row['place']}, ages {row['age_band']}, {side}"
        yield Change(
            "threshold", slug, about, shown(was, "percent"), shown(now, "percent"), "need", row["_figure"], key[0]
        )


def cells_of_provision(slug: str, before: Area, after: Area) -> Iterator[Change]:
    """Cells of the heat map in which there was nothing and now is something, or the other way round."""
    names = ("place_code", "kind", "provider", "level", "strand")
    old, new = _latest(before, "provision", "heat-map", names), _latest(after, "provision", "heat-map", names)
    for key, row in new.items():
        was, now = old.get(key, {}).get("count"), row["count"]
        if TOTAL in key or was is None or now is None or bool(was) == bool(now):
            continue
        about = f"{row['level']}, {row['strand'].lower()}: {'gained' if now else 'lost'}"
        yield Change("provision", slug, about, plain(was), plain(now), "provision", "heat-map", key[0])


def _latest(area: Area, section: str, figures: str, key: tuple[str, ...]) -> Found:
    """The row of the last period for each key, from the figures of a section whose ids start so."""
    found: Found = {}
    for figure in area["sections"].get(section, {"figures": ()})["figures"]:
        if figure["id"].startswith(figures):
            for row in sorted(figure["rows"], key=lambda row: str(row["period_sort"])):
                found[tuple(str(row[name]) for name in key)] = {**row, "_figure": figure["id"]}
    return found

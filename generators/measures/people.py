"""How many people of an age live in a place, from the area's population table: the denominator of rates."""

import math

from generators.inputs.ages import age_band, tiles
from generators.inputs.frames import mark_of
from generators.inputs.marks import combined
from generators.inputs.project import Area
from generators.measures.once import once
from generators.measures.tidy import tidy


class People:
    """The last `period` of an area's population table, which may be absent."""

    def __init__(self, area: Area) -> None:
        self._found: dict[str, dict[str, tuple[float, str]]] = {}
        self.period: str | None = None
        if "population" in area.tables:
            table = tidy(area, "population")
            self.period = table.latest()
            for row in table.where(period=table.latest()).records():
                here = self._found.setdefault(row["place_code"], {})
                here[row["age_band"]] = (float(row["people"]), str(row[mark_of("people")]))

    def of(self, place_code: str, band: str) -> tuple[float, str]:
        """People of an age band, and their mark.

        A band that has no row of its own is added up from bands that cover it without a hole; otherwise it is `[x]`.
        """
        rows = self._found.get(place_code, {})
        if band in rows:
            return rows[band]
        inside = [name for name in rows if age_band(name).inside(age_band(band)) and not _sums(name, rows)]
        if not tiles(age_band(band), [age_band(name) for name in inside]):
            return math.nan, "[x]"
        return math.fsum(rows[name][0] for name in inside), combined(*(rows[name][1] for name in inside))


people_of = once(People)


def _sums(name: str, rows: dict[str, tuple[float, str]]) -> bool:
    return any(age_band(other).inside(age_band(name)) and other != name for other in rows)

"""Rows of age bands: those that stand side by side, and the one that adds up the others."""

from generators.inputs.ages import age_band
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.tidy import Tidy


def latest_own(area: Area, table: Tidy) -> list[Record]:
    """The area's own rows of its last period."""
    own = table.where(place_code=area.places.area.code)
    return own.where(period=own.latest()).records()


def spread(area: Area, table: Tidy) -> list[Record]:
    """The area's bands of the last period that hold no other band, the youngest first."""
    return singles(latest_own(area, table))


def singles(rows: list[Record]) -> list[Record]:
    """The rows whose band holds no other row's band, the youngest first; all rows when each holds another."""
    return sorted([row for row in rows if not sums(row, rows)] or rows, key=lambda row: age_band(row["age_band"]))


def widest(area: Area, table: Tidy) -> Record | None:
    """The area's row over the most ages in the last period: its total."""
    return max(latest_own(area, table), key=lambda row: width(row["age_band"]), default=None)


def sums(row: Record, rows: list[Record]) -> bool:
    """Whether the row's band holds another row's band."""
    whole = age_band(row["age_band"])
    return any(age_band(other["age_band"]).inside(whole) and other["age_band"] != row["age_band"] for other in rows)


def width(band: str) -> int:
    """How many years a band covers."""
    found = age_band(band)
    return found.last - found.first + 1

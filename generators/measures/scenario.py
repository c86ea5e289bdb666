"""What a reader may vary: the published numbers that the scenario of the need page starts from."""

import math
from typing import Any

from generators.inputs.project import Area
from generators.measures.prevalence import by_model, model_label
from generators.measures.staffing import staff
from generators.measures.tidy import age_words, tidy
from generators.measures.unmet import main_model


def scenario(area: Area) -> dict[str, Any] | None:
    """By age band the children, the share and number that the main model predicts, and the known ones; staff in WTE. None without children.

    A number that is missing or withheld is None: the panel then asks for it or leaves out what needs it.
    """
    table = by_model(area).where(place_code=area.places.area.code, model=main_model(area))
    rows = [row for row in table.records() if not math.isnan(row["people"]) and not math.isnan(row["central_percent"])]
    if not rows:
        return None
    known = _known(area)
    bands = [
        {
            "ages": age_words(row["age_band"]),
            "people": round(float(row["people"])),
            "rate": round(float(row["central_percent"]), 1),
            "predicted": round(float(row["central"])),
            "known": known.get(row["age_band"]),
        }
        for row in rows
    ]
    return {"model": model_label(area, rows[0]["model"]), "bands": bands, "wte": _wte(area)}


def _known(area: Area) -> dict[str, int]:
    if "caseload" not in area.tables:
        return {}
    table = tidy(area, "caseload", ("caseload",)).where(place_code=area.places.area.code)
    rows = table.where(period=table.latest()).records()
    return {row["age_band"]: round(float(row["caseload"])) for row in rows if not math.isnan(row["caseload"])}


def _wte(area: Area) -> float | None:
    """All staff of the area in the last period; None where one role has no number."""
    if "workforce" not in area.tables:
        return None
    table = staff(area).where(place_code=area.places.area.code)
    rows = table.where(period=table.latest()).records() if len(table.rows) else []
    whole = math.fsum(float(row["wte"]) for row in rows)
    return round(whole, 2) if rows and not math.isnan(whole) else None

"""Predicted need by model: low, central and high, for each place and age band, and how well each model fits what is printed."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generators.inputs.frames import Record, mark_of
from generators.inputs.marks import combined
from generators.inputs.periods import NotAPeriodError
from generators.inputs.prevalence import AgeRates, PrevalenceModel, Triple
from generators.inputs.project import Area
from generators.measures.deprivation import shares
from generators.measures.once import once
from generators.measures.people import People, people_of
from generators.measures.tidy import (
    PERIOD,
    PERIOD_SORT,
    PLACE_CODE,
    PLACE_NAME,
    Field,
    Tidy,
    age_words,
    from_rows,
    period_sort,
    tidy,
)

PUBLISHED = "published"  # the prediction that the source prints, as one of the models
SPREAD = ("low", "central", "high")
_PERCENTS = tuple(f"{name}_percent" for name in SPREAD)


@dataclass(frozen=True)
class Deprived:
    """How deprived a place is: its rank, 1 the most deprived, and its share of deprived neighbourhoods in percent."""

    rank: float
    share: float


@once
def by_model(area: Area) -> Tidy:
    """One row per place, age band and model: children and percent, low, central and high.

    Rates come from the models of `site_config/prevalence.yml` and, where the source prints a prediction, from that. Children are
    rate × people of that age ÷ 100. A place above others has the sum of its parts' children, and that sum's percentage of its
    people: never the mean of percentages. What a model does not give, or a place lacks, is `[x]`; every number is `[e]`.
    """
    people, places = people_of(area), _deprived(area)
    rows: list[Record] = []
    for band in bands(area):
        for name, model in area.settings.prevalence.items():
            if (rates := model.rates_of(band)) is not None:
                given = {code: _rates(model, rates, place) for code, place in _ranked(area, model, places).items()}
                rows += _places(area, people, name, band, given)
        rows += _places(area, people, PUBLISHED, band, _printed(area, band))
    return _tidy(area, rows, people.period or _printed_period(area) or area.about.edition)


def _printed_period(area: Area) -> str | None:
    return tidy(area, "predicted_need", ()).latest() if "predicted_need" in area.tables else None


def bands(area: Area) -> list[str]:
    """The age bands that predictions are for: those of the printed one, else of the caseload, else ages 0 to 4."""
    for table in ("predicted_need", "caseload"):
        if table in area.tables:
            rows = area.tables[table].rows
            return list(dict.fromkeys(str(row["age_band"]) for row in rows if row["is_total"] != "yes"))
    return ["0-4"]


def model_label(area: Area, name: str) -> str:
    """What a model is called."""
    return "Published prediction" if name == PUBLISHED else area.settings.prevalence[name].label


def rate_at(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    """The rate of a place in percent, for `low`, `central` or `high`; NaN where the model or the place does not say."""
    value = _FORMS[model.form](model, rates, place, which)
    return min(max(value, 0.0), 100.0)


def _rates(model: PrevalenceModel, rates: AgeRates, place: Deprived) -> tuple[float, ...]:
    return tuple(rate_at(model, rates, place, which) for which in SPREAD)


def _flat(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    return _of(rates.rate, which)


def _linear(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    return _of(rates.intercept, which) - _of(rates.slope, which) * place.rank / 1000


def _hurdle(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    if place.share == 0:
        return _of(rates.none, which)
    return _of(rates.base, which) + _of(rates.slope, which) * math.sqrt(place.share)


def _points(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    at = _percentile(model, place)
    points = [(point.at, _of(point.rate, which)) for point in sorted(rates.points or (), key=lambda point: point.at)]
    if math.isnan(at) or at <= points[0][0]:
        return points[0][1] if not math.isnan(at) else math.nan
    for (left, low), (right, high) in pairwise(points):
        if at <= right:
            return low + (high - low) * (at - left) / (right - left)
    return points[-1][1]


def _bands(model: PrevalenceModel, rates: AgeRates, place: Deprived, which: str) -> float:
    at = _percentile(model, place)
    steps = sorted(rates.bands or (), key=lambda band: band.up_to)
    return next((_of(band.rate, which) for band in steps if at <= band.up_to), math.nan)


def _percentile(model: PrevalenceModel, place: Deprived) -> float:
    return 100 * place.rank / (model.of or math.nan)


def _of(parameter: Triple | None, which: str) -> float:
    value = parameter.at(which) if parameter else None
    return math.nan if value is None else value


_FORMS: Mapping[str, Callable[[PrevalenceModel, AgeRates, Deprived, str], float]] = {
    "flat": _flat, "linear": _linear, "hurdle": _hurdle, "points": _points, "bands": _bands,
}  # fmt: skip


@once
def _deprived(area: Area) -> dict[tuple[str, str, str], Deprived]:
    """Rank and share by place, index and release: the computed rank where all wards are given, else the printed one."""
    if not {"deprivation", "deprived_neighbourhoods"} & set(area.tables):
        return {}
    found = {}
    for row in shares(area).records():
        computed = float(row.get("computed_rank", math.nan))
        rank = float(row["rank"]) if math.isnan(computed) else computed
        found[row["place_code"], row["index"], _year(row["period"])] = Deprived(rank, float(row["share"]))
    return found


def _year(period: str) -> str:
    return period.rpartition(" ")[2]


def _ranked(area: Area, model: PrevalenceModel, places: Mapping[tuple[str, str, str], Deprived]) -> dict[str, Deprived]:
    """The smallest places with how deprived they are by the model's index; one without a rank has none."""
    unknown = Deprived(math.nan, math.nan)
    return {code: places.get((code, model.index or "", model.period or ""), unknown) for code in _smallest(area)}


def _smallest(area: Area) -> list[str]:
    levels = area.places.levels()
    smallest = [place.code for place in area.places.below if levels and place.level == levels[-1]]
    return smallest or [area.places.area.code]


def _printed(area: Area, band: str) -> dict[str, tuple[float, ...]]:
    if "predicted_need" not in area.tables:
        return {}
    table = tidy(area, "predicted_need", ("percent",))
    rows = table.where(age_band=band, period=table.latest()).records()
    smallest = set(_smallest(area))
    return {
        row["place_code"]: (math.nan, float(row["percent"]), math.nan) for row in rows if row["place_code"] in smallest
    }


def _places(
    area: Area, people: People, name: str, band: str, given: Mapping[str, tuple[float, ...]]
) -> Iterable[Record]:
    """The rows of one model and age band: the smallest places, and those above them that have all their parts."""
    if not any(not math.isnan(rates[1]) for rates in given.values()):
        return
    counts: dict[str, tuple[tuple[float, ...], float, str]] = {}
    for code, rates in given.items():
        number, mark = people.of(code, band)
        counts[code] = tuple(rate * number / 100 for rate in rates), number, mark
        yield _row(code, name, band, counts[code], rates)
    for parent in (area.places.area, *area.places.below):
        inside = [counts.get(code) for code in _members(area, parent.code, list(given))]
        if parent.code in given or not inside or any(part is None for part in inside):
            continue
        parts = [part for part in inside if part is not None]
        children = tuple(math.fsum(part[0][place] for part in parts) for place in range(len(SPREAD)))
        whole = math.fsum(part[1] for part in parts)
        rates = tuple(100 * number / whole if whole else math.nan for number in children)
        yield _row(parent.code, name, band, (children, whole, combined(*(part[2] for part in parts))), rates)


def _members(area: Area, parent: str, codes: Sequence[str]) -> list[str]:
    level = area.places[codes[0]].level
    return [place.code for place in area.places.within(parent, level)]


def _row(
    code: str, name: str, band: str, counts: tuple[tuple[float, ...], float, str], rates: tuple[float, ...]
) -> Record:
    children, people, mark = counts
    row: Record = {"place_code": code, "model": name, "age_band": band, "people": people, "people_mark": mark}
    for names, values, beside in ((SPREAD, children, mark), (_PERCENTS, rates, "")):
        for field, value in zip(names, values, strict=True):
            row[field] = value
            row[mark_of(field)] = combined(beside, "[x]" if math.isnan(value) else "[e]")
    return row


def _sort_key(when: str) -> str:
    """What a period sorts by; an edition's own name where neither people nor predictions have a period."""
    try:
        return period_sort(when)
    except NotAPeriodError:
        return when


def _tidy(area: Area, rows: Sequence[Record], when: str) -> Tidy:
    """The rows as a table; their period is that of the population, which is what is counted."""
    ordered = sorted(rows, key=lambda row: area.places.order(row["place_code"]))
    told = {"period": when, "period_sort": _sort_key(when)}
    named = [{"place": area.places[row["place_code"]].name, **told, **row} for row in ordered]
    values = (
        *(Field(name, f"{name.capitalize()}, children", "children", 0, is_value=True) for name in SPREAD),
        *(Field(f"{name}_percent", f"{name.capitalize()}, share", "percent", 1, is_value=True) for name in SPREAD),
        Field("people", "Children of that age", "people", 0, is_value=True),
    )
    fields = (
        PLACE_CODE,
        PLACE_NAME,
        Field("age_band", "Age", words=age_words),
        Field("model", "Model", words=lambda name: model_label(area, str(name))),
        PERIOD,
        PERIOD_SORT,
        *values,
    )
    return from_rows(named, fields)


@once
def fits(area: Area) -> Tidy:
    """One row per model and age band that has a printed prediction: how far the model is from it, in percentage points.

    `mean_difference` is the mean of the sizes of the differences over places, `largest_difference` the largest one, with its
    place. `left_out` is the mean difference when each place is predicted from a straight line through all the others; only a
    model that was fitted to the places has one.
    """
    table = by_model(area)
    printed = {
        (row["place_code"], row["age_band"]): row["central_percent"] for row in table.where(model=PUBLISHED).records()
    }
    rows, smallest = [], set(_smallest(area))
    for band in table.unique("age_band"):
        for name in area.settings.prevalence:
            mine = table.where(model=name, age_band=band).records()
            pairs = [
                (row, float(row["central_percent"]), float(printed[row["place_code"], band]))
                for row in mine
                if (row["place_code"], band) in printed and row["place_code"] in smallest
            ]
            pairs = [pair for pair in pairs if not math.isnan(pair[1]) and not math.isnan(pair[2])]
            if pairs:
                rows.append(_fit(area, name, band, pairs))
    return _fit_table(area, rows)


def _fit(area: Area, name: str, band: str, pairs: Sequence[tuple[Record, float, float]]) -> Record:
    sizes = [abs(modelled - printed) for _, modelled, printed in pairs]
    worst = max(range(len(sizes)), key=sizes.__getitem__)
    left_out = _left_out(area, name, pairs)
    return {
        **{key: pairs[0][0][key] for key in ("age_band", "model", "period", "period_sort")},
        "place_code": area.places.area.code, "place": area.places.area.name,
        "largest_in": pairs[worst][0]["place"], "places": float(len(pairs)), "places_mark": "",
        "mean_difference": math.fsum(sizes) / len(sizes), "mean_difference_mark": "",
        "largest_difference": sizes[worst], "largest_difference_mark": "",
        "left_out": left_out, "left_out_mark": "[z]" if math.isnan(left_out) else "",
    }  # fmt: skip


def _left_out(area: Area, name: str, pairs: Sequence[tuple[Record, float, float]]) -> float:
    """The mean leave-one-out difference of the straight line of rank on the printed shares, for a fitted linear model."""
    model = area.settings.prevalence[name]
    if model.kind != "description" or model.form != "linear" or len(pairs) < 3:
        return math.nan
    places = _ranked(area, model, _deprived(area))
    points = [(places[row["place_code"]].rank, printed) for row, _, printed in pairs]
    return math.fsum(_missed(points, place) for place in range(len(points))) / len(points)


def _missed(points: Sequence[tuple[float, float]], left: int) -> float:
    """How far the line through the other points is from this one."""
    others = [point for place, point in enumerate(points) if place != left]
    middle = math.fsum(x for x, _ in others) / len(others), math.fsum(y for _, y in others) / len(others)
    spread = math.fsum((x - middle[0]) ** 2 for x, _ in others)
    slope = math.fsum((x - middle[0]) * (y - middle[1]) for x, y in others) / spread if spread else 0.0
    x, y = points[left]
    return abs(y - (middle[1] + slope * (x - middle[0])))


def _fit_table(area: Area, rows: Sequence[Record]) -> Tidy:
    values = (
        Field("places", "Places compared", "count", 0, is_value=True),
        Field("mean_difference", "Mean difference", "pp", 2, is_value=True),
        Field("largest_difference", "Largest difference", "pp", 2, is_value=True),
        Field("left_out", "Mean difference, each place left out", "pp", 2, is_value=True),
    )
    fields = (
        PLACE_CODE,
        PLACE_NAME,
        Field("model", "Model", words=lambda name: model_label(area, str(name))),
        Field("age_band", "Age", words=age_words),
        PERIOD,
        PERIOD_SORT,
        *values,
        Field("largest_in", "Where it is largest"),
    )
    return from_rows(rows, fields)

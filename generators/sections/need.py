"""Predicted need, as printed: how many children are likely to need some help, and where."""

import math
from collections.abc import Mapping
from dataclasses import replace

from generators.charts.bars import Line
from generators.inputs.ages import age_band
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Column, Kind, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.need import predicted
from generators.measures.scenario import scenario
from generators.measures.tidy import Field, Tidy, age_words, period_words
from generators.numbers import in_words, shown
from generators.sections import mapped, need_models, ranking
from generators.sections.model import (
    Fact,
    Figure,
    ListView,
    Mini,
    PivotView,
    Section,
    Verdict,
    count_fact,
    minis,
    number_fact,
    said,
    text_fact,
)

PREDICTED = Table(
    name="predicted_need",
    title="Predicted need",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column("percent", Kind.NUMBER, "Predicted need", "percent", least=1, most=100, decimals=2),
    ),
    about="Share of children whose speech, language and communication is predicted not to be in line with expected levels.",
)
_NOT_DIAGNOSED = "Predicted is not diagnosed: it means any aspect of speech, language and communication that is not as expected. It does not mean a disorder, nor that a child should have therapy."


def _bands(table: Tidy) -> list[str]:
    return sorted(table.unique("age_band"), key=lambda text: (age_band(text).first, age_band(text).last))


def _of(table: Tidy, band: str) -> Tidy:
    return table.where(age_band=band, period=table.latest())


def _over(area: Area, rows: list[dict[str, object]]) -> int:
    return sum(float(str(row["percent"])) > area.settings.thresholds.predicted_need_percent for row in rows)


def _limit(area: Area) -> str:
    limit = area.settings.thresholds.predicted_need_percent
    return "half" if limit == 50 else f"{limit:g}%"


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    places, over = ranking.smallest(area), facts.get("places_over")
    if over is None or not isinstance(over.value, float):
        return f"Predicted need in {area.about.name}"
    return f"In {in_words(int(over.value))} of {facts['places'].text} {places}, over {_limit(area)} of children are predicted to have needs"


def _ranked(band: str) -> Figure:
    """The places ranked by the predicted share of one age band."""
    name = band.replace("+", "-plus").replace(" ", "-")

    def headline(area: Area, table: Tidy) -> str:
        rows = ranking.parts(area, _of(table, band), "percent")
        if not rows:
            return f"Predicted need at ages {age_words(band)}"
        top = f"{rows[0]['place']} is predicted highest at ages {age_words(band)}, {said(rows[0], table.field('percent'))}"
        return f"{top}; {in_words(_over(area, rows))} of {len(rows)} {ranking.smallest(area)} are over {_limit(area)}"

    def facts(area: Area, table: Tidy) -> dict[str, Fact]:
        return _facts(area, _of(table, band), f"_{name.replace('-', '_')}") | (
            _facts(area, _of(table, band), "") if band == _bands(table)[0] else {}
        )

    return Figure(
        id=f"ranked-{name}",
        title=f"Ages {age_words(band)}, ranked",
        measure=predicted,
        headline=headline,
        subtitle=lambda area, table: (
            f"Children aged {age_words(band)} predicted to have needs, % of all that age, {area.about.name}, {period_words(table.latest())}"
        ),
        alt=lambda area, table: ranking.in_words(area, _of(table, band), "percent"),
        draw=lambda area, table: ranking.bars(
            area,
            _of(table, band),
            "percent",
            area.settings.thresholds.predicted_need_percent,
            [Line(f"{_limit(area).capitalize()} of children", area.settings.thresholds.predicted_need_percent)],
        ),
        view=lambda area, table: PivotView("place", "age_band", "percent", f"Predicted need by age, {area.about.name}"),
        facts=facts,
        notes=lambda area, table: [_NOT_DIAGNOSED],
        tables=("predicted_need",),
    )


def _facts(area: Area, table: Tidy, suffix: str) -> dict[str, Fact]:
    rows, field = ranking.parts(area, table, "percent"), table.field("percent")
    own = ranking.own(area, table)
    over, places = _over(area, rows), ranking.smallest(area)
    facts = {
        f"average{suffix}": number_fact(own, replace(field, decimals=1)),
        f"children{suffix}": number_fact(own, table.field("predicted_children")),
    }
    if rows:
        spread = f"From {shown(rows[-1]['percent'], 'percent', 0)} to {shown(rows[0]['percent'], 'percent', 0)}"
        label = f"of {len(rows)} {places} with over {_limit(area)} of children aged {age_words(rows[0]['age_band'])} predicted to have needs"
        facts |= {
            f"places_over{suffix}": Fact(
                float(over),
                "count",
                str(over),
                label=label,
                verdict=Verdict("plain", spread),
                minis=_minis(area, rows, own, field),
            ),
            f"places{suffix}": count_fact(len(rows)),
            f"highest{suffix}": number_fact(rows[0], field),
            f"highest_place{suffix}": text_fact(rows[0]["place"]),
            f"lowest{suffix}": number_fact(rows[-1], field),
            f"lowest_place{suffix}": text_fact(rows[-1]["place"]),
        }
        facts[f"{places}_over_half{suffix}"] = count_fact(sum(row["percent"] > 50 for row in rows), label)
    return facts


def _minis(area: Area, rows: list[Record], own: Record | None, field: Field) -> tuple[Mini, ...]:
    """The lowest and the highest place, and the area between them."""
    whole = [(area.about.name, own)] if own else []
    return minis([(rows[-1]["place"], rows[-1]), *whole, (rows[0]["place"], rows[0])], replace(field, decimals=0))


def _numbers_headline(area: Area, table: Tidy) -> str:
    band = _bands(table)[0]
    rows = ranking.parts(area, _of(table, band), "predicted_children")
    if not rows:
        return "Numbers of children cannot be worked out without the population"
    return f"{rows[0]['place']} has the most children aged {age_words(band)} with predicted needs, about {said(rows[0], table.field('predicted_children'))}"


def _numbers_notes(area: Area, table: Tidy) -> list[str]:
    rows = table.records()
    missing = {row["place"] for row in rows if math.isnan(row["population"])}
    if missing:
        return [
            _NOT_DIAGNOSED,
            f"Cannot weight: population missing for {len(missing)} of {len({row['place'] for row in rows})} places.",
        ]
    return [
        _NOT_DIAGNOSED,
        "Numbers are the predicted share of the population estimate. The area’s share is weighted by population; the source prints none.",
    ]


def _more(area: Area) -> tuple[Figure, ...]:
    modelled = need_models.figures(area)
    if "predicted_need" not in area.tables:
        return modelled
    table = predicted(area)
    first = _ranked(_bands(table)[0])
    drawn = mapped.maps(area, table, "percent", first, lambda rows: _of(rows, _bands(rows)[0]))
    return (*(_ranked(band) for band in _bands(table)), *drawn, _NUMBERS, *modelled)


_NUMBERS = Figure(
    id="numbers",
    title="Numbers of children",
    measure=predicted,
    headline=_numbers_headline,
    subtitle=lambda area, table: (
        f"Children aged {age_words(_bands(table)[0])} predicted to have needs, estimated number, {area.about.name}"
    ),
    alt=lambda area, table: ranking.in_words(area, _of(table, _bands(table)[0]), "predicted_children"),
    draw=lambda area, table: ranking.bars(area, _of(table, _bands(table)[0]), "predicted_children", math.inf),
    view=lambda area, table: ListView(
        ("place", "age_band", "period", "percent", "population", "predicted_children"),
        f"Predicted need, {area.about.name}",
    ),
    notes=_numbers_notes,
    tables=("predicted_need",),
)

SECTION = Section(
    slug="need",
    title="Predicted need",
    question="Which places first, and how many children?",
    tables=(PREDICTED,),
    headline=_told,
    figures=(),
    more=_more,
    also=("deprivation", "deprived_neighbourhoods", "small_area_deprivation"),
    profile=(("numbers", "percent"), ("numbers", "predicted_children")),
    card=("places_over",),
    scenario=scenario,
)

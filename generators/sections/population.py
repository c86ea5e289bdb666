"""Population: where the children are."""

from collections.abc import Mapping

from generators.charts.bars import Bar, ranked
from generators.charts.picture import Picture
from generators.inputs.ages import age_band
from generators.inputs.declare import AGE_BAND, PERIOD, PLACE, Basis, Column, Kind, Table
from generators.inputs.project import Area
from generators.measures.gaps import gap_name, with_gaps
from generators.measures.population import counts, shares
from generators.measures.tidy import Tidy, age_words, period_words
from generators.numbers import in_words, shown
from generators.sections import ranking
from generators.sections.model import (
    Fact,
    Figure,
    PivotView,
    Section,
    Verdict,
    bare,
    first,
    known,
    minis,
    number_fact,
    said,
    text_fact,
)
from generators.sections.neighbourhoods import LOOKUP, LSOA

POPULATION = Table(
    name="population",
    title="Population by age band",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column(
            "people",
            Kind.WHOLE,
            "People",
            "people",
            least=0,
            most=60_000_000,
            snapshot=True,
            basis=Basis.OFFICIAL_ESTIMATE,
        ),
    ),
    totals=("age_band", "place"),
    about="Official population estimates. The row `all ages`, marked as a total, makes shares possible.",
)
SHARES = Table(
    name="population_shares",
    title="Share of all people in an age band, as printed",
    key=("place", "period", "age_band"),
    columns=(
        PLACE,
        PERIOD,
        AGE_BAND,
        Column("share", Kind.NUMBER, "Share of all people", "percent", least=0, most=100),
    ),
    about="Shares that the source prints. They stand beside those computed from counts.",
)


SMALL_AREAS = Table(
    name="small_area_population",
    title="Population of neighbourhoods by year of age",
    key=("lsoa", "period", "age"),
    columns=(
        LSOA,
        PERIOD,
        Column("age", Kind.AGE_BAND, "Age", example="4"),
        Column("people", Kind.WHOLE, "People", "people", least=0, most=100_000, snapshot=True, basis=Basis.OFFICIAL_ESTIMATE),
    ),
    feeds="population",
    about="Official estimates by LSOA. The report's age bands are added up from it, by place, through small_areas.",
)  # fmt: skip


def _focus(table: Tidy) -> Tidy:
    """The youngest age band in the last period: the one that the section speaks of first."""
    bands = sorted(table.unique("age_band"), key=lambda text: (age_band(text).first, age_band(text).last))
    return table.where(age_band=bands[0], period=table.latest()) if bands else table


def _measure(area: Area) -> Tidy:
    return with_gaps(area, shares(area), "share")


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: the share of the youngest, against the last comparator that has one."""
    own = facts.get("youngest")
    if own is None or own.value is None:
        return f"Population of {area.about.name}"
    text = f"{bare(own)} of people in {area.about.name} {own.label.removeprefix('of people ')}"
    for code in reversed(area.comparators):
        other = facts.get(f"youngest_{_key(area.places[code].name)}")
        if other is not None and other.value is not None:
            return f"{text}, against {bare(other)} in {area.places[code].name}"
    return text


def _headline(area: Area, table: Tidy) -> str:
    focus, field = _focus(table), table.field("share")
    rows = ranking.parts(area, focus, "share")
    own = first(focus.where(place_code=area.places.area.code))
    if not rows:
        return f"Share of people by age in {area.about.name}"
    highest = f"{rows[0]['place']} has the highest share, {said(rows[0], field)}"
    if own is None or own["share"] != own["share"]:
        return highest
    above = sum(float(str(row["share"])) > own["share"] for row in rows)
    return f"{highest}; {in_words(above)} of {len(rows)} {ranking.smallest(area)} are above {area.about.name}"


def _subtitle(area: Area, table: Tidy) -> str:
    focus = _focus(table)
    bands, when = focus.unique("age_band"), focus.latest()
    return (
        f"People aged {age_words(bands[0])} as a share of all people, {area.about.name}, {period_words(when)}"
        if when
        else ""
    )


def _alt(area: Area, table: Tidy) -> str:
    focus = _focus(table)
    rows = ranking.parts(area, focus, "share") or known(focus, "share")
    numbers = "; ".join(f"{row['place']} {said(row, table.field('share'))}" for row in rows)
    lines = [f"{line.name}" for line in ranking.lines(area, focus, "share")]
    return f"Bars, the highest first: {numbers}." + (f" Lines: {'; '.join(lines)}." if lines else "")


def _draw(area: Area, table: Tidy) -> Picture:
    focus = _focus(table)
    rows = ranking.parts(area, focus, "share")
    if not rows:
        return ranked(
            [
                Bar(
                    row["place"],
                    row["share"],
                    said(row, table.field("share")),
                    row["place_code"] == area.places.area.code,
                )
                for row in known(focus, "share")
            ]
        )
    own = first(focus.where(place_code=area.places.area.code))
    above = own["share"] if own is not None else float("inf")
    return ranked(
        [
            Bar(
                str(row["place"]),
                float(str(row["share"])),
                said(row, table.field("share")),
                float(str(row["share"])) > above,
            )
            for row in rows
        ],
        ranking.lines(area, focus, "share"),
    )


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    focus, field = _focus(table), table.field("share")
    rows = ranking.parts(area, focus, "share")
    if rows:
        facts |= {"highest_place": text_fact(str(rows[0]["place"])), "lowest_place": text_fact(str(rows[-1]["place"]))}
        facts |= {"highest_share": number_fact(rows[0], field), "lowest_share": number_fact(rows[-1], field)}
    latest = table.where(period=table.latest())
    youngest = focus.unique("age_band")
    for band in latest.unique("age_band"):
        name = "share_" + band.replace("-", "_").replace("+", "_plus").replace(" ", "_")
        own = first(latest.where(place_code=area.places.area.code, age_band=band))
        codes = [*reversed(area.comparators), area.places.area.code]
        bars = minis(
            [(area.places[code].name, first(latest.where(place_code=code, age_band=band))) for code in codes], field
        )
        facts[name] = number_fact(own, field, f"of people are aged {age_words(band)}", _verdict(area, table, own), bars)
        facts |= {
            f"{name}_{_key(area.places[code].name)}": number_fact(
                first(latest.where(place_code=code, age_band=band)), field
            )
            for code in area.comparators
        }
        if band in youngest:
            facts |= {
                fact.replace(name, "youngest", 1): value for fact, value in facts.items() if fact.startswith(name)
            }
    return facts


def _verdict(area: Area, table: Tidy, own: dict[str, object] | None) -> Verdict | None:
    """Higher or lower than the last comparator; a share of children is neither good nor bad."""
    for code in reversed(area.comparators):
        name = area.places[code].name
        gap = float(str(own[gap_name(name)])) if own else float("nan")
        if gap == gap:
            words = (
                f"{shown(abs(gap), 'pp')} {'above' if gap > 0 else 'below'} {name}" if gap else f"the same as {name}"
            )
            return Verdict("plain" if gap else "same", words, up=gap > 0)
    return None


def _people_headline(area: Area, table: Tidy) -> str:
    focus = _focus(table)
    rows = ranking.parts(area, focus, "people")
    if not rows:
        return f"People in {area.about.name} by age"
    return f"{rows[0]['place']} has the most children aged {age_words(rows[0]['age_band'])}: {said(rows[0], table.field('people'))}"


def _people_draw(area: Area, table: Tidy) -> Picture:
    focus = _focus(table)
    rows = ranking.parts(area, focus, "people") or known(focus, "people")
    return ranked(
        [
            Bar(str(row["place"]), float(str(row["people"])), said(row, table.field("people")), place == 0)
            for place, row in enumerate(rows)
        ]
    )


def _people_alt(area: Area, table: Tidy) -> str:
    focus = _focus(table)
    rows = ranking.parts(area, focus, "people") or known(focus, "people")
    return (
        "Bars, the highest first: "
        + "; ".join(f"{row['place']} {said(row, table.field('people'))}" for row in rows)
        + "."
    )


def _key(name: str) -> str:
    return gap_name(name).removeprefix("gap_")


SECTION = Section(
    slug="population",
    title="Population",
    question="Where are the children?",
    headline=_told,
    tables=(POPULATION, SHARES, LOOKUP, SMALL_AREAS),
    figures=(
        Figure(
            id="share",
            title="Share of people by age",
            measure=_measure,
            headline=_headline,
            subtitle=_subtitle,
            alt=_alt,
            draw=_draw,
            view=lambda area, table: PivotView(
                "place", "age_band", "share", f"Share of all people by age, {area.about.name}", split="period"
            ),
            facts=_facts,
            either=("population", "population_shares"),
        ),
        Figure(
            id="people",
            title="People by age",
            measure=counts,
            headline=_people_headline,
            subtitle=lambda area, table: (
                f"Number of people by age, {area.about.name}, {period_words(table.latest())}; bars show the youngest age band"
            ),
            alt=_people_alt,
            draw=_people_draw,
            view=lambda area, table: PivotView(
                "place", "age_band", "people", f"People by age, {area.about.name}", split="period"
            ),
            tables=("population",),
        ),
    ),
    profile=(("share", "share"), ("people", "people")),
    card=("youngest",),
)

"""Deprivation and social mobility: where disadvantage is, and whether it moved."""

from collections.abc import Mapping

from generators.charts.bars import Line, grouped
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Difference, Kind, Part, Ranked, Table
from generators.inputs.frames import Record
from generators.inputs.project import Area
from generators.measures.deprivation import change, ranks, shares
from generators.measures.tidy import Tidy, period_sort
from generators.numbers import half_up, in_words, listed, ordinal
from generators.sections import mapped, ranking
from generators.sections.model import (
    Fact,
    Figure,
    ListView,
    Mini,
    Section,
    Verdict,
    bare,
    count_fact,
    known,
    minis,
    number_fact,
    said,
    text_fact,
)
from generators.sections.neighbourhoods import LOOKUP, LSOA

# What rank 1 means on each index.
_FIRST = {"IMD": "most deprived", "IDACI": "most deprived", "Social mobility": "highest mobility"}
INDICES = tuple(_FIRST)
_INDEX = Column("index", Kind.WORD, "Index", allowed=INDICES)
DEPRIVATION = Table(
    name="deprivation",
    title="Deprivation",
    key=("place", "period", "index"),
    columns=(
        PLACE,
        PERIOD,
        _INDEX,
        Column(
            "share",
            Kind.NUMBER,
            "Neighbourhoods in England’s most deprived fifth",
            "percent",
            least=0,
            most=100,
            about="Share of the place's LSOAs.",
        ),
        Column("rank", Kind.NUMBER, "Rank", "rank", least=1, most=40_000),
        Column("ranked", Kind.WHOLE, "Places ranked", "count", least=1, most=40_000),
        Column("quintile", Kind.WHOLE, "Quintile, 1 most deprived", "rank", least=1, most=5, optional=True),
    ),
    ranked=Ranked(value="share", rank="rank", of="ranked"),
    about="Shares and ranks of wards or areas in a release of an index; the period is the year of the release.",
)
CHANGE = Table(
    name="deprivation_change",
    title="Change in deprivation, as printed",
    key=("place", "period", "index"),
    columns=(
        PLACE,
        PERIOD,
        _INDEX,
        Column("printed_before", Kind.NUMBER, "Printed, earlier release", "percent", least=0, most=100),
        Column("printed_now", Kind.NUMBER, "Printed, later release", "percent", least=0, most=100),
        Column("printed_change", Kind.NUMBER, "Printed change", "pp", least=-100, most=100),
    ),
    differences=(Difference("printed_before", "printed_now", "printed_change"),),
    about="Rounded shares and their differences as the source prints them, beside those that are computed.",
)


NEIGHBOURHOODS = Table(
    name="deprived_neighbourhoods",
    title="Neighbourhoods by deprivation",
    key=("place", "period", "index"),
    columns=(
        PLACE,
        PERIOD,
        _INDEX,
        Column("deprived", Kind.WHOLE, "Neighbourhoods in the most deprived fifth", "count", least=0, most=40_000),
        Column("neighbourhoods", Kind.WHOLE, "Neighbourhoods (LSOAs)", "count", least=1, most=40_000),
    ),
    parts=(Part("deprived", "neighbourhoods"),),
    totals=("place",),
    about="How many LSOAs a place has, and how many of them are in England's most deprived fifth. Shares are computed from these.",
)


SMALL_AREAS = Table(
    name="small_area_deprivation",
    title="Deprivation of neighbourhoods",
    key=("lsoa", "period", "index"),
    columns=(
        LSOA,
        PERIOD,
        _INDEX,
        Column(
            "decile",
            Kind.WHOLE,
            "Decile, 1 most deprived",
            "rank",
            least=1,
            most=10,
            optional=True,
            about="Left blank, it follows from rank and ranked.",
        ),
        Column("rank", Kind.NUMBER, "Rank in England", "rank", least=1, most=40_000, optional=True),
        Column("ranked", Kind.WHOLE, "LSOAs ranked", "count", least=1, most=40_000, optional=True),
    ),
    feeds="deprived_neighbourhoods",
    about="The index of each LSOA. Counts by place are made from it through small_areas.",
)
WARDS = Table(
    name="ward_deprivation",
    title="Deprivation of all wards",
    key=("code", "period", "index"),
    columns=(
        Column("code", Kind.TEXT, "Code"),
        PERIOD,
        _INDEX,
        Column("deprived", Kind.WHOLE, "Neighbourhoods in the most deprived fifth", "count", least=0, most=40_000),
        Column("neighbourhoods", Kind.WHOLE, "Neighbourhoods (LSOAs)", "count", least=1, most=40_000),
    ),
    parts=(Part("deprived", "neighbourhoods"),),
    about="All wards of England, in data/benchmarks: the list among which an area's places are ranked.",
)


_NOT_SHOWN = ("place_code", "period_sort")


def _release(index: str, when: str) -> str:
    """`IMD 2019`, whether the period is written 2019 or IMD 2019."""
    return when if when.startswith(f"{index} ") else f"{index} {when}"


def _focus(table: Tidy) -> Tidy:
    """The first index that has shares, in its last release."""
    for index in INDICES:
        rows = table.where(index=index)
        given = sorted({row["period"] for row in known(rows, "share")}, key=period_sort)
        if given:
            return rows.where(period=given[-1])
    return table.with_frame(table.frame.iloc[:0])


def _shares_headline(area: Area, table: Tidy) -> str:
    rows = ranking.parts(area, _focus(table), "share")
    if not rows:
        return "Shares of deprived neighbourhoods are not available"
    none = sum(row["share"] == 0 for row in rows)
    top = f"{rows[0]['place']} has the highest share, {said(rows[0], table.field('share'))}"
    return f"{top}; {in_words(none)} of {len(rows)} {ranking.smallest(area)} have none" if none else top


def _shares_subtitle(area: Area, table: Tidy) -> str:
    focus = _focus(table)
    which = f", {_release(str(focus.unique('index')[0]), str(focus.latest()))}" if len(focus.rows) else ""
    return f"Neighbourhoods (LSOAs) in England’s most deprived fifth, % of all in each place, {area.about.name}{which}"


def _shares_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    rows, field = ranking.parts(area, _focus(table), "share"), table.field("share")
    if not rows:
        return {}
    return {
        "highest_place": text_fact(rows[0]["place"]),
        "highest_share": number_fact(
            rows[0], field, f"of neighbourhoods in {rows[0]['place']} are among the most deprived"
        ),
        "places_with_none": count_fact(sum(row["share"] == 0 for row in rows)),
    }


def _change_headline(area: Area, table: Tidy) -> str:
    rows = ranking.parts(area, table, "change")
    worse, better = [r for r in rows if r["change"] > 0], [r for r in rows if r["change"] < 0]
    if not rows:
        return "No change can be computed"
    if not worse and not better:
        return f"No place of {len(rows)} changed"
    return f"{in_words(len(worse)).capitalize()} of {len(rows)} {ranking.smallest(area)} became more deprived, {in_words(len(better))} less"


def _change_draw(area: Area, table: Tidy) -> Picture:
    rows = [row for row in ranking.parts(area, table, "change") if row["change"] != 0] or ranking.parts(
        area, table, "change"
    )
    before, now = table.field("before"), table.field("now")
    groups = [
        (one.label.removeprefix("Share "), [float(row[one.name]) for row in rows], [said(row, one) for row in rows])
        for one in (before, now)
    ]
    return grouped([row["place"] for row in rows], groups)


def _change_alt(area: Area, table: Tidy) -> str:
    rows = ranking.parts(area, table, "change")
    if not rows:
        return "No change can be computed: it needs shares of two releases."
    moved = [
        f"{row['place']} {said(row, table.field('before'))} to {said(row, table.field('now'))}, {said(row, table.field('change'))}"
        for row in rows
        if row["change"] != 0
    ]
    same = [row["place"] for row in rows if row["change"] == 0]
    if not moved:
        return f"Bars for both releases. No place changed: {', '.join(same)}."
    return f"Bars for both releases. {'; '.join(moved)}. No change: {', '.join(same) or 'none'}."


def _unmatched(area: Area, table: Tidy) -> list[str]:
    """Places that only one of the two releases has: nothing is said of their change."""
    both = shares(area)
    periods = sorted(both.unique("period"), key=period_sort)[-2:]
    matched = set(table.unique("place_code"))
    lacking = [row["place"] for row in known(both.only(period=periods), "share") if row["place_code"] not in matched]
    return (
        [f"Only one release has a share for {listed(list(dict.fromkeys(lacking)))}: no change is computed."]
        if lacking and len(periods) > 1
        else []
    )


def _change_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    rows, field = ranking.parts(area, table, "change"), table.field("change") if "change" in table.frame else None
    if not rows or field is None:
        return {}
    facts = {
        "places_worse": count_fact(sum(r["change"] > 0 for r in rows)),
        "places_better": count_fact(sum(r["change"] < 0 for r in rows)),
    }
    for name, row in (("most_worse", rows[0]), ("most_better", rows[-1])):
        label = f"{row['place']}’s most deprived neighbourhoods, {said(row, table.field('before'))} to {said(row, table.field('now'))}"
        facts |= {name: number_fact(row, field, label), f"{name}_place": text_fact(row["place"])}
    return facts


def _rank_words(row: Record, table: Tidy) -> str:
    return f"{said(dict(row), table.field('rank'))} of {said(dict(row), table.field('ranked'))}"


def _own(area: Area, table: Tidy, index: str) -> list[Record]:
    rows = table.where(place_code=area.places.area.code, index=index).records()
    return sorted(rows, key=lambda row: str(row["period_sort"]))


def _ranks_headline(area: Area, table: Tidy) -> str:
    for index in INDICES:
        rows = _own(area, table, index)
        if len(rows) > 1:
            start, end = (ordinal(int(half_up(float(row["percentile"])))) for row in (rows[-2], rows[-1]))
            return f"{area.about.name} moved from the {start} to the {end} percentile of the {index}"
        if rows:
            return f"{area.about.name} ranks {_rank_words(rows[0], table)} on the {index}"
    return "Ranks of the area"


def _ranks_draw(area: Area, table: Tidy) -> Picture:
    rows = table.records()
    names = [
        f"{row['place']}, {_release(row['index'], row['period'])}"
        if row["place_code"] != area.places.area.code
        else _release(row["index"], row["period"])
        for row in rows
    ]
    return grouped(
        names,
        [
            (
                "",
                [float(row["percentile"]) for row in rows],
                [f"{_rank_words(row, table)}: {said(row, table.field('percentile'))}" for row in rows],
            )
        ],
    )


def _ranks_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for index in INDICES:
        rows, name = _own(area, table, index), index.lower().replace(" ", "_")
        for suffix, row in zip(("", "_before"), reversed(rows), strict=False):
            label = f"of {said(row, table.field('ranked'))} authorities on the {index}, 1 {_FIRST[index]}"
            facts |= {
                f"{name}_rank{suffix}": number_fact(
                    row, table.field("rank"), label, *(() if suffix else (_moved(rows), _minis(table, rows)))
                ),
                f"{name}_ranked{suffix}": number_fact(row, table.field("ranked")),
                f"{name}_percentile{suffix}": number_fact(row, table.field("percentile")),
            }
    return facts


def _minis(table: Tidy, rows: list[Record]) -> tuple[Mini, ...]:
    """The last two releases in percentiles, since lists of different lengths have no ranks in common."""
    bars = [(f"{_release(row['index'], row['period'])}: {_rank_words(row, table)}", row) for row in rows[-2:]]
    return minis(bars, table.field("percentile"))


def _moved(rows: list[Record]) -> Verdict | None:
    """Between the last two releases, in percentiles: a higher one is less deprived."""
    if len(rows) < 2:
        return None
    start, end = (float(row["percentile"]) for row in rows[-2:])
    words = f"From the {ordinal(int(half_up(start)))} to the {ordinal(int(half_up(end)))} percentile"
    return Verdict("same" if start == end else "good" if end > start else "bad", words, up=end > start)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    rank, percentile = facts.get("imd_rank"), facts.get("imd_percentile")
    if rank and percentile and isinstance(percentile.value, float):
        return f"{area.about.name} ranks {bare(rank)} of {bare(facts['imd_ranked'])} on the IMD, where 1 is the most deprived"
    if "highest_place" in facts:
        return (
            f"{bare(facts['highest_place'])} is the most deprived: {bare(facts['highest_share'])} of its neighbourhoods"
        )
    return f"Deprivation in {area.about.name}"


_SHARES = Figure(
    id="shares",
    title="Deprived neighbourhoods",
    measure=shares,
    headline=_shares_headline,
    subtitle=_shares_subtitle,
    alt=lambda area, table: ranking.in_words(area, _focus(table), "share"),
    draw=lambda area, table: ranking.bars(area, _focus(table), "share", 50, [Line("Half of neighbourhoods", 50)]),
    view=lambda area, table: ListView(
        tuple(field.name for field in table.fields if field.name not in _NOT_SHOWN),
        f"Shares and ranks, {area.about.name}",
    ),
    facts=_shares_facts,
    either=("deprivation", "deprived_neighbourhoods"),
)


def _maps(area: Area) -> tuple[Figure, ...]:
    """Deprivation by place on a map, where the area has one."""
    return mapped.maps(area, shares(area), "share", _SHARES, _focus) if _SHARES.possible(area) else ()


SECTION = Section(
    slug="deprivation",
    title="Deprivation",
    question="Are we getting worse, and where?",
    tables=(DEPRIVATION, NEIGHBOURHOODS, CHANGE, LOOKUP, SMALL_AREAS),
    headline=_told,
    figures=(
        _SHARES,
        Figure(
            id="change",
            title="Change between releases",
            measure=change,
            headline=_change_headline,
            subtitle=lambda area, table: (
                f"Neighbourhoods in England’s most deprived fifth, places that changed, {area.about.name}"
            ),
            alt=_change_alt,
            draw=_change_draw,
            view=lambda area, table: ListView(
                tuple(f.name for f in table.fields if f.name in ("place", "index") or f.is_value),
                f"Change in deprivation, {area.about.name}",
            ),
            facts=_change_facts,
            notes=_unmatched,
            either=("deprivation", "deprived_neighbourhoods"),
        ),
        Figure(
            id="ranks",
            title="Ranks",
            measure=ranks,
            headline=_ranks_headline,
            subtitle=lambda area, table: (
                "Rank in its list as a percentile; rank 1 is the most deprived, on social mobility the most mobile"
            ),
            alt=lambda area, table: (
                "Bars. "
                + "; ".join(
                    f"{row['place']}, {_release(row['index'], row['period'])}: {_rank_words(row, table)}, percentile {said(row, table.field('percentile'))}"
                    for row in table.records()
                )
                + "."
            ),
            draw=_ranks_draw,
            view=lambda area, table: ListView(
                ("index", "place", "period", "rank", "ranked", "percentile"), "Ranks and percentiles"
            ),
            facts=_ranks_facts,
            tables=("deprivation",),
            counted=("index", "indices"),
        ),
    ),
    more=_maps,
    profile=(("shares", "share"), ("change", "change")),
    card=("imd_rank", "highest_share"),
)

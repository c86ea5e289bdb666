"""Performance: the indicators of a service, whether they reach their targets, and who reported them."""

from collections.abc import Mapping

from generators.inputs.declare import PERIOD, PLACE, Column, Described, Form, Kind, Table
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.scorecard import RATINGS, UNITS, of_groups, scorecard
from generators.measures.tidy import Tidy
from generators.numbers import in_words
from generators.sections.model import Fact, Figure, ListView, PivotView, Section, count_fact, known, number_fact, said
from generators.sections.series import Told, when

ID = Form(r"[a-z][a-z0-9_]*", "a short name such as clinics_held", "write small letters, digits and underscores")
_NUMBER = Form(r"\d+(\.\d+)?", "a number such as 20 or 12.5", "write digits, and a point before decimals")
KPIS = Table(
    "kpis", "Performance indicators", ("id",),
    (
        Column("id", Kind.TEXT, "Id", form=ID),
        Column("name", Kind.TEXT, "Indicator"),
        Column("group", Kind.TEXT, "Group", about="Indicators of one group and unit share a figure."),
        Column("definition", Kind.TEXT, "What it counts"),
        Column("unit", Kind.WORD, "Unit", allowed=UNITS),
        Column("counted", Kind.WORD, "Counted as", allowed=("flow", "snapshot"), about="A snapshot counts the same children again in each term: it is never added up."),
        Column("better", Kind.WORD, "Better", allowed=("higher", "lower", "neither")),
        Column("target", Kind.TEXT, "Target", form=_NUMBER, optional=True, about="In the unit of the indicator."),
        Column("valid_from", Kind.PERIOD, "Valid from", optional=True, blank="Not stated"),
        Column("valid_to", Kind.PERIOD, "Valid to", optional=True, blank="Not stated"),
        Column("above_100", Kind.TEXT, "Why it may be above 100%", optional=True, blank="It may not"),
    ),
    about="What is counted of a service. Their values stand in kpi_values.",
)  # fmt: skip
VALUES = Table(
    "kpi_values", "Values of performance indicators", ("place", "period", "kpi"),
    (
        PLACE, PERIOD, Column("kpi", Kind.TEXT, "Indicator", form=ID, among="kpis.id"),
        Column("percent", Kind.NUMBER, "Percent", "percent", least=0, most=10_000, optional=True),
        Column("children", Kind.WHOLE, "Children", "children", least=0, most=1_000_000, optional=True),
        Column("count", Kind.NUMBER, "Number", "count", least=0, most=1_000_000, optional=True),
        Column("weeks", Kind.NUMBER, "Weeks", "weeks", least=0, most=1_000, optional=True),
        Column("reporting", Kind.WHOLE, "Places that reported", "count", least=0, most=10_000, optional=True, about="How many places a value of the whole covers."),
    ),
    described=Described("kpis", "id", "kpi"),
    about="Each value stands in the column of its indicator's unit; the others are blank.",
)  # fmt: skip
_NAMES = {"percent": "Indicators in percent", "children": "Indicators that count children", "count": "Indicators that count other things", "weeks": "Indicators in weeks"}  # fmt: skip


def _headline(area: Area, table: Tidy) -> str:
    given, rated = len(known(table, "value")), [row for row in table.records() if row["rating"] in RATINGS]
    red = sum(row["rating"] == RATINGS[-1] for row in rated)
    told = f"{in_words(given).capitalize() if given else 'None'} of {in_words(len(table.rows))} {'has' if given < 2 else 'have'} a value"
    return (
        f"{told}; {in_words(red)} of {in_words(len(rated))} with a target {'is' if red == 1 else 'are'} red"
        if rated
        else told
    )


def _alt(area: Area, table: Tidy) -> str:
    rows = [f"{row['kpi']} {said(row, table.field('value'))}" for row in table.records()]
    return f"Table of indicators: {'; '.join(rows)}."


def _facts(area: Area, table: Tidy, unit: str) -> dict[str, Fact]:
    """How many indicators have a value and a rating; the target and the sum of each."""
    own = table.where(place_code=area.places.area.code)
    given = len(known(own, "value"))
    counts = {"indicators": len(own.rows), "with_value": given} | {
        f"rated_{name.lower()}": int((own.frame["rating"] == name).sum()) for name in RATINGS
    }
    facts = {
        f"{unit}.{name}": count_fact(
            count, f"of {len(own.rows)} indicators have a value" if name == "with_value" else ""
        )
        for name, count in counts.items()
    }
    fields = [field for field in own.values if field.name in ("target", "year")]
    return facts | {f"{row['id']}.{field.name}": number_fact(row, field) for row in own.records() for field in fields}


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    given, whole = (
        sum(int(float(fact.value or 0)) for name, fact in facts.items() if name.endswith(end))
        for end in (".with_value", ".indicators")
    )
    return f"{given} of {whole} indicators can be read" if given else f"None of {whole} indicators can be read"


def _view(table: Tidy) -> ListView:
    """Columns that say something: without any value there is no rating either, and the headline tells that none can be read."""
    shown = [
        field.name for field in table.values if field.name != "reporting" and table.frame[field.name].notna().any()
    ]
    rated = ["rating"] if set(table.frame["rating"]) & set(RATINGS) else []
    return ListView(
        ("kpi", "definition", "place", "period", "coverage", *shown, *rated, "counted", "better"), "Indicators"
    )


def _scorecard(unit: str) -> Figure:
    return Figure(
        id=f"scorecard-{unit}", title=_NAMES[unit], measure=lambda area: scorecard(area, unit), headline=_headline, alt=_alt,
        subtitle=lambda area, table: f"{_NAMES[unit]}: the latest value against its target, {area.about.name}", view=lambda area, table: _view(table),
        facts=lambda area, table: _facts(area, table, unit), tables=("kpi_values", "kpis"), counted=("id", "indicators"), counts="value",
    )  # fmt: skip


def _figures(area: Area) -> tuple[Figure, ...]:
    """For each unit a scorecard, a figure for each group of indicators that has a number, and one for all the others."""
    if not {"kpis", "kpi_values"} <= area.tables.keys():
        return ()
    kpis, there = register(area, "kpis").records(), {row["kpi"] for row in area.tables["kpi_values"].rows}
    groups = dict.fromkeys((row["group"], row["unit"]) for row in kpis if row["id"] in there)
    read = [(group, unit) for group, unit in groups if known(of_groups(area, (group,), unit), unit)]
    found = [_scorecard(unit) for unit in UNITS if any(unit == one for _, one in groups)]
    for group, unit in read:
        several = [one for one, _ in groups].count(group) > 1
        found.append(_values(slug(f"{group} {unit}" if several else group), group, (group,), unit))
    for unit in UNITS:
        if unread := tuple(group for group, one in groups if one == unit and (group, one) not in read):
            found.append(_values(f"unread-{unit}", f"Not available: {_NAMES[unit].lower()}", unread, unit))
    return tuple(found)


def _values(id: str, title: str, groups: tuple[str, ...], unit: str) -> Figure:
    told = Told(unit, ("kpi",), lambda row: str(row["kpi"]), title)
    return Figure(
        id=id, title=title, measure=lambda area: of_groups(area, groups, unit),
        headline=told.headline, subtitle=when(title), alt=told.alt, draw=told.draw, facts=told.facts,
        view=lambda area, table: told.view(area, table) if _says_more(table, unit) else PivotView("kpi", "period", unit, title),
        notes=lambda area, table: _reasons(area, groups, unit), tables=("kpi_values", "kpis"), counted=("point", "values"), counts=unit,
    )  # fmt: skip


def _says_more(table: Tidy, unit: str) -> bool:
    """Whether there is a number, or somebody said who reported: else a line for each point would repeat nothing."""
    return bool(known(table, unit)) or any(text[:1].isdigit() for text in table.unique("coverage"))


def _reasons(area: Area, groups: tuple[str, ...], unit: str) -> list[str]:
    """Why a percentage may be above 100, and that a snapshot is no amount to be added up."""
    rows = register(area, "kpis").where(unit=unit).only(group=groups).records()
    snapshot = unit != "percent" and any(row["counted"] == "snapshot" for row in rows)
    notes = [f"Above 100%: {text}" for text in dict.fromkeys(row["above_100"] for row in rows) if text]
    return notes + (
        ["The same are counted again in each period, so these numbers cannot be added up."] if snapshot else []
    )


SECTION = Section(
    slug="performance",
    title="Performance",
    question="Which indicators are off target, and who reported them?",
    tables=(KPIS, VALUES),
    headline=_told,
    figures=(),
    more=_figures,
    profile=tuple((f"scorecard-{unit}", "value") for unit in UNITS),
    card=("percent.with_value", "children.with_value", "count.with_value"),
)  # fmt: skip

"""Findings: what the report found, by theme, what is strong and what needs work, and for which authority it holds."""

from collections.abc import Mapping
from dataclasses import replace

from generators.charts.picture import Picture
from generators.inputs.declare import Column, Kind, Refers, Table
from generators.inputs.places import slug
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tallies import tally
from generators.measures.tidy import Tidy
from generators.numbers import in_words, listed
from generators.sections.case_studies import CASE_STUDIES, STUDIES
from generators.sections.model import Fact, Figure, Section, count_fact
from generators.sections.registers import Noun, by_word, crossed, listing
from generators.sections.tallies import bars_by

FINDING = Noun("finding", "findings")
KINDS = ("strength", "area for development", "neutral")
NOUNS = {"strength": Noun("strength", "strengths"), "area for development": Noun("area for development", "areas for development"), "neutral": Noun("other finding", "other findings")}  # fmt: skip
_BESIDE = {"strength": "strong", "area for development": "to develop", "neutral": "neutral"}  # a number, whichever
KIND = Column("kind", Kind.WORD, "Kind", allowed=KINDS)
WHERE = Column(
    "places", Kind.PLACES, "Where it holds", optional=True,
    about="A report on several authorities says for each finding which of them it is about.",
)  # fmt: skip
FINDINGS = Table(
    name="findings",
    title="Findings",
    key=("theme", "text"),
    columns=(
        Column("theme", Kind.TEXT, "Theme", among="scope.heading", about="One of the headings of scope, where the area has that table."),
        KIND,
        Column("text", Kind.TEXT, "Finding"),
        WHERE,
        Column("evidence", Kind.TEXT, "Evidence", optional=True, refers=Refers.EVIDENCE, about="Such as statutory/plans."),
    ),
    about="One row for each finding, in words of your own.",
)  # fmt: skip


def _by_kind(area: Area) -> Tidy:
    """One row per theme and kind; a line of enquiry without a finding is there with zeros."""
    table = register(area, "findings")
    asked = [row["heading"] for row in area.tables["scope"].rows] if "scope" in area.tables else []
    themes = list(dict.fromkeys([*asked, *table.unique("theme")]))
    return tally(table, {"theme": themes, "kind": KIND.allowed}, "Findings")


def _by_place(area: Area) -> Tidy:
    """One row per theme and place; what holds for several places is counted apart from what holds for one."""
    table = register(area, "findings")
    joint = [_joint(name) for name in table.frame["places"]]
    places = sorted({name for name in joint if name}, key=lambda name: (" and " in name, name))
    table = table.with_frame(table.frame.assign(places=joint))
    return tally(table, {"theme": table.unique("theme"), "places": places}, "Findings")


def _joint(names: str) -> str:
    """`Ayton; Beeford` → `Ayton and Beeford`."""
    return listed(sorted(names.split("; ")))


def _figures(area: Area) -> tuple[Figure, ...]:
    """What findings hold for is told where any of them says so."""
    placed = "findings" in area.tables and any(row["places"] for row in area.tables["findings"].rows)
    return (BY_KIND, *((BY_PLACE,) if placed else ()), STUDIES)


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    """The page's heading: how many strengths, and how many areas for development."""
    if "strength" not in facts:
        return "Examples of what works"
    said = [f"{in_words(int(float(facts[name].value or 0)))} {facts[name].label}" for name in ("strength", "area_for_development")]  # fmt: skip
    return f"{said[0].capitalize()}, and {said[1]}"


def _kind_bars(area: Area, table: Tidy) -> Picture:
    words = table.frame["kind"].map(_BESIDE)
    return bars_by(table.with_frame(table.frame.assign(kind=words)), "theme", "kind", "count")


def _most(area: Area, table: Tidy) -> str:
    """The theme with the most findings; where none stands out, that."""
    counts = {theme: _sum(table.where(theme=theme)) for theme in table.unique("theme")}
    top = [theme for theme, count in counts.items() if count == max(counts.values())]
    if len(top) > 1:
        return f"No theme stands out among {in_words(len(counts))}"
    return f"Most findings are on ‘{top[0]}’: {counts[top[0]]} of {sum(counts.values())}"


def _sum(table: Tidy) -> int:
    return sum(int(row["count"]) for row in table.rows)


def _unanswered(area: Area, table: Tidy) -> list[str]:
    """Lines of enquiry that no finding answers."""
    none = [theme for theme in table.unique("theme") if not _sum(table.where(theme=theme))]
    return [f"No finding answers {listed([f'‘{theme}’' for theme in none])}."] if none else []


def _shared(area: Area, table: Tidy) -> str:
    whole, shared = (_sum(part) for part in (table, table.only(places=[name for name in table.unique("places") if " and " in name])))  # fmt: skip
    return f"{in_words(shared).capitalize()} of {whole} findings hold{'s' if shared == 1 else ''} for several places"


def _counts(table: Tidy) -> dict[str, Fact]:
    """How many findings there are, and of each kind."""
    counts = {kind: len(table.where(kind=kind).rows) for kind in KINDS}
    facts = {kind.replace(" ", "_"): count_fact(count, NOUNS[kind](count)) for kind, count in counts.items()}
    return facts | {"findings": count_fact(len(table.rows), FINDING(len(table.rows)))}


def _place_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    """How many findings hold for each place alone, and how many for several."""
    totals = {name: _sum(table.where(places=name)) for name in table.unique("places")}
    alone = {f"only_{slug(name).replace('-', '_')}": count_fact(count, f"findings on {name} alone") for name, count in totals.items() if " and " not in name}  # fmt: skip
    shared = sum(count for name, count in totals.items() if " and " in name)
    return alone | {"shared": count_fact(shared, "findings on several places")}


BY_KIND = replace(
    crossed(FINDINGS, "themes", "Findings by theme and kind", ("theme", "kind"), _by_kind, "Number of findings on each theme, by kind", _most),
    draw=_kind_bars, notes=_unanswered,
)  # fmt: skip
BY_PLACE = crossed(
    FINDINGS, "places", "Findings by theme and place", ("theme", "places"), _by_place,
    "Number of findings on each theme, by the places that they hold for", _shared, _place_facts,
)  # fmt: skip
SECTION = Section(
    slug="findings",
    title="Findings",
    question="What did the report find, and for whom does it hold?",
    tables=(FINDINGS, CASE_STUDIES),
    headline=_told,
    figures=(
        listing(
            FINDINGS, "Findings of the report, summed up in our own words", FINDING,
            lambda area, table: FINDING.counted(len(table.rows)), by_word("theme", "text", "kind", "places", "evidence"), _counts,
        ),
    ),
    more=_figures,
    card=("findings",),
)  # fmt: skip

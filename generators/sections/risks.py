"""Risks: what could stop the plan, what it rests on, and what is done about it."""

from dataclasses import replace

from generators.charts.heat import Grid, grids
from generators.charts.picture import Picture, classes
from generators.inputs.declare import OWNER, Column, Kind, Product, Table
from generators.inputs.project import Area
from generators.measures.register import register
from generators.measures.tallies import tally
from generators.measures.tidy import Tidy
from generators.numbers import in_words, listed
from generators.sections.model import Fact, Figure, ListView, PivotView, Section, count_fact, said
from generators.sections.registers import Noun, few, listing, tallied

ENTRY = Noun("entry", "entries")
TYPE = Column("type", Kind.WORD, "Type", allowed=("risk", "assumption", "issue", "dependency", "constraint"))
_TYPES = {"dependency": Noun("dependency", "dependencies")} | {
    word: Noun(word, f"{word}s") for word in TYPE.allowed if word != "dependency"
}
_SCALE = ("1", "2", "3", "4", "5")
RAID = Table(
    name="raid",
    title="Risks, assumptions, issues, dependencies and constraints",
    key=("type", "text"),
    columns=(
        TYPE,
        Column("text", Kind.TEXT, "What it is"),
        Column("likelihood", Kind.WHOLE, "Likelihood", "count", least=1, most=5, optional=True, example="2"),
        Column("impact", Kind.WHOLE, "Impact", "count", least=1, most=5, optional=True, example="3"),
        Column("score", Kind.WHOLE, "Score", "count", least=1, most=25, optional=True, example="6"),
        OWNER,
        Column("mitigation", Kind.TEXT, "Response", optional=True, blank="No response stated", wanted=True),
        Column("ref", Kind.TEXT, "Belongs to", optional=True, among="workstreams.ref"),
    ),
    product=Product("score", ("likelihood", "impact")),
    about="One row for each entry. Likelihood and impact run from 1 to 5, and the score is their product.",
)  # fmt: skip


def _view(table: Tidy) -> ListView:
    """Likelihood, impact and score only where any row has them."""
    scored = [field.name for field in table.values if table.frame[field.name].notna().any()]
    return ListView(("text", "type", *scored, "owner", "mitigation", "ref"), "Risks and what is done about them")


def _bare(area: Area, table: Tidy) -> str:
    bare = int((table.frame["mitigation"] == "").sum())
    return f"{few(bare, len(table.rows), ENTRY)} without a stated response"


def _facts(table: Tidy) -> dict[str, Fact]:
    bare = int((table.frame["mitigation"] == "").sum())
    counts = {
        f"{word}_count": count_fact(len(table.where(type=word).rows), f"of type ‘{word}’") for word in TYPE.allowed
    }
    return counts | {"entries": count_fact(len(table.rows), ENTRY(len(table.rows))), "without_response": count_fact(bare, f"of {len(table.rows)} entries have no stated response")}  # fmt: skip


def _types(area: Area, table: Tidy) -> str:
    said = [f"{in_words(int(row['count']))} {_TYPES[row['type']](int(row['count']))}" for row in table.records() if row["count"]]  # fmt: skip
    return listed(said).capitalize()


def _matrix(area: Area) -> Tidy:
    """One row per likelihood and impact, the most likely first, with the number of risks that have both."""
    table = register(area, "raid")
    both = table.frame.dropna(subset=["likelihood", "impact"])
    words = both.assign(**{name: both[name].map(lambda value: f"{value:.0f}") for name in ("likelihood", "impact")})
    fields = tuple(replace(field, is_value=False) for field in table.fields)
    return tally(Tidy(words, fields), {"likelihood": _SCALE[::-1], "impact": _SCALE}, "Entries")


def _highest(area: Area, table: Tidy) -> str:
    rows = [row for row in table.records() if row["count"]]
    top = max(int(row["likelihood"]) * int(row["impact"]) for row in rows)
    count = sum(int(row["count"]) for row in rows if int(row["likelihood"]) * int(row["impact"]) == top)
    return f"{in_words(count).capitalize()} of {int(table.frame['count'].sum())} rated entries {'has' if count == 1 else 'have'} the highest score, {top}"


def _draw(area: Area, table: Tidy) -> Picture:
    rows = [table.where(likelihood=word).records() for word in _SCALE[::-1]]
    grid = Grid("", [[row["count"] for row in row_] for row_ in rows], [[said(row, table.field("count")) for row in row_] for row_ in rows])  # fmt: skip
    return grids([f"Likelihood {word}" for word in _SCALE[::-1]], [f"Impact {word}" for word in _SCALE], [grid], classes(list(table.frame["count"])))  # fmt: skip


def _rated(area: Area) -> tuple[Figure, ...]:
    """The matrix is shown only where any entry has a likelihood and an impact."""
    frame = area.tables["raid"].frame if "raid" in area.tables else None
    return (MATRIX,) if frame is not None and len(frame.dropna(subset=["likelihood", "impact"])) else ()


MATRIX = Figure(
    id="matrix", title="Likelihood and impact", measure=_matrix, headline=_highest, draw=_draw,
    subtitle=lambda area, table: "Number of entries by likelihood and impact, each from 1 to 5",
    alt=lambda area, table: "A grid of likelihood and impact. " + "; ".join(
        f"likelihood {row['likelihood']}, impact {row['impact']}: {said(row, table.field('count'))}" for row in table.records() if row["count"]
    ) + ".",
    view=lambda area, table: PivotView("likelihood", "impact", "count", "Entries by likelihood and impact", heat="level"),
    tables=("raid",), counted=("likelihood", "levels of likelihood"),
)  # fmt: skip
SECTION = Section(
    slug="risks",
    title="Risks",
    question="What could stop this, and what is done about it?",
    tables=(RAID,),
    figures=(
        listing(RAID, "Risks, assumptions, issues, dependencies and constraints, in our own words", ENTRY, _bare, _view, _facts),
        tallied(RAID, TYPE, ENTRY, "Number of entries by type", _types, ("risk",)),
    ),
    more=_rated,
    card=("without_response",),
)  # fmt: skip

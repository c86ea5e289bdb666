"""Training: who completed it, who booked it, and whether a target is in reach."""

from collections.abc import Mapping

from generators.charts.bars import grouped
from generators.charts.picture import Picture
from generators.inputs.declare import PERIOD, PLACE, Column, Kind, Table, Target
from generators.inputs.frames import Record
from generators.inputs.places import plural, slug
from generators.inputs.project import Area
from generators.measures.phases import PHASES
from generators.measures.tidy import Tidy
from generators.measures.training import INCLUDES, open_question, progress, sessions
from generators.numbers import in_words, listed
from generators.sections import ranking
from generators.sections.model import Fact, Figure, ListView, Section, count_fact, known, number_fact, said
from generators.sections.performance import ID
from generators.sections.phases import PHASE
from generators.sections.series import fact_name, when

TRAINING = Table(
    "training", "Training sessions", ("place", "period", "course", "phase"),
    (
        PLACE, PERIOD, Column("course", Kind.TEXT, "Course"), PHASE,
        Column("completed", Kind.WHOLE, "Sessions completed", "count", least=0, most=100_000),
        Column("booked", Kind.WHOLE, "Sessions booked", "count", least=0, most=100_000),
        Column(INCLUDES, Kind.WORD, "Booked includes completed", allowed=("yes", "no"), unrated="Not stated", ask="is booked inclusive of completed? set booked_includes_completed", about="Whether a session that took place is counted as booked too; [x] if the source does not say."),
    ),
    totals=("place",),
    about="Sessions up to the end of the period.",
)  # fmt: skip
TARGETS = Table(
    "training_targets", "Training targets", ("kpi",),
    (
        Column("kpi", Kind.TEXT, "Id", form=ID), Column("name", Kind.TEXT, "What is to be reached"), PLACE, PERIOD,
        Column("target", Kind.NUMBER, "Settings to be trained", "percent", least=0, most=100),
        Column("settings_trained", Kind.WHOLE, "Settings trained", "count", least=0, most=100_000),
        Column("settings_total", Kind.WHOLE, "Settings in all", "count", least=0, most=100_000),
    ),
    target=Target("target", "settings_trained", "settings_total"),
    about="The period is the one by whose end the target is to be reached.",
)  # fmt: skip
_COLUMNS = ("completed", "booked")
_TWO_READINGS = (
    "The source does not say whether booked sessions include completed ones, so the completion rate has two readings."
)


def _phase(phase: str) -> Figure:
    """The figure of one phase; what is counted is the same in each."""
    return Figure(
        id=slug(phase), title=f"Training, {phase}", measure=lambda area: sessions(area).where(phase=phase), headline=_headline,
        subtitle=when(f"Sessions completed and booked, {phase}"), alt=_alt, draw=_draw, facts=_facts, notes=_notes, tables=("training",),
        view=lambda area, table: ListView(("place", "course", "period", *_COLUMNS, "rate_included", "rate_apart", INCLUDES), f"Training, {phase}"),
    )  # fmt: skip


def _phases(area: Area) -> tuple[Figure, ...]:
    return tuple(_phase(phase) for phase in sessions(area).unique("phase")) if "training" in area.tables else ()


def _counted(row: Record, table: Tidy, joiner: str) -> str:
    """`3 completed, 5 booked`."""
    return joiner.join(f"{said(row, table.field(name))} {name}" for name in _COLUMNS)


def _none(area: Area, table: Tidy) -> int:
    return sum(row["completed"] == 0 for row in ranking.parts(area, table, "completed"))


def _headline(area: Area, table: Tidy) -> str:
    whole, none = ranking.own(area, table), _none(area, table)
    told = _counted(whole, table, ", ") if whole else "Sessions by place"
    return f"{told}; {in_words(none)} {plural(area.places.levels()[-1], none)} completed none" if none else told


def _rows(area: Area, table: Tidy) -> list[Record]:
    return ranking.parts(area, table, "booked") or known(table, "booked")


def _draw(area: Area, table: Tidy) -> Picture:
    rows = _rows(area, table)
    groups = [(name, [float(row[name]) for row in rows], [said(row, table.field(name)) for row in rows]) for name in _COLUMNS]  # fmt: skip
    return grouped([str(row["place"]) for row in rows], groups, strong=0)


def _alt(area: Area, table: Tidy) -> str:
    rows = [f"{row['place']} {_counted(row, table, ' and ')}" for row in _rows(area, table)]
    return f"Bars, most booked first: {'; '.join(rows)}."


def _facts(area: Area, table: Tidy) -> dict[str, Fact]:
    whole, phase = ranking.own(area, table), str(table.unique("phase")[0])
    fields = [table.field(name) for name in (*_COLUMNS, "rate_included", "rate_apart")]
    facts = {field.name: number_fact(whole, field, f"{field.label.lower()}, {phase.lower()}") for field in fields}
    return {f"{fact_name(phase)}.{name}": fact for name, fact in (facts | {"places_none": count_fact(_none(area, table))}).items()}  # fmt: skip


def _notes(area: Area, table: Tidy) -> list[str]:
    return [_TWO_READINGS] if open_question(table) else []


def _told(area: Area, facts: Mapping[str, Fact]) -> str:
    done = [f"{fact.text} {fact.label.rpartition(', ')[2]}" for name, fact in facts.items() if name.endswith(".completed")]  # fmt: skip
    return f"Sessions completed: {listed(done)}" if done else "Training targets"


def _target_headline(area: Area, table: Tidy) -> str:
    row = table.records()[0]
    if row["reached"] != row["reached"]:
        return f"Progress towards {said(row, table.field('target'))} cannot be computed"
    return f"{said(row, table.field('reached'))} reached, of a target of {said(row, table.field('target'))}"


def _target_facts(area: Area, table: Tidy) -> dict[str, Fact]:
    fields = [table.field(name) for name in ("target", "reached")]
    return {
        f"{fact_name(row['kpi'])}.{field.name}": number_fact(row, field) for row in table.records() for field in fields
    }


SECTION = Section(
    slug="training", title="Training", question="Are we on track?", tables=(TRAINING, TARGETS), headline=_told,
    figures=(
        Figure(
            id="target", title="Target", measure=progress, headline=_target_headline, subtitle=when("Settings to be trained"), tables=("training_targets",), counted=("kpi", "targets"),
            alt=lambda area, table: f"Table of targets: {listed([str(name) for name in table.unique('name')])}.",
            view=lambda area, table: ListView(("name", "place", "period", "target", "settings_trained", "settings_total", "reached", "to_go"), "Targets"),
            facts=_target_facts,
        ),
    ),
    more=_phases,
    profile=tuple((slug(phase), name) for phase in PHASES for name in _COLUMNS),
)  # fmt: skip

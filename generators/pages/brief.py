"""What the pages across areas say of one area: a little, so that those of a nation fit in memory and in a file each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generators.changes import Change
from generators.inputs.places import Place
from generators.pages.area_pages import contradictions, key_figures
from generators.pages.compare import PlaceNumbers, Value, place_numbers, values
from generators.pages.glossary import Entry, own_entries
from generators.pages.place_pages import places_of
from generators.problems import Problem
from generators.reports import Report
from generators.sections.model import Fact

_ON_HOME = 3  # key figures of an area on the home page
_FEW = 24  # areas that a reader can take in on one page, with all that it tells of each


@dataclass(frozen=True)
class SectionBrief:
    """A section: its headline, and its main number with the period that it is of, if it has one."""

    slug: str
    title: str
    headline: str
    card: Fact | None
    period: str


@dataclass(frozen=True)
class Brief:
    """One area, for the pages that tell of all.

    Attributes:
        figures: the first of its key figures.
        places: those below it, with their address below `places/`; `place_numbers` is what a list of them shows.
        values: the numbers of the area itself that can be compared with those of others.
        contradictions: in the words of the site.
        problems: as `/api/v1/problems.json` tells them; withheld cells stand as their mark.
        terms: what its own glossary explains.
        changes: since the last edition.
    """

    slug: str
    file: str
    code: str
    name: str
    place: str
    title: str
    edition: str
    period: str
    figures: tuple[Fact, ...]
    sections: tuple[SectionBrief, ...]
    places: tuple[tuple[Place, str], ...]
    place_numbers: PlaceNumbers | None
    values: tuple[Value, ...]
    contradictions: tuple[str, ...]
    problems: tuple[dict[str, Any], ...]
    terms: tuple[Entry, ...]
    changes: tuple[Change, ...] = field(default=(), repr=False)


def are_many(briefs: Sequence[Brief]) -> bool:
    """Whether pages across areas only lead to what others tell: those of a nation would have megabytes."""
    return len(briefs) > _FEW


def brief(report: Report, problems: Iterable[Problem], changes: Iterable[Change] = ()) -> Brief:
    """The brief of a finished area.

    Args:
        problems: those that the public may know.
    """
    area, about = report.area, report.area.about
    told = list(problems)
    figures = key_figures(report)
    own = values(report, area.places.area.code)
    return Brief(
        area.slug, area.file, about.code, about.name, about.place, about.title, about.edition, about.period,
        figures=tuple(fact for _, fact in figures[:_ON_HOME]),
        sections=tuple(
            SectionBrief(one.slug, one.title, one.headline, one.card, one.figures[0].period if one.figures else "")
            for one in report.sections
        ),
        places=tuple(places_of(report)),
        place_numbers=place_numbers(report, [section.slug for section, _ in figures]) if area.places.below else None,
        values=tuple(value for value in own if value.number == value.number),
        contradictions=tuple(problem.for_readers(report.withheld) for problem in contradictions(told)),
        problems=tuple(problem.as_json(report.withheld) for problem in told),
        terms=tuple(own_entries(report)),
        changes=tuple(changes),
    )  # fmt: skip

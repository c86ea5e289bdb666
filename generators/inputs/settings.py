"""The root folder and the site's configuration: the root's own file where there is one, else the package's."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

import generators
from generators.inputs.calendar import Calendar
from generators.inputs.complaints import visible
from generators.inputs.declare import Column
from generators.inputs.models import (
    DisclosurePolicy,
    Glossary,
    Indicator,
    Lines,
    Move,
    Name,
    PublishingFile,
    RedirectsFile,
    SiteFile,
    StatementFile,
    Strict,
    Thresholds,
)
from generators.inputs.places import PLACES, Place
from generators.inputs.prevalence import PrevalenceFile, PrevalenceModel
from generators.inputs.validation import AREA_CODE, validated
from generators.inputs.yamlfile import Document, read_yaml
from generators.problems import Problem, error

__all__ = ["PLACES", "Root", "Settings", "read_settings"]


def defaults() -> Path:
    """The folder with the templates and settings that a root may lack: in the wheel, or the checkout itself."""
    package = Path(generators.__file__).parent
    return package / "defaults" if (package / "defaults").is_dir() else package.parent


@dataclass(frozen=True)
class Root:
    """The folder that a command works on. It needs `data/` and `content/`; the rest falls back to the package's own."""

    path: Path

    @property
    def data(self) -> Path:
        """The maintainer's facts, one folder an area."""
        return self.path / "data"

    @property
    def content(self) -> Path:
        """The maintainer's words."""
        return self.path / "content"

    @property
    def build(self) -> Path:
        """Everything generated."""
        return self.path / "build"

    def own_or_default(self, name: str) -> Path:
        """A file or folder of the root, or the package's of the same name."""
        own = self.path / name
        return own if own.exists() else defaults() / name

    def name(self, path: Path) -> str:
        """A path as problems print it: below the root or the package, with forward slashes."""
        for base in (self.path, defaults()):
            if path.is_relative_to(base):
                return visible(path.relative_to(base).as_posix(), 200)
        return visible(path.name)


@dataclass(frozen=True)
class Settings:
    """What officers revise, checked."""

    site: SiteFile
    indicators: dict[str, Indicator]
    disclosure: DisclosurePolicy
    thresholds: Thresholds
    glossary: Glossary
    prevalence: Mapping[str, PrevalenceModel]  # the models of predicted need, by their id
    calendar: Calendar
    statement: StatementFile
    around: tuple[Place, ...]  # countries and regions that every area may be compared with
    publishing: PublishingFile
    moves: tuple[Move, ...]  # addresses of older editions that lead elsewhere now
    unprotected: bool = False  # only ever by a flag of the command: nothing is withheld, and every page says so

    def allowed(self, column: Column) -> tuple[str, ...]:
        """The words of a column; `@indicators:<section>` stands for the site's indicators of that section."""
        if column.allowed and column.allowed[0].startswith("@indicators:"):
            section = column.allowed[0].partition(":")[2]
            return tuple(name for name, indicator in self.indicators.items() if indicator.section == section)
        return column.allowed


# What cells of tables may say: with other words than the author's, right cells would look wrong.
_WORDS = ("indicators.yml", "places.yml")


class _Indicators(Strict):
    indicators: dict[str, Indicator]


class _AroundPlace(Strict):
    name: Name
    level: Literal["country", "region"]
    aliases: Lines = []  # noqa: RUF012


class _Around(Strict):
    places: dict[Annotated[str, Field(pattern=AREA_CODE)], _AroundPlace]


def read_settings(root: Root, *, unprotected: bool = False) -> tuple[Settings | None, list[Problem]]:
    """The site's settings, or the problems of their files.

    Args:
        unprotected: whether disclosure control is off, which no file can say.
    """
    site, problems = _read(root, "site.yml", SiteFile)
    indicators, wrong = _read(root, "indicators.yml", _Indicators)
    problems += wrong
    disclosure, wrong = _read(root, "disclosure.yml", DisclosurePolicy)
    problems += wrong
    thresholds, wrong = _read(root, "thresholds.yml", Thresholds)
    problems += wrong
    glossary, wrong = _read(root, "glossary.yml", Glossary)
    problems += [*wrong, *(_two_expansions(glossary) if glossary else ())]
    prevalence, wrong = _read(root, "prevalence.yml", PrevalenceFile)
    problems += wrong
    calendar, wrong = _read(root, "calendar.yml", Calendar)
    problems += wrong
    statement, wrong = _read(root, "accessibility.yml", StatementFile)
    problems += wrong
    around, wrong = _read(root, "places.yml", _Around)
    problems += wrong
    publishing, wrong = _read(root, "publishing.yml", PublishingFile)
    problems += wrong
    redirects, wrong = _read(root, "redirects.yml", RedirectsFile)
    problems += wrong
    given = (site, indicators, disclosure, thresholds, glossary, prevalence, calendar, statement, around)
    if not all(given):
        return None, problems
    places = tuple(
        Place(code, about.name, about.level, aliases=tuple(about.aliases)) for code, about in around.places.items()
    )
    settings = Settings(
        site,
        indicators.indicators,
        disclosure,
        thresholds,
        glossary,
        prevalence.models,
        calendar,
        statement,
        places,
        publishing or PublishingFile(),
        tuple(redirects.moves) if redirects else (),
        unprotected,
    )
    return settings, problems


def _read(root: Root, name: str, model: type[Any]) -> tuple[Any, list[Problem]]:
    """A file of the settings. While it has mistakes, the package's own serves, so that the areas are checked all the same."""
    path = root.own_or_default(f"site_config/{name}")
    found, problems = _read_file(root, path, model)
    if found is None and name not in _WORDS and path != (default := defaults() / "site_config" / name):
        found, _ = _read_file(root, default, model)
    return found, problems


def _read_file(root: Root, path: Path, model: type[Any]) -> tuple[Any, list[Problem]]:
    file = root.name(path)
    if not path.exists():
        missing = error("missing-file", file, 1, where="file", expected="this file", found="none", fix="restore it")
        return None, [missing]
    document, problems = read_yaml(path, file)
    if document is None:
        return None, problems
    return validated(model, document.value, document, file)


def _two_expansions(glossary: Glossary) -> list[Problem]:
    """Terms that are there twice: a reader would not know which of them is meant."""
    found: dict[str, list[str]] = {}
    for one in glossary.terms:
        found.setdefault(one.term, []).append(one.expansion or one.definition)
    return [
        error(
            "two-expansions", "site_config/glossary.yml", where=f"terms, {term}",
            expected="one meaning", found=f"{term} = {' and '.join(meanings)}", fix="keep one, or give the other a term of its own",
        )
        for term, meanings in found.items()
        if len(meanings) > 1
    ]  # fmt: skip


def mapping(document: Document) -> dict[str, Any]:
    """The document's top level when it is keys and values, else nothing."""
    return document.value if isinstance(document.value, dict) else {}

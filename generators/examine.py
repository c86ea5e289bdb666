"""Everything that can be known before a file is written: the settings, every area's report, and all that is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generators.disclosure import tellable
from generators.inputs.area_folder import read_area, stray_files
from generators.inputs.benchmarks import Benchmarks, read_benchmarks
from generators.inputs.cells import suggestion
from generators.inputs.folders import area_folders
from generators.inputs.settings import Root, Settings, read_settings
from generators.pages.area_pages import word_problems
from generators.problems import Problem, Ref, Severity, error, has_errors, ordered
from generators.reports import Report, report
from generators.rules.known import forgotten, with_known
from generators.sections import catalogue


@dataclass
class Examination:
    """What was read.

    Attributes:
        settings: None when they have errors.
        reports: areas whose tables have no error.
        problems: of each area by its slug, and of the settings under "".
    """

    settings: Settings | None
    reports: list[Report] = field(default_factory=list)
    problems: dict[str, list[Problem]] = field(default_factory=dict)

    def all_problems(self) -> list[Problem]:
        """The problems of all files, sorted."""
        return ordered(problem for found in self.problems.values() for problem in found)

    def withheld(self) -> frozenset[Ref]:
        """The cells of all areas that nothing public may show: those withheld, and those of people that no one could read."""
        return self._seen_by_all()[1]

    def public_problems(self) -> list[Problem]:
        """Those that a log which others read may hold, to be printed with the withheld cells as their marks."""
        return self._seen_by_all()[0]

    def _seen_by_all(self) -> tuple[list[Problem], frozenset[Ref]]:
        return seen_by_all(self.all_problems(), (cell for one in self.reports for cell in one.withheld))

    def failed(self) -> bool:
        """Whether nothing may be built."""
        return has_errors(self.all_problems())


def area_names(root: Root) -> list[str]:
    """The slugs of the root's areas."""
    return [folder.name for folder in area_folders(root)]


@dataclass(frozen=True)
class Around:
    """What the areas of a root share: its settings, and the figures that all of them may be compared with.

    Attributes:
        settings: None when they have errors.
        benchmarks: None without settings.
        problems: of the settings, of the benchmarks, and of what lies beside the areas.
    """

    settings: Settings | None
    benchmarks: Benchmarks | None
    problems: tuple[Problem, ...]


def read_around(root: Root, *, unprotected: bool = False) -> Around:
    """Reads what the areas share."""
    settings, problems = read_settings(root, unprotected=unprotected)
    problems = [*problems, *_no_areas(root), *stray_files(root)]
    if settings is None:
        return Around(None, None, tuple(problems))
    benchmarks = read_benchmarks(root, catalogue(), settings)
    problems += [*benchmarks.problems, *_unknown_in_calendar(root, settings, problems)]
    return Around(settings, benchmarks, tuple(problems))


def examine_area(root: Root, slug: str, around: Around) -> tuple[Report | None, list[Problem]]:
    """Reads and checks one area.

    Args:
        around: with settings.

    Returns:
        Its report, None when its tables or the benchmarks have an error; and all that is wrong with its files.
    """
    if around.settings is None or around.benchmarks is None:
        raise ValueError("without settings no area can be read")
    area, wrong = read_area(root, root.data / slug, catalogue(), around.settings, around.benchmarks)
    finished = None
    if area is not None and not has_errors([*wrong, *around.benchmarks.problems]):
        finished = report(area)
        found = [*finished.problems, *with_known(area, word_problems(finished))]
        wrong = [*wrong, *found, *forgotten(area, found), *_cards(finished)]
    return finished, ordered(wrong)


def examine(root: Root, only: Iterable[str] = (), *, unprotected: bool = False) -> Examination:
    """Reads and checks the settings and the areas, all or those named.

    Args:
        unprotected: whether small counts stay as they are, for a site that nobody else may see.
    """
    around = read_around(root, unprotected=unprotected)
    found = Examination(around.settings, problems={"": [*around.problems]})
    if around.settings is None:
        return found
    names = set(only)
    for slug in area_names(root):
        if not names or slug in names:
            finished, found.problems[slug] = examine_area(root, slug, around)
            if finished is not None:
                found.reports.append(finished)
    found.problems[""] += twins(
        (one.area.file, one.area.about.name, one.area.about.title, one.area.about.edition) for one in found.reports
    )
    return found


def seen_by_all(problems: Iterable[Problem], withheld: Iterable[Ref]) -> tuple[list[Problem], frozenset[Ref]]:
    """What a log that others read may hold of these problems, and the cells that it prints as their marks."""
    every = list(problems)
    quoted = (cell for problem in every if problem.severity is Severity.ERROR for cell in problem.quoted())
    hidden = frozenset(withheld) | frozenset(quoted)
    return ordered(tellable(ordered(every), hidden)), hidden


def _no_areas(root: Root) -> list[Problem]:
    if area_folders(root):
        return []
    expected, fix = "a folder for each area", "run `needsbook new-area`"
    return [error("no-areas", "data", where="folder", expected=expected, found="none", fix=fix)]


def _cards(finished: Report) -> list[Problem]:
    """Key figures and changes that name no fact of the report, or one without a value."""
    area, problems = finished.area, []
    named = [("key_figures", *one) for one in enumerate(area.about.key_figures)]
    for key, number, name in [*named, *(("changes", *one) for one in enumerate(area.about.changes))]:
        where, line = f"{key}[{number + 1}]", area.document.line((key, number))
        fact = finished.facts.get(name)
        if fact is None:
            problems.append(
                error(
                    "unknown-fact",
                    area.file,
                    line,
                    where=where,
                    expected="the name of a fact",
                    found=name,
                    fix=suggestion(name, list(finished.facts)),
                )
            )
        elif fact.value is None and fact.mark != "[c]":
            problems.append(
                Problem(
                    Severity.WARNING,
                    "card-without-value",
                    area.file,
                    line,
                    where=where,
                    sentence=f"{name} has no value for {area.about.edition}; name another fact",
                )
            )
    return problems


def _unknown_in_calendar(root: Root, settings: Settings, wrong: Sequence[Problem]) -> list[Problem]:
    """Announced editions of areas that the root does not have; the package's own calendar, which
    serves while the root's has mistakes, speaks of the samples.
    """
    path, known = root.path / "site_config/calendar.yml", area_names(root)
    if not path.exists() or any(problem.file == root.name(path) for problem in wrong):
        return []
    return [
        error(
            "unknown-area", root.name(path), where=f"coming[{place}].area", expected=f"one of {', '.join(known)}",
            found=one.area, fix=suggestion(one.area, known),
        )
        for place, one in enumerate(settings.calendar.coming, start=1)
        if one.area not in known
    ]  # fmt: skip


def twins(reports: Iterable[tuple[str, str, str, str]]) -> list[Problem]:
    """Reports that a reader could not tell apart.

    Args:
        reports: the file, name, title and edition of each.
    """
    seen: dict[tuple[str, str, str], str] = {}
    problems = []
    for file, *shown in reports:
        first = seen.setdefault((shown[0], shown[1], shown[2]), file)
        if first != file:
            expected, fix = "a name and title of its own", "change one of them"
            problems.append(
                error(
                    "repeated-report", file, 1, where="title", expected=expected, found=f"the same as {first}", fix=fix
                )
            )
    return problems

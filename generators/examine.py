"""Everything that can be known before a file is written: the settings, every area's report, and all that is wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generators.disclosure import tellable
from generators.inputs.area_folder import area_folders, read_area, stray_files
from generators.inputs.benchmarks import read_benchmarks
from generators.inputs.cells import suggestion
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
        quoted = (
            cell for problem in self.all_problems() if problem.severity is Severity.ERROR for cell in problem.quoted()
        )
        return frozenset(cell for one in self.reports for cell in one.withheld) | frozenset(quoted)

    def public_problems(self) -> list[Problem]:
        """Those that a log which others read may hold, to be printed with the withheld cells as their marks."""
        return ordered(tellable(self.all_problems(), self.withheld()))

    def failed(self) -> bool:
        """Whether nothing may be built."""
        return has_errors(self.all_problems())


def area_names(root: Root) -> list[str]:
    """The slugs of the root's areas."""
    return [folder.name for folder in area_folders(root)]


def examine(root: Root, only: Iterable[str] = (), *, unprotected: bool = False) -> Examination:
    """Reads and checks the settings and the areas, all or those named.

    Args:
        unprotected: whether small counts stay as they are, for a site that nobody else may see.
    """
    settings, problems = read_settings(root, unprotected=unprotected)
    found = Examination(settings, problems={"": problems})
    names = set(only)
    folders = [folder for folder in area_folders(root) if not names or folder.name in names]
    if not folders:
        found.problems[""].append(
            error(
                "no-areas",
                "data",
                where="folder",
                expected="a folder for each area",
                found="none",
                fix="run `needsbook new-area`",
            )
        )
    found.problems[""] += stray_files(root)
    if settings is None:
        return found
    around = read_benchmarks(root, catalogue(), settings)
    found.problems[""] += around.problems
    for folder in folders:
        area, wrong = read_area(root, folder, catalogue(), settings, around)
        if area is not None and not has_errors([*wrong, *around.problems]):
            finished = report(area)
            found.reports.append(finished)
            found_here = [*finished.problems, *with_known(area, word_problems(finished))]
            wrong = [*wrong, *found_here, *forgotten(area, found_here), *_cards(finished)]
        found.problems[folder.name] = ordered(wrong)
    found.problems[""] += [*_twins(found.reports), *_unknown_in_calendar(root, settings, problems)]
    return found


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


def _twins(reports: Sequence[Report]) -> list[Problem]:
    """Reports that a reader could not tell apart by name and title."""
    seen: dict[tuple[str, str, str], str] = {}
    problems = []
    for one in reports:
        about = one.area.about
        first = seen.setdefault((about.name, about.title, about.edition), one.area.file)
        if first != one.area.file:
            problems.append(
                error(
                    "repeated-report",
                    one.area.file,
                    1,
                    where="title",
                    expected="a name and title of its own",
                    found=f"the same as {first}",
                    fix="change one of them",
                )
            )
    return problems

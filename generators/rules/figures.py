"""Rule `figure-missing`, and how texts name the figures and tables of a source: `figures 1 to 17 and 22`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generators.inputs.project import Area
from generators.numbers import listed
from generators.problems import Problem, Severity

_NUMBER = r"(?<![\d.,])[0-9]{1,3}(?![\d%]|[.,]\d)"
_NAMED = re.compile(rf"\b(figure|table)s? ({_NUMBER}(?:(?:, | and | or | to |, and |[–-]){_NUMBER})*)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)(?: to |[–-])(\d+)")
_FEWEST = 5  # numbers without which nobody can speak of a sequence
_FULL = 5  # numbers for each hole: where more are left out, the area only uses some of them


class Named(NamedTuple):
    """What a text names: `figure` or `table`, its number, and where the naming begins and ends in the text."""

    kind: str
    number: int
    start: int
    end: int


def named_in(text: str) -> Iterator[Named]:
    """Every figure and table that a text names by its number; those of a range one by one."""
    for found in _NAMED.finditer(text):
        for number in _numbers(found[2]):
            yield Named(found[1].lower(), number, found.start(), found.end())


def _numbers(text: str) -> list[int]:
    ranges = [(int(first), int(last)) for first, last in _RANGE.findall(text)]
    alone = [int(number) for number in re.findall(r"\d+", _RANGE.sub("", text))]
    return sorted({*alone, *(number for first, last in ranges for number in range(first, last + 1))})


def of_sources(area: Area) -> Mapping[tuple[str, str], Mapping[int, str]]:
    """The figures and tables of each source that area.yml says its tables come from, or speaks of in their notes.

    Returns:
        By source and kind: each number, and the table at which it is named first.
    """
    found: dict[tuple[str, str], dict[int, str]] = {}
    for name, about in area.about.tables.items():
        for text in filter(None, (about.page, *about.note)):
            for one in named_in(text):
                found.setdefault((about.source, one.kind), {}).setdefault(one.number, name)
    return found


def register(numbers: Mapping[int, str]) -> bool:
    """Whether so many of a source's numbers are named that one which is not is likely not there."""
    return len(numbers) >= max(_FEWEST, _FULL * len(gaps_in(numbers)))


def gaps_in(numbers: Mapping[int, str]) -> list[int]:
    """The numbers in between that are not named."""
    return [number for number in range(min(numbers), max(numbers)) if number not in numbers]


def figure_missing(area: Area) -> list[Problem]:
    """A NOTE for each source of whose figures or tables area.yml names nearly all, and leaves one in between out."""
    problems = []
    for (source, kind), numbers in of_sources(area).items():
        gaps = [str(number) for number in gaps_in(numbers)]
        if not gaps or not register(numbers):
            continue
        title, first = area.sources[source].title, numbers[min(numbers)]
        problems.append(
            Problem(
                Severity.NOTE, "figure-missing", area.file, area.document.line(("tables", first, "page")), where=f"tables, source {source}",
                expected=f"every {kind} from {min(numbers)} to {max(numbers)}", found=f"no {listed(gaps, 'or')}",
                fix="name it as the page of its table, or say in a note that the source has none, or that it is only a picture",
                told=f"{title}: of its {kind}s {min(numbers)} to {max(numbers)}, {listed(gaps)} {'is' if len(gaps) == 1 else 'are'} not used here, or not there.",
            )
        )  # fmt: skip
    return problems

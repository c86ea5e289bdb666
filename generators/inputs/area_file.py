"""`area.yml`: what the report is, and whether its sections, tables and comparators are there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.inputs.complaints import Complaint, suggestion, visible
from generators.inputs.models import AreaFile, Cited
from generators.inputs.places import Places, code_remedy
from generators.inputs.project import Catalogue
from generators.inputs.settings import Root, mapping
from generators.inputs.validation import AREA_CODE, validated
from generators.inputs.yamlfile import Document, read_yaml
from generators.problems import Problem, error


@dataclass(frozen=True)
class Given:
    """What a file with sources and tables says; `about` is None when something in it is wrong."""

    file: str
    document: Document | None
    about: Cited | None
    problems: list[Problem]

    @property
    def code(self) -> str | None:
        """The code of the place that rows without a place are about."""
        return None

    def line(self, *where: str | int) -> int:
        """The line of a key or item."""
        return self.document.line(where) if self.document else 1


@dataclass(frozen=True)
class AreaGiven(Given):
    """What an area.yml says, as far as it can be understood.

    Attributes:
        about: None when something in it is wrong; code and name may be known nevertheless, so that the area's tables
            are checked all the same.
    """

    about: AreaFile | None

    @property
    def code(self) -> str | None:
        """The area's code."""
        code = self._text("code")
        return code if code and re.fullmatch(AREA_CODE, code) else None

    @property
    def name(self) -> str | None:
        """The area's name."""
        return self._text("name")

    @property
    def level(self) -> str:
        """The area's level."""
        return self.about.level if self.about else "other"

    @property
    def sections(self) -> list[str]:
        """The sections that it lists, those that there are not too."""
        listed = self._top.get("sections", [])
        return [name if isinstance(name, str) else "" for name in listed] if isinstance(listed, list) else []

    def _text(self, key: str) -> str | None:
        value = self._top.get(key)
        return value if isinstance(value, str) and value else None

    @property
    def _top(self) -> Mapping[str, Any]:
        return mapping(self.document) if self.document else {}


def read_area_file(root: Root, folder: Path, catalogue: Catalogue) -> AreaGiven:
    """Reads and checks the area.yml of a folder."""
    path = folder / "area.yml"
    file = root.name(path)
    if not path.exists() and not path.is_symlink():
        fix = f"run `needsbook new-area {folder.name}`, or delete the folder"
        if (folder / "area.yaml").exists():
            fix = "rename area.yaml to area.yml"
        missing = error("missing-file", file, 1, where="file", expected="this file", found="none", fix=fix)
        return AreaGiven(file, None, None, [missing])
    document, problems = read_yaml(path, file)
    if document is None:
        return AreaGiven(file, None, None, problems)
    about, wrong = validated(AreaFile, document.value, document, file)
    given = AreaGiven(file, document, about, wrong)
    more = [*_small_code(given), *_todo(document, file), *_unknown_sections(given, catalogue)]
    return AreaGiven(file, document, about, [*wrong, *more])


def _small_code(given: AreaGiven) -> list[Problem]:
    """The complaint about a GSS code in small letters, which has the form of an author's own code."""
    if given.code is None or (fix := code_remedy(given.code)) is None:
        return []
    expected = "a GSS code such as E06000001, or small letters and hyphens"
    return [
        error("wrong-form", given.file, given.line("code"), where="code", expected=expected, found=given.code, fix=fix)
    ]


def _todo(document: Document, file: str) -> list[Problem]:
    """Lines that `new-area` left for the author to fill in."""
    problems = []
    for where in document.lines:
        value: Any = document.value
        for part in where:
            value = value[part]
        if isinstance(value, str) and re.match(r"TODO\b", value):
            name, fix = ".".join(str(part) for part in where), "fill it in"
            line = document.line(where)
            problems.append(
                error("unfilled", file, line, where=name, expected="your text", found=visible(value), fix=fix)
            )
    return problems


def _unknown_sections(given: AreaGiven, catalogue: Catalogue) -> list[Problem]:
    known = list(catalogue.sections)
    problems = []
    for number, section in enumerate(given.sections):
        line = given.line("sections", number)
        if section and section not in known:
            expected, fix = f"one of {', '.join(known)}", suggestion(section, known)
            found = visible(section)
            problems.append(
                error("unknown-section", given.file, line, where="sections", expected=expected, found=found, fix=fix)
            )
        elif section and section in given.sections[:number]:
            expected, fix = "each section once", "delete one"
            problems.append(
                error("repeated-section", given.file, line, where="sections", expected=expected, found=section, fix=fix)
            )
    return problems


def compared(given: AreaGiven, places: Places) -> tuple[tuple[str, ...], list[Problem]]:
    """The codes of the comparators."""
    return _codes(given, places, "comparators", given.about.comparators if given.about else [])


def neighbours(given: AreaGiven, places: Places) -> tuple[tuple[str, ...], list[Problem]]:
    """The codes of the statistical neighbours, and what is wrong with the list."""
    listed = given.about.neighbours if given.about else None
    if listed is None or given.about is None:
        return (), []
    codes, problems = _codes(given, places, "neighbours.places", listed.places)
    known = list(given.about.sources)
    if listed.source not in known:
        line, fix = given.line("neighbours", "source"), suggestion(listed.source, known)
        problems.append(
            error(
                "undeclared-source", given.file, line, where="neighbours.source", expected=f"one of {', '.join(known)}",
                found=visible(listed.source), fix=fix,
            )
        )  # fmt: skip
    return codes, problems


def _codes(given: AreaGiven, places: Places, where: str, names: Sequence[str]) -> tuple[tuple[str, ...], list[Problem]]:
    found: list[str] = []
    problems = []
    for number, text in enumerate(names):
        code = places.find(text)
        line = given.line(*where.split("."), number)
        if isinstance(code, Complaint):
            expected, said, fix = code.expected, visible(text), code.fix
            problems.append(error(code.rule, given.file, line, where=where, expected=expected, found=said, fix=fix))
        elif code == places.area.code or code in found:
            expected, fix = "other places than the area, each once", "delete it"
            problems.append(
                error("repeated-comparator", given.file, line, where=where, expected=expected, found=text, fix=fix)
            )
        else:
            found.append(code)
    return tuple(found), problems


def tables_without_section(tables: Sequence[str], given: AreaGiven, catalogue: Catalogue) -> list[Problem]:
    """Tables that no listed section shows: their numbers would be silently left out."""
    if any(section not in catalogue.sections for section in given.sections):
        return []  # one of them may be the section that shows the table, and is complained of already
    used = {name for section in given.sections for name in catalogue.sections[section]} | {*catalogue.everywhere}
    problems = []
    for name in tables:
        if name not in used:
            needing = [section for section, names in catalogue.sections.items() if name in names]
            expected, fix = (
                f"a section that shows {name}",
                f"add {' or '.join(needing)} to sections, or delete the file",
            )
            line = given.line("sections")
            problems.append(
                error("unused-table", given.file, line, where="sections", expected=expected, found="none", fix=fix)
            )
    return problems


def sections_without_tables(tables: Sequence[str], given: AreaGiven, catalogue: Catalogue) -> list[Problem]:
    """Listed sections that have none of their tables."""
    problems = []
    for number, section in enumerate(given.sections):
        names = catalogue.sections.get(section, ())
        if names and not any(name in tables for name in (*names, *catalogue.also.get(section, ()))):
            expected = f"the file {' or '.join(f'{name}.csv' for name in names)}"
            line, fix = given.line("sections", number), "add the file, or delete the section"
            where = f"sections, {section}"
            problems.append(
                error("missing-file", given.file, line, where=where, expected=expected, found="none", fix=fix)
            )
    return problems

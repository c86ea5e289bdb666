"""Writes an area's first files for its author. The only module that writes under `data/`."""

from collections.abc import Sequence
from pathlib import Path

from generators.inputs.area_folder import bad_folder_name
from generators.inputs.complaints import Complaint, suggestion, unseen, visible
from generators.inputs.dictionary import blank_csv
from generators.inputs.places import PLACES, code_remedy
from generators.inputs.settings import Root, read_settings
from generators.sections import SECTIONS

_AREA = """\
# The report: what it is, where its figures come from, and which sections it has.
name: {name}
code: {code}
level: {level}
place: {name}
title: TODO what the report is about
summary: TODO one sentence for the overview
edition: "TODO such as 2019"
period: TODO such as 2017 to 2019
status: draft
publisher: TODO who made the report
comparators: [England]
sections: [{sections}]
sources:
  report:
    title: TODO the report or data set
    publisher: TODO who published it
    date: "TODO when"
    licence: Open Government Licence v3.0
tables:
{tables}"""

# The level that the start of a GSS code tells.
_LEVELS = {
    "E06": "authority",
    "E08": "authority",
    "E09": "authority",
    "E10": "authority",
    "E07": "district",
    "E05": "ward",
}


def new_area(root: Root, area: str, *, name: str, code: str, sections: Sequence[str]) -> list[Path] | Complaint:
    """Writes `data/<area>/` with area.yml, places.csv and a blank CSV for each table of the sections.

    Returns:
        The files that were written, or what is wrong with the arguments; an existing folder is never touched.
    """
    if better := bad_folder_name(area):
        return Complaint("wrong-form", "a folder name in small letters, digits and hyphens", f"write {better}")
    if remedy := code_remedy(code):
        expected = "a GSS code such as E06000001, or a code of your own in small letters"
        return Complaint("wrong-form", expected, f"found {visible(code)}: {remedy}")
    if not name.strip() or any(unseen(char) for char in name):
        return Complaint("wrong-form", "a name in letters", f"found {visible(name) or 'nothing'}")
    for section in sections:
        if section not in SECTIONS:
            return Complaint(
                "unknown-section", f"sections among {', '.join(SECTIONS)}", suggestion(section, list(SECTIONS))
            )
    folder = root.data / area
    if folder.exists():
        return Complaint(
            "exists", "a folder that is not there yet", f"data/{area} exists: choose another name, or edit its files"
        )
    settings, problems = read_settings(root)
    if settings is None:
        return Complaint("settings", "settings without errors", problems[0].text())
    chosen = list(sections) or list(SECTIONS)
    tables = list({table.name: table for section in chosen for table in SECTIONS[section].tables}.values())
    texts = {
        "area.yml": _area_file(name, code, chosen, [table.name for table in tables]),
        "places.csv": blank_csv(PLACES, settings),
    }
    texts |= {f"{table.name}.csv": blank_csv(table, settings, place=name, section=chosen[0]) for table in tables}
    folder.mkdir(parents=True)
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    return [folder / file for file in texts]


def _area_file(name: str, code: str, sections: Sequence[str], tables: Sequence[str]) -> str:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return _AREA.format(
        name=quoted,
        code=code,
        level=next((level for start, level in _LEVELS.items() if code.startswith(start)), "other"),
        sections=", ".join(sections),
        tables="".join(f"  {table}: {{source: report}}\n" for table in tables),
    )

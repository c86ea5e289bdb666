"""Made-up areas for tests of tables: other places, other words and other numbers than any report's."""

from collections.abc import Mapping
from pathlib import Path

from generators.inputs.area_folder import read_area
from generators.inputs.benchmarks import read_benchmarks
from generators.inputs.declare import Table
from generators.inputs.project import Area, Catalogue
from generators.inputs.settings import Root, read_settings
from generators.problems import has_errors

AREA = """\
name: Harbourshire
code: harbourshire
place: Harbourshire
title: Visits
summary: Made up.
edition: "2031"
period: "2030"
publisher: Nobody
sections: [{table}]
sources: {{made-up: {{title: Made up, publisher: Nobody, date: "2031", licence: None}}}}
tables: {{{table}: {{source: made-up}}}}
"""
TALK = """\
name: {name}
code: {code}
place: {name}
title: Early talk
summary: Made up.
edition: "2031"
period: "2031"
publisher: A council
sections: [{sections}]
sources: {{paper: {{title: A paper, publisher: A council, date: "2031", licence: None}}}}
tables: {{{tables}}}
"""
DISCLOSURE = """\
smallest_published: {smallest}
publish_zeros: {zeros}
exempt_bases: [official estimate, modelled]
explanation: Small counts are withheld.
"""


def about_talk(name: str, code: str, tables: Mapping[str, str]) -> str:
    """The area.yml of one of several alike areas.

    Args:
        tables: the section of each of its tables.
    """
    return TALK.format(
        name=name, code=code, sections=", ".join(tables.values()), tables=", ".join(f"{one}: {{source: paper}}" for one in tables)
    )  # fmt: skip


def area_of(
    folder: Path,
    table: Table,
    rows: str,
    places: str = "",
    *,
    smallest: int = 5,
    publish_zeros: bool = True,
    more: Mapping[str, str] | None = None,
    about: str = "",
) -> Area:
    """An area with one table, read from its CSV.

    Args:
        places: the lines of places.csv below its heading.
        more: further files below data/, such as an area's own policy.
        about: the text of area.yml, where it is to say more than the usual.
    """
    data = folder / "data" / "harbourshire"
    data.mkdir(parents=True, exist_ok=True)
    (folder / "site_config").mkdir(exist_ok=True)
    (data / "area.yml").write_text(about or AREA.format(table=table.name), encoding="utf-8")
    (data / "places.csv").write_text(
        "code,name,level,parents,valid_from,valid_to\n" + _filled(places), encoding="utf-8"
    )
    (data / f"{table.name}.csv").write_text(rows, encoding="utf-8")
    policy = DISCLOSURE.format(smallest=smallest, zeros="yes" if publish_zeros else "no")
    (folder / "site_config/disclosure.yml").write_text(policy, encoding="utf-8")
    for name, text in (more or {}).items():
        (folder / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "data" / name).write_text(text, encoding="utf-8")
    root = Root(folder)
    settings, problems = read_settings(root)
    assert settings is not None, problems
    every = Catalogue({table.name: table}, {table.name: (table.name,)})
    area, problems = read_area(root, data, every, settings, read_benchmarks(root, every, settings))
    assert area is not None, problems
    assert not has_errors(problems), [problem.text() for problem in problems]
    return area


def _filled(places: str) -> str:
    """Lines with fewer cells than the heading are filled up."""
    return "".join(f"{line}{',' * (5 - line.count(','))}\n" for line in places.splitlines())

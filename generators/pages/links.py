"""Where words lead to: cells that name a section, a figure, a document or a web page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generators.inputs.cells import suggestion
from generators.inputs.declare import Column, Kind
from generators.inputs.frames import FILE, LINE, Record
from generators.measures.tidy import Field
from generators.problems import Problem, error
from generators.reports import Report


@dataclass(frozen=True)
class Link:
    """Words, and the address that they lead to; without one they are only words."""

    text: str
    href: str = ""


Targets = Mapping[str, Link]  # by `section` and `section/figure`; addresses are relative to the area's own


def targets(report: Report) -> Targets:
    """Everything in a report that its words may name."""
    found = {}
    for section in report.sections:
        found[section.slug] = Link(section.title, f"{section.slug}/")
        for figure in section.figures:
            where = f"{section.slug}/#fig-{figure.id}"
            found[f"{section.slug}/{figure.id}"] = Link(f"{section.title}, figure {figure.number}", where)
    return found


def links(row: Record, field: Field, known: Targets) -> list[Link]:
    """A cell in words, as seen from a section's page; several names are separated by semicolons."""
    value, words = row[field.name], field.words(row[field.name])
    if not field.leads or not value:
        return [Link(words)] if words else []
    if field.leads == "web":
        return [Link(words, str(value))]
    if field.leads == "file":
        return [Link(words, f"../files/{quote(str(value))}")]
    named = [known[name] for name in _names(value) if name in known]
    return [Link(one.text, f"../{one.href}") for one in named]


def published_documents(report: Report) -> list[str]:
    """The documents in the area's folder of files that its tables publish."""
    columns = [
        (data, one) for data in report.area.tables.values() for one in data.table.columns if one.kind is Kind.FILE
    ]
    return sorted({str(row[column.name]) for data, column in columns for row in data.rows if row[column.name]})


def dangling(report: Report) -> list[Problem]:
    """An ERROR for each cell that names a section or figure that the report does not have."""
    known, problems = targets(report), []
    for data in report.area.tables.values():
        for column in (one for one in data.table.columns if one.refers):
            for row in data.rows:
                problems += [
                    _unknown(name, row, column, known) for name in _names(row[column.name]) if name not in known
                ]
    return problems


def report_address(contact: str, what: str) -> str:
    """Where an error is reported: a letter about something, which it names, or the team's own page. It asks for no personal data."""
    if not contact.startswith("mailto:"):
        return contact
    body = f"What is wrong, and what should it be?\n\n\nThis is about {what}"
    return f"{contact}?subject={quote(f'Report: {what}')}&body={quote(body)}"


def _unknown(name: str, row: Record, column: Column, known: Targets) -> Problem:
    sections = [one for one in known if "/" not in one]
    section = name.partition("/")[0]
    choices = [one for one in known if one.startswith(f"{section}/")] if "/" in name and section in known else sections
    return error(
        "unknown-reference", row[FILE], row[LINE], column.name, expected=f"a {column.refers} of this report", found=name,
        fix=suggestion(name, choices),
    )  # fmt: skip


def _names(value: object) -> list[str]:
    return [name.strip() for name in str(value).split(";") if name.strip()]

"""What a download holds, for programs: CSV on the Web beside each CSV, and one Data Package for all of an area."""

from collections.abc import Iterable
from typing import Any

from generators.inputs.frames import mark_of
from generators.inputs.marks import MEANING, is_absent
from generators.inputs.models import Source
from generators.measures.tidy import Field, Tidy
from generators.outputs.json_text import json_text
from generators.outputs.tables import TIME_PERIOD
from generators.pages.dataset import file_name, licence
from generators.reports import FigureResult, Report, SectionResult

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def csv_metadata(report: Report, section: SectionResult, figure: FigureResult) -> str:
    """`<name>.csv-metadata.json`: columns with their types, and the marks that stand in place of a number, under `null`."""
    table = {
        "@context": _CONTEXT,
        "url": file_name(section, figure),
        "dc:title": f"{report.area.about.name}: {figure.headline}",
        "dc:description": figure.subtitle,
        "dc:publisher": report.area.about.publisher,
        "dc:source": "; ".join(figure.sources),
        "dc:temporal": figure.period,
        "dc:license": licence(report),
        "rdfs:comment": list(figure.notes),
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_csvw_column(*column) for column in _columns(figure.tidy)]},
    }
    return json_text(table)


def data_package(report: Report) -> str:
    """`datapackage.json`: every CSV of the area as a Tabular Data Resource."""
    about = report.area.about
    package = {
        "profile": "tabular-data-package",
        "name": f"{report.area.slug}-{about.edition}".lower().replace(" ", "-"),
        "title": f"{about.name}: {about.title}, {about.edition} edition",
        "description": about.summary,
        "version": about.edition,
        "sources": [_source(source) for source in report.area.sources.values()],
        "contributors": [{"title": about.publisher, "role": "publisher"}],
        "resources": [_resource(section, figure) for section in report.sections for figure in section.figures],
    }
    return json_text(package)


def _columns(tidy: Tidy) -> Iterable[tuple[str, Field, bool, tuple[str, ...]]]:
    """Name, field, whether every cell is a number or a mark in its place, and these marks."""
    rows = tidy.records()
    for field in tidy.fields:
        if not field.is_value:
            yield field.name, field, False, ()
            if field.name == "period":
                yield TIME_PERIOD, field, False, ()
            continue
        marks = {str(row[mark_of(field.name)]) for row in rows} - {""}
        beside = {mark for mark in marks if not is_absent(mark)}
        yield field.name, field, not beside, tuple(sorted(marks - beside | {"[x]"}))


def _csvw_column(name: str, field: Field, number: bool, marks: tuple[str, ...]) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": name,
        "titles": name,
        "dc:description": field.label,
        "datatype": "decimal" if number else "string",
    }
    if field.is_value:
        column |= {"null": list(marks)} if number else {}
        column |= {"dc:format": field.unit} if field.unit else {}
    return column


def _resource(section: SectionResult, figure: FigureResult) -> dict[str, Any]:
    columns = list(_columns(figure.tidy))
    marks = {mark for *_, number, found in columns if number for mark in found}
    return {
        "profile": "tabular-data-resource",
        "name": f"{section.slug}-{figure.id}",
        "path": file_name(section, figure),
        "title": figure.headline,
        "description": f"{figure.subtitle}. {figure.period}. {figure.reported}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {
            "fields": [
                {"name": name, "title": field.label, "type": "number" if number else "string"}
                | ({"unit": field.unit} if field.is_value and field.unit else {})
                for name, field, number, _ in columns
            ],
            "missingValues": ["", *sorted(marks)],
        },
        "marks": {f"[{code}]": meaning for code, meaning in MEANING.items() if f"[{code}]" in marks},
    }


def _source(source: Source) -> dict[str, str]:
    found = {"title": source.cited()}
    return found | ({"path": source.url} if source.url else {})

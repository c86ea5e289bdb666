"""Every file for programs, by its name below the site: the one list of downloads and of the API."""

from collections.abc import Sequence

from generators.outputs.api import areas_json, places_json, problems_json, section_json
from generators.outputs.metadata import csv_metadata, data_package
from generators.outputs.schema import api_schema
from generators.outputs.tables import figure_csv
from generators.outputs.workbook import workbook
from generators.pages.brief import Brief
from generators.pages.dataset import file_name
from generators.reports import Report


def files_across(briefs: Sequence[Brief]) -> dict[str, str]:
    """The files that tell of all areas."""
    return {
        "api/v1/areas.json": areas_json(briefs),
        "api/v1/problems.json": problems_json(briefs),
        "api/v1/schema.json": api_schema(),
    }


def workbook_of(report: Report) -> dict[str, bytes]:
    """The workbook of an area that has a figure, apart since it takes longest to write."""
    content = workbook(report)
    return {} if content is None else {f"areas/{report.area.slug}/data/{report.area.slug}.xlsx": content}


def files_of(report: Report) -> dict[str, str]:
    """CSV, JSON and their descriptions of one area."""
    folder = f"areas/{report.area.slug}/data"
    files = {
        f"api/v1/places/{report.area.slug}.json": places_json(report),
        f"{folder}/datapackage.json": data_package(report),
    }
    for section in report.sections:
        files[f"api/v1/areas/{report.area.slug}/{section.slug}.json"] = section_json(report, section)
        for figure in section.figures:
            name = file_name(section, figure)
            files[f"{folder}/{name}"] = figure_csv(figure.tidy)
            files[f"{folder}/{name}-metadata.json"] = csv_metadata(report, section, figure)
    return files

"""Every file for programs, by its name below the site: the one list of downloads and of the API."""

from collections.abc import Mapping, Sequence

from generators.outputs.api import areas_json, places_json, problems_json, section_json
from generators.outputs.metadata import csv_metadata, data_package
from generators.outputs.schema import api_schema
from generators.outputs.tables import figure_csv
from generators.outputs.workbook import workbook
from generators.pages.dataset import file_name
from generators.problems import Problem
from generators.reports import Report


def text_files(reports: Sequence[Report], problems: Mapping[str, Sequence[Problem]]) -> dict[str, str]:
    """CSV, JSON and their descriptions.

    Args:
        problems: of each area, by its slug, those that the public may know.
    """
    files = {
        "api/v1/areas.json": areas_json(reports),
        "api/v1/problems.json": problems_json(problems, reports),
        "api/v1/schema.json": api_schema(),
    }
    for report in reports:
        files |= _of_area(report)
    return files


def workbooks(reports: Sequence[Report]) -> dict[str, bytes]:
    """A workbook for each area that has a figure, apart since they take longest to write."""
    found = {f"areas/{report.area.slug}/data/{report.area.slug}.xlsx": workbook(report) for report in reports}
    return {name: content for name, content in found.items() if content is not None}


def _of_area(report: Report) -> dict[str, str]:
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

"""schema.org's Dataset in each page of an area, by which search engines for data find it."""

from typing import Any

from generators.reports import FigureResult, Report, SectionResult

_LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
}


def dataset(report: Report, section: SectionResult | None) -> dict[str, Any]:
    """The dataset of a page: what is in it, of when, by whom, and where its files are. Links are relative."""
    about = report.area.about
    name = f"{about.name}: {section.title if section else about.title}, {about.edition} edition"
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": section.headline if section else about.summary,
        "version": about.edition,
        "temporalCoverage": about.period,
        "spatialCoverage": {"@type": "Place", "name": about.name, "identifier": about.code},
        "publisher": {"@type": "Organization", "name": about.publisher},
        "creator": {"@type": "Organization", "name": about.publisher},
        "license": licence(report),
        "isAccessibleForFree": True,
    }
    figures = section.figures if section else ()
    files = [
        {
            "@type": "DataDownload",
            "name": figure.title,
            "encodingFormat": "text/csv",
            "contentUrl": f"../data/{file_name(section, figure)}",
        }
        for figure in figures
        if section
    ]
    return described | ({"distribution": files} if files else {})


def file_name(section: SectionResult, figure: FigureResult) -> str:
    """The CSV of a figure."""
    return f"{section.slug}-{figure.id}.csv"


def licence(report: Report) -> str:
    """The licence of all sources, as an address where it has one; several are named one after the other."""
    named = list(dict.fromkeys(source.licence for source in report.area.sources.values()))
    return "; ".join(_LICENCES.get(name, name) for name in named)

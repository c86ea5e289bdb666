"""The surfaces of a site: every kind of file in it, and how an attacker reads it. A file of no kind here fails the audit."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generators.audit.pdf import pdf_pieces
from generators.audit.readers import (
    Piece,
    csv_pieces,
    gzip_pieces,
    html_pieces,
    json_pieces,
    search_pieces,
    text_pieces,
    workbook_pieces,
    xml_pieces,
)


@dataclass(frozen=True)
class Surface:
    """One kind of file.

    Attributes:
        files: a pattern of its paths below the site.
        read: what can be read from it; None for files that are copies of others, which are compared with these instead.
    """

    name: str
    files: str
    read: Callable[[bytes], list[Piece]] | None


# The first that fits a path counts. What a later issue adds to the site joins this table, with a planted value found on it.
SURFACES = (
    Surface("files of the theme and scripts", r"(.*/)?assets/.*", None),
    Surface("documents of an area", r"(.*/)?areas/[^/]+/files/.*", None),
    Surface("page", r".*\.html", html_pieces),
    Surface("search index", r"(.*/)?search/.*\.json", search_pieces),
    Surface("description of a download", r".*(csv-metadata|datapackage)\.json", json_pieces),
    Surface("record of an edition", r"edition\.json|addresses\.json", json_pieces),
    Surface("API", r".*\.json", json_pieces),
    Surface("download", r".*\.csv", csv_pieces),
    Surface("workbook", r".*\.xlsx", workbook_pieces),
    Surface("feed or site map", r".*\.(xml|atom|rss)", xml_pieces),
    Surface("drawing", r".*\.svg", xml_pieces),
    Surface("compressed site map", r".*\.xml\.gz", gzip_pieces),
    Surface("report on paper", r".*\.pdf", pdf_pieces),
    Surface("plain text", r".*\.(txt|md)|(.*/)?(CNAME|\.nojekyll)", text_pieces),
)


def surface_of(name: str) -> Surface | None:
    """The kind of a file, by its path below the site."""
    return next((one for one in SURFACES if re.fullmatch(one.files, name)), None)

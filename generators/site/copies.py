"""The files of a site that are copies: assets of the theme, the package and the root, and the documents that areas publish."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from generators.examine import Examination
from generators.inputs.settings import Root, defaults
from generators.inputs.tables import FILES
from generators.pages.links import published_documents
from generators.site.keys import plotly_bundle


def copied_files(root: Root, examined: Examination) -> Callable[[str], list[Path]]:
    """For a file of the site that is a copy, what it may be a copy of."""

    def sources(name: str) -> list[Path]:
        below = name.rpartition("assets/")[2]
        theme = Path(find_spec("material").origin or "").parent / "templates" / "assets"  # type: ignore[union-attr]
        found = [folder / "site_config/assets" / below for folder in (root.path, defaults())] + [theme / below]
        if below == "plotly.min.js":
            found.append(plotly_bundle()[0])
        for report in examined.reports:
            folder = f"areas/{report.area.slug}/{FILES}/"
            found += [
                root.data / report.area.slug / FILES / one
                for one in published_documents(report)
                if folder + one == name
            ]
        return found

    return sources

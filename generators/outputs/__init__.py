"""Section results → files for programs: JSON of each section, CSV of each figure, the list of problems."""

from generators.outputs.api import areas_json, places_json, problems_json, section_json
from generators.outputs.tables import figure_csv

__all__ = ["areas_json", "figure_csv", "places_json", "problems_json", "section_json"]

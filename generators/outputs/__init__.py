"""Section results → files for programs: JSON of each section, CSV of each figure, the list of problems."""

from generators.outputs.api import areas_json, places_json, problems_json, section_json
from generators.outputs.editions import areas_record, edition_json, edition_record
from generators.outputs.tables import figure_csv

__all__ = [
    "areas_json",
    "areas_record",
    "edition_json",
    "edition_record",
    "figure_csv",
    "places_json",
    "problems_json",
    "section_json",
]

"""Section results → files for programs: JSON of each section, CSV of each figure with its description, workbooks, editions."""

from generators.outputs.editions import areas_record, edition_json, edition_record
from generators.outputs.files import text_files, workbooks

__all__ = ["areas_record", "edition_json", "edition_record", "text_files", "workbooks"]

"""Section results → files for programs: JSON of each section, CSV of each figure with its description, workbooks, editions."""

from generators.outputs.editions import area_record, edition_json, edition_record
from generators.outputs.files import files_across, files_of, workbook_of

__all__ = ["area_record", "edition_json", "edition_record", "files_across", "files_of", "workbook_of"]

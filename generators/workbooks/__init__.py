"""Workbooks for those who live in a spreadsheet: a sheet a table, written from the declarations and read with the same checks."""

from generators.workbooks.reading import Imported, imported
from generators.workbooks.template import kept_as_text, template

__all__ = ["Imported", "imported", "kept_as_text", "template"]

"""Section results and templates → Markdown that is complete by itself: HTML blocks, tables and figures in attributes."""

from generators.pages.handbook import handbook_pages
from generators.pages.site_pages import all_pages, report_pages
from generators.pages.templates import Page

__all__ = ["Page", "all_pages", "handbook_pages", "report_pages"]

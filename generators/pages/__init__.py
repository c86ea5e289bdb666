"""Section results and templates → Markdown that is complete by itself: HTML blocks, tables and figures in attributes."""

from generators.pages.brief import Brief, brief
from generators.pages.handbook import handbook_pages
from generators.pages.site_pages import pages_across, pages_of, report_pages
from generators.pages.templates import Page

__all__ = ["Brief", "Page", "brief", "handbook_pages", "pages_across", "pages_of", "report_pages"]

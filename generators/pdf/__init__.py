"""An area's report as one tagged PDF, made from the pages of the built site, so that paper and web cannot differ."""

from generators.pdf.printing import BrowserNotFoundError, printed

__all__ = ["BrowserNotFoundError", "printed"]

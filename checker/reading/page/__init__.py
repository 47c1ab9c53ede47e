"""Lines at places on pages → paragraphs: what PDF, OFD and recognised scans have in common."""

from checker.reading.page.layout import reflow
from checker.reading.page.places import Line, Page, Rule

__all__ = ["Line", "Page", "Rule", "reflow"]

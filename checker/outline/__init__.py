"""From a document to a report: title, headings, the part each sentence belongs to, and who reports on which year."""

from checker.outline.read import read_outline
from checker.outline.rules import OutlineRules, compile_outline

__all__ = ["OutlineRules", "compile_outline", "read_outline"]

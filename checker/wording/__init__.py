"""Wording and form: official terms, titles of documents, and what should not be in a published report."""

from checker.wording.check import check_wording
from checker.wording.rules import CompiledWording, compile_wording

__all__ = ["CompiledWording", "check_wording", "compile_wording"]

"""Arithmetic: what must hold between the figures of a report. What cannot be told for sure is not told."""

from checker.arithmetic.check import check_figures
from checker.arithmetic.words import Words, compile_words

__all__ = ["Words", "check_figures", "compile_words"]

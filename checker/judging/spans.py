"""Where a phrase matches, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import chain

from checker.checklist.phrases import YEAR, Gap, Phrase
from checker.checklist.slots import year_regex

Spans = Iterable[tuple[int, int]]
Finder = Callable[[str, int, int], Spans]  # (text, start, end) → where it matches in between

_CLAUSE_END = re.compile(r"[,。;!?\n]")
_SENTENCE_END = re.compile(r"[。;!?\n]")


def compile_finder(phrase: Phrase, year: int | None) -> Finder:
    """What finds the matches of a phrase; <年度> stands for `year`."""
    if phrase.expert:
        return _expert_finder(phrase.regex)
    if phrase.parts:
        parts = tuple(re.compile(f"(?=({_with_year(part, year)}))") for part in phrase.parts)  # matches may overlap
        return lambda text, start, end: _joined(parts, phrase.gaps, text, start, end)
    return _finder(re.compile(_with_year(phrase.regex, year)))


def _with_year(regex: str, year: int | None) -> str:
    return regex.replace(YEAR, year_regex(year)) if YEAR in regex else regex


def _finder(regex: re.Pattern[str]) -> Finder:
    search, finditer = regex.search, regex.finditer

    def find(text: str, start: int, end: int) -> Spans:
        first = search(text, start, end)
        if first is None:  # most often
            return ()
        return chain([first.span()], (match.span() for match in finditer(text, first.end(), end)))

    return find


def _expert_finder(source: str) -> Finder:
    import re2

    options = re2.Options()
    options.log_errors = False
    regex = re2.compile(source, options)

    def find(text: str, start: int, end: int) -> Spans:  # this engine works on bytes inside: give it the stretch alone
        return [(start + match.start(), start + match.end()) for match in regex.finditer(text[start:end])]

    return find


def _joined(parts: tuple[re.Pattern[str], ...], gaps: tuple[Gap, ...], text: str, start: int, end: int) -> Spans:
    """Matches of the parts in order, each within its gap of the one before.

    Of all matches that end before a part begins the last one leaves the smallest gap, so only that one is looked at.
    """
    reached = _all_spans(parts[0], text, start, end)
    for part, gap in zip(parts[1:], gaps, strict=True):
        barrier = _SENTENCE_END if gap.commas else _CLAUSE_END
        ends = [span[1] for span in reached]
        following = []
        for begin, stop in _all_spans(part, text, start, end):
            before = bisect_right(ends, begin) - 1
            if before < 0 or begin - ends[before] > gap.width:
                continue
            if not barrier.search(text, ends[before], begin):
                following.append((reached[before][0], stop))
        reached = following
        if not reached:
            break
    return reached


def _all_spans(part: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Every place of a part, by end."""
    return sorted((match.span(1) for match in part.finditer(text, start, end)), key=lambda span: span[1])

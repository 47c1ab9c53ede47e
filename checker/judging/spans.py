"""Where a phrase matches: its parts' places joined, gap by gap, in time linear in the text.

Of all places of one part that end before a place of the next begins, the last leaves the smallest gap between; so for
each place only that one is looked at. Parts are compiled once for all phrases that share them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from checker.checklist.phrases import YEAR, Either, Gap, Part, Phrase
from checker.checklist.slots import year_regex

Span = tuple[int, int]
Finder = Callable[[str, int, int], Sequence[Span]]  # (text, start, end) → where it matches in between, by end

_CLAUSE_END = re.compile(r"[,。;!?\n]")
_SENTENCE_END = re.compile(r"[。;!?\n]")


def compile_finder(phrase: Phrase, year: int | None, known: dict[Part, Finder]) -> Finder:
    """What finds the matches of a phrase; <年度> stands for `year`. `known`: the finders of parts."""
    if phrase.expert:
        return _expert_finder(phrase.regex)
    finders = [_known_finder(part, year, known) for part in phrase.parts]
    return finders[0] if len(finders) == 1 else _joined(finders, phrase.gaps)


def _known_finder(part: Part, year: int | None, known: dict[Part, Finder]) -> Finder:
    key = part.replace(YEAR, year_regex(year)) if isinstance(part, str) else part
    if key not in known:
        if isinstance(key, Either):
            choices: list[Part] = [key.words, *key.expressions]
            known[key] = _either_finder([_known_finder(choice, year, known) for choice in choices if choice])
        else:
            known[key] = _part_finder(key) if isinstance(key, str) else _words_finder(key)
    return known[key]


def _either_finder(finders: list[Finder]) -> Finder:
    def find(text: str, start: int, end: int) -> list[Span]:
        return sorted({span for each in finders for span in each(text, start, end)}, key=_end)

    return find


def _words_finder(words: tuple[str, ...]) -> Finder:
    def find(text: str, start: int, end: int) -> list[Span]:
        found = []
        for word in words:
            position = text.find(word, start, end)
            while position >= 0:
                found.append((position, position + len(word)))
                position = text.find(word, position + 1, end)
        if len(found) > 1:
            found.sort(key=_end)
        return found

    return find


def _end(span: Span) -> int:
    return span[1]


def _part_finder(source: str) -> Finder:
    """A part that holds gaps itself may match in several ways at overlapping places: all of them count."""
    if "[^" not in source:
        regex = re.compile(source)
        return lambda text, start, end: [match.span() for match in regex.finditer(text, start, end)]
    ahead = re.compile(f"(?=({source}))")

    def find(text: str, start: int, end: int) -> list[Span]:
        return sorted((match.span(1) for match in ahead.finditer(text, start, end)), key=_end)

    return find


def _expert_finder(source: str) -> Finder:
    import re2

    options = re2.Options()
    options.log_errors = False
    regex = re2.compile(source, options)

    def find(text: str, start: int, end: int) -> list[Span]:  # this engine works on bytes inside: give it the stretch alone
        return [(start + match.start(), start + match.end()) for match in regex.finditer(text[start:end])]

    return find


def _joined(finders: list[Finder], gaps: tuple[Gap, ...]) -> Finder:
    """The parts in order, each within its gap of the one before."""
    steps = list(zip(finders[1:], gaps, strict=True))

    def find(text: str, start: int, end: int) -> Sequence[Span]:
        reached = finders[0](text, start, end)
        for part, gap in steps:
            if not reached:
                break
            reached = _across(reached, part(text, reached[0][1], end), gap, text)
        return reached

    return find


def _across(before: Sequence[Span], after: Sequence[Span], gap: Gap, text: str) -> list[Span]:
    barrier = _SENTENCE_END if gap.commas else _CLAUSE_END
    ends = [end for _, end in before]
    found = []
    for start, end in after:
        nearest = bisect_right(ends, start) - 1
        if nearest >= 0 and start - ends[nearest] <= gap.width and not barrier.search(text, ends[nearest], start):
            found.append((before[nearest][0], end))
    return found

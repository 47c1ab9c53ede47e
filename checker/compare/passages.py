"""Sentences of a text that stand in an older one, figures and years apart. One look-up a sentence, so linear in both texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.compare.values import RepeatedPassage, Repetition
from checker.model import CheckResult, Passage
from checker.text import normalise, original_span, split_sentences
from checker.text.lines import line_starts

_FIGURES = re.compile(r"(?:\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千万亿])+")
_MASK = "\0"  # no character of a normalised text
_SHORTEST = 10  # characters of a sentence that repetition may begin with; shorter ones anybody writes
_STOPS = "。!?;:"


class _Sentence(NamedTuple):
    """`key`: the sentence without its figures; None for a heading, which repeats nothing. Positions of the normalised text."""

    key: str | None
    start: int
    end: int


class _Text:
    """A report's text, cut into sentences, with the way back to the original."""

    def __init__(self, report: CheckResult, original: str) -> None:
        self.original = original
        self.text, self.offsets = normalise(original)
        self.sentences = list(_sentences(self.text, _headings(report)))
        self._lines = line_starts(original)

    def passage(self, first: int, last: int) -> Passage:
        """The original from one sentence to another."""
        start, end = original_span(self.offsets, self.sentences[first].start, self.sentences[last].end)
        return Passage(self.original[start:end], start, end, bisect_right(self._lines, start))

    def figures(self, first: int, last: int) -> list[str]:
        return _FIGURES.findall(self.text, self.sentences[first].start, self.sentences[last].end)


def repetition(old: CheckResult, new: CheckResult) -> Repetition | None:
    """What the new text repeats; None when a text is not at hand."""
    if old.text is None or new.text is None:
        return None
    before, after = _Text(old, old.text), _Text(new, new.text)
    passages = [_repeated(before, after, *run) for run in _runs(before.sentences, after.sentences)]
    of = sum(sentence.end - sentence.start for sentence in after.sentences if sentence.key is not None)
    longest = tuple(sorted(passages, key=lambda one: (-one.characters, one.new.start)))
    return Repetition(sum(one.characters for one in passages), of, longest)


def _sentences(text: str, headings: frozenset[str]) -> Iterator[_Sentence]:
    for start, end in split_sentences(text, 0, len(text)):
        sentence = text[start:end]
        yield _Sentence(None if sentence.rstrip(_STOPS) in headings else _FIGURES.sub(_MASK, sentence), start, end)


def _headings(report: CheckResult) -> frozenset[str]:
    lines = (report.profile.title or "", *(section.heading for section in report.sections))
    return frozenset(normalise(line).text.rstrip(_STOPS) for line in lines)


def _runs(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[tuple[int, int, int]]:
    """(first sentence in old, first in new, how many): as long as the sentences behind them are the same in both."""
    first: dict[str, int] = {}
    for index, sentence in enumerate(old):
        if sentence.key is not None and len(sentence.key) >= _SHORTEST:
            first.setdefault(sentence.key, index)
    position = 0
    while position < len(new):
        at = first.get(new[position].key or "")
        if at is None:
            position += 1
            continue
        length = 1
        while _goes_on(old, at + length, new, position + length):
            length += 1
        yield at, position, length
        position += length


def _goes_on(old: Sequence[_Sentence], at: int, new: Sequence[_Sentence], position: int) -> bool:
    return at < len(old) and position < len(new) and new[position].key is not None and old[at].key == new[position].key


def _repeated(old: _Text, new: _Text, at: int, position: int, length: int) -> RepeatedPassage:
    last, until = at + length - 1, position + length - 1
    characters = sum(sentence.end - sentence.start for sentence in new.sentences[position : until + 1])
    pairs = zip(old.figures(at, last), new.figures(position, until), strict=True)
    return RepeatedPassage(old.passage(at, last), new.passage(position, until), characters, tuple(pair for pair in pairs if pair[0] != pair[1]))

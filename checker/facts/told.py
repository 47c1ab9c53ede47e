"""Quantities in their places: the words before and behind each, and what the text speaks of there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from checker.checklist.types import Indicator
from checker.facts.rules import CompiledFacts
from checker.model import Report, Role, Sentence
from checker.text import to_original
from checker.text.quantities import Quantity

TOLD = (Role.PREAMBLE, Role.WORK, Role.STATIC)  # what stands in the plan or the shortcomings is no result
OPEN = "、(和及与"  # what may part a quantity from the next

_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_QUOTED = re.compile(r"“[^“”\n]{1,16}”|‘[^‘’\n]{1,16}’|\"[^\"\n]{1,16}\"")
_REACH = 30  # characters before or behind a number that may say what it counts


class Told(NamedTuple):
    """A quantity in its place. `lead`/`tail`: what tells of it before and behind, within its clause and beside no other quantity.

    `start`: where the words before it begin, `paragraph`: its paragraph. `subjects`: what is spoken of, what was named last first. `fact`: it counts
    something; else it is a standard, a name or a bare number, which only the checks look at. `indicator` and `period` (a year):
    None when they cannot be told.
    """

    quantity: Quantity
    sentence: Sentence
    start: int
    lead: str
    tail: str
    subjects: tuple[str, ...]
    fact: bool = False
    indicator: Indicator | None = None
    period: int | None = None
    paragraph: int = 0


def in_place(report: Report, found: Sequence[Quantity], rules: CompiledFacts) -> Iterator[Told]:
    """The quantities told of what was done or is, with the words beside them."""
    text = report.text
    hidden = _hidden(report)
    starts = [sentence.start for sentence in report.sentences]
    trail = _Trail(report, rules)
    former, lead, start = "", "", 0
    for number, quantity in enumerate(found):
        index = bisect_right(starts, quantity.start) - 1
        if index < 0 or not tells(report.sentences[index]) or hidden(quantity.start):
            continue
        sentence = report.sentences[index]
        last = found[number - 1].end if number else 0
        next_ = found[number + 1].start if number + 1 < len(found) else sentence.end
        floor = max(sentence.start, last, quantity.start - _REACH)
        former, former_start, lead = lead, start, _CLAUSE_END.split(text[floor : quantity.start])[-1]
        start = quantity.start - len(lead)
        between = text[last : quantity.start] if number else quantity.unit
        if between in ("", "、"):  # told of the same thing: 来访86批131人次
            lead, start = former, former_start
        elif rules.turned.match(between) and rules.turns.search(former):  # 事项由6120项精简为5874项
            lead, start = rules.turns.sub("", former) + lead, former_start
        elif floor > sentence.start and between == lead and lead.endswith(tuple(OPEN)):
            lead, start = "", quantity.start  # 17项许可事项、9项服务事项: it told of the quantity before
        tail = _CLAUSE_END.split(text[quantity.end : min(sentence.end, next_, quantity.end + _REACH)], maxsplit=1)[0]
        tail = "" if tail.startswith(tuple(OPEN)) else tail  # 受理62件、审结50件: it tells of the next quantity
        yield Told(quantity, sentence, start, lead, tail, trail.subjects(index, quantity, tail), paragraph=trail.paragraph_starts[index])


def tells(sentence: Sentence) -> bool:
    """Whether a sentence tells of what was done or is."""
    return sentence.role in TOLD and not sentence.heading


def without_titles(text: str) -> str:
    """`text` without the titles in it."""
    return _TITLE.sub("", text) if "《" in text else text


def _hidden(report: Report) -> Callable[[int], bool]:
    """Tells whether a position stands in a title or in a short quotation, where numbers count nothing."""
    titles = [match.span() for match in _TITLE.finditer(report.text)]
    quoted = [match.span() for match in _QUOTED.finditer(report.document.text)]
    title_starts, quote_starts = [start for start, _ in titles], [start for start, _ in quoted]

    def hidden(position: int) -> bool:
        index = bisect_right(title_starts, position) - 1
        if index >= 0 and position < titles[index][1]:
            return True
        original = to_original(report.offsets, position)
        index = bisect_right(quote_starts, original) - 1
        return index >= 0 and original < quoted[index][1]

    return hidden


class _Trail:
    """What the text speaks of, paragraph by paragraph."""

    def __init__(self, report: Report, rules: CompiledFacts) -> None:
        self.places, self.names = rules.mentions(report.text)
        self.paragraph_starts: list[int] = []  # by sentence
        self.headings: list[tuple[int, int] | None] = []  # the heading above, by sentence
        paragraph, begin, heading = -1, 0, None
        for sentence in report.sentences:
            if sentence.paragraph != paragraph:
                paragraph, begin = sentence.paragraph, sentence.start
            if sentence.heading:
                heading = (sentence.start, sentence.end)
            self.paragraph_starts.append(begin)
            self.headings.append(heading)

    def subjects(self, index: int, quantity: Quantity, tail: str) -> tuple[str, ...]:
        """The subjects named in the tail, then before the quantity in its paragraph, latest first, then in the heading above it."""
        own = self._between(quantity.end, quantity.end + len(tail))
        before = self._between(self.paragraph_starts[index], quantity.start)
        heading = self.headings[index]
        above = self._between(*heading) if heading else []
        return tuple(dict.fromkeys([*own, *reversed(before), *reversed(above)]))

    def _between(self, start: int, end: int) -> list[str]:
        return self.names[bisect_left(self.places, start) : bisect_left(self.places, end)]

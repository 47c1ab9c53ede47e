"""The figures of a paragraph in their order, with the text between them: what the checks look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from checker.arithmetic.intervals import Range, range_of
from checker.facts import Told
from checker.model import Report

POINTS = ("个百分点", "百分点")

_STOP = re.compile("[。!?\n]")
_CLAUSE = re.compile("[,。;:!?\n]")
_CASES = frozenset(("件", "起", "宗", "案", "例", "桩", "件次", "宗次"))
_HEADS = frozenset(("人", "名", "位", "人次", "名次"))
_KINDS = frozenset(("个", "个方面"))
_LONG_CLAUSE = 200  # characters; no clause is looked at further back
_REACH = 8  # figures before one that it may belong with


@dataclass(frozen=True, slots=True)
class Line:
    """`figures`: those of one paragraph. `gaps`: the text before each, from the figure before or the beginning of its sentence."""

    text: str
    figures: Sequence[Told]
    gaps: Sequence[str]

    def between(self, first: int, last: int) -> str:
        """The text between two figures."""
        return self.text[self.figures[first].quantity.end : self.figures[last].quantity.start]

    def clause(self, index: int) -> str:
        """The words before a figure in its clause, figures included."""
        told = self.figures[index]
        return _CLAUSE.split(self.text[max(told.sentence.start, told.quantity.start - _LONG_CLAUSE) : told.quantity.start])[-1]

    def after(self, index: int, reach: int = 16) -> str:
        """The text behind a figure, up to the next one."""
        end = self.figures[index].quantity.end
        next_ = self.figures[index + 1].quantity.start if index + 1 < len(self.figures) else end + reach
        return self.text[end : min(next_, end + reach)]

    def kin_before(self, index: int, sentences: int = 1) -> Iterator[int]:
        """The figures before one that count the same, nearest first, from its sentence and so many full stops before."""
        for earlier in range(index - 1, max(-1, index - 1 - _REACH), -1):
            if len(_STOP.findall(self.between(earlier, index))) > sentences:
                return
            if kin(self.figures[earlier], self.figures[index]):
                yield earlier


def lines(figures: Sequence[Told], report: Report) -> Iterator[Line]:
    """The paragraphs that hold figures."""
    for _, group in groupby(figures, key=lambda told: told.sentence.paragraph):
        own = list(group)
        ends = [own[0].sentence.start, *(told.quantity.end for told in own[:-1])]
        gaps = [report.text[end : told.quantity.start] for end, told in zip(ends, own, strict=True)]
        yield Line(report.text, own, gaps)


def kin(one: Told, other: Told) -> bool:
    """Whether two figures count the same things."""
    first, second = one.quantity.unit, other.quantity.unit
    return first == second or {first, second} <= _KINDS or {first, second} <= _CASES or {first, second} <= _HEADS


def words_of(told: Told) -> str:
    """What is said of a figure, before and behind it."""
    return told.lead + told.tail


def is_told(told: Told) -> bool:
    """A number told as it is, with a unit; 1.6万 is one."""
    quantity = told.quantity
    return bool(quantity.unit) and quantity.bound == "" and quantity.high is None


def total_of(parts: Sequence[Told]) -> Range:
    """What the parts add up to, as far as they are written out."""
    ranges = [range_of(part.quantity) for part in parts]
    return Range(sum((one.low for one in ranges), Decimal(0)), sum((one.high or one.low for one in ranges), Decimal(0)))


def agree(one: Range, other: Range) -> bool:
    """Whether two ranges have something in common."""
    return (other.high is None or one.low <= other.high) and (one.high is None or other.low <= one.high)

"""Where one paragraph ends and the next begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.reading.page.joining import unit_width
from checker.reading.page.margins import Margins, Usual
from checker.reading.page.numbering import is_numbered
from checker.reading.page.places import Line

_INDENT = 1.2  # em: a first line is indented at least so far
_DEEP = 5.0  # em: and no further
_WIDEST_WORD = 6.0  # em: a line ends at most so early because what follows may not be parted
_WIDE_WAY = 1.3  # times the usual way from line to line: a gap
_TITLE_WAY = 2.4  # em from line to line in a title, at most
_LARGE = 1.05  # times the body's size

_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’）)》」』】]*$")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]$|——")
_DATE = re.compile(r"[（(]?[\d〇零一二三四五六七八九十Oo○]{2,4}年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?[)）]?$")


class Placed(NamedTuple):
    """A line with its page's number and margins."""

    line: Line
    page: int
    margins: Margins

    @property
    def indent(self) -> float:
        """From the margin, in em."""
        return (self.line.left - self.margins.left) / self.line.size

    @property
    def shortfall(self) -> float:
        """What is left free up to the margin, in em."""
        return (self.margins.right - self.line.right) / self.line.size

    @property
    def width(self) -> float:
        return (self.line.right - self.line.left) / self.line.size


class Run(NamedTuple):
    """Three lines in a row, of which `above` and `below` may be of one paragraph.

    `first`: `above` begins its paragraph. `opening`: no paragraph of more than a line has come yet.
    """

    above: Placed
    below: Placed
    after: Placed | None
    first: bool
    opening: bool


def goes_on(run: Run, usual: Usual) -> bool:
    """Whether `below` continues the paragraph of `above`."""
    above, below = run.above, run.below
    if not _alike(above.line, below.line, usual):
        return False
    if _centred(above, run, usual) or _centred(below, run, usual):
        return _one_title(run, usual)
    if _gap(above, below, usual) or not (_fills(above, below, usual) or _breaks_early(above, below, usual)):
        return False
    if below.indent >= _INDENT:
        return _goes_on_indented(run, usual)
    if above.indent > _DEEP and above.width < above.margins.width / above.line.size / 2:
        return False  # a signature, a date
    if is_numbered(below.line.text) and _ends_sentence(above):
        return usual.indented and not usual.numbers_left
    return True


def _alike(one: Line, other: Line, usual: Usual) -> bool:
    return abs(one.size - other.size) <= max(0.08, 4 * usual.uneven) * max(one.size, other.size)


def _gap(above: Placed, below: Placed, usual: Usual) -> bool:
    if above.page != below.page:
        return False
    way = below.line.middle - above.line.middle
    return way <= 0 or way > _WIDE_WAY * usual.way * max(above.line.size, usual.size)


def _fills(above: Placed, below: Placed, usual: Usual) -> bool:
    """Whether what `below` begins with had no room left in the line of `above`."""
    room = above.shortfall
    if above.margins.justified and room > 0.75 and not usual.uneven:
        return room < unit_width(below.line.text) - 0.75
    needed = unit_width(below.line.text)
    if _ends_sentence(above) and not usual.indented:
        return room < needed - 0.02
    return room < needed + 0.3 + 10 * usual.uneven


def _breaks_early(above: Placed, below: Placed, usual: Usual) -> bool:
    """Where paragraphs are indented, whether `above` just ends before a word too wide for its line: `below` would be indented else."""
    open_ = not _ends_sentence(above) and above.shortfall < _WIDEST_WORD
    return usual.indented and open_ and below.indent < _INDENT and not is_numbered(below.line.text)


def _ends_sentence(placed: Placed) -> bool:
    return _SENTENCE_END.search(placed.line.text) is not None


def _goes_on_indented(run: Run, usual: Usual) -> bool:
    """`below` is indented and `above` is full: the first line of a paragraph, or one of an indented block?"""
    above, below, after = run.above, run.below, run.after
    if is_numbered(below.line.text) or _ends_sentence(above) or below.indent > _DEEP + 3:
        return False
    hanging = run.first and is_numbered(above.line.text) and below.indent > above.indent + 0.5
    if hanging and usual.indented and above.indent >= _INDENT:
        return True  # further in than a paragraph begins
    if below.shortfall < 1 and after is not None:
        return abs(after.indent - below.indent) < 0.5 and _alike(below.line, after.line, usual) and not is_numbered(after.line.text)
    return hanging or not run.first or not usual.indented


def _centred(placed: Placed, run: Run, usual: Usual) -> bool:
    """Whether a line was put in the middle; one of the body's size that seems so further down just ends there."""
    left, right = placed.indent, placed.shortfall
    if min(left, right) < 1.5 or abs(left - right) > 1.0:
        return False
    return placed.line.size > _LARGE * usual.size or (run.opening and abs(left - 2) > 0.3)


def _one_title(run: Run, usual: Usual) -> bool:
    """Whether two lines of which one at least stands in the middle are one title."""
    above, below = run.above, run.below
    large = above.line.size > _LARGE * usual.size
    middles = [(one.indent - one.shortfall) / 2 for one in (above, below)]
    if above.page != below.page or max(map(abs, middles)) > 0.8 or not (large or run.opening):
        return False
    if _DATE.match(below.line.text) or _BRACKETED.match(below.line.text) or is_numbered(below.line.text) or _ends_sentence(above):
        return False
    return 0 < below.line.middle - above.line.middle <= _TITLE_WAY * above.line.size

"""Footnotes: small print at the foot of a page, under a rule or beginning with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.reading.page.joining import joined
from checker.reading.page.places import Line, Page, Row, rows_of

_SMALL = 0.88  # times the body's size, at most
_LOW = 0.5  # of the page's height: footnotes stand below
_SHORT = 0.5  # of the page's width: the rule above footnotes is shorter, that of a table longer
_MARK = re.compile(r"[①-⑳⓪❶-❿*＊†‡※]|[\[【〔(（]\d{1,3}[\]】〕)）]|\d{1,3}(?![\d.．、年月日%])")


def parted(page: Page, size: float) -> tuple[Page, tuple[str, ...]]:
    """The page without its footnotes, and their texts. `size`: that of the body's letters."""
    rows = rows_of(page.lines)
    start = len(rows)
    while start and _can_be_note(rows[start - 1][0], page, size):
        start -= 1
    if not 0 < start < len(rows):
        return page, ()
    start = _first_marked(page, [row[0] for row in rows], start)
    if start == len(rows):
        return page, ()
    body = tuple(line for row in rows[:start] for line in row)
    return page._replace(lines=body), _texts(rows[start:], size)


def _can_be_note(line: Line, page: Page, size: float) -> bool:
    """Small print far down, and in no table."""
    if line.size > _SMALL * size or line.middle < _LOW * page.height:
        return False
    return not any(rule.upright and rule.top < line.middle < rule.bottom for rule in page.rules)


def _first_marked(page: Page, rows: Sequence[Line], start: int) -> int:
    """The first row of the small print from which on it is footnotes; the number of rows if it is none."""
    top, bottom = rows[start - 1].middle, rows[start].middle
    below = [rule for rule in page.rules if not rule.upright and rule.top > top]
    if len(below) == 1 and below[0].top < bottom and below[0].right - below[0].left < _SHORT * page.width:
        return start
    return next((index for index in range(start, len(rows)) if _MARK.match(rows[index].text)), len(rows))


def _texts(rows: Sequence[Row], size: float) -> tuple[str, ...]:
    """One text for each footnote: a new one begins with a mark, or after a line that is not full."""
    right = max(row[-1].right for row in rows)
    texts: list[str] = []
    full = False
    for row in rows:
        text = " ".join(line.text for line in row)
        if full and not _MARK.match(text):
            texts[-1] = joined(texts[-1], text)
        else:
            texts.append(text)
        full = right - row[-1].right < 2 * size
    return tuple(texts)

"""Two lines of one paragraph put together."""

from __future__ import annotations

import re

CLOSING = "，。、；：？！）》」』】〕〉”’…—％%℃,.;:?!)]}"  # signs that begin no line

_OPENING = "（《「『【〔〈“‘([{"
# What a line end does not part: openings with what they open, a word or number, and the closings after it.
_UNIT = re.compile(rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9.,:/%+\-]+|——|……|.)[{re.escape(CLOSING)}]*")

_WORD_END = re.compile(r"[A-Za-z0-9]$|[A-Za-z][,.;:!?%)\]'\"]+$")
_WORD_START = re.compile(r"[A-Za-z0-9(\[]")
_HYPHENATED = re.compile(r"[a-z]-$")


def joined(first: str, second: str) -> str:
    """`first` and what follows it in the next line; a space only between words of Latin script."""
    if _HYPHENATED.search(first) and "a" <= second[:1] <= "z":
        return first[:-1] + second
    if first[-1:].isdigit() and second[:1].isdigit():  # a number too long for its line
        return first + second
    between = " " if _WORD_END.search(first) and _WORD_START.match(second) else ""
    return first + between + second


def unit_width(text: str) -> float:
    """The width in em of what has to stand together at the start of `text`."""
    found = _UNIT.match(text)
    return sum(0.5 if char.isascii() else 1.0 for char in found[0]) if found else 1.0

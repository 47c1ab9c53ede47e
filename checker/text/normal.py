"""Normalisation with a way back to the original.

NFKC (full-width forms become half-width, Chinese ，；：？！（） become ,;:?!()), radicals made the characters that they
look like, quotation marks and white space dropped, lines that were only wrapped joined again. Paragraphs of the result
are separated by one "\\n"; none is empty.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from checker.text.radicals import LOOKALIKES, unified


class Normalised(NamedTuple):
    """`text`, and `offsets` = (positions in `text`, positions in the original): between two entries both run on evenly."""

    text: str
    offsets: tuple[tuple[int, ...], tuple[int, ...]]


# What is not one plain character each way: dropped, or replaced by several. One class, because `re` is quick on that.
_QUOTES = "“”‘’\"'「」『』〝〞„‟`´\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f"
_LONGER = "…‥⑴-⒛⒜-⒵Ⅰ-ⅿ㈀-㉇㉐-㉟㋀-㍰㍱-㏿℀-⅋¼-¾ﬀ-ﬆ﷼"
_SPECIAL = re.compile(rf"[\s{_QUOTES}{_LONGER}]+")
_DROPPED = re.compile(rf"[\s{_QUOTES}]+")
_PART = re.compile(rf"[\s{_QUOTES}]+|.", re.DOTALL)
_EVERY = re.compile(r"\s+|.", re.DOTALL)
_LINE_END = re.compile(r"\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")  # as str.splitlines has it; Word leaves \v
_ALWAYS_DROPPED = frozenset("“”‘’ 　")  # the usual ones, told quickly
# What may join the character before it, or change places with it: marks, and the scripts that are full of them. Where there
# is none, characters can only grow, so a text as long as before is the same character by character.
_JOINS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a"
    "\u3131-\u318e\ua66f-\uabff\ud7b0-\ud7ff\ufb1e\ufe20-\ufe2f\uff9e-\uffdc\U00010000-\U0001efff\U000e0000-\U000effff"
)
_JOINING = re.compile(f"[{_JOINS}]")
_UNUSUAL = re.compile(f"[{_JOINS}{LOOKALIKES}]")


def normalise(text: str) -> Normalised:
    """Normalise `text`. `to_original` maps positions of the result back to positions of `text`."""
    if _UNUSUAL.search(text):
        text = unified(text)  # one for one, so positions stay
        if _JOINING.search(text):
            return _assemble(text, _EVERY)
    result = _assemble(text, _SPECIAL)
    plain = unicodedata.normalize("NFKC", result.text)
    if len(plain) != len(result.text) or " " in plain:
        return _assemble(text, _EVERY)
    return Normalised(plain, result.offsets)


def _assemble(text: str, special: re.Pattern[str]) -> Normalised:
    """Copy what lies between the matches of `special`; drop, replace or keep as a paragraph end what it matches."""
    wrapped = wrapped_line_ends(text)
    pieces: list[str] = []
    here, there = [0], [0]
    length = last = 0
    for match in special.finditer(text):
        start, end = match.span()
        if start > last:
            pieces.append(text[last:start])
            length += start - last
        last = end
        for position, replaced in _replacements(match.group(), start, wrapped):
            if replaced != "\n" or (length and pieces[-1] != "\n"):
                here.append(length)
                there.append(position)
                pieces.append(replaced)
                length += 1
        here.append(length)
        there.append(end)
    pieces.append(text[last:])
    if pieces[-1] == "" and len(pieces) > 1 and pieces[-2] == "\n":
        del pieces[-2:]
    return Normalised("".join(pieces), (tuple(here), tuple(there)))


def _replacements(run: str, start: int, wrapped: frozenset[int]) -> Iterator[tuple[int, str]]:
    """The characters that stand for those of `run`, each with the original position it comes from."""
    if run in _ALWAYS_DROPPED:
        return
    for part in _PART.finditer(run):
        position = start + part.start()
        if not _DROPPED.match(part.group()):
            for replaced in unicodedata.normalize("NFKC", part.group()):
                if not replaced.isspace():
                    yield position, replaced
        elif (ends := [position + end.start() for end in _LINE_END.finditer(part.group())]) and not (
            len(ends) == 1 and ends[0] in wrapped
        ):
            yield ends[0], "\n"


def to_original(offsets: tuple[tuple[int, ...], tuple[int, ...]], position: int) -> int:
    """The original position of the character at `position` of the normalised text; for a span there is `original_span`."""
    here, there = offsets
    index = bisect_right(here, position) - 1
    return there[index] + position - here[index]


def original_span(offsets: tuple[tuple[int, ...], tuple[int, ...]], start: int, end: int) -> tuple[int, int]:
    """The span of the original behind a span of the normalised text that is not empty: to the end of its last character."""
    return to_original(offsets, start), to_original(offsets, end - 1) + 1


def wrapped_line_ends(text: str) -> frozenset[int]:
    """Positions of line ends that only wrap a paragraph (of the "\\r" where a line ends in "\\r\\n").

    A text counts as wrapped when no line is longer than a page is wide and most lines are about equally long and stop
    in the middle of a sentence. Only full lines are joined to the next one, and never to one that starts like a heading.
    """
    lines = text.splitlines(keepends=True)
    if len(lines) < 8 or sum(len(line) > 90 for line in lines) > 2:
        return frozenset()
    widths = [_width(line.strip()) for line in lines]
    shown = sorted(width for width in widths if width)
    if len(shown) < 8 or not 30 <= (full := shown[int(len(shown) * 0.8)]) <= 130:
        return frozenset()
    ends = set()
    position = 0
    for line, width, following in zip(lines, widths, [*lines[1:], ""], strict=True):
        if abs(width - full) <= 6 and _is_open(line) and following.strip() and not _HEADING_START.match(following.strip()):
            ends.add(position + len(line.rstrip("\r\n")))
        position += len(line)
    return frozenset(ends) if len(ends) >= 0.4 * len(shown) else frozenset()


_HEADING_START = re.compile(
    r"第[一二三四五六七八九十]+[部章节]|[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．]\D"
)


def _is_open(line: str) -> bool:
    """The line stops where no paragraph would."""
    return line.strip()[-1:] not in "。!?！？;；:："


def _width(line: str) -> int:
    """Columns that a line takes, Han characters being two wide."""
    return len(line.encode("gb18030", "replace")) if line.isascii() or len(line) < 200 else 2 * len(line)

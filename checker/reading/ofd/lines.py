"""Characters at places → printed lines. OFD places every character, in any order and cut into objects in any way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.reading.ofd.page import Glyph, is_wide
from checker.reading.page.layout import Line, Page
from checker.text.radicals import unified

_OFF_PAGE = 2.0  # mm; what stands farther outside is not printed
_ASCENT = 0.88  # of a Han character's height, above the baseline
_SAME_LINE = 0.5  # of the size: baselines so close are one line's; a note's raised number lies within
_OVERPRINT = 0.3  # of the size: the same character again, so close, makes it bold
_COLUMN_GAP = 2.0  # of the size, between Han characters: that of columns; all smaller ones are letter-spacing
_WORD_GAP, _LETTER_GAP = 0.6, 1.2  # the same beside a Latin character, between two TextCodes and inside one


def page_of(glyphs: Sequence[Glyph], width: float, height: float) -> Page:
    """A page, read the way most of its text is turned; text turned otherwise is left out."""
    turns = Counter(glyph.turn for glyph in glyphs if not glyph.char.isspace())
    turn = turns.most_common(1)[0][0] if turns else 0
    upright = [_turned(glyph, width, height) for glyph in glyphs if glyph.turn == turn]
    if turn % 2:
        width, height = height, width
    inside = (g for g in upright if -_OFF_PAGE <= g.x <= width + _OFF_PAGE and -_OFF_PAGE <= g.y <= height + _OFF_PAGE)
    lines = (_line(group) for group in _groups(sorted(inside, key=lambda glyph: glyph.y)))
    return Page(width, height, tuple(line for line in lines if line.text))


def _turned(glyph: Glyph, width: float, height: float) -> Glyph:
    """A character where it is once its page is turned so that it stands upright."""
    places = (
        (glyph.x, glyph.y),
        (glyph.y, width - glyph.x),
        (width - glyph.x, height - glyph.y),
        (height - glyph.y, glyph.x),
    )
    x, y = places[glyph.turn]
    return glyph._replace(x=x, y=y)


def _groups(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters of each line; `glyphs` go downwards. A line is where its largest character stands."""
    group: list[Glyph] = []
    largest = None
    for glyph in glyphs:
        if largest is None or glyph.y - largest.y > _SAME_LINE * max(largest.size, glyph.size):
            if group:
                yield group
            group, largest = [], glyph
        group.append(glyph)
        if glyph.size > largest.size:
            largest = glyph
    if group:
        yield group


def _line(group: list[Glyph]) -> Line:
    glyphs: list[Glyph] = []
    for glyph in sorted(group, key=lambda glyph: glyph.x):
        if not any(_overprinted(other, glyph) for other in glyphs[-2:]):
            glyphs.append(glyph)
    text = "".join(
        (" " if index and _apart(glyphs[index - 1], glyph) else "") + glyph.char for index, glyph in enumerate(glyphs)
    )
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()] or glyphs
    sizes = Counter(glyph.size for glyph in inked)
    size = sizes.most_common(1)[0][0]
    baseline = next(glyph.y for glyph in inked if glyph.size == size)
    top = baseline - _ASCENT * size
    return Line(unified(text.strip()), inked[0].x, top, inked[-1].x + inked[-1].width, top + size, size)


def _overprinted(first: Glyph, second: Glyph) -> bool:
    near = _OVERPRINT * first.size
    return (
        first.char == second.char
        and first.code != second.code
        and second.x - first.x < near
        and abs(first.y - second.y) < near
    )


def _apart(left: Glyph, right: Glyph) -> bool:
    """Whether a gap between two characters is a space to the reader."""
    if left.char.isspace() or right.char.isspace():
        return False
    gap = (right.x - left.x - left.width) / max(left.size, right.size)
    if is_wide(left.char) and is_wide(right.char):
        return gap > _COLUMN_GAP
    return gap > (_LETTER_GAP if left.code == right.code else _WORD_GAP)

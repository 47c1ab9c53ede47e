"""Single characters at places on a page → its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.reading.page.places import Line, Rule
from checker.text.radicals import unified

_APART = 1.5  # em: a gap from here on parts a line into pieces
_SAME_BAND = 0.3  # em: baselines this near are one line's
_RAISED = 0.55  # em: marks above and below a line stand this near to it …
_SMALL = 0.9  # … and are of this size at most, of the line's
_RISE = 0.88  # em: a Han character's top above the baseline; the rest of it hangs below

_DROPPED = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_LIGATURES = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_CLEAN = _DROPPED | _LIGATURES


class Glyph(NamedTuple):
    """A drawn character. `y` is its baseline; `spaced`: a space comes before it in the file."""

    char: str
    x: float
    y: float
    right: float
    size: float
    spaced: bool


def is_wide(char: str) -> bool:
    """Whether `char` belongs to Chinese text, where spaces mean nothing."""
    return char >= "\u2e80" or char in "“”‘’—…·、。"


def lines_of(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> tuple[Line, ...]:
    """The lines of a page from top to bottom, their pieces from left to right; upright rules part a line."""
    uprights = [rule for rule in rules if rule.upright]
    found = []
    for band in _bands(glyphs):
        for piece in _pieces(_once(sorted(band, key=lambda glyph: glyph.x)), uprights):
            line = _line(piece)
            if line.text:
                found.append(line)
    return tuple(found)


def _bands(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    bands: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if bands and glyph.y - bands[-1][0].y <= _SAME_BAND * min(glyph.size, bands[-1][0].size):
            bands[-1].append(glyph)
        else:
            bands.append([glyph])
    return _with_marks(bands)


def _with_marks(bands: list[list[Glyph]]) -> list[list[Glyph]]:
    """Bands of small marks go to the line that they stand in."""
    sizes = [max(glyph.size for glyph in band) for band in bands]
    kept: list[list[Glyph]] = []
    waiting: list[Glyph] = []
    for index, band in enumerate(bands):
        below = index + 1 < len(bands) and _is_mark(band, sizes[index], bands[index + 1], sizes[index + 1])
        above = bool(kept) and _is_mark(band, sizes[index], bands[index - 1], sizes[index - 1])
        if below:
            waiting += band
        elif above:
            kept[-1] += band
        else:
            kept.append(waiting + band)
            waiting = []
    if waiting:
        kept.append(waiting)
    return kept


def _is_mark(band: list[Glyph], size: float, line: list[Glyph], line_size: float) -> bool:
    if size > _SMALL * line_size or abs(band[0].y - line[0].y) > _RAISED * line_size:
        return False
    left, right = min(glyph.x for glyph in line) - line_size, max(glyph.right for glyph in line) + line_size
    return all(left <= glyph.x <= right for glyph in band)


def _once(band: list[Glyph]) -> list[Glyph]:
    """Without the second drawing of letters that are made bold by drawing them twice, a little apart."""
    kept: list[Glyph] = []
    for glyph in band:
        for earlier in reversed(kept[-8:]):
            apart = glyph.x - earlier.x
            if apart > 0.25 * glyph.size:
                kept.append(glyph)
                break
            if earlier.char == glyph.char and (apart < 0.1 * glyph.size or is_wide(glyph.char)):
                break
        else:
            kept.append(glyph)
    return kept


def _pieces(band: list[Glyph], uprights: list[Rule]) -> Iterator[list[Glyph]]:
    middle = band[0].y - band[0].size * (_RISE - 0.5)
    walls = sorted(rule.left for rule in uprights if rule.top <= middle <= rule.bottom)
    start, wall = 0, 0
    for index in range(1, len(band)):
        before, glyph = band[index - 1], band[index]
        centre = (glyph.x + glyph.right) / 2
        crossed = False
        while wall < len(walls) and walls[wall] < centre:
            crossed = crossed or walls[wall] > (before.x + before.right) / 2
            wall += 1
        if crossed or glyph.x - before.right > _APART * max(glyph.size, before.size):
            yield band[start:index]
            start = index
    yield band[start:]


def _line(piece: list[Glyph]) -> Line:
    size, base = Counter((glyph.size, glyph.y) for glyph in piece).most_common(1)[0][0]
    left, right = piece[0].x, max(glyph.right for glyph in piece)
    return Line(_text(piece), left, base - _RISE * size, right, base + (1 - _RISE) * size, size)


def _text(piece: list[Glyph]) -> str:
    """The piece's characters; a space only between two that are not Chinese."""
    parts = [piece[0].char]
    for before, glyph in pairwise(piece):
        if glyph.spaced and not is_wide(glyph.char) and not is_wide(before.char):
            parts.append(" ")
        parts.append(glyph.char)
    return unified("".join(parts).translate(_CLEAN)).strip()

"""One page of a PDF through PDFium's plain interface: its letters, rules and images.

PDFium's places count from the lower left corner of the page's own space, before it is turned for viewing. Here a page
is turned the way its text runs, whatever way that is shown.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from checker.reading.page.places import Page, Rule
from checker.reading.pdf.glyphs import Glyph, lines_of

_MAX_OBJECTS = 20_000  # drawn things of a page that are looked at
_MAX_DEPTH = 4  # of groups within groups
_MAX_SEGMENTS = 200  # of one drawn path; more are a picture
_THIN = 3.0  # points: the thickness of a rule, at most
_LONG = 6.0  # points: its length, at least
_HYPHENS = {0x02, 0xFFFE}  # what PDFium puts for a hyphen at a line end
_INVISIBLE = 3  # text render mode

_Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]  # left, bottom, right, top
_Turn = Callable[[float, float], tuple[float, float]]


class Drawn(NamedTuple):
    """What a page shows besides its letters.

    `covered`: share of the page that its largest image takes. `hidden`: share of the text on a page so covered that is invisible.
    """

    rules: tuple[Rule, ...]
    covered: float
    paths: int
    hidden: float


class Letters(NamedTuple):
    """A page's letters: `total` of them, `legible` of those that mean something, and the Han characters among them.

    `slanting`: letters left out because they run across the page, as a watermark does.
    """

    page: Page
    total: int
    legible: int
    han: int
    slanting: int


# A letter in the page's own space: the character, where it starts and ends, its size, whether a space comes before it,
# and the way that its line runs in quarter turns (None = aslant). Made a thousand times a page: a plain tuple is quickest.
_Letter = tuple[str, float, float, float, float, float, bool, int | None]


def read_page(page: pypdfium2.PdfPage, limit: int) -> tuple[Letters, Drawn]:
    """The letters of a page and what else is drawn on it. Raises OverflowError when there are more than `limit` letters."""
    box = page.get_bbox()
    letters = _letters(page, limit)
    headings = Counter(letter[-1] for letter in letters if letter[-1] is not None)
    heading = headings.most_common(1)[0][0] if headings else page.get_rotation() // 90
    turn = _turn(box, heading)
    drawn = _drawn(page, box, turn)
    glyphs = _glyphs(letters, box, turn, heading)
    width, height = box[2] - box[0], box[3] - box[1]
    if heading % 2:
        width, height = height, width
    legible = sum(map(_is_legible, (glyph.char for glyph in glyphs)))
    han = sum("\u2e80" <= glyph.char <= "\u9fff" or glyph.char >= "\U00020000" for glyph in glyphs)
    aslant = sum(letter[-1] != heading for letter in letters)
    return Letters(Page(width, height, lines_of(glyphs, drawn.rules), drawn.rules), len(glyphs), legible, han, aslant), drawn


def _glyphs(letters: list[_Letter], box: _Box, turn: _Turn, heading: int) -> list[Glyph]:
    """The letters that run level and can be seen on the page, at their places."""
    left, bottom, right, top = box
    if heading:
        return [
            Glyph(char, *turn(x, y), turn(end_x, end_y)[0], size, spaced)
            for char, x, y, end_x, end_y, size, spaced, way in letters
            if way == heading and left - size < x < right + size and bottom - size < y < top + size
        ]
    return [
        Glyph(char, x - left, top - y, end - left, size, spaced)
        for char, x, y, end, _, size, spaced, way in letters
        if way == 0 and left - size < x < right and bottom - size < y < top
    ]


def _is_legible(char: str) -> bool:
    """Whether `char` can stand in a Chinese report: Han, ASCII, signs. A broken text layer is of other things."""
    return " " < char < "\x7f" or "\u2000" <= char < "\ue000" or "\uf900" <= char < "\ufff0" or char >= "\U00020000" or char in "·×÷°±§"


def _turn(box: _Box, heading: int) -> _Turn:
    """From the page's own space to places from the top left corner when its text runs level."""
    left, bottom, right, top = box
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[heading]


def _letters(page: pypdfium2.PdfPage, limit: int) -> list[_Letter]:
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text.raw)
        if count > limit:
            raise OverflowError
        return _each(text.raw, count)
    finally:
        text.close()


def _each(text: Any, count: int) -> list[_Letter]:
    """The letters of a text page in the order of the file. One call of PDFium takes about a microsecond."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    x_at, y_at, box_at = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    origin, size_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetFontSize
    letters: list[_Letter] = []
    spaced, run = False, _Run(0, 0, 1, 0, 0, 0)
    for index, char in enumerate(_characters(text, count)):
        if not char:
            continue
        if char.isspace():
            spaced = True
            continue
        origin(text, index, x_at, y_at)
        left, level, points = x.value, y.value, size_of(text, index)
        if run.points != points or run.level != level:
            run = _run(text, index, points, level)
        if char >= "\u2e80" or run.heading:
            end = left + run.across
        else:
            raw.FPDFText_GetLooseCharBox(text, index, box_at)
            end = max(left, box.right)
        letters.append((char, left, level, end, level + run.up, run.size, spaced, run.heading))
        spaced = False
    return letters


def _characters(text: Any, count: int) -> Iterator[str]:
    """The character at each index; "" where there is none. Where PDFium keeps halves of characters, at the second."""
    high = 0
    for code in _codes(text, count):
        if 0x20 < code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code <= 0x10FFFF:
            yield chr(code)
        elif code in _HYPHENS:
            yield "-"
        elif 0xDC00 <= code < 0xE000:
            yield chr(0x10000 + (high & 0x3FF) * 0x400 + (code & 0x3FF))
        else:
            high = code
            yield " " if 0 < code <= 0x20 else ""


def _codes(text: Any, count: int) -> Sequence[int] | Iterator[int]:
    """The code at each index: of all at once if each is one unit of UTF-16 and none is missing, else one by one."""
    units = (ctypes.c_ushort * (count + 1))()
    together = raw.FPDFText_GetText(text, 0, count, units) == count + 1
    if together and not any(0xD800 <= unit < 0xE000 for unit in units):
        return units[:count]
    return (raw.FPDFText_GetUnicode(text, index) for index in range(count))


class _Run(NamedTuple):
    """Letters in a row of one font size. `across`, `up`: from a full-width letter to the next."""

    points: float
    level: float
    size: float
    across: float
    up: float
    heading: int | None


_matrix = raw.FS_MATRIX()


def _run(text: Any, index: int, points: float, level: float) -> _Run:
    raw.FPDFText_GetMatrix(text, index, _matrix)
    across, up = _matrix.a * points, _matrix.b * points
    quarters = math.atan2(up, across) / (math.pi / 2)
    heading = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None
    size = math.hypot(_matrix.c, _matrix.d) * points
    return _Run(points, level, size or abs(points) or 1.0, across, up, heading)


def _drawn(page: pypdfium2.PdfPage, box: _Box, turn: _Turn) -> Drawn:
    rules: list[Rule] = []
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    covered, paths = 0.0, 0
    for item, kind, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _clipped(_bounds(item, matrix), box)
            covered = max(covered, max(0.0, right - left) * max(0.0, top - bottom) / area)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            rules += _rules(item, matrix, turn)
    return Drawn(tuple(rules), covered, paths, _hidden(page) if covered > 0.5 else 0.0)


def _hidden(page: pypdfium2.PdfPage) -> float:
    texts = [item for item, kind, _ in _objects(page) if kind == raw.FPDF_PAGEOBJ_TEXT]
    return sum(raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE for item in texts) / len(texts) if texts else 0.0


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[Any, int, _Matrix]]:
    """What is drawn on the page, groups opened, each with its kind and what places its space on the page."""
    plain: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left = _MAX_OBJECTS
    waiting = [(raw.FPDFPage_GetObject, page.raw, raw.FPDFPage_CountObjects(page.raw), plain, 0)]
    while waiting and left > 0:
        get, holder, count, matrix, depth = waiting.pop()
        for index in range(min(count, left)):
            item = get(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            left -= 1
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _times(_matrix_of(item), matrix)
                waiting.append((raw.FPDFFormObj_GetObject, item, raw.FPDFFormObj_CountObjects(item), inner, depth + 1))
            else:
                yield item, kind, matrix


def _matrix_of(item: Any) -> _Matrix:
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """First `one`, then `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _place(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: Any, matrix: _Matrix) -> _Box:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    corners = [_place(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _clipped(one: _Box, box: _Box) -> _Box:
    return max(one[0], box[0]), max(one[1], box[1]), min(one[2], box[2]), min(one[3], box[3])


def _rules(item: Any, matrix: _Matrix, turn: _Turn) -> Iterator[Rule]:
    """A thin path is a rule; of any other each straight stretch that runs level or upright."""
    left, bottom, right, top = _bounds(item, matrix)
    if min(right - left, top - bottom) <= _THIN:
        yield from _rule(turn(left, top), turn(right, bottom))
        return
    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MAX_SEGMENTS:
        return
    inner = _times(_matrix_of(item), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(*_place(x.value, y.value, inner))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(before, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, start)
        before = point


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """The rule between two points, drawn without thickness, if it is one."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if right - left <= _THIN and bottom - top >= _LONG:
        yield Rule((left + right) / 2, top, (left + right) / 2, bottom)
    elif bottom - top <= _THIN and right - left >= _LONG:
        yield Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)

"""Boxes with print in them → lines in reading order, in the characters that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from checker.reading.page.layout import Line, Page
from checker.reading.scan.recognise import Corners, extent
from checker.reading.scan.upright import Reading

_SURE = 0.5  # what scores less is dirt, or the edge of a picture
_LONG = 5  # a box so many times as wide as high shows how the page lies
_STEEPEST = 0.27  # radians, about 15°; what climbs more is no line of the text
_LETTERS = 6  # so many letters show their size
_BOX_HEIGHT = 1.15  # of a box in letters, where nothing shows it
_NEAR_SIZE, _NEAR_SIZE_SHORT = 0.12, 0.25  # sizes no farther apart are the same
_GAP = 1.5  # letters; what stands farther apart may be cells of a table, whose figures must not become one

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NEAR = f"[{_HAN}、。，；：！？“”‘’（）《》〈〉【】〔〕]"
_SPACES = re.compile(f"(?<={_NEAR}) +(?={_NEAR})")
_NARROW = re.compile(f"(?<=[{_HAN}])[,;:!?()]|[,;:!?()](?=[{_HAN}])")
_PAIR = re.compile("[(（]([^()（）]*)[)）]")
_WIDE = dict(zip(",;:!?()", "，；：！？（）", strict=True))
_DASH = re.compile("(?<=[0-9])一(?=[0-9])")  # 2021—2025: between figures no numeral one can stand
_HALF_BLANK_LEFT = "（《“‘〈【〔"  # signs whose place is half blank, on which side
_HALF_BLANK_RIGHT = "，。、；：！？）》”’〉】〕"


class _Box(NamedTuple):
    """A piece on the page laid straight."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def page_of(reading: Reading) -> Page:
    """The page with its lines, at the places where they would be had it lain straight."""
    boxes = _straight(reading)
    ratio = _box_height(boxes)
    rows = _rows(boxes)
    sizes = [median(box.height for box in row) / ratio for row in rows]
    usual = median(size for row, size in zip(rows, sizes, strict=True) for _ in _text(row)) if rows else 0.0
    lines = (line for row, size in zip(rows, sizes, strict=True) for line in _lines(row, _settled(row, size, usual)))
    return Page(reading.width, reading.height, tuple(lines))


def clean(text: str) -> str:
    """`text` without spaces between Han, its signs as wide as print has them next to Han: the engine confuses the two widths."""
    text = _DASH.sub("—", _SPACES.sub("", text.strip()))
    text = _NARROW.sub(lambda sign: _WIDE[sign.group()], text)
    return _PAIR.sub(lambda pair: pair[0] if pair[0][0] + pair[0][-1] == "()" else f"（{pair[1]}）", text)


def _straight(reading: Reading) -> list[_Box]:
    pieces = [piece for piece in reading.pieces if piece.score >= _SURE]
    slope = _slope(piece.corners for piece in pieces)
    turn = np.array([[np.cos(slope), -np.sin(slope)], [np.sin(slope), np.cos(slope)]])
    centre = np.array([reading.width / 2, reading.height / 2])
    boxes = []
    for piece in pieces:
        corners = (piece.corners - centre) @ turn + centre
        left, right = float(corners[:, 0].min()), float(corners[:, 0].max())
        top, bottom = float(corners[:2, 1].mean()), float(corners[2:, 1].mean())
        boxes.append(_Box(clean(piece.text), left, top, right, bottom))
    return boxes


def _slope(boxes: Iterable[Corners]) -> float:
    """How much the page leans, in radians, clockwise."""
    slopes = []
    for corners in boxes:
        width, height = extent(corners)
        along = corners[1] + corners[2] - corners[0] - corners[3]
        slope = float(np.arctan2(along[1], along[0]))
        if width > _LONG * height and abs(slope) < _STEEPEST:
            slopes.append(slope)
    return median(slopes) if slopes else 0.0


def _rows(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes of one line together, from left to right; lines from top to bottom."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        if rows and all(abs(box.middle - other.middle) < 0.5 * min(box.height, other.height) for other in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _settled(row: Sequence[_Box], size: float, usual: float) -> float:
    """The size of a row's letters: the page's usual one unless it is clearly another. Short boxes are less exact."""
    near = _NEAR_SIZE if _width(_text(row)) >= _LETTERS else _NEAR_SIZE_SHORT
    return usual if abs(size - usual) <= near * usual else size


def _text(row: Sequence[_Box]) -> str:
    return "".join(box.text for box in row)


def _lines(row: Sequence[_Box], size: float) -> Iterator[Line]:
    """The line that a row of boxes makes, or the pieces of it that stand wide apart."""
    top, bottom = min(box.top for box in row), max(box.bottom for box in row)
    parts: list[list[_Box]] = []
    for box in row:
        if parts and box.left - parts[-1][-1].right <= _GAP * size:
            parts[-1].append(box)
        else:
            parts.append([box])
    for part in parts:
        text = part[0].text
        for box in part[1:]:
            text = f"{text} {box.text}" if text[-1].isascii() and box.text[0].isascii() else text + box.text
        left = part[0].left - (size / 2 if text[0] in _HALF_BLANK_LEFT else 0)
        right = part[-1].right + (size / 2 if text[-1] in _HALF_BLANK_RIGHT else 0)
        yield Line(text, left, top, right, bottom, size)


def _box_height(boxes: Iterable[_Box]) -> float:
    """How high the page's boxes are, in letters."""
    ratios = [box.height * _width(box.text) / (box.right - box.left) for box in boxes if _width(box.text) >= _LETTERS]
    return median(ratios) if ratios else _BOX_HEIGHT


def _width(text: str) -> float:
    """How wide a line is, in Han characters."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)

"""Pages as they lie on the scanner: turned, in any size → their print as it stands on an upright page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from checker.reading.scan.lone_one import with_lone_ones
from checker.reading.scan.recognise import Corners, Ink, Piece, boxes_in, extent, read_boxes

# Longest side, in pixels: A4 at 170 dpi. Larger takes longer and finds no more, unless the print is small.
_SIDE = 2000
_FINE_SIDE = 3200  # more would take more than 2 GB of memory
_SMALL = 20  # boxes lower than this many pixels are looked for again, in a larger image …
_LEGIBLE = 36  # … where they come to this height
_LARGEST = 3.0  # but none is blown up more than so many times

_AT_ONCE = 60  # boxes read at once

_DOUBTFUL = 0.8  # a page the wrong way up stays below
_CERTAIN = 0.9
_LONG = 2.5  # an image so many times as high as wide is a screen shot of a whole web page …
_CUT = 1.5  # … and read in lengths of this proportion


class Reading(NamedTuple):
    """An upright page in pixels of its image, and the print on it."""

    width: int
    height: int
    pieces: tuple[Piece, ...]


def read_upright(ink: Ink, tell: Callable[[], None]) -> Reading:
    """The print of a page, whichever way up. `tell` is called before every step that takes seconds."""
    if ink.shape[0] > _LONG * ink.shape[1]:
        return _read_long(ink, tell)
    best = _read(ink, tell)
    for turn in _turns(best):
        other = _read(np.ascontiguousarray(np.rot90(ink, turn)), tell)
        best = max(best, other, key=_amount)
        if _sureness(other) >= _CERTAIN:
            break
    return best


def _turns(reading: Reading) -> tuple[int, ...]:
    """The quarter turns worth trying, the likeliest first."""
    if not reading.pieces or _sureness(reading) >= _DOUBTFUL:
        return ()
    return (1, 3, 2) if _lying([piece.corners for piece in reading.pieces]) else (2, 1, 3)


def _read(ink: Ink, tell: Callable[[], None]) -> Reading:
    """The print of a page taken to be upright. Of lines that lie only the places are told: reading them is of no use."""
    height, width = ink.shape
    longest = max(height, width)
    scale = min(1.0, _SIDE / longest)
    resized = _resized(ink, scale)
    tell()
    boxes = boxes_in(resized)
    letters = float(np.median([min(extent(box)) for box in boxes])) if boxes else _SMALL
    finer = min(scale * _LEGIBLE / letters, _FINE_SIDE / longest, _LARGEST)
    if letters < _SMALL and finer > scale:
        scale, resized = finer, _resized(ink, finer)
        tell()
        boxes = boxes_in(resized)
    if _lying(boxes):
        return Reading(width, height, tuple(Piece("", 0.0, box / scale) for box in boxes))
    pieces: list[Piece] = []
    for start in range(0, len(boxes), _AT_ONCE):
        tell()
        pieces += read_boxes(resized, boxes[start : start + _AT_ONCE])
    pieces = with_lone_ones(resized, pieces)
    return Reading(width, height, tuple(piece._replace(corners=piece.corners / scale) for piece in pieces))


def _read_long(ink: Ink, tell: Callable[[], None]) -> Reading:
    """The print of an image too long to be looked at in one, cut where least is printed."""
    height, width = ink.shape
    pieces: list[Piece] = []
    top = 0
    while top < height:
        bottom = _cut_between(ink, top + round(_CUT * width * 0.7), top + round(_CUT * width))
        shift = np.array([0, top], np.float32)
        pieces += (piece._replace(corners=piece.corners + shift) for piece in _read(ink[top:bottom], tell).pieces)
        top = bottom
    return Reading(width, height, tuple(pieces))


def _cut_between(ink: Ink, first: int, last: int) -> int:
    """The middle of the emptiest rows from `first` to `last`; the image's end if that comes sooner."""
    if last >= len(ink):
        return len(ink)
    contrast = np.ptp(ink[first:last], axis=1)
    empty = np.flatnonzero(contrast == contrast.min())
    return first + int(empty[len(empty) // 2])


def _resized(ink: Ink, scale: float) -> Ink:
    if scale == 1:
        return ink
    size = max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8)


def _lying(boxes: Sequence[Corners]) -> bool:
    """Whether most of the print runs down the page."""
    extents = [extent(box) for box in boxes]
    standing = sum(height for width, height in extents if height > width)
    return standing > sum(width for width, height in extents if width >= height)


def _amount(reading: Reading) -> float:
    """How much could be read, in letters."""
    return sum(piece.score * len(piece.text) for piece in reading.pieces)


def _sureness(reading: Reading) -> float:
    """The mean score of a letter, 0 to 1."""
    return _amount(reading) / max(1, sum(len(piece.text) for piece in reading.pieces))

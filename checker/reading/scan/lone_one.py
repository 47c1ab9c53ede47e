"""The “一、” before a heading: the engine, which takes a stroke standing alone for a rule, now and then finds the line only behind it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from checker.reading.scan.recognise import Corners, Ink, Piece, extent, level, read_boxes

_REACH = 2.3  # how far to look to the left, in heights of the box: two characters
_DARKER = 50  # than paper, of 255 shades
_STROKE, _FRAME = 0.4, 0.7  # heights of the box: a level stroke at least, an upright line of a table's frame


def with_lone_ones(ink: Ink, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces`, those from whose start “一、” was lost made whole again; nothing else is changed."""
    wider = {}
    for index, piece in enumerate(pieces):
        band = _before(piece.corners)
        if extent(band)[0] > extent(band)[1] and not _taken(band, pieces, index) and _holds_stroke(level(ink, band)):
            wider[index] = np.array([band[0], *piece.corners[1:3], band[3]], np.float32)
    whole = list(pieces)
    for index, box in wider.items():
        for piece in read_boxes(ink, [box]):
            if piece.text == "一、" + pieces[index].text.removeprefix("、"):
                whole[index] = piece
    return whole


def _before(corners: Corners) -> Corners:
    """The place to the left of a box, as high as the box, as far as the image goes."""
    width, height = extent(corners)
    room = max(0.0, float(min(corners[0, 0], corners[3, 0])))
    step = (corners[1] - corners[0]) * (min(_REACH * height, room) / max(width, 1))
    return np.array([corners[0] - step, corners[0], corners[3], corners[3] - step], np.float32)


def _taken(band: Corners, pieces: Sequence[Piece], own: int) -> bool:
    """Whether another box reaches into the middle of `band`."""
    left, right = band[:, 0].min(), band[:, 0].max()
    middle = band[:, 1].mean()
    others = (piece.corners for index, piece in enumerate(pieces) if index != own)
    return any(
        box[:, 0].min() < right and box[:, 0].max() > left and box[:, 1].min() < middle < box[:, 1].max()
        for box in others
    )


def _holds_stroke(place: Ink) -> bool:
    """Whether there is a level stroke and no frame."""
    height = len(place)
    soft = cv2.blur(place, (3, 3))
    dark = (soft < np.median(soft) - _DARKER).astype(np.uint8)
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(2, round(_STROKE * height))), np.uint8))
    frames = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((max(2, round(_FRAME * height)), 1), np.uint8))
    return bool(strokes.any()) and not frames.any()

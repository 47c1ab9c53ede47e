"""The engine that reads print off an image: started once in a process, silent, and never on the network.

Imported only after `components.require`.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import onnxruntime
import rapidocr
from numpy.typing import NDArray

from checker.reading.scan.components import no_start

Ink = NDArray[np.uint8]  # a page in shades of grey, rows first, 255 = paper
Corners = NDArray[np.float32]  # 4×2: top left, top right, bottom right, bottom left, x before y

_LEAST_SIDE = 736  # pixels: what is smaller the engine blows up until its letters are too large to be found
_MARGIN = 32  # pixels; print at an image's very edge is not always found
_LONGEST = 120  # times as wide as high: a rule, not a line of print, and reading it would take much memory
_MODELS = {"Det.model_path": "PP-OCRv6_det_small.onnx", "Rec.model_path": "PP-OCRv6_rec_small.onnx"}


class Piece(NamedTuple):
    """Print in one box. `score`: how sure the engine is of it, 0 to 1."""

    text: str
    score: float
    corners: Corners


@lru_cache(maxsize=1)
def engine() -> Any:
    """The engine, its models loaded. Raises RefusedError when it does not start."""
    models = Path(rapidocr.__file__).parent / "models"
    # Paths are given because a model not named by its path is fetched from the network when the file is not as expected.
    # Without `use_cls`: it turns upright lines over and so loses them.
    parameters = {name: str(models / file) for name, file in _MODELS.items()} | {
        "Global.use_cls": False,
        "Global.log_level": "critical",
        "Global.max_side_len": 100_000,  # whoever calls has chosen the size
        "EngineConfig.onnxruntime.intra_op_num_threads": _cores(),
    }
    try:
        onnxruntime.disable_telemetry_events()
        started = rapidocr.RapidOCR(params=parameters)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        started(np.full((64, 64), 255, np.uint8))  # models are loaded at first use
        started.recognize_txt([np.full((48, 48, 3), 255, np.uint8)])
    except Exception as error:  # what a broken installation raises cannot be foreseen
        raise no_start(error) from None
    return started


def boxes_in(ink: Ink) -> list[Corners]:
    """Where print stands."""
    down, across = (max(_MARGIN, _LEAST_SIDE - side) for side in ink.shape)
    page = cv2.copyMakeBorder(ink, _MARGIN, down, _MARGIN, across, cv2.BORDER_CONSTANT, value=float(np.median(ink)))
    found = engine()(page, use_det=True, use_rec=False).boxes
    boxes = [] if found is None else [np.asarray(box, np.float32) - _MARGIN for box in found]
    return [box for box in boxes if extent(box)[0] < _LONGEST * extent(box)[1]]


def read_boxes(ink: Ink, boxes: list[Corners]) -> list[Piece]:
    """What stands in `boxes`, in their order; those with nothing legible are left out."""
    if not boxes:
        return []
    read = engine().recognize_txt([cv2.cvtColor(level(ink, box), cv2.COLOR_GRAY2BGR) for box in boxes])
    pieces = (Piece(text, float(score), box) for text, score, box in zip(read.txts, read.scores, boxes, strict=True))
    return [piece for piece in pieces if piece.text.strip()]


def extent(corners: Corners) -> tuple[float, float]:
    """Width and height of a box, along its own edges."""
    top, right = corners[1] - corners[0], corners[2] - corners[1]
    return float(np.hypot(*top)), float(np.hypot(*right))


def level(ink: Ink, corners: Corners) -> Ink:
    """What is in a box, laid level. The engine's own way turns whatever is narrow by 90°, a lone figure of a table for instance."""
    width, height = (max(1, round(side)) for side in extent(corners))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    cut = cv2.warpPerspective(ink, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _cores() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows
    return len(affinity(0)) if affinity else os.cpu_count() or 1

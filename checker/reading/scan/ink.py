"""Images of every kind → shades of grey, without the seal."""

from __future__ import annotations

import struct
import warnings
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from PIL.Image import Resampling

from checker.reading.limits import MAX_IMAGE_PIXELS
from checker.reading.refused import RefusedError
from checker.reading.scan.recognise import Ink

DAMAGED = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error)
BROKEN_IMAGE = "图片已损坏或不完整，请重新扫描、拍照或导出后再检查。"
TOO_LARGE = f"图片超过 {MAX_IMAGE_PIXELS // 10_000} 万像素的上限，请按 200 dpi 重新扫描，或缩小后再检查。"

_SHORTEST_SIDE = 100  # pixels; less holds no line that can be read
_LONGEST = 60  # times the short side: a web page of a hundred screens as one picture
_SHORT_SIDE = 4000  # pixels: A4 at 480 dpi; nothing is gained by more

# A seal's ink: red by so much more than green and blue. Seals of offices measure 3.8 to 5 cm on a page of 21 cm; half of
# one may stand at the page's edge. Red letters, of the head or anywhere else, are lower or wider.
_REDDER = 45
_DARKEST_RED = 140.0  # 0 to 255; never so dark that print, too, would become paper
_SEAL_HEIGHT = 0.13, 0.3  # of the page's width
_SEAL_WIDTH = 0.03, 0.3
_RULE = 30  # cells; no seal's edge runs level for so long
_CELL = 1 / 200  # of the page's width: about 1 mm; parts of a seal not farther apart hang together


def ink_of(image: Image.Image) -> Ink:
    """The page in shades of grey, upright by its camera's word, its pixels square. Raises RefusedError."""
    weigh(image)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about metadata
            picture = _shrunk(_flat(ImageOps.exif_transpose(image)), _aspect(image))
    except DAMAGED:
        raise RefusedError(BROKEN_IMAGE) from None
    if picture.mode == "L":
        return np.array(picture)
    return _without_seals(np.asarray(picture))


def weigh(image: Image.Image) -> None:
    """Raises RefusedError for an image larger than the limit or of no page's shape, before its pixels are unpacked."""
    if image.width * image.height > MAX_IMAGE_PIXELS:
        raise RefusedError(TOO_LARGE)
    if min(image.size) < _SHORTEST_SIDE or max(image.size) > _LONGEST * min(image.size):
        raise RefusedError("图片过小或过于狭长，不像文件的页面，请确认选对了文件，或重新扫描、拍照后再检查。")


def _flat(image: Image.Image) -> Image.Image:
    """As "RGB" or "L", on white paper."""
    if image.mode in ("1", "L", "RGB"):
        return image if image.mode != "1" else image.convert("L")
    if image.mode.startswith(("I", "F")):  # more than 256 shades; Pillow would cut off the brighter ones
        shades = np.asarray(image, np.float32)
        low, high = float(shades.min()), float(shades.max())
        return Image.fromarray(((shades - low) * (255 / max(high - low, 1e-6))).astype(np.uint8))
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        page = image.convert("RGBA")
        paper = Image.new("RGBA", page.size, "white")
        return Image.alpha_composite(paper, page).convert("RGB")
    return image.convert("RGB")


def _aspect(image: Image.Image) -> float:
    """How many times as high as wide a pixel is: a fax in standard resolution has 204 × 98 to the inch."""
    across, down = image.info.get("dpi", (1, 1))[:2]
    ratio = float(across) / float(down) if across and down else 1.0
    return ratio if 1.5 < ratio < 2.5 else 1.0


def _shrunk(image: Image.Image, aspect: float) -> Image.Image:
    scale = min(1.0, _SHORT_SIDE / min(image.size))
    if scale == aspect == 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale * aspect))
    return image.resize(size, Resampling.LANCZOS, reducing_gap=2.0)


def _without_seals(colours: Ink) -> Ink:
    """Grey, except where a seal is: there the red channel, in which print stays black, made so bright that red ink is paper."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    red = colours[:, :, 0]
    others = np.maximum(colours[:, :, 1], colours[:, :, 2])
    mask = cv2.subtract(red, others) > _REDDER
    if not mask.any():
        return grey
    for left, top, right, bottom in _seals(mask):
        place = np.s_[top:bottom, left:right]
        brightness = max(_DARKEST_RED, float(np.quantile(red[place][mask[place]], 0.3)))
        grey[place] = np.minimum(red[place] * np.float32(255 / brightness), 255).astype(np.uint8)
    return grey


def _seals(mask: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Where red ink has the size and shape of a seal."""
    width = mask.shape[1]
    cell = max(1, round(width * _CELL))
    rows, columns = mask.shape[0] // cell, width // cell
    cells = mask[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell).mean(axis=(1, 3)) > 0.1
    inked = cells.astype(np.uint8)
    rules = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))  # that under the head joins what it touches
    joined = cv2.dilate(inked - rules, np.ones((3, 3), np.uint8))
    places = []
    for left, top, wide, high, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        if _within(high * cell / width, _SEAL_HEIGHT) and _within(wide * cell / width, _SEAL_WIDTH):
            places.append((left * cell, top * cell, (left + wide) * cell, (top + high) * cell))
    return places


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]

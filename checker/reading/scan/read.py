"""Scans: image files, and the page images of other formats. Needs the extra "ocr", and says so when it is missing."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.model import Document
from checker.reading.assemble import assemble
from checker.reading.limits import MAX_SCANNED_PAGES, PAGE_SECONDS, RECOGNISE_MEMORY_MB
from checker.reading.page.layout import Page, reflow
from checker.reading.refused import RefusedError
from checker.reading.scan.components import require
from checker.reading.working import Announce, Working

if TYPE_CHECKING:
    from PIL.Image import Image

RECOGNISED_NOTE = "文字由图像识别而来，可能有误，所有结论请对照原件核实。"

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def read_image(data: bytes, announce: Announce) -> Document:
    """The document in an image file, its text read off it. Raises RefusedError."""
    if data[4:8] == b"ftyp":
        raise RefusedError("这是 HEIC 或 AVIF 格式的照片，不能读取，请另存为 JPEG 后再检查。")
    announce(Working(PAGE_SECONDS, RECOGNISE_MEMORY_MB))
    require()
    image = _opened(data)
    frames = _count_frames(image)
    pages = read_page_images(_frames(image, frames), frames, announce)
    if not any(page.lines for page in pages):
        raise RefusedError("图片里未读到文字，请确认选对了文件，或换一张更清晰的扫描件。")
    return assemble(reflow(pages), (RECOGNISED_NOTE,), recognised=True)


def read_page_images(images: Iterable[Image], pages: int, announce: Announce) -> tuple[Page, ...]:
    """The lines on each of `pages` images, in pixels of that image; one with no print is a page without lines.

    Says through `announce` before each page that it is at work. Raises RefusedError.
    """
    announce(Working(PAGE_SECONDS, RECOGNISE_MEMORY_MB, 0, pages))  # loading the engine takes a second and more
    require()
    from checker.reading.scan.ink import ink_of
    from checker.reading.scan.printed import page_of
    from checker.reading.scan.upright import read_upright

    read: list[Page] = []

    def tell() -> None:
        announce(Working(PAGE_SECONDS, RECOGNISE_MEMORY_MB, len(read), pages))

    for image in images:
        read.append(page_of(read_upright(ink_of(image), tell)))
        tell()  # the next image may have to be drawn first
    return tuple(read)


def _opened(data: bytes) -> Image:
    """The image with its size known and its pixels still packed."""
    from PIL import Image

    from checker.reading.scan.ink import BROKEN_IMAGE, DAMAGED, TOO_LARGE, weigh

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the size, which is weighed below, and of metadata
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise RefusedError(TOO_LARGE) from None
    except DAMAGED:
        raise RefusedError(BROKEN_IMAGE) from None
    weigh(image)
    return image


def _count_frames(image: Image) -> int:
    """How many pages a TIFF has; of what moves, such as a GIF, the first picture alone counts."""
    if image.format != "TIFF":
        return 1
    for number in range(1, MAX_SCANNED_PAGES + 1):
        if not _turn_to(image, number):
            return number
    raise RefusedError(f"扫描件超过 {MAX_SCANNED_PAGES} 页的上限，请拆分后再检查。")


def _frames(image: Image, count: int) -> Iterator[Image]:
    for number in range(count):
        if count > 1:
            _turn_to(image, number)
        yield image


def _turn_to(image: Image, number: int) -> bool:
    """Go to a page, the first being 0; whether it is there."""
    from checker.reading.scan.ink import BROKEN_IMAGE, DAMAGED

    try:
        image.seek(number)
    except EOFError:
        return False
    except DAMAGED:
        raise RefusedError(BROKEN_IMAGE) from None
    return True

"""Pages of an OFD file that are pictures: one image for each, then read as scans are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.reading.archive import Archive
from checker.reading.limits import MAX_IMAGE_PIXELS, MAX_PIXELS, MAX_SCANNED_PAGES
from checker.reading.ofd.page import Picture
from checker.reading.page.layout import Line, Page
from checker.reading.refused import RefusedError
from checker.reading.working import Announce

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS_PER_MM = 200 / 25.4
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF", "JPEG2000")
_MAX_PICTURES = 50  # of a scanned page; scanners cut a page into strips at most


def recognise(archive: Archive, scans: Sequence[Sequence[Picture]], pages: list[Page], announce: Announce) -> list[str]:
    """Put the text of scans into `pages`; notes. `scans[i]`: the pictures that page i consists of, if it is a scan.

    Raises RefusedError, but where other pages have text the reason becomes a note.
    """
    wanted = [index for index, pictures in enumerate(scans) if pictures]
    numbers = "、".join(str(index + 1) for index in wanted[:10]) + (" 等" if len(wanted) > 10 else "")
    try:
        read = _read(archive, [(scans[index], pages[index]) for index in wanted], announce)
    except RefusedError as refused:
        if len(wanted) == len(pages):
            raise
        return [f"第 {numbers} 页是图像，未能识别，检查不包括这些页：{refused}"]
    for index, page in zip(wanted, read, strict=True):
        pages[index] = _in_mm(page, pages[index])
    return [f"第 {numbers} 页是图像，文字由识别得来，请对照原件核实。"]


def _read(archive: Archive, scans: Sequence[tuple[Sequence[Picture], Page]], announce: Announce) -> tuple[Page, ...]:
    if len(scans) > MAX_SCANNED_PAGES:
        raise RefusedError(f"扫描图像超过 {MAX_SCANNED_PAGES} 页的上限，请拆分后再检查。")
    from checker.reading.scan.read import read_page_images

    images = (_page_image(archive, pictures, page) for pictures, page in scans)
    return read_page_images(images, len(scans), announce)


def _page_image(archive: Archive, pictures: Sequence[Picture], page: Page) -> Image:
    """The page as an image of 200 dots an inch, or of fewer where it is large."""
    try:
        from PIL import Image
    except ImportError:
        raise RefusedError('这些页是扫描图像，识别文字需安装扩展：pip install "fazhi-checker[ocr]"。') from None
    scale = min(_DOTS_PER_MM, (MAX_PIXELS / (page.width * page.height)) ** 0.5)
    sheet = Image.new("RGB", (max(int(page.width * scale), 1), max(int(page.height * scale), 1)), "white")
    for picture in pictures[:_MAX_PICTURES]:
        left, top, width, height = (round(number * scale) for number in picture.box)
        if 0 < width <= 2 * sheet.width and 0 < height <= 2 * sheet.height:
            image = (
                _decoded(archive.read(picture.member)).rotate(-90 * picture.turn, expand=True).resize((width, height))
            )
            sheet.paste(image, (left, top), image)
    return sheet


def _decoded(data: bytes) -> Image:
    """An image with its transparency. Raises RefusedError when it is too large or of a kind that cannot be read."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if image.width * image.height <= MAX_IMAGE_PIXELS:
            return image.convert("RGBA")
    except Exception:  # a damaged image, in any of the ways of its decoder
        raise RefusedError("文件里的图像无法解码，请把文件导出为 PDF 后再检查。") from None
    raise RefusedError(f"文件里的图像超过 {MAX_IMAGE_PIXELS // 10_000} 万像素的上限，请降低扫描精度后再检查。")


def _in_mm(read: Page, page: Page) -> Page:
    """A page as it was recognised, measured as the others are; it may have been turned upright."""
    scale = max(page.width, page.height) / max(read.width, read.height)
    lines = tuple(Line(line.text, *(number * scale for number in line[1:])) for line in read.lines)
    return Page(read.width * scale, read.height * scale, lines)

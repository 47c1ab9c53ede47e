"""PDF: the text layer's letters by their places; pages that are images go to recognition."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from checker.model import Document
from checker.reading.assemble import assemble
from checker.reading.limits import (
    MAX_CHARACTERS,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_SCANNED_PAGES,
    MEMORY_MB,
    SILENT_SECONDS,
    TOTAL_SECONDS,
)
from checker.reading.page.layout import Line, Page, Rule, reflow
from checker.reading.pdf.page import Drawn, Letters, read_page
from checker.reading.refused import RefusedError
from checker.reading.working import Announce, Working

if TYPE_CHECKING:
    from PIL.Image import Image

_DPI = 200  # at which scans are made into images
_FEW = 50  # letters: a page with an image and fewer is a scan with a stamp or a page number on it
_MANY = 200  # letters: a page with an image behind them is no scan
_COVERED = 0.5  # share of a page that its scan takes …
_FULL = 0.8  # … and an image that fills it
_DRAWN_LETTERS = 100  # paths on a page without letters: they were turned into outlines
_LEGIBLE = 0.7  # share of a text layer's letters that must mean something …
_HAN = 0.3  # … and that must be Han in one that software has put behind an image
_SLANTING = 4  # letters that run across the page and are left out unsaid, at most

_DAMAGED = "PDF 已损坏或不完整，请用原来的软件打开后重新导出，再检查。"


class _Read(NamedTuple):
    """What a page's text layer gives. `behind`: it lies, unseen, behind an image, as recognition software makes it."""

    page: Page
    scan: bool
    behind: bool
    slanting: bool


def read_pdf(data: bytes, announce: Announce) -> Document:
    """The document in a PDF file. Raises RefusedError."""
    pdf = _opened(data)
    try:
        if len(pdf) > MAX_PAGES:
            raise RefusedError(f"PDF 共 {len(pdf)} 页，超过 {MAX_PAGES} 页的上限，请拆分后再检查。")
        return _document(pdf, _pages(pdf, announce), announce)
    finally:
        pdf.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise RefusedError("PDF 已加密，请用密码打开后另存一份不加密的，再检查。") from None
        raise RefusedError(_DAMAGED) from None
    if not len(pdf):
        raise RefusedError(_DAMAGED)
    return pdf


def _pages(pdf: pypdfium2.PdfDocument, announce: Announce) -> list[_Read]:
    deadline = time.monotonic() + TOTAL_SECONDS
    found: list[tuple[Letters, Drawn]] = []
    left = MAX_CHARACTERS
    for number in range(len(pdf)):
        page = _page(pdf, number)
        try:
            found.append(read_page(page, left))
        except OverflowError:
            raise RefusedError(f"文字超过 {MAX_CHARACTERS} 字的上限，请拆分后再检查。") from None
        finally:
            page.close()
        left -= found[-1][0].total
        if time.monotonic() > deadline:
            raise RefusedError(f"读取超过 {TOTAL_SECONDS:.0f} 秒仍未完成，已停止，请把 PDF 拆分后再检查。")
        announce(Working(SILENT_SECONDS, MEMORY_MB, number + 1, len(pdf)))
    backdrop = any(letters.total >= _MANY and drawn.covered >= _FULL and not _is_behind(drawn) for letters, drawn in found)
    return [
        _Read(letters.page, _is_scan(letters, drawn, backdrop), _is_behind(drawn) and letters.total > 0, letters.slanting > _SLANTING)
        for letters, drawn in found
    ]


def _page(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    try:
        return pdf[number]
    except pypdfium2.PdfiumError:
        raise RefusedError(f"PDF 第 {number + 1} 页已损坏，请用原来的软件打开后重新导出，再检查。") from None


def _is_behind(drawn: Drawn) -> bool:
    return drawn.covered >= _FULL and drawn.hidden > 0.5


def _is_scan(letters: Letters, drawn: Drawn, backdrop: bool) -> bool:
    """Whether the page has to be recognised. `backdrop`: the document's pages have an image behind their text."""
    if letters.total >= _FEW:
        unfit = _is_behind(drawn) and letters.han < _HAN * letters.total
        return unfit or letters.legible < _LEGIBLE * letters.total
    if drawn.covered >= _COVERED:
        return not (backdrop and letters.total)
    return letters.total == 0 and drawn.paths >= _DRAWN_LETTERS


def _document(pdf: pypdfium2.PdfDocument, read: Sequence[_Read], announce: Announce) -> Document:
    scans = [number for number, page in enumerate(read) if page.scan]
    pages = [page._replace(lines=()) if one.scan else page for one in read for page in (one.page,)]
    notes: list[str] = []
    if scans:
        from checker.reading.scan.read import RECOGNISED_NOTE

        recognised = _recognised(pdf, scans, announce, alone=not any(page.lines for page in pages))
        if recognised is None:
            notes.append(f"第 {_listed(scans)} 页是扫描图，未能读取。")
            scans = []
        else:
            for number, page in zip(scans, recognised, strict=True):
                pages[number] = page
            notes.append(RECOGNISED_NOTE if len(scans) == len(pages) else f"第 {_listed(scans)} 页是扫描图，{RECOGNISED_NOTE}")
    behind = [number for number, page in enumerate(read) if page.behind and not page.scan]
    if behind:
        notes.append(f"第 {_listed(behind)} 页是扫描图，文字取自其识别软件所加的文字层，可能有误，请对照原件核实。")
    aslant = [number for number, page in enumerate(read) if page.slanting and not page.scan]
    if aslant:
        notes.append(f"第 {_listed(aslant)} 页斜排或竖排的文字（多为水印）未读入。")
    return assemble(reflow(pages), notes, recognised=bool(scans or behind))


def _recognised(pdf: pypdfium2.PdfDocument, scans: list[int], announce: Announce, *, alone: bool) -> list[Page] | None:
    """The scans as pages, in points; None when they cannot be read but there is other text (not `alone`)."""
    from checker.reading.scan.read import read_page_images

    try:
        if len(scans) > MAX_SCANNED_PAGES:
            raise RefusedError(f"扫描件超过 {MAX_SCANNED_PAGES} 页的上限，请拆分后再检查。")
        pages = read_page_images(_images(pdf, scans), len(scans), announce)
    except RefusedError:
        if alone:
            raise
        return None
    return [_scaled(page, 1 / _scale(_page_size(pdf, number))) for number, page in zip(scans, pages, strict=True)]


def _images(pdf: pypdfium2.PdfDocument, scans: Sequence[int]) -> Iterator[Image]:
    for number in scans:
        page = _page(pdf, number)
        try:
            bitmap = page.render(scale=_scale(page.get_size()), may_draw_forms=False)
            try:
                yield bitmap.to_pil().convert("RGB")  # a copy: the bitmap's memory goes with it
            finally:
                bitmap.close()
        finally:
            page.close()


def _page_size(pdf: pypdfium2.PdfDocument, number: int) -> tuple[float, float]:
    width, height = pdf.get_page_size(number)
    return width, height


def _scale(size: tuple[float, float]) -> float:
    """Pixels to a point, such that a page of `size` points stays within the limit."""
    width, height = (max(1.0, side) for side in size)
    return min(_DPI / 72, math.sqrt(MAX_PIXELS / width / height) * 0.999)


def _scaled(page: Page, scale: float) -> Page:
    lines = tuple(Line(line.text, *(side * scale for side in line[1:])) for line in page.lines)
    rules = tuple(Rule(*(side * scale for side in rule)) for rule in page.rules)
    return Page(page.width * scale, page.height * scale, lines, rules)


def _listed(numbers: Sequence[int]) -> str:
    """Page numbers, counted from 0, for people: 1、3–5."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return "、".join(f"{start + 1}" if start == end else f"{start + 1}{'、' if end == start + 1 else '–'}{end + 1}" for start, end in parts)

"""OFD (GB/T 33190): the package, its documents and pages → `Document`. What stands on a page is read by `ofd_page`.

Elements are known by their local names, since producers use several namespaces and prefixes. A location may be absolute
or relative, with slashes either way and in whatever case; names of members may be in GBK.
"""

from __future__ import annotations

import posixpath
import time
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from checker.model import Document
from checker.reading.archive import Archive, parse_xml
from checker.reading.assemble import assemble
from checker.reading.limits import (
    MAX_BODIES,
    MAX_PAGES,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    MB,
    MEMORY_MB,
    SILENT_SECONDS,
    TOTAL_SECONDS,
)
from checker.reading.ofd.lines import page_of
from checker.reading.ofd.page import Drawing, Picture, Resources, draw
from checker.reading.ofd.values import Box, box_of, named, named_all
from checker.reading.page.layout import Page, reflow
from checker.reading.refused import RefusedError
from checker.reading.working import Announce, Working

_A4 = Box(0.0, 0.0, 210.0, 297.0)
_UNKNOWN_SHARE = 0.1
_SCANNED_SHARE = 0.5  # a page without text of which pictures cover this much is a scan


class _Part(NamedTuple):
    """A member of the package, by the archive's name for it."""

    name: str
    root: etree._Element


class _Drawn(NamedTuple):
    """A page as read. `scan`: its pictures when it is a scan. `layered`: its text is a hidden layer, thus recognised by others."""

    page: Page
    scan: Sequence[Picture]
    layered: bool


def read_ofd(archive: Archive, announce: Announce) -> Document:
    """The document in an OFD package. Raises RefusedError."""
    package = _Package(archive)
    if package.find("", "/Encryptions.xml"):
        raise RefusedError("这份 OFD 已加密，请在原来的软件里取消加密后另存，再检查。")
    deadline = time.monotonic() + TOTAL_SECONDS
    drawn = []
    for page in package.pages():
        drawn.append(_drawn(*page))
        if time.monotonic() > deadline:
            raise RefusedError(f"读取超过 {TOTAL_SECONDS:.0f} 秒仍未完成，已停止，请把文件拆分后再检查。")
        announce(Working(SILENT_SECONDS, MEMORY_MB))
    notes = ["含电子签章，未验证其效力。"] if package.signed else []
    layered = sum(1 for one in drawn if one.layered)
    if layered:
        notes.append(f"{layered} 页是扫描图像，文字取自其中的隐藏文字层，可能识别有误，请对照原件核实。")
    pages = [one.page for one in drawn]
    scanned = [index for index, one in enumerate(drawn) if one.scan]
    if scanned:
        from checker.reading.ofd.scan import recognise

        notes += recognise(archive, [one.scan for one in drawn], pages, announce)
    _check(pages)
    return assemble(reflow(pages), notes, recognised=bool(layered or any(pages[index].lines for index in scanned)))


def _check(pages: Sequence[Page]) -> None:
    """Raises RefusedError when there is no text, or none but numbers of glyphs that only its own fonts know."""
    text = "".join(line.text for page in pages for line in page.lines)
    if not text:
        raise RefusedError("这份 OFD 里没有文字（可能已转成图形），请从原来的文档重新导出，或另存为 .docx 后再检查。")
    unknown = sum(1 for char in text if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn"))
    if unknown > _UNKNOWN_SHARE * len(text):
        raise RefusedError(
            "这份 OFD 的文字用了自带的编码，读不出原字，请从原来的文档重新导出，或另存为 .docx 后再检查。"
        )


class _Package:
    """The members of an OFD file, found the way its producers write their locations."""

    def __init__(self, archive: Archive) -> None:
        self.signed = False
        self._archive = archive
        self._names = {_plain(name): name for name in reversed(archive.names)}
        roots = [name for name in self._names if posixpath.basename(name) == "ofd.xml"]
        self._top = posixpath.dirname(min(roots, key=lambda name: (name.count("/"), name)))
        self._kept: dict[str, _Part] = {}
        self._parsed = 0  # bytes

    def find(self, base: str, location: str) -> str | None:
        """The archive's name for a location that is written in the member `base`."""
        path = location.strip().replace("\\", "/")
        folders = [self._top] if path.startswith("/") else [posixpath.dirname(_plain(base)), self._top]
        for folder in folders if path else ():
            name = self._names.get(_plain(posixpath.normpath(posixpath.join(folder, path.lstrip("/")))))
            if name:
                return name
        return None

    def pages(self) -> Iterator[tuple[etree._Element, Box, dict[str, _Part], Resources]]:
        """Root, box, templates and resources of each page. Raises RefusedError when one is missing or there are too many."""
        main = self._part("", "/OFD.xml")
        count = 0
        bodies = list(islice(named_all(main.root, "DocBody"), MAX_BODIES + 1)) if main else []
        if len(bodies) > MAX_BODIES:
            raise RefusedError(f"文件里有 {MAX_BODIES} 份以上的文档，请拆分后再检查。")
        for body in bodies:
            self.signed = self.signed or named(body, "Signatures") is not None
            document = self._part(main.name if main else "", _text(named(body, "DocRoot")))
            if document is None:
                raise RefusedError("文件里缺少正文（Document.xml），已损坏，请用原来的软件打开后重新保存。")
            for page in self._pages_of(document):
                count += 1
                if count > MAX_PAGES:
                    raise RefusedError(f"文件超过 {MAX_PAGES} 页的上限，请拆分后再检查。")
                yield page

    def _pages_of(self, document: _Part) -> Iterator[tuple[etree._Element, Box, dict[str, _Part], Resources]]:
        common = named(document.root, "CommonData")
        box = box_of(_text(named(named(common, "PageArea"), "PhysicalBox"))) or _A4
        templates = {
            template.get("ID", ""): part
            for template in named_all(common, "TemplatePage")
            if (part := self._part(document.name, template.get("BaseLoc")))
        }
        shared = self._resources(document.name, common, Resources({}, {}))
        for entry in named_all(named(document.root, "Pages"), "Page"):
            page = self._part(document.name, entry.get("BaseLoc"), keep=False)
            if page is None:
                raise RefusedError("文件里缺少一页的内容，已损坏，请用原来的软件打开后重新保存。")
            own = box_of(_text(named(named(page.root, "Area"), "PhysicalBox")))
            yield page.root, own or box, templates, self._resources(page.name, page.root, shared)

    def _resources(self, base: str, holder: etree._Element | None, shared: Resources) -> Resources:
        """What the resource files named in `holder` add to `shared`."""
        units, media = dict(shared.units), dict(shared.media)
        places = [place for kind in ("PublicRes", "DocumentRes", "PageRes") for place in named_all(holder, kind)]
        for place in places:
            part = self._part(base, place.text)
            if part is None:
                continue
            folder = f"{part.root.get('BaseLoc', '').strip()}/".lstrip("/")
            for unit in named_all(named(part.root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
                units[unit.get("ID", "")] = unit
            for medium in named_all(named(part.root, "MultiMedias"), "MultiMedia"):
                location = _text(named(medium, "MediaFile"))
                name = self.find(part.name, folder + location) or self.find(part.name, location)
                if name:
                    media[medium.get("ID", "")] = name
        return Resources(units, media) if places else shared

    def _part(self, base: str, location: str | None, keep: bool = True) -> _Part | None:
        """The XML at a location; None when there is none. Raises RefusedError when it is damaged."""
        name = self.find(base, location or "")
        if name is None:
            return None
        part = self._kept.get(name) or self._read(name)
        if keep:
            self._kept[name] = part
        return part

    def _read(self, name: str) -> _Part:
        """A member parsed. Raises RefusedError when one is named again and again."""
        data = self._archive.read(name, MAX_XML_BYTES)
        self._parsed += len(data)
        if self._parsed > MAX_UNPACKED_BYTES:
            raise RefusedError(f"文件的内容超过 {MAX_UNPACKED_BYTES // MB} MB 的上限，请确认文件来源，或拆分后再检查。")
        return _Part(name, parse_xml(data, name))


def _drawn(root: etree._Element, box: Box, templates: dict[str, _Part], resources: Resources) -> _Drawn:
    """A page with its templates, whose text stands on it too."""
    references = [reference.get("TemplateID", "") for reference in named_all(root, "Template")]
    drawing = draw([templates[key].root for key in references if key in templates] + [root], box, resources)
    page = page_of(drawing.visible, box.width, box.height)
    scanned = not page.lines and _covered(drawing, box) >= _SCANNED_SHARE
    if scanned and drawing.hidden:
        page = page_of(drawing.hidden, box.width, box.height)
    return _Drawn(page, () if page.lines or not scanned else drawing.pictures, scanned and bool(page.lines))


def _covered(drawing: Drawing, box: Box) -> float:
    """The share of the page that pictures cover."""
    return sum(picture.box.width * picture.box.height for picture in drawing.pictures) / (box.width * box.height)


def _plain(name: str) -> str:
    """A member's name as locations are compared: without case, slash in front, or the mistaken decoding of GBK and UTF-8."""
    try:
        raw = name.encode("cp437")  # what zipfile takes names without the UTF-8 flag for
    except UnicodeEncodeError:
        raw = name.encode()
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).casefold()


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""

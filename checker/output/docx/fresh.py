"""A Word document of a report that was none: its text, laid out as such reports are, and where each line of it went."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from checker.model import Block, CheckResult, Document
from checker.output.docx.names import DOCUMENT_TYPE, PRESERVE, RELATIONSHIPS, STYLES_TYPE, TRANSITIONAL, TYPES, to_bytes
from checker.output.place import heading_span, title_span
from checker.reading.docx import Run

PART = "word/document.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINE = re.compile(r"[^\r\n]+")
# One for one, so that places in the text stay: what XML cannot hold, and what Word takes for a line end.
_UNFIT = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u2028\u2029]")
_DEEPEST = 3


class Fresh(NamedTuple):
    """The package, and its text with the way from characters to text nodes, as the reader of .docx gives them."""

    package: bytes
    document: Document
    runs: tuple[Run, ...]


def typeset(report: CheckResult) -> Fresh:
    """A document with the report's text (which must be there): a paragraph a line, headings as headings, no blank lines."""
    text = report.text or ""
    styles = _line_styles(report, text)
    body = TRANSITIONAL.new("body")
    blocks, runs = [], []
    for number, (start, line) in enumerate(_lines(text)):
        body.append(_paragraph(line, styles.get(start + len(line) - len(line.lstrip()))))
        blocks.append(Block(line, start=start))
        runs.append(Run(start, start + len(line), PART, number, 0))
    body.append(_page())
    root = TRANSITIONAL.new("document")
    root.append(body)
    return Fresh(_package(to_bytes(root)), Document(text, tuple(blocks)), tuple(runs))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for match in _LINE.finditer(text):
        if not match.group().isspace():
            yield match.start(), _UNFIT.sub("\ufffd", match.group())


def _line_styles(report: CheckResult, text: str) -> dict[int, str]:
    """The style of the lines that are a heading or the title and nothing else, by where their words begin."""
    found = {}
    for section in report.sections:
        start, end = heading_span(section, text)
        if section.heading and len(_rest(text, end)) <= 1:
            found[start] = str(min(section.depth, _DEEPEST))
    start, end = title_span(report)
    if report.profile.title and not _rest(text, end):
        found[start] = "Title"
    return found


def _rest(text: str, end: int) -> str:
    match = _LINE.match(text, end)
    return match.group().strip() if match else ""


def _paragraph(line: str, style: str | None) -> etree._Element:
    paragraph, look, run, text = (TRANSITIONAL.new(tag) for tag in ("p", "pPr", "r", "t"))
    if style:
        look.append(TRANSITIONAL.new("pStyle", val=style))
    elif not line[0].isspace():
        look.append(TRANSITIONAL.new("ind", firstLineChars="200", firstLine="640"))
    text.set(PRESERVE, "preserve")
    text.text = line
    run.append(text)
    paragraph.extend([look, run])
    return paragraph


def _page() -> etree._Element:
    """A4 with the margins of official documents (GB/T 9704)."""
    section = TRANSITIONAL.new("sectPr")
    section.append(TRANSITIONAL.new("pgSz", w="11906", h="16838"))
    margins = {"top": "2098", "right": "1474", "bottom": "1984", "left": "1588", "header": "851", "footer": "1400", "gutter": "0"}
    section.append(TRANSITIONAL.new("pgMar", **margins))
    return section


def _package(document: bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _CONTENT_TYPES, "_rels/.rels": _RELATIONS, PART: document}
    parts |= {"word/_rels/document.xml.rels": _DOCUMENT_RELATIONS, "word/styles.xml": _STYLES}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(f'<Relationship Id="rId{n}" Type="{TRANSITIONAL.r}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'{_HEAD}<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'


def _style(name: str, title: str, paragraph: str, font: str, size: int, more: str = "", default: str = "") -> str:
    based = "" if default else '<w:basedOn w:val="a"/><w:next w:val="a"/>'
    return (
        f'<w:style w:type="paragraph" {default} w:styleId="{name}"><w:name w:val="{title}"/>{based}<w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>{more}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _heading(depth: int, font: str, more: str = "") -> str:
    look = f'<w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="{depth - 1}"/>'
    return _style(str(depth), f"heading {depth}", f"<w:keepNext/>{look}", font, 32, more)


_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{PART}" ContentType="{DOCUMENT_TYPE}"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{STYLES_TYPE}"/></Types>'
)
_RELATIONS = _relations(("officeDocument", PART))
_DOCUMENT_RELATIONS = _relations(("styles", "styles.xml"))
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{TRANSITIONAL.w}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("a", "Normal", '<w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/>', "仿宋", 32, default='w:default="1"')
    + _style("Title", "Title", '<w:spacing w:before="240" w:after="240" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>', "黑体", 44)
    + _heading(1, "黑体")
    + _heading(2, "楷体")
    + _heading(3, "仿宋", "<w:b/>")
    + "</w:styles>"
)

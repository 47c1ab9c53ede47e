"""Builds .docx files from descriptions, byte by byte as Word or WPS would lay them out, without a library for it.

Contents are strings of WordprocessingML: `p` and the helpers below write the usual ones.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = {
    "w": W,
    "r": RELATIONS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "new": "urn:example:newer-than-anyone-knows",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items()) + ' mc:Ignorable="w14 w16se new"'
_PARTS = ("styles", "numbering", "footnotes", "endnotes")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def r(text: str, look: str = "") -> str:
    """A run; `look`: the inside of its w:rPr."""
    return f"<w:r>{wrap('rPr', look)}{t(text)}</w:r>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def wrap(name: str, inside: str) -> str:
    """The element around something, or nothing around nothing."""
    return f"<w:{name}>{inside}</w:{name}>" if inside else ""


def on(name: str, val: str | int | None = None) -> str:
    """An empty element, with its w:val."""
    return f"<w:{name}/>" if val is None else f"<w:{name} w:val={quoteattr(str(val))}/>"


def p(*content: str, style: str | None = None, num: tuple[int, int] | None = None, look: str = "", mark: str = "") -> str:
    """A paragraph; content that is no markup becomes a run. `num`: numId and ilvl; `look`, `mark`: more of w:pPr, of its w:rPr."""
    properties = on("pStyle", style) if style else ""
    properties += numbered(*num) if num else ""
    properties += look + wrap("rPr", mark)
    inside = "".join(each if each.startswith("<") else r(each) for each in content)
    return f"<w:p>{wrap('pPr', properties)}{inside}</w:p>"


def numbered(number: int | None, level: int | None = None) -> str:
    """A w:numPr."""
    return wrap("numPr", ("" if level is None else on("ilvl", level)) + ("" if number is None else on("numId", number)))


def change(name: str, *content: str, author: str = "甲") -> str:
    """A tracked change (ins, del, moveFrom, moveTo) around something; empty without content."""
    attributes = f'w:id="9" w:author="{author}" w:date="2025-01-06T09:00:00Z"'
    return f"<w:{name} {attributes}>{''.join(content)}</w:{name}>" if content else f"<w:{name} {attributes}/>"


def deleted(text: str) -> str:
    """A tracked deletion."""
    return change("del", f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>')


def inserted(text: str) -> str:
    """A tracked insertion."""
    return change("ins", r(text))


def sdt(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def char(kind: str) -> str:
    """A run with a field character: begin, separate, end."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    """A run with a field's code."""
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field."""
    shown = result if result.startswith("<") else r(result)
    return char("begin") + code(f" {instruction} ") + char("separate") + shown + char("end")


def tc(*content: str, properties: str = "") -> str:
    """A cell; content that is no markup becomes a paragraph."""
    inside = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<w:tc>{wrap('tcPr', properties)}{inside or p()}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; cells that are no markup become cells."""
    return f"<w:tr>{wrap('trPr', properties)}{''.join(each if each.startswith('<') else tc(each) for each in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run with a text box as Word writes it: a newer form and an older one with the same content."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
    newer = f"<w:drawing><wp:inline><a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{newer}</mc:Choice><mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>'


def style(name: str, shown: str | None = None, based: str | None = None, kind: str = "paragraph", para: str = "", run: str = "", more: str = "") -> str:
    """A w:style with id `name`, shown as `shown`; `para`, `run`: the insides of its w:pPr and w:rPr."""
    inside = on("name", shown) if shown is not None else ""
    inside += (on("basedOn", based) if based is not None else "") + wrap("pPr", para) + wrap("rPr", run)
    return f'<w:style w:type="{kind}" w:styleId={quoteattr(name)} {more}>{inside}</w:style>'


def lvl(level: int, form: str, text: str, start: int | None = 1, more: str = "", look: str = "", suff: str | None = None) -> str:
    """A w:lvl. `more`: what comes before lvlText (pStyle, isLgl, lvlRestart)."""
    inside = (on("start", start) if start is not None else "") + on("numFmt", form) + more
    inside += (on("suff", suff) if suff else "") + on("lvlText", text) + wrap("rPr", look)
    return f'<w:lvl w:ilvl="{level}">{inside}</w:lvl>'


def abstract(number: int, *levels: str) -> str:
    """A w:abstractNum."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, definition: int, *overrides: str) -> str:
    """A w:num."""
    return f'<w:num w:numId="{number}">{on("abstractNumId", definition)}{"".join(overrides)}</w:num>'


def override(level: int, start: int | None = None, other: str = "") -> str:
    """A w:lvlOverride."""
    inside = (on("startOverride", start) if start is not None else "") + other
    return f'<w:lvlOverride w:ilvl="{level}">{inside}</w:lvlOverride>'


def note(number: int, *paragraphs: str, kind: str = "footnote") -> str:
    """A footnote or endnote."""
    return f'<w:{kind} w:id="{number}">{"".join(paragraphs)}</w:{kind}>'


def refer(number: int, kind: str = "footnote") -> str:
    """A run with the mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def docx(
    *body: str,
    styles: str | None = None,
    numbering: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    main: str = "word/document.xml",
    target: str | None = None,
    relations: bool = True,
    extra: dict[str, str | bytes] | None = None,
    links: str = "",
    strict: bool = False,
    packed: bool = True,
) -> bytes:
    """A package. `target`: how the package's relations name the main part; `links`: more relations of that part.

    `packed`: compressed, which repeats itself too well where a test needs size.
    """
    folder = main.rpartition("/")[0]
    inside = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    parts = {f"{folder}/{name}.xml": _part(name, inside[name] or "") for name in _PARTS if inside[name] is not None}
    parts[main] = _part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>")
    if strict:
        parts = {name: _as_strict(content) for name, content in parts.items()}
    others = "".join(_relation(name, f"{name}.xml") for name in _PARTS if inside[name] is not None) + links
    parts["_rels/.rels"] = _relations(_relation("officeDocument", main if target is None else target))
    if relations:
        parts[f"{folder}/_rels/{main.rpartition('/')[2]}.rels"] = _relations(others)
    return package({"[Content_Types].xml": _CONTENT_TYPES, **parts, **(extra or {})}, packed=packed)


def package(parts: dict[str, str | bytes], *, packed: bool = True) -> bytes:
    """A zip of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _part(name: str, inside: str) -> str:
    return f"{_HEAD}<w:{name} {_DECLARED}>{inside}</w:{name}>"


def _relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target={quoteattr(target)}/>'


def _relations(inside: str) -> str:
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _as_strict(content: str) -> str:
    content = content.replace(f'"{W}"', '"http://purl.oclc.org/ooxml/wordprocessingml/main"')
    return content.replace(f'"{_NAMESPACES["m"]}"', '"http://purl.oclc.org/ooxml/officeDocument/math"')


_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    '<Override PartName="/word/endnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"/>'
    "</Types>"
)

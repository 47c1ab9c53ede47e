"""PDF files made for the tests: typeset by LibreOffice or a browser, or written out by hand for the traps."""

from __future__ import annotations

import atexit
import hashlib
import html
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass(frozen=True)
class Style:
    """How a report is set. Lengths in points but for `indent` (letters) and `margin` (cm)."""

    size: float = 16
    leading: float = 28
    indent: float = 2
    gap: float = 0
    margin: float = 2.6
    align: str = "justify"
    head: str = ""
    number: str = ""  # the foot, with # where the page's number comes
    title: str = ""
    hanging: bool = False  # closing signs may stand beyond the margin
    family: str = "Noto Serif CJK SC"


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="pdf-builder-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def paragraphs_of(report: Path) -> list[str]:
    """A report's paragraphs without the spaces beside Chinese, which no PDF keeps for sure."""
    lines = (line.strip() for line in report.read_text("utf-8").splitlines())
    return [re.sub(r"(?<![!-~]) +| +(?![!-~])", "", line) for line in lines if line]


# ---- LibreOffice


def odt(paragraphs: Iterable[str], style: Style = Style(), body: str = "") -> str:
    """A flat OpenDocument text of `paragraphs`, then `body` (XML)."""
    text = "".join(f'<text:p text:style-name="B">{_odt_text(paragraph)}</text:p>' for paragraph in paragraphs)
    title = f'<text:p text:style-name="T">{_odt_text(style.title)}</text:p>' if style.title else ""
    foot = html.escape(style.number).replace("#", '<text:page-number text:select-page="current">1</text:page-number>')
    return _ODT.format(
        size=style.size,
        title_size=style.size * 1.375,
        leading=style.leading,
        indent=style.size * style.indent,
        gap=style.gap,
        margin=style.margin,
        align=style.align,
        wrap="hanging" if style.hanging else "simple",
        family=style.family,
        header=_band("header", html.escape(style.head)),
        footer=_band("footer", foot),
        body=title + text + body,
    )


def _odt_text(text: str) -> str:
    return html.escape(text).replace("\n", "<text:line-break/>")


def _band(kind: str, inner: str) -> str:
    return f'<style:{kind}><text:p text:style-name="C">{inner}</text:p></style:{kind}>' if inner else ""


def set_by_libreoffice(documents: Sequence[str]) -> list[bytes]:
    """PDFs of flat OpenDocument texts, all made by one start of LibreOffice; each is made once only."""
    assert SOFFICE
    paths = [_folder() / f"{hashlib.sha256(document.encode()).hexdigest()[:16]}.fodt" for document in documents]
    fresh = [(path, text) for path, text in zip(paths, documents, strict=True) if not path.with_suffix(".pdf").exists()]
    for path, text in fresh:
        path.write_text(text, "utf-8")
    if fresh:
        profile = (_folder() / "profile").as_uri()
        command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf:writer_pdf_Export"]
        command += ["--outdir", str(_folder()), *(str(path) for path, _ in fresh)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [path.with_suffix(".pdf").read_bytes() for path in paths]


_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{family}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" style:font-name-asian="F"
 fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/>
</style:default-style></office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-indent="{indent}pt" fo:line-height="{leading}pt"
 fo:margin-bottom="{gap}pt" fo:text-align="{align}" style:punctuation-wrap="{wrap}"/></style:style>
<style:style style:name="N" style:family="paragraph"><style:paragraph-properties fo:line-height="{leading}pt"/></style:style>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:line-height="{leading}pt" fo:text-align="end"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-bottom="20pt"/>
<style:text-properties fo:font-size="{title_size}pt" style:font-size-asian="{title_size}pt"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="2pt"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.5cm"
 fo:margin-bottom="1.5cm" fo:margin-left="{margin}cm" fo:margin-right="{margin}cm"/>
<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.6cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.6cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">{header}{footer}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


# ---- a browser


def page_of(paragraphs: Iterable[str], style: Style = Style(), body: str = "") -> str:
    """A web page of `paragraphs`, then `body` (HTML), that prints as `style` says."""
    text = "".join(f"<p>{html.escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
    title = f"<h1>{html.escape(style.title)}</h1>" if style.title else ""
    head = f"@top-center{{content:'{style.head}';font-size:9pt}}" if style.head else ""
    parts = [f"'{part}'" for part in style.number.split("#")]
    foot = f"@bottom-center{{content:{' counter(page) '.join(parts)};font-size:9pt}}" if style.number else ""
    return f"""<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>x</title><style>
@page{{size:A4;margin:{style.margin}cm;{head}{foot}}} body{{font-family:'{style.family}';margin:0}}
h1{{font-size:{style.size * 1.375}pt;text-align:center;font-weight:normal;margin:0 0 20pt}} td{{border:1px solid #000;padding:3px}}
table{{border-collapse:collapse}}
p{{font-size:{style.size}pt;line-height:{style.leading}pt;text-indent:{style.indent}em;margin:0 0 {style.gap}pt;text-align:{style.align}}}
</style><body>{title}{text}{body}</body></html>"""


def print_by_browser(page: str, *, header: bool = False) -> bytes:
    """The PDF that a browser prints; each is made once only."""
    assert BROWSER
    path = _folder() / f"{hashlib.sha256(page.encode()).hexdigest()[:16]}{header}.html"
    target = path.with_suffix(".pdf")
    if not target.exists():
        path.write_text(page, "utf-8")
        command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={_folder() / 'browser'}"]
        command += [f"--print-to-pdf={target}", *([] if header else ["--no-pdf-header-footer"]), path.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    return target.read_bytes()


# ---- by hand


def letters(x: float, y: float, text: str, size: float = 16, *, mode: int = 0, turn: str = "1 0 0 1") -> str:
    """Text from (x, y), counted from the lower left corner: Han characters as wide as high, ASCII half as wide."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {mode} Tr {turn} {x} {y} Tm <{code}> Tj ET\n"


def rule(x: float, y: float, x2: float, y2: float) -> str:
    """A drawn line."""
    return f"{x} {y} m {x2} {y2} l S\n"


def image(width: float, height: float, x: float = 0, y: float = 0) -> str:
    """The file's one image, stretched."""
    return f"q {width} 0 0 {height} {x} {y} cm /I Do Q\n"


def pdf(pages: Sequence[str], box: str = "0 0 595 842", extra: str = "", picture: bytes = b"\xff" * 12, side: tuple[int, int] = (2, 2)) -> bytes:
    """A PDF whose pages have these contents; `extra` goes into each page, `picture` is RGB of `side` (width, height)."""
    kids = " ".join(f"{7 + 2 * index} 0 R" for index in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 5 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880"
        b" /Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(picture, f"/Type /XObject /Subtype /Image /Width {side[0]} /Height {side[1]} /ColorSpace /DeviceRGB /BitsPerComponent 8"),
    ]
    for index, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {extra} /Contents {8 + 2 * index} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>".encode()
        )
        objects.append(_stream(content.encode(), ""))
    return _file(objects)


def _stream(data: bytes, entries: str) -> bytes:
    packed = zlib.compress(data)
    return f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())

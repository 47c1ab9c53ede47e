"""Telling by the first bytes that a file is no plain text, whatever its name says."""

from __future__ import annotations

_ADVICE = "本版本只读 .txt 和 .md，请另存为纯文本后再检查。"

# A zip's list of names is not compressed, so the name of its main part tells what it holds.
_IN_ZIP = (
    (b"word/document.xml", "Word 文档（.docx）"),
    (b"xl/workbook.xml", "Excel 表格（.xlsx）"),
    (b"ppt/presentation.xml", "演示文稿（.pptx）"),
    (b"OFD.xml", "版式文件（.ofd）"),
    (b"opendocument.text", "OpenDocument 文档（.odt）"),
)
_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文档（.doc 或 .wps）"),
    (b"{\\rtf", "RTF 文档（.rtf）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包"),
    (b"\x1f\x8b\x08", "压缩包"),
)
_WEB = (b"<!doctype html", b"<html")


def other_format(data: bytes) -> str | None:
    """The reason to refuse `data`: the format that it is in instead of plain text. None = none that is known."""
    kind = _kind(data)
    if kind is None:
        return None
    if kind == "图片":
        return "这是图片，本版本不识别图片里的文字，请改用文字版（.txt 或 .md）再检查。"
    if kind == "压缩包":
        return "这是压缩包，请先解压，再检查其中的 .txt 或 .md 文件。"
    return f"这是 {kind}，{_ADVICE}" if kind[0] < "\u4e00" else f"这是{kind}，{_ADVICE}"


def _kind(data: bytes) -> str | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for name, kind in _IN_ZIP if name in data), "压缩包")
    if b"%PDF-" in data[:1024]:
        return "PDF 文件（.pdf）"
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_WEB):
        return "网页文件（.html）"
    return None

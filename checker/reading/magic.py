"""Telling by its first bytes what a file is, whatever its name says."""

from __future__ import annotations

import re

_BINARY = (  # (where, bytes, kind)
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # Word and WPS before 2007, and encrypted files of today
    (0, b"\x89PNG\r\n\x1a\n", "image"),
    (0, b"\xff\xd8\xff", "image"),
    (0, b"GIF87a", "image"),
    (0, b"GIF89a", "image"),
    (0, b"II*\x00", "image"),
    (0, b"MM\x00*", "image"),
    (8, b"WEBPVP8", "image"),
    (4, b"ftypheic", "image"),
    (4, b"ftypheix", "image"),
    (4, b"ftypmif1", "image"),
    (4, b"ftypavif", "image"),
    (0, b"Rar!\x1a\x07", "packed"),
    (0, b"7z\xbc\xaf\x27\x1c", "packed"),
    (0, b"\x1f\x8b\x08", "packed"),
    (0, b"\xfd7zXZ\x00", "packed"),
    (257, b"ustar", "packed"),
)
_WORDLESS = (  # as above, of files that no reader takes, with what to call them
    (0, b"\x7fELF", "程序"),
    (0, b"MZ", "程序"),
    (4, b"ftyp", "音频或视频"),
    (0, b"ID3", "音频或视频"),
    (0, b"OggS", "音频或视频"),
    (8, b"AVI ", "音频或视频"),
    (8, b"WAVE", "音频或视频"),
    (0, b"SQLite format 3\x00", "数据库"),
    (0, b"\x09\x08\x10\x00\x00\x06", "旧版 Excel 表格"),
)
_BMP = re.compile(rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x6c\x7c]\0\0\0", re.S)
_PDF_JUNK = 1024  # bytes that may come before a PDF's first line

_TAGS = (
    rb"html|head|body|meta|link|title|base|script|style|form|iframe|header|main|div|table|tbody|tr|td|p|span|font|h[1-6]|br|hr"
    rb"|ul|ol|li|section|article|center|b|strong|a|img"
)
_WEB = re.compile(
    rb"(?>\s|<\?xml[^>]{0,300}\?>|<!--.{0,4000}?-->)*+<(?:!doctype\s+html|(?:"
    + _TAGS
    + rb")(?:\s[^<>=]{0,300}=[^<>]{0,9000}(?:>|\Z)|\s{0,300}/?>))",
    re.I | re.S,
)
_WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package)\b|<\?mso-application\s[^>]{0,100}Word\.Document", re.I)
_XML = re.compile(rb"\s*<\?(?:xml|mso-application)\s|\s*<(?:w:wordDocument|pkg:package)\b", re.I)
_RTF = re.compile(rb"\s{0,1000}\{\\rtf")
_MAIL = re.compile(rb"\s{0,100}(?:[\w-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,20}){1,30}", re.ASCII)


def kind_of(data: bytes) -> str:
    """zip | ole | rtf | pdf | image | packed | html | mhtml | wordxml | text; "text" for what shows no other sign."""
    for at, sign, kind in _BINARY:
        if data.startswith(sign, at) and (at == 0 or b"\0" in data[:64]):
            return kind
    if _BMP.match(data):
        return "image"
    head = _readable(data[:8192])
    if _RTF.match(head):
        return "rtf"
    if _is_pdf(data[: _PDF_JUNK + 8]):
        return "pdf"
    if _XML.match(head) and _WORD_XML.search(head):
        return "wordxml"
    if _WEB.match(head):
        return "html"
    mail = _MAIL.match(head)
    if mail and b"mime-version:" in mail.group().lower():
        return "mhtml"
    return "text"


def useless(data: bytes) -> str | None:
    """What a file is that nothing could be read in, or None."""
    return next((what for at, sign, what in _WORDLESS if data.startswith(sign, at) and b"\0" in data[:64]), None)


def _is_pdf(head: bytes) -> bool:
    """The mark stands first, or on a line of its own behind what is no Chinese or English text."""
    at = head.find(b"%PDF-")
    if at < 0 or not head[at + 5 : at + 6].isdigit():
        return False
    return not head[:at].strip() or (head[at - 1 : at] in (b"\n", b"\r", b"\0") and not _is_text(head[:at]))


def _is_text(junk: bytes) -> bool:
    """Whole lines of valid UTF-8 or GB18030, with neither control characters nor a header of some protocol in them."""
    if re.search(rb"[\0-\x08\x0e-\x1f]", junk) or _MAIL.match(junk):
        return False
    return not junk.isascii() or len(junk.split()) > 20


def _readable(head: bytes) -> bytes:
    """Behind its byte order mark; UTF-16 with its zero bytes left out, so that ASCII shows."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return head.replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")

"""Telling by its first bytes what a file is, whatever its name says."""

from __future__ import annotations

import re

_STARTS = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # Word and WPS before 2007, and encrypted files of today
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x1f\x8b\x08", "packed"),
)
_WEB = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|script|style|div|table|p)\b", re.I | re.S)
_MAIL = re.compile(rb"(?:[\w-]{2,40}:[^\n]{0,300}\r?\n(?:[ \t][^\n]{0,300}\r?\n)*){1,30}", re.ASCII)


def kind_of(data: bytes) -> str:
    """zip | ole | rtf | pdf | image | packed | html | mhtml | text; "text" for what shows no other sign."""
    for start, kind in _STARTS:
        if data.startswith(start) and (kind != "image" or b"\0" in data[:64]):
            return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _WEB.match(head) or _WEB.match(_narrow(head)):
        return "html"
    mail = _MAIL.match(head)
    if mail and b"mime-version:" in mail.group().lower():
        return "mhtml"
    return "text"


def _narrow(head: bytes) -> bytes:
    """UTF-16 with its zero bytes left out, so that ASCII shows."""
    return head[2:].replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else b""

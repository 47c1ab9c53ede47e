"""What a file is, told by its first bytes alone."""

from __future__ import annotations

import time

import pytest

from checker.model import Unreadable
from checker.reading import read_document
from checker.reading.magic import kind_of

PAGE = "<html><body><p>正文</p></body></html>"
MAIL = (
    b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n'
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xef\xbb\xbf\r\n {\\rtf1", "rtf"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\0\0%PDF-1.4", "pdf"),
        (b"\x01junk\x02" * 50 + b"\n%PDF-1.4", "pdf"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4", "pdf"),
        ("这份文件以\n%PDF-1.7 开头。".encode(), "text"),
        ("这份文件以%PDF-1.7开头。".encode("gb18030"), "text"),
        (b"x" * 1100 + b"\n%PDF-1.7", "text"),
        # images, packed
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"GIF89a\1\0", "image"),
        (b"BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image"),
        (b"II*\0\x08\0\0\0", "image"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image"),
        (b"\0\0\0\x18ftypheic\0\0", "image"),
        (b"Rar!\x1a\x07\x00", "packed"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "packed"),
        (b"\x1f\x8b\x08\0", "packed"),
        (b"a.txt" + b"\0" * 252 + b"ustar\x0000", "packed"),
        (b"BMW 4S", "text"),
        (b"GIF 8", "text"),
        # pages
        (PAGE.encode(), "html"),
        (b"\xef\xbb\xbf\r\n\t" + PAGE.encode(), "html"),
        (PAGE.encode("utf-16"), "html"),
        (PAGE.encode("utf-16-le"), "html"),
        (PAGE.encode("utf-16-be"), "html"),
        (b"<!-- saved from url=(0014)about:internet -->\n<!---->\n<!DOCTYPE HTML PUBLIC>", "html"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', "html"),
        (b'<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        *(
            (f"<{tag}>报告".encode(), "html")
            for tag in ("p", "DIV class=x", "span style='x'", "h1", "br/", "table border=1", "font size=3")
        ),
        # no pages
        ("<<报告>>\n<p>正文".encode(), "text"),
        ("<报告>".encode(), "text"),
        ("正文提到 <html> 和 <p> 标签。".encode(), "text"),
        (b"<a b c>", "text"),
        (b"<privacy>", "text"),
        (b"<!-- only a comment", "text"),
        (b'<?xml version="1.0"?><rss></rss>', "text"),
        # Word's own XML
        (
            b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?>\r\n<w:wordDocument xmlns:w="x">',
            "wordxml",
        ),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">', "wordxml"),
        ('<?xml version="1.0" encoding="UTF-16"?><pkg:package xmlns:pkg="x">'.encode("utf-16"), "wordxml"),
        # mail
        (MAIL + b"--x", "mhtml"),
        (b"\r\n" + MAIL.replace(b"\r\n", b"\n"), "mhtml"),
        ("单位: 县政府\nMIME-Version: 1.0\n".encode(), "text"),
        (b"name: x\n\nMIME-Version: 1.0\n", "text"),
        ("2024年，报告。".encode(), "text"),
        (b"", "text"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"MZ\x90\0\3\0\0\0", "程序"),
        (b"\x7fELF\2\1\1\0", "程序"),
        (b"\0\0\0\x20ftypisom\0\0", "音频或视频"),
        (b"ID3\4\0\0", "音频或视频"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "音频或视频"),
        (b"SQLite format 3\0", "数据库"),
        (b"\x09\x08\x10\0\0\x06\5\0", "旧版 Excel 表格"),
    ],
)
def test_what_holds_no_text_is_called_by_its_name(data: bytes, what: str) -> None:
    outcome = read_document(data)
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == f"这是{what}，不是报告文档，请确认选对了文件。"


@pytest.mark.parametrize(
    "data",
    [
        b" " * 9000,
        b"<!---->" * 2000,
        b"<?xml ?>" * 2000,
        b"<p " * 3000,
        b"a-b:\n" * 2000,
        b"a-b:\r\r\r" * 2000,
        b"<p " + b"=" * 9000,
        b"{" * 9000,
    ],
)
def test_looking_takes_no_time(data: bytes) -> None:
    started = time.perf_counter()
    kind_of(data)
    assert time.perf_counter() - started < 0.5

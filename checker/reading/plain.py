"""Plain text and Markdown: find the encoding, then cut into lines.

The encoding is decided by the bytes: a byte order mark → UTF-8, which no other encoding looks like → whatever gives
plausible Chinese, a few damaged bytes forgiven. Validity alone proves nothing: nearly any bytes are valid GB18030 or
UTF-16. Zero bytes occur in UTF-16 only.
"""

from __future__ import annotations

import codecs
import contextlib
import re

from checker.model import Block, Document
from checker.reading.limits import DAMAGED_SHARE, MAX_CHARACTERS, MAX_DAMAGED, MAX_LINES, MAX_TEXT_BYTES, MB
from checker.reading.magic import useless
from checker.reading.refused import RefusedError

_BOMS = (  # UTF-32 first: its mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF16 = ("utf-16-le", "utf-16-be")
_HAN = re.compile("[\u4e00-\u9fff]+")
# What Chinese text is made of: white space, ASCII, punctuation and signs of CJK, Han, full-width forms, “”…—·
_USUAL = re.compile(
    "[\\s\x21-\x7e\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef\u2010-\u203b\u2150-\u2199\u2460-\u24ff·×÷°±]+"
)
_ONLY_BLANKS = re.compile("[\\s\ufeff\ufffd]+")
_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")
_MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+")


def read_plain(data: bytes) -> Document:
    """The document in `data`: its text is the decoded file itself. Raises RefusedError."""
    if not data:
        raise RefusedError("文件是空的（0 字节），请确认选对了文件，或重新保存后再检查。")
    if len(data) > MAX_TEXT_BYTES:
        raise RefusedError(f"文件超过 {MAX_TEXT_BYTES // MB} MB 的上限，请确认是否选错了文件，或拆分后再检查。")
    if what := useless(data):
        raise RefusedError(f"这是{what}，不是报告文档，请确认选对了文件。")
    text, damaged = decode(data)
    _weigh(text)
    notes = (f"有 {damaged} 处字节损坏，读作“\ufffd”，这些地方请对照原文核实。",) if damaged else ()
    return Document(text, tuple(_blocks(text)), notes)


def _weigh(text: str) -> None:
    if not _ONLY_BLANKS.sub("", text):
        raise RefusedError("文件里只有空白，未读到文字，请确认选对了文件。")
    if len(text) > MAX_CHARACTERS:
        raise RefusedError(f"全文 {len(text)} 字，超过 {MAX_CHARACTERS} 字的上限，请拆分后再检查。")
    lines = 1 + sum(1 for _ in _LINE_END.finditer(text))
    if lines > MAX_LINES:
        raise RefusedError(f"全文 {lines} 行，超过 {MAX_LINES} 行的上限，请拆分后再检查。")


def decode(data: bytes) -> tuple[str, int]:
    """The text behind its byte order mark and the number of damaged places. Raises RefusedError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            found = _forgiving(data[len(mark) :], encoding)
            if found is None:
                raise RefusedError(_broken(encoding))
            return found
    if b"\0" not in data:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8"), 0
    for encoding in _UTF16 if b"\0" in data else ("utf-8", "gb18030", *_UTF16):
        found = _forgiving(data, encoding)
        if found and _plausible(found[0]):
            return found
    if b"\0" in data:
        raise RefusedError("这不是文本文件（含有二进制数据），请另存为纯文本（.txt）后再检查。")
    raise RefusedError("认不出文字编码（不是 UTF-8、UTF-16 或 GB18030），请用记事本打开，另存为 UTF-8 编码后再检查。")


def _broken(encoding: str) -> str:
    name = encoding[:6].rstrip("-").upper()
    return f"文件开头标明是 {name} 编码，但内容损坏过多，请用记事本另存为 UTF-8 编码后再检查。"


def _forgiving(data: bytes, encoding: str) -> tuple[str, int] | None:
    """The text with damaged bytes replaced, and their number; None when they are more than a few."""
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    return (text, damaged) if damaged <= max(MAX_DAMAGED, len(text) * DAMAGED_SHARE) else None


def _plausible(text: str) -> bool:
    """Whether `text` looks like Chinese: usual characters, and among the Han mostly those of everyday use.

    Big5 or Japanese read as GB18030 is Han too, but rare ones. GB 2312 keeps the 3,755 commonest in rows B0–D7.
    """
    usual = sum(len(run) for run in _USUAL.findall(text)) + text.count("\ufffd")
    han = "".join(_HAN.findall(text))
    rows = han.encode("gb2312", "replace").replace(b"?", b"??")[::2]
    common = sum(1 for row in rows if 0xB0 <= row <= 0xD7)
    return usual >= 0.9 * len(text) and len(han) > 2 * text.count("\ufffd") and common >= 0.75 * len(han)


def _blocks(text: str) -> list[Block]:
    """One block for each line that is not blank; of a Markdown heading the text behind its # signs."""
    blocks = []
    for match in _LINE.finditer(text):
        line, start = match.group(), match.start()
        if line.isspace():
            continue
        heading = _MARKDOWN_HEADING.match(line)
        words = _without_closing_signs(line[heading.end() :]) if heading else ""
        if heading and words:
            blocks.append(Block(words, "heading", len(heading.group(1)), start=start + heading.end()))
        else:
            blocks.append(Block(line, start=start))
    return blocks


def _without_closing_signs(words: str) -> str:
    words = words.rstrip()
    bare = words.rstrip("#")
    return bare.rstrip() if bare != words and (not bare or bare[-1].isspace()) else words

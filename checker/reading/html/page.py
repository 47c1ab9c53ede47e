"""From bytes to a tree."""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from checker.reading.limits import MAX_ATTRIBUTES, MAX_HTML_BYTES, MB
from checker.reading.plain import decode
from checker.reading.refused import RefusedError

_DECLARED = re.compile(rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.ASCII | re.I)
_PROLOG = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)?", re.I)
_DATA = re.compile(r"data:[\w/+.;=-]{0,80},[^\"'\s<>]{200,}")  # images in the page
# Text behind </body> is shown by browsers and lost by the parser; what follows a </p> is always on a new line.
_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.I)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.I)
_LONG_TAG = re.compile(r"<[A-Za-z][^<]{20000,}")


def text_of(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """The page's source and how many damaged places are in it. Raises RefusedError.

    The content decides (pages that say gb2312 hold GB18030); what the page says of itself only where the content is too
    little to tell.
    """
    if len(data) > MAX_HTML_BYTES:
        raise RefusedError(f"网页超过 {MAX_HTML_BYTES // MB} MB 的上限，请只保存正文部分，再检查。")
    try:
        return decode(data)
    except RefusedError:
        plain = data.replace(b"\0", b"")
        match = _DECLARED.search(plain[:4096])
        found = _declared(plain, declared or (match.group(1).decode() if match else ""))
        if found is None:
            raise
        return found


def _declared(data: bytes, name: str) -> tuple[str, int] | None:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return None
    if encoding in ("gb2312", "gbk"):
        encoding = "gb18030"
    if encoding not in ("utf-8", "gb18030", "big5", "big5hkscs"):
        return None
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    return (text, damaged) if damaged <= 0.02 * len(text) else None


def parse(source: str) -> etree._Element:
    """The page's root element. Raises RefusedError for a page that the parser cannot take whole."""
    source = source[_PROLOG.match(source).end() :]  # type: ignore[union-attr]
    source = _PARAGRAPH_END.sub("</p><br>", _PAGE_END.sub("", _DATA.sub("data:", source)))
    for tag in _LONG_TAG.finditer(source):
        if tag.group().count("=") > MAX_ATTRIBUTES or len(tag.group().split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES:
            raise RefusedError("网页里有标签的属性过多，可能有害，请只保存正文部分，再检查。")
    # huge_tree, because without it the parser drops in silence what is nested deeper than 256 or longer than 10 MB.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise RefusedError("网页里未读到文字，请确认选对了文件，或在浏览器里打开后另存。") from None
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise RefusedError("网页嵌套过深，未能完整读取，请在浏览器里全选正文，复制到 .txt 或 .docx 后再检查。")
    return root

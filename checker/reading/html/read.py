"""The readers of web pages, and what they tell the user."""

from __future__ import annotations

import email
import email.message
import re
from collections.abc import Sequence

from lxml import etree

from checker.model import Block, Document
from checker.reading.assemble import assemble
from checker.reading.html.article import Article, find_article, is_link, prose_of
from checker.reading.html.lines import Page, lines_of
from checker.reading.html.page import parse, text_of
from checker.reading.html.tables import blocks_of
from checker.reading.html.title import title_lines
from checker.reading.limits import MAX_FILE_BYTES, MB
from checker.reading.refused import RefusedError

_WORD = re.compile(r"microsoft word|word\.document|\bwps\b|libreoffice|openoffice", re.I)
_LIST_LINKS = 10  # link lines of a page that is a list
_LITTLE = 100  # characters of prose; a page with less has no report in it
_FEW = 40  # characters, at which a page without prose is still read: a short notice, a fragment
_SHARE = 0.5  # of the visible text, under which the user is asked to look
_LEFT_SHARE = 0.1  # prose left out to prose taken, over which he is asked too
_DOCUMENT = re.compile(r"\.(pdf|ofd|docx?|wps)(?:$|[?#&])", re.I)
_PAGES = re.compile(r"createPageHTML\(\s{0,5}(\d{1,4})\s{0,5},")


def read_html(data: bytes) -> Document:
    """The report in a web page. Raises RefusedError."""
    return _read(*text_of(data))


def read_mhtml(data: bytes) -> Document:
    """The report in a web page that was saved as a single file. Raises RefusedError."""
    if len(data) > MAX_FILE_BYTES:
        raise RefusedError(f"文件超过 {MAX_FILE_BYTES // MB} MB 的上限，请只保存正文部分，再检查。")
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return _read(*text_of(content, part.get_content_charset()))
    raise RefusedError("单文件网页（.mht）里没有网页正文，请在浏览器里打开后另存为 .html，再检查。")


def _read(source: str, damaged: int) -> Document:
    root = parse(source)
    page = lines_of(root)
    article = find_article(page, _is_saved_document(root))
    _refuse_other_pages(page, article)
    titles = [Block(line, "heading") for line in title_lines(root, page, article)]
    notes = _notes(page, article, sum(len(title.text) for title in titles))
    if damaged:
        notes.append(f"有 {damaged} 处字节损坏，读作“\ufffd”，这些地方请对照原文核实。")
    pages = _PAGES.search(source)
    if pages and int(pages.group(1)) > 1:
        notes.append(f"网页可能分 {pages.group(1)} 页显示，这里只有其中一页，请核对是否读全。")
    return assemble([*titles, *blocks_of(page, article.lines)], notes)


def _is_saved_document(root: etree._Element) -> bool:
    """Word's own: the whole page is the document. A page's article may bring such a <meta> along, but not into its head."""
    for meta in root.iterfind("head/meta"):
        name = (meta.get("name") or "").lower()
        if name in ("generator", "progid", "originator") and _WORD.search(meta.get("content") or ""):
            return True
    return False


def _refuse_other_pages(page: Page, article: Article) -> None:
    prose = sum(prose_of(page.lines[i]) for i in article.lines)
    if prose >= _LITTLE:
        return
    files = sum(line.files for line in page.lines)
    frame = next((match.group(1) for _, address in page.frames if (match := _DOCUMENT.search(address))), None)
    if frame or (files and prose < _FEW):
        name = (frame or "").upper() or "文件"
        raise RefusedError(f"这一页没有正文，正文在附件 {name} 中，请下载附件后检查。")
    if sum(is_link(line) for line in page.lines) >= _LIST_LINKS:
        raise RefusedError("这一页是栏目列表或导航，没有报告正文，请点开报告所在的页面，另存后再检查。")
    if prose < _FEW and page.images:
        raise RefusedError("这一页的正文是图片，请把图片或原文件另存后检查。")
    if prose < _FEW and page.frames:
        raise RefusedError("这一页的正文嵌在另一个页面里，请在浏览器里打开正文页面，另存后再检查。")
    if not article.lines:
        raise RefusedError(
            "网页里未读到文字，正文可能由脚本显示，请在浏览器里全选正文，复制到 .txt 或 .docx 后再检查。"
        )


def _notes(page: Page, article: Article, more: int) -> list[str]:
    notes = []
    seen = sum(line.size for line in page.lines)
    taken = sum(page.lines[i].size for i in article.lines) + more
    prose = sum(prose_of(page.lines[i]) for i in article.lines)
    left = sum(map(prose_of, page.lines)) - prose
    if taken < _SHARE * seen or left > max(_LITTLE, _LEFT_SHARE * prose):
        notes.append(f"本页可见文字约 {round(100 * taken / seen)}% 被作为正文读取，请用 fazhi read 核对是否读全。")
    if frames := _documents(page.frames):
        notes.append(f"网页里嵌有 {frames} 个文件（PDF 等），其中的文字未读，如属报告正文，请下载后检查。")
    if article.files:
        notes.append(f"正文后链接的 {article.files} 个附件未读，如属报告正文，请下载后检查。")
    return notes


def _documents(frames: Sequence[tuple[int, str]]) -> int:
    return sum(bool(_DOCUMENT.search(address)) for _, address in frames)

"""From the tree to the lines that a browser would show, and which elements hold which of them.

One pass, whatever the depth of the tree. Everything later works on ranges of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from checker.reading.html.numbers import Numbering
from checker.reading.html.seen import Sheet, display_of, is_unseen, list_style_of, sheet_of, style_of

# Containers of the article in the site systems of Chinese governments, by id or class, in lower case.
_CONTAINERS = (
    "ucap-content ucapcontent trs_editor trs_editor_view trs_ueditor trs_word trs_web zoom zoomcon js_content rich_media_content"
    " vsb_content vsb_content_2 vsb_content_4 vsb_content_6 vsb_content_100 vsb_content_500 vsb_content_501 vsb_newscontent"
    " v_news_content pages_content pages-content article-content article_content articlecontent article-con articlecon content_body"
    " content-body contentbody xl_content xl-content newscontent news_content news-content bt_content bt-content con_text con-text"
    " ncontent gkxl gkxl_content gk_content xxgk_content xxgkcontent nr_content j-fontcontent easysite-news-text easysite-news-content"
    " wp_articlecontent articlebody article_body article-body detail-content detail_content detailcontent maincontent main_content"
    " main-content textcontent text_content infocontent info_content content_main view_content viewcontent ewebeditorcontent"
    " ewb-article-info fontzoom printcontent arc_body mainarticle contenttext news_conent_two_text"
)
KNOWN = frozenset(_CONTAINERS.split())
_WAITING = frozenset(("js_content",))  # kept invisible until the page's script has run

_BLOCK_TAGS = (
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr li legend main menu ol p pre section summary table caption tbody thead tfoot tr td th"
    " ul frameset noframes"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BLOCK_DISPLAYS = frozenset(("block", "flex", "grid", "table", "list-item", "flow-root", "table-row", "table-cell"))
_ALWAYS_BLOCKS = frozenset(("table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "li"))
_TYPED = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026]|[\U00020000-\U0003ffff]")
_NOTHING = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


class Line(NamedTuple):
    """`size` and `linked`: how many characters other than white space, and how many of them in links."""

    text: str
    size: int
    linked: int
    heading: int | None = None
    cell: int = -1  # index of the table cell, -1 outside of tables
    files: int = 0  # links to documents


class Cell(NamedTuple):
    """`row` counts the rows of a page."""

    table: int
    row: int


class Table(NamedTuple):
    """`outer`: the table that it stands in, or -1. `plain`: it says of itself that it is layout."""

    outer: int
    plain: bool


class Span(NamedTuple):
    """The lines from `first` up to `last`, which are those of one element. `names`: its id and classes."""

    first: int
    last: int
    tag: str
    names: tuple[str, ...]


class Page(NamedTuple):
    """`images`, `frames`: at which line each stands; of a frame also its address."""

    lines: list[Line]
    spans: list[Span]
    cells: list[Cell]
    tables: list[Table]
    images: list[int]
    frames: list[tuple[int, str]]


_FILES = re.compile(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|rtf|zip|rar)(?:$|[?#&])", re.I)


def lines_of(root: etree._Element) -> Page:
    """The lines of the page in reading order."""
    walk = _Walk(sheet_of(root))
    iterator = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in iterator:
        if event == "start":
            if walk.start(element):
                walk.say(element.text)
            else:
                iterator.skip_subtree()
        else:
            if event == "end":
                walk.end(element)
            if element is not root:
                walk.say(element.tail)
    walk.flush()
    return walk.page


class _Walk:
    """Where the walk over the tree is. `_open` holds, for each open element, how to close it."""

    def __init__(self, sheet: Sheet) -> None:
        self.page = Page([], [], [], [], [], [])
        self._sheet = sheet
        self._open: list[tuple[bool, int, tuple[str, ...]]] = []
        self._pieces: list[tuple[str, bool]] = []
        self._files = self._rows = self._links = self._pre = 0
        self._headings: list[int] = []
        self._lists: list[Numbering] = []
        self._tables: list[int] = []
        self._cells: list[int] = []
        self._markers: list[str] = []

    def start(self, element: etree._Element) -> bool:
        """Open the element; False when nothing in it is shown."""
        names = _names(element)
        style = style_of(element, self._sheet)
        unseen = is_unseen(element, style, not _WAITING.isdisjoint(names))
        block = not unseen and _is_block(element, style, names)
        if block or element.tag == "br":
            self.flush()
        self._open.append((block, -1 if unseen else len(self.page.lines), names))
        if unseen:
            self._note_frame(element, style)
        else:
            self._enter(element, style)
        return not unseen

    def _note_frame(self, element: etree._Element, style: str) -> None:
        if element.tag in ("iframe", "frame", "embed", "object") and display_of(style) != "none":
            address = next((value for key in ("src", "data", "data-src") if (value := element.get(key))), "")
            self.page.frames.append((len(self.page.lines), address[:2000]))

    def _enter(self, element: etree._Element, style: str) -> None:
        tag = element.tag
        if tag == "img":
            self.page.images.append(len(self.page.lines))
        elif tag == "a":
            self._enter_link(element)
        elif tag == "pre":
            self._pre += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._headings.append(int(tag[1]))
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(Numbering(element, list_style_of(style)))
        elif tag == "li":
            self._markers.append(self._lists[-1].marker(element, list_style_of(style)) if self._lists else "")
        else:
            self._enter_table(element)

    def _enter_link(self, element: etree._Element) -> None:
        address = element.get("href") or ""
        self._links += _leads_away(element)
        self._files += bool(_FILES.search(address[:2000]))

    def _enter_table(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "table":
            outer = self._tables[-1] if self._tables else -1
            self.page.tables.append(Table(outer, element.get("role") in ("presentation", "none")))
            self._tables.append(len(self.page.tables) - 1)
        elif tag == "tr":
            self._rows += 1
        elif tag in ("td", "th") and self._tables:
            self.page.cells.append(Cell(self._tables[-1], self._rows))
            self._cells.append(len(self.page.cells) - 1)

    def end(self, element: etree._Element) -> None:
        """Close the element that was opened last."""
        block, first, names = self._open.pop()
        if first < 0:
            return
        if block:
            self.flush()
            if first < len(self.page.lines):
                self.page.spans.append(Span(first, len(self.page.lines), element.tag, names))
        self._leave(element)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a":
            self._links -= _leads_away(element)
        elif tag == "pre":
            self._pre -= 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._headings.pop()
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._markers.pop()
        elif tag == "table":
            self._tables.pop()
        elif tag in ("td", "th") and self._tables:
            self._cells.pop()

    def say(self, text: str | None) -> None:
        """Add to the line."""
        if not text:
            return
        if not self._pre:
            self._pieces.append((text, self._links > 0))
            return
        first, *others = text.splitlines() or [""]
        self._pieces.append((first, self._links > 0))
        for other in others:
            self.flush()
            self._pieces.append((other, self._links > 0))

    def flush(self) -> None:
        """End the line."""
        pieces, self._pieces = self._pieces, []
        text = _shown("".join(piece for piece, _ in pieces)) if pieces else ""
        if not text:
            return
        linked = sum(_size(piece) for piece, is_link in pieces if is_link)
        if self._markers and self._markers[-1]:
            text, self._markers[-1] = self._markers[-1] + text, ""
        heading = self._headings[-1] if self._headings else None
        self.page.lines.append(Line(text, _size(text), linked, heading, self._cell(), self._files))
        self._files = 0

    def _cell(self) -> int:
        """The cell that is open in the innermost open table."""
        if not self._cells or self.page.cells[self._cells[-1]].table != self._tables[-1]:
            return -1
        return self._cells[-1]


def _names(element: etree._Element) -> tuple[str, ...]:
    identity, classes = element.get("id"), element.get("class")
    if not identity and not classes:
        return ()
    return tuple(f"{identity or ''} {classes or ''}"[:1000].lower().split())


def _is_block(element: etree._Element, style: str, names: tuple[str, ...]) -> bool:
    tag = element.tag
    display = display_of(style)
    if display in _BLOCK_DISPLAYS or not KNOWN.isdisjoint(names):
        return True
    return tag in _BLOCKS and (tag in _ALWAYS_BLOCKS or display not in ("inline", "inline-block"))


def _leads_away(element: etree._Element) -> bool:
    """A link to another page, or a tool; not the name of a place, nor a link to one on this page."""
    address = (element.get("href") or "").strip()
    return bool(address and not address.startswith("#")) or bool(element.get("onclick"))


def _size(text: str) -> int:
    return len("".join(text.split()))


def _shown(text: str) -> str:
    """White space as a browser has it, but none where the source only wraps a line next to a wide character."""
    text = "".join(_collapsed(text.translate(_NOTHING)))
    return text.replace("\xa0", " ").strip()


def _collapsed(text: str) -> Iterator[str]:
    last = 0
    for space in _TYPED.finditer(text):
        yield text[last : space.start()]
        last = space.end()
        wraps = "\n" in space.group() or "\r" in space.group()
        if not (wraps and _beside_wide(text, space.start(), last)):
            yield " "
    yield text[last:]


def _beside_wide(text: str, start: int, end: int) -> bool:
    return bool(_WIDE.match(text[start - 1 : start])) or bool(_WIDE.match(text[end : end + 1]))

"""The report's title where the page shows it outside of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from checker.reading.html.article import Article, is_link
from checker.reading.html.lines import Line, Page

_NAMES = ("articletitle", "og:title", "contenttitle")
_SEPARATOR = re.compile(r"\s*[_|]\s*|\s+[-–—]{1,2}\s+|[-–—]{1,2}(?=[^\d\s])|——")
_SHORTEST, _LONGEST = 6, 90
_NEAR = 60  # lines above the article
_FIRST = 12  # lines of the article
_PIECES = 3


def title_lines(root: etree._Element, page: Page, article: Article) -> list[str]:
    """The lines of the title to put before the article; none when it is there already, or nowhere.

    What the page shows comes first; what it only says in its head is taken where nothing shown agrees with it.
    """
    said = _said(root)
    start = article.lines[0] if article.lines else 0
    beginning = "".join(_squeezed(page.lines[i].text) for i in article.lines[:_FIRST])
    above = [line for line in page.lines[max(0, start - _NEAR) : start] if not is_link(line) and line.size <= _LONGEST]
    headings = _headings(page, start)
    for name in (*said, *map("".join, headings)):
        if _squeezed(name) in beginning:
            return []
    for name in said:
        if shown := _shown(name, above):
            return [line for line in shown if _squeezed(line) not in beginning]
    return headings[-1] if headings else said[:1]


def _said(root: etree._Element) -> list[str]:
    """What the head says: of <meta> the title, of <title> the piece before the site's name."""
    names = []
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in _NAMES:
            names.append(meta.get("content") or "")
    for title in root.iterfind("head/title"):
        pieces = _SEPARATOR.split(" ".join((title.text or "")[:1000].split()))
        names += pieces[:1] if len(pieces) > 1 else []
    cleaned = (" ".join(name.split()) for name in names)
    return [name for name in cleaned if _SHORTEST <= len(name) <= _LONGEST]


def _headings(page: Page, start: int) -> list[list[str]]:
    """The lines of each heading shortly before line `start`."""
    found = []
    for span in page.spans:
        if (
            span.tag in ("h1", "h2", "h3")
            and start - _NEAR <= span.first
            and span.last <= min(start, span.first + _PIECES)
        ):
            lines = page.lines[span.first : span.last]
            if not any(map(is_link, lines)) and _SHORTEST <= sum(line.size for line in lines) <= _LONGEST:
                found.append([line.text for line in lines])
    return found


def _shown(name: str, above: Sequence[Line]) -> list[str]:
    """The lines above the article that read `name`: one, or up to three in a row."""
    wanted = _squeezed(name)
    texts = [_squeezed(line.text) for line in above]
    for start in range(len(above) - 1, -1, -1):
        for count in range(1, _PIECES + 1):
            if start + count <= len(above) and "".join(texts[start : start + count]) == wanted:
                return [line.text for line in above[start : start + count]]
    for line, text in zip(reversed(above), reversed(texts), strict=True):
        if len(text) >= _SHORTEST and (text.startswith(wanted) or (len(text) >= 10 and wanted.startswith(text))):
            return [line.text]
    return []


def _squeezed(text: str) -> str:
    return "".join(text.split())

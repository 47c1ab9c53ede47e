"""Running heads and page numbers: found by where they stand and by being repeated, and left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.reading.page.places import Line, Page, rows_of

_OUTER = 0.14  # of a page's height, above and below
_ROWS = 3  # so many rows from an end of the page can be running heads
_LARGE = 1.15  # times the body's size: a title, and no running head
_SMALL = 0.85  # times the body's size: no body
_DETACHED = 1.3  # times the usual way from row to row
_OFTEN = 4  # pages on which a row that is not detached must stand, and on half of all

_MARK = r"[-—–―－─·.•~～|()（）〔〕\[\]<>《》]{0,3}"
_ARABIC = r"[0-9０-９]{1,4}"
_FIGURE = rf"(?:{_ARABIC}|[ivxlcIVXLC]{{1,6}}|[一二三四五六七八九十〇零百]{{1,4}})"
_BARE = re.compile(rf"{_MARK}({_ARABIC}){_MARK}|[ivxlc]{{1,6}}|[IVXLC]{{1,6}}")
_NAMED = re.compile(
    rf"{_MARK}(?:第{_FIGURE}[页頁][,，、/／|]?(?:[共总]{_FIGURE}[页頁])?|{_FIGURE}[/／]{_FIGURE}"
    rf"|[Pp](?:age|AGE)?\.?{_ARABIC}(?:(?:of|OF|/){_ARABIC})?){_MARK}"
)
_BROWSER = re.compile(r"https?://|file://|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}.{0,4}[0-9]{1,2}:[0-9]{2}")  # what one prints
_DIGITS = re.compile(r"[0-9０-９]+|(?<=第)[一二三四五六七八九十〇零百]+(?=[页頁])")

_Place = tuple[int, int]  # page, index of the line in it


class _Edge(NamedTuple):
    """The outermost row at an end of its page, `far` from that end. `detached`: space or its size parts it from the rest."""

    page: int
    indices: tuple[int, ...]
    lines: tuple[Line, ...]
    foot: bool
    far: float
    detached: bool

    @property
    def text(self) -> str:
        return "".join(map(_compact, self.lines))

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    def places(self) -> Iterator[_Place]:
        return ((self.page, index) for index in self.indices)


def without_running_heads(pages: Sequence[Page], size: float) -> list[Page]:
    """`pages` without their running heads and page numbers. `size`: that of the body's letters."""
    kept = list(pages)
    for _ in range(_ROWS):
        edges = [edge for number, page in enumerate(kept) for edge in _edges(number, page, size)]
        gone = {*_repeated(edges, len(kept), size), *_counting(edges), *_numbers(edges, size)}
        if not gone:
            break
        for number in {number for number, _ in gone}:
            lines = (line for index, line in enumerate(kept[number].lines) if (number, index) not in gone)
            kept[number] = kept[number]._replace(lines=tuple(lines))
    return kept


def _edges(number: int, page: Page, size: float) -> Iterator[_Edge]:
    """The outermost rows of a page, if they stand in its outer part."""
    order = sorted(range(len(page.lines)), key=lambda index: (page.lines[index].middle, page.lines[index].left))
    rows = rows_of(page.lines[index] for index in order)
    ways = [below[0].middle - above[0].middle for above, below in pairwise(rows)]
    usual = median(ways) if len(ways) >= 4 else 1.6 * size
    for foot in (False, True) if rows else ():
        row = rows[-1 if foot else 0]
        far = page.height - row[0].middle if foot else row[0].middle
        if far <= _OUTER * page.height:
            own = order[-len(row) :] if foot else order[: len(row)]
            wide = len(rows) == 1 or ways[-1 if foot else 0] > _DETACHED * usual
            yield _Edge(number, tuple(own), row, foot, far, wide or max(line.size for line in row) < _SMALL * size)


def _repeated(edges: Iterable[_Edge], pages: int, size: float) -> Iterator[_Place]:
    """The same text but for digits, at the same place, on several pages."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        masked = _DIGITS.sub("#", edge.text)
        if masked.strip("#"):
            groups[edge.foot, masked].append(edge)
    for group in groups.values():
        usual = median(edge.far for edge in group)
        same = [edge for edge in group if abs(edge.far - usual) < edge.size]
        count = len({edge.page for edge in same})
        often = count >= max(_OFTEN, pages / 2)
        if count < 2 or not (often or sum(edge.detached for edge in same) > len(same) / 2):
            continue
        for edge in same:
            if edge.page or edge.size < _LARGE * size:
                yield from edge.places()


def _counting(edges: Iterable[_Edge]) -> Iterator[_Place]:
    """Numbers that count with the pages."""
    groups: dict[tuple[bool, int], list[tuple[_Edge, int]]] = defaultdict(list)
    for edge in edges:
        for index, line in zip(edge.indices, edge.lines, strict=True):
            found = _BARE.fullmatch(_compact(line))
            if found and found[1] and (line is edge.lines[0] or line is edge.lines[-1]):
                groups[edge.foot, int(found[1]) - edge.page].append((edge, index))
    for group in groups.values():
        if len({edge.page for edge, _ in group}) >= _OFTEN - 1:
            yield from ((edge.page, index) for edge, index in group)


def _numbers(edges: Iterable[_Edge], size: float) -> Iterator[_Place]:
    """What is a page number by its shape, and rows that a browser prints round a page."""
    for edge in edges:
        if not edge.detached or edge.size >= _LARGE * size:
            continue
        if edge.size < _SMALL * size and _BROWSER.search(edge.text):
            yield from edge.places()
            continue
        for index, line in zip(edge.indices, edge.lines, strict=True):
            text = _compact(line)
            if _NAMED.fullmatch(text) or (len(edge.lines) == 1 and _BARE.fullmatch(text)):
                yield edge.page, index


def _compact(line: Line) -> str:
    return line.text.replace(" ", "").replace("\u3000", "")

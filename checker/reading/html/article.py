"""Which lines of a page are the report: those of a known container, else those where prose is densest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from checker.reading.html.lines import KNOWN, Line, Page, Span

_SENTENCE = re.compile("[，。；、,;]")
_PROSE = 20  # characters, from which on a line with a comma or a full stop counts as prose
_ENOUGH = 100  # characters of prose that a report has at the very least
_LINK_SHARE = 0.6  # of a line, from which on it is a link with something about it
_FEW_LINKS = 3  # link lines in a page that has nothing but its article …
_WHOLE_SHARE = 0.05  # … and the share of its text that is in links
_LINK_WEIGHT = 12  # characters
_NEARLY_ALL = 0.97  # of a container's prose: an inner one that has it is the container
_TOOLS = re.compile(
    r"share[a-z]*|bdshare[a-z]*|jiathis[a-z]*|breadcrumb|crumbs?|print|toolbar|tools?|close|qrcode|ewm|erweima|pager|pagination|fenye|related|"
    r"footer|foot|copyright|nav|sidebar|menu|header|top|fontsize|font-size"
)
_PARTS_OF_NAME = re.compile(r"[a-z]+")
_TOOL_PROSE = 100  # characters of prose, more of which no tool bar has
_LONGEST_LABEL = 8
_BOXES = ("div", "section", "td")
_MOST_NAMES = 10  # elements round the same lines, whose names are looked at


class Article(NamedTuple):
    """`lines`: indices, in order. `files`: linked documents left out."""

    lines: tuple[int, ...]
    files: int


class Sums:
    """What any range of lines holds, each in constant time: characters of prose, of link lines, and a score."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._prose = [0, *accumulate(prose_of(line) for line in lines)]
        self._score = [0, *accumulate(prose_of(line) - _weight(line) for line in lines)]
        self._linked = [0, *accumulate(line.linked for line in lines)]
        self._size = [0, *accumulate(line.size for line in lines)]

    def prose(self, first: int, last: int) -> int:
        return self._prose[last] - self._prose[first]

    def score(self, first: int, last: int) -> int:
        return self._score[last] - self._score[first]

    def linked(self, first: int, last: int) -> int:
        return self._linked[last] - self._linked[first]

    def size(self, first: int, last: int) -> int:
        return self._size[last] - self._size[first]


def prose_of(line: Line) -> int:
    """The characters of a line that belong to a sentence, 0 for labels and links."""
    own = line.size - line.linked
    return own if own >= _PROSE and not is_link(line) and _SENTENCE.search(line.text) else 0


def is_link(line: Line) -> bool:
    """The line is a link, or a few of them."""
    return line.linked >= _LINK_SHARE * line.size


def _weight(line: Line) -> int:
    """How much prose a link line outweighs: little, for links at an article's edges are left out of it later."""
    return _LINK_WEIGHT if is_link(line) else 0


def find_article(page: Page, whole: bool = False) -> Article:
    """The report's lines. `whole`: the page is a document saved as a page, with nothing round it."""
    lines, sums = page.lines, Sums(page.lines)
    everything = (0, len(lines))
    if whole or _is_bare(lines, sums):
        ranges = ([] if whole else _known(page.spans, sums)) or [everything]
    else:
        ranges = _known(page.spans, sums)
        dense = _densest(page.spans, sums, len(lines))
        if _prose(ranges, sums) < max(_ENOUGH, _prose(dense, sums) / 2):
            ranges = dense
    tools = _tools(page.spans, sums, len(lines))
    kept = [i for first, last in ranges for i in range(first, last) if not tools[i]]
    trimmed = _trimmed(lines, kept)
    return Article(tuple(trimmed), sum(lines[i].files for i in set(kept) - set(trimmed)))


def _is_bare(lines: Sequence[Line], sums: Sums) -> bool:
    """Whether the page has no navigation, so that nothing in it need be left out."""
    few = sum(is_link(line) for line in lines) <= _FEW_LINKS
    return few and sums.linked(0, len(lines)) <= _WHOLE_SHARE * sums.size(0, len(lines))


def _prose(ranges: Sequence[tuple[int, int]], sums: Sums) -> int:
    return sum(sums.prose(*one) for one in ranges)


def _known(spans: Sequence[Span], sums: Sums) -> list[tuple[int, int]]:
    """The ranges of the known container with most prose: of its innermost one that has nearly all of it."""
    named: dict[str, list[Span]] = {}
    for span in spans:
        for name in KNOWN.intersection(span.names):
            named.setdefault(name, []).append(span)
    groups = [_outermost(group) for group in named.values()]
    if not groups:
        return []
    best = max(groups, key=lambda group: _prose(group, sums))
    most = _prose(best, sums)
    if most < _ENOUGH:
        return []
    outer = (best[0][0], best[-1][1])
    inner = [
        g for g in groups if _prose(g, sums) >= _NEARLY_ALL * most and outer[0] <= g[0][0] and g[-1][1] <= outer[1]
    ]
    return min(inner, key=lambda group: sum(last - first for first, last in group))


def _densest(spans: Sequence[Span], sums: Sums, count: int) -> list[tuple[int, int]]:
    """The element with the best score and those of its name; where most prose is in none, the best run of lines."""
    best = max(spans, key=lambda one: (sums.score(one.first, one.last), one.first - one.last), default=None)
    if best is None or sums.prose(best.first, best.last) < 0.7 * sums.prose(0, count):
        return [_best_run(sums, count)]
    groups = [[(best.first, best.last)]]
    names = {
        (one.tag, one.names)
        for one in spans
        if (one.first, one.last) == groups[0][0] and one.names and one.tag in _BOXES
    }
    for name in sorted(names)[:_MOST_NAMES]:
        alike = [one for one in spans if (one.tag, one.names) == name and sums.prose(one.first, one.last)]
        groups.append(_outermost(alike))
    return max(groups, key=lambda group: _prose(group, sums))


def _outermost(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The ranges of `spans`, which come inner before outer, without those that lie within another."""
    ranges: list[tuple[int, int]] = []
    for span in spans:
        while ranges and ranges[-1][0] >= span.first:
            ranges.pop()
        ranges.append((span.first, span.last))
    return ranges


def _best_run(sums: Sums, count: int) -> tuple[int, int]:
    best, start, top = (0, count), 0, 0
    for end in range(1, count + 1):
        if sums.score(0, end - 1) < sums.score(0, start):
            start = end - 1
        if (score := sums.score(start, end)) >= top:  # up to a date or signature, which weigh nothing
            best, top = (start, end), score
    return best


def _tools(spans: Sequence[Span], sums: Sums, count: int) -> list[bool]:
    """For each line whether it is of a tool bar, a footer or the like: told by names, and never with prose in it."""
    edges = [0] * (count + 1)
    for span in spans:
        named = span.tag in ("aside", "footer") or any(_is_tool(name) for name in span.names)
        if named and sums.prose(span.first, span.last) <= _TOOL_PROSE:
            edges[span.first] += 1
            edges[span.last] -= 1
    return [depth > 0 for depth in accumulate(edges)]


def _is_tool(name: str) -> bool:
    return any(_TOOLS.fullmatch(part) for part in _PARTS_OF_NAME.findall(name))


def _trimmed(lines: Sequence[Line], kept: list[int]) -> list[int]:
    """Without lines with links before the first and behind the last prose, and without lists of links anywhere."""
    prose = [at for at, i in enumerate(kept) if prose_of(lines[i])]
    if not prose:
        return [i for i in kept if not is_link(lines[i])]
    first, last = prose[0], prose[-1]
    in_list = _in_lists(lines, kept)
    stays = [not (in_list[at] or (lines[i].linked and not first <= at <= last)) for at, i in enumerate(kept)]
    for at in range(len(kept) - 1, last, -1):
        if stays[at] and at + 1 < len(kept) and not stays[at + 1] and _is_label(lines[kept[at]]):
            stays[at] = False  # what stood above a list of links
    return [i for i, stay in zip(kept, stays, strict=True) if stay]


def _in_lists(lines: Sequence[Line], kept: Sequence[int]) -> list[bool]:
    """For each line whether it is one of three link lines or more in a row."""
    told = [False] * len(kept)
    start = 0
    for at in range(len(kept) + 1):
        if at == len(kept) or not is_link(lines[kept[at]]):
            if at - start >= 3:
                told[start:at] = [True] * (at - start)
            start = at + 1
    return told


def _is_label(line: Line) -> bool:
    return line.size <= _LONGEST_LABEL and not any(c.isdigit() for c in line.text) and line.text[-1] not in "。；"

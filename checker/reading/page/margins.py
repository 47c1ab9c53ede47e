"""What is usual in a document: between which margins its lines run, how far apart they stand, how large they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.reading.page.joining import CLOSING
from checker.reading.page.numbering import is_numbered
from checker.reading.page.places import Line

_SUPPORT = 0.12  # of a page's lines, that must begin or end at a margin …
_FEWEST = 3  # … and so many
_JUSTIFIED = 0.3  # em: a line that ends this near to the margin reaches it
_INDENT = 1.2  # em


class Margins(NamedTuple):
    """Where the lines of a page begin and end. `justified`: full lines end exactly there."""

    left: float
    right: float
    justified: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


class Usual(NamedTuple):
    """What is usual in a document. `way`: from a line's middle to the next one's, in em.

    `indented`: paragraphs begin with an indented line. `numbers_left`: numbered ones begin at the margin nevertheless.
    """

    size: float
    way: float
    indented: bool
    numbers_left: bool
    uneven: float  # share by which sizes of equal letters differ: recognised ones do


def body_size(pages: Iterable[Iterable[Line]]) -> float:
    """The size of most letters; 1 without any."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    if not sizes:
        return 1.0
    most = sizes.most_common(1)[0][0]
    near = [size for size, count in sizes.items() for _ in range(count) if abs(size - most) < 0.15 * most]
    return median(near) or 1.0


def margins_of(pages: Sequence[tuple[float, Sequence[Line]]], size: float) -> list[Margins]:
    """The margins of each page (its width and lines); those of a page with few lines are those of pages like it."""
    own = [_own(lines, size) for _, lines in pages]
    groups: dict[tuple[float, int], list[Margins]] = defaultdict(list)
    for number, margins in enumerate(own):
        if margins:
            groups[_like(pages, number)].append(margins)
            groups[_like(pages, number)[0], -1].append(margins)
    everyone = [margins for margins in own if margins]
    found = []
    for number, (width, lines) in enumerate(pages):
        like = groups.get(_like(pages, number)) or groups.get((_like(pages, number)[0], -1))
        found.append(own[number] or _shared(like or [], width, lines, bool(everyone)))
    return found


def _like(pages: Sequence[tuple[float, Sequence[Line]]], number: int) -> tuple[float, int]:
    return round(pages[number][0]), number % 2


def _shared(like: list[Margins], width: float, lines: Sequence[Line], others: bool) -> Margins:
    """For a page that does not show its margins: those of its like, widened to hold its lines."""
    lefts, rights = [line.left for line in lines], [line.right for line in lines]
    if like:
        lefts.append(median(margins.left for margins in like))
        rights.append(median(margins.right for margins in like))
    elif not lines or others:
        lefts.append(0.12 * width)
        rights.append(0.88 * width)
    return Margins(min(lefts), max(rights), sum(margins.justified for margins in like) > len(like) / 2)


def _own(lines: Sequence[Line], size: float) -> Margins | None:
    lines = [line for line in lines if abs(line.size - size) < 0.3 * size]
    if len(lines) < _FEWEST + 1:
        return None
    left = _cluster(sorted(line.left for line in lines), size, len(lines))
    rights = [-_right(line) for line in lines]
    right = _cluster(sorted(rights), size, len(lines))
    if left is None or right is None or -right - left < 4 * size:
        return None
    full = [line for line in lines if -right - line.right < 3 * size]
    exact = sum(-right - line.right < _JUSTIFIED * size for line in full)
    return Margins(left, -right, exact >= 0.7 * len(full) and exact >= _FEWEST)


def _right(line: Line) -> float:
    """Where the line's letters end: closing signs may hang over the margin."""
    if line.text[-1] not in CLOSING:
        return line.right
    return line.right - line.size * (0.4 if line.text[-1].isascii() else 1.0)


def _cluster(values: list[float], size: float, count: int) -> float | None:
    """The outermost value that enough others are within half a letter of."""
    enough = max(_FEWEST, _SUPPORT * count)
    end = 0
    for start, value in enumerate(values):
        while end < len(values) and values[end] <= value + size / 2:
            end += 1
        if end - start >= enough:
            return value
    return None


def usual(pages: Sequence[Sequence[Line]], margins: Sequence[Margins], size: float) -> Usual:
    """What is usual in a document whose pages have these lines and margins."""
    ways = [way for lines in pages for way in _ways(lines, size)]
    starts = [bounds for lines, margin in zip(pages, margins, strict=True) for bounds in _starts(lines, margin, size)]
    indented = sum(deep for deep, _ in starts)
    return Usual(
        size,
        _usual_way(ways),
        indented >= 2 and indented >= 0.3 * len(starts),
        any(numbered and not deep for deep, numbered in starts),
        _unevenness(pages, size),
    )


def _ways(lines: Sequence[Line], size: float) -> Iterator[float]:
    for above, below in pairwise(lines):
        if abs(above.size - size) < 0.15 * size and abs(below.size - size) < 0.15 * size and below.middle > above.middle:
            yield (below.middle - above.middle) / size


def _usual_way(ways: list[float]) -> float:
    """The smallest way that is frequent: wider ones part paragraphs."""
    if not ways:
        return 1.8
    counts = Counter(round(way * 10) for way in ways)
    for step in sorted(counts):
        if counts[step] + counts[step + 1] >= max(2, 0.15 * len(ways)):
            return median(way for way in ways if step - 0.5 <= way * 10 <= step + 1.5)
    return median(ways)


def _starts(lines: Sequence[Line], margin: Margins, size: float) -> Iterator[tuple[bool, bool]]:
    """Of each line that follows a short one, and so begins a paragraph: is it indented, is it numbered."""
    for above, below in pairwise(lines):
        if margin.right - above.right > 3 * size and below.left - margin.left < 5 * size and abs(below.size - size) < 0.15 * size:
            yield below.left - margin.left >= _INDENT * size, is_numbered(below.text)


def _unevenness(pages: Sequence[Sequence[Line]], size: float) -> float:
    near = [line.size for lines in pages for line in lines if abs(line.size - size) < 0.3 * size]
    return median(abs(one - size) for one in near) / size if near else 0.0

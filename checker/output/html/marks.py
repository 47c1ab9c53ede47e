"""The report's text cut up for the page, so that places in it can be marked and linked.

Places overlap as they like: a sentence that a verdict rests on holds figures, and a finding may begin in one sentence and
end in the next. So nothing is nested but two levels: runs (sentences and headings) hold pieces (findings and figures), and
each place is a row of runs or of pieces, from its first to its last. The work is linear in the text and its places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from checker.text.lines import line_starts

Span = tuple[int, int]  # code points of the text, half-open


class Mark(NamedTuple):
    """A place to mark. `kind` becomes a CSS class; `back`: where the link behind the place leads and what it says."""

    start: int
    end: int
    kind: str
    back: tuple[str, str] | None = None


class Place(NamedTuple):
    """Where a mark has come to lie: the anchors `{letter}{first}` to `{letter}{last}`."""

    letter: str
    first: int
    last: int

    @property
    def anchor(self) -> str:
        return f"{self.letter}{self.first}"


@dataclass(slots=True)
class Piece:
    """Text with one look. `number` is None where nothing is marked."""

    text: str
    kinds: str
    number: int | None
    backs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    kinds: str
    number: int | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class TextLine:
    """One line of the text, `number` counted from 1; lines without a word are left out."""

    number: int
    runs: list[Run] = field(default_factory=list)


class MarkedText(NamedTuple):
    """The lines, and where each place lies: of sentences and headings, of findings and figures."""

    lines: list[TextLine]
    runs: Mapping[Span, Place]
    pieces: Mapping[Span, Place]


def mark_text(text: str, outer: Sequence[Mark], inner: Sequence[Mark]) -> MarkedText:
    """Cut `text` up at the marks. `outer` become runs, `inner` become pieces; marks outside the text are passed over."""
    outer, inner = ([mark for mark in marks if 0 <= mark.start < mark.end <= len(text)] for marks in (outer, inner))
    cuts = sorted({edge for mark in (*outer, *inner) for edge in mark[:2]})
    outer_edges = {edge for mark in outer for edge in mark[:2]}
    outer_kinds, inner_kinds = _Kinds(outer), _Kinds(inner)
    lines: list[TextLine] = []
    starts: list[int] = []  # of all pieces, in order
    runs: list[Run] = []  # the run of each piece
    pieces: list[Piece] = []
    run_number = piece_number = 0
    for number, (line_start, line_end) in enumerate(_content_spans(text), 1):
        line = TextLine(number)
        for start, end in _cut(line_start, line_end, cuts):
            if not line.runs or start in outer_edges:
                kinds = outer_kinds.at(start)
                run_number += bool(kinds)
                line.runs.append(Run(kinds, run_number if kinds else None))
            kinds = inner_kinds.at(start)
            piece_number += bool(kinds)
            piece = Piece(text[start:end], kinds, piece_number if kinds else None)
            line.runs[-1].pieces.append(piece)
            starts.append(start)
            runs.append(line.runs[-1])
            pieces.append(piece)
        if line.runs:
            lines.append(line)
    _add_backs((*outer, *inner), starts, pieces)
    return MarkedText(lines, _places(outer, starts, runs, "t"), _places(inner, starts, pieces, "m"))


def _content_spans(text: str) -> Iterator[Span]:
    """The lines without the white space that ends them; start = end for a blank one."""
    starts = line_starts(text)
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, start + len(text[start:after].rstrip())


def _cut(start: int, end: int, cuts: Sequence[int]) -> Iterator[Span]:
    if start == end:
        return
    inside = cuts[bisect_left(cuts, start + 1) : bisect_left(cuts, end)]
    yield from zip([start, *inside], [*inside, end], strict=True)


class _Kinds:
    """Which kinds of marks lie over a position; asked for positions in rising order."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        changes = [(mark.start, 1, mark.kind) for mark in marks] + [(mark.end, -1, mark.kind) for mark in marks]
        self._changes = sorted(changes, reverse=True)
        self._open = dict.fromkeys((mark.kind for mark in marks), 0)

    def at(self, position: int) -> str:
        while self._changes and self._changes[-1][0] <= position:
            _, change, kind = self._changes.pop()
            self._open[kind] += change
        return " ".join(kind for kind, count in self._open.items() if count)


def _extent(mark: Mark, starts: Sequence[int]) -> Span:
    """The indices of the first and last piece of a mark; the last lies before the first if only a line end is marked."""
    return bisect_left(starts, mark.start), bisect_left(starts, mark.end) - 1


def _add_backs(marks: Iterable[Mark], starts: Sequence[int], pieces: Sequence[Piece]) -> None:
    for mark in marks:
        first, last = _extent(mark, starts)
        if mark.back and first <= last:
            pieces[last].backs.append(mark.back)
    for piece in pieces:
        if piece.backs:
            piece.backs = list(dict.fromkeys(piece.backs))


def _places(marks: Iterable[Mark], starts: Sequence[int], bearers: Sequence[Run | Piece], letter: str) -> dict[Span, Place]:
    found = {}
    for mark in marks:
        first, last = _extent(mark, starts)
        if first <= last:
            ends = bearers[first].number, bearers[last].number
            assert ends[0] is not None and ends[1] is not None, "a marked piece has a number"
            found[mark.start, mark.end] = Place(letter, ends[0], ends[1])
    return found

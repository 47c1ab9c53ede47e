"""Lines of text at places on pages → paragraphs. What PDF, OFD and recognised scans have in common.

The ways there: running heads and footnotes are taken out page by page, then tables; what is left runs on from page to page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Block
from checker.reading.page.footnotes import parted
from checker.reading.page.joining import joined
from checker.reading.page.margins import Usual, body_size, margins_of, usual
from checker.reading.page.paragraphs import Placed, Run, goes_on
from checker.reading.page.places import Line, Page, Rule
from checker.reading.page.running_heads import without_running_heads
from checker.reading.page.tables import TableRow, pieces_of

__all__ = ["Line", "Page", "Rule", "reflow"]

_Stream = list[Placed | Block]  # lines, and the rows of tables between them


def reflow(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs of `pages`, each with its page number from 1; running heads and page numbers are left out.

    `Block.start` is not set here; see `assemble`.
    """
    size = body_size(page.lines for page in pages)
    parts = [parted(page, size) for page in without_running_heads(pages, size)]
    notes = [Block(text, "footnote", page=number) for number, (_, own) in enumerate(parts, 1) for text in own]
    pieces = [pieces_of(page, size) for page, _ in parts]
    lines = [[piece for piece in own if isinstance(piece, Line)] for own in pieces]
    margins = margins_of([(page.width, own) for page, own in zip(pages, lines, strict=True)], size)
    stream: _Stream = []
    for number, (own, bounds) in enumerate(zip(pieces, margins, strict=True), 1):
        for piece in own:
            if isinstance(piece, TableRow):
                stream.append(Block(piece.text, "table_row", page=number))
            else:
                stream.append(Placed(piece, number, bounds))
    return tuple(_with_notes(_paragraphs(stream, usual(lines, margins, size)), notes))


def _paragraphs(stream: _Stream, habits: Usual) -> Iterator[tuple[Block, int]]:
    """The blocks of `stream`, each with the page on which it ends."""
    text, begun, last = "", 0, None  # of the open paragraph: its text, the page it began on, its last line
    first = opening = True
    for item, after in zip(stream, [*stream[1:], None], strict=False):
        if isinstance(item, Placed) and last:
            run = Run(last, item, after if isinstance(after, Placed) else None, first, opening)
            if goes_on(run, habits):
                text, last, first = joined(text, item.line.text), item, False
                continue
        if last:
            opening = opening and last.width < 0.8 * last.margins.width / last.line.size
            yield Block(text, page=begun), last.page
        if isinstance(item, Block):
            last = None
            yield item, item.page or 0
        else:
            text, begun, last, first = item.line.text, item.page, item, True
    if last:
        yield Block(text, page=begun), last.page


def _with_notes(blocks: Iterator[tuple[Block, int]], notes: Sequence[Block]) -> Iterator[Block]:
    """Each page's footnotes come after the paragraph that runs over its end."""
    waiting = list(reversed(notes))
    for block, end in blocks:
        while waiting and (waiting[-1].page or 0) < (block.page or 0):
            yield waiting.pop()
        yield block
        while waiting and (waiting[-1].page or 0) < end:
            yield waiting.pop()
    yield from reversed(waiting)

"""Tables row by row, each merged cell once; tables that only lay out a page give their paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from checker.reading.docx.drafts import BREAK, Draft, Piece
from checker.reading.docx.names import (
    DEL,
    MOVE_FROM,
    SDT,
    SDT_CONTENT,
    TC,
    TC_PR,
    TR,
    TR_PR,
    VAL,
    W,
    first,
    is_placeholder,
    value,
    whole,
)

_WIDEST = 1000  # columns; Word allows 63
_PROSE_PARAGRAPHS = 3  # a cell with so many paragraphs …
_PROSE_CHARACTERS = 300  # … of so many characters together is text that somebody put into a frame
_BETWEEN_CELLS = Piece(" | ")
_BETWEEN_LINES = Piece(" ")

Read = Callable[[etree._Element], list[Draft]]


class _Cell(NamedTuple):
    """`drafts`: all that stands in it. `lines`: the paragraphs among them that are not blank."""

    drafts: list[Draft]
    lines: list[Draft]


def table_drafts(read: Read, table: etree._Element, source: str) -> list[Draft]:
    """The drafts of a w:tbl: one for each row, and after it those of tables inside its cells."""
    rows = list(_rows(read, table))
    if all(len(row) <= 1 for _, row in rows):
        return [draft for _, row in rows for cell in row for draft in cell.drafts]
    drafts = []
    for number, row in rows:
        if _is_layout(row):
            drafts += [draft for cell in row for draft in cell.drafts]
        else:
            drafts += _row_drafts(row, f"{source}r{number}")
    return drafts


def _rows(read: Read, table: etree._Element) -> Iterator[tuple[int, list[_Cell]]]:
    above: set[int] = set()  # the grid columns in which a cell that may go on below begins
    for number, (row, _) in enumerate(_members(table, TR, False), 1):
        look = first(row, TR_PR)
        if look is not None and next(look.iterchildren(DEL, MOVE_FROM), None) is not None:
            continue
        merged: set[int] = set()
        yield number, list(_cells(read, row, look, above, merged))
        above = merged


def _cells(read: Read, row: etree._Element, look: etree._Element | None, above: set[int], merged: set[int]) -> Iterator[_Cell]:
    """The cells of a row that are its own. `merged` is filled with the columns of cells that are merged downwards."""
    column = _columns(value(look, W + "gridBefore"), 0)
    for element, empty in _members(row, TC, False):
        properties = first(element, TC_PR)
        here = column
        column += _columns(value(properties, W + "gridSpan"), 1)
        merge = first(properties, W + "vMerge")
        if merge is not None:
            merged.add(here)
        if merge is not None and merge.get(VAL) != "restart" and here in above:
            continue
        if properties is not None and _is_gone(properties):
            continue
        drafts = [] if empty else read(element)
        yield _Cell(drafts, [draft for draft in drafts if draft.kind != "table_row" and draft.text.strip()])


def _is_gone(properties: etree._Element) -> bool:
    """Deleted, or merged into the cell on its left."""
    across = first(properties, W + "hMerge")
    return first(properties, W + "cellDel") is not None or (across is not None and across.get(VAL) != "restart")


def _columns(count: str | None, otherwise: int) -> int:
    number = whole(count)
    return otherwise if number is None else min(max(number, otherwise), _WIDEST)


def _members(parent: etree._Element, tag: str, empty: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Rows of a table, or cells of a row, through what may wrap them; with whether a hint stands in place of a content."""
    for child in parent:
        if child.tag == tag:
            yield child, empty
        elif child.tag == SDT:
            content = first(child, SDT_CONTENT)
            if content is not None:
                yield from _members(content, tag, empty or is_placeholder(child))
        elif child.tag in _WRAPPERS:
            yield from _members(child, tag, empty)


_WRAPPERS = frozenset({W + "customXml", W + "ins", W + "moveTo"})


def _is_layout(row: list[_Cell]) -> bool:
    """Whether the row frames text: nothing but several paragraphs in one cell, or prose in some cell."""
    full = [cell for cell in row if cell.drafts and (cell.lines or any(draft.text.strip() for draft in cell.drafts))]
    if len(full) == 1 and len(full[0].lines) > 1:
        return True
    return any(_is_prose(cell) for cell in full)


def _is_prose(cell: _Cell) -> bool:
    return len(cell.lines) >= _PROSE_PARAGRAPHS and sum(len(draft.text) for draft in cell.lines) >= _PROSE_CHARACTERS


def _row_drafts(row: list[_Cell], source: str) -> list[Draft]:
    pieces: list[Piece] = []
    for cell in row:
        if cell is not row[0]:
            pieces.append(_BETWEEN_CELLS)
        for draft in cell.lines:
            if draft is not cell.lines[0]:
                pieces.append(_BETWEEN_LINES)
            pieces += [_BETWEEN_LINES if piece is BREAK else piece for piece in draft.pieces]
    inner = [draft for cell in row for draft in cell.drafts if draft.kind == "table_row"]
    return [Draft(pieces, "table_row", source=source), *inner] if any(cell.lines for cell in row) else inner

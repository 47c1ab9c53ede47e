"""From lines to blocks: rows of tables that hold data, paragraphs from those that only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.model import Block
from checker.reading.html.lines import Line, Page

_CELL_LINES, _CELL_SIZE = 5, 600  # a cell with so many lines and characters holds an article
_LONGEST_HEADING = 80


def blocks_of(page: Page, chosen: Sequence[int]) -> list[Block]:
    """The blocks of the chosen lines."""
    layout = _layout_tables(page, chosen)
    blocks: list[Block] = []
    for key, group in groupby(chosen, lambda i: _row_of(page, i, layout)):
        lines = [page.lines[i] for i in group]
        blocks += [Block(_row(lines), "table_row")] if key is not None else map(_paragraph, lines)
    return blocks


def _row_of(page: Page, index: int, layout: set[int]) -> int | None:
    """The row that the line belongs to, None outside of tables with data."""
    cell = page.lines[index].cell
    return None if cell < 0 or page.cells[cell].table in layout else page.cells[cell].row


def _row(lines: Sequence[Line]) -> str:
    """The cells in order; lines of one cell are joined by a space."""
    return " | ".join(" ".join(line.text for line in cell) for _, cell in groupby(lines, lambda line: line.cell))


def _paragraph(line: Line) -> Block:
    if line.heading and line.size <= _LONGEST_HEADING and line.text[-1] not in "。；":
        return Block(line.text, "heading", line.heading)
    return Block(line.text)


def _layout_tables(page: Page, chosen: Sequence[int]) -> set[int]:
    """Tables that say so, hold another one, have one cell with text in each row, or an article in a cell."""
    layout = {at for at, table in enumerate(page.tables) if table.plain}
    wide: set[int] = set()
    for row in _rows(page, chosen):
        table = page.cells[page.lines[row[0]].cell].table
        cells = [list(cell) for _, cell in groupby(row, lambda i: page.lines[i].cell)]
        if len(cells) > 1:
            wide.add(table)
        if any(len(cell) >= _CELL_LINES and sum(page.lines[i].size for i in cell) >= _CELL_SIZE for cell in cells):
            layout.add(table)
    used = {page.cells[page.lines[i].cell].table for i in chosen if page.lines[i].cell >= 0}
    outer = {page.tables[table].outer for table in used}
    return layout | outer | (used - wide)


def _rows(page: Page, chosen: Sequence[int]) -> Iterator[list[int]]:
    """The chosen lines row by row."""
    placed = (i for i in chosen if page.lines[i].cell >= 0)
    for _, row in groupby(placed, lambda i: page.cells[page.lines[i].cell].row):
        yield list(row)

"""A story of a .doc, character by character with their marks → blocks: paragraphs, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Block

GONE, IN_TABLE, ROW_END = 1, 2, 4  # marks of a character: not to be read; in a table; ends a row
_CELL, _LINE, _PAGE_BREAK, _COLUMN, _END = "\x07\x0b\x0c\x0e\r"
_FIELD, _RESULT, _FIELD_END = "\x13\x14\x15"
_HYPHEN = "\x1e"


def blocks_of(text: str, marks: bytes) -> Iterator[Block]:
    """The blocks of a story, fields without their instructions. `marks[i]`: those of character i."""
    return _Story(text, marks).blocks()


class _Story:
    """One run through a story's characters: paragraphs, and rows of tables out of their cells."""

    def __init__(self, text: str, marks: bytes) -> None:
        self._text, self._marks = text, marks
        self._fields: list[bool] = []  # the fields that are open; whether their result has begun
        self._instructions = 0  # of those, the ones whose result has not
        self._line: list[str] = []
        self._cell: list[str] = []  # paragraphs of the cell that is open
        self._row: list[list[str]] = []

    def blocks(self) -> Iterator[Block]:
        for char, mark in zip(self._text, self._marks, strict=True):
            if mark & GONE:
                continue
            if char in (_FIELD, _RESULT, _FIELD_END):
                self._turn(char)
            elif char == _CELL:
                yield from self._end_cell(bool(mark & ROW_END))
            elif char in (_END, _LINE, _PAGE_BREAK, _COLUMN):
                yield from self._end_line(bool(mark & IN_TABLE))
            elif not self._instructions and (char >= " " or char in ("\t", _HYPHEN)) and char != "\x7f":
                self._line.append("-" if char == _HYPHEN else char)
        yield from self._end_line(inside=False)

    def _turn(self, char: str) -> None:
        """A field's instruction, its result, its end; the first is not shown."""
        if char == _FIELD:
            self._fields.append(False)
            self._instructions += 1
        elif self._fields and char == _RESULT:
            self._instructions -= not self._fields[-1]
            self._fields[-1] = True
        elif self._fields:
            self._instructions -= not self._fields.pop()

    def _end_line(self, inside: bool) -> Iterator[Block]:
        if not inside:
            yield from self._end_row()
        text = _joined(self._line)
        self._line = []
        if inside:
            self._cell.append(text)
        elif text:
            yield Block(text)

    def _end_cell(self, row_ends: bool) -> Iterator[Block]:
        if row_ends:
            yield from self._end_row()
            return
        self._cell.append(_joined(self._line))
        self._line = []
        self._row.append([text for text in self._cell if text])
        self._cell = []

    def _end_row(self) -> Iterator[Block]:
        """A row as one block; a single cell is a frame round paragraphs."""
        row = [*self._row, [text for text in self._cell if text]] if self._cell else self._row
        self._row, self._cell = [], []
        if len(row) == 1:
            yield from (Block(text) for text in row[0])
        elif any(row):
            yield Block(" | ".join(" ".join(cell) for cell in row), "table_row")


def _joined(chars: Sequence[str]) -> str:
    """Characters as text, halves of pairs put together."""
    text = "".join(chars).strip()
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text

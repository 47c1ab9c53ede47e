"""Text on its way to becoming blocks: pieces that know which element they come from."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree


class Piece(NamedTuple):
    """Some text. `node`: the element whose text it is, from `offset` on; None for what no element holds as text."""

    text: str
    node: etree._Element | None = None
    offset: int = 0


BREAK = Piece("\n")  # a line end within a paragraph


class Draft(NamedTuple):
    """A block to be. `pieces` make up its text; a BREAK among them cuts it into several blocks."""

    pieces: list[Piece]
    kind: str = "paragraph"
    depth: int | None = None
    source: str | None = None

    @property
    def text(self) -> str:
        return "".join([piece[0] for piece in self.pieces])

    def lines(self) -> list[list[Piece]]:
        """The pieces of each block."""
        if BREAK not in self.pieces:
            return [self.pieces]
        lines: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece is BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        return lines


def without_indent(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the white space that they begin with."""
    for index, (text, node, offset) in enumerate(pieces):
        bare = text.lstrip()
        if bare:
            return [Piece(bare, node, offset + len(text) - len(bare)), *pieces[index + 1 :]]
    return []

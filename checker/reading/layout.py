"""Lines of text at places on pages → paragraphs. What PDF, OFD and recognised scans have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.model import Block


class Line(NamedTuple):
    """One printed line. Places count from the page's top left corner, in one unit for the whole document.

    `size`: the size of its letters (height of a Han character), in the same unit.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


class Page(NamedTuple):
    """A page's size and its lines in reading order."""

    width: float
    height: float
    lines: tuple[Line, ...]


def reflow(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs of `pages`, each with its page number from 1; running heads and page numbers are left out.

    `Block.start` is not set here; see `assemble`.
    """
    return tuple(Block(line.text, page=number) for number, page in enumerate(pages, 1) for line in page.lines)

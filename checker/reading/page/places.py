"""What stands where on a page: the values that readers with positions hand to `layout`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """One printed line, or one of several pieces of it that stand wide apart, as the cells of a table do.

    Places count from the page's top left corner, in one unit for the whole document.
    `size`: the size of its letters (height of a Han character), in the same unit.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A thin drawn line, upright or level."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


class Page(NamedTuple):
    """A page's size, its lines in reading order, and what rules are drawn on it, when that is known."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()


Row = tuple[Line, ...]  # the pieces of one printed line, from left to right


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """`lines` with those that follow each other on the same height taken together."""
    rows: list[list[Line]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last and line.left >= last.right - last.size / 2 and _level(last, line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(row) for row in rows]


def _level(one: Line, other: Line) -> bool:
    return abs(one.middle - other.middle) < 0.4 * min(one.size, other.size)

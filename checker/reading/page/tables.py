"""Tables: found by the rules drawn round their cells, or by pieces of lines that stand under each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.reading.page.joining import joined, unit_width
from checker.reading.page.numbering import is_number
from checker.reading.page.places import Line, Page, Row, Rule, rows_of

_TOUCH = 0.25  # em: rules this near to each other meet
_ALIGNED = 1.0  # em: pieces whose left ends, middles or right ends differ by no more stand under each other
_MAX_RULES = 1_500  # of a page; more are a drawing


class TableRow(NamedTuple):
    """A row of a table as its text."""

    text: str


Piece = Line | TableRow
_Cell = tuple[float, float, float, float]  # left, top, right, bottom


def pieces_of(page: Page, size: float) -> list[Piece]:
    """The page's lines and rows of tables in reading order; pieces of a line that make no table are put together again."""
    ruled = _ruled(page, size)
    pieces: list[Piece] = []
    waiting: list[Line] = []
    for index, line in enumerate(page.lines):
        if index in ruled:
            pieces += _aligned(waiting)
            waiting = []
            pieces += ruled[index]
        else:
            waiting.append(line)
    return pieces + _aligned(waiting)


def _aligned(lines: Iterable[Line]) -> list[Piece]:
    pieces: list[Piece] = []
    rows = [_with_number(row) for row in rows_of(lines)]
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _under(rows[end - 1], rows[end]):
            end += 1
        for row in rows[start:end]:
            pieces.append(_whole(row) if end == start + 1 else TableRow(" | ".join(line.text for line in row)))
        start = end
    return pieces


def _with_number(row: Row) -> Row:
    """A list's number belongs to the text that follows it, however far."""
    if len(row) > 1 and is_number(row[0].text):
        return (_whole(row[:2]), *row[2:])
    return row


def _whole(row: Row) -> Line:
    """The pieces of a line as one. What is spread letter by letter is one word; else a space stays for the gap."""
    if len(row) == 1:
        return row[0]
    between = "" if all(len(line.text) == 1 for line in row) or is_number(row[0].text) else " "
    longest = max(row, key=lambda line: len(line.text))
    return longest._replace(
        text=between.join(line.text for line in row), left=row[0].left, right=max(line.right for line in row)
    )


def _under(above: Row, below: Row) -> bool:
    """Whether two rows of pieces stand in the same columns."""
    if min(len(above), len(below)) < 2 or _spread(above) or _spread(below):
        return False
    near = _ALIGNED * max(above[0].size, below[0].size)
    alike = sum(any(_stands_under(one, other, near) for other in above) for one in below)
    return alike >= 2 and alike >= min(len(above), len(below)) - 1


def _spread(row: Row) -> bool:
    return len(row) < 4 and all(len(line.text) == 1 and not line.text.isascii() for line in row)


def _stands_under(one: Line, other: Line, near: float) -> bool:
    centre = abs(one.left + one.right - other.left - other.right) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), centre) <= near


def _ruled(page: Page, size: float) -> dict[int, list[Piece]]:
    """Index of a line → what stands in its place: all rows of its table at the first of the table's lines, then nothing."""
    if not 4 <= len(page.rules) <= _MAX_RULES:
        return {}
    placed: dict[int, list[Piece]] = {}
    for grid in _grids(page.rules, _TOUCH * size):
        cells: dict[_Cell, list[int]] = {}
        for index, line in enumerate(page.lines):
            cell = grid.cell(line)
            if cell:
                cells.setdefault(cell, []).append(index)
        if _is_table(cells):
            inside = sorted(index for own in cells.values() for index in own)
            placed |= {index: [] for index in inside}
            placed[inside[0]] = list(_rows(cells, page.lines, size))
    return placed


def _is_table(cells: Iterable[_Cell]) -> bool:
    """Two cells beside each other make a table; a frame, or frames below each other, hold ordinary paragraphs."""
    ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    return any(one[1] < other[3] and other[1] < one[3] and other[0] >= one[2] for one, other in pairwise(ordered))


def _rows(cells: dict[_Cell, list[int]], lines: Sequence[Line], size: float) -> Iterable[TableRow]:
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if rows and cell[1] - rows[-1][0][1] < size / 2:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    for row in rows:
        yield TableRow(" | ".join(_cell_text(cell, [lines[index] for index in cells[cell]]) for cell in sorted(row)))


def _cell_text(cell: _Cell, lines: list[Line]) -> str:
    """A cell's lines as one; a line that leaves room for what comes next ended a paragraph of the cell."""
    rows = [_whole(row) for row in rows_of(lines)]
    text = rows[0].text
    margin = min(min(row.left - cell[0], cell[2] - row.right) for row in rows)
    for above, below in pairwise(rows):
        room = cell[2] - above.right + above.left - cell[0] - 2 * margin
        text = joined(text, below.text) if room < (unit_width(below.text) + 0.5) * above.size else f"{text} {below.text}"
    return text


class _Grid(NamedTuple):
    """Rules that hang together."""

    uprights: tuple[Rule, ...]  # by place
    levels: tuple[Rule, ...]
    near: float

    def cell(self, line: Line) -> _Cell | None:
        """What encloses the line's middle on all four sides."""
        x, y = (line.left + line.right) / 2, line.middle
        beside = [rule for rule in self.uprights if rule.top - self.near <= y <= rule.bottom + self.near]
        across = [rule for rule in self.levels if rule.left - self.near <= x <= rule.right + self.near]
        column = bisect_right(beside, x, key=lambda rule: rule.left)
        row = bisect_right(across, y, key=lambda rule: rule.top)
        if not (0 < column < len(beside) and 0 < row < len(across)):
            return None
        return beside[column - 1].left, across[row - 1].top, beside[column].left, across[row].top


def _grids(rules: Sequence[Rule], near: float) -> list[_Grid]:
    """The rules in groups that cross or touch, those with at least two uprights and two levels."""
    uprights = _merged([rule for rule in rules if rule.upright], near, lambda rule: (rule.left, rule.top))
    levels = _merged([rule for rule in rules if not rule.upright], near, lambda rule: (rule.top, rule.left))
    group = list(range(len(uprights) + len(levels)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for one, upright in enumerate(uprights):
        for other, level in enumerate(levels, len(uprights)):
            if _meet(upright, level, near):
                group[root(one)] = root(other)
    grids: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*uprights, *levels]):
        grids.setdefault(root(index), ([], []))[index >= len(uprights)].append(rule)
    return [_Grid(tuple(own), tuple(other), near) for own, other in grids.values() if len(own) > 1 and len(other) > 1]


def _meet(upright: Rule, level: Rule, near: float) -> bool:
    return (
        level.left - near <= upright.left <= level.right + near and upright.top - near <= level.top <= upright.bottom + near
    )


def _merged(rules: list[Rule], near: float, place: Callable[[Rule], tuple[float, float]]) -> list[Rule]:
    """Rules that lie on or continue each other as one; in order of place."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(place(rule)[0] / near), place(rule)[1])):
        last = merged[-1] if merged else None
        if last and _continues(last, rule, near):
            merged[-1] = Rule(min(last.left, rule.left), min(last.top, rule.top), max(last.right, rule.right), max(last.bottom, rule.bottom))
        else:
            merged.append(rule)
    return sorted(merged, key=place)


def _continues(one: Rule, other: Rule, near: float) -> bool:
    if one.upright:
        return abs(one.left - other.left) <= near and other.top <= one.bottom + near
    return abs(one.top - other.top) <= near and other.left <= one.right + near

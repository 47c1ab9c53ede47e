"""Printing for people. Only this module and the command line know rich.

Lines are laid out by `terminal_report` and `terminal_batch`; here they get colours and go to the stream. rich is used
for what it does well (colours on every console, NO_COLOR, old Windows) and not for layout, which costs 30–80 ms.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from checker.model import Batch
from checker.output.lines import Line, printable
from checker.output.terminal_batch import batch_lines, unreadable_lines
from checker.output.terminal_fixes import fix_lines
from checker.output.terminal_report import report_lines

LineMaker = Callable[[int], Iterable[Line]]  # columns → lines
STYLES = {
    "title": Style(bold=True),
    "strong": Style(bold=True),
    "good": Style(color="green"),
    "warn": Style(color="yellow"),
    "bad": Style(color="red"),
    "dim": Style(dim=True),
}
_WIDEST = 120  # longer lines are hard to read
_NARROWEST = 40
_PIPED = 80
# For streams whose encoding lacks the symbols of the bars.
_PLAIN_MARKS = str.maketrans("■□→", "#->")


def render(batch: Batch, *, console_width: int | None, show_all: bool, stream: IO[str], fix_list: bool = False) -> None:
    """Print all of `batch` to `stream`, `console_width` cells wide (None = as wide as the terminal, at most 120)."""
    print_lines(lambda columns: _lines(batch, columns, show_all, fix_list), console_width=console_width, stream=stream)


def _lines(batch: Batch, columns: int, show_all: bool, fix_list: bool) -> Iterator[Line]:
    if fix_list:
        yield from fix_lines(batch, columns)
    elif len(batch.reports) == 1:
        yield from report_lines(batch, batch.reports[0], columns, show_all)
    elif batch.reports:
        yield from batch_lines(batch, columns, show_all)
    if batch.reports and batch.unreadable:
        yield ()
    yield from unreadable_lines(batch.unreadable, columns)


def print_lines(lines: LineMaker, *, console_width: int | None = None, stream: IO[str]) -> None:
    """Print what `lines` makes for the width of the console."""
    console = _console(stream)
    columns = max(_NARROWEST, console_width or (min(console.width, _WIDEST) if console.is_terminal else _PIPED))
    encoding = getattr(stream, "encoding", None) or "utf-8"
    console.print(Segments(_segments(lines(columns), encoding)), crop=False, end="")


def _console(stream: IO[str]) -> Console:
    """Without any escape sequence unless `stream` is a terminal that may be coloured."""
    if os.environ.get("NO_COLOR"):
        return Console(file=stream, color_system=None, highlight=False)
    return Console(file=stream, highlight=False)


def _segments(lines: Iterable[Line], encoding: str) -> Iterator[Segment]:
    replace_marks = not _can_encode("■□→", encoding)
    for line in lines:
        for text, style in line:
            text = text.translate(_PLAIN_MARKS) if replace_marks else text
            yield Segment(printable(text, encoding), STYLES.get(style))
        yield Segment.line()


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True

"""One line on the terminal that tells how far long work has come."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

_AFTER_SECONDS = 1.0  # what is done sooner needs no line …
_MANY = 20  # … unless there are more reports than this
_EVERY_SECONDS = 0.1


def progress_line() -> Callable[[int, int, int, int], None] | None:
    """A function that shows (reports done, reports in all, pages read, pages in all); None when nobody looks."""
    if not sys.stderr.isatty():
        return None
    due = time.monotonic() + _AFTER_SECONDS
    shown = False

    def show(done: int, reports: int, page: int, pages: int) -> None:
        nonlocal due, shown
        if done == reports:
            if shown:
                print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
        elif time.monotonic() >= due or (reports > _MANY and not shown):
            due, shown = time.monotonic() + _EVERY_SECONDS, True
            print(f"\r{_line(done, reports, page, pages):<40}", end="", file=sys.stderr, flush=True)

    return show


def _line(done: int, reports: int, page: int, pages: int) -> str:
    read = f"已读 {page}/{pages} 页" if pages else ""
    if reports == 1:
        return f"正在读取：{read}" if read else "正在读取"
    return f"正在检查：已完成 {done}/{reports} 份" + (f"，本份{read}" if read else "")

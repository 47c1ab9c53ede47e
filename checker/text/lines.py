"""Lines of a text, numbered from 1."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    """Where each line begins; `bisect_right(starts, position)` is the line of a position."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]

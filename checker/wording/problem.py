"""What a check tells, at a place of the original text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_PLACES = 5  # a habit that shows more often is told once


class Problem(NamedTuple):
    """`check`: with its family's name. `start`, `end`: offsets of the original text. `shown`: what to quote instead of the text there."""

    check: str
    severity: str
    message: str
    start: int
    end: int
    fix: str | None = None
    source: str | None = None
    shown: str | None = None


def told_once(found: Sequence[Problem], habit: str) -> list[Problem]:
    """`found`; when there are more than `MOST_PLACES`, the first of them alone, which says how many there are. `habit`: its message."""
    if len(found) <= MOST_PLACES:
        return list(found)
    return [found[0]._replace(severity="note", message=f"{habit}（全文共 {len(found)} 处，这是第一处）")]

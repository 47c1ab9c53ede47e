"""What a check tells: a stretch of the normalised text, what stands there and what should."""

from __future__ import annotations

from typing import NamedTuple

from checker.facts import Told


class Problem(NamedTuple):
    """`check`: without its family's name. `start`, `end`: of the normalised text. `suggestion`: what to write instead."""

    check: str
    severity: str
    message: str
    start: int
    end: int
    stated: str | None = None
    expected: str | None = None
    suggestion: str | None = None


def over(check: str, severity: str, message: str, told: tuple[Told, ...], stated: str, expected: str | None = None) -> Problem:
    """A problem of some figures: its stretch runs from the first one's words to the last one's number."""
    first = min(told, key=lambda one: one.quantity.start)
    return Problem(check, severity, message, first.start, max(one.quantity.end for one in told), stated, expected)

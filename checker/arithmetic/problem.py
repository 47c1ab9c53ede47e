"""What a check tells: a stretch of the normalised text, what stands there and what should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.arithmetic.intervals import Fit, Range, fit, plain, written
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


def judged(check: str, rate: Told, first: Told, true: Range, how: str) -> Iterator[Problem]:
    """What is wrong with a stated change, which should lie in `true` (per cent). `how`: the figures that say so."""
    outcome = fit(rate.quantity, true)
    if outcome is Fit.HOLDS:
        return
    expected, stated = written(true.low, rate.quantity), plain(rate.quantity.value)
    if outcome is Fit.CUT:
        yield over(check, "note", f"{how}，按四舍五入应为{expected}%，写的是{stated}%，请确认取舍。", (first, rate), stated, expected)
    else:
        yield over(check, "error", f"{how}，变化应为{expected}%，写的是{stated}%，请核对。", (first, rate), stated, expected)

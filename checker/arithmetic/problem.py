"""What a check tells: a stretch of the normalised text, what stands there and what should."""

from __future__ import annotations

from typing import NamedTuple

from checker.facts import Told


class Problem(NamedTuple):
    """`check`: without its family's name. `first`, `last`: the figures that the stretch runs from and to. `start` overrides it."""

    check: str
    severity: str
    message: str
    first: Told
    last: Told
    stated: str | None = None
    expected: str | None = None

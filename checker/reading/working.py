"""How a reader says that it is at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Working(NamedTuple):
    """A reader's word: silent for at most `seconds` from now, within `megabytes` of memory.

    `done` of `total` pages are read; 0 of 0 when it cannot be told.
    """

    seconds: float
    megabytes: int
    done: int = 0
    total: int = 0


Announce = Callable[[Working], None]

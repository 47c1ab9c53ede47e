"""Where the words of all rules stand: one automaton, one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import ahocorasick_rs


class Literals(NamedTuple):
    """`automaton` finds every word of `words`."""

    automaton: Any
    words: tuple[str, ...]


def compile_literals(words: Iterable[str]) -> Literals:
    """Every word once."""
    listed = tuple(dict.fromkeys(words)) or ("\x00",)
    return Literals(ahocorasick_rs.AhoCorasick(listed), listed)


def find_literals(text: str, literals: Literals) -> Mapping[str, list[int]]:
    """Where each word that stands in `text` begins, ascending; words may overlap."""
    found: dict[str, list[int]] = {}
    for number, start, _ in literals.automaton.find_matches_as_indexes(text, overlapping=True):
        found.setdefault(literals.words[number], []).append(start)
    return found

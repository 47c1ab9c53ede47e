"""For something not found: the passage that comes closest."""

from __future__ import annotations

from collections import Counter

from checker.checklist.types import Item
from checker.judging.candidates import each_bit
from checker.judging.quotes import Quoter
from checker.judging.view import View
from checker.model import Passage, Role

_LOOKED_AT = tuple(role for role in Role if role is not Role.OTHER)
_TELLING = 3  # characters: a shorter word by itself is shared by chance


def nearest_passage(item: Item, view: View, quoter: Quoter) -> Passage | None:
    """The sentence that holds the words of most phrases of the item, though none matches; None when none holds any."""
    phrases = [number for number in sorted(view.engine.own[item.id]) if _is_telling(number, view)]
    shared: Counter[int] = Counter()
    for block in view.blocks:
        within = block.of_roles(_LOOKED_AT, headings=False)
        for _, bits in block.where_any(phrases, within):
            for bit in each_bit(bits >> block.shift):
                shared[block.first + bit] += 1
    best = max(shared, key=lambda index: (shared[index], -_length(index, view), -index), default=None)
    return quoter.passage(view.sentences[best].start, view.sentences[best].end) if best is not None else None


def _is_telling(number: int, view: View) -> bool:
    groups = view.engine.phrases[number].groups
    return len(groups) > 1 or min(map(len, groups[0])) >= _TELLING


def _length(index: int, view: View) -> int:
    return view.sentences[index].end - view.sentences[index].start

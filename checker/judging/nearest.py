"""For something not found: the passage that comes closest."""

from __future__ import annotations

from collections import Counter

from checker.checklist.types import Item
from checker.judging.candidates import each_bit
from checker.judging.quotes import Quoter
from checker.judging.view import View
from checker.model import Passage, Role

_LOOKED_AT = (Role.WORK, Role.PLAN, Role.PROBLEMS)
_TELLING = 3  # characters: shorter words are shared by chance


def nearest_passage(item: Item, view: View, quoter: Quoter) -> Passage | None:
    """The sentence that shares most words with what the item looks for; None when none shares enough to be of help."""
    groups = {view.engine.needs[number][0]: number for number in view.engine.own[item.id]}
    telling = {group for group, number in groups.items() if min(map(len, view.engine.phrases[number].groups[0])) >= _TELLING}
    shared: Counter[int] = Counter()
    for block in view.blocks:
        within = block.of_roles(_LOOKED_AT, headings=False) >> block.shift
        for group in telling:
            for bit in each_bit(block.groups[group] >> block.shift & within):
                shared[block.first + bit] += 1
    best = max(shared, key=lambda index: (shared[index], -index), default=None)
    return quoter.passage(view.sentences[best].start, view.sentences[best].end) if best is not None else None

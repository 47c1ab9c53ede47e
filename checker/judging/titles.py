"""Document titles in 《》: what stands inside says nothing of what the unit did, unless the unit made the document."""

from __future__ import annotations

import re

from checker.judging.engine import Engine

MASK = "\x01"  # stands for a character inside a title: no literal names it, gaps may cross it
_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_JOINED = re.compile(r"[、,和及与]{0,2}(?:以及)?")


def mask_titles(text: str, engine: Engine) -> str:
    """The text with titles masked, but for those of which the clause says that they were made (制定、印发《…》)."""
    pieces: list[str] = []
    last = 0
    previous_end, previous_made = -1, False
    for match in _TITLE.finditer(text):
        start, end = match.span()
        if previous_end >= 0 and _JOINED.fullmatch(text, previous_end, start):
            made = previous_made
        else:
            made = bool(engine.made.search(text, max(0, start - 20), start) or engine.made_after.search(text[end : end + 16]))
        if not made:
            pieces += [text[last : start + 1], MASK * (end - start - 2)]
            last = end - 1
        previous_end, previous_made = end, made
    pieces.append(text[last:])
    return "".join(pieces)

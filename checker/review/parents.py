"""The unit above a unit, by the administrative gazetteer and what stands before the unit's name in the text."""

from __future__ import annotations

from checker.outline.gazetteer import is_place, parents

_LONGEST = 15  # characters of a place's name
_MENTIONS = 20  # places of the text that are looked at


def parent_of(unit: str | None, text: str) -> str | None:
    """株洲市 of 渌口区, 渌口区 of 渌口区司法局; None when it cannot be told."""
    if unit is None:
        return None
    if not is_place(unit):
        return _place_in(unit) or _place_before(unit, text)
    above = parents(unit)
    named = above if len(above) == 1 else [name for name in above if name in text]
    return named[0] if len(named) == 1 else None


def _place_in(unit: str) -> str | None:
    """The last of the places that a name begins with."""
    found, at = None, 0
    while length := next((n for n in range(_LONGEST, 1, -1) if is_place(unit[at : at + n])), 0):
        length = min(length, len(unit) - at)
        found, at = unit[at : at + length], at + length
    return found


def _place_before(unit: str, text: str) -> str | None:
    """The place that stands right before the unit's name somewhere."""
    at = -1
    for _ in range(_MENTIONS):
        at = text.find(unit, at + 1)
        if at < 0:
            break
        for length in range(min(_LONGEST, at), 1, -1):
            if is_place(text[at - length : at]):
                return text[at - length : at]
    return None

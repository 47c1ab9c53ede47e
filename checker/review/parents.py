"""The unit above a unit, by the administrative gazetteer and what stands before the unit's name in the text."""

from __future__ import annotations

from checker.model import Level, Profile
from checker.outline.gazetteer import is_place, parents

_LONGEST = 15  # characters of a place's name
_MENTIONS = 20  # places of the text that are looked at


def parent_of(profile: Profile, text: str) -> str | None:
    """株洲市 of 渌口区, 渌口区 of 渌口区司法局; None when it cannot be told."""
    unit = profile.unit
    if unit is None:
        return None
    if profile.level is Level.DEPARTMENT:
        return _place_in(unit) or _place_before(unit, text)
    above = parents(unit)
    if len(above) < 2:
        return above[0] if above else _place_before(unit, text)
    named = [name for name in above if name in text]
    return named[0] if len(named) == 1 else None


def _place_in(unit: str) -> str | None:
    """The last place that a department's name begins with."""
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

"""The words by which a person may name a level."""

from __future__ import annotations

from checker.model import Level
from checker.output import words

_NAMES = {word: level for level, word in words.LEVEL.items()} | {level.value: level for level in Level}
_SHORT = {"省": Level.PROVINCE, "市": Level.CITY, "市级": Level.CITY, "县": Level.COUNTY, "区": Level.COUNTY}
_MORE = {"乡镇": Level.TOWNSHIP, "街道": Level.TOWNSHIP, "部门": Level.DEPARTMENT}
_KNOWN = _NAMES | _SHORT | _MORE
CHOICES = f"{'、'.join(words.LEVEL.values())}（或 {' '.join(Level)}）"


def level_named(text: str) -> Level | None:
    """A level by its English name or its Chinese word; None for anything else."""
    return _KNOWN.get(text.strip().lower())

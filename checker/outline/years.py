"""Years as reports write them."""

from __future__ import annotations

import re

# A year as a regular expression; `to_year` is its converter.
YEAR = r"(?:20[0-4]\d|[二2][〇○oO0零][〇○oO0零一二三四五六七八九十]{2})"
_NAMED = re.compile(rf"({YEAR})(?=年)")
_DIGITS = str.maketrans("〇○oO零一二三四五六七八九", "00000123456789")
_EARLIEST, _LATEST = 2004, 2040


def to_year(word: str) -> int | None:
    """2024, 二〇二四, 二○二四, 二0二四 → 2024; None outside the years that such reports are on."""
    digits = word.translate(_DIGITS)
    return int(digits) if digits.isdigit() and _EARLIEST <= int(digits) <= _LATEST else None


def years_named(words: str) -> list[tuple[int, int]]:
    """(year, where it stands) for the years that `words` names."""
    if "年" not in words:
        return []
    return [(year, match.start()) for match in _NAMED.finditer(words) if (year := to_year(match.group(1)))]


def later_year(words: str, year: int | None) -> int:
    """Where `words` names a year behind the reporting year, or -1."""
    return next((at for told, at in years_named(words) if year and told > year), -1)

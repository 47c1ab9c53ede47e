"""Titles of documents in one form, so that one cited can be compared with those that are known."""

from __future__ import annotations

import re
import unicodedata

YEARS = re.compile(r"(20\d\d)(年?)[-–—－~～至一]{1,2}(20\d\d)(年?)")
_STATE = "中华人民共和国"
_REVISED = re.compile(r"\((?:20\d\d年?)?(?:修订|修正|最新|新修订)[^()]{0,6}\)$|\(20\d\d年?\)$")
_MARKS = re.compile(r"[\s“”\"'《》〈〉、,]")
_SPAN = re.compile(r"\(?20\d\d-20\d\d\)?")


def title_key(title: str) -> str:
    """A title without the state's name, blanks, commas and the note of a revision; years as 2021-2025."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", title).replace(_STATE, ""))
    return YEARS.sub(r"\1-\3", _REVISED.sub("", plain)) if ")" in plain else plain


def without_years(key: str) -> str:
    """A key without the years that a plan runs for."""
    return _SPAN.sub("", key)

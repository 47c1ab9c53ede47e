"""The built-in slots of phrases as regular expressions over normalised text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# A quantity is not zero: 0件, 零件 and 无一起 say that nothing happened. A lone 一 is no quantity either (一件事, 一起, 一次办).
NUMBER = (
    r"(?:(?:[1-9]\d{0,11}(?:[,.]\d{1,6}){0,4}|0\.\d{1,6})(?:余|多|几)?[万亿千百]{0,2}(?:余|多)?"
    r"|(?:[二三四五六七八九十百千两][一二三四五六七八九十百千万零〇]{0,8}|一[十百千万][一二三四五六七八九十百千万零〇]{0,8})(?:余|多|几)?[万亿]?)"
)
RATE = (
    r"(?:\d{1,3}(?:\.\d{1,4})?[%‰]|百分之(?:百|[一二三四五六七八九十百点零〇\d.]{1,8})"
    r"|[一二三四五六七八九]成(?:[一二三四五六七八九半])?(?:以上)?)"
)


def slot_regexes(measures: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Regular expressions by slot name. `measures`: slot name → the measure words it takes; <量> takes all of them."""
    slots = {name: f"{NUMBER}{_any(words)}" for name, words in measures.items()}
    every = dict.fromkeys(word for words in measures.values() for word in words)
    return {"数": NUMBER, "率": RATE, "年度": "", **slots, "量": f"(?:{NUMBER}{_any(list(every))}|{RATE})"}


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def year_regex(year: int | None) -> str:
    """The reporting year in any of its written forms; any year when it is unknown."""
    if year is None:
        return r"(?:20\d\d|二[〇○零0O][〇○零0O一二三四五六七八九]{2})"
    digits = str(year)
    chinese = "".join("[〇○零0O]" if d == "0" else "零一二三四五六七八九"[int(d)] for d in digits)
    return f"(?:{digits}|{chinese})"

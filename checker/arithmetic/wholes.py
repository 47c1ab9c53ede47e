"""subset and repeat: a part is no larger than its whole, and one indicator has one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.arithmetic.intervals import is_exact, plain
from checker.arithmetic.problem import Problem
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Report


def check_subsets(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    """受理 ≤ 收到; the first figure behind 其中 ≤ the one before. `figures`: those of one sentence."""
    compared = set()
    for part, whole in _named_pairs(figures, words):
        compared.add(part.quantity)
        if part.indicator and _exceeds(part, whole):
            yield _problem(part, whole, part.indicator.name)
    for before, part in pairwise(figures):
        between = report.text[before.quantity.end : part.quantity.start]
        if part.quantity not in compared and words.parts.search(between) and _exceeds(part, before):
            yield _problem(part, before, "其中的一项")


def _named_pairs(figures: Sequence[Told], words: Words) -> Iterator[tuple[Told, Told]]:
    """The first values of indicators of which one is a part of the other."""
    named = {told.indicator.name: told for told in reversed(figures) if told.indicator and is_exact(told.quantity)}
    for part, whole in words.subsets:
        if part in named and whole in named and named[part].period == named[whole].period:
            yield named[part], named[whole]


def _exceeds(part: Told, whole: Told) -> bool:
    same = part.quantity.unit == whole.quantity.unit
    return same and is_exact(part.quantity) and is_exact(whole.quantity) and part.quantity.value > whole.quantity.value


def _problem(part: Told, whole: Told, name: str) -> Problem:
    unit = part.quantity.unit
    message = f"{name}为{plain(part.quantity.value)}{unit}，大于总数{plain(whole.quantity.value)}{unit}，请核对。"
    first, last = sorted((part, whole), key=lambda told: told.quantity.start)
    return Problem("subset", "error", message, first, last, plain(part.quantity.value), f"不大于{plain(whole.quantity.value)}")


def check_repeats(figures: Sequence[Told], words: Words) -> Iterator[Problem]:
    """One indicator told twice in the same words with two values. `figures`: those of the whole report."""
    seen: dict[tuple[str, str, int | None], Told] = {}
    for told in figures:
        if not (told.indicator and is_exact(told.quantity) and told.period):
            continue
        key = (told.indicator.name, words.totals.sub("", re.sub(r"[全年度计有了()（）、]", "", told.lead)), told.period)
        first = seen.setdefault(key, told)
        if len(key[1]) >= 4 and first.quantity.value != told.quantity.value and first.sentence.paragraph != told.sentence.paragraph:
            unit = told.quantity.unit
            message = (
                f"“{told.indicator.name}”这里写的是{plain(told.quantity.value)}{unit}，前面写的是{plain(first.quantity.value)}{first.quantity.unit}，"
                f"前后不一，请核对。"
            )
            yield Problem("repeat", "warning", message, told, told, plain(told.quantity.value), plain(first.quantity.value))

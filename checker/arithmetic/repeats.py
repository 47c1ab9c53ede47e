"""repeat: what is told twice is told with one number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checker.arithmetic.intervals import is_exact, plain
from checker.arithmetic.problem import Problem, over
from checker.arithmetic.slips import is_slip, is_swap
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Report

_LONG = 100  # numbers below this are too short for a slip to be recognised by
_SAID = 4  # characters before a number that must be the same


def check_repeats(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    """One indicator, or one thing in the same words, told twice with two values. `figures`: those of the whole report."""
    seen: dict[tuple[str, str, int | None], Told] = {}
    told_of: dict[tuple[str, int | None], list[Told]] = {}
    for told in figures:
        if not (is_exact(told.quantity) and told.quantity.unit and told.period) or _is_part(told, report, words):
            continue
        said = words.totals.sub("", re.sub(r"[全年度计有了()（）、]", "", told.lead))
        name = told.indicator.name if told.indicator else told.quantity.unit
        first = seen.setdefault((name, said, told.period), told)
        if len(said) >= _SAID and told.indicator and _unlike(first, told):
            yield _problem(told, first)
            continue
        if told.indicator:
            others = told_of.setdefault((name, told.period), [])
            slip = next((one for one in others if _unlike(one, told) and _mistyped(one, told)), None)
            if slip is not None and not any(one.quantity.value == told.quantity.value for one in others):
                yield _problem(told, slip)
            others.append(told)


def _is_part(told: Told, report: Report, words: Words) -> bool:
    before = report.text[max(told.sentence.start, told.quantity.start - 24) : told.quantity.start]
    return bool(words.parts.search(before) or words.never.search(before) or words.own.search(before))


def _unlike(one: Told, other: Told) -> bool:
    return one.quantity.value != other.quantity.value and one.sentence.paragraph != other.sentence.paragraph


def _mistyped(one: Told, other: Told) -> bool:
    """Whether two values differ as by a slip, in numbers that are long enough."""
    low = min(one.quantity.value, other.quantity.value)
    if low < _LONG or one.quantity.unit != other.quantity.unit:
        return False
    return is_swap(one.quantity.value, other.quantity.value) or (low >= 10 * _LONG and is_slip(one.quantity.value, other.quantity.value))


def _problem(told: Told, first: Told) -> Problem:
    unit = told.quantity.unit
    name = told.indicator.name if told.indicator else told.lead
    message = (
        f"“{name}”这里写的是{plain(told.quantity.value)}{unit}，前面写的是{plain(first.quantity.value)}{first.quantity.unit}，"
        f"前后不一，请核对。"
    )
    return over("repeat", "warning", message, (told,), plain(told.quantity.value), plain(first.quantity.value))


def check_places(report: Report, words: Words) -> Iterator[Problem]:
    """全镇14个村 here, 14个村均 there: how many places there are in all does not change."""
    found: dict[str, list[tuple[int, bool, re.Match[str]]]] = {}
    for match in words.places.finditer(report.text):
        before, behind = report.text[max(0, match.start() - 4) : match.start()], report.text[match.end() : match.end() + 12]
        strong = bool(words.all_before.search(before))
        if strong or words.all_behind.match(behind):
            found.setdefault(match[2], []).append((int(match[1]), strong, match))
    for place, told in found.items():
        yield from _odd_places(place, told)


def _odd_places(place: str, told: Sequence[tuple[int, bool, re.Match[str]]]) -> Iterator[Problem]:
    counts = Counter(number for number, _, _ in told)
    usual, often = counts.most_common(1)[0]
    if len(counts) != 2 or (often < 2 and not all(strong for _, strong, _ in told)):
        return
    for number, strong, match in told:
        if number != usual and usual >= 5 and (strong or (often > 1 and usual >= 10 and len(str(number)) == len(str(usual)))):
            message = f"这里写的是{number}个{place}，别处写的是{usual}个，前后不一，请核对。"
            yield Problem("repeat", "warning", message, match.start(), match.end(), str(number), str(usual))

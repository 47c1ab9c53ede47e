"""ratio and range: a rate goes with the two figures that it is made of, and lies between 0 and 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.arithmetic.intervals import Fit, fit, is_exact, plain, range_of, share, written
from checker.arithmetic.problem import Problem
from checker.arithmetic.words import Ratio, Words
from checker.facts import Told

_COUNTS = frozenset("件起宗案例桩")  # units that count the same


def check_ranges(figures: Sequence[Told], words: Words) -> Iterator[Problem]:
    """`figures`: those of one sentence."""
    for told in figures:
        quantity = told.quantity
        if quantity.unit == "%" and quantity.value > 100 and words.rates_end.search(told.lead) and not words.over.search(told.lead):
            message = f"比率为{plain(quantity.value)}%，超过100%，请核对。"
            yield Problem("range", "error", message, told, told, plain(quantity.value), "0—100")


def check_ratios(figures: Sequence[Told], words: Words) -> Iterator[Problem]:
    """`figures`: those of one sentence."""
    for index, rate in enumerate(figures):
        if rate.quantity.unit != "%" or rate.quantity.high is not None:
            continue
        for ratio in words.ratios:
            if _ends_with(ratio.rate, rate.lead):
                yield from _check(rate, figures[:index], ratio, words)
                break


def _ends_with(words: re.Pattern[str], lead: str) -> bool:
    found = [match.end() for match in words.finditer(lead)]
    return bool(found) and len(lead) - found[-1] <= 4


def _check(rate: Told, before: Sequence[Told], ratio: Ratio, words: Words) -> Iterator[Problem]:
    part = next((told for told in reversed(before) if told.quantity.unit != "%" and ratio.part.search(told.lead + told.tail)), None)
    if part is None or any(word not in part.lead + part.tail for word in words.modifiers.findall(rate.lead)):
        return
    wholes = [told for told in before if told is not part and _same(told, part) and ratio.whole.search(told.lead + told.tail) and told.period == part.period]
    shares = [(whole, share(range_of(part.quantity), range_of(whole.quantity))) for whole in wholes]
    fits = [(fit(rate.quantity, true), whole, true) for whole, true in shares if true is not None]
    if not fits or any(how is Fit.HOLDS for how, _, _ in fits):
        return
    how, whole, true = next((one for one in fits if one[0] is Fit.CUT), fits[-1])
    if not (is_exact(part.quantity) and is_exact(whole.quantity)) and how is Fit.CUT:
        return
    expected = written(true.low, rate.quantity)
    sum_ = f"{plain(part.quantity.value)}÷{plain(whole.quantity.value)}＝{expected}%"
    first = min(part, whole, key=lambda told: told.quantity.start)
    if how is Fit.CUT:
        message = f"比率按四舍五入应为{expected}%（{sum_}），写的是{plain(rate.quantity.value)}%，请确认取舍。"
        yield Problem("ratio", "note", message, first, rate, plain(rate.quantity.value), expected)
    else:
        message = f"比率写的是{plain(rate.quantity.value)}%，按前面的两个数应为{expected}%（{sum_}），请核对。"
        yield Problem("ratio", "error", message, first, rate, plain(rate.quantity.value), expected)


def _same(one: Told, other: Told) -> bool:
    """Whether two figures count the same things."""
    return one.quantity.unit == other.quantity.unit or {one.quantity.unit, other.quantity.unit} <= _COUNTS

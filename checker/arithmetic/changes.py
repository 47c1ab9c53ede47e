"""growth and reduction: a stated change goes with the figures before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from checker.arithmetic.intervals import Fit, Range, fit, is_exact, plain, range_of, written
from checker.arithmetic.problem import Problem
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Report

_NEAR = 16  # characters between the new figure and the rate of change


def check_growth(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    """受理50件，较上年30件（增加20件）同比增长66.7%. `figures`: those of one sentence."""
    for index, rate in enumerate(figures):
        lead = _whole_lead(figures, index, report)
        if rate.quantity.unit != "%" or not index or not words.growth_lead.search(lead):
            continue
        rising = bool(words.up_end.search(lead))
        now, former, delta = _terms(figures[:index], words)
        if now is None:
            continue
        if former is not None:
            yield from _against_former(rate, now, former, rising)
        elif delta is not None:
            yield from _against_delta(rate, now, delta, rising)
        elif now is figures[index - 1]:
            yield from _against_any(rate, now, rising)


def _whole_lead(figures: Sequence[Told], index: int, report: Report) -> str:
    """What stands between the figure before and this one, stops included."""
    if not index:
        return ""
    return report.text[figures[index - 1].quantity.end : figures[index].quantity.start].lstrip("),、(")


def _terms(before: Sequence[Told], words: Words) -> tuple[Told | None, Told | None, Told | None]:
    """This year's figure, last year's, and by how much they differ, as told right before a rate of growth."""
    former = delta = None
    for told in reversed(before):
        if not told.quantity.unit or told.quantity.unit == "%":
            break
        if former is None and words.former_end.search(told.lead) and not words.delta_end.search(told.lead):
            former = told
        elif delta is None and former is None and words.delta_end.search(told.lead):
            delta = told
        else:
            unit = (former or delta or told).quantity.unit
            return (told if told.quantity.unit == unit else None), former, delta
    return None, former, delta


def _against_former(rate: Told, now: Told, former: Told, rising: bool) -> Iterator[Problem]:
    new, old = range_of(now.quantity), range_of(former.quantity)
    yield from _judge(rate, min(now, former, key=_start), _change(old, new, rising), f"由{plain(former.quantity.value)}到{plain(now.quantity.value)}", "growth")


def _against_delta(rate: Told, now: Told, delta: Told, rising: bool) -> Iterator[Problem]:
    if not (is_exact(now.quantity) and is_exact(delta.quantity)):
        return
    old = now.quantity.value - delta.quantity.value if rising else now.quantity.value + delta.quantity.value
    if old <= 0:
        return
    true = Range(100 * delta.quantity.value / old, 100 * delta.quantity.value / old)
    yield from _judge(rate, now, true, f"由{plain(old)}到{plain(now.quantity.value)}", "growth")


def _against_any(rate: Told, now: Told, rising: bool) -> Iterator[Problem]:
    """Without last year's figure: there must be a whole number that gives the rate."""
    quantity, stated = now.quantity, rate.quantity
    if not is_exact(quantity) or stated.bound != "" or (not rising and stated.value >= 100):
        return
    sign = 1 if rising else -1
    step = stated.step
    bounds = [100 * quantity.value / (100 + sign * (stated.value + offset)) for offset in (-step, step) if 100 + sign * (stated.value + offset) > 0]
    if len(bounds) == 2 and min(bounds).to_integral_value(ROUND_CEILING) > max(bounds).to_integral_value(ROUND_FLOOR):
        middle = 100 * quantity.value / (100 + sign * stated.value)
        message = (
            f"写的是{plain(quantity.value)}{quantity.unit}、{'增长' if rising else '下降'}{plain(stated.value)}%，"
            f"倒推上年为{middle.quantize(Decimal('0.01'))}{quantity.unit}，没有哪个整数能得出这一比率，请核对。"
        )
        yield Problem("growth", "warning", message, now, rate, plain(stated.value))


def check_reduction(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    """从6176个减到4331个，优化率30%. `figures`: those of one sentence."""
    for index in range(len(figures) - 2):
        old, new, rate = figures[index : index + 3]
        between = report.text[old.quantity.end : new.quantity.start]
        units = {old.quantity.unit, new.quantity.unit} - {""}
        if rate.quantity.unit != "%" or rate.quantity.chinese or len(units) > 1:
            continue
        if not (words.from_end.search(old.lead) and words.to_end.search(between) and len(between) <= 12):
            continue
        told = report.text[new.quantity.end : rate.quantity.start]
        if not words.changes.search(told) or len(told) > _NEAR or told.count(",") > 1:
            continue
        rising = new.quantity.value > old.quantity.value
        true = _change(range_of(old.quantity), range_of(new.quantity), rising)
        yield from _judge(rate, old, true, f"由{plain(old.quantity.value)}到{plain(new.quantity.value)}", "reduction")


def _change(old: Range, new: Range, rising: bool) -> Range | None:
    """By how many per cent `new` differs from `old`; None when that cannot be told."""
    if old.low <= 0 or old.high is None or new.high is None:
        return None
    if rising:
        return Range(100 * (new.low - old.high) / old.high, 100 * (new.high - old.low) / old.low)
    return Range(100 * (old.low - new.high) / old.low, 100 * (old.high - new.low) / old.high)


def _judge(rate: Told, first: Told, true: Range | None, how: str, check: str) -> Iterator[Problem]:
    if true is None:
        return
    outcome = fit(rate.quantity, true)
    if outcome is Fit.HOLDS:
        return
    expected, stated = written(true.low, rate.quantity), plain(rate.quantity.value)
    if outcome is Fit.CUT:
        yield Problem(check, "note", f"{how}，按四舍五入应为{expected}%，写的是{stated}%，请确认取舍。", first, rate, stated, expected)
    else:
        yield Problem(check, "error", f"{how}，变化应为{expected}%，写的是{stated}%，请核对。", first, rate, stated, expected)


def _start(told: Told) -> int:
    return told.quantity.start

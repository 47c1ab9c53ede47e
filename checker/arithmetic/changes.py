"""growth: a stated change goes with the figures before and after it. 较上年92件减少16件，下降17.4%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from checker.arithmetic.intervals import Fit, Range, fit, is_exact, plain, range_of
from checker.arithmetic.intervals import change as change_of
from checker.arithmetic.line import POINTS, Line, agree, is_told, kin
from checker.arithmetic.problem import Problem, judged, over
from checker.arithmetic.words import Words
from checker.facts import Told

_NEAR = 8  # figures before a change that it may speak of


class Change(NamedTuple):
    """Indices of last year's figure, of the difference and of the rate, as far as told; `rising`: which way.

    `nows`: figures that it may speak of, the nearest first.
    """

    former: Told | None
    delta: Told | None
    rate: Told | None
    rising: bool
    nows: Sequence[Told]
    direct: bool


def check_growth(line: Line, words: Words) -> Iterator[Problem]:
    """受理50件，较上年30件（增加20件）同比增长66.7%. `line`: the figures of a paragraph."""
    index = 1
    while index < len(line.figures):
        change, index = _read(line, index, words)
        if change is not None:
            yield from _check(change)


def _read(line: Line, index: int, words: Words) -> tuple[Change | None, int]:
    """The change told from a figure on, and the figure behind it."""
    at, former, delta, rate = index, None, None, None
    if _is_former(line, at, words):
        former, at = line.figures[at], at + 1
    turned = at
    if at < len(line.figures) and _is_delta(line, at, former, words):
        delta, turned, at = line.figures[at], at, at + 1
    if at < len(line.figures) and _is_rate(line, at, words):
        rate, turned, at = line.figures[at], at, at + 1
    if delta is None and rate is None:
        return None, index + 1
    lead = _lead(line, turned)
    rising, falling = bool(words.up_end.search(lead)), bool(words.down_end.search(lead))
    if rising == falling:
        return None, at
    nows = _nows(line, index, former or delta, at, words)
    direct = bool(nows) and nows[0] is line.figures[index - 1] and _is_direct(line, index)
    return Change(former, delta, rate, rising, nows, direct), at


def _lead(line: Line, index: int) -> str:
    return line.gaps[index].lstrip("),、(;。")


def _is_former(line: Line, index: int, words: Words) -> bool:
    told, gap = line.figures[index], line.gaps[index]
    if not words.former_end.search(gap) or words.delta_end.search(gap) or words.turned_from.search(gap):
        return False
    return bool(is_told(told) and (words.compared_in.search(gap) or gap.startswith("(") or words.former.search(told.lead)))


def _is_delta(line: Line, index: int, former: Told | None, words: Words) -> bool:
    told, lead = line.figures[index], _lead(line, index)
    if not is_told(told) or told.quantity.unit == "%" or "。" in lead or ";" in lead:
        return False
    if former is not None:
        same = kin(told, former) or (former.quantity.unit == "%" and told.quantity.unit in POINTS)
        return bool(same and words.delta_lead.match(lead))
    return bool(words.grown_lead.match(lead)) and told.quantity.unit not in POINTS and kin(told, line.figures[index - 1])


def _is_rate(line: Line, index: int, words: Words) -> bool:
    quantity, lead = line.figures[index].quantity, _lead(line, index)
    return quantity.unit == "%" and quantity.high is None and bool(words.growth_lead.match(lead))


def _nows(line: Line, index: int, like: Told | None, until: int, words: Words) -> list[Told]:
    """This year's figures that a change may speak of."""
    if like is None:
        before = line.figures[index - 1]
        return [before] if is_told(before) and before.quantity.unit not in ("%", *POINTS) and not _is_delta(line, index - 1, None, words) else []
    found = [told for told in reversed(line.figures[max(0, index - _NEAR) : index]) if kin(told, like) and is_told(told)]
    found = [told for told in found if like.quantity.start - told.quantity.start < 240]
    return found + [told for told in line.figures[until : until + 1] if found and kin(told, like) and told.sentence == like.sentence]


def _is_direct(line: Line, index: int) -> bool:
    """Whether a change is told right behind the figure it speaks of."""
    gap = line.gaps[index]
    return len(gap) <= 16 and not re.search(r"[。;、]", gap)


def _check(change: Change) -> Iterator[Problem]:
    if change.former is not None:
        yield from _with_former(change)
    elif change.delta is not None and change.rate is not None:
        yield from _with_delta(change, change.delta, change.rate)
    elif change.rate is not None and change.nows and change.direct:
        yield from _against_any(change.rate, change.nows[0], change.rising)


def _with_former(change: Change) -> Iterator[Problem]:
    former, delta, rate = change.former, change.delta, change.rate
    assert former is not None
    if delta is not None:
        if rate is not None:
            wrong = list(_delta_rate(former, delta, rate))
            yield from wrong
            if wrong:
                return
        if change.nows and not any(_differ(now, former, delta, change.rising) for now in change.nows) and (change.direct or rate is None):
            yield _difference(change.nows[0], former, delta, change.rising)
    elif rate is not None and change.nows:
        ratios = [(now, change_of(range_of(former.quantity), range_of(now.quantity), change.rising)) for now in change.nows]
        fits = [(fit(rate.quantity, true), now, true) for now, true in ratios if true is not None]
        yield from _best(rate, former, fits)


def _delta_rate(former: Told, delta: Told, rate: Told) -> Iterator[Problem]:
    old, by = range_of(former.quantity), range_of(delta.quantity)
    if old.low <= 0 or old.high is None or by.high is None:
        return
    true = Range(100 * by.low / old.high, 100 * by.high / old.low)
    yield from judged("growth", rate, former, true, f"原为{plain(former.quantity.value)}、变化{plain(delta.quantity.value)}")


def _differ(now: Told, former: Told, delta: Told, rising: bool) -> bool:
    new, old, by = range_of(now.quantity), range_of(former.quantity), range_of(delta.quantity)
    if old.high is None or by.high is None:
        return True
    low, high = (old.low + by.low, old.high + by.high) if rising else (old.low - by.high, old.high - by.low)
    return agree(new, Range(low, high))


def _difference(now: Told, former: Told, delta: Told, rising: bool) -> Problem:
    sign = 1 if rising else -1
    true = former.quantity.value + sign * delta.quantity.value
    word = "增加" if rising else "减少"
    message = (
        f"{plain(former.quantity.value)}{word}{plain(delta.quantity.value)}应为{plain(true)}，写的是{plain(now.quantity.value)}{now.quantity.unit}，请核对。"
    )
    return over("growth", "error", message, (now, former, delta), plain(now.quantity.value), plain(true))


def _with_delta(change: Change, delta: Told, rate: Told) -> Iterator[Problem]:
    fits = []
    for now in change.nows:
        true = _by_delta(now, delta, change.rising)
        if true is not None:
            fits.append((fit(rate.quantity, true), now, true))
    yield from _best(rate, delta, fits)


def _by_delta(now: Told, delta: Told, rising: bool) -> Range | None:
    """The rate that a difference makes."""
    new, by = range_of(now.quantity), range_of(delta.quantity)
    if new.high is None or by.high is None:
        return None
    low, high = (new.low - by.high, new.high - by.low) if rising else (new.low + by.low, new.high + by.high)
    return Range(100 * by.low / high, 100 * by.high / low) if low > 0 else None


def _best(rate: Told, beside: Told, fits: Sequence[tuple[Fit, Told, Range]]) -> Iterator[Problem]:
    """What is wrong when no figure goes with the rate."""
    if not fits or any(how is Fit.HOLDS for how, _, _ in fits):
        return
    _, now, true = next((one for one in fits if one[0] is Fit.CUT), fits[0])
    both = sorted((now, beside), key=lambda told: told.quantity.start)
    yield from judged("growth", rate, both[0], true, f"前面的数是{plain(both[0].quantity.value)}和{plain(both[1].quantity.value)}")


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
        yield over("growth", "warning", message, (now, rate), plain(stated.value))

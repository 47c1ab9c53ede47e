"""reduction: from one figure to another. 从6176个减到4331个，优化率30%; 由3分提高到5分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.arithmetic.intervals import Fit, change, fit, plain, range_of
from checker.arithmetic.line import POINTS, Line
from checker.arithmetic.problem import Problem, judged, over
from checker.arithmetic.words import Words
from checker.facts import Told

_RATE = 16  # characters between the new figure and the rate of change
_ROUGHLY = 2  # per cent by which a fraction in words may miss
_BETWEEN = 14  # … and between the old figure and the new one


def check_reduction(line: Line, words: Words) -> Iterator[Problem]:
    """`line`: the figures of a paragraph."""
    for index in range(len(line.figures) - 1):
        old, new = line.figures[index : index + 2]
        between = line.gaps[index + 1]
        if not _from_to(old, new, between, line.clause(index), words):
            continue
        yield from _direction(old, new, between, words)
        yield from _doubled(line, index, words)
        if index + 2 < len(line.figures):
            yield from _stated(line, index, words)


def _from_to(old: Told, new: Told, between: str, clause: str, words: Words) -> bool:
    units = {old.quantity.unit, new.quantity.unit} - {""}
    if old.quantity.high or new.quantity.high or len(between) > _BETWEEN:
        return False
    same = len(units) <= 1 or units == {"个", "个工作日"}
    return same and bool(words.to_end.search(between)) and bool(words.from_end.search(clause))


def _direction(old: Told, new: Told, between: str, words: Words) -> Iterator[Problem]:
    """What is said to have risen has risen."""
    down, up = words.down_in.search(between), words.up_all.search(between)
    if bool(down) == bool(up) or "每" in between or "第" in between:
        return
    before, now = range_of(old.quantity), range_of(new.quantity)
    wrong = now.low > (before.high or now.low) if down else before.low > (now.high or before.low)
    if wrong and not (old.quantity.bound or new.quantity.bound):
        word = (down or up)[0]  # type: ignore[index]
        message = f"写的是由{plain(old.quantity.value)}“{word}”到{plain(new.quantity.value)}，方向相反，请核对两个数。"
        yield over("reduction", "error", message, (old, new), plain(new.quantity.value), f"{'小于' if down else '大于'}{plain(old.quantity.value)}")


def _doubled(line: Line, index: int, words: Words) -> Iterator[Problem]:
    """由1.7亿元增加到3.4亿元，翻了一番."""
    old, new = line.figures[index : index + 2]
    behind = line.text[new.quantity.end : new.quantity.end + 8]
    if not words.doubled.match(behind.lstrip(",")) or old.quantity.value <= 0:
        return
    times = new.quantity.value / old.quantity.value
    if not 1.9 <= times <= 2.1:
        message = f"由{plain(old.quantity.value)}到{plain(new.quantity.value)}，不是翻一番，请核对。"
        yield over("reduction", "error", message, (old, new), plain(new.quantity.value), plain(2 * old.quantity.value))


def _stated(line: Line, index: int, words: Words) -> Iterator[Problem]:
    """The rate or the points of change told behind."""
    old, new, rate = line.figures[index : index + 3]
    told = line.gaps[index + 2]
    if not words.changes.search(told) or len(told) > _RATE or told.count(",") > 1 or re.search("[。;]", told):
        return
    if rate.quantity.unit in POINTS and old.quantity.unit == "%":
        yield from _points(old, new, rate)
    elif rate.quantity.unit == "%" and "%" not in (old.quantity.unit, new.quantity.unit):
        yield from _rate(old, rate, new)


def _points(old: Told, new: Told, points: Told) -> Iterator[Problem]:
    """败诉率由12.8%降至11.2%，下降1.6个百分点."""
    if old.quantity.bound or new.quantity.bound or points.quantity.bound:
        return
    true = abs(old.quantity.value - new.quantity.value)
    slack = max(points.quantity.step, old.quantity.step, new.quantity.step)
    if abs(true - points.quantity.value) >= slack:
        how = f"由{plain(old.quantity.value)}%到{plain(new.quantity.value)}%"
        message = f"{how}，变化应为{plain(true)}个百分点，写的是{plain(points.quantity.value)}个，请核对。"
        yield over("reduction", "error", message, (old, new, points), plain(points.quantity.value), plain(true))


def check_points(line: Line, words: Words) -> Iterator[Problem]:
    """比例88.7%，比上年的87.3%提高1.4个百分点."""
    for index in range(len(line.figures) - 2):
        new, old, points = line.figures[index : index + 3]
        if not (new.quantity.unit == old.quantity.unit == "%" and points.quantity.unit in POINTS):
            continue
        if words.former_end.search(line.gaps[index + 1]) and len(line.gaps[index + 2]) <= 6 and "。" not in line.gaps[index + 1]:
            yield from _points(old, new, points)


def _rate(old: Told, rate: Told, new: Told) -> Iterator[Problem]:
    """将办理环节从6176个减到4331个，优化率30%."""
    true = change(range_of(old.quantity), range_of(new.quantity), new.quantity.value > old.quantity.value)
    if true is None:
        return
    roughly = rate.quantity.chinese and rate.quantity.step >= 1 and abs(true.low - rate.quantity.value) <= _ROUGHLY  # 三分之一
    if fit(rate.quantity, true) is not Fit.WRONG or not roughly:
        yield from judged("reduction", rate, old, true, f"由{plain(old.quantity.value)}到{plain(new.quantity.value)}")

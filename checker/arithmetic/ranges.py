"""range: a share lies between 0 and 100 %, nothing falls by more than all of it, no score is above full marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.arithmetic.intervals import plain
from checker.arithmetic.line import POINTS, Line
from checker.arithmetic.problem import Problem, over
from checker.arithmetic.words import Words
from checker.model import Report

_OF = re.compile(r"(?:以上|左右)?的[一-龥]")
_AND = re.compile(r"(?:和|、|及|以及|与)$")


def check_ranges(line: Line, words: Words) -> Iterator[Problem]:
    """`line`: the figures of a paragraph."""
    share = False  # whether the rate before is a share
    for index, told in enumerate(line.figures):
        quantity = told.quantity
        if quantity.unit in POINTS:
            yield from _points(line, index, words)
        if quantity.unit != "%":
            continue
        share = (share and bool(_AND.match(line.gaps[index]))) or _is_share(line, index, words)
        if share and quantity.value > 100:
            message = f"比率为{plain(quantity.value)}%，超过100%，请核对。"
            yield over("range", "error", message, (told,), plain(quantity.value), "0—100")


def _is_share(line: Line, index: int, words: Words) -> bool:
    """Whether a rate cannot be above 100 %."""
    told, clause = line.figures[index], line.clause(index)
    if words.over.search(clause) and not words.down_end.search(told.lead):
        return False
    if words.down_all.search(told.lead) and not words.up_all.search(told.lead):
        return True
    if words.reached_end.search(told.lead) or words.from_end.search(told.lead):  # 率由72%提高到89%
        return bool(words.rates_all.search(clause))
    if words.up_end.search(told.lead):
        return False
    if words.rates_all.search(told.lead) and not words.up_all.search(told.lead):
        return True
    return bool(_OF.match(line.text, told.quantity.end)) and not words.up_all.search(clause)


def _points(line: Line, index: int, words: Words) -> Iterator[Problem]:
    """出庭应诉率98.4%，较上年提高6.1个百分点: the rate before was no less than nothing."""
    change = line.figures[index]
    rate = line.figures[index - 1] if index else None
    if rate is None or rate.quantity.unit != "%" or "。" in line.gaps[index] or len(line.gaps[index]) > 16 or rate.quantity.high is not None:
        return
    if not words.rates_all.search(line.clause(index - 1)) or words.over.search(line.clause(index - 1)):
        return
    rising = bool(words.up_end.search(change.lead))
    former = rate.quantity.value - change.quantity.value if rising else rate.quantity.value + change.quantity.value
    if (rising or words.down_end.search(change.lead)) and not Decimal(0) <= former <= Decimal(100):
        message = f"写的是{plain(rate.quantity.value)}%、变化{plain(change.quantity.value)}个百分点，倒推原来为{plain(former)}%，不在0—100%之内，请核对。"
        yield over("range", "error", message, (rate, change), plain(change.quantity.value))


def check_scores(report: Report, words: Words) -> Iterator[Problem]:
    """平均成绩94.6分（满分100分）."""
    for match in words.scores.finditer(report.text):
        if Decimal(match[1]) > Decimal(match[2]):
            message = f"得分{match[1]}分高于满分{match[2]}分，请核对。"
            yield Problem("range", "error", message, match.start(), match.end(), match[1], f"不大于{match[2]}")

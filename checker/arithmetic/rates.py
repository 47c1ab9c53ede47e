"""ratio: a rate goes with the two figures that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.arithmetic.intervals import Fit, Range, fit, is_exact, plain, range_of, share, written
from checker.arithmetic.line import POINTS, Line, kin, words_of
from checker.arithmetic.problem import Problem, over
from checker.arithmetic.words import Ratio, Words
from checker.facts import Told

_NAMED = re.compile(r"([一-龥]{2,8})率[为达是约仅到至均近超过了]{0,4}$")
_AND_RATES = re.compile(r"(?:[、和][一-龥]{2,6}率)+")  # 报备率、及时率均为100%
_TAIL = 14  # characters of the words behind a part, before its share
_BESIDE = 4  # characters that may stand between the name of a rate and its number


class _Case(NamedTuple):
    """A rate, its part, and what it may be a share of; `sure`: that the whole must be among them."""

    rate: Told
    part: Told
    wholes: list[Told]
    sure: bool


def check_ratios(line: Line, words: Words) -> Iterator[Problem]:
    """`line`: the figures of a paragraph."""
    for index, rate in enumerate(line.figures):
        if rate.quantity.unit == "%" and rate.quantity.high is None and index:
            case = _read(line, index, words)
            if case is not None:
                yield from _judge(case, line, index)


def _read(line: Line, index: int, words: Words) -> _Case | None:
    rate = line.figures[index]
    ratio = next((one for one in words.ratios if _ends_with(one.rate, _AND_RATES.sub("", rate.lead))), None)
    if ratio is not None:
        return _named(line, index, ratio, words)
    return _share(line, index, words) or _plain_rate(line, index, words)


def _named(line: Line, index: int, ratio: Ratio, words: Words) -> _Case | None:
    """A rate with words of its own: 审结183件……纠错16件，纠错率8.7%."""
    rate = line.figures[index]
    part = _part(line, index, ratio, words)
    if part is None:
        return None
    told = line.figures[part]
    if words.graded.search(line.text, told.sentence.start, told.quantity.start) and not words.ungraded.search(rate.lead):
        return None
    modifiers = words.modifiers.findall(_AND_RATES.sub("", rate.lead))
    if any(word not in words_of(told) for word in modifiers):
        return None
    wholes = [line.figures[one] for one in _before(line, part, index) if ratio.whole.search(_said(line, one)) and _is_now(line, one, words)]
    if rate.quantity.value == 100:  # far off, all may be all of something else
        wholes = [one for one in wholes if one.sentence == told.sentence]
    return _Case(rate, told, wholes, True) if wholes else _plain_rate(line, index, words)


def _before(line: Line, part: int, index: int) -> list[int]:
    """The figures of the part's unit before a rate."""
    return [one for one in range(max(0, part - 8), index) if one != part and kin(line.figures[one], line.figures[part]) and _near(line, one, part)]


def _near(line: Line, one: int, part: int) -> bool:
    return abs(line.figures[one].quantity.start - line.figures[part].quantity.start) < 260


def _said(line: Line, index: int) -> str:
    """The words before and behind a figure; what is said between it and the end of its clause counts."""
    return words_of(line.figures[index])


def _is_now(line: Line, index: int, words: Words) -> bool:
    """Whether a figure tells neither of last year nor of a difference."""
    lead = line.figures[index].lead
    return not (words.former_end.search(lead) or words.delta_end.search(lead) or words.carried.search(lead))


def _part(line: Line, index: int, ratio: Ratio, words: Words) -> int | None:
    """The figure that a rate counts: the last one before it with its words."""
    for earlier in range(index - 1, max(-1, index - 6), -1):
        told = line.figures[earlier]
        if re.search(r"[。\n]", line.between(earlier, index)):
            return None
        if told.quantity.unit in ("%", *POINTS) or words.delta_end.search(told.lead) or words.former_end.search(told.lead):
            continue
        if ratio.part.search(words_of(told)) and not words.never.search(told.lead):
            return earlier
    return None


def _share(line: Line, index: int, words: Words) -> _Case | None:
    """What share of a whole: 案件62380件，其中农民工案件24952件，占40%."""
    rate, before = line.figures[index], line.figures[index - 1]
    match = words.share_end.search(line.gaps[index])
    if match is None or before.quantity.unit in ("%", "", *POINTS) or match["what"]:
        return None
    gap = line.gaps[index][: match.start()]
    if len(gap.strip(",、)(")) > _TAIL or re.search("[。;]|,.*,", gap):
        return None
    wholes = [line.figures[one] for one in line.kin_before(index - 1, 1)]
    sure = bool(match["of"]) or bool(words.parts.search(line.gaps[index - 1])) or words.within.search(line.gaps[index - 1]) is not None
    wholes = [one for one in wholes if one.quantity.value >= before.quantity.value or len(wholes) == 1]
    return _Case(rate, before, wholes, sure) if wholes else None


def _plain_rate(line: Line, index: int, words: Words) -> _Case | None:
    """Any other rate right behind a whole and the part it is named after: 82项任务，完成71项，完成率86.6%."""
    rate = line.figures[index]
    match = _NAMED.search(rate.lead)
    if match is None or index < 2 or words.over.search(rate.lead):
        return None
    part = line.figures[index - 1]
    stem = match[1]
    if part.quantity.unit in ("%", "", *POINTS) or words.modifiers.search(stem) or words.never.search(words_of(part)):
        return None
    if "。" in line.gaps[index] or len(line.gaps[index]) > len(stem) + 8 or not any(stem.endswith(word) for word in _stems(part)):
        return None
    wholes = [line.figures[one] for one in line.kin_before(index - 1, 1)]
    wholes = [one for one in wholes if not words.former_end.search(one.lead)]
    direct = line.figures[index - 2]
    sure = direct in wholes and direct.sentence == part.sentence and not words.delta_end.search(direct.lead)
    return _Case(rate, part, wholes, sure) if wholes and sure else None


def _stems(part: Told) -> Iterator[str]:
    """The endings of the words before a figure that a rate may be named after."""
    said = re.sub(r"[了的已经共有]+$", "", part.lead)
    said = re.sub(r".*[,、(]", "", said)
    for text in (said, re.sub(r"^[个件起人名项的已]+", "", part.tail)[:6]):
        for length in range(2, 5):
            if len(text) >= length:
                yield text[-length:]
                yield text[:length]


def _ends_with(words: re.Pattern[str], lead: str) -> bool:
    found = [match.end() for match in words.finditer(lead)]
    return bool(found) and len(lead) - found[-1] <= _BESIDE


def _judge(case: _Case, line: Line, index: int) -> Iterator[Problem]:
    rate, part = case.rate, case.part
    shares = [(whole, share(range_of(part.quantity), range_of(whole.quantity))) for whole in case.wholes]
    fits = [(fit(rate.quantity, true), whole, true) for whole, true in shares if true is not None]
    if not fits or any(how is Fit.HOLDS for how, _, _ in fits) or _any_fits(line, index, rate):
        return
    cut = next((one for one in fits if one[0] is Fit.CUT), None)
    _, whole, true = cut or min(fits, key=lambda one: abs(one[2].low - rate.quantity.value))
    if cut and is_exact(part.quantity) and is_exact(whole.quantity):
        yield _told(rate, part, whole, true, "note")
    elif not cut and case.sure:
        yield _told(rate, part, whole, true, "error")


def _any_fits(line: Line, index: int, rate: Told) -> bool:
    """Whether the rate goes with any other two figures around it: then it is made of those."""
    if rate.quantity.value == 100 or rate.quantity.bound or rate.quantity.step >= 1:
        return False
    near = [told for told in line.figures[max(0, index - 6) : index] if told.quantity.unit not in ("%", *POINTS)]
    return any(_goes(rate, one, two) for one in near for two in near if one is not two and kin(one, two) and two.quantity.value > one.quantity.value)


def _goes(rate: Told, part: Told, whole: Told) -> bool:
    true = share(range_of(part.quantity), range_of(whole.quantity))
    return true is not None and fit(rate.quantity, true) is Fit.HOLDS


def _told(rate: Told, part: Told, whole: Told, true: Range, severity: str) -> Problem:
    expected, stated = written(true.low, rate.quantity), plain(rate.quantity.value)
    sum_ = f"{plain(part.quantity.value)}÷{plain(whole.quantity.value)}＝{expected}%"
    if severity == "note":
        message = f"比率按四舍五入应为{expected}%（{sum_}），写的是{stated}%，请确认取舍。"
    else:
        message = f"比率写的是{stated}%，按前面的两个数应为{expected}%（{sum_}），请核对。"
    return over("ratio", severity, message, (part, whole, rate), stated, expected)

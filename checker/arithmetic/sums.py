"""sum: the parts of a whole add up to it. 共9件，其中甲类5件、乙类4件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.arithmetic.intervals import plain, range_of
from checker.arithmetic.line import Line, agree, is_told, kin, total_of, words_of
from checker.arithmetic.parts import Run, find_run
from checker.arithmetic.problem import Problem, over
from checker.arithmetic.slips import is_slip, is_swap
from checker.arithmetic.words import Words
from checker.facts import Told

_NEAR = Decimal("0.2")  # parts that miss the whole by more than this share were hardly meant to make it up …
_NEAR_COUNT = 3  # … unless by so few
_FAR = Decimal("0.5")  # … and by this share not even when they are told as all there is
_HARDLY = Decimal("0.02")  # nobody leaves so small a share of a whole untold
_MANY = 100  # figures below this are too small for a slip to be recognised by


def check_sums(line: Line, words: Words) -> Iterator[Problem]:
    """`line`: the figures of a paragraph."""
    done = 0
    for first in range(1, len(line.figures)):
        if first < done or not is_told(line.figures[first]):
            continue
        run = find_run(line, first, words)
        if run is None:
            continue
        done = run.parts[-1] + 1
        yield from _check_run(line, run, words)


def _check_run(line: Line, run: Run, words: Words) -> Iterator[Problem]:
    totals = _totals(line, run)
    if not totals or _holds(line, totals, run, words):
        return
    parts = [line.figures[index] for index in run.parts]
    total = line.figures[_nearest(line, totals, parts)] if run.how != "bracket" else line.figures[totals[0]]
    if _must_equal(total, parts, run, words):
        yield _problem(total, parts)


def _totals(line: Line, run: Run) -> list[int]:
    """The figures before the parts that they may be parts of."""
    before = [index for index in line.kin_before(run.parts[0], 1) if is_told(line.figures[index])]
    return before[:1] if run.how == "bracket" else before


def _holds(line: Line, totals: Sequence[int], run: Run, words: Words) -> bool:
    """Whether the parts, or the first of them, or all of one kind that follow, make up any of the totals."""
    behind = range(run.parts[-1] + 1, min(len(line.figures), run.parts[-1] + 3))  # 三项合计168件
    own = [index for index in behind if words.added.search("," + line.gaps[index].lstrip(","))]
    whole = [range_of(line.figures[index].quantity) for index in (*totals, *own)]
    reach = run.beyond
    least = len(run.parts) if run.firm else 2
    for count in range(least, len(reach) + 1):
        found = total_of([line.figures[index] for index in reach[:count]])
        if any(agree(found, one) for one in whole):
            return True
    return False


def _nearest(line: Line, totals: Sequence[int], parts: Sequence[Told]) -> int:
    found = _sum(parts)
    own = [index for index in totals if line.figures[index].sentence == parts[0].sentence] or totals
    return min(own, key=lambda index: abs(line.figures[index].quantity.value - found))


def _must_equal(total: Told, parts: Sequence[Told], run: Run, words: Words) -> bool:
    """Whether the parts are told as all there is."""
    value, found = total.quantity.value, _sum(parts)
    missing = abs(found - value)
    if run.how in ("all", "complete"):
        return missing <= max(Decimal(_NEAR_COUNT), _FAR * value) or is_slip(value, found)
    outcomes = [bool(words.outcomes.search(words_of(part))) for part in parts]
    if any(outcomes) and (not all(outcomes) or run.how != "named"):
        return False
    near = missing <= max(Decimal(_NEAR_COUNT), _NEAR * value)
    if found > value and near:
        return True
    if any(outcomes):
        return False
    if near and (run.how in ("bracket", "listed") or words.totals.search(total.lead)):
        return True
    return run.how == "named" and (_is_one_slip(value, found, parts) or (value >= _MANY and missing <= _HARDLY * value))


def _is_one_slip(value: Decimal, found: Decimal, parts: Sequence[Told], least: int = _MANY) -> bool:
    """Whether it adds up once two digits of one figure change places."""
    if value < least and found < least:
        return False
    return is_swap(value, found) or any(is_swap(part.quantity.value, part.quantity.value + value - found) for part in parts)


def check_added(line: Line, words: Words) -> Iterator[Problem]:
    """Parts told before their total: 建议86件、提案124件，两项共210件."""
    for index in range(2, len(line.figures)):
        total = line.figures[index]
        last = index - 2 if _counts_kinds(line, index - 1) else index - 1  # 两项共210件
        match = words.added.match(line.between(last, index).lstrip(")"))
        if not match or not is_told(total):
            continue
        before = _summands(line, last, index, words)
        if len(before) < 2 or any(agree(total_of(before[start:]), range_of(total.quantity)) for start in range(len(before) - 1)):
            continue
        own = _joined(line, before)
        if len(own) < 2 or not (match["bare"] is not None or _close(total, own) or _is_one_slip(total.quantity.value, _sum(own), own, 0)):
            continue
        yield _problem(total, own)


def _counts_kinds(line: Line, index: int) -> bool:
    """Whether a figure only says how many kinds were listed before it."""
    told = line.figures[index]
    return bool(index > 1 and told.quantity.chinese and told.quantity.unit in ("项", "类", "种") and line.gaps[index] in (",", "、", ",以上"))


def _close(total: Told, parts: Sequence[Told]) -> bool:
    value, found = total.quantity.value, _sum(parts)
    return abs(value - found) <= max(Decimal(_NEAR_COUNT), _NEAR * value)


def _summands(line: Line, last: int, index: int, words: Words) -> list[Told]:
    """The figures before a total that may make it up, in order."""
    before: list[Told] = []
    total, following = line.figures[index], index
    for earlier in range(last, max(-1, last - 8), -1):
        told = line.figures[earlier]
        joined = line.between(earlier, following)
        if not kin(told, total):
            if told.quantity.unit == "%" or (earlier + 1 < len(line.gaps) and line.gaps[earlier + 1] == ""):
                continue
            break
        if not is_told(told) or re.search(r"[。;\n]", joined) or (following != index and "(" in joined):
            break
        before.insert(0, told)
        if words.parts.search(line.gaps[earlier]):
            break
        following = earlier
    return before


def _joined(line: Line, before: Sequence[Told]) -> list[Told]:
    """Of the figures before a total those that are told as one list: back to where 、 gives way to another sign."""
    own = [before[-1]]
    listed = False
    for earlier in reversed(before[:-1]):
        marked = "、" in line.text[earlier.quantity.end : own[0].quantity.start]
        if listed and not marked:
            break
        listed = listed or marked
        own.insert(0, earlier)
    return own


def check_rests(line: Line, words: Words) -> Iterator[Problem]:
    """What was done and what is left make up the whole: 问题127个，已整改121个，其余6个."""
    for index in range(2, len(line.figures)):
        rest = line.figures[index]
        if not is_told(rest) or not (words.rest_end.search(line.gaps[index]) or words.rest_tail.match(rest.tail)):
            continue
        if words.former.search(line.gaps[index]) or words.among.search(line.gaps[index]):
            continue
        before = list(line.kin_before(index, 1))
        if len(before) < 2 or not all(is_told(line.figures[one]) for one in before[:2]) or _rest_fits(line, before, rest):
            continue
        if words.plus.search(line.between(before[1], index)):
            continue
        done, total = line.figures[before[0]], line.figures[before[1]]
        if words.done.search(words_of(done)) and total.quantity.value >= _NEAR_COUNT and not words.done.search(words_of(total)):
            yield _problem(total, [done, rest])


def _rest_fits(line: Line, before: Sequence[int], rest: Told) -> bool:
    """Whether the rest, with one or more figures right before it, makes up an earlier one."""
    figures = [line.figures[index] for index in before]
    for count in range(1, len(figures)):
        found = total_of([*figures[:count], rest])
        if any(agree(found, range_of(whole.quantity)) for whole in figures[count:]):
            return True
        single = total_of([figures[count - 1], rest])
        if any(agree(single, range_of(whole.quantity)) for whole in figures if whole is not figures[count - 1]):
            return True
    return False


def check_nets(line: Line, words: Words) -> Iterator[Problem]:
    """新登记6742户、注销2915户，净增3827户."""
    for index, net in enumerate(line.figures):
        if not is_told(net) or not words.net_end.search(line.gaps[index]):
            continue
        behind = line.after(index).startswith("(")
        pair = line.figures[index + 1 : index + 3] if behind else line.figures[max(0, index - 2) : index]
        if len(pair) < 2 or not all(kin(one, net) and is_told(one) for one in pair):
            continue
        joined = line.text[pair[0].quantity.end : pair[1].quantity.start]
        if len(joined) > 12 or not words.gone.search(words_of(pair[1])):
            continue
        true = abs(pair[0].quantity.value - pair[1].quantity.value)
        if true != net.quantity.value:
            message = f"{plain(pair[0].quantity.value)}减{plain(pair[1].quantity.value)}，净增减应为{plain(true)}，写的是{plain(net.quantity.value)}，请核对。"
            yield over("sum", "error", message, (*pair, net), plain(net.quantity.value), plain(true))


def _sum(parts: Sequence[Told]) -> Decimal:
    return sum((part.quantity.value for part in parts), Decimal(0))


def _problem(total: Told, parts: Sequence[Told]) -> Problem:
    found, unit = plain(_sum(parts)), total.quantity.unit
    added = "＋".join(plain(part.quantity.value) for part in parts)
    message = f"其中各项合计{found}{unit}（{added}），与所写的{plain(total.quantity.value)}{unit}不符，请核对总数和各项。"
    return over("sum", "error", message, (total, *parts), plain(total.quantity.value), found)

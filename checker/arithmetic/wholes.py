"""subset: a part is no larger than its whole. 收到62件，其中受理70件."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.arithmetic.intervals import is_exact, plain, range_of
from checker.arithmetic.line import Line, is_told, kin, words_of
from checker.arithmetic.problem import Problem, over
from checker.arithmetic.words import Words
from checker.facts import Told

_MORE = Decimal("1.5")
_OWN = 4  # characters beside the words of a part that may be left when nothing else is spoken of


def check_subsets(line: Line, words: Words) -> Iterator[Problem]:
    """`line`: the figures of a paragraph."""
    done = set()
    for part, whole, name in [*_by_indicator(line, words), *_by_words(line, words)]:
        if part.quantity.start not in done and _exceeds(part, whole):
            done.add(part.quantity.start)
            yield _problem(part, whole, name)


def _by_indicator(line: Line, words: Words) -> Iterator[tuple[Told, Told, str]]:
    """The first values of indicators of which one is a part of the other."""
    named = {(told.indicator.name, told.sentence): told for told in reversed(line.figures) if told.indicator and is_exact(told.quantity)}
    for (name, sentence), part in named.items():
        for whole_name in words.subsets.get(name, ()):
            whole = named.get((whole_name, sentence))
            if whole is not None and whole.period == part.period and not _carried(line, whole, part, words):
                yield part, whole, name


def _by_words(line: Line, words: Words) -> Iterator[tuple[Told, Told, str]]:
    for index in range(1, len(line.figures)):
        part = line.figures[index]
        if part.quantity.unit in ("%", "") or part.quantity.high is not None:
            continue
        found = _inside(line, index, words)
        if found is None:
            found = _of_lesser(line, index, words)
        if found is not None and not _carried(line, found, part, words):
            yield part, found, "其中的一项"


def _inside(line: Line, index: int, words: Words) -> Told | None:
    """The whole before 其中, 中有: 58个小区中41个."""
    gap = line.gaps[index]
    before = line.figures[index - 1]
    if words.parts.search(gap) and "。" not in gap:
        return next((line.figures[one] for one in line.kin_before(index, 0)), None)
    if kin(before, line.figures[index]) and words.within.search(gap):
        return before
    return None


def _of_lesser(line: Line, index: int, words: Words) -> Told | None:
    """The whole of a part by what both are said to be: 受理98起，调解成功95起."""
    part = line.figures[index]
    said = words_of(part)
    if line.gaps[index].startswith("、") and (words.parts.search(line.gaps[index - 1]) or line.gaps[index - 1].startswith("、")):  # two of a list
        return None
    pair = words.lessers.search(said)
    if pair is None or words.wholes.search(words.lessers.sub("", said)) or words.totals.search(part.lead) or words.never.search(part.lead):
        return None
    if len(words.fillers.sub("", words.lessers.sub("", said))) > (_OWN if line.gaps[index][:1] != "、" else _OWN // 2):
        return None
    wholes = []
    for earlier in line.kin_before(index, 0):
        told = line.figures[earlier]
        if not is_told(told) and told.quantity.bound == "":
            continue
        if ";" in line.between(earlier, index) or words.delta_end.search(told.lead) or words.former_end.search(told.lead):
            break
        if words.wholes.search(line.clause(earlier) + told.tail):
            wholes.append(told)
    return wholes[0] if wholes else None


def _carried(line: Line, whole: Told, part: Told, words: Words) -> bool:
    """Whether it is said that things of other years are among the parts."""
    begin, end = sorted((whole.quantity.start, part.quantity.start))
    return bool(words.carried.search(line.text, max(whole.sentence.start, begin - 40), end + 10))


def _exceeds(part: Told, whole: Told) -> bool:
    """Whether the part is larger for sure."""
    if not kin(part, whole):
        return False
    less, more = range_of(part.quantity), range_of(whole.quantity)
    if whole.quantity.bound == "above":  # 2700余条 is not half as many again
        return less.low > whole.quantity.value * _MORE
    return more.high is not None and less.low > more.high


def _problem(part: Told, whole: Told, name: str) -> Problem:
    unit = part.quantity.unit
    message = f"{name}为{plain(part.quantity.value)}{unit}，大于总数{plain(whole.quantity.value)}{unit}，请核对。"
    return over("subset", "error", message, (part, whole), plain(part.quantity.value), f"不大于{plain(whole.quantity.value)}")

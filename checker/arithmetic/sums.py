"""sum: the parts of a whole add up to it. 共9件，其中甲类5件、乙类4件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.arithmetic.intervals import is_exact, plain
from checker.arithmetic.problem import Problem
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Report

_NEAR = Decimal("0.2")  # parts that miss the whole by more than this share were hardly meant to make it up …
_NEAR_COUNT = 3  # … unless by so few


def check_sums(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    """`figures`: those of one sentence."""
    for index, total in enumerate(figures):
        if is_exact(total.quantity) and total.quantity.unit:
            behind = _parts(figures, index, report, words)
            if len(behind) > 1 and _must_equal(total, behind, report, words):
                yield _problem(total, behind, total, behind[-1])
            before = _summands(figures, index, report, words)
            if len(before) > 1 and _sum(before) != total.quantity.value:
                yield _problem(total, before, before[0], total)


def _parts(figures: Sequence[Told], index: int, report: Report, words: Words) -> list[Told]:
    """The figures behind a total that are told as its parts: of its unit, one after another, introduced by some word or sign."""
    total = figures[index]
    parts: list[Told] = []
    for told in figures[index + 1 :]:
        if told.quantity.unit == "%" and parts:  # （占62%）
            continue
        if told.quantity.unit != total.quantity.unit or not is_exact(told.quantity):
            break
        between = report.text[(parts[-1] if parts else total).quantity.end : told.quantity.start]
        if (not parts and not _introduces(between, words)) or (parts and (words.parts.search(between) or words.totals.search(told.lead))):
            break
        if parts and ")" in between.split("(")[0] and _opened(report, total, parts[0]):
            break
        parts.append(told)
    return parts


def _introduces(between: str, words: Words) -> bool:
    return bool(words.parts.search(between) or words.exhaustive.search(between) or between.startswith(("(", ":")) or words.listed.match(between.lstrip(",")))


def _opened(report: Report, total: Told, part: Told) -> bool:
    """Whether the parts stand in brackets behind the total."""
    return report.text[total.quantity.end : part.quantity.start].startswith("(")


def _must_equal(total: Told, parts: Sequence[Told], report: Report, words: Words) -> bool:
    """Whether the parts are told as all there is, and do not make up the total."""
    value, found = total.quantity.value, _sum(parts)
    if found == value:
        return False
    between = report.text[total.quantity.end : parts[0].quantity.start]
    if words.exhaustive.search(between):
        return True
    if abs(found - value) > max(Decimal(_NEAR_COUNT), _NEAR * value):
        return False
    outcomes = [bool(words.outcomes.search(part.lead + part.tail)) for part in parts]
    if any(outcomes) and not all(outcomes):  # no list of one kind
        return False
    told_all = between.startswith(("(", ":")) or words.listed.match(between.lstrip(",")) or words.totals.search(total.lead)
    return found > value or bool(told_all and not any(outcomes))


def _summands(figures: Sequence[Told], index: int, report: Report, words: Words) -> list[Told]:
    """The figures before a bare 合计 or 共计."""
    total = figures[index]
    if not words.added.fullmatch(total.lead.strip("),、")):
        return []
    before: list[Told] = []
    for told in reversed(figures[:index]):
        following = (before[0] if before else total).quantity.start
        joined = report.text[told.quantity.end : following]
        if told.quantity.unit != total.quantity.unit or not is_exact(told.quantity) or words.parts.search(told.lead) or "(" in joined:
            break
        before.insert(0, told)
    return before


def _sum(parts: Sequence[Told]) -> Decimal:
    return sum((part.quantity.value for part in parts), Decimal(0))


def _problem(total: Told, parts: Sequence[Told], first: Told, last: Told) -> Problem:
    found, unit = plain(_sum(parts)), total.quantity.unit
    added = "＋".join(plain(part.quantity.value) for part in parts)
    message = f"其中各项合计{found}{unit}（{added}），与所写的{plain(total.quantity.value)}{unit}不符，请核对总数和各项。"
    return Problem("sum", "error", message, first, last, plain(total.quantity.value), found)

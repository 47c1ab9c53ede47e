"""contradiction, period: statements that figures of the same report gainsay, and years that are not the report's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.facts import Told
from checker.model import Role
from checker.wording.passages import Passages
from checker.wording.problem import Problem


def check_claims(at: Passages, figures: Sequence[Told]) -> Iterator[Problem]:
    """无行政诉讼案件 here, 行政诉讼案件5件 there. A figure in front says of which cases there was none: 诉讼2件，均已审结且无败诉."""
    counted: dict[tuple[str, int | None], Told] = {}
    for one in figures:
        if one.fact and one.indicator and one.quantity.value > 0 and not one.quantity.bound:
            counted.setdefault((one.indicator.name, one.period), one)
    first: dict[int, int] = {}  # of each sentence with figures, where the first stands
    for one in figures:
        first.setdefault(one.sentence.start, one.quantity.start)
    for one in figures:
        if one.indicator and one.quantity.value == 0 and not one.lead and not one.tail:
            other = counted.get((one.indicator.name, one.period))
            if other and other.sentence != one.sentence and first[one.sentence.start] == one.quantity.start:
                yield _problem(at, one, other)


def _problem(at: Passages, none: Told, some: Told) -> Problem:
    start, end = at.original(none.quantity.start, none.quantity.end)
    first, last = at.original(some.start, some.quantity.end)
    told = at.report.document.text[first:last]
    return Problem("wording.contradiction", "warning", f"与别处的“{told}”不合，请核对。", start, end)


def check_periods(at: Passages, since: tuple[str, ...], account: tuple[str, ...]) -> Iterator[Problem]:
    """2018年以来未发生……: an account of several years in place of the year's. `since`: words behind the first year.

    `account`: words that give such an account.
    """
    year = at.report.profile.year
    if year is None:
        return
    done = -1
    for match in re.finditer(rf"(20\d\d)年(?:\d{{1,2}}月)?(?:{'|'.join(map(re.escape, since))})", at.report.text):
        sentence = at.sentence(match.start())
        if sentence is None or sentence.start == done or sentence.role is not Role.WORK or sentence.heading or int(match[1]) >= year:
            continue
        done = sentence.start
        behind = at.report.text[match.end() : sentence.end]
        if any(word in behind for word in account) and f"{year}年" not in behind:
            start, end = at.original(match.start(), match.end())
            yield Problem("wording.period", "note", f"这里说的是几年的情况，{year}年的情况请单独写明。", start, end)

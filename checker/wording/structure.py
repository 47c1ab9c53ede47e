"""title, kind, order: the report's title, whether it is such a report at all, and the numbers of its headings and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.outline.kinds import kind_note
from checker.text.numerals import parse_chinese
from checker.wording.passages import Paragraph, Passages
from checker.wording.problem import Problem

_HAN = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(rf"(?:第|\()?(?P<number>{_HAN}|\d{{1,2}})(?:部分|章|、|\)|\.(?!\d))")
_LISTED = re.compile(rf"(?:^|(?<=[。;:,!?])|(?<=其中))({_HAN})是")
_DEEPEST = 5  # lists within lists


class _Place(NamedTuple):
    """A number in a sequence. `mark`: as written; `start`: of the normalised text."""

    number: int
    mark: str
    start: int


def check_title(at: Passages, weak: tuple[str, ...]) -> Iterator[Problem]:
    """A report without a title, or with one that calls it something else."""
    report = at.report
    if report.title is None:
        if at.paragraphs:
            first = at.paragraphs[0]
            message = "文首未见报告标题，应写明单位、年度和“法治政府建设年度报告”。"
            yield Problem("structure.title", "warning", message, first.first, first.first + min(len(first.typed), 24))
        return
    plain = report.text[report.title[0] : report.title[1]]
    word = next((one for one in weak if plain.rstrip(")").endswith(one)), None)
    if word and report.profile.kind == "annual_report":
        start, end = at.original(*report.title)
        message = f"标题写作“{word}”，规定的名称是“法治政府建设年度报告”，请看是否要改。"
        yield Problem("structure.title", "note", message, start, end)


def check_kind(at: Passages) -> Iterator[Problem]:
    """Something else than an annual report."""
    note = kind_note(at.report.profile.kind)
    if note and at.paragraphs:
        first = at.paragraphs[0]
        yield Problem("structure.kind", "warning", note, first.first, first.first + min(len(first.typed), 24))


def check_order(at: Passages) -> Iterator[Problem]:
    """Numbers that are left out or given twice, in headings and in 一是……二是……."""
    yield from _headings(at)
    yield from _lists(at)


def _headings(at: Passages) -> Iterator[Problem]:
    """Lines that begin with a number: those of one manner under one heading make a row, which begins anew with each 1."""
    rows: dict[tuple[int | None, str], list[_Place]] = {}
    for paragraph in at.paragraphs:
        match = _MARK.match(paragraph.plain) if paragraph.prose or paragraph.heading else None
        if match is not None:
            manner = _manner(match)
            place = _Place(_value(match["number"]), match[0], paragraph.start)
            rows.setdefault((_above(at, paragraph, manner), manner), []).append(place)
    for (_, manner), row in rows.items():
        yield from _row(at, row, manner)


def _row(at: Passages, row: list[_Place], manner: str) -> Iterator[Problem]:
    """What is wrong with the numbers of a row. A number that the next one does not follow on from, but would follow on from the right one, is a slip."""
    before: _Place | None = None
    for place, after in pairwise((*row, None)):
        if place is None:
            break
        expected = before.number + 1 if before else 1
        slip = place.number != expected and after is not None and after.number == expected + 1
        if place.number == expected or place.number == 1 or (before is None and not slip) or _stands_between(at, before, place, manner):
            before = place
            continue
        yield _odd(at, before, place)
        before = place._replace(number=expected) if slip else place


def _above(at: Passages, paragraph: Paragraph, manner: str) -> int | None:
    """The section that a numbered line stands under; a line like the heading of its section stands beside it."""
    section = paragraph.section
    heading = at.heading_of(section)
    own = _MARK.match(heading.plain) if heading else None
    return at.report.sections[section].parent if own and _manner(own) == manner else section


def _manner(match: re.Match[str]) -> str:
    """The mark without its number: 一、 and 1、 are two manners."""
    return match[0].replace(match["number"], "1" if match["number"].isdigit() else "一")


def _value(number: str) -> int:
    return int(number) if number.isdigit() else int(parse_chinese(number) or 0)


def _stands_between(at: Passages, before: _Place | None, place: _Place, manner: str) -> bool:
    """Whether the number that is missing stands in between after all, as in a line that was not taken for a heading."""
    if before is None or place.number == before.number:
        return False
    marks = _MARK.finditer(at.report.text, before.start + len(before.mark), place.start)
    return any(_value(match["number"]) == before.number + 1 and _manner(match) == manner for match in marks)


def _odd(at: Passages, before: _Place | None, place: _Place) -> Problem:
    start, end = at.original(place.start, place.start + len(place.mark))
    if before is None:
        message = f"这是第一个，序号却是“{place.mark}”。"
    elif place.number == before.number:
        message = f"序号“{place.mark}”前面已有。"
    else:
        message = f"序号不连续：前一个是“{before.mark}”，这里是“{place.mark}”。"
    return Problem("structure.order", "warning", message, start, min(len(at.report.document.text), end + 12))


def _lists(at: Passages) -> Iterator[Problem]:
    """一是, 二是 … within a section; a list may hold another one."""
    open_: list[int] = []
    section = None
    for paragraph in at.paragraphs:
        if paragraph.section != section:
            section, open_ = paragraph.section, []
        for match in _LISTED.finditer(paragraph.plain):
            number = _value(match[1])
            if number == 1:
                open_ = [*open_[1 - _DEEPEST :], 1]
                continue
            kept = list(open_)
            while kept and kept[-1] != number - 1:
                kept.pop()
            if not kept and open_ and number > 1:
                yield _skipped(at, paragraph, match)
            open_ = [*(kept or open_)[:-1], number][-_DEEPEST:]


def _skipped(at: Passages, paragraph: Paragraph, match: re.Match[str]) -> Problem:
    start, end = at.original(paragraph.start + match.start(), min(paragraph.start + match.end() + 10, paragraph.start + len(paragraph.plain)))
    return Problem("structure.order", "warning", f"“{match[0]}”前面缺一项或序号重复，请核对各项的序号。", start, end)

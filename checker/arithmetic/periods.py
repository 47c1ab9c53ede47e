"""period: last year's work told as this year's, and a plan for a year that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.arithmetic.words import Words
from checker.model import Report, Role, Sentence

_OPENING_YEAR = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.])?(20\d\d)年(?:度|全年)?,")
_PLAN_YEAR = re.compile(r"(20\d\d)年")
_CLAUSES = 60  # characters behind the year in which a word that looks back explains it


class Misdated(NamedTuple):
    """A year that does not fit the part it stands in. `start`, `end`: of the normalised text."""

    message: str
    start: int
    end: int
    stated: str
    expected: str


def check_periods(report: Report, words: Words) -> Iterator[Misdated]:
    """Sentences of the work part that open with an earlier year and give a figure; headings of the plan that name a year that is over."""
    year = report.profile.year
    if year is None:
        return
    for sentence in report.sentences:
        if sentence.role is Role.WORK and not sentence.heading:
            yield from _told_late(sentence, year, report, words)
        elif sentence.role is Role.PLAN and sentence.heading:
            yield from _planned_late(sentence, year, report, words)


def _told_late(sentence: Sentence, year: int, report: Report, words: Words) -> Iterator[Misdated]:
    match = _OPENING_YEAR.match(report.text, sentence.start, sentence.end)
    if not match or int(match[1]) >= year:
        return
    rest = report.text[match.end() : sentence.end]
    if str(year) in rest or words.looking_back.search(rest[:_CLAUSES]) or not re.search(r"\d", rest):
        return
    message = f"本报告是{year}年度的，这一句说的是{match[1]}年的情况，请核对年份，或改写{year}年的数据。"
    yield Misdated(message, match.start(1), match.end(1) + 1, match[1], str(year))


def _planned_late(sentence: Sentence, year: int, report: Report, words: Words) -> Iterator[Misdated]:
    named = list(_PLAN_YEAR.finditer(report.text, sentence.start, sentence.end))
    heading = report.text[sentence.start : sentence.end]
    if len(named) != 1 or int(named[0][1]) >= year + 1 or not words.plans.search(heading) or words.problems.search(heading):
        return
    message = f"标题写的是{named[0][1]}年，{year}年度报告的下一步安排应是{year + 1}年，请核对年份。"
    yield Misdated(message, named[0].start(1), named[0].end(1) + 1, named[0][1], str(year + 1))

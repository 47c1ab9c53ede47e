"""period: years that do not fit: last year's work told as this year's, a plan for a year that is over, a date before the year's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.arithmetic.problem import Problem
from checker.arithmetic.votes import Witness, agreed, witnesses
from checker.arithmetic.words import Words
from checker.model import Report, Role, Sentence

_OPENING_YEAR = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.])?(20\d\d)年(?:度|全年)?,")
_CLAUSES = 60  # characters behind the year in which a word that looks back explains it
_SIGNED = re.compile(r"(20\d\d)(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?$")
_EARLY = 9  # month by which no report on the year is out
_SIGNATURE = 34  # characters that the line of a signature holds at most
_SPAN_YEARS = {"三": 2, "五": 4}


def check_periods(report: Report, words: Words) -> Iterator[Problem]:
    """Years in title, headings, openings and signature that do not go with the others, and years that can only be one."""
    found = witnesses(report, words)
    year = agreed(found, report.profile.year)
    if year is not None:
        told = set()
        for problem in [*_misled(found, year), *_told_late(report, year, words), *_signed_early(report, year, words), *_copied(report, year, words)]:
            if problem.start not in told:
                told.add(problem.start)
                yield problem
    yield from _known(report, words)
    yield from _spans(report, words)


def _misled(found: Sequence[Witness], year: int) -> Iterator[Problem]:
    for one in found:
        if one.kind == "signed" or one.implied == year or (one.weak and one.implied < year):
            continue
        right = year + one.year - one.implied
        message = {
            "title": f"标题写的是{one.year}年，正文说的是{year}年，请核对年份。",
            "now": f"这里写的是{one.year}年，别处都是{year}年度，请核对年份。",
            "heading": f"标题写的是{one.year}年，本报告是{year}年度的，请核对年份。",
            "plan": f"标题写的是{one.year}年，{year}年度报告的下一步安排应是{year + 1}年，请核对年份。",
            "opening": f"本报告是{year}年度的，这里以{one.year}年开头，应是{right}年，请核对年份。",
        }[one.kind]
        yield Problem("period", "warning", message, one.start, one.end, str(one.year), str(right), f"{right}年")


def _told_late(report: Report, year: int, words: Words) -> Iterator[Problem]:
    for sentence in report.sentences:
        if sentence.role is Role.WORK and not sentence.heading:
            yield from _late(sentence, year, report, words)


def _late(sentence: Sentence, year: int, report: Report, words: Words) -> Iterator[Problem]:
    match = _OPENING_YEAR.match(report.text, sentence.start, sentence.end)
    if not match or int(match[1]) >= year:
        return
    rest = report.text[match.end() : sentence.end]
    if str(year) in rest or words.looking_back.search(rest[:_CLAUSES]) or not re.search(r"\d", rest):
        return
    message = f"本报告是{year}年度的，这一句说的是{match[1]}年的情况，请核对年份，或改写{year}年的数据。"
    yield Problem("period", "warning", message, match.start(1), match.end(1) + 1, match[1], str(year), f"{year}年")


def _signed_early(report: Report, year: int, words: Words) -> Iterator[Problem]:
    """A date in the signature before the year was over."""
    for match in words.issued_on.finditer(report.text):
        if int(match[1]) < year or (int(match[1]) == year and int(match[2]) <= _EARLY):
            message = f"落款、发布日期是{match[1]}年{int(match[2])}月，{year}年度还没有过完，请核对年份。"
            yield Problem("period", "warning", message, match.start(1), match.end(1), match[1], str(year + 1))
    for sentence in report.sentences:
        if sentence.end - sentence.start > _SIGNATURE or (sentence.heading and sentence.role is not Role.OTHER):
            continue
        date = _SIGNED.search(report.text[sentence.start : sentence.end].rstrip())
        if date is None or not 1 <= int(date[2]) <= 12:
            continue
        signed, month = int(date[1]), int(date[2])
        if signed < year or (signed == year and month <= _EARLY):
            message = f"落款、发布日期是{signed}年{month}月，{year}年度还没有过完，请核对年份。"
            start = sentence.start + date.start(1)
            yield Problem("period", "warning", message, start, start + 4, str(signed), str(year if month > _EARLY else year + 1))


def _copied(report: Report, year: int, words: Words) -> Iterator[Problem]:
    """Last year's list or programme told as this year's; a report handed in before its year was over."""
    for sentence in report.sentences:
        if sentence.role is not Role.WORK or sentence.heading:
            continue
        for match in words.programme.finditer(report.text, sentence.start, sentence.end):
            if int(match[1]) == year - 1:
                message = f"{year}年度的报告写的是{match[1]}年的文件，请核对年份。"
                yield Problem("period", "warning", message, match.start(1), match.end(1) + 1, match[1], str(year), f"{year}年")
        for match in words.handed_in.finditer(report.text, sentence.start, sentence.end):
            if int(match[1]) >= year:
                message = f"已经报送的应是{year - 1}年度的报告，这里写的是{match[1]}年度，请核对年份。"
                yield Problem("period", "warning", message, match.start(1), match.end(1) + 1, match[1], str(year - 1), f"{year - 1}年")


def _known(report: Report, words: Words) -> Iterator[Problem]:
    """Years that everybody knows: 2021年是“十四五”开局之年, 2021年是中国共产党成立100周年."""
    for known in words.known:
        for match in known.said.finditer(report.text):
            if match.groups() not in known.years:
                stated, right = "—".join(match.groups()), "、".join("—".join(one) for one in known.years)
                message = f"“{known.name}”是{right}年，这里写的是{stated}年，请核对年份。"
                yield Problem("period", "warning", message, match.start(1), match.end(len(match.groups())), stated, right)
    for match in words.jubilee.finditer(report.text):
        founded, years = words.founded[match[2]], int(match[3])
        if int(match[1]) - founded != years:
            message = f"{match[2]}{years}周年是{founded + years}年，这里写的是{match[1]}年，请核对。"
            yield Problem("period", "warning", message, match.start(1), match.end(3), match[1], str(founded + years))


def _spans(report: Report, words: Words) -> Iterator[Problem]:
    """三年行动计划(2023—2025年)."""
    for match in words.plan_span.finditer(report.text):
        if int(match[3]) - int(match[2]) != _SPAN_YEARS[match[1]]:
            message = f"{match[1]}年行动写的是{match[2]}—{match[3]}年，年数不合，请核对。"
            yield Problem("period", "warning", message, match.start(2), match.end(3), f"{match[2]}—{match[3]}")

"""The years that a report names in its title, headings and openings, and which year they agree on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.arithmetic.words import Words
from checker.model import Report, Role, Sentence
from checker.outline.years import YEAR, to_year

_YEAR = re.compile(rf"({YEAR})年")
_NUMBERING = r"(?:第[一二三四五六七八九十]+部分|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]?)?"
_OPENING = re.compile(rf"{_NUMBERING}(?:展望)?({YEAR})年(?:度|全年)?(?![底末初起至以前后间内来度])(?=,|[一-龥])(?P<comma>,|是|将)?")
_SIGNED = re.compile(r"(?:^|(?<=\n))(20\d\d)年(\d{1,2})月\d{1,2}日(?=\n|$)")
_EARLY = 6
_AHEAD = 40  # characters behind the year in which words say that it is to come
_FEW = 2  # witnesses that make a year certain


class Witness(NamedTuple):
    """A place that names a year. `year`: that it names; `implied`: the reporting year if it is right.

    `kind`: title, now, heading, plan, opening. `weak`: it may speak of another year.
    """

    kind: str
    year: int
    implied: int
    start: int
    end: int
    sentence: Sentence | None
    weak: bool = False


def witnesses(report: Report, words: Words) -> list[Witness]:
    """Every place that should name the reporting year, or the next."""
    found = [*_in_title(report), *_in_signature(report, words)]
    paragraph, seen_plan = -1, False
    for sentence in report.sentences:
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        if sentence.role is Role.OTHER:
            continue
        if report.title and report.title[0] <= sentence.start < report.title[1]:
            continue
        if sentence.heading:
            found += _in_heading(sentence, report, words)
            seen_plan = seen_plan or sentence.role is Role.PLAN
        elif opens:
            found += _in_opening(sentence, report, words)
        if not seen_plan:
            found += _in_phrase(sentence, report, words)
    return found


def agreed(found: Sequence[Witness], year: int | None) -> int | None:
    """The reporting year by most of them; `year` when they are few; None when they differ without end."""
    counts = Counter(one.implied for one in found)
    if not counts:
        return year
    (first, often), *rest = counts.most_common(2)
    if often >= _FEW and often >= 2 * (rest[0][1] if rest else 0):
        return first
    return year if counts.get(year or 0, 0) >= often else None


def _in_title(report: Report) -> Iterator[Witness]:
    if report.title:
        years = list(_YEAR.finditer(report.text, *report.title))
        if len(years) == 1 and (year := to_year(years[0][1])):
            yield Witness("title", year, year, years[0].start(), years[0].end(), None)


def _in_signature(report: Report, words: Words) -> Iterator[Witness]:
    """A report signed or issued early in a year is on the year before."""
    for match in (*words.issued_on.finditer(report.text), *_SIGNED.finditer(report.text)):
        year = int(match[1])
        if 1 <= int(match[2]) <= _EARLY:
            yield Witness("signed", year, year - 1, match.start(), match.end(), None, True)


def _in_heading(sentence: Sentence, report: Report, words: Words) -> Iterator[Witness]:
    text = report.text[sentence.start : sentence.end]
    years = list(_YEAR.finditer(report.text, sentence.start, sentence.end))
    if len(years) != 1 or not words.heading_words.search(text) or words.looking_back.search(text[:12].replace("起", "")):
        return
    year = to_year(years[0][1])
    if year is None:
        return
    behind = report.text[years[0].end() : sentence.end]
    planned = bool(words.next_year.search(behind)) or (sentence.role is Role.PLAN and not words.past.search(behind))
    planned = planned and not words.problems.search(behind)
    yield Witness("plan" if planned else "heading", year, year - planned, *years[0].span(), sentence)


def _in_opening(sentence: Sentence, report: Report, words: Words) -> Iterator[Witness]:
    match = _OPENING.match(report.text, sentence.start, sentence.end)
    year = to_year(match[1]) if match else None
    if match is None or year is None:
        return
    rest = report.text[match.end() : sentence.end]
    ahead = sentence.role is Role.PLAN and bool(words.ahead.search(rest[:_AHEAD] + match.group()))
    back = words.looking_back.search(rest[:60]) or _YEAR.search(rest)
    if sentence.role is Role.PLAN and not ahead and match["comma"] != "是":
        return
    later = sentence.role is Role.PLAN
    weak = bool(sentence.role is Role.WORK and (back or not match["comma"]))
    yield Witness("opening", year, year - later, match.start(1), match.end(1) + 1, sentence, weak)


def _in_phrase(sentence: Sentence, report: Report, words: Words) -> Iterator[Witness]:
    match = words.introduced.search(report.text, sentence.start, sentence.end)
    year = to_year(match[1]) if match else None
    if match and year:
        yield Witness("now", year, year, match.start(1), match.end(1) + 1, sentence)

"""Who reports, at what level, on which year."""

from __future__ import annotations

import re
from collections import Counter

from checker.model import Document, Level, Profile
from checker.outline.kinds import tell_kind
from checker.outline.paragraphs import Paragraph
from checker.outline.rules import OutlineRules, first
from checker.outline.title import SECOND_NAME, Title
from checker.outline.units import Unit, self_named, unit_at_start
from checker.outline.years import YEAR, to_year
from checker.text import Normalised, original_span

_YEAR_WORD = re.compile(rf"(?<!\d)({YEAR})(?=年|度)(?!年以来|年至|年-)")
_SINCE = re.compile(rf"({YEAR})年以来")
_TITLES = re.compile(r"《[^》]{1,60}》|\([^()]{1,60}\)")
_DATED = re.compile(rf"({YEAR})(?:年|[-/.])(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?:月|[-/.])")
_PLACE = 6  # characters that a place in front of a department takes
_OPENING = 3  # paragraphs of the body that are asked for the unit and the year
_CLAUSES = 8
_BODY_SUFFIX = 5  # characters behind the place in a signature: 人民政府, 管委会
_CLAUSE_END = re.compile(r"[,。;:!?、]")
_LAST_REPORTING_MONTH = 9  # a report signed by September is on the year before


def read_profile(
    document: Document,
    normal: Normalised,
    paragraphs: list[Paragraph],
    title: Title | None,
    asides: set[int],
    rules: OutlineRules,
) -> Profile:
    """The profile as far as the text tells it."""
    text = normal.text
    behind = title.last + 1 if title else 0
    body = [p.text for i, p in enumerate(paragraphs) if i >= behind and i not in asides]
    unit = _unit(title, paragraphs, asides, body, text, rules)
    level, tier = (unit.level, unit.tier) if unit else (None, None)
    if tier is None:
        own_level, own_tier = self_named(text, rules)
        level, tier = level or own_level, own_tier
    year = _title_year(title) or _body_year(body, rules) or _dated_year(paragraphs, asides)
    kind = tell_kind(title.text if title else None, text, paragraphs, rules)
    return Profile(_original(document, normal, paragraphs, title), unit.name if unit else None, level, tier, year, kind)


def _original(document: Document, normal: Normalised, paragraphs: list[Paragraph], title: Title | None) -> str | None:
    """The title as printed, its lines joined."""
    if title is None:
        return None
    lines = []
    for index in title.pieces:
        start, end = original_span(normal.offsets, paragraphs[index].start, paragraphs[index].end)
        lines.append("".join(document.text[start:end].strip("#* \t").split()))
    return "".join(lines)


def _unit(
    title: Title | None, paragraphs: list[Paragraph], asides: set[int], body: list[str], text: str, rules: OutlineRules
) -> Unit | None:
    """From the title; else a line of its own above or below the body; else what the first sentences speak of."""
    if title and (unit := unit_at_start(SECOND_NAME.sub("", title.text), text, rules)):
        return _with_place(unit, paragraphs, asides, text, rules)
    above = [p.text for p in paragraphs[: title.first]] if title else []
    below = [paragraphs[i].text for i in sorted(asides) if i >= len(paragraphs) - 8]
    for line in above + below:
        line = _cut_date(line)
        unit = unit_at_start(line, text, rules)
        if unit and line.startswith(unit.name) and len(line) <= len(unit.name) + _BODY_SUFFIX:
            return unit
    return _unit_of_body(body, text, rules)


def _with_place(unit: Unit, paragraphs: list[Paragraph], asides: set[int], text: str, rules: OutlineRules) -> Unit:
    """A title may leave out the place (省应急管理厅…) that the signature gives (楚南省应急管理厅)."""
    for index in sorted(asides, reverse=True):
        line = _cut_date(paragraphs[index].text)
        if line.endswith(unit.name) and 0 < len(line) - len(unit.name) <= _PLACE:
            full = unit_at_start(line, text, rules)
            if full and full.name == line and full.level is unit.level:
                return full
    return unit


def _cut_date(line: str) -> str:
    match = _DATED.search(line)
    return line[: match.start()] if match else line


def _unit_of_body(body: list[str], text: str, rules: OutlineRules) -> Unit | None:
    for paragraph in body[:_OPENING]:
        for clause in _CLAUSE_END.split(paragraph[:300])[:_CLAUSES]:
            if len(clause) >= 2 and (unit := unit_at_start(clause, text, rules)):
                return unit
    return None


def _title_year(title: Title | None) -> int | None:
    if title is None:
        return None
    match = re.search(YEAR, _TITLES.sub("", title.text)) or re.search(YEAR, title.text)
    return to_year(match.group()) if match else None


def _body_year(body: list[str], rules: OutlineRules) -> int | None:
    """现将……2024年度……报告如下 first, then how the first paragraphs begin, then the year most spoken of."""
    opening = [_TITLES.sub("", text) for text in body[:_OPENING]]
    for text in opening:
        at = first(rules.preamble_ends, text)
        if at >= 0 and (years := _years(text[max(0, at - 80) : at])):
            return years[-1]
    for text in opening:
        since = [year for match in _SINCE.finditer(text[:12]) if (year := to_year(match.group(1)))]
        if years := since + _years(text)[:1]:
            return max(years)  # 2018年以来，……。2023年，……
    counts = Counter(year for text in body for year in _years(_TITLES.sub("", text)))
    return counts.most_common(1)[0][0] if counts else None


def _years(text: str) -> list[int]:
    return [year for match in _YEAR_WORD.finditer(text) if (year := to_year(match.group(1)))]


def _dated_year(paragraphs: list[Paragraph], asides: set[int]) -> int | None:
    """From the date of signature or publication, when the text itself names no year."""
    for index in sorted(asides, reverse=True):
        match = _DATED.search(paragraphs[index].text)
        if match and (year := to_year(match.group(1))):
            month = int(match.group(2)) if match.group(2).isdigit() else 1
            return year - 1 if month <= _LAST_REPORTING_MONTH else year
    return None


def level_of(name: str, text: str, rules: OutlineRules) -> tuple[Level | None, Level | None]:
    """(level, tier) of a unit that the user names."""
    unit = unit_at_start(name, text, rules)
    return (unit.level, unit.tier) if unit else (None, None)

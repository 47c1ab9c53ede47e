"""The title: which of the first lines it is, and what it reads joined together."""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.outline.headings import starts_numbered
from checker.outline.paragraphs import Paragraph, is_document_number
from checker.outline.rules import OutlineRules, found
from checker.outline.years import YEAR

_YEAR = re.compile(YEAR)
_BEHIND = re.compile(r"\([^()]{1,20}\)$|[*#]+$")
_FIRST_LINES = 30
_LONGEST_LINE = 70
_LONGEST_PIECE = 40
_MOST_PIECES = 3
_ENOUGH = 3  # points: a closing noun 2, the subject 2, a year 1, marked as a heading 1


class Title(NamedTuple):
    """`first`, `last`: indices of its first and last paragraph. `pieces`: the indices of those that make it up."""

    first: int
    last: int
    pieces: tuple[int, ...]
    text: str  # normalised


SECOND_NAME = re.compile(r"\([^()]{1,30}\)")  # 某市城市管理局(市综合行政执法局)


def find_title(paragraphs: list[Paragraph], asides: set[int], rules: OutlineRules) -> Title | None:
    """The title, or None when the file begins with its body."""
    lines = _first_lines(paragraphs, asides)
    if not lines:
        return None
    best = max(lines, key=lambda i: (_points(paragraphs[i], rules), -i))
    if _points(paragraphs[best], rules) < _ENOUGH and not _is_plain_title(paragraphs[best], rules):
        return None
    pieces = _pieces(paragraphs, lines, best, rules)
    text = "".join(_without_letterhead(clean(paragraphs[i].text), rules) for i in pieces)
    return Title(pieces[0], pieces[-1], pieces, text)


def clean(line: str) -> str:
    """A line without Markdown signs."""
    return line.strip("#*")


def _without_letterhead(line: str, rules: OutlineRules) -> str:
    ending = next((word for word in rules.letterheads if line.endswith(word)), "")
    return line.removesuffix(ending)


def _first_lines(paragraphs: list[Paragraph], asides: set[int]) -> list[int]:
    """Indices of the lines above the body that could be a title."""
    lines = []
    for index, paragraph in enumerate(paragraphs[:_FIRST_LINES]):
        text = clean(paragraph.text)
        if index in asides or not text:
            continue
        if len(text) > _LONGEST_LINE or text[-1] in "。;!?" or starts_numbered(text):
            break
        if text[-1] not in ":,、" and paragraph.kind not in ("table_row", "footnote"):
            lines.append(index)
    return lines


def _points(paragraph: Paragraph, rules: OutlineRules) -> int:
    text = clean(paragraph.text)
    marked = paragraph.kind == "heading" or paragraph.text[0] == "#"
    noun = _ends_with_noun(text, rules)
    return 2 * noun + 2 * found(rules.subjects, text) + bool(_YEAR.search(text)) + marked


def _ends_with_noun(text: str, rules: OutlineRules) -> bool:
    while text != (shorter := _BEHIND.sub("", text)):
        text = shorter
    return text.endswith(rules.title_nouns)


def _is_plain_title(paragraph: Paragraph, rules: OutlineRules) -> bool:
    """政府工作报告: no year and no subject, but a kind of its own."""
    text = clean(paragraph.text)
    kinds = (rules.kind_plan, rules.kind_government_work_report, rules.kind_disclosure_report)
    return len(text) <= _LONGEST_PIECE and any(found(kind, text) for kind in kinds)


def _pieces(paragraphs: list[Paragraph], lines: list[int], best: int, rules: OutlineRules) -> tuple[int, ...]:
    """The lines that make up the title: unit lines right above the best line, and the rest of a broken line below."""
    pieces = [best]
    at = best - 1
    while at >= 0 and len(pieces) < _MOST_PIECES:
        line = clean(paragraphs[at].text)
        if len(pieces) > 1 and line.endswith(rules.letterheads):
            break  # the red letterhead above a title that names its unit
        if at in lines and _leads_into(line, rules):
            pieces.insert(0, at)
        elif not is_document_number(paragraphs[at].text):
            break
        at -= 1
    after = best + 1
    broken = not _ends_with_noun(clean(paragraphs[best].text), rules)
    if broken and after in lines and _ends_with_noun(clean(paragraphs[after].text), rules):
        pieces.append(after)
    return tuple(pieces)


def _leads_into(text: str, rules: OutlineRules) -> bool:
    """Whether a line above the best one is the unit's name, or the first half of the title."""
    text = SECOND_NAME.sub("", text)
    if len(text) > _LONGEST_PIECE or _ends_with_noun(text, rules):
        return False
    suffixes = rules.government_suffixes + rules.department_suffixes + rules.zone_suffixes + rules.unit_leads
    places = rules.township_suffixes + rules.county_suffixes + rules.city_or_county_suffixes + rules.letterheads
    return text.endswith(suffixes + places + rules.title_line_ends) or text.startswith(rules.party_prefixes)

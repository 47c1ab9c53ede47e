"""The paragraphs of the normalised text, and which of them are no part of what is reported."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from checker.model import Document
from checker.outline.rules import OutlineRules, found
from checker.outline.years import YEAR
from checker.text import Normalised, to_original

_DATE = re.compile(
    rf"[(\[]?{YEAR}(?:年|[-/.])[\d一二三四五六七八九十]{{1,3}}(?:月|[-/.])"
    r"[\d一二三四五六七八九十]{1,3}日?(?:\d{1,2}:\d\d(?::\d\d)?)?"
)
_DOCUMENT_NUMBER = re.compile(rf"[^,。;:]{{1,14}}[〔\[(]{YEAR}[〕\])]第?\d{{1,5}}号")
_CONTENTS_LINE = re.compile(r"[^。;]{2,60}(?:\.{3,}|·{3,}|_{3,})\d{1,3}")
_LINE_ENDS = frozenset("0123456789一二三四五六七八九十日号)]")  # of dates, 文号 and lines of a table of contents
_LONGEST_RESIDUE = 60
_LONGEST_SIGNATURE = 30


class Paragraph(NamedTuple):
    """`start`, `end`: positions of the normalised text. `kind`, `depth`: of the block that it begins in."""

    start: int
    end: int
    text: str
    kind: str = "paragraph"
    depth: int | None = None


def split_paragraphs(document: Document, normal: Normalised) -> list[Paragraph]:
    """The paragraphs in order; what a format told of headings and table rows is carried over."""
    paragraphs, position = [], 0
    for text in normal.text.split("\n") if normal.text else ():
        paragraphs.append(Paragraph(position, position + len(text), text))
        position += len(text) + 1
    if any(block.kind != "paragraph" for block in document.blocks):
        return _with_kinds(document, normal, paragraphs)
    return [p for p in paragraphs if p.text]


def _with_kinds(document: Document, normal: Normalised, paragraphs: list[Paragraph]) -> list[Paragraph]:
    starts = [block.start for block in document.blocks]
    told = []
    for paragraph in paragraphs:
        index = bisect_right(starts, to_original(normal.offsets, paragraph.start)) - 1
        block = document.blocks[index] if index >= 0 else None
        told.append(paragraph._replace(kind=block.kind, depth=block.depth) if block else paragraph)
    return [p for p in told if p.text]


def is_date(text: str, rules: OutlineRules) -> bool:
    """Whether the line is a date and nothing else."""
    return len(text) <= _LONGEST_SIGNATURE and bool(_DATE.fullmatch(_up_to_date(text, rules)))


def _up_to_date(text: str, rules: OutlineRules) -> str:
    """The line without what may follow a date: 2025年1月10日印发, [2025-01-10]."""
    text = text.removesuffix(")").removesuffix("]")
    ending = next((word for word in rules.date_ends if text.endswith(word)), "")
    return text.removesuffix(ending)


def is_document_number(text: str) -> bool:
    """Whether the line is a 文号 and nothing else."""
    return len(text) <= _LONGEST_SIGNATURE and bool(_DOCUMENT_NUMBER.fullmatch(text))


def find_asides(paragraphs: list[Paragraph], rules: OutlineRules) -> set[int]:
    """Indices of the paragraphs that report nothing: web page remains, signature, date, annexes."""
    asides = {i for i, p in enumerate(paragraphs) if len(p.text) <= _LONGEST_RESIDUE and _is_residue(p, rules)}
    for i, paragraph in enumerate(paragraphs):
        if i and is_date(paragraph.text, rules) and _is_signature(paragraphs[i - 1].text, rules):
            asides.add(i - 1)
    return asides | _annexes(paragraphs, rules)


def _is_residue(paragraph: Paragraph, rules: OutlineRules) -> bool:
    text = paragraph.text
    if text[-1] in "。;" and text[0] != "(" and text[:-1] not in rules.residue_lines:
        return False
    if text.startswith(rules.residue) or text.strip("[]【】()。;") in rules.residue_lines:
        return True
    if found(rules.residue_anywhere, text):
        return True
    if text[-1] not in _LINE_ENDS and not text.endswith(rules.date_ends):
        return False
    return (
        is_date(text, rules) or is_document_number(text) or _signed_date(text, rules) or bool(_CONTENTS_LINE.fullmatch(text))
    )


def _signed_date(text: str, rules: OutlineRules) -> bool:
    """`××县人民政府2025年1月10日` on one line."""
    if len(text) > _LONGEST_RESIDUE:
        return False
    text = _up_to_date(text, rules)
    match = _DATE.search(text)
    return bool(match and match.end() == len(text) and match.start() and _is_signature(text[: match.start()], rules))


def _is_signature(text: str, rules: OutlineRules) -> bool:
    suffixes = rules.government_suffixes + rules.department_suffixes + rules.zone_suffixes + rules.party_prefixes
    places = rules.township_suffixes + rules.county_suffixes + rules.city_or_county_suffixes
    return len(text) <= _LONGEST_SIGNATURE and text.endswith(suffixes + places) and not re.search(r"[,。;:]", text)


def _annexes(paragraphs: list[Paragraph], rules: OutlineRules) -> set[int]:
    """What follows a line that says no more than 附件, in the last third of the text."""
    for i in range(len(paragraphs) * 2 // 3, len(paragraphs)):
        text = paragraphs[i].text
        if text.startswith(rules.annex) and len(text) <= 4 and i:
            return set(range(i, len(paragraphs)))
    return set()

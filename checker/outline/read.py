"""The outline of one document, step by step."""

from __future__ import annotations

from dataclasses import replace

from checker.model import Document, Level, Profile, Report
from checker.outline.course import chart
from checker.outline.duplicates import second_copies
from checker.outline.flow import assign
from checker.outline.headings import find_headings
from checker.outline.kinds import kind_note
from checker.outline.paragraphs import Paragraph, find_asides, split_paragraphs
from checker.outline.profile import level_of, read_profile
from checker.outline.rules import OutlineRules
from checker.outline.sections import list_sections
from checker.outline.title import Title, find_title
from checker.outline.tree import place
from checker.text import normalise

_COPY_NOTE = "正文在文件中出现了两遍，只按第一遍检查。"


def read_outline(
    document: Document,
    rules: OutlineRules,
    *,
    unit: str | None = None,
    level: Level | None = None,
    year: int | None = None,
) -> Report:
    """Find title, sections, roles, sentences and profile. The notes are the outline's own, without the document's.

    `unit`, `level` and `year` override what the text says of itself; headings are read by that year.
    """
    normal = normalise(document.text)
    paragraphs = split_paragraphs(document, normal)
    if not paragraphs:
        profile = _overridden(Profile(), normal.text, rules, unit, level, year)
        return Report(document, normal.text, normal.offsets, None, profile, (), ())
    copies = second_copies(paragraphs)
    asides = find_asides(paragraphs, rules)
    title = find_title(paragraphs, asides, rules)
    titles = _title_lines(title, paragraphs)
    profile = read_profile(document, normal, paragraphs, title, asides, rules)
    profile = _overridden(profile, normal.text, rules, unit, level, year)
    placed = place(find_headings(document, normal, paragraphs, titles | asides, rules), profile.year, rules)
    course = chart(normal.text, paragraphs, placed, titles, asides, copies, profile.year, rules)
    sentences = assign(course)
    sections = list_sections(document, normal, course, sentences)
    span = (paragraphs[title.first].start, paragraphs[title.last].end) if title else None
    notes = tuple(note for note in (_COPY_NOTE if copies else None, kind_note(profile.kind)) if note)
    return Report(document, normal.text, normal.offsets, span, profile, sections, tuple(sentences), notes)


def _overridden(
    profile: Profile, text: str, rules: OutlineRules, unit: str | None, level: Level | None, year: int | None
) -> Profile:
    """The profile with what the user knows better. A new unit also brings its level."""
    if unit is not None:
        told_level, told_tier = level_of(unit, text, rules)
        told = (told_level, told_tier) if told_level else (profile.level, profile.tier)
        profile = replace(profile, unit=unit, level=told[0], tier=told[1])
    if level is not None:
        profile = replace(profile, level=level, tier=profile.tier if level is Level.DEPARTMENT else level)
    return profile if year is None else replace(profile, year=year)


def _title_lines(title: Title | None, paragraphs: list[Paragraph]) -> set[int]:
    """The title's paragraphs, and a second print of it above the body."""
    if title is None:
        return set()
    printed = {paragraphs[i].text for i in title.pieces}
    near = {i for i in range(min(len(paragraphs), title.last + 8)) if paragraphs[i].text in printed}
    return near | set(range(title.first, title.last + 1))

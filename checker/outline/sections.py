"""The sections of a report with their places in the original text."""

from __future__ import annotations

from checker.model import Document, Role, Section, Sentence
from checker.outline.flow import Course
from checker.outline.headings import Heading, Placed
from checker.text import Normalised, original_span


def list_sections(
    document: Document, normal: Normalised, course: Course, sentences: list[Sentence]
) -> tuple[Section, ...]:
    """All sections in order; the first has no heading when text stands before the first heading."""
    ends = _ends(course)
    roles = {sentence.section: sentence.role for sentence in sentences if sentence.heading}
    sections = [_opening_section(normal, course)] if course.offset else []
    for i, item in enumerate(course.placed):
        parent = None if item.parent is None else item.parent + course.offset
        start, end = _span(normal, item.heading.start, ends[i])
        words = _original_heading(document, normal, item.heading)
        sections.append(Section(words, item.depth, roles[i + course.offset], start, end, parent))
    return tuple(sections)


def _opening_section(normal: Normalised, course: Course) -> Section:
    before = course.placed[0].heading.paragraph if course.placed else len(course.paragraphs)
    start, end = _span(normal, course.paragraphs[0].start, course.paragraphs[before - 1].end)
    role = Role.PREAMBLE if course.placed and course.preamble else Role.WORK
    return Section("", 1, role, start, end)


def _span(normal: Normalised, start: int, end: int) -> tuple[int, int]:
    return original_span(normal.offsets, start, end)


def _original_heading(document: Document, normal: Normalised, heading: Heading) -> str:
    start, end = _span(normal, heading.start, heading.end)
    words = document.text[start:end].replace("\r", "").replace("\n", "")
    return words.strip("#* \t\u3000").rstrip("。．.：:；;！!")


def _ends(course: Course) -> list[int]:
    """Where each section ends: before the next heading that is not deeper."""
    ends = [course.paragraphs[-1].end] * len(course.placed)
    open_sections: list[tuple[int, Placed]] = []
    for i, item in enumerate(course.placed):
        while open_sections and open_sections[-1][1].depth >= item.depth:
            closed, _ = open_sections.pop()
            ends[closed] = course.paragraphs[item.heading.paragraph - 1].end
        open_sections.append((i, item))
    return ends

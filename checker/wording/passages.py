"""The paragraphs of a report, each in its normalised and its original form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from checker.model import Report, Role, Sentence
from checker.text import original_span
from checker.text.lines import line_starts
from checker.wording.literals import Literals, find_literals

_TITLE = re.compile(r"《[^《》\n]{1,120}》")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`plain`: normalised, its place in `Report.text` from `start`; `typed`: its lines as they stand, from `first` of the original.

    `heading`: it is a heading and nothing else. `prose`: it is no title, heading, row of a table, footnote or remains of a page.
    `role`, `section`: of its last sentence.
    """

    plain: str
    start: int
    typed: str
    first: int
    role: Role
    section: int
    heading: bool
    prose: bool


@dataclass(frozen=True, slots=True)
class Passages:
    """A report as the checks of wording look at it. `masked`: the normalised text with the titles in 《》 made blank.

    `words`: where words of the rules stand in `masked`; `typed_words`: where those sought in the text as typed stand in it.
    """

    report: Report
    paragraphs: tuple[Paragraph, ...]
    masked: str
    starts: tuple[int, ...]  # of the sentences
    words: Mapping[str, Sequence[int]]
    typed_words: Mapping[str, Sequence[int]]
    headings: Mapping[int, Paragraph]  # by the section that begins with them

    def heading_of(self, section: int) -> Paragraph | None:
        """The paragraph that a section's heading stands in."""
        return self.headings.get(section)

    def sentence(self, position: int) -> Sentence | None:
        """The sentence at a position of the normalised text."""
        index = bisect_right(self.starts, position) - 1
        return self.report.sentences[index] if index >= 0 and position < self.report.sentences[index].end else None

    def paragraphs_at(self, positions: Sequence[int], typed: bool) -> list[Paragraph]:
        """The paragraphs that hold one of the positions, of the original text where `typed`, in order."""
        begins = [one.first if typed else one.start for one in self.paragraphs]
        found = sorted({bisect_right(begins, position) - 1 for position in positions})
        return [self.paragraphs[index] for index in found if index >= 0]

    def each_at(self, positions: Sequence[int]) -> list[Paragraph | None]:
        """For each position of the original text the paragraph that it stands in."""
        begins = [one.first for one in self.paragraphs]
        found = [bisect_right(begins, position) - 1 for position in positions]
        return [
            self.paragraphs[index] if index >= 0 and position < self.paragraphs[index].first + len(self.paragraphs[index].typed) else None
            for index, position in zip(found, positions, strict=True)
        ]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind one of the normalised text."""
        return original_span(self.report.offsets, start, end)


def passages(report: Report, words: Literals, typed_words: Literals) -> Passages:
    """Cut a report up for the checks, and find the words of their rules."""
    paragraphs = tuple(_paragraphs(report, _rows(report)))
    first = {sentence.section: sentence.start for sentence in reversed(report.sentences) if sentence.heading}
    by_start = {paragraph.start: paragraph for paragraph in paragraphs}
    masked = _TITLE.sub(lambda match: "《" + "\x01" * (len(match[0]) - 2) + "》", report.text) if "《" in report.text else report.text
    return Passages(
        report,
        paragraphs,
        masked,
        tuple(sentence.start for sentence in report.sentences),
        find_literals(masked, words),
        find_literals(report.document.text, typed_words),
        {section: by_start[start] for section, start in first.items() if start in by_start},
    )


def _rows(report: Report) -> Sequence[tuple[int, int]]:
    """Spans of the original that are rows of tables, or footnotes."""
    return [(block.start, block.start + len(block.text)) for block in report.document.blocks if block.kind in ("table_row", "footnote")]


def _line(text: str, starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """A span of the original made whole lines, without the line end. `starts`: where the lines begin."""
    first = starts[bisect_right(starts, start) - 1]
    following = bisect_right(starts, end - 1)
    last = starts[following] if following < len(starts) else len(text)
    while last > end and text[last - 1] in "\r\n":
        last -= 1
    return first, last


def _paragraphs(report: Report, rows: Sequence[tuple[int, int]]) -> Iterator[Paragraph]:
    row_starts = [start for start, _ in rows]
    lines = line_starts(report.document.text)
    for _, group in groupby(report.sentences, lambda sentence: sentence.paragraph):
        sentences = list(group)
        start, end = sentences[0].start, sentences[-1].end
        first, last = _line(report.document.text, lines, *original_span(report.offsets, start, end))
        index = bisect_right(row_starts, first) - 1
        row = index >= 0 and first < rows[index][1]
        heading = all(sentence.heading for sentence in sentences)
        role = sentences[-1].role
        title = report.title is not None and report.title[0] <= start < report.title[1]
        yield Paragraph(
            report.text[start:end],
            start,
            report.document.text[first:last],
            first,
            role,
            sentences[-1].section,
            heading,
            not (row or heading or title or role is Role.OTHER),
        )

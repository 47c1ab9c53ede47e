"""From hits in normalised text to quotations of the original."""

from __future__ import annotations

import re
from bisect import bisect_right

from checker.judging.view import Hit, View
from checker.model import Evidence, Passage, Report, Role
from checker.text import original_span
from checker.text.lines import line_starts

_FIGURE = re.compile(r"\d")


class Quoter:
    """Knows where the original's lines begin; made anew for each report."""

    def __init__(self, report: Report, view: View) -> None:
        self.report = report
        self.view = view
        self.original = report.document.text
        self.line_starts = line_starts(self.original)

    def evidence(self, hits: list[tuple[str | None, Hit]]) -> tuple[Evidence, ...]:
        """The sentences of the hits, best first: needs before the topic in their order, text before headings, figures, place."""
        order: dict[str | None, int] = {}
        for need, _ in hits:
            order.setdefault(need, len(order) + (1000 if need is None else 0))
        ranked = sorted(hits, key=lambda pair: (order[pair[0]], self.view.is_heading(pair[1]), not self._has_figure(pair[1]), pair[1].start))
        return tuple(self._evidence(need, hit) for need, hit in ranked)

    def _has_figure(self, hit: Hit) -> bool:
        sentence = self._sentence_span(hit)
        return bool(_FIGURE.search(self.report.text, *sentence))

    def _sentence_span(self, hit: Hit) -> tuple[int, int]:
        if hit.sentence < 0:
            return hit.start, hit.end
        sentence = self.report.sentences[hit.sentence]
        return sentence.start, sentence.end

    def _evidence(self, need: str | None, hit: Hit) -> Evidence:
        passage = self.passage(*self._sentence_span(hit))
        role = Role.PREAMBLE
        section: tuple[str, ...] = ()
        if hit.sentence >= 0:
            sentence = self.report.sentences[hit.sentence]
            role, section = sentence.role, self.view.section_path(sentence.section)
        return Evidence(need, passage.quote, passage.start, passage.end, passage.line, role, section)

    def passage(self, start: int, end: int) -> Passage:
        """The original text behind a span of normalised text, with the white space and quotation marks inside it."""
        first, last = original_span(self.report.offsets, start, end)
        return Passage(self.original[first:last], first, last, bisect_right(self.line_starts, first))

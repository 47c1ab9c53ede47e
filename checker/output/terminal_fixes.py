"""`--fix-list`: what to mend, place by place, as a list to be ticked off."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Batch, CheckResult, Finding
from checker.output import words
from checker.output.lines import Line, Span, clean, labelled, shorten, wrap


def fix_lines(batch: Batch, columns: int) -> Iterator[Line]:
    """The list of each report, in the order of its text."""
    for number, report in enumerate(batch.reports):
        if number:
            yield ()
        yield from _report(report, columns)


def _report(report: CheckResult, columns: int) -> Iterator[Line]:
    yield from wrap([Span(clean(report.profile.title or report.path), "title")], columns)
    if not report.findings:
        yield (Span("未检出要改的文字和数据。", "good"),)
        return
    yield (Span(f"修改清单：{len(report.findings)} 处，按在文中的先后排列", "strong"),)
    for number, finding in enumerate(report.findings, 1):
        yield ()
        yield from _finding(number, finding, columns)


def _finding(number: int, finding: Finding, columns: int) -> Iterator[Line]:
    head = f"□ {number}. 第 {finding.line} 行〔{words.SEVERITY[finding.severity]}〕"
    yield from wrap([Span(head, "strong"), Span(f"“{shorten(finding.quote, 60)}”")], columns, 6)
    if finding.fix:
        yield from labelled("改为", [Span(clean(finding.fix), "good")], columns, 6)
    yield from labelled("原因", [Span(clean(finding.message))], columns, 6)
    if finding.source:
        yield from labelled("依据", [Span(clean(finding.source), "dim")], columns, 6)

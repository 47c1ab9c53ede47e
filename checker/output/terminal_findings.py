"""Findings as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Finding
from checker.output import words
from checker.output.lines import Line, Span, clean, labelled, shorten, wrap

_SEVERITY_STYLE = {"error": "bad", "warning": "warn", "note": "dim"}


def finding_lines(findings: Sequence[Finding], columns: int, title: str) -> Iterator[Line]:
    """What does not add up or read right, the gravest first, under a title."""
    if not findings:
        return
    order = list(words.SEVERITY)
    yield ()
    yield (Span(f"【{title}】{len(findings)} 处", "strong"),)
    for finding in sorted(findings, key=lambda one: (order.index(one.severity), one.start)):
        mark = Span(f"{words.SEVERITY[finding.severity]}  ", _SEVERITY_STYLE[finding.severity])
        yield from wrap([mark, Span(f"第 {finding.line} 行 {clean(finding.message)}")], columns, 6)
        yield from labelled("原文", [Span(f"“{shorten(finding.quote)}”")], columns, 6)
        if finding.stated is not None and finding.expected is not None:
            numbers = f"文中 {clean(finding.stated)}，应为 {clean(finding.expected)}"
            yield from labelled("核对", [Span(numbers)], columns, 6)
        if finding.fix:
            yield from labelled("改为", [Span(clean(finding.fix))], columns, 6)
        if finding.source:
            yield from labelled("依据", [Span(clean(finding.source))], columns, 6)

"""Findings as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.model import Finding
from checker.output import words
from checker.output.lines import Line, Span, clean, labelled, shorten, wrap
from checker.output.summary import by_severity

_SEVERITY_STYLE = {"error": "bad", "warning": "warn", "note": "dim"}


def finding_lines(findings: Sequence[Finding], columns: int, title: str) -> Iterator[Line]:
    """What does not add up or read right, the gravest first, under a title."""
    if not findings:
        return
    yield ()
    yield (Span(f"【{title}】{len(findings)} 处", "strong"),)
    for finding in by_severity(findings):
        mark = Span(f"{words.SEVERITY[finding.severity]}  ", _SEVERITY_STYLE[finding.severity])
        yield from wrap([mark, Span(f"第 {finding.line} 行 {clean(finding.message)}")], columns, 6)
        yield from labelled("原文", [Span(f"“{shorten(finding.quote)}”")], columns, 6)
        for label, told in words.remedy(finding):
            yield from labelled(label, [Span(told)], columns, 6)

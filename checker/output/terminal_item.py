"""One item as lines for the terminal: verdict, what is missing, what it rests on, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Result, Status
from checker.output import words
from checker.output.lines import Line, Span, clean, cut, labelled, pad, shorten, width, wrap
from checker.output.summary import best_evidence, is_gap

STATUS_STYLE = {
    Status.COVERED: "good",
    Status.PARTIAL: "warn",
    Status.ADMITTED: "warn",
    Status.PLANNED: "warn",
    Status.MISSING: "bad",
    Status.NOT_APPLICABLE: "dim",
}
_ID_INDENT = 4


def item_lines(item: Result, columns: int, full: bool = False) -> Iterator[Line]:
    """One item. `full`: every sentence it rests on, with all headings above it; else the best ones."""
    status = pad(words.STATUS[item.status], 8)
    title = Span(f"{item.id} {clean(item.title)}", "strong")
    mark = Span(f"{words.SYMBOL[item.status]} {status}  ", STATUS_STYLE[item.status])
    yield from wrap((mark, title), columns, width(mark.text))
    if is_gap(item):
        yield from labelled("缺少", [Span(words.reason(item))], columns, _ID_INDENT)
    yield from _evidence_lines(item, columns, full)
    if item.nearest:
        quote = Span(f"第 {item.nearest.line} 行 “{shorten(item.nearest.quote)}”")
        yield from labelled("相近", [quote], columns, _ID_INDENT)
    if item.suggest and is_gap(item):
        yield from labelled("建议", [Span(clean(item.suggest))], columns, _ID_INDENT)
    for hint in item.hints:
        yield from labelled("提示", [Span(clean(hint))], columns, _ID_INDENT)
    if item.review:
        yield from labelled("复核", [Span(f"请人工复核：{clean(item.review)}", "warn")], columns, _ID_INDENT)
    if item.waiver:
        yield from labelled("豁免", [Span(clean(words.waiver(item) or ""))], columns, _ID_INDENT)


def _evidence_lines(item: Result, columns: int, full: bool) -> Iterator[Line]:
    shown = list(item.evidence) if full else best_evidence(item)
    for evidence in shown:
        above = [heading for heading in evidence.section if heading.strip() and clean(heading) != clean(evidence.quote)]
        where = " / ".join(cut(heading, 40) for heading in (above if full else above[-1:]))
        several = len(shown) > 1 or item.status is Status.PARTIAL
        spans = [Span(f"{clean(evidence.need)}：" if evidence.need and several else "", "dim")]
        spans.append(Span(f"第 {evidence.line} 行 “{shorten(evidence.quote)}”"))
        if where:
            spans.append(Span(f" 〔{where}〕", "dim"))
        yield from labelled(words.evidence(item, evidence), spans, columns, _ID_INDENT)
    if len(item.evidence) > len(shown):
        rest = len(item.evidence) - len(shown)
        yield (Span(f"{' ' * (_ID_INDENT + 6)}另有 {rest} 处。", "dim"),)

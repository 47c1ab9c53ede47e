"""The figures of one report, laid out as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.model import CheckResult, Fact
from checker.output import words
from checker.output.lines import Line, Span, clean, cut, pad, shorten, width, wrap
from checker.output.terminal_findings import finding_lines
from checker.output.terminal_report import note_lines

_VALUE = 14  # cells for a value with its unit
_YEAR = 6
_NAME = 26


def facts_lines(report: CheckResult, groups: Mapping[str, str], columns: int, everything: bool) -> Iterator[Line]:
    """The table. `groups`: the group of each indicator, in the order to show. `everything`: figures without a name too."""
    yield from wrap([Span(clean(report.profile.title or report.path), "title")], columns)
    yield from wrap([Span(words.who(report.profile))], columns, whole=True)
    named = [fact for fact in report.facts if fact.name]
    others = [fact for fact in report.facts if not fact.name]
    yield ()
    yield (Span(f"数字 {len(report.facts)} 个：通行指标 {len(named)} 个，其他 {len(others)} 个", "strong"),)
    for group in dict.fromkeys(groups.values()):
        yield from _group(group, [fact for fact in named if groups.get(fact.name or "") == group], columns)
    if everything:
        yield from _group("其他数字", others, columns)
    elif others:
        yield ()
        yield (Span(f"另有 {len(others)} 个其他数字，加 --all 列出。", "dim"),)
    figures = [finding for finding in report.findings if finding.check.startswith("arithmetic.")]
    yield from finding_lines(figures, columns, "对不上的数")
    yield from note_lines(report.notes, columns)


def _group(name: str, facts: Sequence[Fact], columns: int) -> Iterator[Line]:
    if not facts:
        return
    yield ()
    yield (Span(f"【{clean(name)}】", "strong"),)
    for fact in facts:
        yield from _row(fact, columns)


def _row(fact: Fact, columns: int) -> Iterator[Line]:
    name = cut(fact.name or "—", _NAME)
    value = cut(value_word(fact), _VALUE)
    year = str(fact.period) if fact.period else ""
    head = f"  {pad(name, _NAME)}{pad(value, _VALUE, right=True)}  {pad(year, _YEAR)}"
    yield from wrap([Span(head), Span(shorten(fact.quote, 60), "dim")], columns, width(head), whole=False)


def value_word(fact: Fact) -> str:
    """The value as people write it, with its unit; 约 before what is approximate."""
    number = f"{fact.value:,.4f}".rstrip("0").rstrip(".") if fact.value % 1 else f"{fact.value:,.0f}"
    return f"{'约' if fact.approximate else ''}{number}{clean(fact.unit)}"

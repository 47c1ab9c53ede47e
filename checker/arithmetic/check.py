"""Every check over the figures of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.arithmetic.changes import check_growth, check_reduction
from checker.arithmetic.periods import Misdated, check_periods
from checker.arithmetic.problem import Problem
from checker.arithmetic.rates import check_ranges, check_ratios
from checker.arithmetic.sums import check_sums
from checker.arithmetic.wholes import check_repeats, check_subsets
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Finding, Report
from checker.text import original_span
from checker.text.lines import line_starts


def check_figures(figures: Sequence[Told], report: Report, words: Words) -> tuple[Finding, ...]:
    """What does not add up, in order of the text. `figures`: as `facts.read_facts` gives them."""
    starts = line_starts(report.document.text)
    found = [_finding(problem, report, starts) for problem in dict.fromkeys(_problems(figures, report, words))]
    found += [_misdated(late, report, starts) for late in check_periods(report, words)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.check)))


def _problems(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    for _, group in groupby(figures, key=lambda told: told.sentence):
        own = list(group)
        yield from check_ranges(own, words)
        if len(own) > 1:
            yield from check_sums(own, report, words)
            yield from check_ratios(own, words)
            yield from check_growth(own, report, words)
            yield from check_reduction(own, report, words)
            yield from check_subsets(own, report, words)
    yield from check_repeats(figures, words)


def _finding(problem: Problem, report: Report, starts: list[int]) -> Finding:
    """The stretch from the first figure's words to the last figure, in the original."""
    lead = report.text[problem.first.start : problem.first.quantity.start]
    begin = problem.first.quantity.start - len(lead.lstrip(",、()"))
    start, end = original_span(report.offsets, begin, problem.last.quantity.end)
    quote, line = report.document.text[start:end], bisect_right(starts, start)
    name = f"arithmetic.{problem.check}"
    return Finding(name, problem.severity, problem.message, quote, start, end, line, problem.stated, problem.expected)


def _misdated(late: Misdated, report: Report, starts: list[int]) -> Finding:
    start, end = original_span(report.offsets, late.start, late.end)
    quote, line = report.document.text[start:end], bisect_right(starts, start)
    return Finding("arithmetic.period", "warning", late.message, quote, start, end, line, late.stated, late.expected, f"{late.expected}年")

"""Every check over the figures of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.arithmetic.changes import check_growth
from checker.arithmetic.line import lines
from checker.arithmetic.periods import check_periods
from checker.arithmetic.problem import Problem
from checker.arithmetic.ranges import check_ranges, check_scores
from checker.arithmetic.rates import check_ratios
from checker.arithmetic.repeats import check_places, check_repeats
from checker.arithmetic.sums import check_added, check_nets, check_rests, check_sums
from checker.arithmetic.turns import check_points, check_reduction
from checker.arithmetic.wholes import check_subsets
from checker.arithmetic.words import Words
from checker.facts import Told
from checker.model import Finding, Report
from checker.text import original_span
from checker.text.lines import line_starts

_OF_ONE = (check_ranges,)
_OF_MORE = (check_sums, check_added, check_rests, check_nets, check_ratios, check_growth, check_reduction, check_points, check_subsets)


def check_figures(figures: Sequence[Told], report: Report, words: Words) -> tuple[Finding, ...]:
    """What does not add up, in order of the text. `figures`: as `facts.read_facts` gives them."""
    starts = line_starts(report.document.text)
    found = [_finding(problem, report, starts) for problem in dict.fromkeys(_problems(figures, report, words))]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.check)))


def _problems(figures: Sequence[Told], report: Report, words: Words) -> Iterator[Problem]:
    for line in lines(figures, report):
        for check in _OF_ONE:
            yield from check(line, words)
        if len(line.figures) > 1:
            for check in _OF_MORE:
                yield from check(line, words)
    yield from check_scores(report, words)
    yield from check_repeats(figures, report, words)
    yield from check_places(report, words)
    yield from check_periods(report, words)


def _finding(problem: Problem, report: Report, starts: list[int]) -> Finding:
    """The stretch in the original."""
    text = report.text[problem.start : problem.end]
    begin = problem.start + len(text) - len(text.lstrip(",、()"))
    start, end = original_span(report.offsets, begin, problem.end)
    quote, line = report.document.text[start:end], bisect_right(starts, start)
    name = f"arithmetic.{problem.check}"
    return Finding(name, problem.severity, problem.message, quote, start, end, line, problem.stated, problem.expected, problem.suggestion)

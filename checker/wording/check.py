"""Every check of the wording and form of a report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.facts import Told
from checker.model import Finding, Report
from checker.text.lines import line_starts
from checker.wording.claims import check_claims, check_periods
from checker.wording.forms import check_forms
from checker.wording.layout import check_spacing, check_width
from checker.wording.marks import check_brackets, check_heading_stops, check_stops
from checker.wording.passages import Passages, passages
from checker.wording.privacy import check_privacy
from checker.wording.problem import Problem
from checker.wording.repeats import check_duplicates, check_variants
from checker.wording.rules import CompiledWording
from checker.wording.structure import check_kind, check_order, check_title
from checker.wording.terms import check_terms
from checker.wording.titles import check_titles


def check_wording(report: Report, figures: Sequence[Told], rules: CompiledWording) -> tuple[Finding, ...]:
    """What reads wrong, in order of the text. `figures`: as `facts.read_facts` gives them."""
    at = passages(report, rules.literals, rules.typed)
    starts = line_starts(report.document.text)
    found: dict[tuple[int, int], Problem] = {}
    for problem in _problems(at, figures, rules):
        found.setdefault((problem.start, problem.end), problem)  # of one place the first check tells
    shown = _outside_copies(sorted(found.values(), key=lambda one: (one.start, one.check)))
    return tuple(_finding(problem, report, starts) for problem in shown)


def _outside_copies(found: Sequence[Problem]) -> Iterator[Problem]:
    """`found` without what lies in a stretch that is told to be a copy, for it has been told of the first, and without quotations of what is masked."""
    masked = [problem for problem in found if problem.shown]
    begins = [problem.start for problem in masked]
    copied = 0
    for problem in found:
        index = bisect_right(begins, problem.end - 1) - 1
        quotes = not problem.shown and index >= 0 and problem.start < masked[index].end
        if problem.start >= copied and not quotes:
            yield problem
        if problem.check == "wording.duplicate":
            copied = max(copied, problem.end)


def _problems(at: Passages, figures: Sequence[Told], rules: CompiledWording) -> Iterator[Problem]:
    yield from check_privacy(at)
    yield from check_title(at, rules.words["weak_titles"])
    yield from check_kind(at)
    yield from check_order(at)
    yield from check_terms(at, rules.terms)
    yield from check_titles(at, rules.titles)
    yield from check_forms(at, rules.forms)
    yield from check_variants(at, rules.variants)
    yield from check_duplicates(at)
    yield from check_brackets(at)
    yield from check_stops(at)
    yield from check_heading_stops(at)
    yield from check_width(at)
    yield from check_spacing(at)
    yield from check_claims(at, figures)
    yield from check_periods(at, rules.words["since"], rules.words["account"])


def _finding(problem: Problem, report: Report, starts: list[int]) -> Finding:
    quote = problem.shown or report.document.text[problem.start : problem.end]
    line = bisect_right(starts, problem.start)
    return Finding(problem.check, problem.severity, problem.message, quote, problem.start, problem.end, line, None, None, problem.fix, problem.source)

"""Which indicator a quantity is a value of, and of which year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from checker.checklist.types import Indicator
from checker.facts.rules import CompiledFacts
from checker.facts.told import Told, without_titles
from checker.model import Report

# A year that things are told of; not the year before which something was (2018年以前制定的), nor since which, nor one that
# only says of what something is spoken (对2021年下放的事项开展评估,收回……), beyond its own clause.
_YEAR = re.compile(
    r"(?<!由)(?:(?<![对自将把继])|(?=[^,]*$))(20\d\d)年(?!以来|底?(?:以|之)?前|\d{1,2}月(?:\d{1,2}日|底)?(?:以|之)?前)"
)
_YEARS = re.compile(r"20\d\d年?[-—–~至到]{1,2}20\d\d年?")
_CLAUSE = re.compile("[,。;:!?\n]")
_FIELD = 150  # characters before a number in which a field may be named that it is confined to
_STRAYED = 6  # characters since the subject was named that speak of something else
_STRANGE = 0  # Chinese characters beside a number that say something else than its name
_ENDS = ",。;:!?、)\n"
_RECENT = 3  # subjects; what was spoken of before them is forgotten
_NEAR = 12  # characters before a number in which words that speak of another year may stand


def name(told: Told, report: Report, rules: CompiledFacts, words: Words) -> Told:
    """The quantity with its indicator and period, where it is a fact."""
    quantity = told.quantity
    if not quantity.unit or quantity.high is not None or _is_standard(told, report, rules):
        return told
    changed = rules.change.search(told.lead) or (rules.turns.search(told.lead) and rules.turned.match(told.tail))
    fits = [] if changed else sorted(_fits(told, rules, words))
    if quantity.chinese and not fits and report.text[quantity.end : quantity.end + 1] not in _ENDS:
        return told
    period = None if changed else period_of(told, report, rules)
    indicator = fits[0].indicator if fits and _says_it_all(told, fits[0], report, rules) else None
    return told._replace(fact=True, indicator=indicator, period=period)


def _says_it_all(told: Told, fit: _Fit, report: Report, rules: CompiledFacts) -> bool:
    """Whether nothing beside the quantity narrows or widens what the name says, and nothing else was spoken of since its subject."""
    indicator = fit.indicator
    strange, named = rules.strange(without_titles(told.lead + "\n" + told.tail), indicator)
    if strange > _STRANGE:
        return False
    before = report.text[told.sentence.start : told.start]
    if not indicator.part and rules.parts.search(_CLAUSE.split(before[-_FIELD:])[-1] + told.lead + told.tail):
        return False
    if indicator.whole and rules.fields.search(rules.told_parts.sub("", report.text[max(told.paragraph, told.start - _FIELD) : told.start]) + told.lead):
        return False
    return named or not indicator.subjects or rules.strange(before, indicator, since=True)[0] <= (0 if fit.recency else _STRAYED)


def _is_standard(told: Told, report: Report, rules: CompiledFacts) -> bool:
    """Whether it is set rather than done: 不少于2次, a term (7个工作日内), a threshold (10万元以上的纠纷)."""
    quantity, text = told.quantity, report.text
    if rules.standard.search(told.lead + text[quantity.start : quantity.figures[0]]):
        return True
    if quantity.unit in rules.time_units and told.tail.startswith(rules.within):
        return True
    threshold = quantity.unit != "%" and text.startswith(rules.thresholds, quantity.end - 2)
    return threshold and text[quantity.end : quantity.end + 1] not in _ENDS


class Words:
    """Where in a report words of indicators stand: one pass for all of them."""

    def __init__(self, report: Report, rules: CompiledFacts) -> None:
        matches = rules.automaton.find_matches_as_indexes(report.text, overlapping=True)
        placed = sorted((start, end, literal) for literal, start, end in matches)
        self.starts = [start for start, _, _ in placed]
        self.placed = placed
        self.rules = rules

    def near(self, told: Told) -> list[Indicator]:
        """The indicators with a word beside a quantity, in their order."""
        first = bisect_left(self.starts, told.start)
        last = bisect_left(self.starts, told.quantity.end + len(told.tail))
        literals = {literal for _, _, literal in self.placed[first:last]}
        numbers = {number for literal in literals for number in self.rules.indicators_of[literal]}
        return [self.rules.rules.indicators[number] for number in sorted(numbers)]


class _Fit(NamedTuple):
    """How well an indicator fits, the best first: how recent its subject, how near its words, how much they say."""

    recency: int
    distance: int
    words: int
    name: str
    indicator: Indicator


def _fits(told: Told, rules: CompiledFacts, words: Words) -> Iterator[_Fit]:
    for indicator in words.near(told):
        if told.quantity.unit not in indicator.units:
            continue
        recency = _recency(told, indicator)
        if recency is None:
            continue
        if match := _last(rules.expression(indicator.before), told.lead):
            fit = _Fit(recency, len(told.lead) - match[1], match[0] - match[1], indicator.name, indicator)
        elif after := rules.expression(indicator.after).search(told.tail):
            fit = _Fit(recency, after.start() + 1, after.start() - after.end(), indicator.name, indicator)
        else:
            continue
        if not rules.expression(indicator.without).search(told.lead + told.tail):  # last: most are never compiled
            yield fit


def _recency(told: Told, indicator: Indicator) -> int | None:
    """How many subjects were named since the indicator's own; None when it was not named."""
    if not indicator.subjects:
        return 0
    return next((rank for rank, subject in enumerate(told.subjects[:_RECENT]) if subject in indicator.subjects), None)


def _last(expression: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """The match that ends last."""
    spans = [match.span() for match in expression.finditer(text)]
    return spans[-1] if spans else None


def period_of(told: Told, report: Report, rules: CompiledFacts) -> int | None:
    """The year that a quantity speaks of: the reporting year unless its clause names another; None for several years."""
    year = report.profile.year
    if year is not None and rules.last_year.search(told.lead[-_NEAR:]):
        return year - 1
    before = without_titles(report.text[told.sentence.start : told.quantity.start])
    if rules.since.search(before) and rules.since.search(rules.this_year.sub("", before).replace(f"{year}年以来", "")):
        return None
    if "20" not in before:
        return year
    named = [int(named) for named in _YEAR.findall(_YEARS.sub("", before))]
    return next((one for one in reversed(named) if year is None or one <= year), year)

"""facts.yaml made ready for use. Expressions of indicators are compiled when a report first needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import ahocorasick_rs

from checker.checklist.types import FactRules, Indicator
from checker.text.quantities import QuantityRules, compile_quantities

_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class CompiledFacts:
    """`automaton` finds the literals of all indicators; `indicators_of[i]`: the indicators that literal i belongs to.

    `turns`, `turned`: what stands before the first and between the two of two figures of which the second has replaced the first.
    """

    rules: FactRules
    quantities: QuantityRules
    automaton: Any
    indicators_of: tuple[tuple[int, ...], ...]
    subjects: Any
    subject_names: tuple[str, ...]
    last_year: re.Pattern[str]
    since: re.Pattern[str]
    this_year: re.Pattern[str]
    standard: re.Pattern[str]
    change: re.Pattern[str]
    absences: Any  # finds a literal of each statement of absence
    deniable: tuple[Indicator, ...]  # the indicators that have such
    turns: re.Pattern[str]
    turned: re.Pattern[str]
    time_units: tuple[str, ...]
    within: tuple[str, ...]
    thresholds: tuple[str, ...]
    _expressions: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def expression(self, source: str) -> re.Pattern[str]:
        """`source` compiled; what matches nothing when it is empty."""
        if source not in self._expressions:
            self._expressions[source] = re.compile(source) if source else _NEVER
        return self._expressions[source]

    def mentions(self, text: str) -> tuple[list[int], list[str]]:
        """Where subjects are named, ascending, and which."""
        matches = self.subjects.find_matches_as_indexes(text)
        return [start for _, start, _ in matches], [self.subject_names[word] for word, _, _ in matches]


def compile_facts(rules: FactRules) -> CompiledFacts:
    """Build what reading needs; takes a few milliseconds."""
    holders: dict[str, list[int]] = {}
    for number, indicator in enumerate(rules.indicators):
        for literal in indicator.literals:
            holders.setdefault(literal, []).append(number)
    subjects = {word: name for name, words in rules.subjects.items() for word in words}
    from_, to = _any(rules.from_), _any(rules.to)
    return CompiledFacts(
        rules=rules,
        quantities=compile_quantities(rules.units, rules.bounds, rules.not_bounds, rules.slogans),
        automaton=ahocorasick_rs.AhoCorasick(list(holders) or ["\x00"]),
        indicators_of=tuple(map(tuple, holders.values())),
        subjects=ahocorasick_rs.AhoCorasick(list(subjects), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        subject_names=tuple(subjects.values()),
        last_year=re.compile(_any(rules.last_year)),
        since=re.compile(_any(rules.since)),
        this_year=re.compile(_any(rules.this_year)),
        standard=re.compile(f"(?:{_any(rules.standards)})[^,、()]{{0,6}}$"),
        change=re.compile(f"(?:{_any(rules.change)})[了率约近超过达]{{0,3}}$"),
        absences=ahocorasick_rs.AhoCorasick([word for one in rules.indicators for word in one.absences] or ["\x00"]),
        deniable=tuple(one for one in rules.indicators if one.none),
        turns=re.compile(f"(?:{from_})[^,、]{{0,6}}$"),
        turned=re.compile(f"[^,、]{{0,4}}(?:{to})$"),
        time_units=tuple(rules.time_units),
        within=tuple(rules.within),
        thresholds=(*rules.bounds["after"]["above"], *rules.bounds["after"]["below"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

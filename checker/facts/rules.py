"""facts.yaml made ready for use. Expressions of indicators are compiled when a report first needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import ahocorasick_rs

from checker.checklist.types import FactRules, Indicator
from checker.text.quantities import QuantityRules, compile_quantities

_LISTED = re.compile("[\u4e00-\u9fff]+(?:[、及和与][\u4e00-\u9fff]+)+等")  # 邻里、婚姻等
_HAN = re.compile("[\u4e00-\u9fff]")
_NOTHING = bytes(200)  # longer than any word
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
    parts: re.Pattern[str]  # what says that a figure counts a part
    told_parts: re.Pattern[str]  # a clause of such
    fields: re.Pattern[str]  # names of fields that figures may be confined to
    known: Any  # finds the words that say nothing more: neutral ones, words of subjects, words of indicators
    neutral: int  # so many of them are neutral
    known_of: dict[str, list[int]]  # the others: by subject, "name …" and "group …" of indicators
    _expressions: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _own: dict[tuple[str, bool], tuple[frozenset[int], frozenset[int]]] = field(default_factory=dict)

    def expression(self, source: str) -> re.Pattern[str]:
        """`source` compiled; what matches nothing when it is empty."""
        if source not in self._expressions:
            self._expressions[source] = re.compile(source) if source else _NEVER
        return self._expressions[source]

    def strange(self, text: str, indicator: Indicator, since: bool = False) -> tuple[int, bool]:
        """How many Chinese characters of `text` are neither neutral nor an indicator's own words or those of its subjects; is one named.

        `since`: only those behind the last mention of a subject of the indicator; there, the words of its whole group are its own.
        """
        own, subjects = self._words_of(indicator, since)
        text = _LISTED.sub(_same_length, text) if "等" in text else text
        unknown = bytearray(b"\x01" * len(text))
        named = 0
        for word, start, end in self.known.find_matches_as_indexes(text, overlapping=True):
            if word < self.neutral or word in own:
                unknown[start:end] = _NOTHING[: end - start]
                if word in subjects and end > named:
                    named = end
        first = named if since else 0
        left = unknown[first:]
        return len(_HAN.findall("".join(compress(text[first:], left)))) if any(left) else 0, named > 0

    def _words_of(self, indicator: Indicator, grouped: bool) -> tuple[frozenset[int], frozenset[int]]:
        """The numbers of an indicator's own words in `known`, and of those that name its subjects."""
        key = indicator.name, grouped
        if key not in self._own:
            subjects = frozenset(number for name in indicator.subjects for number in self.known_of.get(name, ()))
            names = (f"name {indicator.name}", f"group {indicator.group}")[: 1 + grouped]
            self._own[key] = subjects.union(*(self.known_of.get(name, ()) for name in names)), subjects
        return self._own[key]

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
    known, known_of = _known(rules)
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
        parts=re.compile(_any(rules.parts)),
        told_parts=re.compile(f"(?:{_any(rules.parts)})[^,。;\n]*[,。;\n]"),
        fields=re.compile(_any(rules.fields)),
        known=ahocorasick_rs.AhoCorasick(known),
        neutral=len(rules.neutral),
        known_of=known_of,
        thresholds=(*rules.bounds["after"]["above"], *rules.bounds["after"]["below"]),
    )


def _same_length(match: re.Match[str]) -> str:
    return " " * (len(match[0]) - 1) + "等"


def _known(rules: FactRules) -> tuple[list[str], dict[str, list[int]]]:
    """The words that say nothing more, neutral ones first; and by subject, indicator and group which of them are its own."""
    numbers = {word: number for number, word in enumerate(rules.neutral)}
    own: dict[str, list[int]] = {}
    listed = [*rules.subjects.items(), *((name, one.words) for one in rules.indicators for name in (f"name {one.name}", f"group {one.group}"))]
    for name, words in listed:
        own.setdefault(name, []).extend(numbers.setdefault(word, len(numbers)) for word in words)
    return list(numbers), own


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

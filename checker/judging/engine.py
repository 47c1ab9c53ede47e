"""A checklist made ready for matching: one automaton for the literals of all phrases, regular expressions on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import ahocorasick_rs

from checker.checklist.phrases import Part, Phrase
from checker.checklist.types import Checklist, Item, Pattern
from checker.judging.spans import Finder, compile_finder


@dataclass(frozen=True, slots=True)
class Engine:
    """`groups_of[i]`: the groups that literal i belongs to. `needs[n]`: the groups that phrase n needs, all of them."""

    checklist: Checklist
    phrases: tuple[Phrase, ...]
    automaton: Any
    groups_of: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    group_count: int
    own: Mapping[str, frozenset[int]]  # the phrases of each item
    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    future: re.Pattern[str]
    future_sentence: re.Pattern[str]
    made: re.Pattern[str]
    made_after: re.Pattern[str]
    _finders: dict[tuple[int, int | None], Finder] = field(default_factory=dict)
    _parts: dict[Part, Finder] = field(default_factory=dict)

    def finder(self, number: int, year: int | None) -> Finder:
        """What finds a phrase; most phrases are never needed, so it is built on first use."""
        phrase = self.phrases[number]
        key = (number, year if phrase.yearly else None)
        if key not in self._finders:
            self._finders[key] = compile_finder(phrase, year, self._parts)
        return self._finders[key]


def compile_engine(checklist: Checklist) -> Engine:
    """Build the automaton; takes milliseconds."""
    groups: dict[tuple[str, ...], int] = {}
    needs = tuple(
        tuple(groups.setdefault(group, len(groups)) for group in phrase.groups) for phrase in checklist.phrases
    )
    holders: dict[str, list[int]] = {}
    for group, number in groups.items():
        for literal in group:
            holders.setdefault(literal, []).append(number)
    cues = checklist.cues
    return Engine(
        checklist=checklist,
        phrases=checklist.phrases,
        automaton=ahocorasick_rs.AhoCorasick(list(holders) or ["\x00"]),
        groups_of=tuple(map(tuple, holders.values())),
        needs=needs,
        group_count=len(groups),
        own={item.id: frozenset(phrases_of(item)) for item in checklist.items},
        negation=_any(cues["negation"]),
        not_negation=_any(cues.get("not_negation", ())),
        future=_any(cues["future"]),
        future_sentence=_any(cues.get("future_sentence", ())),
        made=re.compile(f"(?:{_any(cues['made']).pattern})[^,。;!?《》]{{0,12}}$"),
        made_after=re.compile(f"^[^,。;!?《》]{{0,6}}?(?:{_any(cues.get('made_after', ())).pattern})"),
    )


def _any(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    return re.compile("|".join(phrase.regex for phrase in phrases) or "(?!)")


def patterns_of(item: Item) -> Iterator[Pattern]:
    """Every pattern of an item."""
    yield from item.topic
    yield from item.elsewhere
    for patterns in item.needs.values():
        yield from patterns
    yield from item.covers_all
    yield from item.not_applicable
    yield from item.advise


def phrases_of(item: Item) -> Iterator[int]:
    """The number of every phrase that an item looks for in the body of a report."""
    for pattern in patterns_of(item):
        if pattern.place == ("title",):
            continue
        yield from pattern.any
        for group in pattern.all:
            yield from group


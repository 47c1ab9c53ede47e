"""Figures against what readers marked: the examples of facts.yaml, and the figures of labelled reports.

In an example 【…】 marks what its indicator must find; nothing else there may bear its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.checklist.types import FactRules, Indicator
from checker.facts import as_fact, compile_facts, read_facts
from checker.facts.rules import CompiledFacts
from checker.model import Fact, Report, Role
from checker.quality.labels import LabelledFigure
from checker.quality.single import passage_report
from checker.text import normalise

_MARKS = re.compile("[【】]")
_YEAR = 2024


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """An example whose indicator found something else: `got` are the stretches that bear its name."""

    indicator: Indicator
    text: str
    got: tuple[str, ...]


def wrong_figures(rules: FactRules) -> Iterator[WrongFigure]:
    """The examples in which an indicator does not find exactly what is marked."""
    compiled = compile_facts(rules)
    for indicator in rules.indicators:
        for example in indicator.examples:
            report = passage_report(_MARKS.sub("", example), Role.WORK, None, _YEAR)
            named = [told.quantity for told in read_facts(report, compiled) if told.indicator is indicator]
            got = tuple(report.text[quantity.start : quantity.end] for quantity in named)
            if got != tuple(normalise(part).text for part in re.findall("【(.*?)】", example)):
                yield WrongFigure(indicator, example, got)


def missed_figures(labels: Sequence[LabelledFigure], report: Report, rules: CompiledFacts) -> list[LabelledFigure]:
    """The labelled figures that are no facts of the report: no fact of that value overlaps the quote."""
    facts = [as_fact(told, report) for told in read_facts(report, rules) if told.fact]
    text = report.document.text
    return [label for label in labels if not any(_is(label, fact, text) for fact in facts)]


def _is(label: LabelledFigure, fact: Fact, text: str) -> bool:
    if abs(fact.value - label.value) > 1e-6 * max(1.0, abs(label.value)):
        return False
    start = text.find(label.quote)
    while start >= 0:
        if fact.start < start + len(label.quote) and start < fact.end:
            return True
        start = text.find(label.quote, start + 1)
    return False

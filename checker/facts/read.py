"""The facts of a report: every quantity told of what was done or is, with its indicator where one fits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.checklist.types import Indicator
from checker.facts.naming import Words, name, period_of
from checker.facts.rules import CompiledFacts
from checker.facts.told import OPEN, Told, in_place, tells
from checker.model import Fact, Report
from checker.text import original_span
from checker.text.quantities import Quantity, find_quantities

_ABSURD = Decimal(10) ** 15  # no report counts so far; and a float still tells such numbers apart
_STOPS = ",。;:!?、)和及与"


def read_facts(report: Report, rules: CompiledFacts) -> tuple[Told, ...]:
    """Every number told of what was done or is, in order of the text; those with `fact` set are the report's facts."""
    found = [one for one in find_quantities(report.text, rules.quantities) if one.value < _ABSURD]
    words = Words(report, rules)
    named = [name(told, report, rules, words) for told in in_place(report, found, rules)]
    return tuple(sorted(_once([*named, *_absent(report, rules)]), key=_place))


def _once(found: Sequence[Told]) -> Iterator[Told]:
    """`found`, with no name twice in a sentence for a year: of two different values at most one is the whole."""
    values: dict[tuple[object, ...], set[Decimal]] = {}
    for told in found:
        if told.indicator:
            values.setdefault(_about(told, told.indicator), set()).add(told.quantity.value)
    for told in found:
        yield told._replace(indicator=None) if told.indicator and len(values[_about(told, told.indicator)]) > 1 else told


def _about(told: Told, indicator: Indicator) -> tuple[object, ...]:
    return indicator.name, told.sentence.start, told.period, told.quantity.unit


def _place(told: Told) -> int:
    return told.quantity.start


def _absent(report: Report, rules: CompiledFacts) -> Iterator[Told]:
    """Statements that there was none (未发生行政诉讼案件): zero of an indicator, without a number."""
    starts = [sentence.start for sentence in report.sentences]
    words = [start for _, start, _ in rules.absences.find_matches_as_indexes(report.text)]
    for index in dict.fromkeys(bisect_right(starts, start) - 1 for start in words):
        sentence = report.sentences[max(index, 0)]
        if index < 0 or not tells(sentence):
            continue
        for indicator in rules.deniable:
            for match in rules.expression(indicator.none).finditer(report.text, sentence.start, sentence.end):
                quantity = Quantity(Decimal(0), indicator.units[0], match.start(), match.end())
                told = Told(quantity, sentence, match.start(), "", "", (), True, indicator)
                yield told._replace(period=period_of(told, report, rules))


def as_fact(told: Told, report: Report) -> Fact:
    """What the result shows of a quantity: its clause, as far as the quantities beside it."""
    quantity = told.quantity
    words = report.text[told.start : quantity.start]
    start = quantity.start - len(words.lstrip(_STOPS))
    first, last = original_span(report.offsets, start, quantity.end + len(told.tail.rstrip(OPEN)))
    return Fact(
        name=told.indicator.name if told.indicator else None,
        value=float(quantity.value),
        unit=quantity.unit,
        approximate=quantity.bound != "",
        period=told.period,
        quote=report.document.text[first:last],
        start=first,
        end=last,
    )

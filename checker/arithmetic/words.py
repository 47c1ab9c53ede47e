"""arithmetic.yaml made ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.checklist.types import ArithmeticRules

_WIDENED = r"[了率为达到约近超过仅至分别均]{0,4}$"  # what may stand between a word and its number
_PLAIN = (
    *("totals", "modifiers", "parts", "exhaustive", "listed", "outcomes", "over", "former", "changes"),
    *("plans", "problems", "looking_back"),
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Expressions of the words before a rate, and beside the two figures that it is made of."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """One expression for each list of arithmetic.yaml, under its name; those that end in `_end` stand right before a number."""

    totals: re.Pattern[str]
    added: re.Pattern[str]
    modifiers: re.Pattern[str]
    parts: re.Pattern[str]
    exhaustive: re.Pattern[str]
    listed: re.Pattern[str]
    outcomes: re.Pattern[str]
    rates_end: re.Pattern[str]
    over: re.Pattern[str]
    former: re.Pattern[str]
    former_end: re.Pattern[str]
    delta_end: re.Pattern[str]  # before the number by which something rose or fell
    up_end: re.Pattern[str]
    down_end: re.Pattern[str]
    growth_lead: re.Pattern[str]  # all that stands before the percentage of a growth
    from_end: re.Pattern[str]
    to_end: re.Pattern[str]
    changes: re.Pattern[str]
    plans: re.Pattern[str]
    problems: re.Pattern[str]
    looking_back: re.Pattern[str]
    ratios: tuple[Ratio, ...]
    subsets: tuple[tuple[str, str], ...]


def compile_words(rules: ArithmeticRules) -> Words:
    """Expressions from the word lists."""
    words = {name: _any(listed) for name, listed in rules.words.items()}
    change = f"(?:{words['up']}|{words['down']})"
    return Words(
        **{name: re.compile(words[name]) for name in _PLAIN},
        added=re.compile(f"(?:{words['added']})$"),
        rates_end=re.compile(f"(?:{words['rates']}){_WIDENED}"),
        former_end=re.compile(f"(?:{words['former']})[^,]{{0,4}}$"),
        delta_end=re.compile(f"{change}了?$"),
        up_end=re.compile(f"(?:{words['up']}){_WIDENED}"),
        down_end=re.compile(f"(?:{words['down']}){_WIDENED}"),
        growth_lead=re.compile(f"^[)、,]?(?:(?:{words['compared']}|{words['former']})[的]?)*{change}{_WIDENED}"),
        from_end=re.compile(f"(?:{words['from']})[^,。;]{{0,12}}$"),
        to_end=re.compile(f"(?:{words['to']})$"),
        ratios=tuple(Ratio(*(re.compile(_any(listed)) for listed in ratio)) for ratio in rules.ratios),
        subsets=rules.subsets,
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

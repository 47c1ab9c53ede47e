"""What a sentence says of itself: that it opens the shortcomings, or the plans."""

from __future__ import annotations

import re

from checker.model import Role
from checker.outline.rules import OutlineRules, found
from checker.outline.years import YEAR, to_year

_NUMBER = re.compile(
    rf"第?[一二三四五六七八九十]{{1,3}}、|\([一二三四五六七八九十\d]{{1,3}}\)|\d{{1,2}}[.、)](?:(?!\d)|(?={YEAR}年))"
)
_YEAR = re.compile(rf"({YEAR})年(?:度)?")
_REACH = 80  # characters of a sentence in which a cue is looked for


def _without_ordinal(sentence: str, rules: OutlineRules) -> str:
    """The sentence behind 一是, (一), 1. and the like."""
    match = _NUMBER.match(sentence)
    if match:
        return sentence[match.end() :]
    match = rules.ordinal.match(sentence)
    return sentence[match.end() :].removeprefix(",") if match else sentence


def is_item(sentence: str, rules: OutlineRules) -> bool:
    """Whether the sentence opens an item of a list."""
    return bool(_NUMBER.match(sentence) or rules.ordinal.match(sentence))


def opens_plan(sentence: str, year: int | None, rules: OutlineRules) -> bool:
    """A clear beginning of plans: 下一步，…… · 2025年，……将…… in a report on 2024."""
    body = _without_ordinal(sentence, rules)
    if body.startswith(rules.plan_starts):
        return True
    match = _YEAR.match(body)
    if match is None or year is None or to_year(match.group(1)) != year + 1:
        return False
    return found(rules.plan_year_words, body[match.end() :][:_REACH])


def opens_problems(sentence: str, rules: OutlineRules) -> bool:
    """A clear beginning of shortcomings: ……清醒认识到，还存在……不足."""
    body = _without_ordinal(sentence, rules)
    return body.startswith(rules.problem_starts) or found(rules.problem_cues, body[:_REACH])


def opening(sentence: str, year: int | None, rules: OutlineRules) -> Role | None:
    """PLAN, PROBLEMS, or None for a sentence that gives no cue."""
    if opens_plan(sentence, year, rules):
        return Role.PLAN
    return Role.PROBLEMS if opens_problems(sentence, rules) else None


def turns_to_plan(sentence: str, item: bool, rules: OutlineRules) -> bool:
    """Whether a sentence within a part that mixes shortcomings and plans speaks of plans: weaker cues do there.

    `item`: it opens a paragraph or an item of a list.
    """
    body = _without_ordinal(sentence, rules)
    if body.startswith(rules.plan_mixed_starts) or found(rules.plan_words, body[:_REACH]):
        return True
    return item and body.startswith(rules.plan_verbs) and not found(rules.problem_words, body)


def turns_to_problems(sentence: str, rules: OutlineRules) -> bool:
    """Whether an item within such a part speaks of a shortcoming again."""
    body = _without_ordinal(sentence, rules)
    if body.startswith(rules.problem_starts):
        return True
    return not body.startswith(rules.plan_verbs) and found(rules.problem_words, body)

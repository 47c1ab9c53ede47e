"""What a heading says its part is about.

The outermost headings are read with broad words, lower ones with strict words only: 制定工作计划 and 解决突出问题 are
work. A heading may announce several matters (存在的问题及下一步打算); `flow` finds where one gives way to the next.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.model import Role
from checker.outline.headings import OUTER, Placed
from checker.outline.rules import OutlineRules, Phrases, Words, first, found, masked
from checker.outline.years import later_year, years_named

Roles = tuple[Role, ...]
Lead = Callable[[int], Role | None]

_CLOSING = {Role.PROBLEMS, Role.PLAN}
_LONGEST_STRICT = 24
_LONGEST_BARE_TELLING = 16
_SLACK = 6  # characters that may stand behind a strict word: 存在的问题及其原因


def broad_roles(words: str, year: int | None, rules: OutlineRules) -> Roles:
    """What an outermost heading announces, in its order; () when it does not tell."""
    problem = _problem_place(words, rules)
    plan = _plan_place(words, year, rules)
    if problem < 0 and plan < 0:
        return _quiet_roles(words, rules)
    told = [(at, role) for at, role in ((problem, Role.PROBLEMS), (plan, Role.PLAN)) if at >= 0]
    work = first(rules.work, words)
    if work >= 0 and min(told)[0] > work:
        told.append((work, Role.WORK))
    return _joined(words, sorted(told), rules)


def _problem_place(words: str, rules: OutlineRules) -> int:
    """A couplet (补齐短板，提升质效) speaks of shortcomings only where one of its halves ends with such a word."""
    if not found(rules.problems, words):
        return -1
    readable = masked(rules.not_problems, words)
    halves = [half for half in readable.split(",") if half.endswith(rules.problems.literals)]
    return _place(rules.problems, readable, halves)


def _plan_place(words: str, year: int | None, rules: OutlineRules) -> int:
    later = later_year(words, year)
    if later >= 0 and (found(rules.plan_weak, words[later:]) or found(rules.plan, words[later:])):
        return later
    if not found(rules.plan, words):
        return -1
    readable = masked(rules.not_plan, words)
    if year and later < 0 and years_named(words):
        readable = masked(rules.plan_weak, readable)
    edge = rules.plan.literals
    halves = [half for half in readable.split(",") if half.startswith(edge) or half.endswith(edge)]
    return _place(rules.plan, readable, halves)


def _place(phrases: Phrases, readable: str, halves: list[str]) -> int:
    """Where the phrase stands; in a couplet only within the halves that count."""
    if "," not in readable:
        return first(phrases, readable)
    return readable.index(halves[0]) + first(phrases, halves[0]) if halves else -1


def _quiet_roles(words: str, rules: OutlineRules) -> Roles:
    if found(rules.other, words):
        return (Role.OTHER,)
    if found(rules.static, words) or (words.endswith(rules.static_whole) and not found(rules.static_except, words)):
        return (Role.STATIC,)
    return (Role.WORK,) if found(rules.work, words) else ()


def _joined(words: str, told: list[tuple[int, Role]], rules: OutlineRules) -> Roles:
    """Two matters are both announced only when a joining word stands between them; else the last one is the matter."""
    kept = [told[0]]
    for at, role in told[1:]:
        if not found(rules.joins, words[kept[-1][0] : at]):
            kept.pop()
        kept.append((at, role))
    return tuple(dict.fromkeys(role for _, role in kept))


def strict_role(words: str, year: int | None, rules: OutlineRules) -> Role | None:
    """What a lower heading announces against its part, or None."""
    if len(words) > _LONGEST_STRICT:
        return None
    if _plans_later_year(words, year, rules):
        return Role.PLAN
    if not rules.strict.search(words):
        return None
    if _at_edge(words, rules.strict_problems) and _at_edge(masked(rules.not_problems, words), rules.strict_problems):
        return Role.PROBLEMS
    if _at_edge(words, rules.strict_plan) and _at_edge(masked(rules.not_plan, words), rules.strict_plan):
        return Role.PLAN
    return Role.STATIC if _at_edge(words, rules.strict_static) else None


def _plans_later_year(words: str, year: int | None, rules: OutlineRules) -> bool:
    """2023年工作安排 in a report on 2022; no 制定2023年立法计划."""
    later = later_year(words, year)
    if later < 0 or words.startswith(rules.work_verbs):
        return False
    readable = masked(rules.not_plan, words)[later:]
    return any(word in readable for word in rules.plan_weak.literals + rules.plan.literals)


def closing_roles(words: str, year: int | None, rules: OutlineRules) -> Roles:
    """What one of the last lower headings of the work announces: broad words will do, but only as what it is about."""
    if len(words) > _LONGEST_STRICT or words.startswith(rules.work_verbs):
        return ()
    told = broad_roles(words, year, rules)
    if not told or not set(told) <= _CLOSING:
        return ()
    if told[-1] is Role.PLAN:
        edge = rules.plan.literals
        return told if words.startswith(edge) or words.endswith(edge) else ()
    for behind in rules.problems_behind:
        words = words.removesuffix(behind)
    return told if words.endswith(rules.problems.literals) else ()


def _at_edge(words: str, telling: Words) -> bool:
    if words.startswith(telling):
        return True
    places = [at + len(word) for word in telling if (at := words.rfind(word)) >= 0]
    return bool(places) and len(words) - max(places) <= _SLACK and "," not in words


def tells_closing_part(words: str, year: int | None, rules: OutlineRules) -> bool:
    """Whether a line without a number is the heading of a part on shortcomings or plans by itself."""
    return len(words) <= _LONGEST_BARE_TELLING and strict_role(words.rstrip(":"), year, rules) in (
        Role.PROBLEMS,
        Role.PLAN,
    )


def section_roles(placed: list[Placed], year: int | None, rules: OutlineRules, lead: Lead) -> list[Roles]:
    """What each section announces. `lead(i)`: what the first sentence below heading i speaks of, or None."""
    top = _top_depth(placed)
    roles: list[Roles] = []
    for item in placed:
        above = roles[item.parent] if item.parent is not None else ()
        if item.depth <= top:
            roles.append(broad_roles(item.heading.words, year, rules) or (above if item.depth > 1 else ()))
        else:
            roles.append(_lower_roles(item, above, year, rules))
    return _with_defaults(placed, roles, lead)


def _top_depth(placed: list[Placed]) -> int:
    """1, or 2 when one heading stands above all others and the parts are the 一、二、三、 below it."""
    if sum(item.depth == 1 for item in placed) != 1:
        return 1
    return 2 if any(item.depth == 2 and item.heading.kind in OUTER for item in placed) else 1


def _lower_roles(item: Placed, above: Roles, year: int | None, rules: OutlineRules) -> Roles:
    if len(above) > 1:
        told = [role for role in broad_roles(item.heading.words, year, rules) if role in above]
        return tuple(told) or above
    strict = strict_role(item.heading.words, year, rules)
    if strict is None or above == (Role.OTHER,):
        return above
    both = broad_roles(item.heading.words, year, rules) if strict in _CLOSING else ()
    return both if set(both) == _CLOSING else (strict,)


def _with_defaults(placed: list[Placed], roles: list[Roles], lead: Lead) -> list[Roles]:
    """Headings that tell nothing are work, unless the text below them plainly opens with shortcomings or plans."""
    outermost = [i for i, item in enumerate(placed) if item.depth == 1]
    for i, item in enumerate(placed):
        if roles[i]:
            continue
        if item.parent is not None:
            roles[i] = roles[item.parent]
        else:
            opening = lead(i) if i != outermost[0] else None
            roles[i] = (opening or Role.WORK,)
    if not any(Role.WORK in told for told in roles):
        roles = [(Role.WORK,) if told == (Role.STATIC,) else told for told in roles]
    return roles

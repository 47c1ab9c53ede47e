"""Shortcomings and plans at the end of the work that no outermost heading announces.

They stand as the last lower headings of the last part on work (（九）存在的困难 · （十）明年打算), or behind the
shortcomings under a heading of slogans (六、以更高站位谋划2026年工作).
"""

from __future__ import annotations

from collections.abc import Callable

from checker.model import Role
from checker.outline.headings import Placed
from checker.outline.roles import Roles, broad_roles, closing_roles
from checker.outline.rules import OutlineRules, found
from checker.outline.years import later_year

Body = Callable[[int], list[str]]

_WORK: Roles = (Role.WORK,)
_MOST = 3  # lower headings at the end that may leave the work


def settle_closing(
    placed: list[Placed], roles: list[Roles], live: list[int], body: Body, year: int | None, rules: OutlineRules
) -> list[Roles]:
    """The roles with those of the closing headings mended. `live`: the placed headings that are no second copy.

    `body(i)`: the first sentences below heading i.
    """
    settled = _Settled(placed, list(roles), live, body, year, rules)
    outermost = [i for i in live if placed[i].depth == 1]
    settled.end_with_plan(outermost, sure=False)
    part = next((i for i in reversed(outermost) if settled.roles[i] == _WORK), None)
    while part is not None and settled.untold():
        below = [i for i in live if placed[i].parent == part]
        settled.tail(below)
        settled.end_with_plan(below, sure=True)
        part = below[-1] if below and settled.roles[below[-1]] == _WORK else None
    return settled.roles


class _Settled:
    def __init__(
        self,
        placed: list[Placed],
        roles: list[Roles],
        live: list[int],
        body: Body,
        year: int | None,
        rules: OutlineRules,
    ) -> None:
        self.placed, self.roles, self.live, self.body, self.year, self.rules = placed, roles, live, body, year, rules

    def untold(self) -> set[Role]:
        """The closing roles that no heading has."""
        return {Role.PROBLEMS, Role.PLAN}.difference(*(self.roles[i] for i in self.live))

    def tail(self, siblings: list[int]) -> None:
        """Read the last siblings with broad words, as long as each tells shortcomings or plans."""
        untold = self.untold()
        for i in siblings[1:][: -_MOST - 1 : -1]:
            if self.roles[i] != _WORK:
                continue
            told = closing_roles(self.placed[i].heading.words, self.year, self.rules)
            if not told or not set(told) <= untold:
                return
            self.turn(i, told)

    def end_with_plan(self, siblings: list[int], *, sure: bool) -> None:
        """The last sibling is the plan when it names a later year, or tells nothing and stands behind shortcomings.

        `sure`: only behind shortcomings.
        """
        siblings = [i for i in siblings if self.roles[i] != (Role.OTHER,)]
        *before, last = siblings or [-1]
        if (
            not any(self.roles[i] == _WORK for i in before)
            or self.roles[last] != _WORK
            or Role.PLAN not in self.untold()
        ):
            return
        behind = self.roles[before[-1]] == (Role.PROBLEMS,)
        if sure and not behind:
            return
        words = self.placed[last].heading.words
        if broad_roles(words, self.year, self.rules):
            return
        if later_year(words, self.year) >= 0:
            told = not self.tells_work(last, needs_plan=False)
        else:
            told = behind and not self.tells_work(last, needs_plan=True)
        if told:
            self.turn(last, (Role.PLAN,))

    def tells_work(self, number: int, *, needs_plan: bool) -> bool:
        """Whether the text below tells what was done; with `needs_plan` also when nothing in it tells of plans."""
        done = planned = 0
        for sentence in self.body(number):
            if found(self.rules.future_words, sentence) or later_year(sentence, self.year) >= 0:
                planned += 1
            elif self.rules.figures.search(sentence) or found(self.rules.done_words, sentence):
                done += 1
            elif sentence.startswith(self.rules.plan_verbs):
                planned += 1
        return done > planned or (needs_plan and not planned)

    def turn(self, number: int, told: Roles) -> None:
        """Change a heading and what inherits its role."""
        for i in self.live:
            if i == number or (i > number and self.is_below(i, number) and self.roles[i] == _WORK):
                self.roles[i] = told

    def is_below(self, number: int, above: int) -> bool:
        parent = self.placed[number].parent
        while parent is not None and parent != above:
            parent = self.placed[parent].parent
        return parent == above

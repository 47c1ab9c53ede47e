"""The examples of terms.yaml and wording.yaml: every wrong one must be told, no right one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.checklist.types import Form, Place, Term, WordingRules
from checker.model import Role
from checker.quality.single import passage_report
from checker.wording import compile_wording
from checker.wording.forms import CompiledForms, check_forms
from checker.wording.passages import Passages, passages
from checker.wording.terms import check_terms, compile_terms

_YEAR = 2024


class WrongWording(NamedTuple):
    """An example that is not told though it is wrong (`wrong`), or told though it is right."""

    name: str
    where: Place
    text: str
    wrong: bool


def wrong_wordings(rules: WordingRules) -> Iterator[WrongWording]:
    """The examples that do not come out as they should; each is run on its own rule, and right forms of terms on all of them."""
    compiled = compile_wording(rules)

    def at(text: str, role: Role, year: int) -> Passages:
        return passages(passage_report(text, role, None, year), compiled.literals, compiled.typed)

    for term in rules.terms:
        own, year = compile_terms((term,)), term.since or term.until or _YEAR
        for side, text in _sides(term):
            if bool(list(check_terms(at(text, Role.WORK, year), own))) != side:
                yield WrongWording(term.right or term.wrong[0], term.where, text, side)
        if term.right and list(check_terms(at(f"{term.right}。", Role.WORK, _YEAR), compiled.terms)):
            yield WrongWording(term.right, term.where, term.right, False)
    for form in rules.forms:
        role = Role(form.roles[0]) if form.roles else Role.WORK
        for side, text in _sides(form):
            if bool(list(check_forms(at(text, role, _YEAR), CompiledForms((form,))))) != side:
                yield WrongWording(form.why, form.where, text, side)


def examples(rules: WordingRules) -> int:
    """How many examples there are."""
    listed: tuple[Term | Form, ...] = (*rules.terms, *rules.forms)
    return sum(len(texts) for one in listed for texts in one.examples.values())


def _sides(rule: Term | Form) -> Iterator[tuple[bool, str]]:
    for side in ("wrong", "right"):
        for text in rule.examples.get(side, ()):
            yield side == "wrong", text

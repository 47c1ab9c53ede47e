"""terms.yaml, titles.yaml and wording.yaml made ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.checklist.types import WordingRules
from checker.wording.forms import CompiledForms
from checker.wording.literals import Literals, compile_literals
from checker.wording.terms import CompiledTerms, compile_terms
from checker.wording.titles import CompiledTitles, compile_titles


@dataclass(frozen=True, slots=True)
class CompiledWording:
    """What the checks need. `literals`: every word sought in normalised text, `typed`: those sought in the text as typed.

    `words`: the lists of wording.yaml by name.
    """

    literals: Literals
    typed: Literals
    terms: CompiledTerms
    titles: CompiledTitles
    forms: CompiledForms
    variants: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[str, ...]]


def compile_wording(rules: WordingRules) -> CompiledWording:
    """Build the automata and the keys; takes a few milliseconds."""
    terms = compile_terms(rules.terms)
    needed = {typed: [word for form in rules.forms if form.typed is typed for word in form.needed] for typed in (False, True)}
    return CompiledWording(
        compile_literals([*terms, *needed[False], *(form for group in rules.variants for form in group)]),
        compile_literals(needed[True]),
        terms,
        compile_titles(rules.titles, rules.words),
        CompiledForms(rules.forms),
        rules.variants,
        rules.words,
    )

"""What is told by its form alone: traces of other programs, places left to fill in, numbers and marks that cannot stand so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.checklist.types import Form
from checker.wording.passages import Paragraph, Passages
from checker.wording.problem import Problem, told_once


class CompiledForms:
    """The forms; an expression is compiled when a report first needs it."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        self.forms = forms
        self._expressions: dict[str, Any] = {}

    def expression(self, source: str) -> Any:
        """`source` compiled by the engine that takes linear time."""
        if source not in self._expressions:
            import re2

            self._expressions[source] = re2.compile(source)
        return self._expressions[source]


def check_forms(at: Passages, rules: CompiledForms) -> Iterator[Problem]:
    """Every place that has one of the forms."""
    for form in rules.forms:
        words = at.typed_words if form.typed else at.words
        places = [start for word in form.needed for start in words.get(word, ())]
        if places:
            yield from told_once(list(_places(at, form, places, rules)), form.why)


def _places(at: Passages, form: Form, starts: Sequence[int], rules: CompiledForms) -> Iterator[Problem]:
    expression = rules.expression(form.regex)
    for paragraph in at.paragraphs_at(starts, form.typed):
        if form.roles and paragraph.role not in form.roles:
            continue
        line = paragraph.typed if form.typed else paragraph.plain
        for match in expression.finditer(line):
            start, end = next((span for span in map(match.span, range(1, match.re.groups + 1)) if span[0] >= 0), match.span())
            if start < end and not _is_excepted(line, start, end, form.unless):
                yield _problem(at, form, paragraph, start, end)


def _is_excepted(line: str, start: int, end: int, unless: tuple[str, ...]) -> bool:
    """Whether the place lies in one of the words, or overlaps with one."""
    return any(line.find(word, max(0, start - len(word) + 1), end + len(word) - 1) >= 0 for word in unless)


def _problem(at: Passages, form: Form, paragraph: Paragraph, start: int, end: int) -> Problem:
    if form.typed:
        first, last = paragraph.first + start, paragraph.first + end
    else:
        first, last = at.original(paragraph.start + start, paragraph.start + end)
    return Problem(f"wording.{form.check}", form.severity, form.why, first, last, form.fix, form.source)

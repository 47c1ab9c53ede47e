"""term, institution, typo: forms of official terms that are not the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.checklist.types import Term
from checker.wording.passages import Passages
from checker.wording.problem import Problem

_NEAR = 200  # characters on either side within a sentence

Entry = tuple[Term, tuple[tuple[str, int], ...]]
CompiledTerms = Mapping[str, tuple[Entry, ...]]  # by wrong form: its terms, each with the longer words in which it is right and where it stands in them


def compile_terms(terms: tuple[Term, ...]) -> CompiledTerms:
    """The terms by their wrong forms."""
    entries: dict[str, tuple[Entry, ...]] = {}
    for term in terms:
        for form in term.wrong:
            inside = tuple((word, at) for word in (*term.unless, *filter(None, [term.right])) for at in places(form, word))
            entries[form] = (*entries.get(form, ()), (term, inside))
    return entries


def places(form: str, word: str) -> Iterator[int]:
    """Where `form` stands in `word`."""
    at = word.find(form)
    while at >= 0:
        yield at
        at = word.find(form, at + 1)


def check_terms(at: Passages, rules: CompiledTerms) -> Iterator[Problem]:
    """Wrong forms outside titles; of forms that overlap the longest."""
    found = []
    for form, starts in at.words.items():
        for start in starts if form in rules else ():
            end = start + len(form)
            term = next((term for term, inside in rules[form] if _is_wrong(at, term, inside, start, end)), None)
            if term is not None:
                found.append((start, end, term))
    last = 0
    for start, end, term in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= last:
            last = end
            yield _problem(at, term, start, end)


def _is_wrong(at: Passages, term: Term, inside: tuple[tuple[str, int], ...], start: int, end: int) -> bool:
    year = at.report.profile.year
    if year is not None and not (term.since or year) <= year <= (term.until or year):
        return False
    if year is None and (term.since or term.until):
        return False
    if any(start >= offset and at.masked.startswith(word, start - offset) for word, offset in inside):
        return False
    if not (term.near or term.unless_near):
        return True
    sentence = at.sentence(start)
    if sentence is None:
        return False
    around = at.masked[max(sentence.start, start - _NEAR) : start] + "\x01" + at.masked[end : min(sentence.end, end + _NEAR)]
    return (not term.near or any(word in around for word in term.near)) and not any(word in around for word in term.unless_near)


def _problem(at: Passages, term: Term, start: int, end: int) -> Problem:
    first, last = at.original(start, end)
    quote = at.report.document.text[first:last]
    told = f"应作“{term.right}”" if term.right else "请核对"
    message = f"“{quote}”{told}：{term.why}"
    return Problem(f"wording.{term.check}", term.severity, message, first, last, term.right, term.source)

"""From the validated trees of terms.yaml, titles.yaml and wording.yaml to rules: texts are normalised, expressions are tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.checklist.phrases import literal
from checker.checklist.strict_yaml import Tree
from checker.checklist.types import DocumentTitle, Form, Term, WordingRules
from checker.errors import ChecklistError
from checker.model import Role
from checker.text.citations import title_key

_LISTS = ("near", "unless", "unless_near")
_WARNING = "warning"
_MOST_PROBLEMS = 20


def build_wording(terms: Tree, titles: Tree, wording: Tree) -> WordingRules:
    """Resolve the three files. Raises ChecklistError with every faulty place found."""
    problems = [*_twice(terms, "terms", "wrong"), *_bad_expressions(wording)]
    if problems:
        raise ChecklistError("\n".join(problems[:_MOST_PROBLEMS]))
    return WordingRules(
        terms=tuple(_term(terms, number, entry) for number, entry in enumerate(terms.content["terms"])),
        titles=tuple(_title(titles, number, entry) for number, entry in enumerate(titles.content["titles"])),
        forms=tuple(_form(wording, number, entry) for number, entry in enumerate(wording.content["forms"])),
        variants=tuple(tuple(map(literal, group)) for group in wording.content["variants"]),
        words={name: tuple(map(literal, listed)) for name, listed in wording.content["words"].items()},
    )


def _term(tree: Tree, number: int, entry: Mapping[str, Any]) -> Term:
    lists = {name: tuple(map(literal, entry.get(name, ()))) for name in _LISTS}
    return Term(
        right=entry.get("right"),
        wrong=tuple(map(literal, entry["wrong"])),
        **lists,
        check=entry.get("check", "term"),
        severity=entry.get("severity", _WARNING),
        since=_year(entry.get("since")),
        until=_year(entry.get("until")),
        why=entry["why"],
        source=entry.get("source"),
        examples=_examples(entry),
        where=tree.place(("terms", number)),
    )


def _title(tree: Tree, number: int, entry: Mapping[str, Any]) -> DocumentTitle:
    return DocumentTitle(
        title=entry["title"],
        kind=entry["kind"],
        issuer=entry.get("issuer"),
        number=entry.get("number"),
        in_force=entry.get("from"),
        until=entry.get("until"),
        successor=entry.get("successor"),
        keys=tuple(map(title_key, (entry["title"], *entry.get("short", ())))),
        wrong=tuple(map(title_key, entry.get("wrong", ()))),
        where=tree.place(("titles", number)),
    )


def _form(tree: Tree, number: int, entry: Mapping[str, Any]) -> Form:
    typed = entry.get("typed") == "yes"
    read = str if typed else literal
    return Form(
        check=entry["check"],
        severity=entry.get("severity", _WARNING),
        needed=tuple(map(read, entry["needed"])),
        regex=entry["regex"],
        unless=tuple(map(read, entry.get("unless", ()))),
        typed=typed,
        roles=tuple(Role(name) for name in entry.get("roles", ())),
        why=entry["why"],
        fix=entry.get("fix"),
        source=entry.get("source"),
        examples=_examples(entry),
        where=tree.place(("forms", number)),
    )


def _examples(entry: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {side: tuple(entry["examples"].get(side, ())) for side in ("wrong", "right")}


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _twice(tree: Tree, key: str, listed: str) -> Iterator[str]:
    """A wrong form of two entries that could both hold would be told twice."""
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    for number, entry in enumerate(tree.content[key]):
        for form in entry[listed]:
            first = seen.setdefault((literal(form), tuple(entry.get("near", ()))), number)
            if first != number:
                yield f"{tree.place((key, number))}：“{form}”在 {tree.place((key, first))} 已有"


def _bad_expressions(tree: Tree) -> Iterator[str]:
    import re2

    options = re2.Options()
    options.log_errors = False
    for number, entry in enumerate(tree.content["forms"]):
        try:
            re2.compile(entry["regex"], options)
        except re2.error as error:
            told = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else error
            yield f"{tree.place(('forms', number, 'regex'))}：正则表达式不对：{told}"

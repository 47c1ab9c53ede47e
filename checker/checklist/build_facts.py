"""From the validated trees of facts.yaml and arithmetic.yaml to rules: phrases become expressions, names are checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.checklist.phrases import Phrase, PhraseError, Vocabulary, compile_phrase, literal
from checker.checklist.strict_yaml import Path_, Tree
from checker.checklist.types import ArithmeticRules, FactRules, Indicator, Place
from checker.errors import ChecklistError

_LISTS = ("slogans", "last_year", "since", "this_year", "change", "standards", "time_units", "within", "to", "neutral", "parts", "fields")

_WORDS = re.compile(r"[^…()|<>\\\s]+")  # of a phrase


def build_facts(tree: Tree) -> FactRules:
    """Resolve facts.yaml. Raises ChecklistError with every faulty place found."""
    content = tree.content
    problems: list[str] = []
    words = Vocabulary(content.get("terms", {}), {})
    indicators = tuple(_indicator(tree, number, words, problems) for number in range(len(content["indicators"])))
    names = [one.name for one in indicators]
    problems += [f"{one.where}：指标“{one.name}”重复了" for number, one in enumerate(indicators) if one.name in names[:number]]
    if problems:
        raise ChecklistError("\n".join(problems[:20]))
    return FactRules(
        units=tuple(dict.fromkeys(literal(unit) for units in content["measures"].values() for unit in units)),
        bounds={side: {sign: tuple(listed) for sign, listed in content["bounds"][side].items()} for side in ("before", "after")},
        not_bounds=tuple(content["bounds"].get("except", ())),
        subjects={name: tuple(map(literal, listed)) for name, listed in content["subjects"].items()},
        indicators=indicators,
        from_=tuple(map(literal, content["from"])),
        **{key: tuple(map(literal, content[key])) for key in _LISTS},
    )


def build_arithmetic(tree: Tree, facts: FactRules) -> ArithmeticRules:
    """Resolve arithmetic.yaml. Raises ChecklistError when it names an indicator that there is not."""
    content = dict(tree.content)
    ratios, subsets, complete, dated, spans, founded = (content.pop(key) for key in ("ratios", "subsets", "complete", "dated", "spans", "founded"))
    known = {indicator.name for indicator in facts.indicators}
    unknown = [
        f"{tree.place(('subsets', index, key))}：没有名为“{pair[key]}”的指标"
        for index, pair in enumerate(subsets)
        for key in ("part", "whole")
        if pair[key] not in known
    ]
    if unknown:
        raise ChecklistError("\n".join(unknown[:20]))
    return ArithmeticRules(
        words={name: tuple(map(literal, listed)) for name, listed in content.items()},
        ratios=tuple(tuple(tuple(map(literal, one[key])) for key in ("rate", "part", "whole")) for one in ratios),  # type: ignore[misc]
        subsets=tuple((pair["part"], pair["whole"]) for pair in subsets),
        complete=tuple(tuple(map(literal, entry)) for entry in complete),
        dated=tuple((tuple(map(literal, one["said"])), one["year"]) for one in dated),
        spans=tuple((literal(one["title"]), tuple(one["years"])) for one in spans),
        founded=tuple((literal(one["name"]), int(one["year"])) for one in founded),
    )


def _indicator(tree: Tree, number: int, words: Vocabulary, problems: list[str]) -> Indicator:
    content = tree.content["indicators"][number]
    path = ("indicators", number)
    problems += _unknown(tree, path, content)
    if "before" not in content and "after" not in content:
        problems.append(f"{tree.place(path)}：before 和 after 至少要有一个")
    before, after, none = (_phrases(tree, (*path, key), words, problems) for key in ("before", "after", "none"))
    return Indicator(
        name=content["name"],
        group=content["group"],
        item=content.get("item"),
        units=tuple(literal(unit) for name in content["unit"] for unit in tree.content["measures"].get(name, (name,))),
        subjects=tuple(content.get("subject", ())),
        before=_expression(before),
        after=_expression(after),
        without=_expression(_phrases(tree, (*path, "not"), words, problems)),
        none=_expression(none),
        literals=tuple(dict.fromkeys(word for phrase in (*before, *after) for word in phrase.groups[0])),
        absences=tuple(dict.fromkeys(word for phrase in none for word in phrase.groups[0])),
        words=tuple(dict.fromkeys(map(literal, [*content.get("allow", ()), *_WORDS.findall(" ".join(content.get("before", []) + content.get("after", [])))]))),
        part="part" in content,
        whole="whole" in content,
        examples=tuple(content["examples"]),
        where=tree.place((*path, "name")),
    )


def _unknown(tree: Tree, path: Path_, content: Mapping[str, Any]) -> Iterator[str]:
    measures = tree.content["measures"]
    units = {*measures, *(unit for listed in measures.values() for unit in listed)}
    for key, listed, known in (("unit", "measures", units), ("subject", "subjects", tree.content["subjects"])):
        for index, name in enumerate(content.get(key, ())):
            if name not in known:
                yield f"{tree.place((*path, key, index))}：“{name}”不在 {listed} 里，可用：{'、'.join(tree.content[listed])}"


def _phrases(tree: Tree, path: Path_, words: Vocabulary, problems: list[str]) -> list[Phrase]:
    """The phrases at `path`; empty when there are none."""
    _, number, key = path
    found = []
    for index, text in enumerate(tree.content["indicators"][number].get(key, ())):
        try:
            found.append(compile_phrase(text, words))
        except PhraseError as error:
            place: Place = tree.place((*path, index))
            problems.append(f"{Place(place.file, place.line, place.column + error.column - 1)}：{error.message}")
    return found


def _expression(phrases: list[Phrase]) -> str:
    """All of them as one expression; "" when there are none."""
    return "|".join(phrase.regex for phrase in phrases)

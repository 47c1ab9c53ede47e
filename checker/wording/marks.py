"""bracket, stop, linebreak: marks that lack their partner, paragraphs that stop nowhere, headings that stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import Role
from checker.wording.passages import Paragraph, Passages
from checker.wording.problem import Problem, told_once

_PAIRS = {"》": "《", "）": "（", ")": "(", "”": "“", "】": "【", "〕": "〔", "』": "『", "」": "「"}
_OPENING = frozenset(_PAIRS.values())
_SAME = {"(": "（", "（": "（"}  # one of each width is a matter of width
_MARKS = re.compile("[" + re.escape("".join([*_PAIRS, *_OPENING])) + "]")
_NUMBER = re.compile(r"(?:^|(?<=[。；;，,：:、\s]))(?:[\dA-Za-z]{1,2}|[一二三四五六七八九十]{1,3})[)）]")  # 1）, a list's number
_SHOWN = 12  # characters shown of what a lone mark opens or closes
_REACH = 40
_LONG = 30  # characters of a paragraph that needs a stop
_USUAL = 0.8  # share of the paragraphs that have one where it is the custom
_ENDED = frozenset("。！？；：.!?;:…”’』」）)》】〕")
_HEADING_ENDS = frozenset("。：:；，")
_CLOSERS = frozenset("”’」』）)》】〕")
_BROKEN = frozenset("，、,")
_STARTS_INSIDE = frozenset("，。、；：！？）》”,;)")


def check_brackets(at: Passages) -> Iterator[Problem]:
    """Brackets and quotation marks without a partner in their paragraph."""
    found = [problem for paragraph in at.paragraphs if paragraph.role is not Role.OTHER for problem in _unpaired(paragraph)]
    yield from told_once(found, "括号、引号、书名号在一段里不成对。")


def _unpaired(paragraph: Paragraph) -> Iterator[Problem]:
    text = paragraph.typed
    if _is_balanced(text):
        return
    numbers = {match.end() - 1 for match in _NUMBER.finditer(text)}
    straight = '"' in text  # “ closed by a straight one
    open_: list[int] = []
    lone: list[int] = []
    round_ = 0  # round brackets that are open
    for match in _MARKS.finditer(text):
        mark, place = match[0], match.start()
        if (place in numbers and not round_) or (straight and mark in "“”"):
            continue
        if mark in _OPENING:
            open_.append(place)
            round_ += mark in "（("
        elif open_ and _SAME.get(text[open_[-1]], text[open_[-1]]) == _SAME.get(_PAIRS[mark], _PAIRS[mark]):
            round_ -= text[open_.pop()] in "（("
        else:
            lone.append(place)
    for place in sorted((*open_, *lone)):
        yield _lone(paragraph, place)


def _is_balanced(text: str) -> bool:
    """Whether every mark has its partner, told quickly."""
    open_: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in _OPENING:
            open_.append(mark)
        elif not open_ or open_.pop() != _PAIRS[mark]:
            return False
    return not open_


def _lone(paragraph: Paragraph, place: int) -> Problem:
    text, mark = paragraph.typed, paragraph.typed[place]
    if mark in _OPENING:
        again = text.find(mark, place + 1, place + _REACH)  # the next one opens where this should have closed
        start, end = place, again + 1 if again > 0 else min(len(text), place + _SHOWN)
    else:
        start, end = max(0, place - _SHOWN + 1), place + 1
    partner = next((closing for closing, opening in _PAIRS.items() if opening == mark), None) or _PAIRS[mark]
    message = f"“{mark}”在这一段里没有成对的“{partner}”，请补上或删去。"
    return Problem("wording.bracket", "warning", message, paragraph.first + start, paragraph.first + end)


def check_stops(at: Passages) -> Iterator[Problem]:
    """Paragraphs of prose that stop nowhere, or in the middle of a sentence."""
    prose = [index for index, one in enumerate(at.paragraphs) if one.prose and len(one.plain) >= _LONG]
    ended = sum(_is_ended(at.paragraphs[index].typed) for index in prose)
    if not prose or ended < _USUAL * len(prose):
        return
    stops: list[Problem] = []
    breaks: list[Problem] = []
    for index in prose:
        paragraph = at.paragraphs[index]
        if _is_ended(paragraph.typed):
            continue
        if paragraph.typed.rstrip()[-1] in _BROKEN or _goes_on(at, index):
            breaks.append(_at_end(paragraph, "linebreak", "这一行在句子中间断开了，请与下一行接成一段，或补全句子。"))
        else:
            stops.append(_at_end(paragraph, "stop", "段落末尾没有句号，请补上；如果是句子断开了，请与下一行接起来。"))
    yield from told_once(stops, "段落末尾没有句号。")
    yield from told_once(breaks, "行在句子中间断开了。")


def _is_ended(text: str) -> bool:
    """Whether a paragraph stops, before what closes with it: 。” and 。（责任单位：县司法局）."""
    text = text.rstrip()
    while text and text[-1] in _CLOSERS:
        if text[-1] in "）)":
            opening = max(text.rfind("（"), text.rfind("("))
            if opening >= 0 and text[opening - 1 : opening] in _ENDED:
                return True
        text = text[:-1]
    return text[-1:] in _ENDED


def _goes_on(at: Passages, index: int) -> bool:
    following = at.paragraphs[index + 1] if index + 1 < len(at.paragraphs) else None
    return following is not None and following.prose and following.typed.lstrip()[:1] in _STARTS_INSIDE


def _at_end(paragraph: Paragraph, check: str, message: str, fix: str | None = None) -> Problem:
    end = len(paragraph.typed.rstrip())
    return Problem(f"wording.{check}", "warning", message, paragraph.first + max(0, end - 16), paragraph.first + end, fix)


def check_heading_stops(at: Passages) -> Iterator[Problem]:
    """A heading with a stop or colon where most of its siblings have none."""
    siblings: dict[tuple[int, int | None], list[Paragraph]] = {}
    sections = at.report.sections
    for paragraph in at.paragraphs:
        if paragraph.heading and paragraph.role is not Role.OTHER:
            section = sections[paragraph.section]
            siblings.setdefault((section.depth, section.parent), []).append(paragraph)
    for group in siblings.values():
        marked = [one for one in group if one.typed.rstrip()[-1:] in _HEADING_ENDS]
        if 0 < len(marked) < len(group) - len(marked):
            for one in marked:
                line = one.typed.rstrip()
                yield _at_end(one, "stop", f"标题末尾不用“{line[-1]}”（同级的其他标题也没有）。", line[-16:-1])

"""Lists of parts: figures of one unit, one after another, behind what they are parts of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from checker.arithmetic.line import Line, is_told, kin, words_of
from checker.arithmetic.words import Words
from checker.facts import Told

_LONGEST = 40  # characters between two parts of a list
_MOST = 14  # parts
_LISTING = ("、", "和", "以及", "及")


class Run(NamedTuple):
    """`parts`: indices of the figures of a list; `beyond`: those and what follows them in like words.

    `how` it is introduced: all (分别为, 按类型分) · bracket · listed (包括) · named (其中) · complete (its words are all there can be).
    """

    parts: list[int]
    beyond: list[int]
    how: str
    firm: bool  # whether nothing less than all of `parts` is the list


def find_run(line: Line, first: int, words: Words) -> Run | None:
    """The list of parts that begins with a figure; None when none does."""
    lead = line.between(first - 1, first)
    beyond = _collect(line, first, lead.startswith("("), words)
    if len(beyond) < 2:
        return None
    how = _introduced(line, first, lead, words)
    parts = _of_one_kind(line, beyond)
    told = [line.figures[index] for index in parts]
    if len(parts) > 1 and _is_complete(told, words):
        return Run(parts, beyond, "complete", True)
    return Run(parts, beyond, how, how != "named" or _mark(line.between(*parts[:2])) == "、") if how and len(parts) > 1 else None


def _introduced(line: Line, first: int, lead: str, words: Words) -> str:
    before, part = line.figures[first - 1], line.figures[first]
    if words.never.search(line.clause(first)):
        return ""
    if words.exhaustive.search(lead) or words.grouped.search(lead):
        return "all"
    if kin(before, part) and lead.startswith("("):
        return "bracket"
    if kin(before, part) and (lead.startswith(":") or words.listed.match(lead.lstrip(","))):
        return "listed"
    return "named" if words.parts.search(lead) else ""


def _collect(line: Line, first: int, bracketed: bool, words: Words) -> list[int]:
    """The figures of one unit from here on that may belong to the list."""
    found = [first]
    for index in range(first + 1, min(len(line.figures), first + 2 * _MOST)):
        told = line.figures[index]
        if not kin(told, line.figures[first]):
            if _is_aside(line, index, line.figures[first]):
                continue
            break
        between = line.between(found[-1], index)
        if not is_told(told) or _breaks(between, told, words) or (bracketed and ")" in between.split("(")[0]):
            break
        found.append(index)
    return found


def _breaks(between: str, told: Told, words: Words) -> bool:
    """Whether a list does not go on behind such words."""
    if len(between) > _LONGEST or re.search(r"[。;\n]", between) or words.parts.search(between):
        return True
    return bool(words.totals_end.search(told.lead) or words.former_end.search(told.lead) or words.delta_end.search(told.lead))


def _is_aside(line: Line, index: int, part: Told) -> bool:
    """Whether a figure of another unit only adds to one of the list: （占62%）, 6处890.5平方米."""
    told = line.figures[index]
    if told.quantity.unit == "%" or line.gaps[index] == "" or line.gaps[index].startswith("("):
        return True
    return index + 1 < len(line.figures) and line.gaps[index + 1] == "" and kin(line.figures[index + 1], part)


def _of_one_kind(line: Line, found: list[int]) -> list[int]:
    """As far as the parts are joined by the same sign: 甲1件、乙2件, then something else."""
    marks = [_mark(line.between(a, b)) for a, b in pairwise(found)]
    if not marks or marks[0] != "、":
        return found
    until = next((number for number, mark in enumerate(marks) if mark != "、"), len(marks))
    return found[: until + 1]


def _mark(between: str) -> str:
    """How one part is joined to the next: 、 or the comma."""
    plain = re.sub(r"\([^()]*\)|^[^(]*\)", "", between)
    return "、" if plain.startswith(_LISTING) or (not plain.startswith(",") and "、" in plain) else ","


def _is_complete(parts: list[Told], words: Words) -> bool:
    """Whether the parts are all that there can be: 维持, 驳回 and 终止; or the last one is the rest."""
    if words.others.search(parts[-1].lead):
        return True
    said = [words_of(part) for part in parts]
    return words.of_complete.search(said[0]) is not None and any(
        all(any(group.search(one) for one in said) for group in entry) and all(any(group.search(one) for group in entry) for one in (said[0], said[-1]))
        for entry in words.complete
    )

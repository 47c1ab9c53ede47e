"""Automatic numbers: which one a paragraph bears, written out as Word prints it.

A number's counters belong to its abstract definition, so that several w:num of one definition count on together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from lxml import etree

from checker.reading.docx.counting import spell
from checker.reading.docx.names import ALTERNATE, FALLBACK, ILVL, NUM_ID, RPR, VAL, VANISH, W, is_on, value, whole
from checker.reading.docx.styles import ParagraphStyle, Styles

_LEVELS = 9
_MOST_LINKS = 10  # from one definition to the next through list styles
_LONGEST_LABEL = 255  # characters, as in Word
_PLACE = re.compile("%([1-9])")
_HAN = re.compile("[\u4e00-\u9fff]")


class _Level(NamedTuple):
    """`parent`: how many levels above restart it; 0 = none does. `after`: what stands between label and text."""

    style: str
    text: str
    start: int
    parent: int
    legal: bool
    hidden: bool
    after: str


class _List(NamedTuple):
    """A w:num. `starts`: where it overrides them. `counters` are shared by all lists of one definition.

    `named`: levels by the style that uses them.
    """

    levels: dict[int, _Level]
    starts: dict[int, int]
    named: dict[str, int]
    counters: list[int | None]


class Numbering:
    """The lists of a document, counting on as `label` is called in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[str, etree._Element] = {}
        self._definitions: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[int, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for child in () if root is None else root:
            if child.tag == W + "num":
                self._nums.setdefault(child.get(NUM_ID, ""), child)
            elif child.tag == W + "abstractNum":
                self._definitions.setdefault(child.get(W + "abstractNumId", ""), child)

    def label(self, numbering: etree._Element | None, style: ParagraphStyle, text: str) -> str:
        """The number before a paragraph that begins with `text`, what parts them included; "" when there is none.

        `numbering`: the paragraph's own w:numPr, which goes before its style's, each of its two values for itself.
        """
        own = value(numbering, NUM_ID)
        name = style.number if own is None else own
        found = None if name is None or name == "0" else self._list(name)
        if name is None or found is None:
            return ""
        level = whole(value(numbering, ILVL))
        if level is None and own is None:
            level = next((found.named[each] for each in style.chain if each in found.named), None)
        if level is None:
            level = style.level or 0
        if not 0 <= level < _LEVELS:
            return ""
        self._count(name, found, level)
        return _written(found, level, text)

    def _count(self, name: str, found: _List, level: int) -> None:
        """One further at that level. Levels above that were skipped count as begun: what follows 1.1 up there is 2."""
        counters = found.counters
        for above in range(level):
            if counters[above] is None:
                counters[above] = _start(found, above)
        counter = counters[level]
        counters[level] = _start(found, level) if counter is None else counter + 1
        if level in found.starts and (name, level) not in self._begun:
            self._begun.add((name, level))  # an override acts once
            counters[level] = found.starts[level]
        for lower in range(level + 1, _LEVELS):
            if level < (found.levels[lower].parent if lower in found.levels else lower):
                counters[lower] = None

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._read(name)
        return self._lists[name]

    def _read(self, name: str) -> _List | None:
        num = self._nums.get(name)
        definition = None if num is None else self._definition(num)
        if num is None or definition is None:
            return None
        levels = {number: child for child in definition.iterchildren(W + "lvl") if (number := _number_of(child)) is not None}
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            number = _number_of(override)
            if number is None:
                continue
            other, start = override.find(W + "lvl"), whole(value(override, W + "startOverride"))
            if other is not None:
                levels[number] = other
            if start is not None:
                starts[number] = start
        named = {style: number for number, child in levels.items() if (style := value(child, W + "pStyle"))}
        counters = self._counters.setdefault(id(definition), [None] * _LEVELS)
        return _List({number: _level(child, number) for number, child in levels.items()}, starts, named, counters)

    def _definition(self, num: etree._Element) -> etree._Element | None:
        """The abstract definition of a w:num, through the list style that it may only point to."""
        found: etree._Element | None = None
        for _ in range(_MOST_LINKS):
            found = self._definitions.get(value(num, W + "abstractNumId") or "")
            link = value(found, W + "numStyleLink")
            following = self._nums.get(self._styles.list_number(link) or "") if link else None
            if following is None:
                return found
            num = following
        return found


def _number_of(element: etree._Element) -> int | None:
    number = whole(element.get(ILVL))
    return number if number is not None and 0 <= number < _LEVELS else None


def _level(element: etree._Element, number: int) -> _Level:
    restart = whole(value(element, W + "lvlRestart"))
    return _Level(
        style=_style(element),
        text=(value(element, W + "lvlText") or "")[:_LONGEST_LABEL],
        start=_whole_or(value(element, W + "start"), 0),
        parent=number if restart is None else min(max(restart, 0), number),
        legal=bool(is_on(element.find(W + "isLgl"))),
        hidden=bool(is_on(element.find(f"{RPR}/{VANISH}"))),
        after=value(element, W + "suff") or "tab",
    )


def _style(element: etree._Element) -> str:
    """The w:numFmt; newer ones stand beside the one that older readers know."""
    found = element.find(W + "numFmt")
    if found is None:
        found = element.find(f"{ALTERNATE}/{FALLBACK}/{W}numFmt")
    custom = element.find(f"{ALTERNATE}/*/{W}numFmt[@{W}format]")
    if custom is not None and custom.get(VAL) == "custom":
        first = custom.get(W + "format", "").partition(",")[0].strip()  # 001, 002, 003, …
        return f"zeros{len(first)}" if first.isdecimal() and len(first) < 10 else "decimal"
    return "decimal" if found is None else found.get(VAL, "decimal")


def _whole_or(text: str | None, otherwise: int) -> int:
    number = whole(text)
    return otherwise if number is None else number


def _start(found: _List, level: int) -> int:
    return found.levels[level].start if level in found.levels else 1


def _written(found: _List, level: int, text: str) -> str:
    """The label as printed; bullets are no numbers, unless words stand in their place."""
    definition = found.levels.get(level)
    if definition is None or definition.hidden:
        return ""
    if definition.style == "bullet" and not _HAN.search(definition.text):
        return ""

    def number(place: re.Match[str]) -> str:
        return _shown(found, int(place[1]) - 1, level, definition.legal)

    label = _PLACE.sub(number, definition.text)
    if definition.after == "nothing":
        return label
    label = label.rstrip()
    return label + _between(label, text) if label else ""


def _shown(found: _List, level: int, own: int, legal: bool) -> str:
    """A level's counter within a label."""
    definition = found.levels.get(level)
    if definition is None or level > own or definition.style == "bullet":
        return ""
    number = found.counters[level] or 0
    if definition.style.startswith("zeros"):
        return f"{number:0{definition.style[5:]}d}"
    return str(number) if legal and definition.style != "none" else spell(number, definition.style)


def _between(label: str, text: str) -> str:
    """What is typed between number and text where Word has a tab: nothing behind a mark (一、), else a space (第一条).

    A figure behind the mark is kept off it: “1.” and “35件” must not be read as 1.35.
    """
    if not text or text[0].isspace():
        return ""
    if unicodedata.category(label[-1])[0] in "LN" and unicodedata.category(label[-1]) != "No":
        return " "
    return " " if label[-1] in ".．" and text[0].isdigit() else ""

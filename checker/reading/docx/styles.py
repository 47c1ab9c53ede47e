"""What the styles say of a paragraph or a run, as far as it changes the text: heading, number, contents page, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from lxml import etree

from checker.reading.docx.names import (
    ILVL,
    NUM_ID,
    NUM_PR,
    OUTLINE_LEVEL,
    PPR,
    RPR,
    VAL,
    VANISH,
    W,
    is_on,
    value,
    whole,
)

_Said = TypeVar("_Said")

_LONGEST_CHAIN = 30  # of styles based on each other; Word itself allows eleven
_BODY_LEVEL = 9  # the outline level that means “no heading”
# Built-in styles keep their English names in files of every language; the Chinese ones are written by a few converters.
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_TITLES = ("title", "subtitle", "标题", "副标题")
_CONTENTS = re.compile(r"(?:toc|目录) ?[1-9]|table of figures|wpsoffice手动目录 ?[1-9]")


class ParagraphStyle(NamedTuple):
    """`depth`: of a heading, 1 = outermost. `contents`: of a line in a table of contents. `number`, `level`: numbering.

    `chain`: the ids of the style and those it rests on, nearest first. `hidden`: its text is not printed.
    """

    depth: int | None = None
    contents: bool = False
    number: str | None = None
    level: int | None = None
    chain: tuple[str, ...] = ()
    hidden: bool = False


class _Own(NamedTuple):
    """What one style says itself, None where it says nothing. `depth`: 0 = it is no heading."""

    names: tuple[str, ...]
    based: str | None = None
    depth: int | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document, worked out when they are first asked for. A missing style says nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._owns: dict[str, _Own] = {}
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        self._default: str | None = None
        self.may_hide = root is not None and next(root.iter(VANISH), None) is not None
        for style in () if root is None else root.iterchildren(W + "style"):
            name = style.get(W + "styleId")
            if name is not None:
                self._elements.setdefault(name, style)
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                    self._default = name

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """What the paragraph style of that id says; None asks for the default."""
        if name not in self._paragraph:
            self._paragraph[name] = self._read(name if name is not None else self._default)
        return self._paragraph[name]

    def hides(self, name: str) -> bool:
        """Whether the style of that id (a run's) hides text."""
        return bool(_first(own.hidden for own in self._chain(name).values()))

    def list_number(self, name: str) -> str | None:
        """The numbering that a list style (numStyleLink) stands for."""
        return self._own(name).number

    def _read(self, name: str | None) -> ParagraphStyle:
        if name is None:
            return ParagraphStyle()
        chain = self._chain(name)
        owns = chain.values()
        return ParagraphStyle(
            depth=_first(own.depth for own in owns) or None,
            contents=any(_CONTENTS.fullmatch(each) for each in chain[name].names),
            number=_first(own.number for own in owns),
            level=_first(own.level for own in owns),
            chain=tuple(chain),
            hidden=bool(_first(own.hidden for own in owns)),
        )

    def _chain(self, name: str) -> dict[str, _Own]:
        """The style and those it is based on, nearest first; it may lead in a circle."""
        chain: dict[str, _Own] = {}
        following: str | None = name
        while following is not None and following not in chain and len(chain) < _LONGEST_CHAIN:
            own = chain[following] = self._own(following)
            following = own.based
        return chain

    def _own(self, name: str) -> _Own:
        if name not in self._owns:
            self._owns[name] = _own(name, self._elements.get(name))
        return self._owns[name]


def heading_depth(level: int) -> int | None:
    """The depth of a heading with that outline level; None for body text."""
    return level + 1 if 0 <= level < _BODY_LEVEL else None


def _first(values: Iterable[_Said | None]) -> _Said | None:
    """What the nearest style says."""
    return next((said for said in values if said is not None), None)


def _own(name: str, style: etree._Element | None) -> _Own:
    names = _names(name, style)
    if style is None:
        return _Own(names, depth=_depth(names, None))
    look = style.find(PPR)
    numbering = None if look is None else look.find(NUM_PR)
    return _Own(
        names,
        based=value(style, W + "basedOn"),
        depth=_depth(names, whole(value(look, OUTLINE_LEVEL))),
        number=value(numbering, NUM_ID),
        level=whole(value(numbering, ILVL)),
        hidden=is_on(style.find(f"{RPR}/{VANISH}")),
    )


def _depth(names: tuple[str, ...], level: int | None) -> int | None:
    """A document's title is no part of its outline, though Word gives it a level."""
    if any(each in _TITLES for each in names):
        return 0
    if level is not None:
        return heading_depth(level) or 0
    return next((int(match[1]) for each in names if (match := _HEADING.fullmatch(each))), None)


def _names(name: str, style: etree._Element | None) -> tuple[str, ...]:
    """A style's name and aliases in small letters; its id where it has none."""
    if style is None or not (shown := value(style, W + "name")):
        return (name.lower(),)
    aliases = style.find(W + "aliases")
    return tuple(each.strip().lower() for each in [shown, *("" if aliases is None else aliases.get(VAL, "")).split(",")])

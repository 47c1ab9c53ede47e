"""Laying out Chinese text in a column of character cells: width, wrapping with a hanging indent, shortening.

Consoles of Chinese Windows draw the characters that Unicode calls ambiguous (“”…—·√×■─) two cells wide, others one.
Here they always count as two, so that no line is ever too wide on either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width


class Span(NamedTuple):
    """Text in one style; the names of the styles are those of `terminal.STYLES`, "" is plain."""

    text: str
    style: str = ""


Line = tuple[Span, ...]

_OPENING = "（《“‘「『【〔〈([{"
_CLOSING = "，。；：、！？）》”’」』】〕〉…％,.;:!?)]}%"
# What cannot be torn apart: a number or Latin word, or one character, with the punctuation that clings to it.
_TOKEN = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[0-9A-Za-z_./\\@#&*+=~<>|'\"-]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL
)
# Control characters and marks of direction would act on the terminal; runs of white space are one space.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=16384)
def _cells(char: str) -> int:
    return 2 if east_asian_width(char) in "WFA" else 1


@lru_cache(maxsize=16384)
def width(text: str) -> int:
    """Cells that `text` takes at most."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def clean(text: str) -> str:
    """`text` on one line, without characters that a terminal would obey."""
    return _UNSAFE.sub("", _SPACE.sub(" ", text)).strip()


def printable(text: str, encoding: str) -> str:
    """`text` as a stream of that encoding can take it; what it lacks becomes a question mark."""
    text = _UNSAFE.sub("", text)
    if encoding.lower().replace("-", "") == "utf8":
        return text
    return text.encode(encoding, "replace").decode(encoding, "replace")


def shorten(text: str, limit: int = 120) -> str:
    """The beginning of `text`, about `limit` characters long, cut behind a clause if one ends near there."""
    text = clean(text)
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, limit * 3 // 4, limit) for mark in "，。；,;") + 1
    return (text[: cut - 1] if cut else text[:limit]) + "…"


def fit(text: str, cells: int) -> str:
    """`text` in at most `cells` cells: the middle of a long one gives way, so that both ends can be told.

    Two dots stand for what is left out, because the width of “…” is not sure and columns follow.
    """
    text = clean(text)
    if width(text) <= cells:
        return text
    tail = _within(text[::-1], (cells - 2) // 3)[::-1]
    return _within(text, cells - 2 - width(tail)) + ".." + tail


def cut(text: str, cells: int) -> str:
    """The beginning of `text` in at most `cells` cells."""
    text = clean(text)
    return text if width(text) <= cells else _within(text, cells - 2) + "…"


def _within(text: str, cells: int) -> str:
    used = 0
    for index, char in enumerate(text):
        used += _cells(char)
        if used > cells:
            return text[:index]
    return text


def pad(text: str, cells: int, right: bool = False) -> str:
    """`text` filled up with spaces; `right` puts it to the right."""
    space = " " * (cells - width(text))
    return space + text if right else text + space


def wrap(spans: Iterable[Span], columns: int, hang: int = 0, whole: bool = False) -> list[Line]:
    """Lines no wider than `columns`; `hang` is the indent of all but the first. `whole`: spans are not torn apart."""
    lines: list[Line] = []
    line: list[Span] = []
    used, bare = 0, True  # bare: nothing but the indent so far
    for text, style in spans:
        run: list[str] = []
        for token in _tokens(text, columns - hang, whole):
            need = width(token)
            if used + width(token.rstrip(" ")) > columns and not bare:
                lines.append(_trimmed([*line, Span("".join(run), style)]))
                line, run, used = [Span(" " * hang)], [], hang
                token = token.lstrip(" ")
                need = width(token)
            run.append(token)
            used += need
            bare = used <= hang and not token.strip()
        line.append(Span("".join(run), style))
    return [*lines, _trimmed(line)]


def _trimmed(line: list[Span]) -> Line:
    while line and not line[-1].text.strip(" "):
        line.pop()
    return (*line[:-1], Span(line[-1].text.rstrip(" "), line[-1].style)) if line else ()


def _tokens(text: str, columns: int, whole: bool) -> list[str]:
    """The pieces between which a line may end; none wider than `columns`."""
    if whole and width(text) <= columns:
        return [text] if text else []
    found: list[str] = []
    for token in _TOKEN.findall(text):
        while width(token) > columns:
            head = _within(token, max(columns, 2))
            found.append(head)
            token = token[len(head) :]
        if token:
            found.append(token)
    return found


def labelled(label: str, spans: Sequence[Span], columns: int, indent: int = 4, whole: bool = False) -> list[Line]:
    """A two-character label in the margin and text beside it, hanging to the right of the label."""
    start = " " * indent
    return wrap((Span(f"{start}{label}  ", "dim"), *spans), columns, indent + 6, whole)

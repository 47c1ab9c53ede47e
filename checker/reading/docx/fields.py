"""Fields: their codes are never text, their results are, save those of a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from checker.reading.docx.names import DEL, MOVE_FROM, W

FIELD_CHAR = W + "fldChar"
FIELD_CHAR_TYPE = W + "fldCharType"
_LONGEST_CODE = 500
# What Word's “enclosed characters” and its older phonetic guides write: EQ \o\ac(○,1), EQ \o\ad(\s\up 9(pīn),拼)
_OVERSTRIKE = re.compile(r"\\o[^(]{0,20}\((.{0,200}),([^,()]{1,20})\)\s*$", re.DOTALL)


@dataclass(slots=True)
class Field:
    """A field that has begun. `mute`: what stands in it now is no text; `contents`: because it is a table of contents.

    `first`: the piece of text that its result begins at.
    """

    outer: Field | None
    mute: bool = True
    contents: bool = False
    code: str = ""
    result: bool = False
    first: int = 0

    @property
    def kind(self) -> str:
        return self.code.split(None, 1)[0].upper() if self.code.strip() else ""

    def add(self, code: str | None) -> None:
        """More of its code."""
        if code and not self.result and len(self.code) < _LONGEST_CODE:
            self.code += code[:_LONGEST_CODE]

    def begin_result(self, first: int) -> None:
        """The code is complete; what follows is shown."""
        self.result, self.first = True, first
        self.contents = self.kind == "TOC" or (self.outer is not None and self.outer.contents)
        self.mute = self.contents or (self.outer is not None and self.outer.mute)

    def sign(self) -> str:
        """What a field without a result shows: of an overstrike (EQ) the character, of others nothing."""
        match = None if self.result or self.kind != "EQ" else _OVERSTRIKE.search(self.code)
        if match is None:
            return ""
        circled = match[1].strip() in ("○", "〇", "◯") and match[2].isdecimal() and 1 <= int(match[2]) <= 20
        return chr(ord("①") + int(match[2]) - 1) if circled else match[2]


def lone_marks(root: etree._Element) -> frozenset[etree._Element]:
    """Field characters that belong to no complete field: a begin without an end would swallow the rest of the document."""
    lone, open_fields = set(), []
    for mark in root.iter(FIELD_CHAR):
        kind = mark.get(FIELD_CHAR_TYPE)
        if kind == "separate" or next(mark.iterancestors(DEL, MOVE_FROM), None) is not None:
            continue
        if kind == "begin":
            open_fields.append(mark)
        elif open_fields:
            open_fields.pop()
        else:
            lone.add(mark)
    return frozenset(lone.union(open_fields))

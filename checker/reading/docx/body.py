"""The flow of a text: paragraphs, tables and what wraps them, down to drafts of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from checker.reading.docx.drafts import BREAK, Draft, Piece
from checker.reading.docx.inline import Inline, Inside, Seen
from checker.reading.docx.names import (
    ALTERNATE,
    DEL,
    MOVE_FROM,
    NUM_PR,
    OUTLINE_LEVEL,
    PPR,
    PSTYLE,
    RPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SPEC_VANISH,
    TBL,
    TC_PR,
    VANISH,
    P,
    W,
    chosen,
    first,
    is_on,
    is_placeholder,
    value,
    whole,
)
from checker.reading.docx.numbering import Numbering
from checker.reading.docx.styles import ParagraphStyle, Styles, heading_depth
from checker.reading.docx.tables import table_drafts

_LONGEST_ENTRY = 120  # characters of a line in a table of contents
_LONGEST_CONTENTS_HEAD = 2  # paragraphs above the first line of a table of contents that belong to it
_CONTENTS_WORD = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)


@dataclass(slots=True)
class Flow:
    """Drafts in order. `carried`: text whose paragraph mark is deleted or hidden, so that the next paragraph goes on with it.

    `numbered`: the carried text has its number already.
    """

    drafts: list[Draft] = field(default_factory=list)
    carried: list[Piece] = field(default_factory=list)
    numbered: bool = False

    def close(self) -> None:
        """No paragraph follows that could go on with what is carried."""
        if self.carried:
            self.drafts.append(Draft(self.carried))
        self.carried, self.numbered = [], False


class Body:
    """Reads one part of the package that holds text. Numbering and `seen` go on from part to part."""

    def __init__(self, root: etree._Element, prefix: str, styles: Styles, numbering: Numbering, seen: Seen) -> None:
        self._inline = Inline(root, styles, seen)
        self._prefix = prefix
        self._styles = styles
        self._numbering = numbering
        self._seen = seen
        self._paragraphs = 0
        self._tables = 0

    def drafts(self, container: etree._Element) -> list[Draft]:
        """What stands in a body, a cell, a text box or a note."""
        flow = Flow()
        self._fill(container, flow)
        flow.close()
        return flow.drafts

    def _fill(self, container: Iterable[etree._Element], flow: Flow) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._paragraph(child, flow)
            elif tag == TBL:
                self._table(child, flow)
            elif tag == SDT:
                self._control(child, flow)
            elif tag == ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._fill(branch, flow)
            elif tag in (W + "altChunk", W + "subDoc"):
                self._seen.imported += 1
            elif tag not in _SKIPPED:
                self._fill(child, flow)  # custom XML, insertions

    def _table(self, table: etree._Element, flow: Flow) -> None:
        flow.close()
        self._tables += 1
        flow.drafts += table_drafts(self.drafts, table, f"{self._prefix}t{self._tables}")

    def _control(self, control: etree._Element, flow: Flow) -> None:
        if is_placeholder(control):
            self._seen.placeholders += 1
            return
        content = first(control, SDT_CONTENT)
        if content is None:
            return
        if value(control.find(f"{SDT_PR}/{W}docPartObj"), W + "docPartGallery") != "Table of Contents":
            self._fill(content, flow)
            return
        inner = Flow()
        self._fill_contents(content, inner)
        inner.close()
        flow.close()
        flow.drafts += inner.drafts

    def _fill_contents(self, content: etree._Element, flow: Flow) -> None:
        """A control for a table of contents: the lines above the table are its heading. Without a table it is text."""
        begun = False
        for child in content:
            before = len(flow.drafts)
            if child.tag != P:
                self._fill([child], flow)
            elif self._paragraph(child, flow) and not begun:
                begun = True
                if before <= _LONGEST_CONTENTS_HEAD:
                    del flow.drafts[:before]

    def _paragraph(self, paragraph: etree._Element, flow: Flow) -> bool:
        """Read a w:p into the flow. True when it was a line of a table of contents, which is left out."""
        self._paragraphs += 1
        source = f"{self._prefix}p{self._paragraphs}"
        look = first(paragraph, PPR)
        style = self._styles.paragraph(value(look, PSTYLE))
        inside = self._inline.read(paragraph, style.hidden)
        pieces = inside.pieces
        if look is not None and _is_open(look, inside, style.hidden):
            self._carry(look, style, inside, flow)
            self._add_boxes(inside, flow)
            return False
        if (style.contents and _is_entry(pieces)) or (inside.contents and not pieces):
            self._drop_contents_head(flow)
            self._add_boxes(inside, flow)
            return True
        if inside.page_number and not flow.carried:
            self._add_boxes(inside, flow)
            return False
        label = "" if flow.numbered else self._label(look, style, flow.carried + pieces)
        flow.drafts.append(_draft(label, flow.carried + pieces, _depth(look, style), source))
        flow.carried, flow.numbered = [], False
        self._add_boxes(inside, flow)
        return False

    def _carry(self, look: etree._Element, style: ParagraphStyle, inside: Inside, flow: Flow) -> None:
        """Leave the text to the next paragraph. A mark that is only hidden ends a heading that its text runs on from."""
        if inside.pieces and not flow.carried and not _is_deleted(look):
            label = self._label(look, style, inside.pieces)
            flow.carried, flow.numbered = ([Piece(label)] if label else []), bool(label)
        flow.carried += inside.pieces

    def _label(self, look: etree._Element | None, style: ParagraphStyle, pieces: list[Piece]) -> str:
        numbering = first(look, NUM_PR)
        if numbering is None and style.number is None:
            return ""
        text = next((piece.text for piece in pieces if piece is not BREAK), "")
        return self._numbering.label(numbering, style, text)

    def _add_boxes(self, inside: Inside, flow: Flow) -> None:
        """The text boxes of a paragraph follow it. They are stories of their own: fields do not reach into them."""
        for box in inside.boxes:
            fields, self._inline.fields = self._inline.fields, []
            flow.drafts += self.drafts(box)
            self._inline.fields = fields

    def _drop_contents_head(self, flow: Flow) -> None:
        flow.close()
        if flow.drafts and _CONTENTS_WORD.fullmatch(flow.drafts[-1].text.strip()):
            flow.drafts.pop()


_SKIPPED = frozenset({DEL, MOVE_FROM, PPR, RPR, SDT_PR, TC_PR, W + "sectPr", W + "customXmlPr"})


def _draft(label: str, pieces: list[Piece], depth: int | None, source: str) -> Draft:
    """Line ends before any text only push it down the page."""
    begin = next((index for index, piece in enumerate(pieces) if piece is not BREAK), len(pieces))
    pieces = pieces[begin:] if begin else pieces
    if label:
        pieces = [Piece(label), *pieces]
    return Draft(pieces, "paragraph" if depth is None else "heading", depth, source)


def _is_entry(pieces: list[Piece]) -> bool:
    """Whether a paragraph in a style for contents is as short as that; text that has got the style by mistake is text."""
    text = "".join([piece.text for piece in pieces])
    return len(text) <= _LONGEST_ENTRY and not text.rstrip().endswith("。")


def _depth(look: etree._Element | None, style: ParagraphStyle) -> int | None:
    level = whole(value(look, OUTLINE_LEVEL))
    return style.depth if level is None else heading_depth(level)


def _is_deleted(look: etree._Element) -> bool:
    mark = first(look, RPR)
    return mark is not None and next(mark.iterchildren(DEL, MOVE_FROM), None) is not None


def _is_open(look: etree._Element, inside: Inside, hidden: bool) -> bool:
    """Whether the paragraph runs on into the next: its mark is deleted or hidden, or it is a dropped capital.

    `hidden`: its style hides it, if its mark does not say otherwise.
    """
    mark = first(look, RPR)
    for sign in () if mark is None else mark:
        tag = sign.tag
        if tag in (DEL, MOVE_FROM):
            return True
        if tag in (VANISH, SPEC_VANISH):
            hidden = bool(is_on(sign))
    frame = first(look, W + "framePr")
    return hidden or (frame is not None and frame.get(W + "dropCap") in ("drop", "margin") and bool(inside.pieces))

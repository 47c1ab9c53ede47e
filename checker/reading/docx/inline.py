"""What stands inside a paragraph: its text piece by piece, each with the element that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from checker.reading.docx.drafts import BREAK, Piece
from checker.reading.docx.fields import FIELD_CHAR, FIELD_CHAR_TYPE, Field, lone_marks
from checker.reading.docx.names import (
    ALTERNATE,
    BOX,
    DEL,
    ID,
    MATH_T,
    MOVE_FROM,
    PPR,
    RPR,
    RSTYLE,
    SDT,
    SDT_CONTENT,
    VANISH,
    M,
    R,
    T,
    W,
    chosen,
    first,
    is_on,
    is_placeholder,
    value,
)
from checker.reading.docx.styles import Styles
from checker.reading.docx.symbols import symbol

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPACES = " \t\r\n"
_MOST_PAGE_PIECES = 20


class Inside(NamedTuple):
    """`boxes`: the text boxes anchored in it. `contents`: it reaches into a table of contents, of which nothing is read.

    `page_number`: a page's number and signs around it are all that it says.
    """

    pieces: list[Piece]
    boxes: list[etree._Element]
    contents: bool
    page_number: bool


@dataclass(slots=True)
class Seen:
    """What the clerk is told of afterwards, and the notes in the order of their marks."""

    hidden: int = 0
    placeholders: int = 0
    objects: int = 0
    imported: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)  # (footnotes | endnotes, id)


class Inline:
    """Reads the insides of the paragraphs of one part, in the order of the text: a field may span several."""

    def __init__(self, root: etree._Element, styles: Styles, seen: Seen) -> None:
        self.fields: list[Field] = []
        self._lone = lone_marks(root)
        self._styles = styles
        self._seen = seen
        self._may_hide = styles.may_hide or next(root.iter(VANISH), None) is not None
        self._style_hides = False
        self._hidden = False
        self._mute = False
        self._pieces: list[Piece] = []
        self._boxes: list[etree._Element] = []
        self._contents = False
        self._page_signs = 0

    def read(self, paragraph: etree._Element, style_hides: bool) -> Inside:
        """The inside of a w:p. `style_hides`: its style hides its text."""
        self._pieces, self._boxes, self._page_signs = [], [], 0
        self._style_hides = self._hidden = style_hides
        self._contents = bool(self.fields) and self.fields[-1].contents
        self._settle()
        self._walk(paragraph)
        signs = sum(_signs(piece.text) for piece in self._pieces) if self._page_signs else 0
        return Inside(self._pieces, self._boxes, self._contents, 0 < signs == self._page_signs)

    def _walk(self, parent: Iterable[etree._Element]) -> None:
        for child in parent:
            tag = child.tag
            if tag == R and not self._may_hide:
                for inner in child:  # nearly all of a report is text in plain runs
                    if inner.tag == T:
                        self._text(inner)
                    else:
                        self._act(inner)
            else:
                self._act(child)

    def _act(self, child: etree._Element) -> None:
        tag = child.tag
        if tag not in _SKIPPED:
            act = _ACTS.get(tag)
            if act is None:
                self._walk(child)  # what is not known is a wrapper: hyperlinks, smart tags, insertions …
            else:
                act(self, child)

    def _run(self, run: etree._Element) -> None:
        self._hidden = self._is_hidden(first(run, RPR))
        self._walk(run)
        self._hidden = self._style_hides

    def _is_hidden(self, look: etree._Element | None) -> bool:
        """Directly set it counts; else a character style turns round what the paragraph's style says."""
        if look is None:
            return self._style_hides
        own = is_on(first(look, VANISH))
        if own is not None:
            return own
        style = value(look, RSTYLE)
        return self._style_hides ^ (style is not None and self._styles.hides(style))

    def _text(self, node: etree._Element) -> None:
        text = node.text
        if not text or self._mute:
            return
        offset = 0
        if (text[0] in _SPACES or text[-1] in _SPACES) and not _keeps_spaces(node):
            bare = text.lstrip(_SPACES)
            offset = len(text) - len(bare)
            text = bare.rstrip(_SPACES)
        if self._hidden:
            self._seen.hidden += len(text.strip())
        elif text:
            self._pieces.append(Piece(text, node, offset))

    def _say(self, text: str) -> None:
        """Text that no element holds."""
        if text and not self._mute and not self._hidden:
            self._pieces.append(BREAK if text == "\n" else Piece(text))

    def _tab(self, _: etree._Element) -> None:
        self._say("\t")

    def _hyphen(self, _: etree._Element) -> None:
        self._say("-")

    def _symbol(self, sign: etree._Element) -> None:
        self._say(symbol(sign.get(W + "font", ""), sign.get(W + "char", "")))

    def _break(self, _: etree._Element) -> None:
        self._say("\n")

    def _fraction(self, fraction: etree._Element) -> None:
        """m:f: 1/2 must not become 12."""
        for part, after in (("num", "/"), ("den", "")):
            inner = first(fraction, M + part)
            self._walk(() if inner is None else inner)
            self._say(after)

    def _control(self, control: etree._Element) -> None:
        if is_placeholder(control):
            self._seen.placeholders += not self._mute
            return
        content = first(control, SDT_CONTENT)
        if content is not None:
            self._walk(content)

    def _alternate(self, alternate: etree._Element) -> None:
        branch = chosen(alternate)
        if branch is not None:
            self._walk(branch)

    def _drawing(self, drawing: etree._Element) -> None:
        """Pictures hold no text of ours, text boxes do: those are read after the paragraph that they are anchored in."""
        if drawing.tag == W + "object":
            self._seen.objects += 1
        if not self._mute and not self._hidden:
            self._boxes += boxes_in(drawing)

    def _note(self, mark: etree._Element) -> None:
        if not self._mute and not self._hidden:
            kind = "footnotes" if mark.tag == W + "footnoteReference" else "endnotes"
            self._seen.notes.append((kind, mark.get(ID, "")))

    def _imported(self, _: etree._Element) -> None:
        self._seen.imported += 1

    def _field_char(self, mark: etree._Element) -> None:
        """Counts even in a hidden run: it steers what follows."""
        kind = mark.get(FIELD_CHAR_TYPE)
        if mark in self._lone:
            return
        if kind == "begin":
            self.fields.append(Field(self.fields[-1] if self.fields else None))
        elif self.fields and kind == "separate":
            self._begin_result(self.fields[-1])
        elif self.fields and kind == "end":
            self._end_field()
        self._settle()

    def _settle(self) -> None:
        self._mute = self.fields[-1].mute if self.fields else False

    def _begin_result(self, begun: Field) -> None:
        if not begun.result:
            begun.begin_result(len(self._pieces))
            self._contents |= begun.contents

    def _end_field(self) -> None:
        ended = self.fields.pop()
        self._settle()
        self._say(ended.sign())
        if ended.result and ended.kind == "PAGE":
            shown = self._pieces[ended.first : ended.first + _MOST_PAGE_PIECES]
            self._page_signs += sum(_signs(piece.text) for piece in shown)

    def _code(self, code: etree._Element) -> None:
        if self.fields:
            self.fields[-1].add(code.text)

    def _simple_field(self, simple: etree._Element) -> None:
        begun = Field(self.fields[-1] if self.fields else None)
        begun.add(simple.get(W + "instr"))
        self.fields.append(begun)
        self._begin_result(begun)
        self._settle()
        self._walk(simple)
        if self.fields and self.fields[-1] is begun:
            self._end_field()


def boxes_in(drawing: etree._Element) -> list[etree._Element]:
    """The contents of the text boxes in a drawing, each once, without those inside another box."""
    if next(drawing.iter(BOX), None) is None:
        return []
    found = []
    for child in drawing:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            found += [] if branch is None else boxes_in(branch)
        else:
            found += boxes_in(child)
    return found


def _keeps_spaces(node: etree._Element) -> bool:
    """xml:space, which is inherited."""
    said = node.get(_XML_SPACE)
    if said is None:
        above = (each.get(_XML_SPACE) for each in node.iterancestors())
        said = next((each for each in above if each is not None), None)
    return said == "preserve"


def _signs(text: str) -> int:
    return sum(each.isalnum() for each in text)


_SKIPPED = frozenset(
    {PPR, RPR, DEL, MOVE_FROM, W + "rt", W + "rubyPr", W + "sdtPr", W + "sdtEndPr", W + "customXmlPr", W + "smartTagPr"}
    | {W + "delText", W + "delInstrText", W + "softHyphen", W + "lastRenderedPageBreak", W + "bookmarkStart", W + "bookmarkEnd"}
)
_ACTS: dict[str, Callable[[Inline, etree._Element], None]] = {
    T: Inline._text,
    MATH_T: Inline._text,
    R: Inline._run,
    M + "f": Inline._fraction,
    W + "tab": Inline._tab,
    W + "ptab": Inline._tab,
    W + "br": Inline._break,
    W + "cr": Inline._break,
    W + "noBreakHyphen": Inline._hyphen,
    W + "sym": Inline._symbol,
    SDT: Inline._control,
    ALTERNATE: Inline._alternate,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._drawing,
    W + "object": Inline._drawing,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "subDoc": Inline._imported,
    FIELD_CHAR: Inline._field_char,
    W + "instrText": Inline._code,
    W + "fldSimple": Inline._simple_field,
}

"""The main text of a Word document as somewhere to put comments: from spans of the text to elements, cut where they begin and end.

A comment is two marks around runs and, behind them, a run that refers to it. Runs are cut at the characters; what cannot
be cut (a formula, a phonetic guide) and what Word may write anew (a field, a control that holds plain text) is taken whole.
Nothing is ever taken away.
"""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from checker.model import Document
from checker.output.docx.names import PRESERVE, STRICT, TRANSITIONAL, Dialect, dialect_of
from checker.reading.docx import Run

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_SPACES = " \t\r\n"  # what XML counts as such
_PLAIN_CONTROLS = ("text", "date", "dropDownList", "comboBox", "dataBinding", "citation", "equation", "picture")


class Edge(NamedTuple):
    """A place between characters: `offset` characters into a text node; instead of that, beside a `whole` element."""

    position: int  # in the document's text
    node: etree._Element
    offset: int
    whole: etree._Element | None


@dataclass(slots=True)
class _Uncut:
    """A text node that is being cut from its end: it keeps text[begin:end], and is told so once, by `write`."""

    node: etree._Element
    text: str
    begin: int
    end: int

    @classmethod
    def of(cls, node: etree._Element) -> _Uncut:
        """The spaces that do not count are left out from here on, so that none appear or vanish where it is cut."""
        text = node.text or ""
        said = next((each.get(PRESERVE) for each in (node, *node.iterancestors()) if each.get(PRESERVE) is not None), None)
        if said == "preserve":
            return cls(node, text, 0, len(text))
        return cls(node, text, len(text) - len(text.lstrip(_SPACES)), len(text.rstrip(_SPACES)))

    def rest(self, offset: int) -> etree._Element:
        """Take the text from `offset` on out: a node like it with that text."""
        rest = self.node.makeelement(self.node.tag, {PRESERVE: "preserve"})
        rest.text, self.end = self.text[offset : self.end], offset
        return rest

    def write(self) -> None:
        """Let the node have its text."""
        self.node.set(PRESERVE, "preserve")
        self.node.text = self.text[self.begin : self.end]


class Anchor(NamedTuple):
    """Where a comment lies. `exact`: on the very characters that it is about.

    `at_control`: in the first paragraph of a content control that holds paragraphs. LibreOffice 7 loses the first line of
    such a comment, and its range.
    """

    start: Edge
    end: Edge
    exact: bool
    at_control: bool


class Story:
    """The text of the main part. `runs`: where its characters come from, in order; those of other parts are left aside."""

    def __init__(self, root: etree._Element, part: str, document: Document, runs: Sequence[Run]) -> None:
        self.dialect = dialect_of(root)
        self._root = root
        self._document = document
        self._runs = [run for run in runs if run.part == part]
        self._starts = [run.start for run in self._runs]
        self._blocks = [block.start for block in document.blocks]
        self._nodes = list(root.iter(*_text_tags(self.dialect)))
        self._paragraph, self._run = self.dialect.name("p"), self.dialect.name("r")
        self._fields = _fields(root, self.dialect)

    def find(self, start: int, end: int) -> Anchor | None:
        """Where a comment about a span lies; the whole paragraph where Word itself generates the words (numbers).

        None when the words stand outside the main text: in notes, text boxes.
        """
        anchor = self._between(start, end)
        if anchor is None and self._blocks:
            block = self._document.blocks[max(bisect_right(self._blocks, start) - 1, 0)]
            anchor = self._between(block.start, block.start + len(block.text))
            return anchor and anchor._replace(exact=False)
        return anchor

    def first(self) -> Anchor | None:
        """The first paragraph that takes comments; None when there is none."""
        anchors = (self._between(block.start, block.start + len(block.text)) for block in self._document.blocks)
        return next((anchor._replace(exact=False) for anchor in anchors if anchor), None)

    def put(self, anchors: Sequence[tuple[int, Anchor]]) -> None:
        """Put the marks of comments, given by their ids, into the document. Once only: the edges lead to uncut runs."""
        edges = [(anchor.end, False, number) for number, anchor in anchors] + [(anchor.start, True, number) for number, anchor in anchors]
        texts: dict[etree._Element, _Uncut] = {}
        for edge, _, _ in edges:
            if edge.whole is None and edge.node not in texts:
                texts[edge.node] = _Uncut.of(edge.node)
        # From the last to the first, so that the edges still to come stay where they are; where one comment ends and
        # another begins, the beginning first, for the end is then put before it.
        for edge, begins, number in sorted(edges, key=lambda one: (one[0].position, one[1]), reverse=True):
            if begins:
                self._begin(edge, texts, number)
            else:
                self._end(edge, texts, number)
        for uncut in texts.values():
            uncut.write()

    def _begin(self, edge: Edge, texts: dict[etree._Element, _Uncut], number: int) -> None:
        mark = self.dialect.new("commentRangeStart", id=str(number))
        if edge.whole is not None:
            edge.whole.addprevious(mark)
        else:
            self._cut_before(texts[edge.node], edge.offset).addprevious(mark)

    def _end(self, edge: Edge, texts: dict[etree._Element, _Uncut], number: int) -> None:
        """The second mark and, behind it, the run that shows the comment: behind the link or change, too, that can vanish."""
        mark = self.dialect.new("commentRangeEnd", id=str(number))
        last = edge.whole if edge.whole is not None else self._cut_behind(texts[edge.node], edge.offset)
        last.addnext(mark)
        reference = self.dialect.new("r")
        reference.append(self.dialect.new("commentReference", id=str(number)))
        top = last
        while (above := top.getparent()) is not None and above.tag != self._paragraph:
            top = above
        (mark if top is last else top).addnext(reference)

    def _between(self, start: int, end: int) -> Anchor | None:
        first, stop = max(bisect_right(self._starts, start) - 1, 0), bisect_left(self._starts, end)
        found = [run for run in self._runs[first:stop] if run.end > start]
        found = [run for run in found if self._is_main(self._nodes[run.node])]
        if not found:
            return None
        if found[-1].node < found[0].node:  # a table inside a cell is read behind its row
            del found[1:]
        begin, finish = max(start, found[0].start), min(end, found[-1].end)
        opening, closing = self._edge(found[0], begin, True), self._edge(found[-1], finish, False)
        at_control = self._is_at_control(opening.node) or self._is_at_control(closing.node)
        return Anchor(opening, closing, opening.whole is None and closing.whole is None and not at_control, at_control)

    def _edge(self, run: Run, position: int, begins: bool) -> Edge:
        node = self._nodes[run.node]
        top, holder = node, node
        for above in node.iterancestors():
            if above.tag == self._paragraph:
                break
            top = above
            if above.tag in (self._run, self.dialect.name("fldSimple")) or self._is_formula(above) or self._is_plain(above):
                holder = above
        if top in self._fields:
            holder = self._fields[top][0 if begins else 1]
        cuttable = holder is node.getparent() and holder.tag == self._run
        return Edge(position, node, run.offset + position - run.start, None if cuttable else holder)

    def _is_formula(self, element: etree._Element) -> bool:
        return etree.QName(element).namespace == self.dialect.m

    def _is_plain(self, element: etree._Element) -> bool:
        """Whether it is a control inside a paragraph that holds nothing but plain text: Word would drop marks in it."""
        if element.tag != self.dialect.name("sdt"):
            return False
        kind = element.find(self.dialect.name("sdtPr"))
        return kind is not None and any(kind.find(self.dialect.name(name)) is not None for name in _PLAIN_CONTROLS)

    def _is_main(self, node: etree._Element) -> bool:
        """Whether a text node stands in a paragraph of the main text, in which alone Word has comments."""
        paragraph = next(node.iterancestors(self._paragraph), None)
        outside = (self.dialect.name("txbxContent"), _ALTERNATE)
        return paragraph is not None and next(paragraph.iterancestors(*outside), None) is None

    def _is_at_control(self, node: etree._Element) -> bool:
        paragraph = next(node.iterancestors(self._paragraph))
        above = paragraph.getparent()
        first = next(paragraph.itersiblings(self._paragraph, preceding=True), None) is None
        return first and above is not None and above.tag == self.dialect.name("sdtContent")

    def _cut_before(self, uncut: _Uncut, offset: int) -> etree._Element:
        """Cut the run that a text node stands in before a character; the run that begins with it."""
        node, run = uncut.node, _parent(uncut.node)
        if offset > uncut.begin:
            behind = [uncut.rest(offset), *node.itersiblings()]
            return self._move(run, behind)
        look = self.dialect.name("rPr")
        if all(child.tag == look for child in node.itersiblings(preceding=True)):
            return run
        return self._move(run, [node, *node.itersiblings()])

    def _cut_behind(self, uncut: _Uncut, offset: int) -> etree._Element:
        """Cut the run that a text node stands in behind a character; the run that ends there."""
        run = _parent(uncut.node)
        rest = [uncut.rest(offset)] if offset < uncut.end else []
        behind = rest + list(uncut.node.itersiblings())
        if behind:
            self._move(run, behind)
        return run

    def _move(self, run: etree._Element, content: Sequence[etree._Element]) -> etree._Element:
        """Move the content into a run of its own that follows, and looks the same."""
        sister = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
        look = run.find(self.dialect.name("rPr"))
        if look is not None:
            sister.append(copy.deepcopy(look))
        sister.extend(content)
        run.addnext(sister)
        return sister


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def _text_tags(dialect: Dialect) -> list[str]:
    """The nodes that `Run.node` counts: a strict file's reader takes both dialects for one."""
    dialects = (TRANSITIONAL, STRICT) if dialect is STRICT else (TRANSITIONAL,)
    return [f"{{{namespace}}}t" for each in dialects for namespace in (each.w, each.m)]


def _fields(root: etree._Element, dialect: Dialect) -> dict[etree._Element, tuple[etree._Element, etree._Element]]:
    """Of the children of paragraphs that stand in a field: the first and the last child of the outermost such field.

    Fields that reach over several paragraphs are text like any other.
    """
    found: dict[etree._Element, tuple[etree._Element, etree._Element]] = {}
    kind, mark = dialect.name("fldCharType"), dialect.name("fldChar")
    if next(root.iter(mark), None) is None:
        return found
    for paragraph in root.iter(dialect.name("p")):
        inside: list[etree._Element] = []
        depth = 0
        for child in paragraph:
            signs = [each.get(kind, "") for each in child.iter(mark)]
            depth = max(depth + signs.count("begin") - signs.count("end"), 0)
            if depth or inside:
                inside.append(child)
            if not depth and inside:
                found.update(dict.fromkeys(inside, (inside[0], child)))
                inside = []
    return found

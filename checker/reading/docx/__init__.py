"""Word documents (.docx and its kin): bytes of the package → Document, with automatic numbers written out.

`parts` finds the parts, `body` walks the flow of paragraphs and `tables`, `inline` what stands inside a paragraph;
`styles`, `numbering` (with `counting`) and `fields` say what Word makes of it; `remarks` tells what else is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from checker.model import Block, Document
from checker.reading.archive import Archive
from checker.reading.assemble import assemble
from checker.reading.docx.body import Body
from checker.reading.docx.drafts import Draft, Piece, without_indent
from checker.reading.docx.inline import Seen
from checker.reading.docx.names import ID, MATH_T, T, W
from checker.reading.docx.numbering import Numbering
from checker.reading.docx.parts import Parts, body_of, find_parts, read_part
from checker.reading.docx.remarks import remarks
from checker.reading.docx.styles import Styles
from checker.reading.refused import RefusedError

__all__ = ["Run", "read_docx", "read_runs"]

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]*")
_ONLY_PICTURES = "文档里只有图片，没有文字，请改用文字版，或在 Word 中另存为 PDF 后按扫描件检查。"
_NOTE_KINDS = ("footnotes", "endnotes")


class Run(NamedTuple):
    """Characters start..end (half-open) of Document.text and where they come from.

    `part`: the name of a member of the package. `node`: which of the part's text nodes, counted from 0 in document order:
    these are its w:t and m:t elements, all of them, whether they are read or not. `offset`: characters of the node's
    text before the first of these. What no run covers is generated (numbers, “ | ”, line ends) or stands for an element
    without text (a tab, a hyphen that does not break).
    """

    start: int
    end: int
    part: str
    node: int
    offset: int


class _Read(NamedTuple):
    """`lines`: of each block the pieces that it is made of. `roots`: the parts that they come from."""

    document: Document
    lines: list[list[Piece]]
    roots: dict[str, etree._Element]


def read_docx(archive: Archive) -> Document:
    """The document in a package. Raises RefusedError."""
    return _read(archive).document


def read_runs(archive: Archive) -> tuple[Document, tuple[Run, ...]]:
    """The same document, and where its characters come from, in the order of its text. Raises RefusedError."""
    document, lines, roots = _read(archive)
    places = {
        node: (part, number) for part, root in roots.items() for number, node in enumerate(root.iter(T, MATH_T))
    }
    runs = []
    for block, pieces in zip(document.blocks, lines, strict=True):
        position = block.start
        for text, node, offset in pieces:
            if node is not None:
                runs.append(Run(position, position + len(text), *places[node], offset))
            position += len(text)
    return document, tuple(runs)


def _read(archive: Archive) -> _Read:
    parts = find_parts(archive)
    roots = {parts.document: read_part(archive, parts.document)}
    styles = Styles(_other(archive, parts, "styles"))
    numbering = Numbering(_other(archive, parts, "numbering"), styles)
    seen = Seen()
    root = roots[parts.document]
    drafts = Body(root, "", styles, numbering, seen).drafts(body_of(root))
    marked = tuple(dict.fromkeys(seen.notes))
    for kind in _NOTE_KINDS:
        wanted = [name for each, name in marked if each == kind]
        notes = _other(archive, parts, kind) if wanted else None
        if notes is not None:
            roots[parts.others[kind]] = notes
            drafts += _notes(notes, wanted, Body(notes, kind[:-1] + " ", styles, numbering, seen))
    lines = [(draft, line) for draft in drafts for line in draft.lines() if not _BLANK.fullmatch(_text(line))]
    if not lines and next(root.iter(W + "drawing", W + "pict"), None) is not None:
        raise RefusedError(_ONLY_PICTURES)
    macros = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
    blocks = (Block(_text(line), draft.kind, draft.depth, source=draft.source) for draft, line in lines)
    return _Read(assemble(blocks, remarks(roots.values(), seen, macros=macros)), [line for _, line in lines], roots)


def _other(archive: Archive, parts: Parts, kind: str) -> etree._Element | None:
    return read_part(archive, parts.others[kind]) if kind in parts.others else None


def _notes(root: etree._Element, wanted: list[str], body: Body) -> Iterator[Draft]:
    """The notes in the order of their marks, without the space behind the number, which is not written out."""
    notes = {note.get(ID): note for note in root}
    for name in wanted:
        for draft in body.drafts(notes[name]) if name in notes else ():
            yield draft._replace(pieces=without_indent(draft.pieces), kind="footnote", depth=None)


def _text(pieces: list[Piece]) -> str:
    return "".join([piece[0] for piece in pieces])

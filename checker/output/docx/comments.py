"""The part of a package that holds the comments, and how the package is told of it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from lxml import etree

from checker.output.docx.names import COMMENTS_TYPE, PRESERVE, RELATIONSHIPS, TYPES, Dialect, to_bytes
from checker.reading.archive import Archive, parse_xml
from checker.reading.docx.parts import Parts

AUTHOR, INITIALS = "法治报告检查", "法治"
_CONTENT_TYPES = "[Content_Types].xml"


def first_free_id(existing: etree._Element | None, document: etree._Element, dialect: Dialect) -> int:
    """The number from which on no comment of the file has an id."""
    roots = [document] if existing is None else [document, existing]
    tags = [dialect.name(tag) for tag in ("comment", "commentReference", "commentRangeStart", "commentRangeEnd")]
    ids = [mark.get(dialect.name("id"), "") for root in roots for mark in root.iter(*tags)]
    return max((int(each) for each in ids if each.isascii() and each.isdigit() and len(each) < 10), default=-1) + 1


def existing_comments(archive: Archive, parts: Parts) -> etree._Element | None:
    """The root of the part with the comments that the file has already. Raises RefusedError."""
    name = parts.others.get("comments")
    return None if name is None else archive.xml(name)


def add_comments(existing: etree._Element | None, texts: Sequence[tuple[int, Sequence[str]]], dialect: Dialect) -> bytes:
    """The part with comments added behind the existing ones. `texts`: id and lines of each."""
    root = dialect.new("comments") if existing is None else existing
    for number, lines in texts:
        comment = dialect.new("comment", id=str(number), author=AUTHOR, initials=INITIALS)
        comment.extend(_paragraph(line, dialect, first=not place) for place, line in enumerate(lines))
        root.append(comment)
    return to_bytes(root)


def announce(archive: Archive, parts: Parts, dialect: Dialect) -> tuple[str, dict[str, bytes]]:
    """The name for a new part with comments, and the changed members that lead to it. Raises RefusedError."""
    folder, file = posixpath.split(parts.document)
    taken = {name.lower() for name in archive.names}
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(len(taken) + 1))
    name = next(each for each in names if each.lower() not in taken)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    relations = next((each for each in archive.names if each.lower() == relations.lower()), relations)
    return name, {_CONTENT_TYPES: _with_type(archive.xml(_CONTENT_TYPES), name), relations: _with_relation(archive, relations, name, dialect)}


def _paragraph(line: str, dialect: Dialect, *, first: bool) -> etree._Element:
    """A line of a comment, small and close: without a look of its own it would have the body's, 16 points with an indent."""
    paragraph, look, run, letters, text = (dialect.new(tag) for tag in ("p", "pPr", "r", "rPr", "t"))
    look.append(dialect.new("spacing", before="0", after="0", line="240", lineRule="auto"))
    look.append(dialect.new("ind", left="0", firstLineChars="0", firstLine="0"))
    look.append(dialect.new("jc", val="left"))
    paragraph.append(look)
    if first:
        mark = dialect.new("r")
        mark.append(dialect.new("annotationRef"))
        paragraph.append(mark)
    letters.append(dialect.new("sz", val="20"))
    text.text = line
    text.set(PRESERVE, "preserve")
    run.extend([letters, text])
    paragraph.append(run)
    return paragraph


def _with_type(types: etree._Element, name: str) -> bytes:
    etree.SubElement(types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=COMMENTS_TYPE)
    return to_bytes(types)


def _with_relation(archive: Archive, relations: str, name: str, dialect: Dialect) -> bytes:
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    root = archive.xml(relations) if relations in archive else parse_xml(empty, relations)
    taken = {relation.get("Id") for relation in root}
    free = next(each for each in (f"rIdFazhi{number}" for number in range(len(taken) + 1)) if each not in taken)
    tag = f"{{{RELATIONSHIPS}}}Relationship"
    etree.SubElement(root, tag, Id=free, Type=f"{dialect.r}/comments", Target=f"/{name}")
    return to_bytes(root)

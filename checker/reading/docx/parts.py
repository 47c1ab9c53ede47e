"""The package: which part is the document, and where its styles, numbering and notes are. No link out of the file is followed."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from checker.reading.archive import Archive, parse_xml
from checker.reading.docx.names import W
from checker.reading.limits import MAX_XML_BYTES
from checker.reading.refused import RefusedError

_NO_DOCUMENT = "文件里找不到 Word 文档的正文，已损坏或不是 Word 文档，请用原来的软件打开后另存为 .docx，再检查。"
_USUAL_NAMES = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml", "endnotes": "endnotes.xml"}

# The namespaces of ISO 29500 Strict, as they stand in declarations, and the older ones that everything else writes.
_STRICT = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/math)""")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Parts(NamedTuple):
    """Names of members of the package. `others`: by the last word of the relation's type (styles, numbering, footnotes …)."""

    document: str
    others: dict[str, str]


def find_parts(archive: Archive) -> Parts:
    """Follow the relations from the package to the document and on. Raises RefusedError when there is no document."""
    names = {name.lower(): name for name in archive.names}
    found = _targets(archive, "_rels/.rels", "", names).get("officeDocument") or _member(names, "word/document.xml")
    if found is None:
        raise RefusedError(_NO_DOCUMENT)
    folder, name = posixpath.split(found)
    relations = _member(names, posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is not None:
        return Parts(found, _targets(archive, relations, folder, names))
    usual = {kind: _member(names, posixpath.join(folder, file)) for kind, file in _USUAL_NAMES.items()}
    return Parts(found, {kind: member for kind, member in usual.items() if member is not None})


def read_part(archive: Archive, name: str) -> etree._Element:
    """The root of an XML part, in the transitional namespaces. Raises RefusedError."""
    data = archive.read(name, MAX_XML_BYTES)
    root = parse_xml(data, name)
    if str(root.tag).startswith("{http://purl.oclc.org/ooxml/"):
        root = parse_xml(_STRICT.sub(lambda match: match[1] + _TRANSITIONAL[match[2]], data), name)
    return root


def body_of(root: etree._Element) -> etree._Element:
    """The w:body of the document part. Raises RefusedError."""
    body = root.find(W + "body")
    if body is None:
        raise RefusedError(_NO_DOCUMENT)
    return body


def _targets(archive: Archive, relations: str, folder: str, names: dict[str, str]) -> dict[str, str]:
    """Members that a .rels part leads to, the first of each type."""
    found: dict[str, str] = {}
    if relations not in archive:
        return found
    for relation in archive.xml(relations):
        kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target")
        if target is None or relation.get("TargetMode") == "External" or kind in found:
            continue
        member = _member(names, posixpath.join("/" + folder, target.replace("\\", "/")))
        if member is not None:
            found[kind] = member
    return found


def _member(names: dict[str, str], path: str) -> str | None:
    """The member at `path`, absolute or not. `names`: all members by their names in small letters, which tell no two apart."""
    for name in (path, unquote(path)):
        found = names.get(posixpath.normpath(name).lstrip("/").lower())
        if found is not None:
            return found
    return None

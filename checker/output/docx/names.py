"""What the parts that a commented copy touches are called, in both dialects of Office Open XML."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class Dialect(NamedTuple):
    """The namespaces of a file: of its text, of formulas, and of the types of relations."""

    w: str
    m: str
    r: str

    def name(self, tag: str) -> str:
        """A WordprocessingML name as lxml spells it."""
        return f"{{{self.w}}}{tag}"

    def new(self, tag: str, **attributes: str) -> etree._Element:
        """A WordprocessingML element without content."""
        return etree.Element(self.name(tag), {self.name(key): value for key, value in attributes.items()}, nsmap={"w": self.w})


TRANSITIONAL = Dialect(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = Dialect(
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


def dialect_of(root: etree._Element) -> Dialect:
    """The dialect that a part is written in."""
    return STRICT if etree.QName(root).namespace == STRICT.w else TRANSITIONAL


def to_bytes(root: etree._Element) -> bytes:
    """The part as a file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

"""What WordprocessingML calls its elements and attributes, and how its plain values are written.

Strict files use other namespaces; `parts` turns those into the ones below before anything here is compared.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = W + "val"
ID = W + "id"
P, PPR, PSTYLE = W + "p", W + "pPr", W + "pStyle"
R, RPR, RSTYLE = W + "r", W + "rPr", W + "rStyle"
T, MATH_T = W + "t", M + "t"
INS, DEL, MOVE_FROM, MOVE_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
SDT, SDT_PR, SDT_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
TBL, TR, TR_PR, TC, TC_PR = W + "tbl", W + "tr", W + "trPr", W + "tc", W + "tcPr"
NUM_PR, NUM_ID, ILVL = W + "numPr", W + "numId", W + "ilvl"
OUTLINE_LEVEL = W + "outlineLvl"
VANISH, SPEC_VANISH = W + "vanish", W + "specVanish"
BOX = W + "txbxContent"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

_LARGEST = 1_000_000  # no count in a real file comes near; a larger one is somebody's joke


def is_on(switch: etree._Element | None) -> bool | None:
    """What an on/off element says; None where it is absent."""
    return None if switch is None else switch.get(VAL) not in ("0", "false", "off")


def whole(text: str | None) -> int | None:
    """The whole number that an attribute holds, or None for anything else."""
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if -_LARGEST <= number <= _LARGEST else None


def first(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name, or None. Much quicker than `find`, which takes paths."""
    return None if parent is None else next(parent.iterchildren(name), None)


def value(parent: etree._Element | None, name: str) -> str | None:
    """The w:val of a child, or None."""
    found = first(parent, name)
    return None if found is None else found.get(VAL)


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control (w:sdt) shows only the hint of what to fill in."""
    return bool(is_on(control.find(f"{SDT_PR}/{W}showingPlcHdr")))


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of mc:AlternateContent to read: the first that is understood and says something, else the fallback."""
    for branch in alternate.iterchildren(CHOICE):
        if _understood(branch) and next(branch.iter(T, MATH_T, BOX), None) is not None:
            return branch
    return alternate.find(FALLBACK)


def _understood(branch: etree._Element) -> bool:
    known = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
    return all((branch.nsmap.get(prefix) or "").startswith(known) for prefix in branch.get("Requires", "").split())

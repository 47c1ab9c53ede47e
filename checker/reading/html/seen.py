"""What a browser would not show, and how it would show the rest, as far as the page itself says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

_UNSEEN_TAGS = (
    "head script style noscript template title meta link select option optgroup button textarea input datalist svg canvas"
    " audio video map area rt rp iframe frame object embed applet nav xml"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_ICONS = frozenset(("i", "span", "em", "b", "a", "svg"))  # with aria-hidden: decoration
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_BRACES = re.compile(r"[{}]")
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.I)
_DISPLAY = re.compile(r"(?:^|[;\s])display\s*:\s*([\w-]+)", re.I)
_HIDDEN = re.compile(r"(?:^|[;\s])(?:visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.I)
_LIST_STYLE = re.compile(r"(?:^|[;\s])list-style(?:-type)?\s*:\s*([^;]{1,80})", re.I)

Sheet = Mapping[str, str]  # selector → its declarations


def sheet_of(root: etree._Element) -> Sheet:
    """The rules of the page's <style> elements whose selector is a tag, #id, .class, tag#id or tag.class."""
    sheet: dict[str, str] = {}
    for style in root.iter("style"):
        if "print" not in (style.get("media") or "").lower():
            _collect(_COMMENT.sub(" ", style.text or ""), sheet)
    return sheet


def _collect(css: str, sheet: dict[str, str]) -> None:
    """Rules outside of any @-rule, which may be for print or for narrow screens only."""
    selectors, depth, last = "", 0, 0
    for brace in _BRACES.finditer(css):
        between, last = css[last : brace.start()], brace.end()
        if brace.group() == "{":
            depth += 1
            selectors = between if depth == 1 else ""
            continue
        if depth == 1 and "@" not in selectors:
            for selector in selectors.split(","):
                if (name := selector.strip()) and _SELECTOR.fullmatch(name):
                    sheet[name.lower()] = f"{sheet.get(name.lower(), '')};{between}"[-2000:]
        depth = max(depth - 1, 0)


def style_of(element: etree._Element, sheet: Sheet) -> str:
    """All declarations that apply, the strongest last."""
    own = element.get("style") or ""
    if not sheet:
        return own
    tag = element.tag
    names = [f".{name}" for name in (element.get("class") or "").lower().split()[:20]]
    names += [f"#{element.get('id', '').lower()}"]
    return ";".join([sheet.get(tag, ""), *(sheet.get(part + name, "") for name in names for part in ("", tag)), own])


def is_unseen(element: etree._Element, style: str, waits: bool) -> bool:
    """Whether the element and all in it is not shown. `waits`: only the page's script makes it visible."""
    tag = element.tag
    if tag in _UNSEEN or element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    if element.get("aria-hidden") == "true" and tag in _ICONS:
        return True
    if tag in ("body", "html"):
        return False
    return display_of(style) == "none" or (not waits and bool(_HIDDEN.search(style)))


def display_of(style: str) -> str:
    """The last word on `display`, "" when there is none."""
    found = _DISPLAY.findall(style) if "display" in style.lower() else []
    return str(found[-1]).lower() if found else ""


def list_style_of(style: str) -> str:
    """The last word on the numbers of a list, "" when there is none."""
    found = _LIST_STYLE.findall(style) if "list-style" in style.lower() else []
    return str(found[-1]).lower().strip() if found else ""

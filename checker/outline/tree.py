"""Headings to a tree: how deep each stands, and what it stands under."""

from __future__ import annotations

from checker.outline.headings import OUTER, RANK, Heading, Placed
from checker.outline.roles import tells_closing_part
from checker.outline.rules import OutlineRules


def place(headings: list[Heading], year: int | None, rules: OutlineRules) -> list[Placed]:
    """Nest the headings by the order in which the manners of numbering first appear in this document.

    So `1、` may be outermost. A kind that has been seen leaves whatever it was not seen under before.
    """
    outer = _outermost_loose(headings)
    open_kinds: list[str] = []
    open_places: list[int] = []
    under: dict[str, set[str]] = {}
    placed: list[Placed] = []
    for heading in headings:
        kind = heading.kind
        rank = _rank(kind, outer)
        if heading.kind in ("bare", "bracket") and not outer and tells_closing_part(heading.words, year, rules):
            rank = RANK["han"]
            keep = 0
        else:
            keep = _levels_kept(kind, rank, open_kinds, under, outer)
        del open_kinds[keep:], open_places[keep:]
        under.setdefault(kind, set()).update(open_kinds)
        placed.append(Placed(heading, keep + 1, open_places[-1] if open_places else None))
        open_kinds.append(kind)
        open_places.append(len(placed) - 1)
    return placed


def _levels_kept(kind: str, rank: int, open_kinds: list[str], under: dict[str, set[str]], outer: frozenset[str]) -> int:
    """How many of the open headings stay open above one of `kind`."""
    if kind in open_kinds:
        return open_kinds.index(kind)
    if kind not in under and kind not in OUTER and rank >= 0:
        return len(open_kinds)
    keep = len(open_kinds)
    known = under.get(kind, set())
    while keep and open_kinds[keep - 1] not in known and _rank(open_kinds[keep - 1], outer) >= rank:
        keep -= 1
    return keep


def _rank(kind: str, outer: frozenset[str]) -> int:
    """Smaller is further out. Markdown signs and Word styles come with their depth."""
    if _is_loose(kind):
        return -1 if kind in outer else RANK["bare"]
    if kind in RANK:
        return RANK[kind]
    return int(kind[-1]) - 20 if kind.startswith("markdown") else int(kind[-1]) - 10


def _is_loose(kind: str) -> bool:
    """Headings that carry no number."""
    return kind in ("bare", "bracket") or kind.startswith("bullet")


def _outermost_loose(headings: list[Heading]) -> frozenset[str]:
    """The kinds without numbers that are the parts; of several bullets only the first."""
    if not _bare_is_outermost(headings):
        return frozenset()
    first = next(h.kind for h in headings if _is_loose(h.kind))
    return frozenset({"bare", "bracket", first})


def _bare_is_outermost(headings: list[Heading]) -> bool:
    """Whether lines without numbers are the parts: nothing is numbered, or the numbers begin anew below them."""
    loose = [i for i, h in enumerate(headings) if _is_loose(h.kind)]
    if not loose:
        return False
    numbered = next((h.kind for h in headings if not _is_loose(h.kind)), None)
    if numbered is None:
        return True
    firsts = [i for i, h in enumerate(headings) if h.kind == numbered and h.first]
    fresh = [i for i in firsts if i and _is_loose(headings[i - 1].kind)]
    return len(firsts) >= 2 and len(fresh) >= 2

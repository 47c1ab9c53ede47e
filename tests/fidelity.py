"""How far a file gives back the text that it was typeset from, and whether the same verdicts come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from checker import check
from checker.model import CheckResult, Document, Profile, Status
from tests.typeset import paragraphs_of


class Fidelity(NamedTuple):
    """`similarity`: 1 − edits per character of the source. `whole`: share of its paragraphs that are exactly one block.

    `changed`: the items with another verdict, as (from the source, from the file).
    """

    similarity: float
    whole: float
    changed: dict[str, tuple[Status, Status]]
    same_profile: bool
    same_sections: bool

    @property
    def perfect(self) -> bool:
        return not self.changed and self.same_profile and self.same_sections


def squeeze(text: str) -> str:
    """`text` without white space, which no format keeps."""
    return "".join(text.split())


def compare(source: Document, read: Document) -> Fidelity:
    """What became of `source` in the file that was read as `read`."""
    expected, found = check(source), check(read)
    return Fidelity(
        similarity(squeeze(source.text), squeeze(read.text)),
        whole_paragraphs(paragraphs_of(source.text), [block.text for block in read.blocks], expected.profile.title or ""),
        {a.id: (a.status, b.status) for a, b in zip(expected.items, found.items, strict=True) if a.status != b.status},
        _profile(expected.profile) == _profile(found.profile),
        sections(expected) == sections(found),
    )


def sections(result: CheckResult) -> list[tuple[str, str]]:
    """(heading, role) of the parts."""
    return [(squeeze(section.heading), section.role.value) for section in result.sections]


def _profile(profile: Profile) -> tuple[object, ...]:
    return squeeze(profile.title or ""), profile.unit, profile.level, profile.tier, profile.year, profile.kind


def whole_paragraphs(paragraphs: Sequence[str], blocks: Sequence[str], title: str = "") -> float:
    """The share of `paragraphs` that stand as exactly one block; a title is one however many lines it is broken over.

    Two characters in a hundred may differ, of which `similarity` takes account.
    """
    wanted = Counter(_squeezed(paragraphs, squeeze(title)))
    found = Counter(_squeezed(blocks, squeeze(title)))
    whole = (wanted & found).total()
    rest = list((found - wanted).elements())
    for paragraph in (wanted - found).elements():
        bound = len(paragraph) // 50
        near = next((b for b in rest if abs(len(b) - len(paragraph)) <= bound and edits(paragraph, b) <= bound), None)
        if near is not None:
            rest.remove(near)
            whole += 1
    return whole / wanted.total()


def _squeezed(paragraphs: Sequence[str], title: str) -> list[str]:
    """`paragraphs` without white space, those that make up the title as one."""
    texts = [squeeze(text) for text in paragraphs]
    for start in range(len(texts) - 1):
        for end in (start + 2, start + 3):
            if title and "".join(texts[start:end]) == title:
                return [*texts[:start], title, *texts[end:]]
    return texts


def similarity(source: str, found: str) -> float:
    """1 − edits per character of `source`."""
    return 1 - edits(source, found) / max(len(source), 1)


def edits(source: str, found: str) -> int:
    """The least number of characters inserted, deleted or replaced (Levenshtein), by Myers' bit vectors.

    A bit for each character of `source`; Python's long integers make one word of them.
    """
    if not source:
        return len(found)
    places: dict[str, int] = {}
    for index, character in enumerate(source):
        places[character] = places.get(character, 0) | 1 << index
    every, last = (1 << len(source)) - 1, 1 << (len(source) - 1)
    up, down, distance = every, 0, len(source)
    for character in found:
        same = places.get(character, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        right, left = down | ~(diagonal | up) & every, up & diagonal
        distance += bool(right & last) - bool(left & last)
        right = right << 1 | 1
        up, down = (left << 1 | ~(diagonal | right)) & every, right & diagonal & every
    return distance

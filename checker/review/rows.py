"""A result as rows of the store's tables (see `schema`): plain tuples, in the order of the tables' columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.model import CheckResult, Result, Section, Status
from checker.output.summary import applicable, counts
from checker.text import normalise, original_span
from checker.text.sentences import split_sentences

Row = tuple[object, ...]
Rows = dict[str, list[Row]]  # by table

_SHORTEST = 10  # characters of a sentence that is looked for elsewhere
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


class Key(NamedTuple):
    """What a result depends on, and all that it depends on."""

    digest: str
    rules: str
    program: str
    overrides: str
    listed: str

    @property
    def number(self) -> int:
        """The result's key in the store: 64 bits."""
        return _hash64("\0".join(self))


def result_rows(result: CheckResult, key: Key, parent: str | None, seconds: float) -> Rows:
    """All rows of one result; its text must be there."""
    number, text = key.number, result.text or ""
    paths = section_paths(result.sections)
    where = {path: position for position, path in enumerate(paths)}
    return {
        "results": [_result_row(number, key, result, parent, seconds)],
        "texts": [(number, text)],
        "sections": [(number, i, s.heading, s.depth, s.role, s.start, s.end, s.parent) for i, s in enumerate(result.sections)],
        "items": [_item_row(number, place, item) for place, item in enumerate(result.items)],
        "evidence": [row for item in result.items for row in _evidence_rows(number, item, where)],
        "findings": [
            (number, place, f.check, f.severity, f.message, f.start, f.end, f.line, f.stated, f.expected, f.fix, f.source)
            for place, f in enumerate(result.findings)
        ],
        "facts": [
            (number, place, f.name, f.value, f.unit, f.approximate, f.period, f.start, f.end) for place, f in enumerate(result.facts)
        ],
        "sentences": [(number, *sentence) for sentence in sentence_rows(text, (result.profile.unit, parent))],
    }


def _result_row(number: int, key: Key, result: CheckResult, parent: str | None, seconds: float) -> Row:
    profile, statuses = result.profile, counts(result.items)
    told = (profile.unit, profile.level, profile.tier, parent, profile.year, profile.kind, profile.title)
    numbers = (result.characters, applicable(result.items), *(statuses[status] for status in Status))
    return (number, *key, *told, *numbers, result.notes, round(seconds, 6))


def _item_row(number: int, place: int, item: Result) -> Row:
    near = item.nearest
    nearest = (near.start, near.end, near.line) if near else (None, None, None)
    return (number, place, item.id, item.status, item.force, item.unmet, item.hints, item.review, item.suggest, *nearest)


def _evidence_rows(number: int, item: Result, where: Mapping[tuple[str, ...], int]) -> Iterator[Row]:
    for place, e in enumerate(item.evidence):
        yield (number, item.id, place, e.need, e.role, where.get(e.section), e.start, e.end, e.line)


def section_paths(sections: tuple[Section, ...]) -> list[tuple[str, ...]]:
    """For each section its heading lines, outermost first, as `Evidence.section` gives them."""
    paths: list[tuple[str, ...]] = []
    for section in sections:
        above = paths[section.parent] if section.parent is not None else ()
        paths.append((*above, section.heading) if section.heading else above)
    return paths


def sentence_rows(text: str, names: Iterable[str | None] = ()) -> Iterator[tuple[int, int, int]]:
    """(start, stop, hash) of the sentences of a report; equal but for figures, white space and quotation marks = equal hash.

    `names`: of the unit and the one above it; who copies a sentence puts its own in their place.
    """
    normal = normalise(text)
    own = [name for name in names if name]
    for start, end in split_sentences(normal.text, 0, len(normal.text)):
        if end - start >= _SHORTEST:
            masked = _FIGURE.sub("0", normal.text[start:end])
            for name in own:
                masked = masked.replace(name, "")
            yield (*original_span(normal.offsets, start, end), _hash64(masked))


def _hash64(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())

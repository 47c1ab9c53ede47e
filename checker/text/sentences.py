"""Cutting normalised text into sentences."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。!?;\n]*(?:[。!?;]+|\n|$)")


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences within text[start:end]; each ends behind 。！？； or at the paragraph's end."""
    spans = []
    position = start
    while position < end:
        stop = min(_SENTENCE.match(text, position, end).end(), end)  # type: ignore[union-attr]
        tail = stop - 1 if text[stop - 1] == "\n" else stop
        if tail > position:
            spans.append((position, tail))
        position = stop
    return spans

"""Body text that stands twice in a file, as when a web page is saved with its print view."""

from __future__ import annotations

from checker.outline.paragraphs import Paragraph

_SHARE = 0.6  # of the paragraphs that must come again
_CHARACTERS = 300  # that must come again
_SHORT = 12  # shorter paragraphs come again by chance


def second_copies(paragraphs: list[Paragraph]) -> set[int]:
    """Indices of the paragraphs of a second (or third) copy of the body; empty when the body stands once."""
    seen: dict[str, int] = {}
    again: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        if seen.setdefault(paragraph.text, index) != index:
            again.add(index)
    long_again = {paragraphs[i].text for i in again if len(paragraphs[i].text) >= _SHORT}
    long_all = [text for text in seen if len(text) >= _SHORT]
    if sum(map(len, long_again)) <= _CHARACTERS or len(long_again) < _SHARE * len(long_all):
        return set()
    begin = min(i for i in again if len(paragraphs[i].text) >= _SHORT)
    while begin - 1 in again:  # the short heading above the first long paragraph
        begin -= 1
    return {i for i in again if i >= begin}

"""From blocks to a document: one text, every block knowing where in it it starts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.model import Block, Document
from checker.reading.limits import MAX_CHARACTERS, MAX_LINES
from checker.reading.refused import RefusedError

# What has no place inside a block: line ends would move the lines, the rest no output could write. One for one, so that
# places in a block stay what its reader took them for.
_UNFIT = str.maketrans(
    dict.fromkeys([*range(9), *range(10, 32), *range(127, 160), 0x2028, 0x2029], " ") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)


def assemble(blocks: Iterable[Block], notes: Sequence[str] = (), *, recognised: bool = False) -> Document:
    """The document of `blocks`, joined by line ends; blank ones are left out. Raises RefusedError when too much or nothing stays."""
    placed = []
    position = 0
    for block in blocks:
        text = block.text.translate(_UNFIT)
        if not text.strip():
            continue
        placed.append(replace(block, text=text, start=position))
        position += len(text) + 1
        if position > MAX_CHARACTERS or len(placed) > MAX_LINES:
            raise RefusedError(f"文字超过 {MAX_CHARACTERS} 字或 {MAX_LINES} 段的上限，请拆分后再检查。")
    if not placed:
        raise RefusedError("文件里未读到文字，请确认选对了文件。")
    return Document("\n".join(block.text for block in placed), tuple(placed), tuple(notes), recognised)

"""How numbers of headings and list items look at the start of a line. Shapes only."""

from __future__ import annotations

import re

_HAN = "一二三四五六七八九十百〇零"
_NUMBER = re.compile(
    rf"[（(][{_HAN}\d]{{1,4}}[）)]|第[{_HAN}\d]{{1,5}}[章节条款项编]|[{_HAN}]{{1,4}}[、.．]|\d{{1,3}}[、.．)）](?!\d)"
    r"|[①-⑳⑴-⑽⒈-⒛㈠-㈩❶-❿]|[●•■◆▪·○□◇★☆➢]|[A-Za-z][、.．)）]"
)


def is_numbered(text: str) -> bool:
    """Whether `text` begins with such a number, or with a bullet."""
    return _NUMBER.match(text) is not None


def is_number(text: str) -> bool:
    """Whether `text` is such a number and nothing else."""
    return _NUMBER.fullmatch(text.strip()) is not None

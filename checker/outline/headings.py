"""Which lines are headings, and where a run-in heading ends.

A numbered line may as well be a thing done (`1.召开常务会议3次，听取汇报。`). When in doubt it is body: a heading is no
evidence, so a wrong heading would lose what was done.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from checker.model import Document
from checker.outline.paragraphs import Paragraph
from checker.outline.rules import OutlineRules, found
from checker.outline.years import YEAR
from checker.text import Normalised, to_original


class Heading(NamedTuple):
    """`paragraph` indexes the paragraphs; `start`, `end`: positions of the normalised text, the closing mark included.

    `kind` names the manner of numbering; `words` is the heading without its number; `sure` when the format says so.
    """

    paragraph: int
    start: int
    end: int
    kind: str
    words: str
    first: bool = False  # numbered 一 or 1
    sure: bool = False
    whole: bool = True  # fills its paragraph


class Placed(NamedTuple):
    """A heading in the tree. `depth`: 1 = outermost; `parent` indexes the placed headings."""

    heading: Heading
    depth: int
    parent: int | None


class _Mark(NamedTuple):
    kind: str
    end: int  # where the words begin
    first: bool


_HAN = "[一二三四五六七八九十]{1,3}"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_BULLETS = "●◆■▲★◎◇□►▶➤※✦❖•\uf000-\uf0ff"  # the last are those of Word's symbol fonts
_NUMBERED = re.compile(
    rf"(?P<part>第(?:{_HAN}|\d{{1,2}})(?:部分|篇|编)[、:.,]?)|(?P<chapter>第(?:{_HAN}|\d{{1,2}})章[、:.,]?)"
    rf"|(?P<clause>第(?:{_HAN}|\d{{1,2}})节[、:.,]?)|(?P<han>{_HAN}[、.])|(?P<paren_han>\({_HAN}\)[、.:]?)"
    rf"|(?P<paren_arabic>\(\d{{1,2}}\)[、.]?)|(?P<arabic>\d{{1,2}}(?:、|\.(?!\d)|\.(?={YEAR}年)))|(?P<half_paren>\d{{1,2}}\))"
    rf"|(?P<bracket>【)|(?P<ordinal>第{_HAN}、)|(?P<capital>[{_CAPITALS}]{{1,2}}[、.:])|(?P<roman>[IVX]{{1,4}}[、.](?![A-Z]))"
    rf"|(?P<bullet>[{_BULLETS}])"
)
_FIRST = re.compile(r"\D{0,1}(?:一|0?1)(?![一二三四五六七八九十\d])|[壹I](?![拾IVX])")
_OPENERS = frozenset(f"第一二三四五六七八九十(0123456789【IVX{_CAPITALS}{_BULLETS[:-3]}") | set(
    map(chr, range(0xF000, 0xF100))
)
_MARKDOWN = re.compile(r"(#{1,6})|\*\*")
_STOP = re.compile(r"[。!?;:]")
_SENTENCE_END = re.compile(r"[。!?;]")
_SPACED = re.compile(
    rf"(?:(?P<spaced_han>{_HAN})|(?P<spaced_arabic>\d{{1,2}})|(?P<capital>[{_CAPITALS}]{{1,2}})|(?P<roman>[IVX]{{1,4}}|[Ⅰ-Ⅻ]))[ \t\u3000\xa0]+[^\s\d]"
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[ \t\u3000\xa0]+|、)[^\s\d]")
_LONGEST_WORDS = 60

RANK = {"part": 0, "chapter": 1, "clause": 2, "capital": 2, "roman": 2, "han": 3, "spaced_han": 3, "ordinal": 3}
RANK |= {"bracket": 4, "bare": 4, "bullet": 4, "paren_han": 5, "arabic": 6, "spaced_arabic": 6, "decimal": 7}
RANK |= {"half_paren": 7, "paren_arabic": 7, "circled": 8}
OUTER = frozenset({"part", "chapter", "clause", "capital", "roman", "han"})
# Longest title and most commas in it, for a line of its own and for one that runs into its text.
_LINE = {
    "part": (60, 4),
    "chapter": (60, 4),
    "capital": (60, 4),
    "roman": (60, 4),
    "clause": (60, 4),
    "han": (60, 3),
    "paren_han": (50, 3),
}
_RUN_IN = {"han": (45, 3), "paren_han": (45, 3), "bracket": (40, 2)}
_LONGEST_BARE = 24
_NO_BARE = re.compile(rf"{YEAR}年,|(?!{YEAR}年)\d")  # how statements begin


def find_headings(
    document: Document, normal: Normalised, paragraphs: list[Paragraph], skip: set[int], rules: OutlineRules
) -> list[Heading]:
    """The headings in order. `skip`: indices of paragraphs that are none (title, web page remains)."""
    found_so_far: dict[int, Heading] = {}
    for index, paragraph in enumerate(paragraphs):
        if index not in skip and paragraph.kind not in ("table_row", "footnote"):
            heading = _numbered(document, normal, index, paragraph, rules)
            if heading:
                found_so_far[index] = heading
    _drop_list_items(found_so_far, paragraphs, skip)
    for index, paragraph in enumerate(paragraphs):
        if index not in found_so_far and index not in skip and _is_bare(index, paragraphs, found_so_far, skip, rules):
            found_so_far[index] = Heading(index, paragraph.start, paragraph.end, "bare", paragraph.text)
    return [found_so_far[index] for index in sorted(found_so_far)]


def starts_numbered(text: str) -> bool:
    """Whether the line begins with a heading's number."""
    return text[0] in _OPENERS and bool(_NUMBERED.match(text))


def _numbered(
    document: Document, normal: Normalised, index: int, paragraph: Paragraph, rules: OutlineRules
) -> Heading | None:
    text, begin, style = paragraph.text, 0, None
    if text[0] not in _OPENERS and text[0] not in "#*" and paragraph.kind != "heading":
        return None
    if text[0] in "#*" and (match := _MARKDOWN.match(text)):
        begin = match.end()
        style = f"markdown{begin}" if match.group(1) else None
    elif paragraph.kind == "heading":
        style = f"style{min(paragraph.depth or 1, 9)}"
    mark = _mark(text, begin) or (None if begin else _mark_in_original(document, normal, paragraph, rules))
    if mark is None and style:
        mark = _Mark(style, begin, False)
    if mark is None or mark.end >= len(text):
        return None
    return _ended(index, paragraph, mark, style is not None, rules)


def _mark(text: str, begin: int) -> _Mark | None:
    if begin >= len(text) or text[begin] not in _OPENERS:
        return None
    match = _NUMBERED.match(text, begin)
    if not match or not match.lastgroup:
        return None
    kind = f"bullet{match.group()}" if match.lastgroup == "bullet" else match.lastgroup
    return _Mark(kind, match.end(), bool(_FIRST.match(match.group())))


def _mark_in_original(
    document: Document, normal: Normalised, paragraph: Paragraph, rules: OutlineRules
) -> _Mark | None:
    """Numbers that normalisation hides: `① ` became `1`, `一 标题` became `一标题`."""
    if paragraph.text[0] not in _OPENERS or rules.ordinal.match(paragraph.text):
        return None
    start = to_original(normal.offsets, paragraph.start)
    line = document.text[start : start + 40]
    if "①" <= line[:1] <= "⑳":
        return _Mark("circled", len(str(ord(line[0]) - ord("①") + 1)), line[0] == "①")
    if match := _SPACED.match(line):
        kind = str(match.lastgroup)
        number = unicodedata.normalize("NFKC", match.group(kind))
        return _Mark(kind, len(number), number in ("一", "1", "01", "壹", "I"))
    if match := _DECIMAL.match(line):
        return _Mark("decimal", len(match.group(1)) + (line[match.end(1)] == "、"), match.group(1).endswith(".1"))
    return None


def _ended(index: int, paragraph: Paragraph, mark: _Mark, sure: bool, rules: OutlineRules) -> Heading | None:
    """The heading that begins with `mark`, or None when the line is body."""
    text = paragraph.text
    end = _title_end(text, mark, sure, rules)
    if end is None:
        return None
    words = text[mark.end : end].rstrip("。:!;,*#").replace("】", "")
    if not words:
        return None
    whole = end == len(text)
    return Heading(index, paragraph.start, paragraph.start + end, mark.kind, words, mark.first, sure, whole)


def _title_end(text: str, mark: _Mark, sure: bool, rules: OutlineRules) -> int | None:
    if mark.kind == "bracket":
        return _bracket_end(text, mark.end)
    stop = _SENTENCE_END.search(text, mark.end, mark.end + 2 * _LONGEST_WORDS)
    if stop is None or stop.end() == len(text):
        if len(text) - mark.end <= 2 * _LONGEST_WORDS and _is_line_title(text, mark, sure, rules):
            return len(text)
    elif stop.group() in "。!" and _is_title(text[mark.end : stop.start()], _RUN_IN.get(mark.kind, (36, 2)), rules):
        return stop.end() if ":" not in text[mark.end : stop.start()] else _colon_end(text, mark, rules)
    return _colon_end(text, mark, rules)


def _is_line_title(text: str, mark: _Mark, sure: bool, rules: OutlineRules) -> bool:
    if text[-1] in ";?" or (text[-1] == ":" and len(text) > _LONGEST_BARE + 10):
        return False
    if text[-1] in "。!" and ":" in text[mark.end : mark.end + 22]:
        return False  # （二）工作打算：一是……，二是……。 has its title before the colon
    words = text[mark.end :].rstrip("。:!*#")
    if sure or (mark.kind in OUTER and text[-1] not in "。!"):
        return len(words) <= _LONGEST_WORDS
    return _is_title(words, _LINE.get(mark.kind, (40, 2)), rules)


def _is_title(words: str, limits: tuple[int, int], rules: OutlineRules) -> bool:
    longest, commas = limits
    if not words or len(words) > longest or words.count(",") > commas:
        return False
    if words.startswith(rules.statement_starts) or rules.ordinal.match(words):
        return False
    return not rules.figures.search(words) and not found(rules.statement_words, words)


def _colon_end(text: str, mark: _Mark, rules: OutlineRules) -> int | None:
    """`（一）学习情况：全年……`: a short title before a colon."""
    colon = text.find(":", mark.end, mark.end + 22)
    if colon < 0 or colon + 1 == len(text):
        return None
    return colon + 1 if _is_title(text[mark.end : colon], (20, 0), rules) else None


def _bracket_end(text: str, begin: int) -> int | None:
    """`【标题】`, alone or with text behind it."""
    closing = text.find("】", begin, begin + 42)
    return closing + 1 if closing > begin + 1 else None


def _drop_list_items(headings: dict[int, Heading], paragraphs: list[Paragraph], skip: set[int]) -> None:
    """Take out the lines that have nothing below them: items of a list, not headings."""
    order: dict[str, int] = {}
    for heading in headings.values():
        order.setdefault(heading.kind, len(order))
    loose = [i for i in headings if _may_be_item(headings[i], paragraphs)]
    empty = [i for i in loose if _is_empty(i, headings, order, paragraphs, skip)]
    for index in empty:
        del headings[index]


def _may_be_item(heading: Heading, paragraphs: list[Paragraph]) -> bool:
    firm = heading.kind in OUTER and paragraphs[heading.paragraph].text[-1] not in "。!;"
    return heading.whole and not firm and not heading.sure


def _is_empty(
    index: int, headings: dict[int, Heading], order: dict[str, int], paragraphs: list[Paragraph], skip: set[int]
) -> bool:
    """Whether nothing stands below: the next line is numbered alike, or belongs to something further out."""
    if index + 1 >= len(paragraphs) or index + 1 in skip:
        return True
    own, after = headings[index].kind, headings.get(index + 1)
    if after is not None:
        return order[after.kind] <= order[own]
    mark = _mark(paragraphs[index + 1].text, 0)
    return mark is not None and mark.kind == own


def _is_bare(
    index: int, paragraphs: list[Paragraph], headings: dict[int, Heading], skip: set[int], rules: OutlineRules
) -> bool:
    """A short line without number and closing mark that stands between long paragraphs."""
    paragraph = paragraphs[index]
    text = paragraph.text
    if not 2 <= len(text.rstrip(":")) <= _LONGEST_BARE or paragraph.kind != "paragraph" or index + 1 >= len(paragraphs):
        return False
    if text[-1] in "。!?;,、)》" or text.count(",") > 1 or _STOP.search(text, 0, len(text) - 1):
        return False
    if _NO_BARE.match(text) or found(rules.preamble_ends, text):
        return False
    if not _is_title(text.rstrip(":"), (_LONGEST_BARE, 1), rules):
        return False
    if text[-1] == ":" and text[:-1].endswith(rules.salutations):
        return False
    return _stands_free(index, paragraphs, headings, skip)


def _stands_free(index: int, paragraphs: list[Paragraph], headings: dict[int, Heading], skip: set[int]) -> bool:
    before, after = index - 1, index + 1
    above = before < 0 or before in skip or before in headings or paragraphs[before].text[-1] in "。!?;:)"
    if not above or after in skip:
        return False
    below = paragraphs[after].text
    return after in headings or (len(below) > len(paragraphs[index].text) and below[-1] in "。!?;:)")

"""spacing, width: blanks and marks of two widths where the report otherwise has one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from checker.wording.passages import Passages
from checker.wording.problem import Problem, told_once

_HALF = re.compile(r"[,;:!?()]")
_FULL = "，；：！？（）"
_FULL_WORDS = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
_POINT = re.compile(r"\.")
_BLANK = re.compile("[ \u3000\xa0]+")
_DIGIT_TIGHT = re.compile("[\u4e00-\u9fff]\\d|\\d[%％]?[\u4e00-\u9fff]")
_LIST_MARK = re.compile(r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])\)")
_QUOTED = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{1,40}”")
_LEAD = 20  # characters of a paragraph's number and catchword
_BEFORE = frozenset("》”）%")  # like a Han character in front of a mark, and behind it
_BEHIND = frozenset("《“（\r\n")
_STOPS = frozenset("，。；：、,;:")
_CLOSING = frozenset("，。；：、）》”")
_FEW = 0.2  # up to this share, what differs is a slip
_ABOUT = 6  # characters shown on either side
_WIDE = 10  # half-width marks from which they are a habit


def check_width(at: Passages) -> Iterator[Problem]:
    """Half-width marks among Chinese characters, full-width digits and letters, a point for a full stop."""
    half = list(_found(at, _HALF, _is_half, "width", "中文里的标点应当用全角，这里用了半角，与别处不一。", headings=True))
    if half:
        full = sum(map(at.report.document.text.count, _FULL))
        if full > len(half):
            yield from told_once(half, half[0].message)
        elif len(half) >= _WIDE:
            yield half[0]._replace(message=f"全文逗号、括号等多用半角（共 {len(half)} 处），中文里应当用全角，这是第一处。")
    for expression, fits, message in (
        (_FULL_WORDS, _always, "数字、字母应当用半角。"),
        (_POINT, _is_point, "句末应当用句号“。”，这里是一个点。"),
    ):
        yield from told_once(list(_found(at, expression, fits, "width", message)), message)


def check_spacing(at: Passages) -> Iterator[Problem]:
    """Blanks within Chinese text, and beside digits where most digits have none."""
    yield from told_once(list(_found(at, _BLANK, _is_torn, "spacing", "汉字、标点之间多了空格。")), "汉字、标点之间多了空格。")
    spaced = list(_found(at, _BLANK, _is_beside_digit, "spacing", "数字旁多了空格，与别处不一。"))
    tight = len(_DIGIT_TIGHT.findall(at.report.document.text)) if spaced else 0
    if spaced and len(spaced) <= _FEW * tight:
        yield from told_once(spaced, spaced[0].message)
    elif spaced and tight > _FEW * len(spaced):
        yield spaced[0]._replace(message=f"数字旁有的空格（{len(spaced)} 处）、有的不空（{tight} 处），请统一，这是第一处。")


# What stands on either side decides; looking there only where a mark stands is far quicker than an expression that looks round.
def _is_half(text: str, start: int, end: int) -> bool:
    before, mark, after = text[start - 1 : start], text[start], text[end : end + 1]
    if mark in "()":
        return (_is_han(before) or _is_han(after)) and not _is_list_mark(text, start)
    ended = not after or _is_han(after) or after in _BEHIND
    return ended or after.isdigit() if _is_han(before) or before in _BEFORE else before.isdigit() and ended


def _is_list_mark(text: str, start: int) -> bool:
    """Whether the bracket is one of (1), (一), (a), which programs write."""
    opening = start if text[start] == "(" else text.rfind("(", max(0, start - 4), start)
    return opening >= 0 and bool(_LIST_MARK.match(text, opening))


def _is_point(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    return _is_han(text[start - 1 : start]) and (not after or _is_han(after) or after in "\r\n")


def _is_torn(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (_is_han(before) and (_is_han(after) or after in _CLOSING)) or (before in _STOPS and _is_han(after))


def _is_beside_digit(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    beside = (_is_han(before) and after.isdigit()) or ((before.isdigit() or before in "%％") and _is_han(after))
    return text[start:end].strip(" ") == "" and bool(before) and bool(after) and beside


def _always(_: str, __: int, ___: int) -> bool:
    return True


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _found(
    at: Passages, expression: re.Pattern[str], fits: Callable[[str, int, int], bool], check: str, message: str, headings: bool = False
) -> Iterator[Problem]:
    """The places in prose (and headings) that `fits`, each with a few characters about it to be seen by.

    Blanks have their uses inside titles and quotations, and behind the number or catchword that a paragraph begins with.
    """
    text = at.report.document.text
    matches = [match for match in expression.finditer(text) if fits(text, *match.span())]
    quoted = [match.span() for match in _QUOTED.finditer(text)] if matches and check == "spacing" else []
    begins = [begin for begin, _ in quoted]
    for match, paragraph in zip(matches, at.each_at([match.start() for match in matches]) if matches else (), strict=True):
        if paragraph is None or not (paragraph.prose or (headings and paragraph.heading)):
            continue
        index = bisect_right(begins, match.start()) - 1
        if check == "spacing" and (match.start() - paragraph.first <= _LEAD or (index >= 0 and match.start() < quoted[index][1])):
            continue
        start = max(paragraph.first, match.start() - _ABOUT)
        end = min(paragraph.first + len(paragraph.typed), match.end() + _ABOUT)
        yield Problem(f"wording.{check}", "note", message, start, end)

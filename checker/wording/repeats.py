"""duplicate, variant: what stands twice, and terms that stand in two forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.model import Role, Sentence
from checker.wording.passages import Paragraph, Passages
from checker.wording.problem import Problem, told_once
from checker.wording.terms import places

_LONG_PARAGRAPH = 40  # normalised characters from which a paragraph does not come twice by chance
_LONG_SENTENCE = 16
_CLAUSES = re.compile(r"[,。;:!?、\n]")
_LONG_CLAUSE = 4
_WORD = re.compile("[0-9]*[\u4e00-\u9fff]+")
_SHORTEST, _LONGEST = 4, 10  # characters of words that stand twice in a row


def check_duplicates(at: Passages) -> Iterator[Problem]:
    """Paragraphs, sentences, clauses and words that stand twice."""
    copies = _copied_paragraphs(at)
    yield from _runs(at, copies)
    yield from _sentences(at, copies)
    yield from _doubled(at)


def _copied_paragraphs(at: Passages) -> dict[int, int]:
    """Paragraphs of which an earlier one has the same text: index → index of that one. Where a copy is a stretch, short ones in it count."""
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, paragraph in enumerate(at.paragraphs):
        earlier = first.setdefault(paragraph.plain, index)
        follows = copies.get(index - 1) == earlier - 1
        if earlier != index and (len(paragraph.plain) >= _LONG_PARAGRAPH or follows):
            copies[index] = earlier
    return copies


def _runs(at: Passages, copies: dict[int, int]) -> Iterator[Problem]:
    indices = sorted(copies)
    for number, index in enumerate(indices):
        if number and indices[number - 1] == index - 1 and copies[index - 1] == copies[index] - 1:
            continue
        count = 1
        while copies.get(index + count) == copies[index] + count:
            count += 1
        last = at.paragraphs[index + count - 1]
        told = f"从这里起连续 {count} 段" if count > 1 else "这一段"
        message = f"{told}与前面“{_start(at.paragraphs[copies[index]])}……”处相同，请删去重复的。"
        yield Problem("wording.duplicate", "warning", message, at.paragraphs[index].first, last.first + len(last.typed))


def _start(paragraph: Paragraph) -> str:
    return " ".join(paragraph.typed.split())[:16]


def _sentences(at: Passages, copies: dict[int, int]) -> Iterator[Problem]:
    copied = {at.paragraphs[index].start for index in copies}
    begin = {paragraph.start: paragraph for paragraph in at.paragraphs}
    first: dict[str, Sentence] = {}
    inside: Paragraph | None = None
    for sentence in at.report.sentences:
        inside = begin.get(sentence.start, inside)
        text = at.report.text[sentence.start : sentence.end]
        if sentence.heading or sentence.role is Role.OTHER or len(text) < _LONG_SENTENCE or (inside and (inside.start in copied or not inside.prose)):
            continue
        earlier = first.setdefault(text, sentence)
        if earlier is not sentence:
            near = sentence.paragraph - earlier.paragraph <= 1
            start, end = at.original(sentence.start, sentence.end)
            yield Problem("wording.duplicate", "warning" if near else "note", "这句话前面已经有了，请看是否重复。", start, end)


def _doubled(at: Passages) -> Iterator[Problem]:
    """加强监督加强监督, and 加强队伍建设，加强队伍建设."""
    found = []
    for start, end in sorted({*_doubled_words(at.masked), *_doubled_clauses(at.masked)}):
        first, last = at.original(start, end)
        if last - first == end - start:  # no quotation mark in between
            once = at.report.document.text[first : first + (last - first) // 2]
            found.append(Problem("wording.duplicate", "warning", "同样的字连着写了两遍。", first, last, once.rstrip("，、,")))
    yield from told_once(found, "同样的字连着写了两遍。")


def _doubled_clauses(text: str) -> Iterator[tuple[int, int]]:
    clauses = _CLAUSES.split(text)
    at = 0
    for before, clause in pairwise(clauses):
        following = at + len(before) + 1
        if before == clause and len(clause) >= _LONG_CLAUSE:
            yield at, following + len(clause)
        at = following


def _doubled_words(text: str) -> Iterator[tuple[int, int]]:
    """Words of `_SHORTEST` to `_LONGEST` characters right behind themselves.

    The text is laid over itself as one large integer: where it is equal for as long as it is shifted, a word stands twice. That is
    far quicker than an expression with a reference back.
    """
    data = text.encode("utf-32-be", "replace")
    whole = int.from_bytes(data, "big")
    taken = 0
    for start, size in sorted(pair for length in range(_SHORTEST, _LONGEST + 1) for pair in _repeated(whole, len(data), text, length)):
        word = text[start : start + size]
        if start >= taken and _WORD.fullmatch(word) and len(set(word)) > 1:
            taken = start + 2 * size
            yield start, taken


def _repeated(whole: int, length: int, text: str, size: int) -> Iterator[tuple[int, int]]:
    """Where the `size` characters before come again, as (start of the first, size). Four bytes a character; the find may be out of step with them."""
    laid_over = (whole ^ (whole >> 32 * size)).to_bytes(length, "big")
    zeros = bytes(4 * size)
    at = laid_over.find(zeros)
    while at >= 0:
        start = -(-at // 4)
        if start >= size and text[start - size : start] == text[start : start + size]:
            yield start - size, size
            start += size
        at = laid_over.find(zeros, 4 * start + 1)


def check_variants(at: Passages, variants: Sequence[tuple[str, ...]]) -> Iterator[Problem]:
    """A term in another form than the best of those that the report uses."""
    for group in variants:
        used = {form: found for form in group if form in at.words and (found := list(_alone(at, form, group)))}
        if len(used) < 2:
            continue
        usual = next(iter(used))  # the official form stands first
        for form, found in used.items():
            for start in found if form != usual else ():
                first, last = at.original(start, start + len(form))
                message = f"“{form}”与别处的“{usual}”（{len(used[usual])} 处）不一，请统一。"
                yield Problem("wording.variant", "note", message, first, last, usual)


def _alone(at: Passages, form: str, group: tuple[str, ...]) -> Iterator[int]:
    """Where a form stands, and no longer form of the group over it."""
    longer = [(other, offset) for other in group if other != form for offset in places(form, other)]
    for start in at.words[form]:
        if not any(start >= offset and at.masked.startswith(other, start - offset) for other, offset in longer):
            yield start

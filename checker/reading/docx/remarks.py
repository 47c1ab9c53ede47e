"""What the clerk is told of how his file was read: what it still holds besides the text of the report."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from checker.reading.docx.inline import Seen
from checker.reading.docx.names import DEL, INS, MOVE_FROM, MOVE_TO, RPR, TR_PR, W

_TRACKED = (INS, DEL, MOVE_FROM, MOVE_TO)
_NUM_PR = W + "numPr"
_AUTHOR = W + "author"


def remarks(roots: Collection[etree._Element], seen: Seen, *, macros: bool) -> tuple[str, ...]:
    """Chinese sentences. `roots`: of the parts that were read."""
    revised = sum(revisions(root) for root in roots)
    comments = sum(1 for root in roots for _ in root.iter(W + "commentReference"))
    sentences = (
        (revised, f"文中有 {revised} 处修订，已按接受后的文字读取。"),
        (comments, f"文中有 {comments} 条批注，未作为正文读取。"),
        (seen.hidden, f"文中有 {seen.hidden} 字隐藏文字，未作为正文读取。"),
        (seen.placeholders, f"文中有 {seen.placeholders} 处待填写的内容控件，其提示文字未作为正文读取。"),
        (seen.objects, f"文中有 {seen.objects} 个嵌入对象（如 Excel 表格），其中的文字未读取。"),
        (seen.imported, f"文中引入了 {seen.imported} 处外部内容，未读取，请在 Word 中打开并另存后再检查。"),
        (macros, "文件含有宏，未运行。"),
    )
    return tuple(sentence for count, sentence in sentences if count)


def revisions(root: etree._Element) -> int:
    """The number of tracked changes of the text; neighbours by one author count once, a move counts once."""
    counts = dict.fromkeys(_TRACKED, 0)
    for change in root.iter(*_TRACKED):
        parent = change.getparent()
        if parent is not None and parent.tag != _NUM_PR and not _goes_on(change, parent):
            counts[str(change.tag)] += 1
    return counts[INS] + counts[DEL] + max(counts[MOVE_FROM], counts[MOVE_TO])


def _goes_on(change: etree._Element, parent: etree._Element) -> bool:
    """Whether it is part of a change counted elsewhere: the one before it, or that of the text whose mark or row it marks."""
    if parent.tag in (RPR, TR_PR):
        above = parent if parent.tag == TR_PR else parent.getparent()
        whole = None if above is None else above.getparent()
        return whole is not None and next((each for each in whole.iterdescendants(change.tag) if each is not change), None) is not None
    before = change.getprevious()
    while before is not None and before.tag in _BETWEEN:
        before = before.getprevious()
    return before is not None and before.tag == change.tag and before.get(_AUTHOR) == change.get(_AUTHOR)


_BETWEEN = frozenset(
    W + name
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)

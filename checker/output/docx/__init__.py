"""Word: a copy of the report in which the results stand as review comments, where they belong; the text stays as it is.

`remarks` says what the comments say, `story` puts their marks into the text, `comments` and `package` make the file;
`fresh` lays out a report that was no .docx. The one output that takes the source's bytes, besides the `CheckResult`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from checker.errors import OutputError
from checker.model import ChecklistInfo, CheckResult, Document
from checker.output import Options
from checker.output.docx.comments import add_comments, announce, existing_comments, first_free_id
from checker.output.docx.fresh import typeset
from checker.output.docx.names import to_bytes
from checker.output.docx.package import refuse, replace_members
from checker.output.docx.remarks import Remark, at_control, finding_remark, gap_remarks, summary_remark
from checker.output.docx.story import Anchor, Story
from checker.reading.archive import Archive
from checker.reading.docx import Run, read_docx, read_runs
from checker.reading.docx.parts import find_parts
from checker.reading.magic import kind_of
from checker.reading.refused import RefusedError

__all__ = ["render"]


class _Source(NamedTuple):
    package: bytes
    document: Document
    runs: tuple[Run, ...]


def render(report: CheckResult, checklist: ChecklistInfo, _: Options, source: bytes | None) -> bytes:
    """The .docx with comments: a copy of `source` where that is one, else a new file with the report's text.

    Raises OutputError, with the reason: a signed, protected or macro-bearing file, a text that was left out.
    """
    try:
        if source is not None and _is_docx(source):
            return _copy(report, checklist, source)
        if report.text is None:
            raise OutputError("结果里未保留原文，不能生成带批注的文档，请去掉 --no-text 后重新检查。")
        return _commented(report, checklist, _Source(*typeset(report)))
    except RefusedError as refused:
        raise OutputError(str(refused)) from None
    except (MemoryError, RecursionError):
        raise OutputError("文件过大或嵌套过深，不能加批注，请用 html 输出。") from None


def _is_docx(source: bytes) -> bool:
    if kind_of(source) != "zip":
        return False
    names = Archive(source).names
    return "[Content_Types].xml" in names and not any(name.startswith(("xl/", "ppt/")) for name in names)


def _copy(report: CheckResult, checklist: ChecklistInfo, source: bytes) -> bytes:
    """The source with comments. Its text is read again from the copy, and nothing is handed out unless it is the same."""
    archive = Archive(source)
    refuse(archive, find_parts(archive))
    document, runs = read_runs(archive)
    if report.text not in (None, document.text):
        raise OutputError("从原文件读到的文字与检查时不同，请重新检查。")
    copied = _commented(replace(report, text=document.text), checklist, _Source(source, document, runs))
    if read_docx(Archive(copied)).text != document.text:
        raise OutputError("加批注后读到的文字与原文不同，为免改动原文，未输出，请用 html 输出。")
    return copied


def _commented(report: CheckResult, checklist: ChecklistInfo, source: _Source) -> bytes:
    archive = Archive(source.package)
    parts = find_parts(archive)
    root = archive.xml(parts.document)
    story = Story(root, parts.document, source.document, source.runs)
    existing = existing_comments(archive, parts)
    first = first_free_id(existing, root, story.dialect)
    placed = [(number, remark, anchor) for number, (remark, anchor) in enumerate(_placed(report, checklist, story), first)]
    story.put([(number, anchor) for number, _, anchor in placed])
    changed = {parts.document: to_bytes(root)}
    name, led = (parts.others["comments"], {}) if existing is not None else announce(archive, parts, story.dialect)
    comments = add_comments(existing, [(number, remark.lines) for number, remark, _ in placed], story.dialect)
    return replace_members(source.package, archive, {**changed, **led, name: comments})


def _placed(report: CheckResult, checklist: ChecklistInfo, story: Story) -> list[tuple[Remark, Anchor]]:
    """All comments, in the order of the text, the summary first."""
    found, elsewhere = [], []
    for finding in report.findings:
        anchor = story.find(finding.start, finding.end)
        if anchor is None:
            elsewhere.append(finding)
        else:
            found.append((finding_remark(finding, quoted=not anchor.exact), anchor))
    found += [(remark, _somewhere(story, remark)) for remark in gap_remarks(report)]
    found.sort(key=lambda one: one[0].start)
    summary = summary_remark(report, checklist, elsewhere)
    placed = [(summary, _somewhere(story, summary)), *found]
    return [(at_control(remark) if anchor.at_control else remark, anchor) for remark, anchor in placed]


def _somewhere(story: Story, remark: Remark) -> Anchor:
    """Where a remark lies; at the beginning of the text when its own place is no place for comments."""
    anchor = story.find(remark.start, remark.end) or story.first()
    if anchor is None:
        raise OutputError("正文里没有可以加批注的文字（文字都在文本框等处），请用 html 输出。")
    return anchor

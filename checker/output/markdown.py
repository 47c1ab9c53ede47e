"""One report as a page of Markdown, for wikis, merge requests and mails.

Whatever comes from the report or the checklist is escaped: it is never markup, HTML or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model import ChecklistInfo, CheckResult, Result, Status
from checker.output import Options, words
from checker.output.lines import clean
from checker.output.summary import FORCES, SEARCHED, best_evidence, by_severity, gaps, headings, is_gap
from checker.output.terminal_report import profile_warnings

# Characters that begin or end markup anywhere in a line, and what GitHub makes links of by itself.
_MARKUP = re.compile(r"^[-+=]|[\\`*_\[\]<>&|~$#]|(?<=www)\.|:(?=//)|@|(?<=ftp):|(?<=http):|(?<=https):", re.IGNORECASE)
_NUMBERED = re.compile(r"^([0-9]+)([.)])")  # of a list


def render(report: CheckResult, checklist: ChecklistInfo, options: Options) -> str:
    """Summary, gaps by force, findings, notes; with `show_all` the covered and inapplicable items too."""
    parts = [_head(report, checklist), _groups(report, checklist), *_gap_parts(report, options.show_all), _findings(report), _notes(report)]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, as the plain text that it is."""
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", clean(text)))


def _head(report: CheckResult, checklist: ChecklistInfo) -> Iterator[str]:
    yield f"# {escaped(report.profile.title or report.path)}"
    yield ""
    yield escaped(words.who(report.profile))
    yield ""
    yield f"- 清单：{escaped(f'{checklist.id} {checklist.version}')}"
    yield f"- 文件：{escaped(report.path)}（全文 {report.characters:,} 字）"
    yield f"- {escaped(words.summary(report))}"
    yield f"- **{escaped(words.rate(report))}**"
    for warning in profile_warnings(report.profile):
        yield f"- {escaped(warning)}"
    for role in SEARCHED:
        told = "；".join(map(escaped, headings(report, role))) or "未见专门标题"
        yield f"- 查找范围，{words.ROLE[role]}：{told}"


def _groups(report: CheckResult, checklist: ChecklistInfo) -> Iterator[str]:
    yield "| 组别 | 应检 | 已覆盖 | 缺口 |"
    yield "|---|---:|---:|---:|"
    for group in dict.fromkeys((*checklist.groups, *(item.group for item in report.items))):
        items = [item for item in report.items if item.group == group]
        missed = sum(map(is_gap, items))
        covered = sum(item.status is Status.COVERED for item in items)
        if items:
            name = escaped(f"{group} {checklist.groups.get(group, '')}")
            yield f"| {name} | {covered + missed} | {covered} | {missed} |"


def _gap_parts(report: CheckResult, show_all: bool) -> Iterator[list[str]]:
    for force in FORCES:
        yield _listed(f"{words.FORCE[force]}项的缺口", gaps(report, force))
    if show_all:
        for status in (Status.COVERED, Status.NOT_APPLICABLE):
            yield _listed(words.STATUS[status], [item for item in report.items if item.status is status])


def _listed(title: str, items: list[Result]) -> list[str]:
    if not items:
        return []
    return [f"## {title}（{len(items)} 项）", *(line for item in items for line in _item(item))]


def _item(item: Result) -> Iterator[str]:
    yield ""
    yield f"### {words.marked(item.status)}　{escaped(f'{item.id} {item.title}')}"
    yield ""
    if is_gap(item):
        yield f"- 缺少：{escaped(words.reason(item))}"
    for one in best_evidence(item):
        where = f"〔{escaped(one.section[-1])}〕" if one.section else ""
        yield f"- {words.evidence(item, one)}：第 {one.line} 行“{escaped(one.quote)}”{where}"
    if item.nearest:
        yield f"- 相近：第 {item.nearest.line} 行“{escaped(item.nearest.quote)}”"
    if item.suggest and is_gap(item):
        yield f"- 建议：{escaped(item.suggest)}"
    for hint in item.hints:
        yield f"- 提示：{escaped(hint)}"
    if item.review:
        yield f"- 请人工复核：{escaped(item.review)}"
    if item.waiver:
        yield f"- 豁免：{escaped(words.waiver(item) or '')}"


def _findings(report: CheckResult) -> Iterator[str]:
    if report.findings:
        yield f"## 文字和数据问题（{len(report.findings)} 处）"
        yield ""
    for one in by_severity(report.findings):
        yield f"- **{words.SEVERITY[one.severity]}**　第 {one.line} 行　{escaped(one.message)}"
        yield f"  - 原文：“{escaped(one.quote)}”"
        for label, told in words.remedy(one):
            yield f"  - {label}：{escaped(told)}"


def _notes(report: CheckResult) -> Iterator[str]:
    if report.notes:
        yield "## 说明"
        yield ""
    for note in report.notes:
        yield f"- {escaped(note)}"

"""What the comments say: plain lines made from a `CheckResult`, and the place in its text that each is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.model import ChecklistInfo, CheckResult, Finding, Result
from checker.output import words
from checker.output.lines import clean, shorten
from checker.output.place import home, title_span
from checker.output.summary import FORCES, SEARCHED, applicable, by_severity, gaps, headings

# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_HEADINGS = 3


class Remark(NamedTuple):
    """A comment to be: its lines, and the span of the report's text (code points, half-open) that it is about."""

    start: int
    end: int
    lines: tuple[str, ...]


def finding_remark(finding: Finding, *, quoted: bool = False) -> Remark:
    """A comment on a finding. `quoted`: with the words that it is about, where the comment cannot lie on them exactly."""
    lines = [f"【{words.SEVERITY[finding.severity]}】{finding.message}"]
    if quoted:
        lines.append(f"原文：“{shorten(finding.quote)}”")
    lines += [f"{label}：{text}" for label, text in words.remedy(finding)]
    return Remark(finding.start, finding.end, _fit(lines))


def gap_remarks(report: CheckResult) -> list[Remark]:
    """One comment for each heading that gaps belong to, with all of them: the clerk writes a section at a time."""
    places: dict[tuple[int, int], list[Result]] = {}
    for force in FORCES:
        for item in gaps(report, force):
            places.setdefault(home(item, report), []).append(item)
    return [Remark(start, end, _fit(_gap_lines(found))) for (start, end), found in sorted(places.items())]


def summary_remark(report: CheckResult, checklist: ChecklistInfo, elsewhere: Sequence[Finding]) -> Remark:
    """The comment on the title: the counts, where was looked, all gaps in short, and the findings that no comment can lie on.

    `elsewhere`: those findings (in headers, notes, text boxes).
    """
    lines = ["检查结果", words.summary(report), words.rate(report), words.who(report.profile), f"清单：{checklist.id} {checklist.version}"]
    lines += _searched(report)
    for force in FORCES:
        found = gaps(report, force)
        if found:
            lines.append(f"【{words.FORCE[force]}】缺口 {len(found)} 项：")
            lines += [f"{words.marked(item.status)} {item.id} {item.title}{'（已豁免）' if item.waiver else ''}" for item in found]
    if not gaps(report):
        lines.append("应检各项均已覆盖。" if applicable(report.items) else "这份清单无适用的检查项。")
    lines.append(f"文字和数据问题 {len(report.findings)} 处" + ("，见文中批注。" if report.findings else "。"))
    if elsewhere:
        lines.append(f"其中 {len(elsewhere)} 处在脚注、文本框等正文以外的地方，不能直接加批注：")
        for finding in by_severity(elsewhere):
            lines += finding_remark(finding, quoted=True).lines
    lines += [f"说明：{note}" for note in report.notes]
    lines.append("批注由程序根据文字得出，请人工核实；定稿前请删除全部批注。")
    return Remark(*title_span(report), _fit(lines))


def at_control(remark: Remark) -> Remark:
    """The same with a line in front that may be lost (see `Anchor.at_control`)."""
    return remark._replace(lines=("（此处是内容控件）", *remark.lines))


def _searched(report: CheckResult) -> Iterator[str]:
    for role in SEARCHED:
        found = headings(report, role)
        more = f" 等 {len(found)} 处" if len(found) > _MOST_HEADINGS else ""
        yield f"查找范围·{words.ROLE[role]}：{'；'.join(found[:_MOST_HEADINGS]) or '未见专门标题'}{more}"


def _gap_lines(items: Sequence[Result]) -> Iterator[str]:
    yield f"检查清单中宜在此处写明的内容，有 {len(items)} 项未写全或未检出："
    for number, item in enumerate(items, 1):
        yield f"{number}. {words.marked(item.status)}（{words.FORCE[item.force]}）{item.id} {item.title}"
        yield f"缺少：{words.reason(item)}"
        if item.nearest:
            yield f"相近：“{shorten(item.nearest.quote)}”"
        told = (("建议", item.suggest), ("复核", item.review and f"请人工复核：{item.review}"), ("豁免", words.waiver(item)))
        yield from (f"{label}：{text}" for label, text in told if text)


def _fit(lines: Sequence[str] | Iterator[str]) -> tuple[str, ...]:
    """Lines that any XML can hold."""
    return tuple(_NOT_XML.sub("", clean(line)) for line in lines)

"""Results as rows of a table: what a spreadsheet shows, as text and numbers without any look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PureWindowsPath

from checker.model import Batch, ChecklistInfo, CheckResult, Result
from checker.output import words
from checker.output.lines import clean
from checker.output.summary import best_evidence, is_gap

Cell = str | float | None

# The columns that a page of paper has room for come first.
ITEM_HEAD = (
    *("报告", "编号", "检查项", "约束力", "结论", "缺少", "依据的原文", "行", "建议"),
    *("相近的原文", "所在标题", "提示", "人工复核", "豁免", "组别", "单位", "层级", "年度"),
)
FINDING_HEAD = ("报告", "程度", "说明", "原文", "行", "文中所写", "应为", "改为", "依据", "检查", "单位", "年度")
FACT_HEAD = ("报告", "指标", "数值", "计量单位", "约数", "所属年度", "原文", "单位", "报告年度")
UNREADABLE_HEAD = ("文件", "原因")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
# What a cell cannot hold or what would act on its reader: control characters, marks of direction, surrogates, non-characters.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """`text` without characters that no cell should hold; line ends are kept, as \\n."""
    return _UNSAFE.sub("", _LINE_END.sub("\n", text.replace("\t", " "))).strip()


def name(report: CheckResult) -> str:
    """What people call a report: its file's name."""
    return "标准输入" if report.path == "-" else clean(PureWindowsPath(report.path).name) or clean(report.path)


def item_rows(report: CheckResult, checklist: ChecklistInfo) -> Iterator[list[Cell]]:
    """A row for each item, under ITEM_HEAD."""
    profile = report.profile
    who: list[Cell] = [profile.unit, words.level(profile), profile.year]
    for item in report.items:
        verdict: list[Cell] = [item.id, item.title, words.FORCE[item.force], words.STATUS[item.status]]
        group = f"{item.group} {checklist.groups.get(item.group, '')}".strip()
        yield [name(report), *verdict, *_grounds(item), group, *who]


def _grounds(item: Result) -> list[Cell]:
    """The columns from 缺少 to 豁免."""
    best = best_evidence(item)
    told = [f"第 {one.line} 行：{clean(one.quote)}" if len(best) > 1 else clean(one.quote) for one in best]
    nearest = f"第 {item.nearest.line} 行：{clean(item.nearest.quote)}" if item.nearest else None
    return [
        words.reason(item) if is_gap(item) else None,
        "\n".join(told) or None,
        best[0].line if best else None,
        item.suggest if is_gap(item) else None,
        nearest,
        " / ".join(map(clean, best[0].section)) if best else None,
        "\n".join(item.hints) or None,
        item.review,
        words.waiver(item),
    ]


def finding_rows(report: CheckResult) -> Iterator[list[Cell]]:
    """A row for each finding, under FINDING_HEAD."""
    for one in report.findings:
        place: list[Cell] = [words.SEVERITY[one.severity], one.message, clean(one.quote), one.line]
        yield [name(report), *place, one.stated, one.expected, one.fix, one.source, one.check, report.profile.unit, report.profile.year]


def fact_rows(report: CheckResult) -> Iterator[list[Cell]]:
    """A row for each figure, under FACT_HEAD."""
    for one in report.facts:
        figure: list[Cell] = [one.name, one.value, one.unit, "约" if one.approximate else None, one.period, clean(one.quote)]
        yield [name(report), *figure, report.profile.unit, report.profile.year]


def unreadable_rows(batch: Batch) -> Iterator[list[Cell]]:
    """A row for each file that could not be read, under UNREADABLE_HEAD."""
    for one in batch.unreadable:
        yield [one.path, one.reason]

"""What kind of text this is: an annual report, or one of those that are easily taken for it."""

from __future__ import annotations

import re

from checker.outline.paragraphs import Paragraph
from checker.outline.rules import OutlineRules, Phrases, found, masked

ANNUAL = "annual_report"
_LABELS = {
    "government_work_report": "政府工作报告",
    "plan": "方案、要点或计划",
    "interpretation": "政策解读",
    "disclosure_report": "政府信息公开工作年度报告",
    "article": "论文或文章",
    "other": "其他材料",
}
_TITLES = re.compile(r"《[^》]{1,60}》")
_FEW_MARKS = 2
_EDGE = 12  # first and last paragraphs that are asked for the marks of an article


def kind_note(kind: str) -> str | None:
    """One sentence for the user when the text seems to be something else."""
    if kind == ANNUAL:
        return None
    return f"这份材料看起来是{_LABELS[kind]}，不像法治政府建设年度报告，检查结果仅供参考。"


def tell_kind(title: str | None, text: str, paragraphs: list[Paragraph], rules: OutlineRules) -> str:
    """`annual_report`, or what else the text seems to be. When in doubt it is an annual report."""
    if _marks(paragraphs[:_EDGE] + paragraphs[-_EDGE:], rules.article_marks) >= _FEW_MARKS:
        return "article"
    told = _by_title(title, rules) if title else None
    return told or _by_body(text, rules)


def _by_title(title: str, rules: OutlineRules) -> str | None:
    subject = found(rules.subjects, title)
    if found(rules.kind_interpretation, title):
        return "interpretation"
    if _is_last(rules.kind_plan, title, rules):
        return "plan"
    if found(rules.kind_government_work_report, masked(rules.not_government_work_report, title)):
        return "government_work_report"
    if found(rules.kind_disclosure_report, title) and not found(rules.body_subjects, title):
        return "disclosure_report"
    if found(rules.kind_other, title):
        return "other"
    if subject and not found(rules.report_nouns, title) and found(rules.kind_article, title):
        return "article"
    return ANNUAL if subject else None


def _is_last(plans: Phrases, title: str, rules: OutlineRules) -> bool:
    """Whether the title is about a plan alone: 总结及2025年工作计划 is a report."""
    return found(plans, title) and not found(rules.report_nouns, _TITLES.sub("", title))


def _by_body(text: str, rules: OutlineRules) -> str:
    if found(rules.work_report_marks, text):
        return "government_work_report"
    if sum(mark in text for mark in rules.disclosure_marks) >= _FEW_MARKS:
        return "disclosure_report"
    return ANNUAL if found(rules.body_subjects, text) else "other"


def _marks(paragraphs: list[Paragraph], marks: tuple[str, ...]) -> int:
    """How many different marks the paragraphs begin with."""
    lines = [line for p in paragraphs if (line := p.text[:20].lstrip("【[#*")).startswith(marks)]
    return len({mark for mark in marks for line in lines if line.startswith(mark)})

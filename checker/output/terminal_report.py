"""One report as lines for the terminal: who, how much, what is missing, why, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.model import Batch, CheckResult, Profile, Result, Status
from checker.output import words
from checker.output.lines import Line, Span, clean, cut, fit, pad, width, wrap
from checker.output.summary import FORCES, SEARCHED, applicable, counts, gaps, headings
from checker.output.terminal_findings import finding_lines
from checker.output.terminal_item import item_lines

_OPTION = {"单位": "unit", "层级": "level", "年度": "year"}
_MOST_HEADINGS = 3
_BLANK: Line = ()


def report_lines(batch: Batch, report: CheckResult, columns: int, show_all: bool) -> Iterator[Line]:
    """The whole page of one report. `show_all`: covered and inapplicable items too."""
    yield from _header(batch, report, columns)
    yield _BLANK
    yield from summary_lines(report, columns)
    yield _BLANK
    yield from _bars(batch, report, columns)
    yield from _gap_lines(report, columns)
    if show_all:
        for status in (Status.COVERED, Status.NOT_APPLICABLE):
            yield from _listed(report, status, columns)
    else:
        yield from _to_review(report, columns)
    yield from finding_lines(report.findings, columns, "文字和数据问题")
    yield from note_lines(report.notes, columns)
    if not show_all:
        yield from _what_else(report, columns)


def _header(batch: Batch, report: CheckResult, columns: int) -> Iterator[Line]:
    profile = report.profile
    yield from wrap([Span(clean(profile.title or report.path), "title")], columns)
    yield from wrap([Span(words.who(profile))], columns, whole=True)
    parts = [f"清单 {batch.checklist.id} {batch.checklist.version}", f"全文 {report.characters:,} 字"]
    if profile.title:
        parts.append(report.path)
    yield from wrap([Span(clean(" · ".join(parts)), "dim")], columns)
    for warning in profile_warnings(profile):
        yield from wrap([Span(warning, "warn")], columns)


def profile_warnings(profile: Profile) -> list[str]:
    """What it means for the verdicts that something about the report could not be told; its kind is told by a note."""
    told = {"单位": profile.unit, "层级": profile.level, "年度": profile.year}
    unknown = [word for word, value in told.items() if value is None]
    found = []
    if unknown:
        filters = "和".join(word for word in unknown if word != "单位")
        effect = f"检查项不按{filters}筛选，一律按适用检查" if filters else "不影响检查"
        options = " ".join(f"--{_OPTION[word]}" for word in unknown)
        found.append(f"{'、'.join(unknown)}未识别：{effect}；可用 {options} 指定。")
    return found


def summary_lines(report: CheckResult, columns: int, indent: int = 0) -> Iterator[Line]:
    """Counts, then the rate with its denominator."""
    pieces = re.split(r"(?<=·) |(?<=[：；])", words.summary(report))
    spans = [Span(piece + " " if piece.endswith("·") else piece) for piece in pieces]
    yield from wrap([Span(" " * indent), *spans], columns, indent + 4, whole=True)
    yield (Span(" " * indent), Span(words.rate(report), "strong"))


def _bars(batch: Batch, report: CheckResult, columns: int) -> Iterator[Line]:
    """One line a group, one mark an item: the marks come last, for they may be drawn two cells wide."""
    by_group: dict[str, list[Result]] = {}
    for item in report.items:
        by_group.setdefault(item.group, []).append(item)
    names = {group: batch.checklist.groups.get(group, "") for group in (*batch.checklist.groups, *by_group)}
    names = {group: f"{group} {clean(name)}".strip() for group, name in names.items() if by_group.get(group)}
    room = min(max(map(width, names.values()), default=0), columns // 2)
    yield (Span("各类已覆盖/应检（■ 已覆盖  □ 缺口）", "dim"),)
    for group, name in names.items():
        items = [item for item in by_group[group] if item.status is not Status.NOT_APPLICABLE]
        covered = sum(item.status is Status.COVERED for item in items)
        cell = f"{covered}/{len(items)}" if items else "不适用"
        head = f"  {pad(fit(name, room), room)}  {pad(cell, 7, right=True)}  "
        marks = [Span("■" * covered, "good"), Span("□" * (len(items) - covered), "warn")]
        yield from wrap([Span(head), *marks], columns, width(head))


def _gap_lines(report: CheckResult, columns: int) -> Iterator[Line]:
    if not gaps(report):
        yield _BLANK
        yield (Span("应检各项均已覆盖。" if applicable(report.items) else "这份清单无适用的检查项。", "good"),)
        return
    yield _BLANK
    yield from searched_lines(report, columns)
    for force in FORCES:
        found = gaps(report, force)
        if not found:
            continue
        yield _BLANK
        yield (Span(f"【{words.FORCE[force]}】缺口 {len(found)} 项", "strong"),)
        for item in found:
            yield _BLANK
            yield from item_lines(item, columns)


def searched_lines(report: CheckResult, columns: int) -> Iterator[Line]:
    """The parts of the report by their headings: where an item that is not found has been looked for."""
    for index, role in enumerate(SEARCHED):
        tops = [cut(heading, 48) for heading in headings(report, role)]
        more = f" 等 {len(tops)} 处" if len(tops) > _MOST_HEADINGS else ""
        told = "；".join(tops[:_MOST_HEADINGS]) or "未见专门标题"
        label = "查找范围" if index == 0 else " " * 8
        yield from wrap([Span(f"{label}  {words.ROLE[role]}  {told}{more}", "dim")], columns, 20)


def _listed(report: CheckResult, status: Status, columns: int) -> Iterator[Line]:
    found = [item for item in report.items if item.status is status]
    if not found:
        return
    yield _BLANK
    yield (Span(f"【{words.STATUS[status]}】{len(found)} 项", "strong"),)
    if status is Status.COVERED:
        yield _BLANK
    for item in found:
        yield from item_lines(item, columns)


def _to_review(report: CheckResult, columns: int) -> Iterator[Line]:
    found = [item for item in report.items if item.review and item.status is Status.COVERED]
    if not found:
        return
    yield _BLANK
    yield (Span(f"【已覆盖，请人工复核】{len(found)} 项", "strong"),)
    for review in dict.fromkeys(item.review for item in found):
        named = "、".join(f"{item.id} {clean(item.title)}" for item in found if item.review == review)
        yield from wrap([Span(f"  {named}："), Span(clean(review or ""), "warn")], columns, 4)


def note_lines(notes: Sequence[str], columns: int) -> Iterator[Line]:
    """What the reader of a report should know about how it was read."""
    if notes:
        yield _BLANK
    for note in notes:
        yield from wrap([Span("说明：", "dim"), Span(clean(note))], columns, 6)


def _what_else(report: CheckResult, columns: int) -> Iterator[Line]:
    number = counts(report.items)
    hints = sum(len(item.hints) for item in report.items if item.status is Status.COVERED)
    told = [
        f"{number[status]} 项{words.STATUS[status]}"
        for status in (Status.COVERED, Status.NOT_APPLICABLE)
        if number[status]
    ]
    if hints:
        told.append(f"{hints} 条提示")
    if told:
        yield _BLANK
        yield from wrap([Span(f"另有 {'、'.join(told)}，加 --show all 逐项列出。", "dim")], columns)

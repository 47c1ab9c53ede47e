"""Several reports as lines for the terminal: a block for each, the matrix report × group, the most-missed items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.model import Batch, CheckResult, Force, Status, Unreadable
from checker.output import words
from checker.output.lines import Line, Span, clean, fit, pad, width, wrap
from checker.output.summary import GAPS, applicable, counts, gaps, is_gap
from checker.output.terminal_item import STATUS_STYLE
from checker.output.terminal_report import profile_warnings, report_lines, summary_lines

_BLANK: Line = ()
_MOST_MISSED = 10
_NARROWEST_NAME = 14


def batch_lines(batch: Batch, columns: int, show_all: bool) -> Iterator[Line]:
    """Every report in short, or with `show_all` in full, then what they have in common."""
    info = batch.checklist
    yield from wrap(
        [Span(f"{len(batch.reports)} 份报告", "title"), Span(f" · 清单 {info.id} {info.version}", "dim")], columns
    )
    for number, report in enumerate(batch.reports, 1):
        yield _BLANK
        if show_all:
            yield (Span(f"【第 {number} 份，共 {len(batch.reports)} 份】", "strong"),)
            yield from report_lines(batch, report, columns, show_all)
        else:
            yield from _block(number, report, columns)
    yield _BLANK
    yield from _matrix(batch, columns)
    yield from _most_missed(batch.reports, columns)


def unreadable_lines(unreadable: Sequence[Unreadable], columns: int) -> Iterator[Line]:
    """The files that could not be read, each with its reason."""
    if not unreadable:
        return
    yield (Span(f"【未能读取】{len(unreadable)} 个文件", "strong"),)
    for one in unreadable:
        yield from wrap([Span(f"  {_file(one.path, columns)}：", "bad"), Span(clean(one.reason))], columns, 4)


def _file(path: str, columns: int) -> str:
    return "标准输入" if path == "-" else fit(path, columns * 2 // 3)


def _block(number: int, report: CheckResult, columns: int) -> Iterator[Line]:
    """One report: who, counts, and the binding items that it leaves open."""
    head = f"{number}. "
    indent = width(head)
    who = words.who(report.profile)
    yield from wrap([Span(head, "dim"), Span(clean(who), "strong")], columns, indent)
    yield from wrap([Span(" " * indent), Span(_file(report.path, columns), "dim")], columns, indent)
    yield from summary_lines(report, columns, indent)
    for status in GAPS:
        found = [item for item in gaps(report, Force.REQUIRED) if item.status is status]
        if found:
            mark = Span(f"{' ' * indent}必备项{words.STATUS[status]}：", STATUS_STYLE[status])
            listed = "、".join(f"{item.id} {clean(item.title)}" for item in found)
            pieces = [Span(piece + "、") for piece in listed.split("、")]
            yield from wrap([mark, *pieces[:-1], Span(pieces[-1].text[:-1])], columns, indent + 4, whole=True)
    severities = Counter(finding.severity for finding in report.findings)
    if severities:
        told = " · ".join(f"{word} {severities[name]}" for name, word in words.SEVERITY.items() if severities[name])
        yield (Span(f"{' ' * indent}文字和数据问题：{told}"),)
    for warning in (*profile_warnings(report.profile), *map(clean, report.notes)):
        yield from wrap([Span(" " * indent), Span(warning, "warn")], columns, indent)


def _matrix(batch: Batch, columns: int) -> Iterator[Line]:
    """Covered/applicable items by report and group; as many groups side by side as there is room for."""
    groups = list(dict.fromkeys((*batch.checklist.groups, *(i.group for r in batch.reports for i in r.items))))
    groups = [group for group in groups if any(item.group == group for r in batch.reports for item in r.items)]
    cells = {group: [_cell(report, group) for report in batch.reports] for group in groups}
    cells["合计"] = [_cell(report, None) for report in batch.reports]
    widths = {group: 2 + max(width(group), *map(len, column)) for group, column in cells.items()}
    names = [f"{number} {_name(report)}" for number, report in enumerate(batch.reports, 1)]
    yield (Span("【各类已覆盖/应检】", "strong"),)
    for shown in _chunks(widths, columns - _NARROWEST_NAME):
        room = min(columns - sum(widths[group] for group in shown), max(map(width, names)))
        yield (Span(" " * room + "".join(pad(group, widths[group], right=True) for group in shown), "dim"),)
        for row, name in enumerate(names):
            spans = [Span(pad(fit(name, room), room))]
            for group in shown:
                cell = cells[group][row]
                spans.append(Span(pad(cell, widths[group], right=True), _cell_style(cell)))
            yield tuple(spans)
    legend = [
        Span(f"{group} {clean(batch.checklist.groups[group])}  ", "dim")
        for group in groups
        if group in batch.checklist.groups
    ]
    yield from wrap(legend, columns, whole=True)


def _cell(report: CheckResult, group: str | None) -> str:
    items = [item for item in report.items if group in (None, item.group)]
    whole = applicable(items)
    return f"{counts(items)[Status.COVERED]}/{whole}" if whole else "-"


def _cell_style(cell: str) -> str:
    covered, _, whole = cell.partition("/")
    if not whole:
        return "dim"
    return "good" if covered == whole else "bad" if covered == "0" else ""


def _name(report: CheckResult) -> str:
    if report.profile.unit:
        return f"{clean(report.profile.unit)} {report.profile.year or ''}".rstrip()
    return "标准输入" if report.path == "-" else Path(report.path).name


def _chunks(widths: dict[str, int], room: int) -> list[list[str]]:
    """The columns, cut into runs that fit into `room`."""
    found: list[list[str]] = [[]]
    used = 0
    for group, cells in widths.items():
        if found[-1] and used + cells > room:
            found.append([])
            used = 0
        found[-1].append(group)
        used += cells
    return found


def _most_missed(reports: Sequence[CheckResult], columns: int) -> Iterator[Line]:
    """The items that most reports leave open."""
    open_ = Counter(item.id for report in reports for item in report.items if is_gap(item))
    if not open_:
        return
    asked = Counter(item.id for r in reports for item in r.items if item.status is not Status.NOT_APPLICABLE)
    titles = {item.id: item.title for report in reports for item in report.items}
    yield _BLANK
    yield (Span("【缺口最多的项】", "strong"), Span("缺口报告数/应检报告数", "dim"))
    for item_id, number in open_.most_common(_MOST_MISSED):
        statuses = counts(i for r in reports for i in r.items if i.id == item_id)
        told = " · ".join(f"{words.STATUS[s]} {statuses[s]}" for s in reversed(GAPS) if statuses[s])
        cell = pad(f"{number}/{asked[item_id]}", 7, right=True)
        title = Span(f"{item_id} {clean(titles[item_id])}")
        yield from wrap([Span(f"{cell}  "), title, Span(f"（{told}）", "dim")], columns, 9)

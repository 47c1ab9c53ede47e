"""The results of a run as an Excel workbook: an overview, and the items, findings and figures of all reports as sheets.

Everything from a report is written as text, never as a formula or a link. Only this module knows xlsxwriter.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from checker.model import Batch, CheckResult, Force, Status
from checker.output import Options, words
from checker.output.json import tool_version
from checker.output.lines import clean, width
from checker.output.sheets import FONT, NEVER, SEVERITY_LOOK, STATUS_LOOK, cell_text
from checker.output.summary import GAPS, SEVERITIES, applicable, counts, gaps
from checker.output.table import (
    FACT_HEAD,
    FINDING_HEAD,
    ITEM_HEAD,
    UNREADABLE_HEAD,
    Cell,
    fact_rows,
    finding_rows,
    item_rows,
    name,
    unreadable_rows,
)

MAX_ROWS = 1_048_576  # of a sheet
_OVERVIEW, _ITEMS, _FINDINGS, _FACTS = "总览", "检查项", "问题", "数据"
_OVERVIEW_HEAD = (
    *("序号", "报告", "单位", "层级", "年度", "字数", "应检", *(words.STATUS[status] for status in Status), "覆盖率", "必备缺口"),
    *(f"问题（{words.SEVERITY[severity]}）" for severity in SEVERITIES),
    *("说明", "文件"),
)
_RATE, _FIRST_SEVERITY = _OVERVIEW_HEAD.index("覆盖率"), _OVERVIEW_HEAD.index("必备缺口") + 1
_LAST_PRINTED = {_ITEMS: "建议", _FINDINGS: "依据", _FACTS: "原文", _OVERVIEW: _OVERVIEW_HEAD[-3]}  # paper has room for no more
_WIDTHS = {
    "报告": 25, "单位": 16, "层级": 11, "检查项": 22, "组别": 22, "结论": 10, "缺少": 32, "依据的原文": 46, "所在标题": 30, "相近的原文": 40,
    "建议": 34, "提示": 26, "人工复核": 24, "豁免": 26, "说明": 34, "原文": 50, "改为": 20, "依据": 20, "检查": 19, "指标": 28, "数值": 12,
    "文件": 40, "原因": 60, "内容": 90, "项目": 14, "编号": 6, "约束力": 7, "行": 5, "序号": 5, "年度": 6,
}  # fmt: skip
_NARROW = 8.5
_LINE_HEIGHT, _MOST_LINES = 14.5, 12  # points; a longer cell shows its beginning


class _Looks(NamedTuple):
    """The formats of cells, and of those whose words have a colour."""

    plain: Any
    head: Any
    rate: Any
    link: Any
    by_word: dict[str, Any]


def render(batch: Batch, _: Options) -> bytes:
    """The workbook; links in the overview lead to a report's first row in the other sheets."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {**NEVER, "in_memory": True})
    book.set_properties({"title": "法治政府建设年度报告检查结果", "comments": clean(f"清单 {batch.checklist.id} {batch.checklist.version}")})
    looks = sheet_looks(book)
    overview = book.add_worksheet(_OVERVIEW)
    first_rows: dict[str, list[int | None]] = {}
    left_out = 0
    for title, head, tables in (
        (_ITEMS, ITEM_HEAD, [list(item_rows(report, batch.checklist)) for report in batch.reports]),
        (_FINDINGS, FINDING_HEAD, [list(finding_rows(report)) for report in batch.reports]),
        (_FACTS, FACT_HEAD, [list(fact_rows(report)) for report in batch.reports]),
    ):
        first_rows[title], missed = fill(book.add_worksheet(title), head, tables, looks)
        left_out += missed
    if batch.unreadable:
        left_out += fill(book.add_worksheet("未能读取"), UNREADABLE_HEAD, [list(unreadable_rows(batch))], looks)[1]
    left_out += _fill_overview(overview, batch, first_rows, looks)
    fill(book.add_worksheet("说明"), ("项目", "内容"), [list(_legend(batch, left_out))], looks)
    for sheet in book.worksheets():
        _set_up_print(sheet, batch)
    book.close()
    return stream.getvalue()


def fill(
    sheet: Any, head: Sequence[str], tables: Iterable[Sequence[Sequence[Cell]]], looks: _Looks, limit: int = MAX_ROWS
) -> tuple[list[int | None], int]:
    """Write a header and the rows of each table below each other.

    Returns each table's first row (0-based; None when it has none), and how many rows found no place in the sheet: its
    last line then says so.
    """
    _begin(sheet, head, looks)
    firsts: list[int | None] = []
    row, left_out = 1, 0
    for table in tables:
        room = max(0, limit - 1 - row)  # one line is kept for the message
        firsts.append(row if table[:room] else None)
        for values in table[:room]:
            _write_row(sheet, row, values, looks)
            sheet.set_row(row, _height(head, values))
            row += 1
        left_out += len(table[room:])
    if left_out:
        sheet.write_string(row, 0, f"工作表行数已到上限，另有 {left_out} 行未写入，请分批检查或改用 json、csv。", looks.plain)
    sheet.autofilter(0, 0, max(row - 1, 1), len(head) - 1)
    sheet.print_area(0, 0, max(row, 1), head.index(_LAST_PRINTED.get(sheet.get_name(), head[-1])))
    return firsts, left_out


def _begin(sheet: Any, head: Sequence[str], looks: _Looks) -> None:
    for column, word in enumerate(head):
        sheet.set_column(column, column, _WIDTHS.get(word, _NARROW))
        sheet.write_string(0, column, word, looks.head)
    sheet.set_row(0, 30)  # two lines of words
    sheet.freeze_panes(1, 0)


def _write_row(sheet: Any, row: int, values: Sequence[Cell], looks: _Looks) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            text = cell_text(value)
            sheet.write_string(row, column, text, looks.by_word.get(text, looks.plain))
        elif value is not None and math.isfinite(value):
            sheet.write_number(row, column, value, looks.plain)
        else:
            sheet.write_blank(row, column, None, looks.plain)


def _height(head: Sequence[str], values: Sequence[Cell]) -> float:
    """The row's height in points: not every program finds it by itself."""
    most = 1
    for word, value in zip(head, values, strict=True):
        if isinstance(value, str):
            room = _WIDTHS.get(word, _NARROW)
            most = max(most, sum(max(1, math.ceil(width(line) / room)) for line in value.split("\n")))
    return _LINE_HEIGHT * min(most, _MOST_LINES) + 2


def sheet_looks(book: Any) -> _Looks:
    """The formats of a workbook."""
    base = {**FONT, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    by_word = {words.marked(status): book.add_format({**base, **look}) for status, look in STATUS_LOOK.items()}
    by_word |= {words.STATUS[status]: by_word[words.marked(status)] for status in Status}
    by_word |= {words.SEVERITY[severity]: book.add_format({**base, **look}) for severity, look in SEVERITY_LOOK.items()}
    by_word[words.FORCE[Force.REQUIRED]] = book.add_format({**base, "bold": True})
    return _Looks(
        plain=book.add_format(base),
        head=book.add_format({**base, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "valign": "vcenter"}),
        rate=book.add_format({**base, "num_format": "0%"}),
        link=book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
        by_word=by_word,
    )


def _fill_overview(sheet: Any, batch: Batch, first_rows: dict[str, list[int | None]], looks: _Looks) -> int:
    """A row for each report, with links into the other sheets; returns how many rows found no place."""
    rows = [_overview_row(number, report) for number, report in enumerate(batch.reports, 1)]
    firsts, left_out = fill(sheet, _OVERVIEW_HEAD, [[row] for row in rows], looks)
    sheet.freeze_panes(1, 2)
    for index, row in enumerate(firsts):
        if row is None:
            continue
        report = batch.reports[index]
        value = rows[index][_RATE]
        if isinstance(value, float):
            sheet.write_number(row, _RATE, value, looks.rate)
        _link(sheet, row, 1, _ITEMS, first_rows[_ITEMS][index], name(report), looks)
        for column, severity in enumerate(SEVERITIES, _FIRST_SEVERITY):
            number = sum(finding.severity == severity for finding in report.findings)
            if number:
                _link(sheet, row, column, _FINDINGS, first_rows[_FINDINGS][index], str(number), looks)
    return left_out


def _link(sheet: Any, row: int, column: int, target: str, target_row: int | None, text: str, looks: _Looks) -> None:
    if target_row is not None:
        sheet.write_url(row, column, f"internal:'{target}'!A{target_row + 1}", looks.link, cell_text(text))


def _overview_row(number: int, report: CheckResult) -> list[Cell]:
    count, whole, profile = counts(report.items), applicable(report.items), report.profile
    who: list[Cell] = [number, name(report), profile.unit, words.level(profile), profile.year, report.characters, whole]
    found = [sum(finding.severity == severity for finding in report.findings) for severity in SEVERITIES]
    rate = count[Status.COVERED] / whole if whole else None
    return [*who, *count.values(), rate, len(gaps(report, Force.REQUIRED)), *found, "\n".join(report.notes), report.path]


def _legend(batch: Batch, left_out: int) -> Iterator[list[Cell]]:
    info = batch.checklist
    yield ["程序", f"fazhi {tool_version()}"]
    yield ["清单", f"{info.title} {info.id} {info.version}".strip()]
    yield ["清单摘要", info.digest]
    yield [words.STATUS[Status.COVERED], "工作部分写明本年度做了，要素齐全。"]
    yield [words.STATUS[Status.PARTIAL], "工作部分谈到了，缺要素，或者只是表态。"]
    yield [words.STATUS[Status.ADMITTED], "只在不足部分说到。"]
    yield [words.STATUS[Status.PLANNED], "只在今后的打算里说到。"]
    yield [words.STATUS[Status.MISSING], "程序在报告各部分都没有找到；不等于没有做，请人工核对。"]
    yield [words.STATUS[Status.NOT_APPLICABLE], "这一级、这一年不查，或报告写明没有这类事项。"]
    yield ["覆盖率", "已覆盖的项数除以应检的项数。" + f"缺口包括{'、'.join(words.STATUS[status] for status in GAPS)}。"]
    yield ["打印", "只印每张表靠前的各列；要印其他列，请在“页面布局”中改打印区域。"]
    yield ["行", "原文的第几行，从 1 起；Word、PDF 等按程序读到的文字计。"]
    if left_out:
        yield ["未写入", f"因工作表行数上限，共有 {left_out} 行未写入。"]


def _set_up_print(sheet: Any, batch: Batch) -> None:
    """A4 across, as wide as the sheet, the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    told = clean(f"清单 {batch.checklist.id} {batch.checklist.version}")[:100].replace("&", "&&")
    sheet.set_footer(f"&L{told}&C&A&R第 &P 页，共 &N 页")

"""The views as an Excel workbook, a sheet each. Everything from a report is written as text, never as a formula or a link."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import Status
from checker.output import words
from checker.output.lines import clean, width
from checker.output.sheets import FONT, NEVER, SEVERITY_LOOK, STATUS_LOOK, cell_text
from checker.review.views.prepare import Cell, Table, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 200_000  # of a sheet: larger ones open slowly
_MATRIX, _DETAILS = "矩阵", "单位明细"
_WIDTHS = {
    "单位": 20, "上级": 12, "层级": 12, "名称": 26, "检查项": 24, "缺少": 28, "依据的原文": 46, "相近的原文": 40, "建议": 34, "人工复核": 24, "文件": 36,
    "原因": 60, "说明": 34, "原文": 46, "对照原文": 46, "举例": 50, "指标": 24, "异常": 36, "备注": 20, "本年报告原文": 40, "上年报告原文": 40, "变化": 20,
    "提示": 36, "日期依据": 26, "规定时间": 22, "日期": 12, "对照单位": 20, "对照": 15, "对照文件": 36, "检查": 18, "改为": 20, "依据": 20, "内容": 90,
    "项目": 16, "约束力": 7, "年度": 7, "行": 6, "编号": 6, "按": 6, "对": 6,
}  # fmt: skip
_MATRIX_WIDTHS = {"单位": 20, "上级": 10, "层级": 10, "年度": 6, "文件": 36}
_NARROW = 9.5
_LINE_HEIGHT, _MOST_LINES = 14.5, 8
_SYMBOL = {words.STATUS[status]: words.SYMBOL[status] for status in Status}
LEGEND = "　".join(f"{words.SYMBOL[status]} {words.STATUS[status]}" for status in Status)


class _Looks(NamedTuple):
    plain: Any
    number: Any
    head: Any
    upright: Any
    rate: Any
    link: Any
    title: Any
    by_word: dict[str, Any]
    by_symbol: dict[str, Any]


def write_xlsx(store: DuckDBPyConnection, tables: Sequence[Table], path: Path, about: Sequence[tuple[str, str]]) -> None:
    """The workbook at `path`; `about`: what the last sheet says of it. A unit in the matrix leads to its rows in 单位明细."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {**NEVER, "constant_memory": True})
    book.set_properties({"title": "法治政府建设年度报告汇总", "comments": clean(about[0][1]) if about else ""})
    looks = _looks(book)
    firsts = _detail_rows(store)
    told = [(table.name, table.about) for table in tables if table.about]
    for table in tables:
        sheet = book.add_worksheet(table.name)
        left_out = _fill_matrix(store, sheet, table, looks, firsts) if table.name == _MATRIX else _fill(store, sheet, table, looks)
        _set_up_print(sheet)
        if left_out:
            told.append((table.name, f"行数已到上限，另有 {left_out} 行未写入；请用 --where 缩小范围，或改用 csv、parquet。"))
    _fill_about(book.add_worksheet("说明"), [*about, ("图例", LEGEND), *told], looks)
    book.close()


def _detail_rows(store: DuckDBPyConnection) -> list[int]:
    """The row (0-based) of each report's first verdict in 单位明细, in the order of the matrix."""
    query = "SELECT count(verdicts.item) FROM chosen LEFT JOIN verdicts USING (result) GROUP BY chosen.place ORDER BY chosen.place"
    firsts, row = [], 1
    for (number,) in store.execute(query).fetchall():
        firsts.append(row)
        row += number
    return firsts


def _looks(book: Any) -> _Looks:
    base = {**FONT, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
    head = {**base, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "valign": "vcenter"}
    middle = {**base, "text_wrap": False, "align": "center", "valign": "vcenter"}
    by_word = {words.STATUS[status]: book.add_format({**base, **look}) for status, look in STATUS_LOOK.items()}
    by_word |= {words.SEVERITY[severity]: book.add_format({**base, **look}) for severity, look in SEVERITY_LOOK.items()}
    return _Looks(
        plain=book.add_format(base),
        number=book.add_format({**base, "num_format": "#,##0.##;-#,##0.##"}),
        head=book.add_format(head),
        upright=book.add_format({**head, "rotation": 90, "valign": "bottom", "font_size": 9, "bold": False}),
        rate=book.add_format({**base, "num_format": "0%"}),
        link=book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
        title=book.add_format({**FONT, "bold": True, "valign": "vcenter"}),
        by_word=by_word,
        by_symbol={words.SYMBOL[status]: book.add_format({**middle, **look}) for status, look in STATUS_LOOK.items()},
    )


def _fill(store: DuckDBPyConnection, sheet: Any, table: Table, looks: _Looks) -> int:
    """Header and rows; how many rows found no place."""
    for column, word in enumerate(table.head):
        sheet.set_column(column, column, _width(word))
    sheet.set_row(0, 30)
    for column, word in enumerate(table.head):
        sheet.write_string(0, column, cell_text(word), looks.head)
    sheet.freeze_panes(1, 1)
    row = 0
    for row, values in enumerate(rows_of(store, table), 1):
        if row < MOST_ROWS:
            sheet.set_row(row, _height(table.head, values))
            for column, value in enumerate(values):
                _write(sheet, row, column, value, table.head[column], looks)
    sheet.autofilter(0, 0, max(1, min(row, MOST_ROWS - 1)), len(table.head) - 1)
    return max(0, row - MOST_ROWS + 1)


def _fill_matrix(store: DuckDBPyConnection, sheet: Any, table: Table, looks: _Looks, firsts: Sequence[int]) -> int:
    """The legend, a header of upright titles, and a symbol for each verdict."""
    items = range(table.head.index("必备缺口") + 1, len(table.head) - 1)
    for column, word in enumerate(table.head):
        sheet.set_column(column, column, 2.9 if column in items else _MATRIX_WIDTHS.get(word, 5.5))
    sheet.set_row(0, 22)
    sheet.write_string(0, 0, f"{LEGEND}　　点单位名称看明细", looks.title)
    sheet.set_row(1, 170)
    for column, word in enumerate(table.head):
        sheet.write_string(1, column, cell_text(word), looks.upright if column in items else looks.head)
    sheet.freeze_panes(2, 1)
    row = 1
    for row, (values, first) in enumerate(zip(rows_of(store, table), firsts, strict=True), 2):
        if row >= MOST_ROWS:
            continue
        for column, value in enumerate(values):
            if column in items:
                symbol = _SYMBOL.get(str(value), "")
                sheet.write_string(row, column, symbol, looks.by_symbol.get(symbol, looks.plain))
            elif column == 0 and first < MOST_ROWS:
                sheet.write_url(row, 0, f"internal:'{_DETAILS}'!A{first + 1}", looks.link, cell_text(str(value)))
            else:
                _write(sheet, row, column, value, table.head[column], looks)
    sheet.autofilter(1, 0, max(2, min(row, MOST_ROWS - 1)), len(table.head) - 1)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, max(2, min(row, MOST_ROWS - 1)), len(table.head) - 2)  # paper has no room for the file's name
    return max(0, row - MOST_ROWS + 1)


def _write(sheet: Any, row: int, column: int, value: Cell, head: str, looks: _Looks) -> None:
    if isinstance(value, str):
        text = cell_text(value)
        sheet.write_string(row, column, text, looks.by_word.get(text, looks.plain))
    elif value is None or not math.isfinite(value):
        sheet.write_blank(row, column, None, looks.plain)
    elif head.endswith(("率", "比例", "相同", "套话")) or head.startswith("占"):
        sheet.write_number(row, column, value, looks.rate)
    elif head in ("数值", "中位数", "本单位上年", "本年报告所称上年数", "上年报告所写"):
        sheet.write_number(row, column, value, looks.number)
    else:
        sheet.write_number(row, column, value, looks.plain)


def _width(head: str) -> float:
    return _WIDTHS.get(head, _NARROW)


def _height(head: Sequence[str], values: Sequence[Cell]) -> float:
    """The row's height in points: not every program finds it by itself."""
    most = max((math.ceil(width(value) / _width(word)) for word, value in zip(head, values, strict=True) if isinstance(value, str)), default=1)
    return _LINE_HEIGHT * min(max(most, 1), _MOST_LINES) + 2


def _fill_about(sheet: Any, rows: Sequence[tuple[str, str]], looks: _Looks) -> None:
    sheet.set_column(0, 0, _WIDTHS["项目"])
    sheet.set_column(1, 1, _WIDTHS["内容"])
    for row, (name, told) in enumerate([("项目", "内容"), *rows]):
        sheet.set_row(row, _height(("项目", "内容"), (name, told)))
        for column, text in enumerate((name, told)):
            sheet.write_string(row, column, cell_text(text), looks.plain if row else looks.head)
    _set_up_print(sheet)


def _set_up_print(sheet: Any) -> None:
    """A4 across, as wide as the sheet, the header on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if sheet.get_name() != _MATRIX:
        sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&A&R第 &P 页，共 &N 页")

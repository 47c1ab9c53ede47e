"""Unit × item, and what it adds up to: coverage, the most-missed items, findings by kind, the verdicts of each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.review.views.prepare import COUNTS, GAP, STATUS_HEAD, Table, literal, named

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WHO = ("单位", "上级", "层级", "年度")
_WHO = "name, above, level_word(level, tier), year"
_COUNTED = ", ".join(f"count(*) FILTER (status = '{status}')" for status in COUNTS)
_ASKED = "count(*) FILTER (status <> 'not_applicable')"
_OF_WHOM = f"count(DISTINCT result), {_ASKED}, {_COUNTED}, rate(count(*) FILTER (status = 'covered'), {_ASKED})"


def item_columns(store: DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Id, title and group of the items, in order."""
    return store.execute('SELECT item, title, "group" FROM columns_asked ORDER BY position').fetchall()


def matrix(items: list[tuple[str, str, str]]) -> Table:
    """A row for each report, a column for each item with the word of its status."""
    made = "".join(f", any_value(status_word(status)) FILTER (item = {literal(item)}) AS {named(item)}" for item, *_ in items)
    shown = "".join(f", w.{named(item)}" for item, *_ in items)
    query = f"""SELECT {_WHO}, applicable, covered, rate(covered, applicable), w.open{shown}, path FROM chosen
      JOIN (SELECT result, count(*) FILTER (gap AND force = 'required') AS open{made} FROM verdicts GROUP BY result) w USING (result) ORDER BY place"""
    head = (*WHO, "应检", "已覆盖", "覆盖率", "必备缺口", *(f"{item} {title}" for item, title, _ in items), "文件")
    return Table("矩阵", head, query, "每行一份报告，每列一个检查项。")


def coverage() -> Table:
    """How much is covered, by group, level, parent and year."""
    kinds = (
        ("类别", '"group" || \' \' || coalesce((SELECT name FROM groups_asked g WHERE g."group" = v."group"), \'\')', "min(position)"),
        ("层级", "level_word(level, tier)", "min(place)"),
        ("上级", "coalesce(above, '未识别')", "min(place)"),
        ("年度", "coalesce(year::VARCHAR, '未识别')", "max(year)"),
    )
    parts = [
        f"SELECT {i} AS part, {literal(kind)} AS kind, {by} AS what, {order} AS place, {_OF_WHOM} FROM verdicts v GROUP BY ALL"
        for i, (kind, by, order) in enumerate(kinds)
    ]
    query = f"SELECT * EXCLUDE (part, place) FROM (({') UNION ALL ('.join(parts)})) ORDER BY part, place, what"
    return Table("各类覆盖率", ("按", "名称", "报告数", "应检", *STATUS_HEAD, "覆盖率"), query, "覆盖率 = 已覆盖的项数 ÷ 应检的项数。")


def missed() -> Table:
    """The items, those that most reports leave open first."""
    query = f"""SELECT item, any_value(title), any_value("group"), count(*) FILTER (gap) AS gaps, {_ASKED} AS asked, rate(gaps, asked) AS share, {_COUNTED}
      FROM verdicts GROUP BY item HAVING gaps > 0 ORDER BY share DESC, gaps DESC, min(position)"""
    return Table("缺得最多的项目", ("编号", "检查项", "类别", "缺口报告数", "应检报告数", "缺口比例", *STATUS_HEAD), query)


def findings() -> Table:
    """Findings by kind, with one as an example."""
    query = """SELECT check_kind("check"), "check", severity_word(severity), count(*) AS times, count(DISTINCT f.result), arg_min(message, name), min(name)
      FROM chosen JOIN findings f USING (result) GROUP BY "check", severity
      ORDER BY list_position(['error', 'warning', 'note'], severity), times DESC, "check" """
    return Table("问题", ("类别", "检查", "程度", "处数", "报告数", "举例", "单位"), query)


def finding_list() -> Table:
    """Every finding with its quotation."""
    query = f"""SELECT {_WHO}, severity_word(severity), message, text[f.start + 1 : f.stop], line, stated, expected, fix, source, "check"
      FROM chosen JOIN findings f USING (result) JOIN texts USING (result) ORDER BY chosen.place, f.place"""
    return Table("问题明细", (*WHO, "程度", "说明", "原文", "行", "文中所写", "应为", "改为", "依据", "检查"), query)


def details() -> Table:
    """Each unit's verdicts, with the sentence that they rest on or that comes closest."""
    query = f"""SELECT {_WHO}, i.item, t.title, force_word(force), status_word(status), CASE WHEN {GAP} THEN array_to_string(unmet, '、') END,
        text[e.start + 1 : e.stop], coalesce(e.line, nearest_line), text[nearest_start + 1 : nearest_stop],
        CASE WHEN {GAP} THEN suggest END, i.review, chosen.path
      FROM chosen JOIN items i USING (result) JOIN columns_asked t USING (item) JOIN texts USING (result)
        LEFT JOIN evidence e ON e.result = i.result AND e.item = i.item AND e.place = 0
      ORDER BY chosen.place, position"""
    head = (*WHO, "编号", "检查项", "约束力", "结论", "缺少", "依据的原文", "行", "相近的原文", "建议", "人工复核", "文件")
    return Table("单位明细", head, query)


def unreadable() -> Table:
    """The files that could not be read; of no unit, so `--where` does not concern them."""
    return Table("未能读取", ("文件", "原因"), "SELECT path, reason FROM unreadable ORDER BY path")

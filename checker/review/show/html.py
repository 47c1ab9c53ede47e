"""The views as one page that needs nothing beside it: the matrix to filter, the other views, and a section for each unit.

Nothing of a report can act: all text is escaped, and the browser runs only our own script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import Status
from checker.output import words
from checker.output.lines import clean, shorten
from checker.review.views.matrix import item_columns
from checker.review.views.prepare import Cell, Table, rows_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from jinja2 import Environment

MOST_REPORTS = 1000  # a browser shows no more without trouble
_MOST_ROWS = 2000  # of a view beside the matrix
_SHOWN = ("各类覆盖率", "缺得最多的项目", "问题", "异常数据", "年度对比", "上年数不符", "文字重复", "重复报告", "重复段落", "报送情况", "指标", "未能读取")
# What HTML forbids, and what would change the direction of the text around it.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_QUOTE = 160  # characters of a quotation


class _Unit(NamedTuple):
    """A report's row in the matrix and its section. `cells`: letters of statuses, in the order of the items."""

    place: int
    name: str
    above: str | None
    level: str
    year: int | None
    title: str | None
    path: str
    applicable: int
    covered: int
    share: int | None
    cells: Sequence[str]
    counts: Mapping[Status, int]


class _View(NamedTuple):
    """A table as the page shows it; `cut`: it has further rows."""

    name: str
    about: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    cut: bool


_UNITS = """
SELECT place, name, above, level_word(level, tier), year, title, path, applicable, covered, partial, admitted, planned, missing, not_applicable, result
FROM chosen ORDER BY place LIMIT ?"""
_CELLS = "SELECT result, item, status FROM verdicts SEMI JOIN shown USING (result)"
_ITEMS = """
SELECT i.result, i.item, t.title, i.force, i.status, array_to_string(unmet, '、'), text[e.start + 1 : e.stop], e.line,
  text[nearest_start + 1 : nearest_stop], nearest_line, suggest, i.review
FROM shown JOIN items i USING (result) JOIN columns_asked t USING (item) JOIN texts USING (result)
LEFT JOIN evidence e ON e.result = i.result AND e.item = i.item AND e.place = 0
ORDER BY i.result, i.status = 'covered', i.status = 'not_applicable', position"""
_FINDINGS = """
SELECT f.result, severity, message, text[f.start + 1 : f.stop], line FROM shown JOIN findings f USING (result) JOIN texts USING (result)
ORDER BY f.result, f.place"""
_FIGURES = """
SELECT f.result, indicator, value, measure, ranking, n, mid, beside_peers OR beside_itself, text[f.start + 1 : f.stop]
FROM shown JOIN figures f USING (result) JOIN texts USING (result) ORDER BY f.result, f.start"""
_OTHERS = """
SELECT n.result, CASE WHEN own THEN '本单位上年报告' ELSE o.name || ' ' || coalesce(o.year::VARCHAR, '') END, same, size / whole
FROM shown JOIN numbered n USING (result) JOIN every o ON o.result = n.other
UNION ALL
SELECT n.other, e.name || ' ' || coalesce(e.year::VARCHAR, ''), same, size / other_whole
FROM shown JOIN numbered n ON n.other = shown.result JOIN every e ON e.result = n.result WHERE NOT own
ORDER BY 1, 4 DESC"""
_CHANGES = """
SELECT v.result, v.item, v.title, o.status, v.status, v.gap FROM shown JOIN before USING (result) JOIN verdicts v USING (result)
JOIN items o ON o.result = before.former AND o.item = v.item
WHERE (v.gap AND o.status = 'covered') OR (v.status = 'covered' AND o.status NOT IN ('covered', 'not_applicable')) ORDER BY v.result, v.gap DESC, v.position"""
_FORMER = "SELECT result, indicator, measure, stated, own, quote, own_quote FROM shown JOIN differing USING (result) ORDER BY 1, 2"
_DATES = "SELECT result, kind, strftime(day, '%Y-%m-%d'), term, told FROM shown JOIN dates USING (result)"


def render(store: DuckDBPyConnection, tables: Sequence[Table], about: Sequence[tuple[str, str]]) -> str:
    """The page of the chosen reports; of very many the first ones, which it says."""
    items = item_columns(store)
    store.execute(f"CREATE OR REPLACE TEMP TABLE shown AS SELECT result FROM chosen ORDER BY place LIMIT {MOST_REPORTS}")
    heads = store.execute(_UNITS, [MOST_REPORTS]).fetchall()
    statuses: dict[int, dict[str, str]] = defaultdict(dict)
    for result, item, status in store.execute(_CELLS).fetchall():
        statuses[result][item] = status
    units = [(_unit(head, statuses[head[-1]], items), head[-1]) for head in heads]
    row = store.execute("SELECT count(*) FROM chosen").fetchone()
    page: str = (
        _environment()
        .get_template("page.html")
        .render(
            units=units,
            total=row[0] if row else 0,
            items=items,
            groups=_groups(store, items),
            views=[_view(store, table) for table in tables if table.name in _SHOWN],
            choices=_choices([unit for unit, _ in units]),
            of_items=_by_result(store, _ITEMS),
            of_findings=_by_result(store, _FINDINGS),
            of_figures=_by_result(store, _FIGURES),
            of_others=_by_result(store, _OTHERS),
            of_changes=_by_result(store, _CHANGES),
            of_former=_by_result(store, _FORMER),
            of_dates=_by_result(store, _DATES),
            about=about,
        )
    )
    return page


def _unit(head: Sequence[Any], statuses: Mapping[str, str], items: Sequence[tuple[str, str, str]]) -> _Unit:
    place, name, above, level, year, title, path, applicable, covered = head[:9]
    share = round(100 * covered / applicable) if applicable else None
    cells = [statuses.get(item, "") for item, *_ in items]
    return _Unit(place, clean(name), above, level, year, title, path, applicable, covered, share, cells, dict(zip(Status, head[8:14], strict=True)))


def _groups(store: DuckDBPyConnection, items: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, int]]:
    """Letter, name and number of items of the groups, in the order of the columns."""
    names = dict(store.execute('SELECT "group", name FROM groups_asked').fetchall())
    found: dict[str, int] = {}
    for *_, group in items:
        found[group] = found.get(group, 0) + 1
    return [(group, names.get(group) or "", number) for group, number in found.items()]


def _choices(units: Sequence[_Unit]) -> dict[str, list[Any]]:
    """What the page's filters offer."""
    return {
        "level": list(dict.fromkeys(unit.level for unit in units)),
        "above": sorted({unit.above for unit in units if unit.above}),
        "year": sorted({unit.year for unit in units if unit.year}, reverse=True),
    }


def _view(store: DuckDBPyConnection, table: Table) -> _View:
    rows: list[list[str]] = []
    for row in rows_of(store, table):
        if len(rows) > _MOST_ROWS:
            break
        rows.append([_told(head, cell) for head, cell in zip(table.head, row, strict=True)])
    return _View(table.name, table.about, table.head, rows[:_MOST_ROWS], len(rows) > _MOST_ROWS)


def _told(head: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return shorten(cell, _QUOTE)
    if head.endswith(("率", "比例", "相同", "套话")) or head.startswith("占"):
        return f"{100 * cell:.0f} %"
    return number_word(cell)


def number_word(value: float) -> str:
    """A figure without needless zeros."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.4f}".rstrip("0").rstrip(".")


def _by_result(store: DuckDBPyConnection, query: str) -> Mapping[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for result, *row in store.execute(query).fetchall():
        found[result].append(row)
    return found


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def safe(value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, Markup):
            return _UNSAFE.sub("", value)
        return "" if value is None else value

    loader = PackageLoader("checker.review.show")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=safe, trim_blocks=True, lstrip_blocks=True)
    style, script = (loader.get_source(environment, name)[0] for name in ("page.css", "page.js"))
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_source_hash(style)}; script-src {_source_hash(script)}; base-uri 'none'; form-action 'none'",
        symbol={str(status): words.SYMBOL[status] for status in Status},
        word={str(status): words.STATUS[status] for status in Status},
        force_word={str(force): told for force, told in words.FORCE.items()},
        severity_word=words.SEVERITY,
        unknown=words.UNKNOWN,
        clean=clean,
        shorten=shorten,
        number_word=number_word,
        quote_length=_QUOTE,
    )
    return environment


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

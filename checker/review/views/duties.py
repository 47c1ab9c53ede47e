"""Who has submitted a report for a year, who has not, and whether its date keeps the terms.

《法治政府建设与责任落实督察工作规定》 第四章: local governments below the province and departments report 3月1日之前, provinces
4月1日之前; reports are made public 4月1日之前. The day itself is one to look at, not a breach for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Level
from checker.review.query import check_where, fill, limited
from checker.review.views.prepare import Table
from checker.text import normalise

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REPORT, _PUBLISH = (3, 1), (4, 1)  # month and day of the year that follows
_HEAD, _TAIL = 800, 2500  # characters in which a date stands
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR, _NUMBER = r"(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})", r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DATE = rf"{_YEAR}(?:年|[-/.])(?P<month>{_NUMBER})(?:月|[-/.])(?P<day>{_NUMBER})日?"
_SIGNED = re.compile(rf"^[(（]?{_DATE}[)）]?$")
_PUBLISHED = re.compile(rf"(?:发布|发文|公开|公布|更新)(?:日期|时间)[:：]?{_DATE}")
_LONGEST_LINE, _MAYBE = 200, re.compile(r"日期|时间|年[^，。]*月[^，。]*日|\d[-/.]\d")  # what is worth a closer look
_SIGNATURE, _PUBLICATION = "落款日期", "发布日期"


class Dated(NamedTuple):
    """A date in a report: what it is the date of, and how it is written."""

    kind: str
    day: date
    quote: str


_MATCHED = """
CREATE OR REPLACE TEMP TABLE listed AS
WITH years AS (SELECT DISTINCT year FROM chosen WHERE year IS NOT NULL)
SELECT u.unit, u.level, u.parent, coalesce(u.year, years.year) AS year, u.file, u.line
FROM units u LEFT JOIN years ON u.year IS NULL;
CREATE OR REPLACE TEMP TABLE submitted AS
SELECT DISTINCT l.line, l.year, e.result FROM listed l JOIN every e ON e.year = l.year AND (
  (l.file IS NULL AND e.unit = l.unit AND (l.parent IS NULL OR e.above IS NULL OR e.above = l.parent))
  OR e.result IN (SELECT result FROM files WHERE path = l.file));
CREATE OR REPLACE TEMP TABLE absent AS
SELECT l.*, (SELECT min(reason) FROM files WHERE path = l.file) AS reason FROM listed l WHERE NOT EXISTS
  (FROM submitted s WHERE s.line = l.line AND s.year IS NOT DISTINCT FROM l.year);
"""


def make_duties(store: DuckDBPyConnection, where: str | None) -> None:
    """The temporary tables `absent` (units of the list without a report; `where` concerns them too) and `dates`."""
    store.execute(_MATCHED)
    if where:
        shaped = "SELECT * FROM reports LIMIT 0"
        units = "SELECT unit, level, level AS tier, parent, year, line FROM absent"
        query = f"SELECT line, year FROM (({shaped}) UNION ALL BY NAME ({units})) WHERE (\n{check_where(where)}\n)"
        with limited(store, "--where 的条件"):
            kept = store.execute(query).fetchall()
        fill(store, "kept_absent", "line INTEGER, year INTEGER", kept)
        store.execute("DELETE FROM absent WHERE NOT EXISTS (FROM kept_absent k WHERE k.line = absent.line AND k.year IS NOT DISTINCT FROM absent.year)")
    found: list[tuple[object, ...]] = []
    cursor = store.execute(f"SELECT result, level, year, text[1 : {_HEAD}], text[-{_TAIL} :] FROM chosen JOIN texts USING (result)")
    while rows := cursor.fetchmany(500):
        for result, level, year, head, tail in rows:
            dated = find_date(head, tail, year)
            if dated:
                found.append((result, dated.kind, dated.day.isoformat(), dated.quote, *judge_date(dated, level, year)))
    fill(store, "dates", "result UBIGINT, kind VARCHAR, day DATE, quote VARCHAR, term VARCHAR, told VARCHAR", found)


def find_date(head: str, tail: str, year: int | None) -> Dated | None:
    """The signature's date, else that of publication, in the first and last characters of a report on `year`; None = none that is sure."""
    lines = [normalise(line).text for line in (*head.splitlines(), *tail.splitlines()) if len(line) <= _LONGEST_LINE and _MAYBE.search(line)]
    signed = [Dated(_SIGNATURE, *one) for line in lines if (one := _date(_SIGNED.match(line), year))]
    published = [Dated(_PUBLICATION, *one) for line in lines for match in _PUBLISHED.finditer(line) if (one := _date(match, year))]
    for found in (signed, published):
        days = {one.day for one in found}
        if len(days) == 1:
            return found[0]
        if days:  # two dates: which is the report's cannot be told
            return None
    return None


def _date(match: re.Match[str] | None, year: int | None) -> tuple[date, str] | None:
    if match is None:
        return None
    try:
        day = date(int(match["year"].translate(_DIGITS)), _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None
    if year is not None and not (year, 10) <= (day.year, day.month) <= (year + 2, 12):  # a date of something else
        return None
    return day, match[0]


def _number(text: str) -> int:
    """3, 12, 三, 十, 二十, 二十三."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digit = {char: number for number, char in enumerate("一二三四五六七八九", 1)}
    return (digit.get(tens, 1) * 10 if ten else 0) + digit.get(ones, 0)


def judge_date(dated: Dated, level: str | None, year: int | None) -> tuple[str | None, str | None]:
    """The term that the date is held against, and what is to be said of it (None = in time)."""
    if year is None or level is None or year >= date.max.year:
        return None, None
    publication = dated.kind == _PUBLICATION
    month, day = _PUBLISH if publication or level == Level.PROVINCE else _REPORT
    term = date(year + 1, month, day)
    told = f"{year + 1}年{month}月{day}日之前{'公开' if publication else '报送'}"
    if dated.day < term:
        return told, None
    if dated.day == term:
        return told, f"{dated.kind}正是{month}月{day}日，规定是“之前”，请核对"
    return told, f"{dated.kind}晚于规定的时间，请核对实际{'公开' if publication else '报送'}时间"


DUTY_HEAD: Sequence[str] = ("单位", "上级", "层级", "年度", "报送", "日期", "日期依据", "规定时间", "提示", "文件")


def duties() -> Table:
    """Of each listed unit and each report: submitted or not, its date, and the term. The missing ones first."""
    query = """
      SELECT unit, parent, level_word(level, NULL), year, CASE WHEN reason IS NULL THEN '库中未检出' ELSE '未能读取' END, NULL, NULL, NULL,
        coalesce(reason, '名单中有此单位，结果库中未检出它这一年度的报告'), file, 0 AS part, line AS place FROM absent
      UNION ALL
      SELECT name, above, level_word(level, tier), year,
        CASE WHEN NOT EXISTS (FROM units) OR result IN (SELECT result FROM submitted) THEN '已报送' ELSE '不在名单' END,
        strftime(day, '%Y-%m-%d'), CASE WHEN day IS NULL THEN '未检出日期' ELSE dates.kind || '：' || dates.quote END, term, told, path,
        CASE WHEN told IS NULL THEN 2 ELSE 1 END, place FROM chosen LEFT JOIN dates USING (result)
      ORDER BY part, place"""
    told = "名单由 --units 给出；没有名单时只列库中已有的报告。规定：省级政府四月一日之前，其他地方政府和各级政府部门三月一日之前报送；四月一日之前公开。"
    return Table("报送情况", tuple(DUTY_HEAD), f"SELECT * EXCLUDE (part, place) FROM ({query})", told)


def late(store: DuckDBPyConnection) -> Iterator[tuple[str, int]]:
    """What is amiss, and how often: for the terminal."""
    missing = store.execute("SELECT count(*) FROM absent").fetchone()
    if missing and missing[0]:
        yield "名单中未检出报告的单位", missing[0]
    yield from store.execute("SELECT told, count(*) FROM dates WHERE told IS NOT NULL GROUP BY told ORDER BY 2 DESC, 1").fetchall()

"""One year against the year before: items gained and lost, and figures that last year's own report tells otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.review.views.matrix import WHO
from checker.review.views.prepare import Table, literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BEFORE = """
CREATE OR REPLACE TEMP TABLE before AS
  SELECT c.result, c.body, arg_min(p.result, p.place) AS former, any_value(p.year) AS former_year
  FROM chosen c JOIN every p ON p.body = c.body AND p.year = c.year - 1 GROUP BY c.result, c.body;
"""
# A former figure either names its indicator, or stands right behind this year's: “35件，较上年的30件”.
_FORMER = """
CREATE OR REPLACE TEMP TABLE former_facts AS
  SELECT f.*, b.body, former_year FROM before b JOIN facts f USING (result) WHERE f.period = former_year AND NOT f.approximate;
CREATE OR REPLACE TEMP TABLE stated AS
SELECT f.result, f.body, former_year, coalesce(f.name, n.name) AS indicator, f.unit AS measure, f.value, f.start, f.stop
FROM former_facts f LEFT JOIN facts n
  ON f.name IS NULL AND n.result = f.result AND n.place = f.place - 1 AND n.name IS NOT NULL AND n.unit = f.unit AND n.period = former_year + 1
LEFT JOIN texts t ON n.result IS NOT NULL AND t.result = n.result
WHERE f.name IS NOT NULL OR regexp_matches(t.text[n.stop + 1 : f.stop], {behind});
CREATE OR REPLACE TEMP TABLE differing AS
WITH own AS (
  SELECT p.body, p.year, f.name AS indicator, f.unit AS measure, list(DISTINCT f.value) AS values, arg_min(p.result, f.start) AS source,
    min(f.start) AS start, arg_min(f.stop, f.start) AS stop
  FROM every p JOIN facts f USING (result)
  WHERE p.body IS NOT NULL AND f.name IS NOT NULL AND f.period IS NOT DISTINCT FROM p.year AND NOT f.approximate
  GROUP BY ALL HAVING count(DISTINCT f.value) = 1)
SELECT s.result, s.indicator, s.measure, s.value AS stated, own.values[1] AS own, x.text[s.start + 1 : s.stop] AS quote,
  y.text[own.start + 1 : own.stop] AS own_quote
FROM stated s JOIN own ON (own.body, own.year, own.indicator, own.measure) = (s.body, s.former_year, s.indicator, s.measure)
JOIN texts x ON x.result = s.result JOIN texts y ON y.result = own.source
WHERE s.value <> own.values[1]
  AND NOT (regexp_matches(quote || own_quote, '[万亿]') AND abs(s.value - own.values[1]) <= 0.05 * greatest(s.value, own.values[1]));
"""


def make_years(store: DuckDBPyConnection, compared: Sequence[str], former: Sequence[str]) -> None:
    """The temporary tables `before` (a report and the unit's own of the year before) and `differing`.

    `compared`, `former`: the words of the rule data that lead from this year's figure to last year's (较 · 上年). Where
    last year's report gives an indicator twice with different figures, nothing is said.
    """
    store.execute(_BEFORE)
    store.execute(_FORMER.format(behind=literal(_behind(compared, former))))


def _behind(compared: Sequence[str], former: Sequence[str]) -> str:
    either, last = ("|".join(map(re.escape, sorted(some, key=len, reverse=True))) for some in (compared, former))
    return rf"^[)、,，（(]?(?:{either})?(?:{last})(?:同期|全年)?[的为是]?\s*[\d０-９]"


def gained_and_lost() -> Table:
    """Items that one of two years' reports of a unit covers and the other does not."""
    query = """SELECT c.name, c.above, level_word(c.level, c.tier), c.year, v.item, v.title, status_word(o.status), status_word(v.status),
        CASE WHEN v.gap THEN '上年写到，本年有缺口' ELSE '上年有缺口，本年写到' END
      FROM before b JOIN chosen c USING (result) JOIN verdicts v USING (result) JOIN items o ON o.result = b.former AND o.item = v.item
      WHERE (v.gap AND o.status = 'covered') OR (v.status = 'covered' AND o.status NOT IN ('covered', 'not_applicable'))
      ORDER BY c.place, v.gap DESC, v.position"""
    return Table("年度对比", (*WHO, "编号", "检查项", "上年结论", "本年结论", "变化"), query, "同一单位相邻两年的报告相比。")


def differing_figures() -> Table:
    """Figures of last year as this year's report tells them, against last year's report itself."""
    query = """SELECT name, above, level_word(level, tier), year, indicator, measure, stated, own, quote, own_quote
      FROM differing JOIN chosen USING (result) ORDER BY place, indicator"""
    head = (*WHO, "指标", "计量单位", "本年报告所称上年数", "上年报告所写", "本年报告原文", "上年报告原文")
    return Table("上年数不符", head, query, "本年报告说到的上年数，与本单位上年报告所写的不一致；上年报告写了不止一个数的不比。")

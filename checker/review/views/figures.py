"""The indicators of one report beside those of its peers: same level, same year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.review.views.matrix import WHO
from checker.review.views.prepare import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PEERS = 5  # fewer reports with a figure tell nothing of what is usual
_TIMES = 8  # so many times the usual figure, up or down, looks like a digit too many or a unit mixed up
_FAR = 3.5  # robust z on the logarithm: a figure that varies widely among all is no outlier at ten times
_SMALL = 20  # the larger of two years' figures; from 1 to 9 is no wonder
_ROBUST = 0.6745  # makes the median of absolute deviations comparable with a standard deviation

_FIGURES = f"""
CREATE OR REPLACE TEMP TABLE told AS
  SELECT f.result, f.name AS indicator, f.unit AS measure, e.place, e.body, e.level, e.tier, e.year,
    arg_min(f.value, f.approximate::INT * 1000000 + f.place) AS value, arg_min(f.start, f.approximate::INT * 1000000 + f.place) AS start,
    arg_min(f.stop, f.approximate::INT * 1000000 + f.place) AS stop, count(DISTINCT f.value) AS different
  FROM every e JOIN facts f USING (result) WHERE f.name IS NOT NULL AND (f.period IS NULL OR f.period IS NOT DISTINCT FROM e.year)
  GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE peers AS
  WITH logs AS (SELECT *, CASE WHEN value > 0 THEN log10(value) END AS size FROM told WHERE level IS NOT NULL AND year IS NOT NULL),
  middles AS (SELECT indicator, measure, level, tier, year, count(*) AS n, median(value) AS mid, median(size) AS mid_size FROM logs GROUP BY ALL)
  SELECT m.*, median(abs(value - mid)) AS mad, median(abs(size - mid_size)) AS mad_size
  FROM logs l JOIN middles m ON (l.indicator, l.measure, l.level, l.year) = (m.indicator, m.measure, m.level, m.year) AND l.tier IS NOT DISTINCT FROM m.tier
  GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE figures AS
  WITH bodies AS (SELECT level, tier, year, count(*) AS reports FROM every GROUP BY ALL),
  before AS (SELECT body, year, indicator, measure, min(value) AS value FROM told WHERE body IS NOT NULL GROUP BY ALL HAVING count(DISTINCT value) = 1),
  ranked AS (
    SELECT t.*, rank() OVER (PARTITION BY indicator, measure, level, tier, year ORDER BY value DESC) AS ranking FROM told t)
  SELECT r.*, p.n, b.reports, p.mid, before.value AS former,
    CASE WHEN p.n >= {_PEERS} AND p.mad > 0 THEN {_ROBUST} * (r.value - p.mid) / p.mad END AS z,
    r.measure <> '%' AND p.n >= {_PEERS} AND p.mid > 0 AND r.value > 0 AND (r.value >= {_TIMES} * p.mid OR r.value * {_TIMES} <= p.mid)
      AND (p.mad_size = 0 OR {_ROBUST} * abs(log10(CASE WHEN r.value > 0 THEN r.value END) - p.mid_size) / p.mad_size >= {_FAR}) AS beside_peers,
    r.measure <> '%' AND before.value > 0 AND r.value > 0 AND greatest(r.value, before.value) >= {_SMALL}
      AND (r.value >= {_TIMES} * before.value OR r.value * {_TIMES} <= before.value) AS beside_itself
  FROM ranked r LEFT JOIN bodies b ON b.level = r.level AND b.year = r.year AND b.tier IS NOT DISTINCT FROM r.tier
  LEFT JOIN peers p ON (p.indicator, p.measure, p.level, p.year) = (r.indicator, r.measure, r.level, r.year) AND p.tier IS NOT DISTINCT FROM r.tier
  LEFT JOIN before ON (before.body, before.year, before.indicator, before.measure) = (r.body, r.year - 1, r.indicator, r.measure);
"""
_SEEN = "FROM chosen c JOIN figures f USING (result) JOIN texts USING (result)"
_WHOSE = "c.name, c.above, level_word(c.level, c.tier), c.year"
_QUOTE = "text[f.start + 1 : f.stop]"
# “约为中位数的 10 倍”, “约为中位数的十分之一” as 1/10
_TOLD_TIMES = "CASE WHEN f.value >= {0} THEN '约 ' || round(f.value / {0})::BIGINT || ' 倍' ELSE '约 1/' || round({0} / f.value)::BIGINT END"
_WHY = f"""concat_ws('；',
  CASE WHEN beside_peers THEN '为同级同年 ' || n || ' 份报告中位数（' || round(mid, 2)::VARCHAR || '）的' || {_TOLD_TIMES.format("mid")} END,
  CASE WHEN beside_itself THEN '为本单位上年（' || round(former, 2)::VARCHAR || '）的' || {_TOLD_TIMES.format("former")} END)"""


def make_figures(store: DuckDBPyConnection) -> None:
    """The temporary table `figures`: one figure of each report and indicator, with what is usual among its peers.

    The first exact figure that a report gives counts; peers are all reports of the store of the same level and year.
    """
    store.execute(_FIGURES)


def indicators() -> Table:
    """Every unit's figure by indicator, with rank, robust z and share of the peers that give it."""
    query = f"""SELECT indicator, measure, {_WHOSE}, f.value, ranking, n, reports, rate(n, reports), mid, round(z, 2), former,
        CASE WHEN f.different > 1 THEN '文中另有 ' || (f.different - 1) || ' 个不同的数' END, nullif({_WHY}, ''), {_QUOTE}
      {_SEEN} ORDER BY indicator, measure, c.level, c.tier, c.year, ranking, c.place"""
    head = ("指标", "计量单位", *WHO, "数值", "名次", "写明的同级报告", "同级报告", "写明比例", "中位数", "稳健z", "本单位上年", "备注", "异常", "原文")
    told = "同级、同年度相比；稳健z = 0.6745 ×（数值 - 中位数）÷ 绝对离差的中位数，不足五份或离差为零时不计。"
    return Table("指标", head, query, told)


def outliers() -> Table:
    """Figures about ten times, or a tenth, of their neighbours."""
    query = f"""SELECT {_WHOSE}, indicator, f.value, measure, {_WHY}, {_QUOTE} {_SEEN} WHERE beside_peers OR beside_itself
      ORDER BY greatest(CASE WHEN beside_peers THEN abs(log10(f.value / mid)) ELSE 0 END,
        CASE WHEN beside_itself THEN abs(log10(f.value / former)) ELSE 0 END) DESC, c.place, indicator"""
    head = (*WHO, "指标", "数值", "计量单位", "异常", "原文")
    return Table("异常数据", head, query, "与同级同年中位数或本单位上年相差八倍以上的数，请核对是否多写少写了位数或写错了单位。")

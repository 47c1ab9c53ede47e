"""Repeated text: what a report shares with the unit's own report of the year before, and with other units' reports.

Sentences are compared by their hash (figures masked). What stands in many units' reports is set aside first: official
formulas copy nobody, and without them no sentence is shared by so many reports that joining them is costly. Sentences that are
alike but not equal are looked for only within pairs that share some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.review.query import fill
from checker.review.views.matrix import WHO
from checker.review.views.prepare import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHARE_OF_UNITS, _FEWEST_UNITS, _MOST_UNITS = 0.1, 3, 30  # in more units' reports than that a sentence is a formula
_SAME = 3  # sentences that a pair shares at least
_SHARE = 0.1  # of the shorter report
_NEAREST = 5  # pairs of one report
_MOST_PAIRS = 1000
_MOST_PASSAGES = 20_000
_ALIKE = 80.0  # rapidfuzz's ratio
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"\s+")

_SAID = """
CREATE OR REPLACE TEMP TABLE said AS
  SELECT e.result, e.place, coalesce(e.body, -e.place) AS body, e.year, hash, min(s.start) AS start, arg_min(s.stop, s.start) AS stop
  FROM every e JOIN sentences s USING (result)
  WHERE NOT EXISTS (FROM sections h WHERE h.result = s.result AND h.start = s.start AND h.heading <> '') GROUP BY ALL;
CREATE OR REPLACE TEMP TABLE shared AS
  SELECT hash, count(DISTINCT body) AS bodies FROM said GROUP BY hash HAVING count(*) > 1;
CREATE OR REPLACE TEMP TABLE rare AS
  SELECT said.*, stop - start AS size, shared.bodies FROM said JOIN shared USING (hash) WHERE shared.bodies <= $limit;
CREATE OR REPLACE TEMP TABLE sizes AS SELECT result, sum(stop - start) AS size FROM said GROUP BY result;
"""
_PAIRS = f"""
CREATE OR REPLACE TEMP TABLE pairs AS
WITH met AS (
  SELECT a.result, b.result AS other, any_value(a.body = b.body) AS own, count(*) AS same, sum(a.size) AS size
  FROM rare a JOIN rare b ON a.hash = b.hash AND a.result <> b.result
    AND CASE WHEN a.body = b.body THEN b.year = a.year - 1
      ELSE b.year = a.year - 1 OR (b.year IS NOT DISTINCT FROM a.year AND a.place < b.place) END
  WHERE a.result IN (SELECT result FROM chosen) OR b.result IN (SELECT result FROM chosen)
  GROUP BY a.result, b.result HAVING count(*) >= {_SAME})
SELECT met.*, x.size AS whole, y.size AS other_whole, met.size / least(x.size, y.size) AS share
FROM met JOIN sizes x USING (result) JOIN sizes y ON y.result = met.other
WHERE met.size >= {_SHARE} * least(x.size, y.size)
QUALIFY own OR row_number() OVER (PARTITION BY met.result, own ORDER BY share DESC, met.other) <= {_NEAREST}
ORDER BY share DESC, met.result, met.other LIMIT {_MOST_PAIRS};
"""
_PASSAGES = """
SELECT p.number, s.start, s.stop, t.text[s.start + 1 : s.stop], o.start, o.stop, u.text[o.start + 1 : o.stop]
FROM numbered p JOIN rare s USING (result) JOIN rare o ON o.result = p.other AND o.hash = s.hash
JOIN texts t ON t.result = p.result JOIN texts u ON u.result = p.other ORDER BY p.number, s.start"""
_SENTENCES = """
SELECT s.result, s.start, s.stop, s.hash, text[s.start + 1 : s.stop] FROM said s JOIN texts USING (result)
WHERE s.result IN (SELECT result FROM pairs UNION SELECT other FROM pairs) AND s.hash NOT IN (SELECT hash FROM shared WHERE bodies > ?)
ORDER BY s.result, s.start"""


class _Sentence(NamedTuple):
    start: int
    stop: int
    hash: int
    text: str


def make_repeats(store: DuckDBPyConnection) -> None:
    """The temporary tables `pairs` and `passages` (of a pair, side by side; `exact` or alike), and `rare` sentences."""
    row = store.execute("SELECT count(DISTINCT coalesce(body, -place)) FROM every").fetchone()
    limit = min(_MOST_UNITS, max(_FEWEST_UNITS, int(_SHARE_OF_UNITS * (row[0] if row else 0))))
    for step in _SAID.split(";\n"):
        if step.strip():
            store.execute(step.replace("$limit", str(limit)))
    store.execute(_PAIRS)
    store.execute("CREATE OR REPLACE TEMP TABLE numbered AS SELECT *, row_number() OVER (ORDER BY share DESC, result, other) AS number FROM pairs")
    exact = [(*row, True) for row in store.execute(_PASSAGES).fetchmany(_MOST_PASSAGES)]
    alike = [(*row, False) for row in _alike(store, limit)]
    columns = "number INTEGER, start INTEGER, stop INTEGER, quote VARCHAR, other_start INTEGER, other_stop INTEGER, other_quote VARCHAR, exact BOOLEAN"
    fill(store, "passages", columns, [*exact, *alike])


def _alike(store: DuckDBPyConnection, limit: int) -> Iterator[tuple[object, ...]]:
    """Within each pair the sentences that are nearly the same."""
    by_report: dict[int, list[_Sentence]] = {}
    for result, *rest in store.execute(_SENTENCES, [limit]).fetchall():
        by_report.setdefault(result, []).append(_Sentence(*rest))
    for number, *pair in store.execute("SELECT number, result, other FROM numbered ORDER BY number").fetchall():
        ours, theirs = (by_report.get(result, []) for result in pair)
        both = {one.hash for one in ours} & {one.hash for one in theirs}
        ours, theirs = ([one for one in some if one.hash not in both] for some in (ours, theirs))
        for a, b in _matches(ours, theirs):
            yield (number, a.start, a.stop, a.text, b.start, b.stop, b.text)


def _matches(ours: Sequence[_Sentence], theirs: Sequence[_Sentence]) -> Iterator[tuple[_Sentence, _Sentence]]:
    from rapidfuzz import fuzz, process

    left = dict(enumerate(map(_masked, theirs)))
    for sentence in ours:
        found = process.extractOne(_masked(sentence), left, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found:
            del left[found[2]]
            yield sentence, theirs[found[2]]


def _masked(sentence: _Sentence) -> str:
    return _FIGURE.sub("0", _SPACE.sub("", sentence.text))


_WITH_ALIKE = """
SELECT n.*, coalesce(a.times, 0) AS alike, n.size + coalesce(a.size, 0) AS taken
FROM numbered n LEFT JOIN (SELECT number, count(*) AS times, sum(stop - start) AS size FROM passages WHERE NOT exact GROUP BY number) a USING (number)"""
_RELATION = "CASE WHEN own THEN '本单位上年报告' ELSE '其他单位报告' END"


def shares() -> Table:
    """Of each report the share that stands in the unit's report of the year before, or in any other unit's."""
    query = f"""WITH alike AS ({_WITH_ALIKE}),
      own AS (SELECT result, max(taken / whole) AS share FROM alike WHERE own GROUP BY result),
      others AS (SELECT result, sum(size) AS size FROM rare WHERE bodies > 1 GROUP BY result),
      formulas AS (SELECT result, sum(stop - start) AS size FROM said WHERE hash NOT IN (SELECT hash FROM rare) AND hash IN (SELECT hash FROM shared)
        GROUP BY result)
      SELECT c.name, c.above, level_word(c.level, c.tier), c.year, round(own.share, 4), rate(coalesce(others.size, 0), sizes.size),
        rate(coalesce(formulas.size, 0), sizes.size)
      FROM chosen c JOIN sizes USING (result) LEFT JOIN own USING (result) LEFT JOIN others USING (result) LEFT JOIN formulas USING (result)
      ORDER BY greatest(coalesce(own.share, 0), coalesce(others.size, 0) / sizes.size) DESC, c.place"""
    head = (*WHO, "与本单位上年报告相同", "与其他单位报告相同", "多家通用的套话")
    told = "按字数计，只计十个字以上的句子，数字不同而其余相同的算相同；许多单位都写的套话不计入相同。"
    return Table("文字重复", head, query, told)


def pair_list() -> Table:
    """The pairs of reports that share most."""
    query = f"""SELECT n.number, e.name, e.above, e.year, {_RELATION}, o.name, o.above, o.year, same, alike, round(taken / whole, 4),
        round(least(1, taken / other_whole), 4), e.path, o.path
      FROM ({_WITH_ALIKE}) n JOIN every e ON e.result = n.result JOIN every o ON o.result = n.other ORDER BY number"""
    head = ("对", "单位", "上级", "年度", "对照", "对照单位", "对照单位上级", "对照年度", "相同句数", "相近句数", "占本报告", "占对照报告", "文件", "对照文件")
    return Table("重复报告", head, query)


def passage_list() -> Table:
    """What they share, side by side."""
    query = f"""SELECT number, e.name, e.year, {_RELATION}, o.name, o.year, CASE WHEN exact THEN '相同' ELSE '相近' END, p.quote, p.other_quote
      FROM passages p JOIN numbered n USING (number) JOIN every e ON e.result = n.result JOIN every o ON o.result = n.other
      ORDER BY number, p.start"""
    return Table("重复段落", ("对", "单位", "年度", "对照", "对照单位", "对照年度", "程度", "原文", "对照原文"), query)

"""A review in a few figures, for its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GAPS = "status NOT IN ('covered', 'not_applicable')"


class Missed(NamedTuple):
    """An item with the number of reports that leave it open, of those that it is asked of."""

    item: str
    title: str
    gaps: int
    asked: int


class Brief(NamedTuple):
    """Figures of the files looked at. `reports`: different results; `complete`: those without a gap in what is required.

    `failing`: with such a gap, or an error finding. `covered` of `applicable` items. `missed`: the items most often left open.
    `reasons`: path and reason of what cannot be read, some of them.
    """

    reports: int
    complete: int
    failing: int
    covered: int
    applicable: int
    missed: list[Missed]
    reasons: list[tuple[str, str]]


def brief(store: DuckDBPyConnection, most: int = 5, reasons: int = 20) -> Brief:
    """The figures of the files that `store.look_at` names."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE ours AS SELECT DISTINCT result FROM files JOIN looked_at USING (path) WHERE result IS NOT NULL AND NOT replaced"
    )
    counted = store.execute(
        f"""WITH open AS (SELECT DISTINCT result FROM items WHERE force = 'required' AND {_GAPS}),
        wrong AS (SELECT DISTINCT result FROM findings WHERE severity = 'error')
        SELECT count(*), count(*) FILTER (o.result IS NULL), count(*) FILTER (o.result IS NOT NULL OR w.result IS NOT NULL),
          coalesce(sum(r.covered), 0)::BIGINT, coalesce(sum(r.applicable), 0)::BIGINT
        FROM ours JOIN results r USING (result) LEFT JOIN open o USING (result) LEFT JOIN wrong w USING (result)"""
    ).fetchone()
    missed = store.execute(
        f"""SELECT item, any_value(c.title), count(*) FILTER ({_GAPS}) AS gaps, count(*) FILTER (status <> 'not_applicable')
        FROM ours JOIN results r USING (result) JOIN items i USING (result) JOIN checklist_items c USING (rules, item)
        GROUP BY item HAVING gaps > 0 ORDER BY gaps DESC, item LIMIT ?""",
        [most],
    ).fetchall()
    told = store.execute(
        "SELECT path, reason FROM files JOIN looked_at USING (path) WHERE reason IS NOT NULL AND NOT replaced ORDER BY path LIMIT ?", [reasons]
    ).fetchall()
    reports, complete, failing, covered, applicable = counted or (0,) * 5
    return Brief(reports, complete, failing, covered, applicable, [Missed(*row) for row in missed], told)

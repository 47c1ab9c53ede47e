"""The temporary tables that all views stand on.

- every: all reports with `place` (their order in every view), `body` (a number: the same unit in all years), `above` (the unit's
  parent, also where only another year's report tells it) and `name` (the unit, or the file).
- chosen: those of them that `--where` keeps.
- verdicts: the items of the chosen reports with title, group and the item's place among all items (`position`).
- items: the items that occur, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import Level, Status
from checker.output import words
from checker.review.query import check_where, limited

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Cell = str | float | None
KIND = {"arithmetic": "数字", "wording": "文字", "structure": "结构"}
GAP = "status NOT IN ('covered', 'not_applicable')"
COUNTS = ("covered", "partial", "admitted", "planned", "missing", "not_applicable")
_BATCH = 1000


class Table(NamedTuple):
    """A view: `name` of its sheet and file, `head` of its columns, the `query` that gives them. `about`: what a reader should know."""

    name: str
    head: tuple[str, ...]
    query: str
    about: str = ""


_REPORTS = """
CREATE OR REPLACE TEMP TABLE every AS
WITH known AS (
  SELECT unit, min(parent) AS above FROM reports WHERE parent IS NOT NULL GROUP BY unit HAVING count(DISTINCT parent) = 1),
named AS (
  SELECT r.*, coalesce(r.parent, known.above) AS above, coalesce(r.unit, parse_filename(r.path)) AS name
  FROM reports r LEFT JOIN known ON known.unit = r.unit)
SELECT *, row_number() OVER (ORDER BY {levels}, above NULLS LAST, name, year, path, result) AS place,
  CASE WHEN unit IS NOT NULL THEN dense_rank() OVER (ORDER BY unit, above) END AS body
FROM named"""
_VERDICTS = f"""
CREATE OR REPLACE TEMP TABLE items_asked AS
  SELECT item, any_value(c.title) AS title, any_value(c."group") AS "group", min(coalesce(g.position, 99)) AS of_group, min(c.position) AS of_item
  FROM checklist_items c LEFT JOIN checklist_groups g USING (rules, "group") WHERE rules IN (SELECT rules FROM chosen) GROUP BY item;
CREATE OR REPLACE TEMP TABLE groups_asked AS
  SELECT "group", any_value(name) AS name FROM checklist_groups WHERE rules IN (SELECT rules FROM chosen) GROUP BY "group";
CREATE OR REPLACE TEMP TABLE columns_asked AS
  SELECT item, title, "group", row_number() OVER (ORDER BY of_group, of_item, item) AS position FROM items_asked;
CREATE OR REPLACE TEMP TABLE verdicts AS
  SELECT c.result, c.place, c.level, c.tier, c.above, c.year, i.item, i.status, i.force, t.title, t."group", t.position, i.{GAP} AS gap
  FROM chosen c JOIN items i USING (result) JOIN columns_asked t USING (item);
"""


def prepare(store: DuckDBPyConnection, where: str | None) -> int:
    """Make the tables; the number of reports that `where` keeps. Raises UsageError for a faulty `where`."""
    for name, arguments, told in _macros():
        store.execute(f"CREATE OR REPLACE TEMP MACRO {name}({arguments}) AS {told}")
    store.execute(_REPORTS.format(levels=_case("level", {level: i for i, level in enumerate(Level)}, "9")))
    store.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT * FROM every {'WHERE false' if where else ''}")
    if where:
        query = f"SELECT result FROM reports WHERE (\n{check_where(where)}\n)"
        with limited(store, "--where 的条件"):
            store.execute(f"INSERT INTO chosen SELECT * FROM every WHERE result IN ({query})")
    store.execute(_VERDICTS)
    row = store.execute("SELECT count(*) FROM chosen").fetchone()
    return int(row[0]) if row else 0


def _macros() -> Iterator[tuple[str, str, str]]:
    department = "'" + words.LEVEL[Level.DEPARTMENT] + "'"
    tier = _case("tier", words.LEVEL, "''")
    plain = _case("level", words.LEVEL, f"'{words.UNKNOWN}'")
    told = f"CASE WHEN level = '{Level.DEPARTMENT}' AND coalesce(tier, '') NOT IN ('', '{Level.DEPARTMENT}') THEN {tier} || {department} ELSE {plain} END"
    yield "level_word", "level, tier", told
    yield "status_word", "status", _case("status", words.STATUS, "status")
    yield "force_word", "force", _case("force", words.FORCE, "force")
    yield "severity_word", "severity", _case("severity", words.SEVERITY, "severity")
    yield "check_kind", '"check"', _case("split_part(\"check\", '.', 1)", KIND, "'其他'")
    yield "rate", "part, whole", "CASE WHEN whole > 0 THEN round(part / whole, 4) END"


def _case(what: str, cases: Mapping[Any, str | int], otherwise: str) -> str:
    told = " ".join(f"WHEN '{case}' THEN {literal(value) if isinstance(value, str) else value}" for case, value in cases.items())
    return f"CASE {what} {told} ELSE {otherwise} END"


def literal(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


def named(text: str) -> str:
    """A name as SQL has it."""
    return '"' + text.replace("\0", "").replace('"', '""') + '"'


def rows_of(store: DuckDBPyConnection, table: Table) -> Iterator[Sequence[Cell]]:
    """The rows of a view, a batch at a time; nothing else may be asked of the store until the last one."""
    found = store.execute(table.query)
    while batch := found.fetchmany(_BATCH):
        yield from batch


STATUS_HEAD = tuple(words.STATUS[status] for status in Status)

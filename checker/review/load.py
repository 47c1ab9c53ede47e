"""From rows of the store back to a whole `CheckResult`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import (
    ChecklistInfo,
    CheckResult,
    Evidence,
    Fact,
    Finding,
    Force,
    Level,
    Passage,
    Profile,
    Result,
    Role,
    Section,
    Status,
)
from checker.review.rows import section_paths

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FINDING = '"check", severity, message, start, stop, line, stated, expected, fix, source'
_FACT = "name, value, unit, approximate, period, start, stop"
_ITEMS = """
SELECT i.item, c.title, c."group", force, status, unmet, hints, review, nearest_start, nearest_stop, nearest_line, suggest
FROM items i JOIN checklist_items c USING (item) WHERE i.result = ? AND c.rules = ? ORDER BY place"""


def load_checklist_info(store: DuckDBPyConnection, rules: str) -> ChecklistInfo:
    """What the store knows of the checklist with the digest `rules`."""
    row = store.execute("SELECT id, version, title FROM checklists WHERE rules = ?", [rules]).fetchone()
    if row is None:
        raise KeyError(rules)
    groups = store.execute('SELECT "group", name FROM checklist_groups WHERE rules = ? ORDER BY position', [rules]).fetchall()
    return ChecklistInfo(row[0], row[1], rules, row[2], dict(groups))


def load_result(store: DuckDBPyConnection, result: int) -> CheckResult:
    """The `CheckResult` that the store holds under the key `result` (see the view `reports`), without loss.

    `path` is the first file that leads to it, "" when none does any more. Raises KeyError for an unknown key.
    """
    head = store.execute(
        "SELECT rules, digest, characters, title, unit, level, tier, year, kind, notes, text, "
        "(SELECT min(path) FROM files WHERE files.result = results.result) FROM results JOIN texts USING (result) WHERE result = ?",
        [result],
    ).fetchone()
    if head is None:
        raise KeyError(result)
    rules, digest, characters, title, unit, level, tier, year, kind, notes, text, path = head
    rows = _rows(store, "heading, depth, role, start, stop, parent", "sections", result)
    sections = tuple(Section(heading, depth, Role(role), *rest) for heading, depth, role, *rest in rows)
    return CheckResult(
        path=path or "",
        digest=digest,
        characters=characters,
        text=text,
        profile=Profile(title, unit, level and Level(level), tier and Level(tier), year, kind),
        sections=sections,
        items=_items(store, result, rules, text, section_paths(sections)),
        findings=tuple(_finding(text, *row) for row in _rows(store, _FINDING, "findings", result)),
        facts=tuple(_fact(text, *row) for row in _rows(store, _FACT, "facts", result)),
        notes=tuple(notes),
    )


def _rows(store: DuckDBPyConnection, columns: str, table: str, result: int) -> list[tuple[Any, ...]]:
    order = "position" if table == "sections" else "place"
    return store.execute(f"SELECT {columns} FROM {table} WHERE result = ? ORDER BY {order}", [result]).fetchall()


def _finding(text: str, check: str, severity: str, message: str, start: int, stop: int, *rest: Any) -> Finding:
    return Finding(check, severity, message, text[start:stop], start, stop, *rest)


def _fact(text: str, name: str | None, value: float, unit: str, approximate: bool, period: int | None, start: int, stop: int) -> Fact:
    return Fact(name, value, unit, approximate, period, text[start:stop], start, stop)


def _items(store: DuckDBPyConnection, result: int, rules: str, text: str, paths: list[tuple[str, ...]]) -> tuple[Result, ...]:
    evidence: dict[str, list[Evidence]] = {}
    for item, need, role, section, start, stop, line in store.execute(
        "SELECT item, need, role, section, start, stop, line FROM evidence WHERE result = ? ORDER BY item, place", [result]
    ).fetchall():
        path = () if section is None else paths[section]
        evidence.setdefault(item, []).append(Evidence(need, text[start:stop], start, stop, line, Role(role), path))
    found = []
    for item, title, group, force, status, unmet, hints, review, start, stop, line, suggest in store.execute(_ITEMS, [result, rules]).fetchall():
        nearest = None if start is None else Passage(text[start:stop], start, stop, line)
        proofs = tuple(evidence.get(item, ()))
        found.append(Result(item, title, group, Force(force), Status(status), proofs, tuple(unmet), tuple(hints), review, nearest, suggest))
    return tuple(found)

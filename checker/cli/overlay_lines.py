"""What a local list does to the one it extends, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.output.lines import Line, Span, clean, labelled, wrap

if TYPE_CHECKING:
    from checker.checklist.types import Change, Checklist

_KEYS = {
    "title": "名称",
    "note": "说明",
    "basis": "依据",
    "force": "约束",
    "levels": "层级",
    "years": "年度",
    "suggest": "建议",
    "topic": "写到此事的写法（增加）",
    "elsewhere": "不足、计划部分的写法（增加）",
    "needs": "要素的写法（增加）",
    "covers_all": "一句即满足的写法（增加）",
    "not_applicable": "不适用的写法（增加）",
    "advise": "宜写明的写法（增加）",
    "examples": "例句（增加）",
}


def mark(rules: Checklist, item: str) -> str:
    """What the local list did to an item, or ""."""
    if rules.overlay is None:
        return ""
    if item in rules.overlay.own:
        return "本地自加"
    return "本地改动" if any(one.item == item for one in rules.overlay.changed) else ""


def counts_line(rules: Checklist, columns: int) -> Iterator[Line]:
    """One line that says how far the list departs from the one it extends."""
    if rules.overlay is not None:
        own, changed, dropped = map(len, (rules.overlay.own, rules.overlay.changed, rules.overlay.dropped))
        told = f"在 {rules.overlay.base} 上：自加 {own} 项，改动 {changed} 项，停用 {dropped} 项，停用检查 {len(rules.off)} 种"
        yield from wrap([Span(told, "dim")], columns)


def departures(rules: Checklist, columns: int) -> Iterator[Line]:
    """Items changed and dropped and checks switched off, each with its reason."""
    if rules.overlay is not None:
        changed = [(_named(one), f"改了{changed_keys(one)}", one.reason) for one in rules.overlay.changed]
        yield from _block("改动的项目", changed, columns)
        yield from _block("停用的项目", [(_named(one), "", one.reason) for one in rules.overlay.dropped], columns)
    yield from _block("停用的检查", [(name, "", reason) for name, reason in rules.off.items()], columns)


def changed_keys(change: Change) -> str:
    """What of an item is changed, in words."""
    return "、".join(_KEYS[key] for key in change.keys)


def _named(change: Change) -> str:
    return f"{change.item}  {clean(change.title)}"


def _block(title: str, rows: list[tuple[str, str, str]], columns: int) -> Iterator[Line]:
    if rows:
        yield ()
        yield (Span(title, "strong"),)
    for name, what, reason in rows:
        yield from wrap([Span(f"  {name}"), Span(f"  {what}" if what else "", "dim")], columns, 4)
        yield from labelled("理由", [Span(clean(reason))], columns, 6)

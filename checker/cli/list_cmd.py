"""`fazhi list`: the items of a checklist."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.cli import options, overlay_lines
from checker.model import Force
from checker.output import words
from checker.output.lines import Line, Span, clean, pad, width, wrap

if TYPE_CHECKING:
    from checker.checklist.types import Checklist, Item

_BESIDE_TITLE = 26  # cells for id, force and level


def list_items(checklist: options.Checklist = None) -> int:
    """列出清单的全部检查项：编号、名称、约束力、适用层级；本地清单还列出自加、改动、停用的和理由。"""
    from checker import api
    from checker.output.terminal import print_lines

    rules = api.load_checklist(checklist)
    print_lines(lambda columns: _lines(rules, columns), stream=sys.stdout)
    return 0


def _lines(rules: Checklist, columns: int) -> Iterator[Line]:
    info = rules.info
    head = [
        Span(clean(info.title) or info.id, "title"),
        Span(f"  {info.id} {info.version} · {len(rules.items)} 项", "dim"),
    ]
    yield from wrap(head, columns)
    yield from overlay_lines.counts_line(rules, columns)
    groups = dict.fromkeys((*info.groups, *(item.group for item in rules.items)))
    room = min(max((width(clean(item.title)) for item in rules.items), default=0), columns - _BESIDE_TITLE)
    for group in groups:
        items = [item for item in rules.items if item.group == group]
        if not items:
            continue
        yield ()
        yield (Span(f"{group} {clean(info.groups.get(group, ''))}", "strong"),)
        for item in items:
            yield from _item(item, room, columns, overlay_lines.mark(rules, item.id))
    yield from overlay_lines.departures(rules, columns)


def _item(item: Item, room: int, columns: int, mark: str) -> Iterator[Line]:
    head = f"  {pad(item.id, 4)}  {pad(clean(item.title), room)}  "
    tail = f"{pad(force_word(item), 9)}  {levels_word(item)}" + (f"  {mark}" if mark else "")
    if width(head + tail) <= columns:
        yield (Span(head), Span(tail, "dim"))
    else:
        yield from wrap([Span(f"  {pad(item.id, 4)}  {clean(item.title)}  "), Span(tail, "dim")], columns, 8)


def force_word(item: Item) -> str:
    """The force where a level has none of its own; several are joined."""
    forces = dict.fromkeys(item.forces.values())
    return "/".join(words.FORCE[force] for force in Force if force in forces)


def levels_word(item: Item) -> str:
    """The levels that the item is asked of."""
    if item.levels is None:
        return "各级"
    return "、".join(words.LEVEL[level] for level in item.levels)

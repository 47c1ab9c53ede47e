"""A city's own list on top of the shipped one: joined by the items' ids before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple

from checker.checklist.checks import SHORTEST_REASON, is_too_short
from checker.checklist.strict_yaml import Path_, Tree
from checker.checklist.trees import add, put, without
from checker.checklist.types import Change, Overlay, Place
from checker.checklist.validate import validate
from checker.errors import ChecklistError

REPLACED = ("title", "note", "basis", "force", "levels", "years", "suggest")  # by `change`, whole
EXTENDED = ("topic", "elsewhere", "needs", "covers_all", "not_applicable", "advise", "examples")  # by `change`, behind what is there

_MOST_PROBLEMS = 20
_HEAD = ("id", "version", "title", "extends", "change", "drop")  # the overlay's own
_JOINED = ("groups", "documents", "accepted", "checks")

Fault = tuple[Place, str]


class Parts(NamedTuple):
    """The trees of a checklist's folder. `groups`: the files of items."""

    main: Tree
    outline: Tree
    groups: list[Tree]


def is_overlay(main: Tree) -> bool:
    """Whether a checklist.yaml builds on another list."""
    return isinstance(main.content, dict) and "extends" in main.content


def check_parent(main: Tree, only: str) -> None:
    """Raise ChecklistError unless the list extends the one that may be extended."""
    if main.content["extends"] != only:
        raise ChecklistError(f"只能在自带的清单上增改，这里要写 extends: {only}（不能写文件夹，也不能接着别的本地清单写）", str(main.place(("extends",))))


def join(base: Parts, own: Parts) -> tuple[Parts, Overlay]:
    """`base` with what `own` adds, changes and drops, all trees valid. `base` is used up. Raises ChecklistError with every faulty place found."""
    items = _by_id(base.groups)
    _stop_on(_faults(base, own, items))
    changed, dropped = (tuple(_changes(own.main, key, items)) for key in ("change", "drop"))
    for one in changed:
        tree, at = items[one.item]
        for key in one.keys:
            (put if key in REPLACED else add)(tree, (*at, key), own.main, ("change", one.item, key))
    for tree in {id(tree): tree for tree, _ in (items[one.item] for one in changed)}.values():
        validate(tree, "items")
    _join_terms(base, own)
    add_entries(base.outline, own.outline)
    gone = frozenset(one.item for one in dropped)
    groups = [without(tree, gone) if any(item["id"] in gone for item in tree.content["items"]) else tree for tree in base.groups]
    overlay = Overlay(
        base=f"{base.main.content['id']} {base.main.content['version']}",
        own=tuple(item["id"] for tree in own.groups for item in tree.content["items"]),
        changed=changed,
        dropped=dropped,
    )
    return Parts(_joined_head(base.main, own.main, gone), base.outline, [*groups, *own.groups]), overlay


def add_entries(tree: Tree, own: Tree) -> None:
    """Add to a file what an overlay's file of that name holds. Raises ChecklistError where an entry is there already."""
    known = {entry["title"] for entry in tree.content.get("titles", ())}
    titles = [entry["title"] for entry in own.content.get("titles", ())]
    _stop_on((own.place(("titles", index)), f"自带的 titles.yaml 已有《{title}》") for index, title in enumerate(titles) if title in known)
    for key in own.content:
        add(tree, (key,), own, (key,))


def _joined_head(main: Tree, own: Tree, gone: frozenset[str]) -> Tree:
    accepted = main.content.get("accepted", {})
    for name in list(accepted):
        accepted[name] = [other for other in accepted[name] if other not in gone]
        if name in gone or not accepted[name]:
            del accepted[name]
    for key in _HEAD:
        if key in own.content:
            put(main, (key,), own, (key,))
    for key in _JOINED:
        if key in own.content:
            add(main, (key,), own, (key,))
    return main


def _join_terms(base: Parts, own: Parts) -> None:
    """Words of a word list that there is go to it, wherever it stands; a new list goes to the main file."""
    base.main.content.setdefault("terms", {})
    holder = {name: tree for tree in (base.main, *base.groups) for name in tree.content.get("terms", {})}
    for tree in (own.main, *own.groups):
        for name in tree.content.get("terms", {}):
            add(holder.get(name, base.main), ("terms", name), tree, ("terms", name))
        tree.content.pop("terms", None)


def _by_id(groups: Iterable[Tree]) -> dict[str, tuple[Tree, Path_]]:
    return {item["id"]: (tree, ("items", index)) for tree in groups for index, item in enumerate(tree.content["items"])}


def _item(items: dict[str, tuple[Tree, Path_]], name: str) -> dict[str, Any]:
    tree, (_, index) = items[name]
    found: dict[str, Any] = tree.content["items"][index]
    return found


def _changes(main: Tree, key: str, items: dict[str, tuple[Tree, Path_]]) -> Iterator[Change]:
    for name, told in main.content.get(key, {}).items():
        keys, reason = ((), told) if isinstance(told, str) else (tuple(one for one in told if one != "reason"), told["reason"])
        yield Change(name, _item(items, name)["title"], keys, reason.strip())


def _stop_on(faults: Iterator[Fault]) -> None:
    lines = [f"{place}：{message}" for place, message in islice(faults, _MOST_PROBLEMS + 1)]
    if lines:
        raise ChecklistError("\n".join([*lines[:_MOST_PROBLEMS], *(["……"] if len(lines) > _MOST_PROBLEMS else [])]))


def _faults(base: Parts, own: Parts, items: dict[str, tuple[Tree, Path_]]) -> Iterator[Fault]:
    """What cannot be joined."""
    main = own.main
    for key, word in (("change", "改"), ("drop", "停用")):
        yield from _faults_of_choice(own, key, word, items)
    for name, change in main.content.get("change", {}).items():
        if name in main.content.get("drop", {}):
            yield main.keys["drop", name], f"{name} 已在 change 里，又要停用：两样只能取一样"
        if name in items:
            yield from _faults_of_change(main, name, change, _item(items, name))
    yield from _faults_of_additions(base, own, items)


def _faults_of_additions(base: Parts, own: Parts, items: dict[str, tuple[Tree, Path_]]) -> Iterator[Fault]:
    """What is said to be new and is not."""
    for tree in own.groups:
        for index, item in enumerate(tree.content["items"]):
            if item["id"] in items:
                yield tree.place(("items", index, "id")), f"编号 {item['id']} 自带的清单已有：要改它请写在 change 里，另立一项请换一个编号"
    for key, what in (("groups", "组别"), ("documents", "文件")):
        for name in own.main.content.get(key, {}):
            if name in base.main.content[key]:
                yield own.main.keys[key, name], f"{what} {name} 自带的清单已有，这里只写新加的"


def _faults_of_choice(own: Parts, key: str, word: str, items: dict[str, tuple[Tree, Path_]]) -> Iterator[Fault]:
    """Items that are not there or locked, and reasons that say nothing. `word`: what is to be done to them."""
    new = {item["id"] for tree in own.groups for item in tree.content["items"]}
    for name, told in own.main.content.get(key, {}).items():
        if name not in items:
            yield own.main.keys[key, name], f"{name} 是本清单自己的项目，请直接改它" if name in new else _unknown(name, items)
        elif _item(items, name).get("locked"):
            yield own.main.keys[key, name], f"{name} 是锁定的项目（国家规定每份报告都要写），不能{word}"
        if is_too_short(told if isinstance(told, str) else told["reason"]):
            yield own.main.place((key, name, "reason")), f"{word} {name} 要写明理由，至少 {SHORTEST_REASON} 个字"


def _unknown(name: str, items: Iterable[str]) -> str:
    close = get_close_matches(name.upper(), list(items), 1, 0.5)
    return f"自带的清单里没有 {name}" + (f"，是不是 {close[0]}？" if close else "；全部编号见 fazhi list")


def _faults_of_change(main: Tree, name: str, change: dict[str, Any], item: dict[str, Any]) -> Iterator[Fault]:
    path = ("change", name)
    if len(change) == 1:
        yield main.keys[path], f"没有写要改 {name} 的什么；可用的键：{'、'.join((*REPLACED, *EXTENDED))}"
    needs = change.get("needs")
    for need in needs if isinstance(needs, dict) else ():
        if need not in item["needs"]:
            close = get_close_matches(need, item["needs"], 1, 0.3)
            hint = f"是不是 {close[0]}？" if close else f"只有 {'、'.join(item['needs'])}。"
            yield main.keys[*path, "needs", need], f"{name} 没有要素“{need}”，{hint}要多问一样，请停用 {name}，另写一项"
    if "elsewhere" in change and "elsewhere" not in item:
        yield main.keys[*path, "elsewhere"], f"{name} 在计划、不足部分用 topic 和 needs 的说法，没有 elsewhere；请加到 topic 或 needs 里"

"""Putting pieces of one file's tree into another's, each with the places where it was written."""

from __future__ import annotations

from typing import Any

from checker.checklist.strict_yaml import Path_, Tree


def content_at(tree: Tree, path: Path_) -> Any:
    """The value at `path`, which must be there."""
    value = tree.content
    for step in path:
        value = value[step]
    return value


def put(target: Tree, path: Path_, source: Tree, at: Path_) -> None:
    """Put what stands at `at` in `source` at `path` in `target`: a key of a mapping, new or not, or the index behind a list's end."""
    container, value = content_at(target, path[:-1]), content_at(source, at)
    if isinstance(container, list):
        container.append(value)
    else:
        container[path[-1]] = value
    _copy_places(target, path, source, at, value)


def add(target: Tree, path: Path_, source: Tree, at: Path_) -> None:
    """Join what stands at `at` in `source` to what stands at `path` in `target`: lists grow, mappings are joined key by key.

    What cannot be joined replaces what was there, so that a wrong shape is found where it was written.
    """
    container, value = content_at(target, path[:-1]), content_at(source, at)
    there = container.get(path[-1]) if isinstance(container, dict) else container[path[-1]]
    if isinstance(there, list) and isinstance(value, list):
        for index in range(len(value)):
            put(target, (*path, len(there)), source, (*at, index))
    elif isinstance(there, dict) and isinstance(value, dict):
        for key in value:
            add(target, (*path, key), source, (*at, key))
    else:
        put(target, path, source, at)


def without(tree: Tree, items: frozenset[str]) -> Tree:
    """A file of items without those of the given ids."""
    made = Tree({"items": []}, tree.file, {(): tree.place(())}, {})
    for key in tree.content:
        if key != "items":
            put(made, (key,), tree, (key,))
    for index, item in enumerate(tree.content["items"]):
        if item["id"] not in items:
            put(made, ("items", len(made.content["items"])), tree, ("items", index))
    return made


def _copy_places(target: Tree, path: Path_, source: Tree, at: Path_, value: Any) -> None:
    target.values[path] = source.place(at)
    if at in source.keys:
        target.keys[path] = source.keys[at]
    for step in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        _copy_places(target, (*path, step), source, (*at, step), value[step])

"""Finding and loading a checklist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checklist import cache
from checker.checklist.strict_yaml import Tree, parse_bytes, read_bytes
from checker.checklist.types import ArithmeticRules, Checklist, FactRules, Overlay, WordingRules
from checker.errors import ChecklistError

if TYPE_CHECKING:
    from checker.checklist.overlay import Parts

SHIPPED = "fazhi"
_MAIN, _OUTLINE = "checklist.yaml", "outline.yaml"
_FIGURES = ("facts.yaml", "arithmetic.yaml")
_WORDING = ("terms.yaml", "titles.yaml", "wording.yaml")
_SHARED = (*_FIGURES, *_WORDING)  # a checklist that has none of its own takes the shipped ones
_ABOVE = "checklists/"  # before the names of the shipped files that an overlay builds on
_PACKAGE = Path(__file__).resolve().parent.parent


def checklists_folder() -> Path:
    """The shipped rule data: inside the package when installed from a wheel, beside it in a checkout."""
    inside = _PACKAGE / "checklists"
    return inside if inside.is_dir() else _PACKAGE.parent / "checklists"


def load_checklist(name: str | None = None) -> Checklist:
    """Load the shipped checklist, or the one in folder `name`. Raises ChecklistError."""
    folder = _folder(name)
    own = {file.name: read_bytes(file) for file in sorted(folder.glob("*.yaml"))}
    shipped = {shown: read_bytes(file) for shown, file in _shipped_files(own).items()}
    key = _code_digest() + "\0".join(f"{name}\0{hashlib.sha256(data).hexdigest()}" for name, data in (*own.items(), *shipped.items()))
    digest = hashlib.sha256(key.encode()).hexdigest()
    cached = cache.load(digest)
    if cached is None:
        cached = _resolve(own, shipped)
        cache.store(digest, cached)
    return cached


def _shipped_files(own: Mapping[str, bytes]) -> dict[str, Path]:
    """The shipped files that go into a checklist besides its `own`, by the name to show.

    Whether it extends the shipped list is told without parsing, for the cache's sake: some that do not are taken for such, which does no harm.
    """
    folder = checklists_folder()
    if b"extends" in own[_MAIN]:
        parent = {f"{_ABOVE}{SHIPPED}/{file.name}": file for file in sorted((folder / SHIPPED).glob("*.yaml"))}
        return parent | {name: folder / name for name in _SHARED}
    outline = {} if _OUTLINE in own else {_OUTLINE: folder / SHIPPED / _OUTLINE}
    return outline | {name: folder / name for name in _SHARED if name not in own}


def _folder(name: str | None) -> Path:
    folder = checklists_folder() / SHIPPED if name in (None, SHIPPED) else Path(str(name))
    if folder.name == _MAIN:
        folder = folder.parent
    if not (folder / _MAIN).is_file():
        raise ChecklistError(f"找不到清单“{name or SHIPPED}”：应是一个文件夹，里面有 checklist.yaml（自带清单的名字是 {SHIPPED}）")
    return folder


def _code_digest() -> str:
    """Changes whenever the code that resolves checklists changes, the shape that is asked of them or what they are made of."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in sorted([*here.glob("*.py"), *here.glob("schemas/*.json"), _PACKAGE / "model.py"]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


class _Shared(NamedTuple):
    """What checklists without files of their own have in common, and the content it was made of."""

    facts: FactRules
    arithmetic: ArithmeticRules
    wording: WordingRules
    content: dict[str, Any]


def _resolve(own: Mapping[str, bytes], shipped: Mapping[str, bytes]) -> Checklist:
    from checker.checklist.overlay import check_parent, is_overlay
    from checker.checklist.validate import validate

    trees = _parse((name, data) for name, data in own.items() if name not in _SHARED)
    main = trees["checklist"]
    if is_overlay(main):
        validate(main, "overlay")
        check_parent(main, SHIPPED)
        return _resolve_overlay(trees, own, shipped)
    outline = shipped.get(_OUTLINE) or shipped.get(f"{_ABOVE}{SHIPPED}/{_OUTLINE}")
    if "outline" not in trees and outline is not None:
        trees |= _parse([(_OUTLINE, outline)])
    return _build(_parts(trees), _shared(tuple((name, own[name] if name in own else shipped[name]) for name in _SHARED)))


def _resolve_overlay(trees: dict[str, Tree], own: Mapping[str, bytes], shipped: Mapping[str, bytes]) -> Checklist:
    from checker.checklist.overlay import Parts, join
    from checker.checklist.validate import validate

    for name in _FIGURES:
        if name in own:
            raise ChecklistError(f"在自带清单上增改的清单不能有 {name}：指标和数字关系只能用自带的；要自己定，请另建不写 extends 的清单", f"{name}:1:1")
    main = trees.pop("checklist")
    outline = trees.pop("outline", Tree({}, _OUTLINE))
    validate(outline, "outline", additions=True)
    for tree in trees.values():
        validate(tree, "items")
    above = {name: data for name, data in shipped.items() if name.startswith(_ABOVE)}
    if not above:
        raise ChecklistError(f"请照写成 extends: {SHIPPED}", str(main.keys[("extends",)]))
    base = _parts(_parse(above.items()))
    joined, overlay = join(base, Parts(main, outline, list(trees.values())))
    additions = tuple((name, own[name]) for name in _WORDING if name in own)
    shown = _ABOVE if additions else ""
    return _build(joined, _shared(tuple((f"{shown}{name}", shipped[name]) for name in _SHARED), additions), overlay)


def _parts(trees: dict[str, Tree]) -> Parts:
    """The trees of a whole checklist, valid."""
    from checker.checklist.overlay import Parts
    from checker.checklist.validate import validate

    main, outline = trees.pop("checklist"), trees.pop("outline")
    for key in ("change", "drop"):
        if isinstance(main.content, dict) and key in main.content:
            raise ChecklistError(f"{key} 只用于在自带清单上增改的清单，请先写一行 extends: {SHIPPED}", str(main.keys[(key,)]))
    validate(main, "checklist")
    validate(outline, "outline")
    for tree in trees.values():
        validate(tree, "items")
    return Parts(main, outline, list(trees.values()))


def _build(parts: Parts, shared: _Shared, overlay: Overlay | None = None) -> Checklist:
    from checker.checklist.build import build

    main, outline, groups = parts
    words = {name: tuple(entries) for name, entries in outline.content.items()}
    resolved = {"main": main.content, "outline": words, "items": [tree.content for tree in groups], **shared.content}
    return build(main, groups, words, shared.facts, shared.arithmetic, shared.wording, _canonical_digest(resolved), overlay)


@lru_cache(maxsize=2)
def _shared(contents: tuple[tuple[str, bytes], ...], additions: tuple[tuple[str, bytes], ...] = ()) -> _Shared:
    """Resolved once in a process: these files are large, and most checklists share them. `additions`: an overlay's own entries."""
    from checker.checklist.build_facts import build_arithmetic, build_facts
    from checker.checklist.build_wording import build_wording
    from checker.checklist.overlay import add_entries
    from checker.checklist.validate import validate

    trees = _parse(contents)
    for name, tree in trees.items():
        validate(tree, name)
    for name, tree in _parse(additions).items():
        validate(tree, name, additions=True)
        add_entries(trees[name], tree)
    facts = build_facts(trees["facts"])
    return _Shared(
        facts,
        build_arithmetic(trees["arithmetic"], facts),
        build_wording(trees["terms"], trees["titles"], trees["wording"]),
        {name: tree.content for name, tree in trees.items()},
    )


def _parse(contents: Iterable[tuple[str, bytes]]) -> dict[str, Tree]:
    trees = {Path(name).stem: parse_bytes(data, name) for name, data in contents}
    for tree in trees.values():
        if not tree.content:
            raise ChecklistError("文件是空的，这里应是一组“键: 值”", f"{tree.file}:1:1")
    return trees


def _canonical_digest(resolved: object) -> str:
    import json

    return hashlib.sha256(json.dumps(resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

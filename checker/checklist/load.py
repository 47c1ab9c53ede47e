"""Finding and loading a checklist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.checklist import cache
from checker.checklist.strict_yaml import Tree, parse_bytes, read_bytes
from checker.checklist.types import ArithmeticRules, Checklist, FactRules, WordingRules
from checker.errors import ChecklistError

SHIPPED = "fazhi"
_OUTLINE = "outline.yaml"
_SHARED = ("facts.yaml", "arithmetic.yaml", "terms.yaml", "titles.yaml", "wording.yaml")  # a checklist that has none of its own takes the shipped ones
_PACKAGE = Path(__file__).resolve().parent.parent


def checklists_folder() -> Path:
    """The shipped rule data: inside the package when installed from a wheel, beside it in a checkout."""
    inside = _PACKAGE / "checklists"
    return inside if inside.is_dir() else _PACKAGE.parent / "checklists"


def load_checklist(name: str | None = None) -> Checklist:
    """Load the shipped checklist, or the one in folder `name`. Raises ChecklistError."""
    folder = _folder(name)
    files = sorted(folder.glob("*.yaml"))
    if not (folder / _OUTLINE).is_file():
        files.append(checklists_folder() / SHIPPED / _OUTLINE)
    files += [checklists_folder() / name for name in _SHARED if not (folder / name).is_file()]
    contents = [(file.name, read_bytes(file)) for file in files]
    key = _code_digest() + "".join(f"{name}\0{hashlib.sha256(data).hexdigest()}\0" for name, data in contents)
    digest = hashlib.sha256(key.encode()).hexdigest()
    cached = cache.load(digest)
    if cached is None:
        cached = _resolve(contents)
        cache.store(digest, cached)
    return cached


def _folder(name: str | None) -> Path:
    folder = checklists_folder() / SHIPPED if name in (None, SHIPPED) else Path(str(name))
    if folder.name == "checklist.yaml":
        folder = folder.parent
    if not (folder / "checklist.yaml").is_file():
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


def _resolve(contents: list[tuple[str, bytes]]) -> Checklist:
    from checker.checklist.build import build
    from checker.checklist.validate import validate

    shared = _shared(tuple(sorted((name, data) for name, data in contents if name in _SHARED)))
    trees = _parse((name, data) for name, data in contents if name not in _SHARED)
    main = trees.pop("checklist")
    outline = trees.pop("outline")
    validate(main, "checklist")
    validate(outline, "outline")
    for tree in trees.values():
        validate(tree, "items")
    words = {name: tuple(entries) for name, entries in outline.content.items()}
    resolved = {"main": main.content, "outline": words, "items": [tree.content for tree in trees.values()], **shared.content}
    rules = shared.facts, shared.arithmetic, shared.wording
    return build(main, list(trees.values()), words, *rules, _canonical_digest(resolved))


@lru_cache(maxsize=2)
def _shared(contents: tuple[tuple[str, bytes], ...]) -> _Shared:
    """Resolved once in a process: these files are large, and most checklists share them."""
    from checker.checklist.build_facts import build_arithmetic, build_facts
    from checker.checklist.build_wording import build_wording
    from checker.checklist.validate import validate

    trees = _parse(contents)
    for name, tree in trees.items():
        validate(tree, name)
    facts = build_facts(trees["facts"])
    return _Shared(
        facts,
        build_arithmetic(trees["arithmetic"], facts),
        build_wording(trees["terms"], trees["titles"], trees["wording"]),
        {name: tree.content for name, tree in trees.items()},
    )


def _parse(contents: Iterable[tuple[str, bytes]]) -> dict[str, Tree]:
    trees = {name.removesuffix(".yaml"): parse_bytes(data, name) for name, data in contents}
    for tree in trees.values():
        if not tree.content:
            raise ChecklistError("文件是空的，这里应是一组“键: 值”", f"{tree.file}:1:1")
    return trees


def _canonical_digest(resolved: object) -> str:
    import json

    return hashlib.sha256(json.dumps(resolved, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

"""A resolved checklist on disk, found again by the digest of its files.

The cache saves parsing and validation at every start. It holds plain values only (`marshal` runs no code), is checked
by hash before it is read, and a cache that cannot be read or written is silently done without.
"""

from __future__ import annotations

import dataclasses
import hashlib
import marshal
import os
import sys
import tempfile
from enum import Enum
from pathlib import Path
from typing import Any

from checker.checklist import types
from checker.checklist.phrases import Either, Gap, Phrase
from checker.checklist.types import Checklist
from checker.model import ChecklistInfo, Force, Level, Role

_KINDS = (
    *(Checklist, ChecklistInfo, types.Item, types.Pattern, types.Place, types.Source),
    *(types.Indicator, types.FactRules, types.ArithmeticRules, types.Term, types.DocumentTitle, types.Form, types.WordingRules),
    *(types.Overlay, types.Change),
    *(Phrase, Gap, Either, Force, Level, Role),
)
_BY_NAME: dict[str, Any] = {kind.__name__: kind for kind in _KINDS}


def cache_folder() -> Path:
    """Where the user's caches belong on this system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home())
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "fazhi"


def load(key: str) -> Checklist | None:
    """The checklist stored under `key`, or None."""
    try:
        data = _file(key).read_bytes()
        digest, payload = data[:32], data[32:]
        if hashlib.sha256(payload).digest() != digest:
            return None
        value = _revive(marshal.loads(payload))
    except (OSError, ValueError, EOFError, TypeError, KeyError, RuntimeError):
        return None
    return value if isinstance(value, Checklist) else None


def store(key: str, checklist: Checklist) -> None:
    """Keep the checklist under `key`; older entries go."""
    payload = marshal.dumps(_flatten(checklist))
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        _write(_file(key), hashlib.sha256(payload).digest() + payload)
        for old in sorted(folder.glob("*.checklist"), key=lambda p: p.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return


def _write(target: Path, data: bytes) -> None:
    """All of it or nothing: no half-written file takes the name, none is left behind."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.close()
            made.replace(target)
        finally:
            file.close()
            made.unlink(missing_ok=True)


def _file(key: str) -> Path:
    version = f"{sys.version_info[0]}{sys.version_info[1]}-{marshal.version}"
    return cache_folder() / f"{key[:40]}-{version}.checklist"


_TUPLE = "()"


def _flatten(value: Any) -> Any:
    """Lists are marked values; tuples of plain values stay as they are, which is most of a checklist."""
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if isinstance(value, Phrase | Gap | Either):
        return [type(value).__name__, *map(_flatten, value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_flatten(getattr(value, f.name)) for f in dataclasses.fields(value))]
    if isinstance(value, tuple | list):
        flat = tuple(map(_flatten, value))
        return flat if all(map(_is_plain, flat)) else [_TUPLE, *flat]
    if isinstance(value, dict):
        return {key: _flatten(entry) for key, entry in value.items()}
    return value


def _is_plain(value: Any) -> bool:
    return not isinstance(value, list | dict)


def _revive(value: Any) -> Any:
    if isinstance(value, list):
        fields = [_revive(entry) if isinstance(entry, list | dict) else entry for entry in value[1:]]
        return tuple(fields) if value[0] == _TUPLE else _BY_NAME[value[0]](*fields)
    if isinstance(value, dict):
        return {key: _revive(entry) if isinstance(entry, list | dict) else entry for key, entry in value.items()}
    return value

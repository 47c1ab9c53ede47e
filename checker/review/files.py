"""The files that a review looks at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.reading import EXTENSIONS


class Found(NamedTuple):
    """`paths` to check: absolute, each once. `folders` that were searched whole. `skipped`: files in them of other formats."""

    paths: list[str]
    folders: list[str]
    skipped: int


def find_files(arguments: Iterable[str]) -> Found:
    """Folders are searched with all that lies below them; what is named is taken whatever it is, even when it does not exist."""
    paths: dict[str, None] = {}
    folders: list[str] = []
    skipped = 0
    for argument in arguments:
        path = os.path.abspath(argument)  # noqa: PTH100 (a link stays what it is called)
        if not os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises on a name that is too long)
            paths[path] = None
            continue
        unread: list[OSError] = []
        for file in _below(path, unread):
            if file.lower().endswith(EXTENSIONS):
                paths[file] = None
            else:
                skipped += 1
        if not unread:
            folders.append(os.path.join(path, ""))  # noqa: PTH118 (a closing separator)
        else:
            paths.update((str(error.filename), None) for error in unread)  # told as what could not be read
    return Found(list(paths), folders, skipped)


def _below(folder: str, unread: list[OSError]) -> Iterator[str]:
    """Files below a folder in the order of their names; no hidden ones, none of Word's lock files, no linked folder."""
    for here, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(here, name) for name in sorted(files) if not name.startswith((".", "~$")))  # noqa: PTH118 (ten thousand times)

"""From words of the command line to values: files, level, year."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.cli.messages import guess
from checker.errors import UsageError
from checker.model import Level
from checker.output.levels import CHOICES, level_named
from checker.output.lines import clean
from checker.reading import EXTENSIONS

_YEARS = range(1990, 2101)


class Inputs(NamedTuple):
    """`paths` to check, in order and each once; `skipped`: files of folders that have another extension."""

    paths: list[str]
    skipped: list[str]


def expand(arguments: Iterable[str]) -> Inputs:
    """Folders become the texts in them, wildcards what they match; what does not exist stays, to be told as such."""
    found: dict[str, str] = {}
    skipped: list[str] = []
    for argument in arguments:
        for path in matching(argument):
            for file in _files(path, skipped) if path != "-" and _is_folder(path) else [path]:
                found.setdefault(_identity(file), file)
    return Inputs(list(found.values()), skipped)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir raises on a name that is too long)


def _identity(path: str) -> str:
    """Equal for two spellings of one file."""
    return path if path == "-" or "\0" in path else os.path.normcase(os.path.realpath(path))


def matching(argument: str) -> list[str]:
    """cmd.exe leaves wildcards to the program; a file that has such characters in its name goes first."""
    if not glob.has_magic(argument) or os.path.lexists(argument):
        return [argument]
    return sorted(glob.glob(argument)) or [argument]  # noqa: PTH207 (Path.glob takes no absolute pattern)


def _files(folder: str, skipped: list[str]) -> list[str]:
    """The texts in a folder, or the folder itself when there are none or it may not be read."""
    try:
        entries = sorted(
            (entry for entry in os.scandir(folder) if _is_visible_file(entry)), key=lambda entry: entry.name
        )
    except OSError:
        return [folder]
    texts: list[str] = []
    for entry in entries:
        (texts if entry.name.lower().endswith(EXTENSIONS) else skipped).append(entry.path)
    return texts or [folder]


def _is_visible_file(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith((".", "~$")) and entry.is_file()


def skipped_message(skipped: Sequence[str]) -> str:
    """One sentence that names what a folder holds besides texts."""
    names = "、".join(clean(Path(path).name) for path in skipped[:3])
    return (
        f"跳过 {len(skipped)} 个其他格式的文件（{names}{' 等' if len(skipped) > 3 else ''}），要检查请逐个写明文件名。"
    )


def parse_level(text: str | None) -> Level | None:
    """A level by its English name or its Chinese word."""
    if text is None:
        return None
    level = level_named(text)
    if level is None:
        raise UsageError(f"不认识的层级“{text}”，可选：{CHOICES}。")
    return level


def parse_year(year: int | None) -> int | None:
    """A year that a report may have."""
    if year is not None and year not in _YEARS:
        raise UsageError(f"年度 {year} 不对，应是四位年份，如 2024。")
    return year


def find_name(wanted: str, known: Sequence[str], what: str) -> str:
    """`wanted` as one of `known`, upper or lower case alike; else an error with what comes near."""
    for name in known:
        if name.lower() == wanted.strip().lower():
            return name
    near = guess(wanted.upper(), known, 3) if known[0].isupper() else guess(wanted, known, 3)
    choices = f"可选：{'、'.join(known)}。" if len(known) <= 12 else "全部编号见 fazhi list。"
    raise UsageError(f"不认识的{what}“{wanted}”{near}{choices}")

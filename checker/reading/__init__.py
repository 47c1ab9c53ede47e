"""Reading: bytes → `Document`, or `Unreadable` with a Chinese sentence that says what to do. Nothing here raises."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from checker.model import Document, Unreadable
from checker.reading.limits import MAX_BYTES
from checker.reading.magic import other_format
from checker.reading.plain import read_plain

__all__ = ["EXTENSIONS", "read_bytes", "read_document"]

EXTENSIONS = (".txt", ".md", ".markdown")  # what a folder is searched for


def read_document(source: str | Path | bytes, name: str = "-") -> Document | Unreadable:
    """Read a file, or bytes already read; `name` is what bytes are called when they cannot be read."""
    if isinstance(source, bytes):
        return _parse(source, name)
    data = read_bytes(source)
    return data if isinstance(data, Unreadable) else _parse(data, str(source))


def read_bytes(source: str | Path) -> bytes | Unreadable:
    """The bytes of a regular file, or of standard input for "-"; at most one more than the limit is ever read."""
    path = str(source)
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            reason = _not_a_file(path)
            if reason:
                return Unreadable(path, reason)
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except (
        OSError,
        ValueError,
        AttributeError,
    ) as error:  # ValueError: a NUL in the name; AttributeError: stdin is closed
        return Unreadable(path, _system_reason(error))
    return data


def _parse(data: bytes, name: str) -> Document | Unreadable:
    reason = other_format(data)
    result = reason or (_too_large(data) or read_plain(data))
    return Unreadable(name, result) if isinstance(result, str) else result


def _too_large(data: bytes) -> str | None:
    if len(data) <= MAX_BYTES:
        return None
    return f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限，请确认是否选错了文件，或拆分后再检查。"


def _not_a_file(path: str) -> str | None:
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        return f"这是文件夹，其中未找到可读的文件（{'、'.join(EXTENSIONS[:2])}），请指定要检查的文件。"
    if not stat.S_ISREG(mode):
        return "这是设备或管道，不是普通文件，请改用“-”从标准输入读取。"
    return None


def _system_reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "找不到这个文件，请检查路径和文件名（含扩展名）是否正确。"
    if isinstance(error, PermissionError):
        return "不允许读取这个文件，请关闭正在使用它的程序，或检查访问权限后再试。"
    if isinstance(error, ValueError):
        return "文件名里有不允许的字符，请改名后再检查。"
    if isinstance(error, AttributeError):
        return "标准输入已关闭，请改为指定文件。"
    return f"读取时系统报错（{getattr(error, 'strerror', None) or error}），请把文件复制到本机磁盘后再试。"

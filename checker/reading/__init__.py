"""Reading: bytes → `Document`, or `Unreadable` with a Chinese sentence that says what to do. Nothing here raises.

Plain text is read here; whatever needs a parser of some complexity is read in a process of its own (`child`).
"""

from __future__ import annotations

import hashlib
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from checker.model import Document, Unreadable
from checker.reading.limits import MAX_FILE_BYTES, MB
from checker.reading.magic import kind_of
from checker.reading.plain import read_plain
from checker.reading.refused import RefusedError

__all__ = ["EXTENSIONS", "read_bytes", "read_digest", "read_document"]

# What a folder is searched for. Images are read when named: in a folder they are mostly seals and photographs.
EXTENSIONS = (
    *(".txt", ".md", ".markdown", ".docx", ".pdf", ".ofd", ".html", ".htm", ".doc", ".wps"),
    *(".docm", ".dotx", ".rtf", ".odt", ".mht", ".mhtml", ".shtml", ".wpt", ".dot"),
)

Progress = Callable[[int, int], None]  # (pages done, pages in all)


def read_document(source: str | Path | bytes, name: str = "-", progress: Progress | None = None) -> Document | Unreadable:
    """Read a file, or bytes already read; `name` is what bytes are called when they cannot be read.

    The format is told by the content, whatever the name's ending says. `progress` hears of pages where reading takes long.
    """
    if not isinstance(source, bytes):
        data = read_bytes(source)
        return data if isinstance(data, Unreadable) else read_document(data, str(source), progress)
    try:
        return _parse(source, progress)
    except RefusedError as refused:
        return Unreadable(name, str(refused))


def read_bytes(source: str | Path) -> bytes | Unreadable:
    """The bytes of a regular file, or of standard input for "-"; at most one more than the limit is ever read."""
    path = str(source)
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        else:
            reason = _not_a_file(path)
            if reason:
                return Unreadable(path, reason)
            with Path(path).open("rb") as file:
                data = file.read(MAX_FILE_BYTES + 1)
    except (
        OSError,
        ValueError,
        AttributeError,
    ) as error:  # ValueError: a NUL in the name; AttributeError: stdin is closed
        return Unreadable(path, _system_reason(error))
    return data


def read_digest(source: str | Path) -> str | None:
    """sha256 of a file's bytes; None when they cannot be read."""
    data = read_bytes(source)
    return None if isinstance(data, Unreadable) else hashlib.sha256(data).hexdigest()


def _parse(data: bytes, progress: Progress | None) -> Document:
    if len(data) > MAX_FILE_BYTES:
        raise RefusedError(f"文件超过 {MAX_FILE_BYTES // MB} MB 的上限，请确认是否选错了文件，或拆分后再检查。")
    if kind_of(data) == "text":
        return read_plain(data)
    from checker.reading.child import read_in_child

    return read_in_child(data, progress)


def _not_a_file(path: str) -> str | None:
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        return f"这是文件夹，其中未找到可读的文件（{'、'.join(EXTENSIONS[:10])} 等），请指定要检查的文件。"
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
